"""How pictures, outlines and labels are drawn in a view."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from tryon.geometry import Size
from tryon.late import cv2
from tryon.parsing.overlay import SkeletonLine
from tryon.ui.kit.badge import BADGE_BACK, BADGE_TEXT, draw_badge
from tryon.ui.kit.viewport import Position, Viewport
from tryon.ui.view.outlines import Outline
from tryon.ui.view.pyramid import Pyramid
from tryon.ui.view.scene import Patch

_BONE_RIM = QColor(30, 30, 36, 220)
_TOLERANCE = 0.35
"""View pixels by which a drawn outline may deviate: every corner costs time to draw."""
_CURVED_FROM = 2.0
"""From this many view pixels between its corners on, an outline is drawn as a curve."""
_CORNERS_APART = 3.0
"""View pixels between the corners of a line that is drawn without curves."""
_SPECK = 3.0
"""View pixels: what is smaller would be a dot of nothing but outline."""
_REACH = 8.0
"""View pixels around a part of the view in which an outline that passes by is drawn, too."""
_FAR = 16
"""One in so many corners is enough of an outline that runs out of sight."""
_NEAREST_FROM = 4.0
"""From this many device pixels per photo pixel on, pixels are shown as squares."""


def photo_rect(photo: Size, viewport: Viewport, view: Size) -> QRectF:
    """Return where the whole photo lies in the view."""
    corner = viewport.to_view(Position(0.0, 0.0), view)
    return QRectF(corner.x, corner.y, photo.width * viewport.scale, photo.height * viewport.scale)


def draw_pyramid(painter: QPainter, pyramid: Pyramid, viewport: Viewport, view: Size) -> None:
    """Draw the visible part of a picture from the smallest level that is sharp enough."""
    device_scale = viewport.scale * painter.device().devicePixelRatio()
    level = pyramid.level_for(device_scale)
    photo_box = photo_rect(pyramid.size, viewport, view)
    visible = photo_box & QRectF(0, 0, view.width, view.height)
    if painter.hasClipping():
        visible &= painter.clipBoundingRect()
    if visible.isEmpty():
        return
    x_scale = level.image.width() / photo_box.width()
    y_scale = level.image.height() / photo_box.height()
    # Whole pixels, and some around: then neighbouring clips meet without a seam.
    left, right = _pixels(visible.left(), visible.right(), photo_box.left(), x_scale)
    top, bottom = _pixels(visible.top(), visible.bottom(), photo_box.top(), y_scale)
    source = QRectF(left, top, right - left, bottom - top) & level.image.rect().toRectF()
    target = QRectF(
        photo_box.left() + source.left() / x_scale,
        photo_box.top() + source.top() / y_scale,
        source.width() / x_scale,
        source.height() / y_scale,
    )
    is_smooth = device_scale < _NEAREST_FROM
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_smooth)
    painter.drawImage(target, level.image, source)


def _pixels(low: float, high: float, origin: float, scale: float) -> tuple[int, int]:
    """Return the first pixel of a level and the one behind the last that a stretch may need."""
    return math.floor((low - origin) * scale) - 2, math.ceil((high - origin) * scale) + 2


def draw_patch(painter: QPainter, patch: Patch, viewport: Viewport, view: Size) -> None:
    """Draw a patch at its place."""
    box = patch.box
    corner = viewport.to_view(Position(box.left, box.top), view)
    width, height = box.width * viewport.scale, box.height * viewport.scale
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(corner.x, corner.y, width, height), patch.image)


def outline_path(outline: Outline, viewport: Viewport, view: Size) -> QPainterPath:
    """Place an outline in the view."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    origin = viewport.to_view(Position(0.0, 0.0), view)
    is_curved = outline.spacing * viewport.scale >= _CURVED_FROM
    for polygon in outline.polygons:
        placed = (polygon * viewport.scale + (origin.x, origin.y)).astype(np.float32)
        if is_curved:
            corners = _thinned(placed, view)
            middle = (corners[:1] + corners[-1:]) / 2
            _add_curve(path, np.concatenate([middle, corners, middle]))
            path.closeSubpath()
            continue
        points = cv2.approxPolyDP(placed, _TOLERANCE, True)[:, 0].tolist()
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
        path.closeSubpath()
    return path


def line_path(outline: Outline, viewport: Viewport, view: Size, near: QRectF) -> QPainterPath:
    """Place only the pieces of an outline in the view that pass through a part of it.

    They are open, so that they can be stroked and not filled.
    """
    path = QPainterPath()
    origin = viewport.to_view(Position(0.0, 0.0), view)
    spacing = outline.spacing * viewport.scale
    # By their number, so that the same corners are drawn whatever part of the view it is.
    every = max(1, int(_CORNERS_APART / spacing))
    margin = max(_REACH, 2 * spacing)
    low = np.array([near.left() - margin, near.top() - margin])
    high = np.array([near.right() + margin, near.bottom() + margin])
    for polygon, box in zip(outline.polygons, outline.boxes, strict=True):
        least, most = box * viewport.scale + (origin.x, origin.y)
        if np.any(most < low) or np.any(least > high) or np.max(most - least) < _SPECK:
            continue
        placed = (polygon[::every] * viewport.scale + (origin.x, origin.y)).astype(np.float32)
        is_near = np.all((placed > low) & (placed < high), axis=1)
        for piece in _runs(placed, is_near):
            if spacing >= _CURVED_FROM:
                _add_curve(path, piece)
            else:
                path.addPolygon(QPolygonF([QPointF(x, y) for x, y in piece.tolist()]))
    return path


def _runs(corners: NDArray[np.float32], is_near: NDArray[np.bool_]) -> list[NDArray[np.float32]]:
    """Return the stretches of a closed polygon (N, 2) that are near; a whole one is closed."""
    if is_near.all():
        return [np.concatenate([corners, corners[:1]])]
    start = int(np.argmin(is_near))
    corners, is_near = np.roll(corners, -start, axis=0), np.roll(is_near, -start)
    edges = np.flatnonzero(np.diff(is_near)) + 1
    pieces = np.split(corners, edges)[1::2]
    return [piece for piece in pieces if len(piece) > 1]


def _thinned(corners: NDArray[np.float32], view: Size) -> NDArray[np.float32]:
    """Leave out most corners (N, 2) of a polygon that are far from the view."""
    size = np.array([view.width, view.height])
    is_near = np.all((corners > -size / 2) & (corners < 1.5 * size), axis=1)
    is_near[::_FAR] = True
    return corners[is_near]


def _add_curve(path: QPainterPath, corners: NDArray[np.float32]) -> None:
    """Add a curve that begins and ends with the corners (N, 2), and touches the sides between."""
    middles = np.concatenate([(corners[1:-1] + corners[2:]) / 2, corners[-1:]])
    path.moveTo(*corners[0].tolist())
    for (x, y), (to_x, to_y) in zip(corners[1:].tolist(), middles.tolist(), strict=True):
        path.quadTo(x, y, to_x, to_y)


def stroke(painter: QPainter, path: QPainterPath, color: QColor, width: float) -> None:
    """Draw a line along a path, whose turns are so small that its corners need no rounding."""
    pen = QPen(color, width)
    pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)  # takes two thirds of the time of a round one
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.strokePath(path, pen)


def draw_skeleton(
    painter: QPainter, lines: Sequence[SkeletonLine], viewport: Viewport, view: Size
) -> None:
    """Draw bones, and a dot at each joint."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for line in lines:
        placed = [viewport.to_view(Position(x + 0.5, y + 0.5), view) for x, y in line.ends.tolist()]
        ends = [QPointF(position.x, position.y) for position in placed]
        path = QPainterPath(ends[0])
        path.lineTo(ends[1])
        color = QColor(*line.color)
        stroke(painter, path, _BONE_RIM, 4.5)
        stroke(painter, path, color, 2.5)
        for radius, fill in ((4.5, _BONE_RIM), (3.5, color)):
            painter.setBrush(fill)
            for end in ends:
                painter.drawEllipse(end, radius, radius)


def draw_hovered(painter: QPainter, path: QPainterPath) -> None:
    """Mark what is under the mouse: lighter, with a fine line around it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(path, QColor(255, 255, 255, 56))
    stroke(painter, path, QColor(0, 0, 0, 90), 3.0)
    stroke(painter, path, QColor(255, 255, 255, 235), 1.5)


def draw_selected(painter: QPainter, path: QPainterPath, accent: QColor) -> None:
    """Mark what is chosen: a strong line that stands out on any picture."""
    stroke(painter, path, QColor(255, 255, 255, 235), 4.5)
    stroke(painter, path, accent, 2.25)


def draw_chip(painter: QPainter, text: str, mouse: QPointF, view: Size) -> None:
    """Write a name beside the mouse, always inside the view."""
    font = QFont(painter.font())
    font.setWeight(QFont.Weight.Medium)
    metrics = QFontMetricsF(font)
    width, height = metrics.horizontalAdvance(text) + 20, metrics.height() + 10
    left = min(max(mouse.x() + 14, 4.0), view.width - width - 4)
    top = mouse.y() + 20
    if top + height > view.height - 4:
        top = mouse.y() - height - 10
    box = QRectF(left, max(top, 4.0), width, height)
    draw_badge(painter, text, box, font)


def draw_key(
    painter: QPainter, entries: Sequence[tuple[QColor | None, str]], box: QRectF, font: QFont
) -> None:
    """Name colours, one a line, on a dark rounded box; None draws an empty dot."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(BADGE_BACK)
    painter.drawRoundedRect(box, 7, 7)
    painter.setFont(font)
    height = (box.height() - 12) / max(len(entries), 1)
    for number, (color, text) in enumerate(entries):
        line = QRectF(box.left() + 12, box.top() + 6 + number * height, box.width() - 24, height)
        dot = QPointF(line.left() + 5, line.center().y())
        painter.setPen(QPen(BADGE_TEXT, 1.2) if color is None else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if color is None else color)
        painter.drawEllipse(dot, 4.5, 4.5)
        painter.setPen(BADGE_TEXT)
        painter.drawText(line.adjusted(18, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)


def key_size(entries: Sequence[tuple[QColor | None, str]], font: QFont) -> QSizeF:
    """Return the room that `draw_key` needs."""
    metrics = QFontMetricsF(font)
    widest = max((metrics.horizontalAdvance(text) for _, text in entries), default=0.0)
    return QSizeF(widest + 18 + 24, len(entries) * (metrics.height() + 5) + 12)
