"""The garments of the panel as a Qt model, and the filter by category."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QPixmap, QPixmapCache

from tryon.garments.garment import Garment
from tryon.garments.wardrobe import WardrobeEntry
from tryon.shape.category import GarmentCategory
from tryon.ui.kit.mime import GARMENT_TYPE, garment_to_mime
from tryon.ui.kit.names import garment_name
from tryon.ui.wardrobe.garment_card import WORN_ROLE

KEY_ROLE = Qt.ItemDataRole.UserRole + 1
CATEGORY_ROLE = Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


class GarmentModel(QAbstractListModel):
    """Garments in the order in which they were added; the key of one is its row as text."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[WardrobeEntry] = []
        self._worn: frozenset[str] = frozenset()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:  # noqa: N802
        """Return the number of garments."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return name, thumbnail, key, category or whether it is worn."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return garment_name(entry)
        if role == Qt.ItemDataRole.DecorationRole:
            return _pixmap(entry)
        if role == KEY_ROLE:
            return str(index.row())
        if role == CATEGORY_ROLE:
            return entry.category.value
        if role == WORN_ROLE:
            return _identity(entry.file) in self._worn
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let garments be chosen and dragged."""
        base = super().flags(index)
        return base | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else base

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
        row = self._entries.index(entry)
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._entries[row]
        self.endRemoveRows()
        return row

    def insert(self, row: int, entries: Sequence[WardrobeEntry]) -> None:
        """Insert garments before a row, or at the end if there are fewer; each is shown once."""
        shown = {entry.file for entry in self._entries}
        new = [entry for entry in entries if entry.file not in shown]
        if not new:
            return
        row = min(row, len(self._entries))
        self.beginInsertRows(QModelIndex(), row, row + len(new) - 1)
        self._entries[row:row] = new
        self.endInsertRows()

    def show_corrected(self, entry: WardrobeEntry) -> None:
        """Show a garment as it is corrected now."""
        files = [_identity(shown.file) for shown in self._entries]
        if _identity(entry.file) in files:
            row = files.index(_identity(entry.file))
            self._entries[row] = replace(
                self._entries[row],
                category=entry.category,
                thumbnail=entry.thumbnail,
                warning=entry.warning,
            )
            self.dataChanged.emit(self.index(row), self.index(row))

    def set_worn(self, worn: Iterable[Garment]) -> None:
        """Say which garments are worn."""
        files = frozenset(_identity(g.file) for g in worn if g.file is not None)
        if files != self._worn:
            self._worn = files
            self._changed([WORN_ROLE])

    def retranslate(self) -> None:
        """Show the names in the current language."""
        self._changed([Qt.ItemDataRole.DisplayRole])

    def _changed(self, roles: list[int]) -> None:
        if self._entries:
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1), roles)


class CategoryFilter(QSortFilterProxyModel):
    """Lets one category through, or all."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._category: GarmentCategory | None = None

    def set_category(self, category: GarmentCategory | None) -> None:
        """Choose the category; None lets all through."""
        self._category = category
        self.invalidate()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:  # noqa: N802
        """Compare a garment's category with the chosen one."""
        index = self.sourceModel().index(source_row, 0, source_parent)
        return self._category is None or index.data(CATEGORY_ROLE) == self._category.value


def _identity(picture: Path) -> str:
    """Return what is the same for every way to name a picture's file."""
    return os.path.realpath(picture)


def _pixmap(entry: WardrobeEntry) -> QPixmap:
    """Decode a thumbnail when its card is painted; Qt keeps those painted last."""
    key = f"garment-{hash(entry.thumbnail)}"
    pixmap = QPixmap()
    if not QPixmapCache.find(key, pixmap):
        pixmap.loadFromData(entry.thumbnail)
        QPixmapCache.insert(key, pixmap)
    return pixmap
