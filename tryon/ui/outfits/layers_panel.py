"""What is worn, as layers: their order, whether and how much of each shows, what is locked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSlider,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tryon.fitting.composite import LEAST_OPACITY, LayerState
from tryon.ui.kit.actions import Actions
from tryon.ui.kit.icons import icon
from tryon.ui.outfits.layer_item import change_name
from tryon.ui.outfits.layer_list import LayerList
from tryon.ui.outfits.layer_rows import LayerRow
from tryon.ui.outfits.variant_bar import VariantBar

_FULL = 100
SETTLE_MS = 400
"""Pause that ends a run of keys or a drag of the opacity, which is one step of undo."""


class LayersPanel(QFrame):
    """Variants above, the layers, and below what can be done with the current one.

    Args:
        actions: those of the window.
        clothes: the menu of what can be done with all clothes of a person.
    """

    chosen = Signal(object)
    """(LayerRow) that the user went to"""
    state_asked = Signal(object, object)
    """(LayerRow, LayerState) that it is to have"""
    move_asked = Signal(object, int)
    """(LayerRow, how far up among those of its person)"""
    reset_asked = Signal(object)
    """(LayerRow) to lie by measure again"""
    take_off_asked = Signal(object)
    """(LayerRow)"""

    def __init__(self, actions: Actions, clothes: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("layersPanel")
        self.variants = VariantBar(actions)
        self.list = LayerList()
        self.menu = QMenu(self)
        self._empty = QLabel()
        self._empty.setProperty("muted", True)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()
        for page in (self._empty, self.list):
            self._pages.addWidget(page)
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.opacity.setRange(round(_FULL * LEAST_OPACITY), _FULL)
        self.opacity.setPageStep(10)
        self._settle_timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._opacity_name, self._percent = QLabel(), QLabel()
        self.reset_button, self.clothes_button = QToolButton(), QToolButton()
        self.up_button, self.down_button = QToolButton(), QToolButton()
        self.clothes_button.setMenu(clothes)
        self.clothes_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.clothes_button.setObjectName("viewMenu")
        self._lay_out()
        self._connect()
        self._retranslate()
        self._show_current()

    def set_rows(self, rows: Sequence[LayerRow]) -> None:
        """Show what is worn."""
        self.list.set_rows(rows)
        self._pages.setCurrentWidget(self.list if rows else self._empty)
        self._show_current()

    def choose(self, row: LayerRow | None) -> None:
        """Make a row the current one, or none."""
        self.list.choose(row)
        self._show_current()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow language and palette."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
            self._show_current()
        elif event.type() is QEvent.Type.PaletteChange:
            self._set_icons()

    def _lay_out(self) -> None:
        for button in (self.up_button, self.down_button):
            button.setObjectName("paneTool")
            button.setIconSize(QSize(18, 18))
        fading = QHBoxLayout()
        fading.setSpacing(6)
        for widget in (self._opacity_name, self.opacity, self._percent):
            fading.addWidget(widget)
        self._percent.setMinimumWidth(self._percent.fontMetrics().horizontalAdvance("100 %") + 4)
        self._percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        tools = QHBoxLayout()
        tools.setSpacing(4)
        for button in (self.up_button, self.down_button, self.reset_button):
            tools.addWidget(button)
        tools.addStretch()
        tools.addWidget(self.clothes_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 8)
        column.setSpacing(6)
        column.addWidget(self.variants)
        column.addWidget(self._pages, 1)
        column.addLayout(fading)
        column.addLayout(tools)

    def _connect(self) -> None:
        self.list.chosen.connect(self._on_chosen)
        self.list.eye_asked.connect(self._on_eye)
        self.list.lock_asked.connect(self._on_lock)
        self.list.move_asked.connect(self.move_asked)
        self.list.menu_asked.connect(self._on_menu)
        self.up_button.clicked.connect(self._on_up)
        self.down_button.clicked.connect(self._on_down)
        self.reset_button.clicked.connect(self._on_reset)
        self.opacity.valueChanged.connect(self._show_percent)
        self.opacity.valueChanged.connect(self._settle_timer.start)
        self.opacity.sliderReleased.connect(self._on_opacity)
        self._settle_timer.timeout.connect(self._on_opacity)

    def _show_current(self) -> None:
        """Show what can be done with the current row."""
        row = self.list.current
        is_free = row is not None and not row.state.is_locked
        for widget in (self.opacity, self._opacity_name, self._percent):
            widget.setEnabled(is_free)
        self.reset_button.setEnabled(is_free and row is not None and bool(row.changes))
        own = [each for each in self.list.rows if row is not None and each.person == row.person]
        self.up_button.setEnabled(is_free and row is not own[0])
        self.down_button.setEnabled(is_free and row is not own[-1])
        self.opacity.blockSignals(True)
        self.opacity.setValue(_FULL if row is None else round(_FULL * row.state.opacity))
        self.opacity.blockSignals(False)
        self._show_percent()
        words = [] if row is None else map(change_name, row.changes)
        hint = self.tr("As it was put on: by measure, in its own colour")
        changed = ", ".join(words)
        self.reset_button.setToolTip(f"{hint} ({changed})" if changed else hint)

    @Slot()
    def _show_percent(self) -> None:
        self._percent.setText(f"{self.opacity.value()} %")

    @Slot(object)
    def _on_chosen(self, row: LayerRow) -> None:
        self._settle_timer.stop()
        self._show_current()
        self.chosen.emit(row)

    @Slot(object)
    def _on_eye(self, row: LayerRow) -> None:
        self._ask(row, replace(row.state, is_visible=not row.state.is_visible))

    @Slot(object)
    def _on_lock(self, row: LayerRow) -> None:
        self._ask(row, replace(row.state, is_locked=not row.state.is_locked))

    @Slot()
    def _on_opacity(self) -> None:
        self._settle_timer.stop()
        row = self.list.current
        if row is not None:
            self._ask(row, replace(row.state, opacity=self.opacity.value() / _FULL))

    @Slot()
    def _on_up(self) -> None:
        self._move(1)

    @Slot()
    def _on_down(self) -> None:
        self._move(-1)

    def _move(self, steps: int) -> None:
        row = self.list.current
        if row is not None:
            self.move_asked.emit(row, steps)

    @Slot()
    def _on_reset(self) -> None:
        row = self.list.current
        if row is not None:
            self.reset_asked.emit(row)

    @Slot(object, object)
    def _on_menu(self, row: LayerRow, where: QPoint) -> None:
        """Offer what can be done with a row, for those who have no mouse, too."""
        menu, state = self.menu, row.state
        menu.clear()
        hide = menu.addAction(self.tr("&Hide") if state.is_visible else self.tr("&Show"))
        hide.triggered.connect(lambda: self._on_eye(row))
        lock = menu.addAction(self.tr("Un&lock") if state.is_locked else self.tr("&Lock"))
        lock.triggered.connect(lambda: self._on_lock(row))
        menu.addSeparator()
        for text, button in (
            (self.tr("Move &up"), self.up_button),
            (self.tr("Move &down"), self.down_button),
            (self.tr("&Reset"), self.reset_button),
        ):
            action = menu.addAction(text)
            action.setEnabled(button.isEnabled())
            action.triggered.connect(button.click)
        menu.addSeparator()
        off = menu.addAction(self.tr("&Take off"))
        off.setEnabled(not state.is_locked)
        off.triggered.connect(lambda: self.take_off_asked.emit(row))
        menu.popup(where)

    def _ask(self, row: LayerRow, state: LayerState) -> None:
        if state != row.state:
            self.state_asked.emit(row, state)

    def _set_icons(self) -> None:
        self.up_button.setIcon(icon("up"))
        self.down_button.setIcon(icon("down"))

    def _retranslate(self) -> None:
        self._set_icons()
        self.list.setAccessibleName(self.tr("Layers"))
        self._empty.setText(self.tr("Nothing is put on yet. Click a person, then a garment."))
        self._opacity_name.setText(self.tr("Opacity"))
        self.opacity.setAccessibleName(self.tr("Opacity"))
        self.reset_button.setText(self.tr("Reset"))
        self.clothes_button.setText(self.tr("Clothes"))
        self.clothes_button.setToolTip(self.tr("Keep, copy and swap what people wear"))
        for button, text in (
            (self.up_button, self.tr("Move up (Ctrl+Up)")),
            (self.down_button, self.tr("Move down (Ctrl+Down)")),
        ):
            button.setToolTip(text)
            button.setAccessibleName(text)
