"""The garments of the panel as a Qt model, and the filter by category."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QPixmap

from tryon.garments.garment import Garment
from tryon.shape.category import GarmentCategory
from tryon.ui.kit.mime import GARMENT_TYPE, garment_to_mime
from tryon.ui.kit.names import garment_name
from tryon.ui.kit.qimage import rgba_to_qimage
from tryon.ui.wardrobe.garment_card import WORN_ROLE

KEY_ROLE = Qt.ItemDataRole.UserRole + 1
CATEGORY_ROLE = Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_THUMBNAIL_SIDE = 320


class GarmentModel(QAbstractListModel):
    """Garments in the order in which they were added; the key of one is its row as text."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._garments: list[Garment] = []
        self._thumbnails: list[QPixmap] = []
        self._worn: frozenset[Garment] = frozenset()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:  # noqa: N802
        """Return the number of garments."""
        return 0 if parent.isValid() else len(self._garments)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return name, thumbnail, key, category or whether it is worn."""
        if not index.isValid():
            return None
        garment = self._garments[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return garment_name(garment)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._thumbnails[index.row()]
        if role == KEY_ROLE:
            return str(index.row())
        if role == CATEGORY_ROLE:
            return garment.category.value
        if role == WORN_ROLE:
            return any(_is_same(garment, worn) for worn in self._worn)
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

    def garment(self, key: str) -> Garment | None:
        """Return the garment of a key."""
        row = int(key) if key.isdecimal() else -1
        return self._garments[row] if 0 <= row < len(self._garments) else None

    def add(self, garments: Sequence[Garment]) -> None:
        """Append garments."""
        self.insert(len(self._garments), garments)

    def remove(self, garment: Garment) -> int:
        """Remove a garment; return the row that it had.

        Raises:
            ValueError: if there is no such garment.
        """
        row = self._garments.index(garment)
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._garments[row], self._thumbnails[row]
        self.endRemoveRows()
        return row

    def insert(self, row: int, garments: Sequence[Garment]) -> None:
        """Insert garments before a row, or at the end if there are fewer rows."""
        if not garments:
            return
        row = min(row, len(self._garments))
        self.beginInsertRows(QModelIndex(), row, row + len(garments) - 1)
        self._garments[row:row] = garments
        self._thumbnails[row:row] = [_thumbnail(garment) for garment in garments]
        self.endInsertRows()

    def latest(self, garment: Garment) -> Garment:
        """Return a garment as it is corrected now."""
        return next((now for now in self._garments if now.is_version_of(garment)), garment)

    def replace(self, before: Garment, after: Garment) -> None:
        """Show a garment that was corrected in place of the earlier one."""
        for row, garment in enumerate(self._garments):
            if garment.is_version_of(before):
                self._garments[row] = after
                self.dataChanged.emit(self.index(row), self.index(row))

    def set_worn(self, worn: frozenset[Garment]) -> None:
        """Set which garments are worn."""
        if worn != self._worn:
            self._worn = worn
            self._changed([WORN_ROLE])

    def retranslate(self) -> None:
        """Show the names in the current language."""
        self._changed([Qt.ItemDataRole.DisplayRole])

    def _changed(self, roles: list[int]) -> None:
        if self._garments:
            self.dataChanged.emit(self.index(0), self.index(len(self._garments) - 1), roles)


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


def _is_same(first: Garment, second: Garment) -> bool:
    """Compare by content: the garment in a session may have been loaded again since."""
    if first is second:
        return True
    is_like = (first.name, first.category) == (second.name, second.category)
    return is_like and np.array_equal(first.rgba, second.rgba)


def _thumbnail(garment: Garment) -> QPixmap:
    """Shrink a garment's picture once; cards draw it often."""
    step = max(1, max(garment.rgba.shape[:2]) // (2 * _THUMBNAIL_SIDE))
    image = rgba_to_qimage(np.ascontiguousarray(garment.rgba[::step, ::step]))
    return QPixmap.fromImage(
        image.scaled(
            _THUMBNAIL_SIDE,
            _THUMBNAIL_SIDE,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    )
