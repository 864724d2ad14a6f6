"""Garments of endless variety: their landmarks and parts are where they are drawn."""

from __future__ import annotations

import numpy as np
import pytest

from samples.varied.cuts import (
    LowerKind,
    Pattern,
    UpperKind,
    bag_pattern,
    lower_pattern,
    upper_pattern,
)
from samples.varied.drawing import SIDE, Drawing, draw
from tryon.shape.point_names import ARMPITS, HEMS, NECKS, SHOULDERS, WAISTS, PointName

KINDS = (*UpperKind, *LowerKind)


def pattern_of(kind: UpperKind | LowerKind, seed: int) -> Pattern:
    rng = np.random.default_rng(seed)
    return upper_pattern(kind, rng) if isinstance(kind, UpperKind) else lower_pattern(kind, rng)


def drawings(kind: UpperKind | LowerKind) -> list[Drawing]:
    return [draw(pattern_of(kind, seed), np.random.default_rng(seed)) for seed in range(12)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.value)
def test_every_landmark_lies_on_the_garment_or_at_its_edge(kind: UpperKind | LowerKind) -> None:
    for drawing in drawings(kind):
        covered = np.pad(drawing.alpha > 0.5, 8)
        for name, (x, y) in drawing.points.items():
            around = covered[int(y) : int(y) + 17, int(x) : int(x) + 17]
            assert around.any(), name


@pytest.mark.parametrize("kind", UpperKind, ids=lambda kind: kind.value)
def test_the_body_hangs_from_the_neck(kind: UpperKind) -> None:
    for seed in range(12):
        points = pattern_of(kind, seed).points
        rows = [points[names.left][1] for names in (NECKS, SHOULDERS, ARMPITS, WAISTS, HEMS)]
        assert rows == sorted(rows)
        for names in (NECKS, SHOULDERS, ARMPITS, WAISTS, HEMS):
            assert points[names.left][0] < points[names.right][0]


def test_the_inside_of_the_back_is_part_of_the_garment_and_above_the_front_neckline() -> None:
    for drawing in drawings(UpperKind.TOP):
        shown = drawing.inside > 0.5
        assert (drawing.alpha[shown] > 0.5).all()
        if shown.any() and PointName.NECK_CENTRE in drawing.points:
            lowest = np.flatnonzero(shown.any(axis=1))[-1]
            assert lowest < drawing.points[PointName.NECK_CENTRE][1] + 0.03 * SIDE


def test_the_same_seed_draws_the_same_garment() -> None:
    first, second = (
        draw(pattern_of(UpperKind.COAT, 3), np.random.default_rng(4)) for _ in range(2)
    )
    assert (first.colour == second.colour).all()


def test_garments_differ() -> None:
    areas = {float(drawing.alpha.sum()) for kind in KINDS for drawing in drawings(kind)}
    assert len(areas) > 80


def test_a_bag_has_no_landmarks() -> None:
    drawing = draw(bag_pattern(np.random.default_rng(1)), np.random.default_rng(1))
    assert not drawing.points
    assert drawing.alpha.mean() > 0.1
