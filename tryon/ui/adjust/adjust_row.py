"""One row of the adjust panel: what it is, its value, and a button that resets it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSlider, QToolButton, QWidget

from tryon.fitting.parameters import LIMITS, USUAL
from tryon.ui.kit.icons import icon

_LABEL_WIDTH = 90
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


class ParameterSlider(QSlider):
    """A number of the fit parameters in percent.

    What the user does comes back by signals; what `show_value` sets does not.
    """

    slid = Signal(str, float)
    """(parameter, value) while it moves"""
    settled = Signal(bool)
    """(whether more may follow at once): True after a key or the wheel, False after a drag"""

    def __init__(self, parameter: str) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.parameter = parameter
        self._is_given_up = False
        low, high = LIMITS[parameter]
        self.setRange(round(100 * low), round(100 * high))
        self.setPageStep(10)
        self.setMinimumWidth(48)
        self.show_value(getattr(USUAL, parameter))
        self.valueChanged.connect(self._on_value)
        self.sliderReleased.connect(self._on_released)

    def show_value(self, value: float) -> None:
        """Show a value without emitting a signal; a drag that is at another value ends."""
        self._is_given_up |= self.isSliderDown() and round(100 * value) != self.value()
        was_blocked = self.blockSignals(True)
        self.setValue(round(100 * value))
        self.blockSignals(was_blocked)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take the handle."""
        self._is_given_up = False
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Slide, unless the drag has ended while the button is still held."""
        if not self._is_given_up:
            super().mouseMoveEvent(event)

    @Slot(int)
    def _on_value(self, percent: int) -> None:
        self.slid.emit(self.parameter, percent / 100)
        if not self.isSliderDown():
            self.settled.emit(True)

    @Slot()
    def _on_released(self) -> None:
        self.settled.emit(False)
