"""Draws frame, ends and mesh so that they stand out on any photo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from tryon.fitting.adjust.handles import End
from tryon.geometry import Points
from tryon.ui.adjust.handles import SIDES, FrameHandle, Vector
from tryon.ui.adjust.mesh_handles import Node
from tryon.ui.kit.theme import current_theme

_SHADOW = QColor(0, 0, 0, 110)
_LIGHT = QColor(255, 255, 255)
_FAINT_SHADOW = QColor(0, 0, 0, 60)
_FAINT_LIGHT = QColor(255, 255, 255, 170)
_KNOB = 5.5
_DIAMOND = 7.5
_NODE = 3.5
_RING = 7.5
"""Radii in view pixels."""


def paint_frame(
    painter: QPainter, corners: Points, points: Mapping[FrameHandle, Vector], active: object
) -> None:
    """Draw the frame with these corners (4, 2), and its handles; ``active`` is filled."""
    stem = [(corners[0] + corners[1]) / 2, points[FrameHandle.ROTATE]]
    for color, width in ((_SHADOW, 3.5), (_LIGHT, 1.5)):
        painter.setPen(QPen(color, width))
        painter.drawPolyline(_polygon([*corners, corners[0]]))
        painter.drawPolyline(_polygon(stem))
    across = corners[1] - corners[0]
    degrees = float(np.degrees(np.arctan2(across[1], across[0])))
    for handle, at in points.items():
        painter.save()
        painter.translate(_point(at))
        painter.rotate(degrees)
        _paint_knob(painter, handle, is_active=handle is active)
        painter.restore()


def paint_ends(painter: QPainter, points: Mapping[End, Vector], active: object) -> None:
    """Draw a diamond at the end of each sleeve, leg and hem; ``active`` is filled."""
    for name, at in points.items():
        x, y = float(at[0]), float(at[1])
        tips = [(x, y - _DIAMOND), (x + _DIAMOND, y), (x, y + _DIAMOND), (x - _DIAMOND, y)]
        diamond = QPolygonF([QPointF(*tip) for tip in tips])
        for pen, brush in _knob_strokes(is_active=name is active):
            painter.setPen(pen)
            painter.setBrush(brush)
            painter.drawPolygon(diamond)


def paint_mesh(
    painter: QPainter,
    lines: Iterable[Points],
    nodes: Mapping[Node, Vector],
    *,
    active: object,
    chosen: Node | None,
) -> None:
    """Draw the mesh's lines and its nodes; ``active`` is filled, ``chosen`` has a ring."""
    curves = [_polygon(line) for line in lines]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for color, width in ((_FAINT_SHADOW, 2.5), (_FAINT_LIGHT, 1.0)):
        painter.setPen(QPen(color, width))
        for curve in curves:
            painter.drawPolyline(curve)
    accent = QColor(current_theme().accent)
    for node, at in nodes.items():
        if node == chosen:
            painter.setPen(QPen(_LIGHT, 5.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(_point(at), _RING, _RING)
            painter.setPen(QPen(accent, 2.0))
            painter.drawEllipse(_point(at), _RING, _RING)
        for pen, brush in _knob_strokes(is_active=node == active):
            painter.setPen(pen)
            painter.setBrush(brush)
            painter.drawEllipse(_point(at), _NODE, _NODE)


def _paint_knob(painter: QPainter, handle: FrameHandle, *, is_active: bool) -> None:
    half_wide, half_high = _KNOB, _KNOB
    if handle in SIDES:
        is_level = handle in (FrameHandle.TOP, FrameHandle.BOTTOM)
        half_wide, half_high = (8.0, 3.5) if is_level else (3.5, 8.0)
    knob = QRectF(-half_wide, -half_high, 2 * half_wide, 2 * half_high)
    radius = min(half_wide, half_high) if handle in (*SIDES, FrameHandle.ROTATE) else 2.5
    for pen, brush in _knob_strokes(is_active=is_active):
        painter.setPen(pen)
        painter.setBrush(brush)
        painter.drawRoundedRect(knob, radius, radius)


def _knob_strokes(*, is_active: bool) -> tuple[tuple[QPen, QColor], ...]:
    """Return pen and brush of a handle's shadow, then those of the handle itself."""
    accent = QColor(current_theme().accent)
    return (QPen(_SHADOW, 3.5), _LIGHT), (QPen(accent, 1.75), accent if is_active else _LIGHT)


def _polygon(points: Iterable[Vector]) -> QPolygonF:
    return QPolygonF([_point(at) for at in points])


def _point(at: Vector) -> QPointF:
    return QPointF(float(at[0]), float(at[1]))
