"""The column beside the pictures: garments or history, and the adjusting of a garment below."""

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
    """Shows one of two pages.

    Args:
        garments: the first page.
        history: the second.
        adjusting: stands below both.
    """

    def __init__(self, garments: QWidget, history: QWidget, adjusting: QWidget) -> None:
        super().__init__()
        self._pages = QStackedWidget()
        self._pages.addWidget(garments)
        self._pages.addWidget(history)
        self.garments_button, self.history_button = QToolButton(), QToolButton()
        self._group = QButtonGroup(self)
        tabs = QHBoxLayout()
        tabs.setSpacing(6)
        for number, button in enumerate((self.garments_button, self.history_button)):
            button.setCheckable(True)
            button.setProperty("chip", True)
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
        self.history_button.setText(self.tr("History"))
