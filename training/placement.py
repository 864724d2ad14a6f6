"""Learn where a flat top lies on a body: scale, shift and turn from joints and flat proportions.

    python -m training.placement ../shared/bench/placement/placements.json

Reads measured pairs of a flat product photo and the same top being worn (361 of them), fits four
robust linear models, prints how far they are off on tops that were left out, and writes the table
that `tryon.fitting.warp.placed` reads. Nothing else of the pairs is kept.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tryon.body.skeleton import Skeleton, skeleton_of_joints
from tryon.fitting.warp.placed import (
    TABLE,
    PlacementModel,
    flat_proportions,
    seen_proportions,
    shoulder_frame,
)
from tryon.geometry import PhotoPoints
from tryon.joints import Joints
from tryon.shape.figure import LimbEnd, Point, TopLandmarks
from tryon.shape.sides import Pair

Array = NDArray[np.float64]
FOLDS = 8
HUBER = 1.05
"""Residual in robust standard deviations from which a pair counts less."""
RIDGE = 30.0
CLIPPED = 3.0, 97.0
"""Percentiles beyond which a proportion is taken for a mistake."""
ROUNDS = 40


def main() -> None:
    """Fit, check by leaving out, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("placements", type=Path)
    pairs = json.loads(parser.parse_args().placements.read_text())["pairs"]
    rows = [_measured(pair) for pair in pairs]
    features = np.array([row[0] for row in rows])
    targets = np.array([row[1] for row in rows])
    prints = np.array([row[2] for row in rows])
    folds = np.random.default_rng(0).integers(0, FOLDS, len(rows))
    predicted = np.empty_like(targets)
    for fold in range(FOLDS):
        model = fitted(features[folds != fold], targets[folds != fold])
        predicted[folds == fold] = [model.predict(row) for row in features[folds == fold]]
    medians = np.tile(np.median(targets, axis=0), (len(targets), 1))
    for name, guess in (("medians", medians), ("model", predicted)):
        off = np.linalg.norm(_print_places(guess, prints) - _print_places(targets, prints), axis=1)
        scale = np.abs(guess[:, 0] - targets[:, 0])
        print(
            f"{name}: the print's centre is off by {np.median(off):.3f} shoulder distances "
            f"(mean {off.mean():.3f}), its scale by {np.median(scale):.1%}, {len(rows)} tops"
        )
    TABLE.write_text(fitted(features, targets).to_json())


def fitted(features: Array, targets: Array) -> PlacementModel:
    """Fit robust ridge regressions (Huber's loss, by reweighting) of features (N, F)."""
    low, high = np.percentile(features, CLIPPED, axis=0)
    clipped = np.clip(features, low, high)
    mean, spread = clipped.mean(axis=0), np.maximum(clipped.std(axis=0), 1e-6)
    standard = np.concatenate([(clipped - mean) / spread, np.ones((len(features), 1))], axis=1)
    ridge = RIDGE * np.diag([1.0] * features.shape[1] + [0.0])
    weights = []
    for target in targets.T:
        trust = np.ones(len(target))
        for _ in range(ROUNDS):
            weighted = standard * trust[:, None]
            solution = np.linalg.solve(weighted.T @ standard + ridge, weighted.T @ target)
            residual = np.abs(target - standard @ solution)
            sigma = max(1.48 * float(np.median(residual)), 1e-6)
            trust = np.minimum(1.0, HUBER * sigma / np.maximum(residual, 1e-9))
        weights.append(solution)
    limits = np.percentile(targets, [2, 98], axis=0)
    return PlacementModel(low, high, mean, spread, np.array(weights), limits[0], limits[1])


def _measured(pair: dict[str, Any]) -> tuple[Array, Array, Array]:
    """Return features, the four numbers, and the print's centre in the garment's own frame."""
    joints = np.array(pair["joints"], np.float64)
    skeleton = skeleton_of_joints(Joints(PhotoPoints(joints[:, :2]), joints[:, 2]))
    landmarks = _landmarks({name: np.array(at, float) for name, at in pair["garment"].items()})
    flat = flat_proportions(landmarks)
    similarity = np.array(pair["similarity"])
    scale = float(np.hypot(*similarity[:, 0]))
    turn = float(np.arctan2(similarity[1, 0], similarity[0, 0]))
    anchor = similarity[:, :2] @ flat.anchor + similarity[:, 2]
    target = _target(skeleton, scale * flat.chest, turn, anchor)
    features = np.concatenate([flat.values, seen_proportions(skeleton)])
    centre = (np.array(pair["print_centre"]) - flat.anchor) / flat.chest
    return features, target, centre


def _target(skeleton: Skeleton, chest: float, turn: float, anchor: Array) -> Array:
    across, down = shoulder_frame(skeleton)
    offset = anchor - skeleton.middle
    upright = 2 * skeleton.unit
    along, aside = offset @ across / (2 * skeleton.breadth), offset @ down / upright
    tilt = np.arctan2(across[1], across[0])
    return np.array([np.log(chest / upright), along, aside, turn - tilt])


def _print_places(numbers: Array, prints: Array) -> Array:
    """Return where prints' centres (N, 2) come to lie, in shoulder distances."""
    size, turn = np.exp(numbers[:, 0]), numbers[:, 3]
    cos, sin = np.cos(turn), np.sin(turn)
    x = size * (cos * prints[:, 0] - sin * prints[:, 1]) + numbers[:, 1]
    y = size * (sin * prints[:, 0] + cos * prints[:, 1]) + numbers[:, 2]
    return np.stack([x, y], axis=1)


def _landmarks(marks: dict[str, Array]) -> TopLandmarks:
    def both(name: str) -> Pair[Point]:
        return Pair(Point(*marks[f"{name}_left"]), Point(*marks[f"{name}_right"]))

    ends: list[LimbEnd | None] = []
    for side in ("left", "right"):
        outer, inner = marks.get(f"sleeve_outer_{side}"), marks.get(f"sleeve_inner_{side}")
        if outer is None or inner is None:
            ends.append(None)
        else:
            ends.append(LimbEnd(Point(*outer), Point(*inner)))
    hems = both("hem")
    middle = Point((hems.left.x + hems.right.x) / 2, (hems.left.y + hems.right.y) / 2)
    return TopLandmarks(
        necks=both("neck"),
        neck_centre=Point(*marks["neck_centre"]),
        shoulders=both("shoulder"),
        armpits=both("armpit"),
        waists=both("waist"),
        hems=hems,
        hem_centre=middle,
        sleeves=Pair(ends[0], ends[1]),
    )


if __name__ == "__main__":
    main()
