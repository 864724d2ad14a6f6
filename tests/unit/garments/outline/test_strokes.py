"""A stroke covers what the brush went over, softly, and no more."""

from __future__ import annotations

import numpy as np
import pytest

from tryon.garments.outline.strokes import draw_stroke, painted
from tryon.geometry import Box, Size

SIZE = Size(400, 300)


@pytest.mark.parametrize("radius", [6.0, 20.0, 120.0])
def test_a_dab_is_a_disc_that_is_half_as_strong_at_its_radius(radius: float) -> None:
    stroke = draw_stroke(np.array([[200.0, 150.0]]), radius, SIZE)
    whole = np.zeros((300, 400))
    whole[stroke.box.slices] = stroke.strength
    assert whole[150, 200] == 255
    right = np.interp(200 + radius, np.arange(400) + 0.5, whole[150])
    assert right == pytest.approx(128, abs=40)
    y, x = np.mgrid[:300, :400] + 0.5
    far = np.hypot(x - 200, y - 150) > 1.5 * radius + 4
    assert not whole[far].any()
    steps = np.abs(np.diff(whole[150, 200:]))
    assert steps.max() < 255 / max(1.0, 0.25 * radius) + 40, "the edge is hard"


def test_a_stroke_covers_the_way_between_its_ends() -> None:
    stroke = draw_stroke(np.array([[50.0, 50.0], [350.0, 250.0]]), 10, SIZE)
    whole = np.zeros((300, 400), np.uint8)
    whole[stroke.box.slices] = stroke.strength
    assert all(whole[50 + 2 * k, 50 + 3 * k] == 255 for k in range(0, 101, 5))
    assert whole[250, 60] == whole[60, 300] == 0


def test_what_lies_beside_the_picture_is_cut_off() -> None:
    inside = draw_stroke(np.array([[2.0, 2.0]]), 10, SIZE)
    assert (inside.box.left, inside.box.top) == (0, 0)
    assert inside.strength[0, 0] == 255
    outside = draw_stroke(np.array([[900.0, 2.0]]), 10, SIZE)
    assert outside.box == Box(0, 0, 0, 0)


def test_the_brush_adds_and_the_eraser_takes_away() -> None:
    coverage = np.array([[0, 100, 255]], np.uint8)
    strength = np.array([[200, 50, 255]], np.uint8)
    assert painted(coverage, strength, erases=False).tolist() == [[200, 100, 255]]
    assert painted(coverage, strength, erases=True).tolist() == [[0, 100, 0]]
    assert coverage.tolist() == [[0, 100, 255]], "the old coverage was changed"
