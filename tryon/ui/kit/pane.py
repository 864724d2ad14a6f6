"""A view with a title and its own small tools above it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

HEADER_HEIGHT = 30


class Pane(QWidget):
    """Title and tools above, the view below."""

    def __init__(self, view: QWidget, *tools: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel()
        self._title.setObjectName("paneTitle")
        header = QHBoxLayout()
        header.setContentsMargins(4, 0, 0, 0)
        header.setSpacing(4)
        header.addWidget(self._title)
        header.addStretch()
        for tool in tools:
            header.addWidget(tool)
        self._title.setFixedHeight(HEADER_HEIGHT)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addLayout(header)
        self._column.addWidget(view, 1)

    @property
    def title(self) -> str:
        """What stands above the view."""
        return self._title.text()

    def add_bar(self, bar: QWidget) -> None:
        """Put a bar between title and view."""
        self._column.insertWidget(1, bar)

    def set_title(self, text: str) -> None:
        """Set what stands above the view."""
        self._title.setText(text)


def tool_button(action: QAction) -> QToolButton:
    """Return a small button for an action."""
    button = QToolButton()
    button.setDefaultAction(action)
    button.setIconSize(QSize(18, 18))
    button.setObjectName("paneTool")
    button.setAutoRaise(True)
    return button
