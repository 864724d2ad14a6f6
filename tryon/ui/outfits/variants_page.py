"""The variants of a look side by side, in place of the photo."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from tryon.ui.kit.icons import icon
from tryon.ui.view.looks_row import MOST_LOOKS, LooksRow
from tryon.ui.view.pyramid import Pyramid


class VariantsPage(QWidget):
    """A title, a way back, and up to four variants, among them the present one."""

    chosen = Signal(int)
    """(number) of the variant to go on with, from 0"""
    close_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.looks = LooksRow()
        self.shown: tuple[int, ...] = ()
        """The numbers of the variants that show, from 0."""
        self._names: tuple[str, ...] = ()
        self._present = 0
        self.title = QLabel()
        self.title.setObjectName("paneTitle")
        self.close_button = QToolButton()
        self.close_button.setIconSize(QSize(18, 18))
        tools = QHBoxLayout()
        tools.addWidget(self.title)
        tools.addStretch(1)
        tools.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(tools)
        column.addWidget(self.looks, 1)
        self.setFocusProxy(self.looks)
        self.looks.chosen.connect(self._on_chosen)
        self.close_button.clicked.connect(self.close_asked)
        self._retranslate()

    def set_variants(self, names: Sequence[str], present: int) -> None:
        """Show variants, up to four of which are next to each other and one the present one."""
        first = max(0, min(present - 1, len(names) - MOST_LOOKS))
        shown = tuple(range(first, min(first + MOST_LOOKS, len(names))))
        names_shown = [names[number] for number in shown]
        if (shown, tuple(names)) != (self.shown, self._names):
            self.looks.set_names(names_shown)
        self.shown, self._names, self._present = shown, tuple(names), present
        self._retranslate()

    def show_picture(self, variant: int, picture: Pyramid) -> None:
        """Show what a variant looks like."""
        if variant in self.shown:
            self.looks.show_picture(self.shown.index(variant), picture)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow language and palette."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() is QEvent.Type.PaletteChange:
            self.close_button.setIcon(icon("close"))

    def _on_chosen(self, number: int) -> None:
        self.chosen.emit(self.shown[number])

    def _retranslate(self) -> None:
        self.title.setText(self.tr("Variants"))
        self.close_button.setIcon(icon("close"))
        text = self.tr("Back to the photo (Esc)")
        self.close_button.setToolTip(text)
        self.close_button.setAccessibleName(text)
        for number, column in zip(self.shown, self.looks.columns, strict=True):
            is_present = number == self._present
            column.name_button(
                self.tr("Shown") if is_present else self.tr("Go on with this"),
                self.tr("Go on with {variant}").format(variant=self._names[number]),
                is_enabled=not is_present,
            )
