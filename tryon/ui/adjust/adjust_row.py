"""One row of the adjust panel: what it is, its value, and a button that resets it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QSlider,
    QStyle,
    QStyleOptionSlider,
    QToolButton,
    QWidget,
)

from tryon.fitting.parameters import LIMITS, USUAL
from tryon.ui.kit.icons import icon
from tryon.ui.kit.theme import current_theme

_STEPS = 150
"""Places of a slider's handle on each side of the middle."""
_LABEL_WIDTH = 80
_VALUE_WIDTH = 42
"""Least widths in logical pixels."""


class RowLabel(QLabel):
    """Names a row; a double click asks to reset it."""

    reset_asked = Signal()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Ask to reset the row."""
        self.reset_asked.emit()


class Row:
    """Label, room for a control, value and reset button, as a row of a grid."""

    def __init__(self, grid: QGridLayout, control: QWidget, *, has_button: bool = True) -> None:
        self._has_button = has_button
        self.label, self.control, self.value = RowLabel(), control, QLabel()
        self.label.setMinimumWidth(_LABEL_WIDTH)
        self.value.setMinimumWidth(_VALUE_WIDTH)
        self.value.setProperty("muted", True)
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.reset = QToolButton()
        self.reset.setObjectName("rowTool")
        self.reset.setIconSize(QSize(14, 14))
        self.reset.setAutoRaise(True)
        policy = self.reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(policy)
        self.reset.hide()
        self.set_icon()
        line = grid.rowCount()
        grid.addWidget(self.label, line, 0)
        if isinstance(control, ParameterSlider):
            grid.addWidget(control, line, 1)
            grid.addWidget(self.value, line, 2)
        else:
            grid.addWidget(control, line, 1, 1, 2 if has_button else 3)
        if has_button:
            grid.addWidget(self.reset, line, 3)

    def set_icon(self) -> None:
        """Tint the button to the palette."""
        self.reset.setIcon(icon("undo"))

    def set_applicable(self, is_applicable: bool, *, is_changed: bool) -> None:
        """Show the row or not, and its button only where there is something to reset."""
        for widget in (self.label, self.control):
            widget.setVisible(is_applicable)
        self.value.setVisible(is_applicable and isinstance(self.control, ParameterSlider))
        policy = self.reset.sizePolicy()
        policy.setRetainSizeWhenHidden(is_applicable)  # a row that does not show takes no room
        self.reset.setSizePolicy(policy)
        self.reset.setVisible(self._has_button and is_applicable and is_changed)

    def name(self, text: str, hint: str, reset: str) -> None:
        """Set what the row is for, and what its button does."""
        self.label.setText(text)
        for widget in (self.label, self.control):
            widget.setToolTip(hint)
        self.control.setAccessibleName(text)
        self.control.setAccessibleDescription(hint)
        self.reset.setToolTip(reset)
        self.reset.setAccessibleName(f"{reset}: {text}")


@dataclass(frozen=True)
class SliderRange:
    """What values a slider has.

    Attributes:
        limits: the smallest and the largest.
        usual: the one in the middle.
        decimals: to how many it is rounded.
    """

    limits: tuple[float, float]
    usual: float
    decimals: int = 2

    @classmethod
    def of_parameter(cls, name: str) -> SliderRange:
        """Return that of a number of the fit parameters."""
        return cls(LIMITS[name], float(getattr(USUAL, name)))


class ParameterSlider(QSlider):
    """A number; its usual value is in the middle.

    What the user does comes back by signals; what `show_value` sets does not.
    """

    slid = Signal(str, float)
    """(parameter, value) while it moves"""
    settled = Signal(bool)
    """(whether more may follow at once): True after a key or the wheel, False after a drag"""

    def __init__(self, parameter: str, its_range: SliderRange) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.parameter, self.range = parameter, its_range
        self._is_given_up = False
        self.setRange(-_STEPS, _STEPS)
        self.setPageStep(_STEPS // 10)
        self.setMinimumWidth(48)
        self.show_value(its_range.usual)
        self.valueChanged.connect(self._on_value)
        self.sliderReleased.connect(self._on_released)

    def show_value(self, value: float) -> None:
        """Show a value without emitting a signal; a drag that is at another value ends."""
        place = self.place_of(value)
        self._is_given_up |= self.isSliderDown() and place != self.value()
        was_blocked = self.blockSignals(True)
        self.setValue(place)
        self.blockSignals(was_blocked)

    def place_of(self, value: float) -> int:
        """Return where the handle stands for a value; the usual one is in the middle."""
        (low, high), usual = self.range.limits, self.range.usual
        reach = high - usual if value > usual else usual - low
        return round(_STEPS * (value - usual) / reach)

    def value_at(self, place: int) -> float:
        """Return the value for a place of the handle."""
        (low, high), usual = self.range.limits, self.range.usual
        reach = high - usual if place > 0 else usual - low
        return round(usual + reach * place / _STEPS, self.range.decimals)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint how far the value is from the usual one, from the middle on."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        handle = self.style().subControlRect(
            QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle, self
        )
        theme = current_theme()
        accent = QColor(theme.accent if self.isEnabled() else theme.muted)
        middle, y = self.width() / 2, self.height() / 2
        at = QPointF(handle.toRectF().center().x(), y)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.line))
        painter.drawRoundedRect(QRectF(0, y - 2, self.width(), 4), 2, 2)
        painter.drawRoundedRect(QRectF(middle - 1, y - 6, 2, 12), 1, 1)
        painter.setBrush(accent)
        left, right = sorted((middle, at.x()))
        painter.drawRect(QRectF(left, y - 2, right - left, 4))
        is_hot = self.underMouse() or self.hasFocus()
        painter.setPen(QPen(accent if is_hot else QColor(theme.muted), 1.5))
        painter.setBrush(QColor(theme.surface))
        painter.drawEllipse(at, 6.5, 6.5)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take the handle."""
        self._is_given_up = False
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Slide, unless the drag has ended while the button is still held."""
        if not self._is_given_up:
            super().mouseMoveEvent(event)

    @Slot(int)
    def _on_value(self, place: int) -> None:
        self.slid.emit(self.parameter, self.value_at(place))
        if not self.isSliderDown():
            self.settled.emit(True)

    @Slot()
    def _on_released(self) -> None:
        self.settled.emit(False)
