"""Outlines are smooth at every zoom, and only what passes through the view is drawn."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath

from tryon.geometry import HardMask, Size
from tryon.ui.kit.viewport import Position, Viewport
from tryon.ui.view.outlines import trace
from tryon.ui.view.painting import line_path, outline_path

VIEW = Size(800, 600)
MIDDLE, RADIUS = 400.0, 240.0


@pytest.fixture
def disc() -> HardMask:
    """A disc, in steps as every mask is."""
    y, x = np.mgrid[:800, :800] + 0.5
    return np.hypot(x - MIDDLE, y - MIDDLE) < RADIUS


def sharpest_turn(path: QPainterPath) -> float:
    """Return the largest angle in degrees by which a path turns within 4 pixels of the view."""
    turns = []
    for polygon in path.toSubpathPolygons():
        points = np.array([(p.x(), p.y()) for p in polygon])
        points = points[np.all((points > 0) & (points < (VIEW.width, VIEW.height)), axis=1)]
        along = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
        at = np.arange(0, along[-1], 4)
        even = np.stack([np.interp(at, along, axis) for axis in points.T], axis=1)
        ways = np.diff(even, axis=0)
        angles = np.degrees(np.arctan2(ways[:, 1], ways[:, 0]))
        turns.append(np.abs((np.diff(angles) + 180) % 360 - 180).max())
    return max(turns)


@pytest.mark.parametrize("scale", [0.5, 1.0, 3.0, 8.0, 32.0])
@pytest.mark.parametrize("step", [1, 4])
def test_the_outline_of_a_disc_has_no_corners(disc: HardMask, scale: float, step: int) -> None:
    mask = disc[::step, ::step]
    edge = Position(MIDDLE + 0.8 * RADIUS, MIDDLE + 0.6 * RADIUS)
    viewport = Viewport(scale, edge if scale > 1 else Position(MIDDLE, MIDDLE))
    outline = trace(mask, step=step)
    assert sharpest_turn(outline_path(outline, viewport, VIEW)) < 15
    assert sharpest_turn(line_path(outline, viewport, VIEW, QRectF(0, 0, 800, 600))) < 15


def test_it_runs_where_the_mask_ends(disc: HardMask) -> None:
    (polygon,) = trace(disc).polygons
    distances = np.hypot(*(polygon - MIDDLE).T)
    np.testing.assert_allclose(distances, RADIUS, atol=0.7)


def test_what_passes_by_elsewhere_is_not_drawn(disc: HardMask) -> None:
    outline, viewport = trace(disc), Viewport(1.0, Position(MIDDLE, MIDDLE))
    whole = line_path(outline, viewport, VIEW, QRectF(0, 0, 800, 600))
    part = line_path(outline, viewport, VIEW, QRectF(610, 270, 60, 60))
    nothing = line_path(outline, viewport, VIEW, QRectF(380, 280, 40, 40))
    assert 0 < part.elementCount() < whole.elementCount() / 4
    assert nothing.isEmpty()
    assert whole.boundingRect().contains(part.boundingRect())


def test_a_line_is_the_same_whatever_part_of_it_is_drawn(disc: HardMask) -> None:
    outline, viewport = trace(disc), Viewport(1.0, Position(MIDDLE, MIDDLE))
    box = QRectF(610, 270, 60, 60)

    def inside(path: QPainterPath) -> set[tuple[float, float]]:
        elements = (path.elementAt(i) for i in range(path.elementCount()))
        return {(e.x, e.y) for e in elements if box.contains(e.x, e.y)}

    whole = line_path(outline, viewport, VIEW, QRectF(0, 0, 800, 600))
    part = line_path(outline, viewport, VIEW, box)
    assert inside(part) == inside(whole)
    assert inside(part)
