"""Makes ``assets/garments``: flat-laid garments as PNG with alpha, and their list.

Run from the root of the repository::

    python -m samples.garments            # all
    python -m samples.garments jeans      # those whose file name contains "jeans"
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from samples import catalogue

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "garments"
_SCALE = 0.92
_MOST_PIXELS = 1_150_000  # long sleeves make wide pictures
_MARGIN = 8
_STEP = 4  # colours are rounded to it: the cloth's grain hides that, and files shrink by a third


@dataclass(frozen=True)
class Sample:
    """One garment of the collection."""

    file: str
    name: str
    category: str
    make: Callable[[], NDArray[np.uint8]]


SAMPLES = tuple(Sample(*row) for row in catalogue.ROWS)


def finish(rgba: NDArray[np.uint8]) -> Image.Image:
    """Crop to the garment and reduce; transparent pixels become black, which packs best."""
    rows, columns = np.nonzero(rgba[..., 3] > 0)
    cut = rgba[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    cut = np.pad(cut, ((_MARGIN, _MARGIN), (_MARGIN, _MARGIN), (0, 0)))
    scale = min(_SCALE, (_MOST_PIXELS / (cut.shape[0] * cut.shape[1])) ** 0.5)
    size = (round(cut.shape[1] * scale), round(cut.shape[0] * scale))
    alpha = cut[..., 3:].astype(np.float32) / 255
    light = cv2.resize(cut[..., :3] * alpha, size, interpolation=cv2.INTER_AREA)
    cover = cv2.resize(alpha, size, interpolation=cv2.INTER_AREA)[..., None]
    colour = np.round(light / np.maximum(cover, 1e-3) / _STEP) * _STEP * (cover > 1 / 512)
    picture = np.dstack([np.minimum(colour, 255), np.round(cover * 255)])
    return Image.fromarray(picture.astype(np.uint8))


def main(wanted: list[str]) -> None:
    """Make the garments whose file name contains one of ``wanted``, or all; then the list."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for sample in SAMPLES:
        if not wanted or any(word in sample.file for word in wanted):
            finish(sample.make()).save(FOLDER / sample.file, optimize=True)
            print(f"{sample.file}: {(FOLDER / sample.file).stat().st_size / 1024:.0f} KiB")
    listed = [
        {"file": s.file, "name": s.name, "category": s.category}
        for s in SAMPLES
        if (FOLDER / s.file).is_file()
    ]
    text = json.dumps(listed, ensure_ascii=False, indent=2)
    (FOLDER / "garments.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
