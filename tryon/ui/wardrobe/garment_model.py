"""The garments of the panel as a Qt model."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QPixmap, QPixmapCache

from tryon.garments.garment import Garment
from tryon.garments.wardrobe import WardrobeEntry
from tryon.messages import Text
from tryon.ui.kit.mime import GARMENT_TYPE, garment_to_mime
from tryon.ui.kit.names import garment_name
from tryon.ui.kit.texts import sentence_of
from tryon.ui.wardrobe.garment_card import (
    FAVOURITE_ROLE,
    LOST_ROLE,
    READING_ROLE,
    WORN_ROLE,
    Turn,
)

KEY_ROLE = Qt.ItemDataRole.UserRole + 1
_NAME_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole)
_MOST_TAGS = 8
"""That a tool tip lists."""
Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


@dataclass(frozen=True, eq=False)
class _Reading:
    """A picture that is being read.

    Attributes:
        token: what it is known by.
        name: what it is called.
        thumbnail: the picture as a PNG, once it is decoded.
    """

    token: object
    name: str
    thumbnail: bytes = b""


class GarmentModel(QAbstractListModel):
    """Garments in the order in which they were added, then the pictures that are being read.

    The key of a garment is its row as text.
    """

    name_typed = Signal(object, str)
    """(WardrobeEntry, name) that the user typed for it"""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[WardrobeEntry] = []
        self._reading: list[_Reading] = []
        self._worn: frozenset[str] = frozenset()
        self._find_thumbnail: Callable[[WardrobeEntry], bytes | None] = lambda _: None

    def show_thumbnails(self, find: Callable[[WardrobeEntry], bytes | None]) -> None:
        """Ask for small pictures there, when their cards are painted; None if one is not ready."""
        self._find_thumbnail = find

    def rowCount(self, parent: Index = _NO_INDEX) -> int:  # noqa: N802
        """Return the number of garments and of pictures that are being read."""
        return 0 if parent.isValid() else len(self._entries) + len(self._reading)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return name, thumbnail, key, whether it is worn, a favourite or lost."""
        if not index.isValid():
            return None
        if index.row() >= len(self._entries):
            number = index.row() - len(self._entries)
            if role == READING_ROLE:
                return Turn.LATER if number else Turn.NOW
            return _reading_data(self._reading[number], role)
        entry = self._entries[index.row()]
        if role in _NAME_ROLES:
            return garment_name(entry)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._pixmap(entry)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tool_tip(entry)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self._described(entry)
        if role == KEY_ROLE:
            return str(index.row())
        if role == FAVOURITE_ROLE:
            return entry.details.is_favourite
        if role == LOST_ROLE:
            return entry.lost is not None
        if role == WORN_ROLE:
            return _identity(entry.file) in self._worn
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let garments be chosen and dragged, and the user's own be renamed."""
        base = super().flags(index)
        if not index.isValid() or index.row() >= len(self._entries):
            return base
        base |= Qt.ItemFlag.ItemIsDragEnabled
        is_own = self._entries[index.row()].is_own
        return base | Qt.ItemFlag.ItemIsEditable if is_own else base

    def setData(  # noqa: N802
        self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Tell which name was typed for a garment; whoever keeps it shows it."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        entry, name = self._entries[index.row()], " ".join(str(value).split())
        if not name or name == entry.name:
            return False
        self.name_typed.emit(entry, name)
        return True

    def mimeTypes(self) -> list[str]:  # noqa: N802
        """Return the type that a dragged garment has."""
        return [GARMENT_TYPE]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802
        """Pack the first of the garments that are dragged."""
        return garment_to_mime(str(indexes[0].row()))

    def entry(self, key: str) -> WardrobeEntry | None:
        """Return the garment of a key."""
        row = int(key) if key.isdecimal() else -1
        return self._entries[row] if 0 <= row < len(self._entries) else None

    @property
    def entries(self) -> tuple[WardrobeEntry, ...]:
        """All garments, in the order in which they were added."""
        return tuple(self._entries)

    @property
    def reading_count(self) -> int:
        """The number of pictures that are being read."""
        return len(self._reading)

    def pixmap_of(self, entry: WardrobeEntry) -> QPixmap:
        """Return the picture on a garment's card."""
        pixmap = self.index(self.row_of(entry), 0).data(Qt.ItemDataRole.DecorationRole)
        return pixmap if isinstance(pixmap, QPixmap) else QPixmap()

    def entry_of(self, garment: Garment) -> WardrobeEntry | None:
        """Return how a garment is shown; None if it is not."""
        file = garment.file
        if file is None:
            return None
        wanted = _identity(file)
        return next((own for own in self._entries if _identity(own.file) == wanted), None)

    def add(self, entries: Sequence[WardrobeEntry]) -> None:
        """Append garments."""
        self.insert(len(self._entries), entries)

    def remove(self, entry: WardrobeEntry) -> int:
        """Remove a garment; return the row that it had.

        Raises:
            ValueError: if there is no such garment.
        """
        row = self._row_of(entry.file)
        if row is None:
            raise ValueError(f"{entry.name} is not shown")
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._entries[row]
        self.endRemoveRows()
        return row

    def insert(self, row: int, entries: Sequence[WardrobeEntry]) -> None:
        """Insert garments before a row, or at the end if there are fewer; each is shown once."""
        shown = {entry.file for entry in self._entries}
        new = list({e.file: e for e in entries if e.file not in shown}.values())
        if not new:
            return
        row = min(row, len(self._entries))
        self.beginInsertRows(QModelIndex(), row, row + len(new) - 1)
        self._entries[row:row] = new
        self.endInsertRows()

    def begin_reading(self, token: object, name: str) -> None:
        """Append a card for a picture that is being read; ``token`` is what it is known by."""
        row = self.rowCount()
        self.beginInsertRows(QModelIndex(), row, row)
        self._reading.append(_Reading(token, name))
        self.endInsertRows()

    def show_picture(self, token: object, thumbnail: bytes) -> None:
        """Show a picture that is being read on its card."""
        number = self._number_of(token)
        if number is not None:
            self._reading[number] = replace(self._reading[number], thumbnail=thumbnail)
            index = self.index(len(self._entries) + number)
            self.dataChanged.emit(index, index)

    def end_reading(self, token: object, entry: WardrobeEntry | None = None) -> None:
        """Put a garment in the place of a picture that was read; None removes the card."""
        number = self._number_of(token)
        if number == 0 and entry is not None and self._row_of(entry.file) is None:
            del self._reading[0]  # the card stays where it is
            self._entries.append(entry)
            self._changed_from(len(self._entries) - 1)
            return
        if number is not None:
            row = len(self._entries) + number
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._reading[number]
            self.endRemoveRows()
            self._changed_from(row)
        if entry is not None:
            self.add([entry])

    def row_of(self, entry: WardrobeEntry) -> int:
        """Return where a garment is shown; one that another window added is shown from now on."""
        row = self._row_of(entry.file)
        if row is None:
            row = len(self._entries)
            self.add([entry])
        return row

    def show_changed(self, changed: Iterable[WardrobeEntry]) -> None:
        """Show garments as they are now; those that are not shown stay so."""
        rows = {_identity(entry.file): row for row, entry in enumerate(self._entries)}
        for entry in changed:
            row = rows.get(_identity(entry.file))
            if row is not None and self._entries[row] != entry:
                self._entries[row] = entry
                self.dataChanged.emit(self.index(row), self.index(row))

    def show_corrected(self, entry: WardrobeEntry) -> None:
        """Show a garment as it is corrected now, under the name that it has in the wardrobe."""
        rows = (
            row
            for row, shown in enumerate(self._entries)
            if _identity(shown.file) == _identity(entry.file)
        )
        row = next(rows, None)
        if row is not None:
            self._entries[row] = replace(
                self._entries[row],
                category=entry.category,
                thumbnail=entry.thumbnail,
                warning=entry.warning,
            )
            self.dataChanged.emit(self.index(row), self.index(row))

    def show_details(self, changed: Iterable[WardrobeEntry]) -> None:
        """Show what is noted about garments now; the rest of them stays."""
        shown = {entry.file: entry for entry in self._entries}
        self.show_changed(
            replace(shown[entry.file], details=entry.details)
            for entry in changed
            if entry.file in shown
        )

    def show_pictures(self, entries: Iterable[WardrobeEntry]) -> None:
        """Paint garments whose small pictures are ready."""
        wanted = {entry.thumbnail for entry in entries}
        for row, entry in enumerate(self._entries):
            if entry.thumbnail in wanted:
                index = self.index(row)
                self.dataChanged.emit(index, index, [Qt.ItemDataRole.DecorationRole])

    def show_lost(self, entry: WardrobeEntry, why: Text) -> None:
        """Show that a garment has no picture."""
        row = self._row_of(entry.file)
        if row is not None and self._entries[row].thumbnail == entry.thumbnail:
            self._entries[row] = replace(self._entries[row], lost=why)
            self.dataChanged.emit(self.index(row), self.index(row))

    def update(self, entries: Sequence[WardrobeEntry]) -> None:
        """Show these garments in place of those that show; what stays keeps its card."""
        wanted = {entry.file for entry in entries}
        for row in reversed(range(len(self._entries))):
            if self._entries[row].file not in wanted:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._entries[row]
                self.endRemoveRows()
        self.show_changed(entries)
        self.add(entries)

    def set_worn(self, worn: Iterable[Garment]) -> None:
        """Say which garments are worn."""
        files = frozenset(_identity(g.file) for g in worn if g.file is not None)
        if files != self._worn:
            self._worn = files
            self._changed([WORN_ROLE])

    def retranslate(self) -> None:
        """Show the names in the current language."""
        self._changed([Qt.ItemDataRole.DisplayRole])

    def _described(self, entry: WardrobeEntry) -> str:
        """Return what a screen reader says beyond the name."""
        lost = "" if entry.lost is None else sentence_of(entry.lost)
        favourite = self.tr("Favourite") if entry.details.is_favourite else ""
        return " · ".join(filter(None, (favourite, lost)))

    def _pixmap(self, entry: WardrobeEntry) -> QPixmap | None:
        """Return the picture of a card; None if it is not ready."""
        key, pixmap = f"garment-{entry.thumbnail}", QPixmap()
        if entry.lost is not None:
            return None
        if QPixmapCache.find(key, pixmap):
            return pixmap
        thumbnail = self._find_thumbnail(entry)
        return None if thumbnail is None else _decoded(thumbnail, key)

    def _row_of(self, file: Path) -> int | None:
        rows = (row for row, own in enumerate(self._entries) if own.file == file)
        return next(rows, None)

    def _number_of(self, token: object) -> int | None:
        numbers = (i for i, each in enumerate(self._reading) if each.token is token)
        return next(numbers, None)

    def _changed_from(self, row: int) -> None:
        """Show a row anew and those below: one of them is the picture that is read now."""
        if row < self.rowCount():
            self.dataChanged.emit(self.index(row), self.index(self.rowCount() - 1))

    def _changed(self, roles: list[int]) -> None:
        if self._entries:
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1), roles)


def _identity(picture: Path) -> str:
    """Return what is the same for every way to name a picture's file."""
    return os.path.realpath(picture)


def _reading_data(reading: _Reading, role: int) -> object:
    if role in _NAME_ROLES or role == Qt.ItemDataRole.ToolTipRole:
        return reading.name
    if role == Qt.ItemDataRole.DecorationRole and reading.thumbnail:
        return _decoded(reading.thumbnail, f"reading-{hash(reading.thumbnail)}")
    return None


def _tool_tip(entry: WardrobeEntry) -> str:
    """Return the whole name, and what the garment is found by."""
    lines = [garment_name(entry)]
    if entry.details.tags:
        lines.append(" ".join(f"#{tag}" for tag in entry.details.tags[:_MOST_TAGS]))
    if entry.lost is not None:
        lines.append(sentence_of(entry.lost))
    return "\n".join(lines)


def _decoded(thumbnail: bytes, key: str) -> QPixmap:
    """Decode a thumbnail when its card is painted; Qt keeps those painted last."""
    pixmap = QPixmap()
    if not QPixmapCache.find(key, pixmap):
        pixmap.loadFromData(thumbnail)
        QPixmapCache.insert(key, pixmap)
    return pixmap
