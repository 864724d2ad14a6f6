"""What shares of a body's height lie between joints as people mark them, and how much they vary.

    python -m bench.stature JOINTS.json

JOINTS.json holds labelled people: ``{"photos": {name: {"box_xywh": […], "keypoints": [[x, y,
visibility] …]}}}`` with COCO's 17 joints. Counted are those who stand upright and whose joints from
the eyes to the ankles are all labelled. Printed are the shares of the way from the eyes to the
ankles, which `tryon.body.stature` builds on; the box of a person, hair and shoes included, says how
long that way is in heights.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tryon.joints import JointName as J

_LEAST_HEIGHT = 120
"""Pixels of a person whose joints can be told apart."""
_UPRIGHT = 0.93
"""Least cosine between a bone and the vertical of who stands upright."""
_LEVELS = (
    (J.LEFT_EYE, J.RIGHT_EYE),
    (J.LEFT_SHOULDER, J.RIGHT_SHOULDER),
    (J.LEFT_HIP, J.RIGHT_HIP),
    (J.LEFT_KNEE, J.RIGHT_KNEE),
    (J.LEFT_ANKLE, J.RIGHT_ANKLE),
)
_NAMES = ("eyes-shoulders", "shoulders-hips", "hips-knees", "knees-ankles", "box")


def main() -> int:
    """Measure all labelled people."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("joints", type=Path, metavar="JOINTS.json")
    photos = json.loads(parser.parse_args().joints.read_text(encoding="utf-8"))["photos"]
    shares = [
        found
        for each in photos.values()
        if (found := _shares(np.array(each["keypoints"]), each["box_xywh"][3])) is not None
    ]
    table = np.array(shares)
    print(f"{len(table)} people who stand upright, in lengths from the eyes to the ankles")
    for name, values in zip(_NAMES, table.T, strict=True):
        low, middle, high = np.percentile(values, [16, 50, 84])
        print(f"{name:15s} median {middle:.3f}, two thirds from {low:.3f} to {high:.3f}")
    return 0


def _shares(points: NDArray[np.float64], height: float) -> list[float] | None:
    """Return the lengths of somebody (17, 3) upright in lengths from eyes to ankles."""
    wanted = [joint for pair in _LEVELS for joint in pair]
    if height < _LEAST_HEIGHT or (points[wanted, 2] == 0).any():
        return None
    sides = np.array([[points[joint, :2] for joint in pair] for pair in _LEVELS])  # (5, 2, 2)
    bones = np.diff(sides, axis=0)
    lengths = np.linalg.norm(bones, axis=2)
    if (bones[1:, :, 1] < _UPRIGHT * lengths[1:]).any():
        return None
    middles = np.linalg.norm(np.diff(sides.mean(axis=1), axis=0), axis=1)
    total = float(middles.sum())
    return [*(float(length) / total for length in middles), height / total]


if __name__ == "__main__":
    raise SystemExit(main())
