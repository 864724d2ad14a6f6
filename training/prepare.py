"""Turns the photo collections into arrays that training reads without decoding.

    python -m training.prepare --data ../shared/data --out runs/data

Needs ``pose.json`` from ``training.pose`` in the output folder. Writes, per photo,
``<set>/<id>.image.npy``, uint8 (H, W, 3) RGB, and ``<set>/<id>.target.npy``, uint8 (2, H, W): the
code of ``training.classes`` and the person's number (0: none or unknown). What exists is kept.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.classes import BACKGROUND_ANY, BAG, IGNORED, PERSON_ANY, crisp_codes, tag_codes
from training.parts import split_by_pose
from training.pictures import read_codes, read_rgb

CROWD = 255


@dataclass(frozen=True)
class Source:
    """One collection: its folder, and how a photo's annotation becomes a target.

    Attributes:
        name: the folder under the data root; slashes become dashes in the output.
        annotations: folder of the PNG annotations, or None for photos without people.
        kind: ``parts``, ``crisp``, ``instances``, ``union`` or ``nobody``.
    """

    name: str
    annotations: str | None
    kind: str


SOURCES = (
    Source("ccp", "labels", "parts"),
    Source("atr", "labels", "crisp"),
    Source("pennfudan", "instances", "instances"),
    Source("coco_people", "instances", "instances"),
    Source("wild/coco_val_single", "instances", "instances"),
    Source("wild/coco_mini", "instances", "instances"),
    Source("wild/pelota", "instances", "instances"),
    Source("wild/voc_union", "union", "union"),
    Source("wild/negatives", None, "nobody"),
)

Target = tuple[NDArray[np.uint8], NDArray[np.uint8]]


def instance_target(annotation: NDArray[np.uint8]) -> Target:
    """Codes and persons of an instance map (H, W): 0 nobody, 1..N, 255 crowd."""
    codes = np.where(annotation == 0, BACKGROUND_ANY, PERSON_ANY).astype(np.uint8)
    codes[annotation == CROWD] = IGNORED
    return codes, np.where(annotation == CROWD, 0, annotation).astype(np.uint8)


def union_target(annotation: NDArray[np.uint8]) -> Target:
    """Codes of a union map (H, W): 0 nobody, 1 people, 255 void. Persons are unknown."""
    codes = np.where(annotation == 0, BACKGROUND_ANY, PERSON_ANY).astype(np.uint8)
    codes[annotation == IGNORED] = IGNORED
    return codes, np.zeros_like(codes)


def parts_target(
    annotation: NDArray[np.uint8],
    table: NDArray[np.uint8],
    landmarks: NDArray[np.float64] | None,
) -> Target:
    """Codes of a tag map (H, W); the one person is number 1, the bag is nobody's."""
    return _of_one_person(split_by_pose(table[annotation], landmarks))


def crisp_target(annotation: NDArray[np.uint8]) -> Target:
    """Codes of a map of ATR's ids (H, W); the one person is number 1, the bag is nobody's."""
    return _of_one_person(crisp_codes()[annotation])


def _of_one_person(codes: NDArray[np.uint8]) -> Target:
    return codes, ((codes != 0) & (codes != BAG) & (codes != IGNORED)).astype(np.uint8)


def _ccp_reader(data: Path, out: Path) -> Callable[[str, NDArray[np.uint8]], Target]:
    names = {int(k): v for k, v in json.loads((data / "ccp" / "labels.json").read_text()).items()}
    table = tag_codes(names)
    poses = json.loads((out / "pose.json").read_text())

    def read(stem: str, annotation: NDArray[np.uint8]) -> Target:
        landmarks = poses[stem]
        return parts_target(annotation, table, None if landmarks is None else np.array(landmarks))

    return read


def _target_reader(
    data: Path, out: Path, source: Source
) -> Callable[[str, NDArray[np.uint8]], Target]:
    """Return what turns a photo's name and annotation (H, W), 0 without one, into its target."""
    if source.kind == "parts":
        return _ccp_reader(data, out)
    plain = {"crisp": crisp_target, "union": union_target}.get(source.kind, instance_target)
    return lambda _stem, annotation: plain(annotation)


def _photos(data: Path, source: Source) -> Iterator[tuple[Path, Path | None]]:
    folder = data / source.name
    images = folder / ("photos" if source.kind in ("parts", "crisp") else "images")
    for photo in sorted(images.glob("*.jpg")):
        if source.annotations is None:
            yield photo, None
        elif (annotation := folder / source.annotations / f"{photo.stem}.png").exists():
            yield photo, annotation


def prepare_source(data: Path, out: Path, source: Source) -> int:
    """Convert one collection and give its number of photos."""
    folder = out / source.name.replace("/", "-")
    folder.mkdir(parents=True, exist_ok=True)
    read_target = _target_reader(data, out, source)
    count = 0
    for photo, annotation in _photos(data, source):
        count += 1
        target_file = folder / f"{photo.stem}.target.npy"
        if target_file.exists():
            continue
        image = read_rgb(photo)
        raw = np.zeros(image.shape[:2], np.uint8) if annotation is None else read_codes(annotation)
        target = read_target(photo.stem, raw)
        if source.kind == "parts" and not target[1].any():
            continue  # one street photo has an empty annotation
        np.save(folder / f"{photo.stem}.image.npy", image)
        np.save(target_file, np.stack(target))
    return count


def main() -> None:
    """Prepare every collection."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("runs/data"))
    args = parser.parse_args()
    for source in SOURCES:
        print(f"{source.name}: {prepare_source(args.data, args.out, source)} photos", flush=True)


if __name__ == "__main__":
    main()
