"""A row of faces: a click or the arrow keys choose the person who is dressed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFont,
    QIcon,
    QImage,
    QPainter,
    QPainterPath,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QScrollArea, QToolButton, QWidget

from tryon.ui.kit.names import person_name

_SIDE = 36
"""Logical pixels of a face."""
_ROOM = 44
"""Logical pixels of its button."""
_FEWEST = 2
"""People for whom there is a choice."""


class PeopleStrip(QScrollArea):
    """One button for each person; it scrolls where there is no room for all."""

    chosen = Signal(int)
    """(number) of a person"""
    hovered = Signal(int)
    """(number) of the person under the mouse, or 0"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("peopleStrip")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setFixedHeight(_ROOM)
        self._faces: tuple[QImage, ...] = ()
        self._person: int | None = None
        self._is_hidden = False
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.chosen)
        self._row = QWidget()
        self._row.setObjectName("peopleRow")
        self._layout = QHBoxLayout(self._row)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self.setWidget(self._row)
        self._retranslate()
        self.hide()

    @property
    def buttons(self) -> tuple[QToolButton, ...]:
        """The buttons, person by person."""
        return tuple(b for b in self._group.buttons() if isinstance(b, QToolButton))

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for room for everybody."""
        return QSize(len(self._faces) * (_ROOM + self._layout.spacing()), _ROOM)

    def set_faces(self, faces: Sequence[QImage]) -> None:
        """Show people by small pictures, in their order."""
        if tuple(faces) == self._faces:
            return
        self._faces = tuple(faces)
        for button in self.buttons:
            self._group.removeButton(button)
            button.hide()
            button.deleteLater()
        for number, face in enumerate(self._faces, start=1):
            button = _Face(number, face)
            button.hovered.connect(self.hovered)
            self._group.addButton(button, number)
            self._layout.addWidget(button)
        self._show()
        self.updateGeometry()
        self.set_person(self._person)

    def set_hidden(self, is_hidden: bool) -> None:
        """Hide the strip, or show it where there is a choice."""
        self._is_hidden = is_hidden
        self._show()

    def set_person(self, person: int | None) -> None:
        """Mark who is chosen."""
        self._person = person
        self._group.setExclusive(False)
        for button in self.buttons:
            button.setChecked(self._group.id(button) == person)
            if button.isChecked():
                self.ensureWidgetVisible(button, _ROOM, 0)
        self._group.setExclusive(True)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Scroll sideways."""
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - event.angleDelta().y() // 2)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _show(self) -> None:
        self.setVisible(len(self._faces) >= _FEWEST and not self._is_hidden)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("People"))
        for button in self.buttons:
            _name(button, self._group.id(button))


class _Face(QToolButton):
    hovered = Signal(int)

    def __init__(self, number: int, face: QImage) -> None:
        super().__init__()
        self._number = number
        self.setObjectName("face")
        self.setCheckable(True)
        self.setFixedSize(_ROOM, _ROOM)
        self.setIconSize(QSize(_SIDE, _SIDE))
        self.setIcon(QIcon(_round(face, number, 2)))
        _name(self, number)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        super().enterEvent(event)
        self.hovered.emit(self._number)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        super().leaveEvent(event)
        self.hovered.emit(0)


def _name(button: QToolButton, number: int) -> None:
    button.setToolTip(person_name(number))
    button.setAccessibleName(person_name(number))


def _round(face: QImage, number: int, ratio: int) -> QPixmap:
    """Cut a face out as a disc, with the person's number at its edge."""
    pixmap = QPixmap(QSize(_SIDE, _SIDE) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    disc = QPainterPath()
    disc.addEllipse(QRectF(0, 0, _SIDE, _SIDE))
    painter.setClipPath(disc)
    painter.drawImage(QRectF(0, 0, _SIDE, _SIDE), face)
    painter.setClipping(False)
    badge = QRectF(_SIDE - 15, _SIDE - 15, 15, 15)
    painter.setPen(QColor(255, 255, 255, 200))
    painter.setBrush(QColor(20, 20, 28, 215))
    painter.drawEllipse(badge.adjusted(0.5, 0.5, -0.5, -0.5))
    font = QFont(painter.font())
    font.setPixelSize(9)
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(255, 255, 255))
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(number))
    painter.end()
    return pixmap
