"""The column beside the pictures: one of several pages, and the adjusting of a garment below."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)


class SidePanel(QWidget):
    """Shows one of its pages.

    Args:
        garments: the first page.
        layers: the second.
        outfits: the third.
        history: the last.
        adjusting: stands below all of them.
    """

    def __init__(
        self,
        garments: QWidget,
        layers: QWidget,
        outfits: QWidget,
        history: QWidget,
        adjusting: QWidget,
    ) -> None:
        super().__init__()
        self._pages = QStackedWidget()
        for page in (garments, layers, outfits, history):
            self._pages.addWidget(page)
        self.garments_button, self.history_button = QToolButton(), QToolButton()
        self.layers_button, self.outfits_button = QToolButton(), QToolButton()
        self._group = QButtonGroup(self)
        tabs = QHBoxLayout()
        tabs.setSpacing(2)
        buttons = (
            self.garments_button,
            self.layers_button,
            self.outfits_button,
            self.history_button,
        )
        for number, button in enumerate(buttons):
            button.setCheckable(True)
            button.setProperty("chip", True)
            button.setObjectName("sideTab")
            self._group.addButton(button, number)
            tabs.addWidget(button)
        tabs.addStretch()
        self.garments_button.setChecked(True)
        self._group.idClicked.connect(self._pages.setCurrentIndex)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(tabs)
        column.addWidget(self._pages, 1)
        column.addWidget(adjusting)
        self.setMinimumWidth(garments.minimumWidth())
        self.setMaximumWidth(garments.maximumWidth())
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.garments_button.setText(self.tr("Garments"))
        self.layers_button.setText(self.tr("Layers"))
        self.outfits_button.setText(self.tr("Outfits"))
        self.history_button.setText(self.tr("History"))
