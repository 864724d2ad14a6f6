"""Where a flat top lies on a body: four numbers, predicted from joints and flat proportions.

The front of a torso hardly bends a print, so one scale, turn and shift says where it lies.
`training/placement.py` learned from 361 tops, photographed flat and worn, how these follow from the
garment's proportions and the body's.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tryon.body.skeleton import Skeleton
from tryon.geometry import GarmentPoints, ViewPoints
from tryon.shape.figure import Point, TopLandmarks
from tryon.shape.sides import Pair, Side

TABLE = Path(__file__).with_name("placement.json")
"""What was learned."""
_PLACES = 4
"""Decimals in the table."""

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class FlatProportions:
    """A flat top in widths of its chest.

    Attributes:
        values: the proportions (9,).
        chest: distance of the armpits in pixels of the garment.
        anchor: the place (2,) whose position on the body is predicted: between the armpits, at the
            height of the shoulder seams' upper ends.
    """

    values: Array
    chest: float
    anchor: Array


def flat_proportions(marks: TopLandmarks) -> FlatProportions:
    """Measure a flat top."""
    chest = max(_distance(marks.armpits), 1.0)
    neck, shoulder, armpit, hem = (
        _middle(pair) for pair in (marks.necks, marks.shoulders, marks.armpits, marks.hems)
    )
    sleeve_lengths = []
    for side in Side:
        end = marks.sleeves[side]
        root = (marks.shoulders[side].position + marks.armpits[side].position) / 2
        if end is not None:
            cuff = (end.outer.position + end.inner.position) / 2
            sleeve_lengths.append(float(np.linalg.norm(cuff - root)) / chest)
    values = [
        _log(_distance(marks.shoulders) / chest),
        _log(_distance(marks.necks) / chest),
        (marks.neck_centre.y - neck[1]) / chest,
        _log((armpit - neck)[1] / chest),
        (shoulder - neck)[1] / chest,
        _log((hem - neck)[1] / chest),
        _log(_distance(marks.hems) / chest),
        _log(_distance(marks.waists) / chest),
        max(sleeve_lengths, default=0.0),
    ]
    return FlatProportions(np.array(values), chest, np.array([armpit[0], neck[1]]))


def seen_proportions(skeleton: Skeleton) -> Array:
    """Return how hips and nose lie (6,) to the shoulders, in shoulder distances; NaN if unknown."""
    across, down = shoulder_frame(skeleton)
    size = 2 * skeleton.breadth
    hips = skeleton.hips.map(lambda hip: hip - skeleton.middle)
    pelvis = (hips.left + hips.right) / 2
    nose = np.full(2, np.nan) if skeleton.nose is None else skeleton.nose - skeleton.middle
    if not skeleton.hips_seen:
        pelvis, hips = np.full(2, np.nan), Pair(np.full(2, np.nan), np.full(2, np.nan))
    return np.array(
        [
            pelvis @ across / size,
            pelvis @ down / size,
            abs((hips.right - hips.left) @ across) / size,
            nose @ across / size,
            nose @ down / size,
            np.arctan2(across[1], across[0]),
        ]
    )


@dataclass(frozen=True, eq=False)
class PlacementModel:
    """Four linear models of F proportions.

    Attributes:
        low, high: limits (F,) beyond which a proportion is a mistake.
        mean, spread: (F,) by which proportions are made comparable.
        weights: (4, F + 1), the last of each row a constant: for the logarithm of the worn chest's
            width, the shift along and across the shoulders, all in shoulder distances, and the turn
            against the shoulders in radians.
        least, most: limits (4,) of what is predicted.
    """

    low: Array
    high: Array
    mean: Array
    spread: Array
    weights: Array
    least: Array
    most: Array

    def predict(self, proportions: Array) -> Array:
        """Return the four numbers for proportions (F,), of which unknown ones are NaN."""
        clipped = np.clip(proportions, self.low, self.high)
        standard = np.nan_to_num((clipped - self.mean) / self.spread)
        numbers = self.weights[:, :-1] @ standard + self.weights[:, -1]
        return np.clip(numbers, self.least, self.most)

    def to_json(self) -> str:
        """Return the table's text."""
        values = {name: np.round(value, _PLACES).tolist() for name, value in vars(self).items()}
        return json.dumps(values, indent=1) + "\n"


@dataclass(frozen=True, eq=False)
class Placement:
    """A similarity from a garment's pixels to a view's.

    Attributes:
        matrix: scale and turn (2, 2).
        offset: shift (2,).
        scale: pixels of the view per pixel of the garment.
    """

    matrix: Array
    offset: Array
    scale: float

    @property
    def down(self) -> Array:
        """The unit vector (2,) on the body that points down the garment."""
        return self.matrix[:, 1] / self.scale

    def widened(self, factor: float, anchor: Array) -> Placement:
        """Return the garment larger by a factor; a place (2,) of it stays where it is."""
        matrix = factor * self.matrix
        return Placement(
            matrix, self.matrix @ anchor + self.offset - matrix @ anchor, factor * self.scale
        )

    def laid(self, points: GarmentPoints | Array) -> ViewPoints:
        """Return where points (N, 2) of the garment lie."""
        return ViewPoints(np.asarray(points @ self.matrix.T + self.offset))


def place_top(marks: TopLandmarks, skeleton: Skeleton) -> Placement:
    """Predict where a flat top lies on a body."""
    flat = flat_proportions(marks)
    features = np.concatenate([flat.values, seen_proportions(skeleton)])
    size, along, aside, turn = _model().predict(features)
    across, down = shoulder_frame(skeleton)
    # a body turned aside shows narrower shoulders, but no smaller prints
    distance = 2 * skeleton.unit
    scale = float(np.exp(size)) * distance / flat.chest
    angle = turn + float(np.arctan2(across[1], across[0]))
    cos, sin = np.cos(angle), np.sin(angle)
    matrix = scale * np.array([[cos, -sin], [sin, cos]])
    place = skeleton.middle + 2 * skeleton.breadth * along * across + distance * aside * down
    return Placement(matrix, place - matrix @ flat.anchor, scale)


def place_as_worn(garment: TopLandmarks, body: TopLandmarks) -> Placement:
    """Lay a top that was taken off a person: necks, shoulders and armpits on those of the body.

    The least squares similarity between the six pairs (Umeyama, PAMI 13(4), 1991).
    """
    source, target = (
        np.array([p.position for pair in (m.necks, m.shoulders, m.armpits) for p in pair])
        for m in (garment, body)
    )
    source_mean, target_mean = source.mean(axis=0), target.mean(axis=0)
    centred, aimed = source - source_mean, target - target_mean
    u, spread, vt = np.linalg.svd(aimed.T @ centred)
    sign = np.diag([1.0, np.sign(np.linalg.det(u @ vt))])
    scale = float(np.trace(np.diag(spread) @ sign) / (centred**2).sum())
    matrix = scale * (u @ sign @ vt)
    return Placement(matrix, target_mean - matrix @ source_mean, scale)


@cache
def _model() -> PlacementModel:
    table = json.loads(TABLE.read_text(encoding="utf-8"))
    return PlacementModel(**{name: np.array(values) for name, values in table.items()})


def shoulder_frame(skeleton: Skeleton) -> tuple[Array, Array]:
    """Return the unit vectors (2,) along the shoulders, to the right, and down from them."""
    across = skeleton.shoulders.right - skeleton.shoulders.left
    across = across / max(float(np.linalg.norm(across)), 1e-6)
    if across[0] < 0.5:  # shoulders one behind the other say nothing of the turn
        across = np.array([1.0, 0.0])
    return across, np.array([-across[1], across[0]])


def _middle(pair: Pair[Point]) -> Array:
    return (pair.left.position + pair.right.position) / 2


def _distance(pair: Pair[Point]) -> float:
    return float(np.linalg.norm(pair.right.position - pair.left.position))


def _log(ratio: float) -> float:
    return float(np.log(max(ratio, 0.05)))
