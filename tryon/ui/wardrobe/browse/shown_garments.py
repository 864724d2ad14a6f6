"""The garments that the panel shows, in the order in which it does."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Slot

from tryon.garments.details.query import Query, found
from tryon.garments.wardrobe import WardrobeEntry
from tryon.ui.kit.names import category_name, garment_name, kind_name
from tryon.ui.wardrobe.garment_model import GarmentModel

Index = QModelIndex | QPersistentModelIndex


class ShownGarments(QSortFilterProxyModel):
    """Lets through what a query finds; pictures that are being read show always, and first."""

    def __init__(self, garments: GarmentModel, parent: QObject) -> None:
        super().__init__(parent)
        self._garments = garments
        self._query = Query()
        self._ranks: dict[int, int] | None = None
        # Connected before Qt's own, which then asks for the new order.
        garments.rowsInserted.connect(self._forget)
        garments.rowsRemoved.connect(self._forget)
        garments.dataChanged.connect(self._forget)
        self.setSourceModel(garments)
        self.setDynamicSortFilter(True)
        self.sort(0)

    @property
    def query(self) -> Query:
        """What is looked for."""
        return self._query

    @property
    def entries(self) -> tuple[WardrobeEntry, ...]:
        """The garments that are shown, in their order."""
        rows = (self.mapToSource(self.index(row, 0)).row() for row in range(self.rowCount()))
        entries = self._garments.entries
        return tuple(entries[row] for row in rows if row < len(entries))

    def look_for(self, query: Query) -> None:
        """Show what a query finds."""
        if query != self._query:
            self._query = query
            self._ranks = None
            self.invalidate()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:  # noqa: N802
        """Let through what is found, and what is being read."""
        return source_row in self._places

    def lessThan(self, source_left: Index, source_right: Index) -> bool:  # noqa: N802
        """Compare the places of two cards."""
        places = self._places
        left, right = source_left.row(), source_right.row()
        return places.get(left, left) < places.get(right, right)

    @property
    def _places(self) -> dict[int, int]:
        """The place of each row that shows."""
        if self._ranks is None:
            entries, reading = self._garments.entries, self._garments.reading_count
            rows = (*range(len(entries), len(entries) + reading), *self._found(entries))
            self._ranks = {row: place for place, row in enumerate(rows)}
        return self._ranks

    def _found(self, entries: tuple[WardrobeEntry, ...]) -> list[int]:
        return found(entries, self._query, _words)

    @Slot()
    def _forget(self) -> None:
        self._ranks = None


def _words(entry: WardrobeEntry) -> tuple[str, ...]:
    """Return what a garment is found by, its name first."""
    details, notes = entry.details, entry.details.notes
    kind = (kind_name(entry.category), category_name(entry.category))
    own = (*details.tags, *details.collections)
    return (
        garment_name(entry),
        *kind,
        *own,
        notes.shop,
        notes.price,
        notes.size,
        notes.link,
        notes.text,
    )
