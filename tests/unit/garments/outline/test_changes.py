"""A step of undo brings back exactly what was, and keeps only what it changed."""

from __future__ import annotations

import numpy as np
import pytest

from tryon.garments.outline.changes import TILE, change_between
from tryon.garments.outline.outline import Drawing
from tryon.geometry import Box


@pytest.fixture
def drawing() -> Drawing:
    noise = np.random.default_rng(3).integers(0, 256, (700, 900)).astype(np.uint8)
    return Drawing(noise, 0, Box(10, 20, 500, 600))


def test_a_painted_spot_is_undone_and_done_again(drawing: Drawing) -> None:
    coverage = drawing.coverage.copy()
    coverage[300:320, 300:340] = 255
    after = Drawing(coverage, 0, drawing.crop)
    change = change_between(drawing, after, within=Box(290, 290, 350, 330))
    assert change.undone(after).is_like(drawing)
    assert change.done(drawing).is_like(after)
    assert change.size_bytes < 2.1 * TILE**2, "more was kept than the tile that changed"
    assert change_between(drawing, after) == change


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turn_keeps_no_pixels(drawing: Drawing, degrees: int) -> None:
    after = drawing.turned(degrees)
    change = change_between(drawing, after)
    assert change.size_bytes == 0
    assert change.done(drawing).is_like(after)
    assert change.undone(after).is_like(drawing)


def test_a_crop_and_nothing_are_changes_without_pixels(drawing: Drawing) -> None:
    cropped = Drawing(drawing.coverage, 0, None)
    change = change_between(drawing, cropped)
    assert (change.size_bytes, change.is_empty) == (0, False)
    assert change.undone(change.done(drawing)).is_like(drawing)
    assert change_between(drawing, drawing).is_empty


def test_turning_and_painting_at_once_is_undone(drawing: Drawing) -> None:
    turned = drawing.turned(90)
    coverage = turned.coverage.copy()
    coverage[:30, :30] = 7
    after = Drawing(coverage, 90, None)
    change = change_between(drawing, after)
    assert change.done(drawing).is_like(after)
    assert change.undone(after).is_like(drawing)
