"""How a garment looks in the panel: its picture on a card, its name below."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPalette,
    QPen,
    QPixmap,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from tryon.garments.wardrobe import LONGEST_NAME
from tryon.ui.kit.icons import icon_pixmap
from tryon.ui.kit.theme import HEART, LIGHT, current_theme

CARD = QSize(118, 162)
WORN_ROLE = Qt.ItemDataRole.UserRole + 3
READING_ROLE = Qt.ItemDataRole.UserRole + 4
"""A `Turn`, of a picture that is no garment yet"""
FAVOURITE_ROLE = Qt.ItemDataRole.UserRole + 5
LOST_ROLE = Qt.ItemDataRole.UserRole + 6
"""Whether a garment's picture is missing or damaged"""
_NAME_HEIGHT = 40
"""Logical pixels below the card for the name."""
_NAME_LINES = 2
_EDITOR_HEIGHT = 28
"""Least height of the field in which a name is typed, in logical pixels."""
_HEART = 18
"""Side of a favourite's heart in logical pixels."""
_READING_OPACITY = 0.45
"""Of a picture while it is being read."""


class Turn(Enum):
    """Whether a picture is being read, or will be."""

    NOW = "now"
    LATER = "later"


class GarmentCard(QStyledItemDelegate):
    """Paints cards.

    A check marks what is worn, a heart a favourite, a ring the card that the keys are about, and a
    coloured ground what is selected.
    """

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
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        is_worn = bool(index.data(WORN_ROLE))
        is_lost = bool(index.data(LOST_ROLE))
        turn = index.data(READING_ROLE)
        is_reading = turn is not None
        card = QRectF(option.rect).adjusted(4, 4, -4, -4)
        face = card.adjusted(0, 0, 0, -_NAME_HEIGHT)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if is_selected:
            paint_ground(painter, card)
        edge = theme.accent if is_worn else theme.muted if is_hot else theme.line
        painter.setPen(QPen(QColor(edge), 2.0 if is_worn else 1.0))
        if is_lost:
            painter.setPen(QPen(QColor(theme.muted), 1.2, Qt.PenStyle.DashLine))
        white = QColor("#fafafc")  # product photos are made for white, also at night
        painter.setBrush(QColor(theme.raised) if is_lost else white)
        painter.drawRoundedRect(face, 9, 9)
        if is_current:
            paint_ring(painter, face)
        pixmap = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(pixmap, QPixmap) and not pixmap.isNull():
            painter.setOpacity(_READING_OPACITY if is_reading else 1.0)
            painter.drawPixmap(
                _fitted_into(face.adjusted(8, 8, -8, -8), pixmap), pixmap, _rect_of(pixmap)
            )
            painter.setOpacity(1.0)
        elif is_lost:
            _paint_lost(painter, face, self.tr("Picture missing"))
        else:
            paint_hanger(painter, face.center(), theme.line)
        if turn is Turn.NOW:
            paint_pill(painter, face, self.tr("Reading…"))
        if is_worn:
            paint_check(painter, QPointF(face.right() - 14, face.top() + 14))
        is_favourite = bool(index.data(FAVOURITE_ROLE))
        if is_favourite or (is_hot and not is_reading):
            paint_heart(painter, QRectF(heart_place(option.rect)), is_full=is_favourite)
        role = QPalette.ColorRole.PlaceholderText if is_reading else QPalette.ColorRole.Text
        painter.setPen(option.palette.color(role))
        paint_name(painter, _name_box(option), str(index.data()))
        painter.restore()

    def createEditor(  # noqa: N802
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        """Return a field for the name."""
        field = QLineEdit(parent)
        field.setObjectName("cardName")
        field.setMaxLength(LONGEST_NAME)
        field.setAccessibleName(self.tr("Name"))
        return field

    def updateEditorGeometry(  # noqa: N802
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Lay the field over the name."""
        box = _name_box(option).toAlignedRect()
        height = max(editor.sizeHint().height(), _EDITOR_HEIGHT)
        editor.setGeometry(box.left(), box.top() - 3, box.width(), height)


def heart_place(card: QRect) -> QRect:
    """Return where a card's heart is clicked."""
    return QRect(card.left() + 6, card.top() + 6, 28, 28)


def lines_of(text: str, font: QFont, width: float, most: int) -> tuple[str, ...]:
    """Break a text into lines; what does not fit into the last one is elided."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    starts = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    ends = [*starts[1:], len(text)]
    lines = [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]
    if len(lines) > most:
        rest = text[starts[most - 1] :].strip()
        metrics = QFontMetricsF(font)
        lines = [*lines[: most - 1], metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)]
    return tuple(lines)


def _name_box(option: QStyleOptionViewItem) -> QRectF:
    card = QRectF(option.rect).adjusted(4, 4, -4, -4)
    top = card.bottom() - _NAME_HEIGHT + 4
    return QRectF(card.left(), top, card.width(), _NAME_HEIGHT - 4)


def paint_name(painter: QPainter, box: QRectF, name: str) -> None:
    """Write a name below a picture, on as many lines as there is room for."""
    height = QFontMetricsF(painter.font()).height()
    most = max(1, min(_NAME_LINES, int(box.height() / height)))
    for number, line in enumerate(lines_of(name, painter.font(), box.width(), most)):
        place = QRectF(box.left(), box.top() + number * height, box.width(), height)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(place, flags | Qt.TextFlag.TextDontClip, line)


def paint_hanger(painter: QPainter, at: QPointF, color: str) -> None:
    """Paint a hanger where there is no picture."""
    ratio = painter.device().devicePixelRatio()
    pixmap = icon_pixmap("hanger", 32, color, ratio)
    painter.drawPixmap(at - QPointF(16, 16), pixmap)


def _paint_lost(painter: QPainter, face: QRectF, text: str) -> None:
    """Say in place of a picture that it is missing."""
    muted = current_theme().muted
    paint_hanger(painter, face.center() - QPointF(0, 14), muted)
    painter.setPen(QColor(muted))
    box = QRectF(face.left() + 6, face.center().y() + 8, face.width() - 12, 40)
    flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
    painter.drawText(box, flags | Qt.TextFlag.TextWordWrap, text)


def paint_ground(painter: QPainter, card: QRectF) -> None:
    """Lay a colour below a card that is selected."""
    ground = QColor(current_theme().accent)
    painter.setPen(QPen(ground, 1.0))
    ground.setAlphaF(0.22)
    painter.setBrush(ground)
    painter.drawRoundedRect(card.adjusted(-3, -3, 3, 3), 11, 11)


def paint_heart(painter: QPainter, place: QRectF, *, is_full: bool) -> None:
    """Paint a heart, full for a favourite."""
    theme = LIGHT  # it lies on the white of the card
    name, color = ("heart-full", HEART) if is_full else ("heart", theme.muted)
    ratio = painter.device().devicePixelRatio()
    corner = place.center() - QPointF(_HEART / 2, _HEART / 2)
    painter.drawPixmap(corner, icon_pixmap(name, _HEART, color, ratio))


def paint_pill(painter: QPainter, face: QRectF, text: str) -> None:
    """Write something over the lower end of a picture."""
    theme = current_theme()
    width = QFontMetricsF(painter.font()).horizontalAdvance(text) + 18
    pill = QRectF(0, 0, min(width, face.width() - 8), 22)
    pill.moveCenter(QPointF(face.center().x(), face.bottom() - 19))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.accent))
    painter.drawRoundedRect(pill, 11, 11)
    painter.setPen(QColor(theme.on_accent))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)


def _rect_of(pixmap: QPixmap) -> QRectF:
    return QRectF(0, 0, pixmap.width(), pixmap.height())


def _fitted_into(room: QRectF, pixmap: QPixmap) -> QRectF:
    scale = min(room.width() / pixmap.width(), room.height() / pixmap.height())
    width, height = pixmap.width() * scale, pixmap.height() * scale
    center = room.center()
    return QRectF(center.x() - width / 2, center.y() - height / 2, width, height)


def paint_ring(painter: QPainter, face: QRectF) -> None:
    """Mark the card that the keys are about, at some distance from its edge."""
    painter.setPen(QPen(QColor(current_theme().text), 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(face.adjusted(-3, -3, 3, 3), 12, 12)


def paint_check(painter: QPainter, at: QPointF) -> None:
    """Mark what is worn."""
    theme = current_theme()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.accent))
    painter.drawEllipse(at, 9, 9)
    ratio = painter.device().devicePixelRatio()
    painter.drawPixmap(at - QPointF(7, 7), icon_pixmap("check", 14, theme.on_accent, ratio))
