"""A view with a title and its own small tools above it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from tryon.ui.kit.elided_label import ElidedLabel
from tryon.ui.kit.icons import accent_icon

HEADER_HEIGHT = 30
SIDE_WIDTH = 282
"""The least width of what stands beside the views, which two cards of garments need."""


class Pane(QWidget):
    """Title and tools above, the view below."""

    def __init__(self, view: QWidget, *tools: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ElidedLabel(mode=Qt.TextElideMode.ElideRight)
        self._title.setObjectName("paneTitle")
        header = QHBoxLayout()
        header.setContentsMargins(4, 0, 0, 0)
        header.setSpacing(4)
        header.addWidget(self._title, 1)
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
        self._title.set_line(text)


class PrimaryButton(QToolButton):
    """Shows an action in the accent colour, with an icon that can be seen on it.

    A menu shows the same action with an icon for its own background, so this is no default action.
    """

    def __init__(self, action: QAction, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action, self._icon_name = action, icon_name
        self.setProperty("primary", True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        """Show the action as it is, which gets another icon with every palette."""
        self.setEnabled(self._action.isEnabled())
        self.setText(self._action.iconText())
        self.setToolTip(self._action.toolTip())
        self.setAccessibleName(self._action.iconText())
        self.setIcon(accent_icon(self._icon_name))


def tool_button(action: QAction) -> QToolButton:
    """Return a small button for an action."""
    button = QToolButton()
    button.setDefaultAction(action)
    button.setIconSize(QSize(18, 18))
    button.setObjectName("paneTool")
    button.setAutoRaise(True)
    return button
