"""Two to four looks of the wall side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QWidget

from tryon.garments.wardrobe import WardrobeEntry
from tryon.geometry import Size
from tryon.messages import Text
from tryon.ui.kit.names import garment_name
from tryon.ui.kit.texts import sentence_of
from tryon.ui.room.wall.wall_pictures import WallPicture
from tryon.ui.view.looks_row import MOST_LOOKS, LooksRow
from tryon.ui.view.pyramid import Pyramid, photo_pyramid

FEWEST, MOST = 2, MOST_LOOKS
"""Looks that can be compared."""


class ComparePage(LooksRow):
    """A row of looks, each in another garment."""

    wear_asked = Signal(object)
    """(WardrobeEntry)"""
    picture_shown = Signal(object, object)
    """(WardrobeEntry, WallPicture) that shows now, reduced"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[WardrobeEntry, ...] = ()
        """The garments that are compared."""
        self._pictures: dict[Path, WallPicture] = {}
        self._worn: frozenset[Path | None] = frozenset()
        self.chosen.connect(self._on_wear)

    def set_entries(self, entries: Sequence[WardrobeEntry]) -> None:
        """Compare these garments; their pictures come later."""
        self.entries = tuple(entries)
        self._pictures.clear()
        self.set_names([garment_name(entry) for entry in entries])
        self._retranslate()

    def set_worn(self, files: Iterable[Path | None]) -> None:
        """Mark what the person wears."""
        self._worn = frozenset(files)
        self._retranslate()

    def show_found(self, entry: WardrobeEntry, found: WallPicture | Text | None) -> None:
        """Show what is known of a garment, unless it shows already."""
        for number, each in enumerate(self.entries):
            if each.file != entry.file:
                continue
            reason = sentence_of(found) if isinstance(found, Text) else ""
            self.columns[number].view.show_reason(reason)
            if isinstance(found, WallPicture) and found is not self._pictures.get(entry.file):
                self._pictures[entry.file] = found
                box = found.portrait.box
                size = Size(box.width, box.height)
                self.show_picture(number, photo_pyramid(found.portrait.pixels, size))
                self.picture_shown.emit(entry, found)

    def show_full(self, file: Path, picture: WallPicture, full: Pyramid | Text) -> None:
        """Show a look at full size, or why not, if its reduced picture is still there."""
        for number, each in enumerate(self.entries):
            if each.file == file and self._pictures.get(file) is picture:
                if isinstance(full, Text):
                    self.columns[number].view.show_reason(sentence_of(full))
                else:
                    self.show_picture(number, full)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    @Slot(int)
    def _on_wear(self, number: int) -> None:
        self.wear_asked.emit(self.entries[number])

    def _retranslate(self) -> None:
        for entry, column in zip(self.entries, self.columns, strict=True):
            name = garment_name(entry)
            is_worn = entry.file in self._worn
            column.name_button(
                self.tr("Worn") if is_worn else self.tr("Wear"),
                self.tr("Wear {garment}").format(garment=name),
                is_enabled=not is_worn,
            )
            column.set_title(name)
