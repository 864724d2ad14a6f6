"""Decodes photos and draws garments into arrays that a training reads quickly.

    python -m training.reader.prepare --drawings 6000

Arrays go to ``runs/reader/data``. Photos are laid into squares of `SIDE` pixels; a list beside each
array says how large each is in its square.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.garments import is_held_out
from samples.varied.cloths import Picture
from samples.varied.cuts import (
    LowerKind,
    Pattern,
    UpperKind,
    bag_pattern,
    lower_pattern,
    upper_pattern,
)
from samples.varied.drawing import SIDE as DRAWN_SIDE
from samples.varied.drawing import Drawing, draw
from tryon.errors import GarmentError
from tryon.garments.landmarks import find_figure
from tryon.garments.reader.kinds import PictureKind
from tryon.imaging import read_rgba
from tryon.shape.category import GarmentCategory
from tryon.shape.figure import TopLandmarks
from tryon.shape.point_names import PointName, named_points
from tryon.shape.sides import Side

SIDE = 256
KIND_OF_CLASS = {
    "dress": PictureKind.DRESS,
    "hat": PictureKind.HAT,
    "longsleeve": PictureKind.TOP,
    "outwear": PictureKind.COAT,
    "pants": PictureKind.TROUSERS,
    "shirt": PictureKind.TOP,
    "shoes": PictureKind.SHOES,
    "shorts": PictureKind.SHORTS,
    "skirt": PictureKind.SKIRT,
    "t-shirt": PictureKind.TOP,
}
"""What the classes of the labelled phone photos show."""
KINDS = tuple(PictureKind)
NAMES = tuple(PointName)
_DRAWN_KINDS = (*UpperKind, *LowerKind, PictureKind.BAG)
_DRAWN_SHARES = (0.26, 0.13, 0.15, 0.08, 0.12, 0.07, 0.11, 0.08)
_BAG_LABELS = ("bag", "purse", "wallet")
_LEAST_BAG_SIDE = 40
_LEAST_PERSON = 0.12
"""Least share of an everyday photo that its person covers."""
_AGREES = 0.04
"""Greatest difference between left and right that counts as agreement, in sizes of the picture."""


def _letterboxed(rgb: NDArray[np.uint8], side: int) -> tuple[NDArray[np.uint8], tuple[int, int]]:
    factor = side / max(rgb.shape[:2])
    width, height = (max(1, round(length * factor)) for length in rgb.shape[1::-1])
    small = cv2.resize(rgb, (width, height), interpolation=cv2.INTER_AREA)
    square = np.zeros((side, side, rgb.shape[2]), np.uint8)
    square[:height, :width] = small
    return square, (height, width)


def _store(name: str, pictures: Iterable[NDArray[np.uint8]], out: Path, side: int = SIDE) -> None:
    squares, sizes = [], []
    for picture in pictures:
        square, size = _letterboxed(picture, side)
        squares.append(square)
        sizes.append(size)
    np.save(out / f"{name}.npy", np.stack(squares))
    np.save(out / f"{name}_sizes.npy", np.array(sizes, np.int16))
    print(f"{name}: {len(squares)}", flush=True)


def _read(files: Iterable[Path]) -> Iterator[NDArray[np.uint8]]:
    for file in files:
        yield read_rgba(file)[..., :3]


def _store_labelled(data: Path, out: Path) -> None:
    files = sorted((data / "garments/labelled_photos").glob("*/*"))
    kept = [file for file in files if not is_held_out(file.name)]
    kinds = [KINDS.index(KIND_OF_CLASS[file.parent.name]) for file in kept]
    np.save(out / "labelled_kinds.npy", np.array(kinds, np.int64))
    _store("labelled", _read(kept), out)


def _store_flat_tops(data: Path, out: Path) -> None:
    pictures, points = [], []
    for file in sorted((data / "garments/flat_tops").glob("*.jpg")):
        if is_held_out(file.name):
            continue
        mask = read_rgba(next((data / "garments/flat_tops_masks").glob(f"{file.stem}.*")))[..., 0]
        picture = np.dstack([read_rgba(file)[..., :3], mask])
        pictures.append(picture)
        points.append(_agreed_points(mask) * (SIDE / max(mask.shape)))
    np.save(out / "flat_tops_points.npy", np.stack(points))
    _store("flat_tops", pictures, out)


def _agreed_points(alpha: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return a top's landmarks (20, 2) by the rules where left and right agree, NaN elsewhere."""
    found = np.full((len(NAMES), 2), np.nan)
    try:
        landmarks = find_figure(alpha, GarmentCategory.TOP).landmarks
    except GarmentError:
        return found
    assert isinstance(landmarks, TopLandmarks)
    points = {name: point.position for name, point in named_points(landmarks).items()}
    middle = np.mean([points[PointName.HEM_LEFT], points[PointName.HEM_RIGHT]], axis=0)[0]
    limit = _AGREES * max(alpha.shape)
    for name, place in points.items():
        across = name.across
        if across is None:
            continue
        mirrored = points.get(across, np.full(2, np.inf)) * [-1, 1] + [2 * middle, 0]
        if np.linalg.norm(place - mirrored) < limit:
            found[NAMES.index(name)] = place
    for side in Side:
        shoulder, armpit = landmarks.shoulders[side], landmarks.armpits[side]
        if armpit.y - shoulder.y < 0.1 * alpha.shape[0]:
            return np.full((len(NAMES), 2), np.nan)
    return found


def _photos_of_people(data: Path) -> list[Path]:
    """Return street photos, and everyday ones that a person fills to a good part."""
    files = sorted((data / "ccp/photos").glob("*.jpg"))
    everyday = data / "wild/coco_val_single"
    for outline in sorted((everyday / "instances").glob("*.png")):
        labels = cv2.imread(str(outline), cv2.IMREAD_UNCHANGED)
        assert labels is not None
        if (labels == 1).mean() > _LEAST_PERSON:
            files.append(everyday / "images" / f"{outline.stem}.jpg")
    return files


def _store_bags(data: Path, out: Path) -> None:
    names = json.loads((data / "ccp/labels.json").read_text())
    ids = [int(key) for key, name in _items(names) if name in _BAG_LABELS]
    bags = []
    for file in sorted((data / "ccp/labels").glob("*.png")):
        labels = cv2.imread(str(file), cv2.IMREAD_UNCHANGED)
        assert labels is not None
        mask = np.isin(labels, ids).astype(np.uint8)
        count, parts, stats, _ = cv2.connectedComponentsWithStats(mask)
        if count < 2:
            continue
        largest = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
        x, y, w, h, _ = stats[largest]
        if min(w, h) < _LEAST_BAG_SIDE:
            continue
        rgb = read_rgba(data / "ccp/photos" / f"{file.stem}.jpg")[..., :3]
        alpha = np.where(parts == largest, 255, 0).astype(np.uint8)
        bags.append(np.dstack([rgb, alpha])[y : y + h, x : x + w])
    _store("bags", bags, out, 128)


def _items(names: object) -> list[tuple[str, str]]:
    if isinstance(names, dict):
        return [(str(key), str(value)) for key, value in names.items()]
    assert isinstance(names, list)
    return [(str(index), str(value)) for index, value in enumerate(names)]


def random_drawing(rng: np.random.Generator, cloth: Picture | None) -> tuple[Drawing, PictureKind]:
    """Draw a random garment or bag."""
    kind = _DRAWN_KINDS[rng.choice(len(_DRAWN_KINDS), p=_DRAWN_SHARES)]
    pattern: Pattern
    if isinstance(kind, UpperKind):
        pattern = upper_pattern(kind, rng)
    elif isinstance(kind, LowerKind):
        pattern = lower_pattern(kind, rng)
    else:
        pattern = bag_pattern(rng)
    return draw(pattern, rng, cloth), PictureKind(kind.value)


def _cloth_of_photo(out: Path, rng: np.random.Generator) -> Picture:
    """Return cloth taken from the middle of a real photo of a garment, continued by mirroring."""
    photos = np.load(out / "labelled.npy", mmap_mode="r")
    sizes = np.load(out / "labelled_sizes.npy", mmap_mode="r")
    index = int(rng.integers(len(photos)))
    height, width = (int(v) for v in sizes[index])
    half = int(rng.uniform(0.1, 0.2) * min(height, width))
    y = height // 2 + int(rng.integers(-half, half + 1) // 2)
    x = width // 2 + int(rng.integers(-half, half + 1) // 2)
    patch = np.asarray(photos[index, y - half : y + half, x - half : x + half])
    tile = np.vstack([patch, patch[::-1]])
    tile = np.hstack([tile, tile[:, ::-1]])
    repeats = -(-DRAWN_SIDE // tile.shape[0]), -(-DRAWN_SIDE // tile.shape[1]), 1
    return np.tile(tile, repeats)[:DRAWN_SIDE, :DRAWN_SIDE].astype(np.float32)


def _store_drawings(out: Path, count: int) -> None:
    rng = np.random.default_rng(15)
    shape = (count, DRAWN_SIDE, DRAWN_SIDE, 5)
    planes = np.lib.format.open_memmap(out / "drawn.npy", mode="w+", dtype=np.uint8, shape=shape)
    points = np.full((count, len(NAMES), 2), np.nan, np.float32)
    kinds = np.zeros(count, np.int64)
    for index in range(count):
        cloth = _cloth_of_photo(out, rng) if rng.random() < 0.4 else None
        drawing, kind = random_drawing(rng, cloth)
        planes[index, ..., :3] = np.clip(drawing.colour, 0, 255)
        planes[index, ..., 3] = np.rint(drawing.alpha * 255)
        planes[index, ..., 4] = np.rint(drawing.inside * 255)
        kinds[index] = KINDS.index(kind)
        for name, place in drawing.points.items():
            points[index, NAMES.index(name)] = place
    planes.flush()
    np.save(out / "drawn_points.npy", points)
    np.save(out / "drawn_kinds.npy", kinds)
    print(f"drawn: {count}", flush=True)


def main() -> None:
    """Write every array."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("runs/reader/data"))
    parser.add_argument("--drawings", type=int, default=6000)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    cv2.setNumThreads(1)
    _store_labelled(args.data, args.out)
    _store_flat_tops(args.data, args.out)
    _store("people", _read(_photos_of_people(args.data)), args.out)
    _store("negatives", _read(sorted((args.data / "wild/negatives").rglob("*.jpg"))), args.out)
    _store_bags(args.data, args.out)
    _store_drawings(args.out, args.drawings)


if __name__ == "__main__":
    main()
