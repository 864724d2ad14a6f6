"""Marks passers-by of the street photos, which are labelled background, as unknown.

    python -m training.doubtful --weights assets/parser/tryon-lite.onnx --prepared runs/data

An early network that has seen everyday photos finds most of them although it was also taught
that they are background; training goes on with those pixels ignored. Only background changes.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from training.classes import IGNORED
from training.loader import training_names
from tryon.networks.onnx_session import open_session

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_LONG_SIDE = 640
_THRESHOLD = 0.3
_MIN_BLOB_PX = 150
_MARGIN_PX = 9
_NEAR_PERSON_PX = 18
"""Label noise at the main person's outline is no passer-by."""


def passers_by(person: NDArray[np.float32], codes: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Find background that looks like a person.

    Args:
        person: probability of a person (H, W).
        codes: the photo's codes (H, W).

    Returns:
        bool (H, W), grown a little, never on labelled pixels.
    """
    near = cv2.dilate((codes != 0).astype(np.uint8), _disc(_NEAR_PERSON_PX)) > 0
    blobs = ((person > _THRESHOLD) & ~near).astype(np.uint8)
    _, numbers, stats, _ = cv2.connectedComponentsWithStats(blobs)
    is_large = stats[:, cv2.CC_STAT_AREA] >= _MIN_BLOB_PX
    seeds = is_large[numbers] & (blobs > 0)
    grown = cv2.dilate(seeds.astype(np.uint8), _disc(_MARGIN_PX)) > 0
    return np.asarray(grown & (codes == 0))


def _disc(radius_px: int) -> NDArray[np.uint8]:
    size = (2 * radius_px + 1, 2 * radius_px + 1)
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, size), np.uint8)


def person_probability(session: InferenceSession, image: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Run the network on the whole photo (H, W, 3); gives the probability at its size."""
    height, width = image.shape[:2]
    scale = _LONG_SIDE / max(height, width)
    size = (32 * round(width * scale / 32), 32 * round(height * scale / 32))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    batch = small.transpose(2, 0, 1)[None].astype(np.float32)
    (person,) = session.run(["person"], {"image": batch})
    large = cv2.resize(person[0, 0], (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(large, np.float32)


def main() -> None:
    """Rewrite the targets of the street photos in place; a second run only adds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--prepared", type=Path, default=Path("runs/data"))
    parser.add_argument("--weights", type=Path, default=Path("assets/parser/tryon-lite.onnx"))
    args = parser.parse_args()
    session = open_session(args.weights)
    changed, names = 0, [n for n in training_names(args.prepared) if n.startswith("ccp/")]
    for name in names:
        image = np.load(args.prepared / f"{name}.image.npy")
        target = np.load(args.prepared / f"{name}.target.npy")
        doubtful = passers_by(person_probability(session, image), target[0])
        if doubtful.any():
            target[0][doubtful] = IGNORED
            temporary = args.prepared / f"{name}.new.npy"  # a running loader maps the old one
            np.save(temporary, target)
            os.replace(temporary, args.prepared / f"{name}.target.npy")
            changed += 1
    print(f"{changed} of {len(names)} street photos have doubtful background")


if __name__ == "__main__":
    main()
