"""Looks side by side, which are zoomed and moved together."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from tryon.ui.kit.pane import Pane
from tryon.ui.kit.theme import current_theme
from tryon.ui.view.canvas import Canvas
from tryon.ui.view.painting import draw_pyramid
from tryon.ui.view.pyramid import Pyramid
from tryon.ui.view.scene import Scene
from tryon.ui.view.view_link import ViewLink

MOST_LOOKS = 4
"""Looks that can be seen side by side."""
_LEAST = 110, 160
"""Width and height of a look, in logical pixels: four fit into the smallest window."""


class LookView(Canvas):
    """One look."""

    def __init__(self, link: ViewLink, parent: QWidget | None = None) -> None:
        super().__init__(link, parent)
        self.reason = ""
        """Why there is no picture, or not all of it."""
        self.setMinimumSize(*_LEAST)
        self.stepped.connect(self.leave_focus)

    def show_reason(self, reason: str) -> None:
        """Say why there is no picture."""
        self.reason = reason
        self.update()

    def picture_state(self) -> Hashable:
        """Return nothing: the picture depends on the scene only."""
        return None

    def paint_picture(self, painter: QPainter, scene: Scene) -> None:
        """Paint the picture."""
        draw_pyramid(painter, scene.before, self.link.viewport, self.view_size)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the picture, or why there is none."""
        super().paintEvent(event)
        if self.reason:
            painter = QPainter(self)
            painter.setPen(QColor(current_theme().error))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(20, 20, -20, -20), flags, self.reason)
            painter.end()


class LookColumn(Pane):
    """A look with its name, and a button that chooses it."""

    def __init__(self, name: str, link: ViewLink) -> None:
        self.view, self.button = LookView(link), QToolButton()
        self.button.setProperty("chip", True)
        super().__init__(self.view, self.button)
        self.set_title(name)
        self.view.setAccessibleName(name)

    def name_button(self, text: str, hint: str, *, is_enabled: bool) -> None:
        """Say what the button does."""
        self.button.setText(text)
        self.button.setEnabled(is_enabled)
        self.button.setToolTip(hint)
        self.button.setAccessibleName(hint)


class LooksRow(QWidget):
    """A row of looks of one size."""

    chosen = Signal(int)
    """(number) of the column whose button was clicked, from 0"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.link = ViewLink(self)
        self.columns: tuple[LookColumn, ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)

    @property
    def views(self) -> tuple[LookView, ...]:
        """The looks, from left to right."""
        return tuple(column.view for column in self.columns)

    @property
    def buttons(self) -> tuple[QToolButton, ...]:
        """What chooses them."""
        return tuple(column.button for column in self.columns)

    def set_names(self, names: Sequence[str]) -> None:
        """Show so many looks; their pictures come later."""
        for column in self.columns:
            self.link.forget_view(column.view)
            self._row.removeWidget(column)
            column.hide()
            column.deleteLater()
        self.columns = tuple(LookColumn(name, self.link) for name in names)
        for column in self.columns:
            column.button.clicked.connect(self._on_clicked)
            self._row.addWidget(column, 1)
        self.link.set_photo(None)
        if self.columns:
            self.setFocusProxy(self.columns[0].view)

    def show_picture(self, number: int, picture: Pyramid) -> None:
        """Show a look."""
        self.link.set_photo(picture.size)
        self.columns[number].view.set_scene(Scene(picture))

    @Slot()
    def _on_clicked(self) -> None:
        for number, column in enumerate(self.columns):
            if column.button is self.sender():
                self.chosen.emit(number)
