"""A popup with the colours that clothes are usually made in, and a way to any other."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QToolButton, QWidget

from tryon.ui.kit.theme import current_theme

USUAL_COLOURS = (
    "#f2f2f0",
    "#efe3c8",
    "#cdb38b",
    "#8c8f94",
    "#3c3f45",
    "#17171a",
    "#1b2a5e",
    "#2f6fb5",
    "#8fbfe6",
    "#1f7a7a",
    "#2e7d4a",
    "#6b7034",
    "#d9a521",
    "#e0742a",
    "#c8202f",
    "#6d1a36",
    "#e69ab4",
    "#6a3d9a",
)
_COLUMNS = 6
_SIDE = 22
"""Width of a swatch in logical pixels."""
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -_COLUMNS,
    Qt.Key.Key_Down: _COLUMNS,
}


def swatch(colour: str | None, side: int = _SIDE) -> QIcon:
    """Return a round swatch of a colour; None: of none, a ring with a line through it."""
    theme = current_theme()
    picture = QPixmap(2 * side, 2 * side)
    picture.setDevicePixelRatio(2.0)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.muted), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush if colour is None else QColor(colour))
    painter.drawEllipse(QRectF(1, 1, side - 2, side - 2))
    if colour is None:
        painter.drawLine(QPoint(side // 4, side - side // 4), QPoint(side - side // 4, side // 4))
    painter.end()
    return QIcon(picture)


class SwatchPopup(QFrame):
    """Offers `USUAL_COLOURS`; arrow keys go from one to the next, Esc closes it."""

    picked = Signal(str)
    """(colour, like ``#aa3355``)"""
    more_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("swatches")
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 8, 8, 8)
        grid.setSpacing(2)
        self.buttons = tuple(self._button(colour) for colour in USUAL_COLOURS)
        for number, button in enumerate(self.buttons):
            grid.addWidget(button, number // _COLUMNS, number % _COLUMNS)
        self.more = QToolButton()
        self.more.clicked.connect(self._on_more)
        grid.addWidget(self.more, grid.rowCount(), 0, 1, _COLUMNS)

    def open_at(self, place: QRect) -> None:
        """Show it below a place of the screen, or above where there is no room."""
        for button, colour in zip(self.buttons, USUAL_COLOURS, strict=True):
            button.setIcon(swatch(colour))
        size, room = self.sizeHint(), self.screen().availableGeometry()
        top = place.bottom() + 2
        if top + size.height() > room.bottom():
            top = place.top() - 2 - size.height()
        left = min(place.left(), room.right() - size.width())
        self.move(QPoint(max(left, room.left()), max(top, room.top())))
        self.show()
        self.buttons[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Go to the swatch beside, above or below."""
        focused = self.focusWidget()
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or focused not in self.buttons:
            super().keyPressEvent(event)
            return
        number = self.buttons.index(focused) + step
        target = self.buttons[number] if 0 <= number < len(self.buttons) else None
        if step == _COLUMNS and target is None:
            target = self.more
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def name(self, names: tuple[str, ...], more: str) -> None:
        """Set what the colours are called, in the order of `USUAL_COLOURS`."""
        for button, text in zip(self.buttons, names, strict=True):
            button.setToolTip(text)
            button.setAccessibleName(text)
        self.more.setText(more)

    def _button(self, colour: str) -> QToolButton:
        button = QToolButton()
        button.setIconSize(QSize(_SIDE, _SIDE))
        button.setAutoRaise(True)
        button.setProperty("colour", colour)
        button.clicked.connect(self._on_clicked)
        return button

    @Slot()
    def _on_clicked(self) -> None:
        self.close()
        self.picked.emit(self.sender().property("colour"))

    @Slot()
    def _on_more(self) -> None:
        self.close()
        self.more_asked.emit()
