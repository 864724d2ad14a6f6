"""The column of tools beside the picture of a garment that is corrected."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from tryon.ui.kit.icons import icon

translate = QCoreApplication.translate

_WIDTH = 250
_SPACING = 10


class ToolPanel(QWidget):
    """Widgets below each other, some of them in rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(_WIDTH)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(_SPACING)

    def add(self, *widgets: QWidget) -> None:
        """Append widgets as wide as the panel."""
        for widget in widgets:
            self._column.addWidget(widget)

    def add_row(self, *widgets: QWidget | None) -> None:
        """Append widgets side by side; None is room between them."""
        row = QHBoxLayout()
        for widget in widgets:
            if widget is None:
                row.addStretch()
            else:
                row.addWidget(widget)
        self._column.addLayout(row)

    def add_hint(self, text: str) -> None:
        """Append how the tools are used."""
        hint = QLabel(text)
        hint.setProperty("muted", True)
        hint.setWordWrap(True)
        self._column.addWidget(hint)

    def add_space(self) -> None:
        """Append some room."""
        self._column.addSpacing(_SPACING)

    def add_stretch(self) -> None:
        """Append all the room that is left."""
        self._column.addStretch()


def icon_button(name: str, text: str) -> QToolButton:
    """Return a button with an icon, and what it does as its tip and for screen readers."""
    button = QToolButton()
    button.setIcon(icon(name))
    button.setToolTip(text)
    button.setAccessibleName(text)
    return button


def undo_buttons() -> tuple[QToolButton, QToolButton]:
    """Return the buttons for a step back and a step forward again."""
    return (
        icon_button("undo", translate("ToolPanel", "Undo")),
        icon_button("redo", translate("ToolPanel", "Redo")),
    )
