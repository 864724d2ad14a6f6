"""How a garment looks in the panel: its picture on a card, its name below."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from tryon.ui.kit.icons import icon_pixmap
from tryon.ui.kit.theme import current_theme

CARD = QSize(118, 158)
WORN_ROLE = Qt.ItemDataRole.UserRole + 3
_NAME_HEIGHT = 36
"""Logical pixels below the card for the name."""


class GarmentCard(QStyledItemDelegate):
    """Paints cards; a check marks what is worn."""

    def sizeHint(  # noqa: N802
        self,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        """Make every card the same size."""
        return CARD

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one card."""
        theme = current_theme()
        state = option.state
        is_hot = bool(state & QStyle.StateFlag.State_MouseOver)
        is_current = bool(state & QStyle.StateFlag.State_HasFocus)
        is_worn = bool(index.data(WORN_ROLE))
        card = QRectF(option.rect).adjusted(4, 4, -4, -4)
        face = card.adjusted(0, 0, 0, -_NAME_HEIGHT)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        edge = theme.accent if is_worn or is_current else theme.muted if is_hot else theme.line
        painter.setPen(QPen(QColor(edge), 1.6 if is_worn or is_current else 1.0))
        painter.setBrush(QColor("#fafafc"))  # product photos are made for white, also at night
        painter.drawRoundedRect(face, 9, 9)
        pixmap = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(pixmap, QPixmap) and not pixmap.isNull():
            painter.drawPixmap(
                _fitted_into(face.adjusted(8, 8, -8, -8), pixmap), pixmap, _rect_of(pixmap)
            )
        if is_worn:
            _paint_check(painter, QPointF(face.right() - 14, face.top() + 14))
        name_box = QRectF(card.left(), face.bottom() + 4, card.width(), _NAME_HEIGHT - 4)
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(name_box, flags | Qt.TextFlag.TextWordWrap, str(index.data()))
        painter.restore()


def _rect_of(pixmap: QPixmap) -> QRectF:
    return QRectF(0, 0, pixmap.width(), pixmap.height())


def _fitted_into(room: QRectF, pixmap: QPixmap) -> QRectF:
    scale = min(room.width() / pixmap.width(), room.height() / pixmap.height())
    width, height = pixmap.width() * scale, pixmap.height() * scale
    center = room.center()
    return QRectF(center.x() - width / 2, center.y() - height / 2, width, height)


def _paint_check(painter: QPainter, at: QPointF) -> None:
    theme = current_theme()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.accent))
    painter.drawEllipse(at, 9, 9)
    ratio = painter.device().devicePixelRatio()
    painter.drawPixmap(at - QPointF(7, 7), icon_pixmap("check", 14, theme.on_accent, ratio))
