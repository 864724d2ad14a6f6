"""Two to four looks side by side, which are zoomed and moved together."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from tryon.garments.wardrobe import WardrobeEntry
from tryon.geometry import Size
from tryon.messages import Text
from tryon.ui.kit.names import garment_name
from tryon.ui.kit.pane import Pane
from tryon.ui.kit.texts import sentence_of
from tryon.ui.kit.theme import current_theme
from tryon.ui.room.wall.wall_pictures import WallPicture
from tryon.ui.view.canvas import Canvas
from tryon.ui.view.painting import draw_pyramid
from tryon.ui.view.pyramid import Pyramid, photo_pyramid
from tryon.ui.view.scene import Scene
from tryon.ui.view.view_link import ViewLink

FEWEST, MOST = 2, 4
"""Looks that can be compared."""
_LEAST = 110, 160
"""Width and height of a look, in logical pixels: four fit into the smallest window."""


class LookView(Canvas):
    """One look."""

    def __init__(self, link: ViewLink, parent: QWidget | None = None) -> None:
        super().__init__(link, parent)
        self._reason = ""
        self.setMinimumSize(*_LEAST)
        self.stepped.connect(self.leave_focus)

    def show_reason(self, reason: str) -> None:
        """Say why there is no picture."""
        self._reason = reason
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
        if self._reason:
            painter = QPainter(self)
            painter.setPen(QColor(current_theme().error))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(20, 20, -20, -20), flags, self._reason)
            painter.end()


class _Column(Pane):
    """A look with its garment's name, and a button that wears it."""

    def __init__(self, entry: WardrobeEntry, link: ViewLink) -> None:
        self.entry = entry
        self.view, self.button = LookView(link), QToolButton()
        self.button.setProperty("chip", True)
        self.picture: WallPicture | None = None
        super().__init__(self.view, self.button)
        self.set_title(garment_name(entry))
        self.view.setAccessibleName(garment_name(entry))


class ComparePage(QWidget):
    """A row of looks."""

    wear_asked = Signal(object)
    """(WardrobeEntry)"""
    picture_shown = Signal(object, object)
    """(WardrobeEntry, WallPicture) that shows now, reduced"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.link = ViewLink(self)
        self._columns: tuple[_Column, ...] = ()
        self._worn: frozenset[Path | None] = frozenset()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)

    @property
    def entries(self) -> tuple[WardrobeEntry, ...]:
        """The garments that are compared."""
        return tuple(column.entry for column in self._columns)

    @property
    def views(self) -> tuple[LookView, ...]:
        """The looks, from left to right."""
        return tuple(column.view for column in self._columns)

    @property
    def buttons(self) -> tuple[QToolButton, ...]:
        """What wears them."""
        return tuple(column.button for column in self._columns)

    def set_entries(self, entries: Sequence[WardrobeEntry]) -> None:
        """Compare these garments; their pictures come later."""
        for column in self._columns:
            self.link.forget_view(column.view)
            self._row.removeWidget(column)
            column.hide()
            column.deleteLater()
        self._columns = tuple(_Column(entry, self.link) for entry in entries)
        for column in self._columns:
            column.button.clicked.connect(self._on_wear)
            self._row.addWidget(column, 1)
        self.link.set_photo(None)
        self._retranslate()
        if self._columns:
            self.setFocusProxy(self._columns[0].view)

    def set_worn(self, files: Iterable[Path | None]) -> None:
        """Mark what the person wears."""
        self._worn = frozenset(files)
        self._retranslate()

    def show_found(self, entry: WardrobeEntry, found: WallPicture | Text | None) -> None:
        """Show what is known of a garment, unless it shows already."""
        for column in self._columns:
            if column.entry.file != entry.file:
                continue
            column.view.show_reason(sentence_of(found) if isinstance(found, Text) else "")
            if isinstance(found, WallPicture) and found is not column.picture:
                column.picture = found
                box = found.portrait.box
                size = Size(box.width, box.height)
                self.link.set_photo(size)
                column.view.set_scene(Scene(photo_pyramid(found.portrait.pixels, size)))
                self.picture_shown.emit(entry, found)

    def show_full(self, file: Path, picture: WallPicture, full: Pyramid) -> None:
        """Show a look at full size, if its reduced picture is still the one that shows."""
        for column in self._columns:
            if column.entry.file == file and column.picture is picture:
                column.view.set_scene(Scene(full))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    @Slot()
    def _on_wear(self) -> None:
        for column in self._columns:
            if column.button is self.sender():
                self.wear_asked.emit(column.entry)

    def _retranslate(self) -> None:
        for column in self._columns:
            name = garment_name(column.entry)
            is_worn = column.entry.file in self._worn
            column.button.setText(self.tr("Worn") if is_worn else self.tr("Wear"))
            column.button.setEnabled(not is_worn)
            column.button.setToolTip(self.tr("Wear {garment}").format(garment=name))
            column.button.setAccessibleName(column.button.toolTip())
            column.set_title(name)
