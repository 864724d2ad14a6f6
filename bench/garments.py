"""Measures how well pictures of garments are read.

    python -m bench.garments                       # the table, about three minutes
    python -m bench.garments --sheet sheet.png PICTURES   # outline and landmarks, to look at

Photos are those of ``../shared/data``. A fixed fifth of the labelled phone photos and of the flat
tops, by their file names, is never trained on; drawn garments are of other seeds than those of the
training.
"""

from __future__ import annotations

import argparse
import time
import zlib
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.varied.cuts import LowerKind, UpperKind, lower_pattern, upper_pattern
from samples.varied.drawing import SIDE, Drawing, draw
from tryon.errors import TryOnError
from tryon.garments.cutout import find_cutout
from tryon.garments.garment import Garment
from tryon.garments.measure import measure_garment, measured_points
from tryon.garments.reader.kinds import PictureKind
from tryon.garments.reader.reading import SURE
from tryon.garments.see import (
    SeenGarment,
    garment_of,
    read_picture,
    refusal,
    see_garment,
    see_picture,
)
from tryon.geometry import RgbaImage, RgbImage
from tryon.imaging import find_photos, read_rgba, write_image
from tryon.shape.category import GarmentCategory
from tryon.shape.point_names import named_points

CATEGORY_OF_CLASS = {
    "dress": GarmentCategory.DRESS,
    "longsleeve": GarmentCategory.TOP,
    "outwear": GarmentCategory.TOP,
    "pants": GarmentCategory.TROUSERS,
    "shirt": GarmentCategory.TOP,
    "shorts": GarmentCategory.TROUSERS,
    "skirt": GarmentCategory.SKIRT,
    "t-shirt": GarmentCategory.TOP,
}
"""What the wearable classes of the labelled phone photos are worn as."""
REFUSED_CLASSES = ("hat", "shoes")
_GOOD_IOU = 0.97
_DRAWINGS_PER_KIND = 40
_DRAWING_SEED = 1_000_000
_TILE = 240


def is_held_out(name: str) -> bool:
    """Whether a photo belongs to the fixed fifth that nothing is trained on, by its file name."""
    return zlib.crc32(name.encode()) % 5 == 0


def measure_kinds(photos: Path) -> None:
    """Print how many held-out phone photos are read as what they show, by class."""
    shares = {}
    for name, category in CATEGORY_OF_CLASS.items():
        files = [file for file in sorted((photos / name).iterdir()) if is_held_out(file.name)]
        shares[name] = float(np.mean([_category(file) is category for file in files]))
        print(f"  {name:<12} {shares[name]:.3f} of {len(files)}")
    print(f"kind, mean of eight classes: {np.mean(list(shares.values())):.3f}")
    for name in REFUSED_CLASSES:
        files = [file for file in sorted((photos / name).iterdir()) if is_held_out(file.name)]
        share = float(np.mean([_category(file) is None for file in files]))
        print(f"{name} not taken for garments: {share:.3f} of {len(files)}")
        share = float(np.mean([not _is_worn_unasked(file) for file in files]))
        print(f"{name} not worn without a question: {share:.3f}")


def _is_worn_unasked(file: Path) -> bool:
    """Whether the window takes a picture for a garment and does not ask which."""
    seen = see_picture(read_rgba(file))
    return isinstance(seen, SeenGarment) and seen.reading.confidence >= SURE


def _category(file: Path) -> GarmentCategory | None:
    """Return what a picture is worn as; None if it is refused."""
    try:
        return see_garment(read_rgba(file)).category
    except TryOnError:
        return None


def measure_cutouts(tops: Path, masks: Path) -> None:
    """Print how well the cut-outs of flat tops match their masks."""
    overlaps, held_out, took = [], [], []
    for file in sorted(tops.glob("*.jpg")):
        rgba = read_rgba(file)
        start = time.perf_counter()
        cutout = find_cutout(rgba, read_picture(rgba).coverage)
        took.append(time.perf_counter() - start)
        truth = read_rgba(next(masks.glob(f"{file.stem}.*")))[..., 0] >= 128
        found = np.zeros(truth.shape, np.bool_)
        height, width = truth.shape
        left, top = np.rint(cutout.offset * (width, height)).astype(int)
        across, down = np.rint(cutout.extent * (width, height)).astype(int)
        found[top : top + down, left : left + across] = (
            cv2.resize(cutout.rgba[..., 3], (int(across), int(down))) >= 128
        )
        overlaps.append(float((found & truth).sum() / (found | truth).sum()))
        held_out.append(is_held_out(file.name))
    for title, values in (
        ("all", np.array(overlaps)),
        ("never trained on", np.array(overlaps)[held_out]),
    ):
        good = int((values >= _GOOD_IOU).sum())
        print(f"flat tops, {title}: IoU {values.mean():.4f}, {good} of {len(values)} at least 0.97")
    print(f"cutting out: median {1000 * np.median(took):.0f} ms")


def measure_landmarks() -> None:
    """Print how far landmarks of drawn garments lie from where they were drawn."""
    rng = np.random.default_rng(_DRAWING_SEED)
    errors: list[float] = []
    for kind in (*UpperKind, *LowerKind):
        own: list[float] = []
        for _ in range(_DRAWINGS_PER_KIND):
            is_upper = isinstance(kind, UpperKind)
            pattern = upper_pattern(kind, rng) if is_upper else lower_pattern(kind, rng)
            category = PictureKind(kind.value).category
            assert category is not None
            own += _errors(draw(pattern, rng), category)
        print(f"  {kind.value:<12} {np.mean(own):.4f}")
        errors += own
    print(f"landmarks of drawn garments, mean error in pictures: {np.mean(errors):.4f}")


def _errors(drawing: Drawing, category: GarmentCategory) -> list[float]:
    alpha = np.rint(255 * drawing.alpha)
    rgba = np.dstack([np.clip(drawing.colour, 0, 255), alpha]).astype(np.uint8)
    try:
        seen = see_garment(rgba, category)
        points = measured_points(Garment(seen.rgba, category, "drawn"))
    except TryOnError:
        return []
    return [
        float(np.linalg.norm(seen.cutout.in_picture(points[name]) - (place + 0.5) / SIDE))
        for name, place in drawing.points.items()
        if name in points
    ]


def measure_time(photos: Path) -> None:
    """Print how long it takes from a file to a measured garment."""
    files = sorted((photos / "t-shirt").iterdir())[:20]
    took = []
    for file in files:
        start = time.perf_counter()
        rgba = read_rgba(file)
        seen = see_garment(rgba, GarmentCategory.TOP)
        measure_garment(Garment(seen.rgba, seen.category, file.stem))
        took.append(time.perf_counter() - start)
    print(f"reading and measuring one picture: median {1000 * np.median(took):.0f} ms")


def draw_sheet(files: Sequence[Path]) -> RgbImage:
    """Return a sheet with cut-out, inside of the back and landmarks of every picture."""
    tiles = [_tile(file) for file in files]
    columns = 8
    tiles += [np.zeros_like(tiles[0])] * (-len(tiles) % columns)
    rows = [np.hstack(tiles[i : i + columns]) for i in range(0, len(tiles), columns)]
    return np.vstack(rows)


def _tile(file: Path) -> RgbImage:
    tile = np.full((_TILE, _TILE, 3), 60, np.uint8)
    rgba = read_rgba(file)
    reading = read_picture(rgba)
    title = f"{file.stem[:10]} {reading.kind.value} {100 * reading.confidence:.0f}"
    if refusal(reading) is not None:
        _put(tile, rgba[..., :3])
    else:
        try:
            _put(tile, _marked(garment_of(rgba, reading)))
        except TryOnError as error:
            title = str(error)[:36]
    cv2.putText(tile, title, (3, _TILE - 5), cv2.FONT_HERSHEY_SIMPLEX, 0.38, (255, 255, 255))
    return tile


def _marked(seen: SeenGarment) -> RgbImage:
    measured = measure_garment(Garment(seen.rgba, seen.category, "shown"))
    picture = _on_green(measured.front)
    hidden = (seen.rgba[..., 3] >= 128) & (measured.front[..., 3] < 128)
    picture[hidden] = (220, 40, 40)
    radius = max(2, max(picture.shape) // 70)
    for point in named_points(measured.figure.landmarks).values():
        cv2.circle(picture, (int(point.x), int(point.y)), radius, (255, 0, 255), -1, cv2.LINE_AA)
    return picture


def _on_green(rgba: RgbaImage) -> RgbImage:
    ground = np.array([90, 160, 90], np.float32)
    share = rgba[..., 3:].astype(np.float32) / 255
    return np.asarray(np.rint(ground + share * (rgba[..., :3] - ground)), np.uint8)


def _put(tile: RgbImage, picture: NDArray[np.uint8]) -> None:
    factor = (_TILE - 20) / max(picture.shape[:2])
    size = max(1, round(picture.shape[1] * factor)), max(1, round(picture.shape[0] * factor))
    tile[: size[1], : size[0]] = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)


def main() -> None:
    """Print the table, or make a sheet."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pictures", type=Path, nargs="*", help="pictures or folders for the sheet")
    parser.add_argument("--data", type=Path, default=Path("../shared/data/garments"))
    parser.add_argument("--sheet", type=Path, help="make a sheet of the pictures instead")
    args = parser.parse_args()
    if args.sheet is not None:
        write_image(args.sheet, draw_sheet(find_photos(args.pictures)))
        return
    measure_kinds(args.data / "labelled_photos")
    measure_cutouts(args.data / "flat_tops", args.data / "flat_tops_masks")
    measure_landmarks()
    measure_time(args.data / "labelled_photos")


if __name__ == "__main__":
    main()
