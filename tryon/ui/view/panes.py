"""The two views with what stands above them: beside each other, one below the other, or one alone.

The tools that compare before and after are above every view that stands alone.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSlider, QSplitter, QToolButton, QWidget

from tryon.geometry import Size
from tryon.ui.kit.actions import Actions
from tryon.ui.kit.icons import icon
from tryon.ui.kit.pane import HEADER_HEIGHT, Pane, tool_button
from tryon.ui.view.arrangement import Arrangement, arrangement_for, views_of
from tryon.ui.view.compare_view import CompareView
from tryon.ui.view.overlay_view import OverlayView

_GAP = 10
"""Logical pixels between two views."""


class ViewPanes(QSplitter):
    """Arranges the views: as the user chose, else so that the photo is largest."""

    arranged = Signal(object)
    """(Arrangement) that is shown now"""

    def __init__(self, result: CompareView, overlay: OverlayView, actions: Actions) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._result, self._overlay, self._actions = result, overlay, actions
        self._chosen: Arrangement | None = None
        self._photo: Size | None = None
        self._wants_overlay = self._needs_overlay = False
        self._arrangement = Arrangement.BESIDE
        self.hold_button, self.hold_overlay_button = self._hold_button(), self._hold_button()
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.opacity.setRange(0, 100)
        self.opacity.setValue(round(100 * overlay.opacity))
        self.opacity.setMinimumWidth(48)
        self.opacity.setMaximumWidth(96)
        self._overlay_buttons = (tool_button(actions.overlay), tool_button(actions.overlay))
        self._split_button = tool_button(actions.split)
        self._left = Pane(
            result,
            self.hold_button,
            tool_button(actions.split),
            tool_button(actions.guessed),
            self._overlay_buttons[0],
        )
        self._right = Pane(
            overlay,
            self.hold_overlay_button,
            self._split_button,
            self.opacity,
            tool_button(actions.correct_parse),
            tool_button(actions.outlines),
            tool_button(actions.skeleton),
            tool_button(actions.legend),
            self._overlay_buttons[1],
        )
        self.setChildrenCollapsible(False)
        self.setHandleWidth(_GAP)
        for pane in (self._left, self._right):
            self.addWidget(pane)
        self.setSizes([1000, 1000])
        self.opacity.valueChanged.connect(self._on_opacity)
        actions.overlay.toggled.connect(self.want_overlay)
        actions.split.toggled.connect(self._on_split)
        self._retranslate()
        self._arrange()

    @property
    def arrangement(self) -> Arrangement:
        """How the views are arranged now."""
        return self._arrangement

    def choose(self, chosen: Arrangement | None) -> None:
        """Arrange the views so from now on; None leaves it to the photo's shape."""
        self._chosen = chosen
        self._arrange()

    def set_photo(self, photo: Size | None) -> None:
        """Set the shape of the photo that shows."""
        if photo != self._photo:
            self._photo = photo
            self._arrange()

    def set_comparable(self, is_comparable: bool) -> None:
        """Set whether there is anything to compare the photo with."""
        self.hold_button.setEnabled(is_comparable)

    @Slot(bool)
    def want_overlay(self, is_wanted: bool) -> None:
        """Show the overlay where one view shows at a time, or the result again."""
        self._wants_overlay = is_wanted
        self._arrange()

    @Slot(bool)
    def need_overlay(self, is_needed: bool) -> None:
        """Show the overlay in any case, for as long as something is done on it."""
        self._needs_overlay = is_needed
        self._arrange()

    @Slot()
    def show_result(self) -> None:
        """Show the result, if the overlay stands in its place."""
        if not self._left.isVisibleTo(self):
            self._actions.overlay.setChecked(False)
            self._actions.correct_parse.setChecked(False)

    def add_overlay_bar(self, bar: QWidget) -> None:
        """Put a bar between the overlay and its title."""
        self._right.add_bar(bar)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Arrange the views anew: another shape may suit the photo better."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow language and palette."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() is QEvent.Type.PaletteChange:
            for button in (self.hold_button, self.hold_overlay_button):
                button.setIcon(icon("compare"))

    def _arrange(self) -> None:
        before, self._arrangement = self._arrangement, self._wanted()
        shown = views_of(
            self._arrangement, wants_overlay=self._wants_overlay, needs_overlay=self._needs_overlay
        )
        is_stacked = self._arrangement is Arrangement.STACKED
        self.setOrientation(Qt.Orientation.Vertical if is_stacked else Qt.Orientation.Horizontal)
        had_focus = self._result.hasFocus() or self._overlay.hasFocus()
        self._left.setVisible(shown.result)
        self._right.setVisible(shown.overlay)
        if had_focus and not (self._result.hasFocus() or self._overlay.hasFocus()):
            (self._result if shown.result else self._overlay).setFocus()
        for button in self._overlay_buttons:
            button.setVisible(self._arrangement is Arrangement.ONE)
        self._actions.overlay.setEnabled(self._arrangement is Arrangement.ONE)
        for tool in (self.hold_overlay_button, self._split_button):
            tool.setVisible(not shown.result)
        self.refresh()  # now, and not after the next frame
        if self._arrangement is not before:
            self.setSizes([1000, 1000])
            self.arranged.emit(self._arrangement)

    def _wanted(self) -> Arrangement:
        if self._chosen is not None:
            return self._chosen
        if self._photo is None:
            return Arrangement.BESIDE
        room = Size(self.width(), self.height())
        return arrangement_for(self._photo, room, header=HEADER_HEIGHT)

    def _hold_button(self) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon("compare"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setObjectName("paneTool")
        button.setAutoRaise(True)
        button.pressed.connect(self._on_hold_pressed)
        button.released.connect(self._on_hold_released)
        return button

    @Slot(bool)
    def _on_split(self, is_split: bool) -> None:
        if is_split:
            self.show_result()

    @Slot(int)
    def _on_opacity(self, percent: int) -> None:
        self._overlay.set_opacity(percent / 100)

    def hold_before(self, is_held: bool) -> None:
        """Show the photo as it was, for as long as it is held."""
        self._result.hold_before(is_held)
        self._overlay.hold_before(is_held and not self._left.isVisibleTo(self))

    @Slot()
    def _on_hold_pressed(self) -> None:
        self.hold_before(True)

    @Slot()
    def _on_hold_released(self) -> None:
        self.hold_before(False)

    def _retranslate(self) -> None:
        self._left.set_title(self.tr("Try-on"))
        self._right.set_title(self.tr("People and clothes"))
        for button in (self.hold_button, self.hold_overlay_button):
            button.setText(self.tr("Before"))
            button.setToolTip(self.tr("Hold to see the photo as it was (B)"))
            button.setAccessibleName(self.tr("Hold to see the photo as it was"))
        self.opacity.setToolTip(self.tr("Strength of the colours"))
        self.opacity.setAccessibleName(self.tr("Strength of the colours"))
