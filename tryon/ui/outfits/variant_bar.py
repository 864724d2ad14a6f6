"""Which variant of the look shows, and what can be done with variants."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from tryon.ui.kit.actions import Actions
from tryon.ui.kit.icons import icon
from tryon.ui.kit.pane import tool_button


class VariantBar(QWidget):
    """A button that lists the variants, one that adds one, and one that compares them.

    Args:
        actions: those of the window.
    """

    chosen = Signal(int)
    """(number) of the variant to go to, from 0"""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._names: tuple[str, ...] = ()
        self._present = 0
        self.menu = QMenu(self)
        self.button = QToolButton()
        self.button.setObjectName("variantMenu")
        self.button.setMenu(self.menu)
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.add_button = tool_button(actions.add_variant)
        self.compare_button = tool_button(actions.compare_variants)
        for small in (self.add_button, self.compare_button):
            small.setIconSize(QSize(18, 18))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(self.button, 1)
        line.addWidget(self.add_button)
        line.addWidget(self.compare_button)
        self._retranslate()

    def set_variants(self, names: Sequence[str], present: int) -> None:
        """Show these variants, of which one is the present one."""
        if (tuple(names), present) != (self._names, self._present):
            self._names, self._present = tuple(names), present
            self._retranslate()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def variant_name(self, number: int) -> str:
        """Return what a variant is called, in the current language if it has no name."""
        name = self._names[number] if number < len(self._names) else ""
        return name or self.tr("Variant {number}").format(number=number + 1)

    def free_name(self) -> str:
        """Return a name that no variant has."""
        taken = {self.variant_name(number) for number, _ in enumerate(self._names)}
        numbers = range(len(self._names) + 1, 2 * len(self._names) + 3)
        names = (self.tr("Variant {number}").format(number=number) for number in numbers)
        return next(name for name in names if name not in taken)

    def _retranslate(self) -> None:
        self.menu.clear()
        group = QActionGroup(self.menu)
        for number, _ in enumerate(self._names):
            action = QAction(self.variant_name(number).replace("&", "&&"), self.menu)
            action.setCheckable(True)
            action.setChecked(number == self._present)
            action.triggered.connect(partial(self._on_chosen, number))
            group.addAction(action)
            self.menu.addAction(action)
        self.menu.addSeparator()
        self.menu.addActions([self._actions.rename_variant, self._actions.remove_variant])
        name = self.variant_name(self._present)
        metrics, room = self.button.fontMetrics(), 170
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
        self.button.setText(shown.replace("&", "&&"))
        self.button.setToolTip(self.tr("Variants of this look"))
        self.button.setAccessibleName(f"{self.button.toolTip()}: {name}")
        self.button.setIcon(icon("layout-one"))

    def _on_chosen(self, number: int) -> None:
        self.chosen.emit(number)
