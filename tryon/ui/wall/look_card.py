"""How a garment looks on the wall: the person in it, its name below."""

from __future__ import annotations

from collections import OrderedDict
from typing import Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tryon.messages import Text
from tryon.ui.kit.texts import sentence_of
from tryon.ui.kit.theme import RADIUS, current_theme
from tryon.ui.room.wall.wall_pictures import WallPicture
from tryon.ui.wardrobe.garment_card import (
    FAVOURITE_ROLE,
    READING_ROLE,
    heart_place,
    paint_check,
    paint_ground,
    paint_hanger,
    paint_heart,
    paint_name,
    paint_ring,
)

NAME_HEIGHT = 42
"""Logical pixels below the picture."""
_MARGIN = 6
_WAITING_OPACITY = 0.35
"""Of a garment's own picture while nobody is drawn in it yet."""
_MOST_SCALED = 120
"""Pictures that are kept in the size of a card."""

Index = QModelIndex | QPersistentModelIndex


class LookSource(Protocol):
    """What is known of the cards."""

    def find(self, index: Index) -> WallPicture | Text | None:
        """Return the picture of a card, or why there is none; None while it is not drawn."""
        ...

    def is_worn(self, index: Index) -> bool:
        """Return whether the person on the wall wears the garment."""
        ...


class LookCard(QStyledItemDelegate):
    """Paints cards; marks look as in the garments' panel.

    Args:
        source: what is known of the cards.
        parent: the list.
    """

    def __init__(self, source: LookSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._source = source
        self._size = QSize(200, 300)
        self._scaled: OrderedDict[tuple[int, QSize], QPixmap] = OrderedDict()

    def set_size(self, size: QSize) -> None:
        """Set how large cards are, with their names."""
        self._size = size

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Make every card the same size."""
        return self._size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one card."""
        theme, state = current_theme(), option.state
        is_hot = bool(state & QStyle.StateFlag.State_MouseOver)
        is_worn = self._source.is_worn(index)
        is_reading = index.data(READING_ROLE) is not None
        card = QRectF(option.rect).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        face = card.adjusted(0, 0, 0, -NAME_HEIGHT)
        found = None if is_reading else self._source.find(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if state & QStyle.StateFlag.State_Selected:
            paint_ground(painter, card)
        shape = QPainterPath()
        shape.addRoundedRect(face, RADIUS, RADIUS)
        painter.fillPath(shape, QColor(theme.raised))
        if isinstance(found, WallPicture):
            painter.save()
            painter.setClipPath(shape)
            self._paint_picture(painter, face, found.image)
            painter.restore()
        else:
            self._paint_garment(painter, face, index)
        if isinstance(found, Text):
            _paint_reason(painter, face, sentence_of(found))
        edge = theme.accent if is_worn else theme.muted if is_hot else theme.line
        painter.setPen(QPen(QColor(edge), 3.0 if is_worn else 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)
        if state & QStyle.StateFlag.State_HasFocus:
            paint_ring(painter, face)
        if is_worn:
            paint_check(painter, QPointF(face.right() - 16, face.top() + 16))
        is_favourite = bool(index.data(FAVOURITE_ROLE))
        if is_favourite or (is_hot and not is_reading):
            _paint_heart(painter, QRectF(heart_place(option.rect)), is_full=is_favourite)
        painter.setPen(option.palette.text().color())
        name = card.adjusted(2, face.height() + 5, -2, 0)
        paint_name(painter, name, str(index.data()))
        painter.restore()

    def _paint_picture(self, painter: QPainter, face: QRectF, image: QImage) -> None:
        """Fill a card's face with a picture, cut at the longer sides."""
        ratio = painter.device().devicePixelRatioF()
        size = (face.size() * ratio).toSize()
        key = image.cacheKey(), size
        pixmap = self._scaled.pop(key, None)
        if pixmap is None:
            pixmap = _filling(image, size)
            pixmap.setDevicePixelRatio(ratio)
        self._scaled[key] = pixmap
        while len(self._scaled) > _MOST_SCALED:
            self._scaled.popitem(last=False)
        painter.drawPixmap(face.topLeft(), pixmap)

    @staticmethod
    def _paint_garment(painter: QPainter, face: QRectF, index: Index) -> None:
        """Show the garment itself, pale, until somebody wears it."""
        pixmap = index.data(Qt.ItemDataRole.DecorationRole)
        if not isinstance(pixmap, QPixmap) or pixmap.isNull():
            paint_hanger(painter, face.center(), current_theme().muted)
            return
        room = face.adjusted(28, 28, -28, -28).size()
        size = pixmap.size().scaled(room.toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(QPointF(0, 0), size.toSizeF())
        place.moveCenter(face.center())
        painter.setOpacity(_WAITING_OPACITY)
        painter.drawPixmap(place, pixmap, QRectF(pixmap.rect()))
        painter.setOpacity(1.0)


def _filling(image: QImage, size: QSize) -> QPixmap:
    aspect = Qt.AspectRatioMode.KeepAspectRatioByExpanding
    scaled = image.scaled(size, aspect, Qt.TransformationMode.SmoothTransformation)
    left, top = (scaled.width() - size.width()) // 2, (scaled.height() - size.height()) // 2
    return QPixmap.fromImage(scaled.copy(left, top, size.width(), size.height()))


def _paint_reason(painter: QPainter, face: QRectF, reason: str) -> None:
    """Say over the lower end of a card why nobody wears the garment."""
    theme = current_theme()
    flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
    wrapped = int(flags | Qt.TextFlag.TextWordWrap)
    room = face.adjusted(14, 14, -14, -14)
    ground = painter.boundingRect(room, wrapped, reason) & room
    ground = QRectF(face.left() + 6, 0, face.width() - 12, ground.height() + 16)
    ground.moveBottom(face.bottom() - 6)
    shape = QPainterPath()
    shape.addRoundedRect(ground, 7, 7)
    painter.fillPath(shape, QColor(theme.surface))
    painter.setPen(QColor(theme.muted))
    painter.drawText(ground.adjusted(8, 8, -8, -8), wrapped, reason)


def _paint_heart(painter: QPainter, place: QRectF, *, is_full: bool) -> None:
    """Paint a heart on a light ground, for it lies on a photo."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(255, 255, 255, 215))
    painter.drawEllipse(place.center(), 13, 13)
    paint_heart(painter, place, is_full=is_full)
