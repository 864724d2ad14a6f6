"""The cards of the wall: as many in a row as there is room for, in the shape of the person."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, QTimer, Signal, Slot
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from tryon.ui.wall.look_card import NAME_HEIGHT, LookCard, LookSource
from tryon.ui.wardrobe.browse.garment_list import GarmentList
from tryon.ui.wardrobe.garment_model import KEY_ROLE

_LEAST_WIDTH = 184
"""Logical pixels of a card."""
_ASPECTS = 0.9, 1.9
"""Least and greatest height of a picture over its width; what sticks out is cut."""
_SLACK = 4
"""Logical pixels that Qt's list wants beside a row."""


class WallList(GarmentList):
    """The garments of the panel on somebody.

    Args:
        source: what is known of the cards.
    """

    seen = Signal(object)
    """(tuple of keys) of the garments that are in sight, when they are others"""

    def __init__(self, source: LookSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card = LookCard(source, self)
        self._aspect = 1.5
        self._seen: tuple[str, ...] | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._tell_seen)
        self.setItemDelegate(self._card)
        self.setDragEnabled(False)
        self.setEditTriggers(GarmentList.EditTrigger.NoEditTriggers)
        self.verticalScrollBar().setSingleStep(40)

    def set_aspect(self, aspect: float) -> None:
        """Set the height of a picture over its width."""
        self._aspect = min(max(aspect, _ASPECTS[0]), _ASPECTS[1])
        self._lay_out()

    def look_again(self) -> None:
        """Tell once more what is in sight."""
        self._seen = None
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Fill the width with cards."""
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the cards, and tell which they are."""
        super().paintEvent(event)
        keys = self._keys_in_sight()
        if keys != self._seen:
            self._seen = keys
            self._soon.start()  # whoever is told may lay the page out anew

    @Slot()
    def _tell_seen(self) -> None:
        if self._seen is not None:
            self.seen.emit(self._seen)

    def _lay_out(self) -> None:
        width = self.viewport().width() - _SLACK
        columns = max(1, width // _LEAST_WIDTH)
        card = width // columns
        size = QSize(card, round(card * self._aspect) + NAME_HEIGHT)
        if size != self.gridSize():
            self._card.set_size(size)
            self.setGridSize(size)

    def _keys_in_sight(self) -> tuple[str, ...]:
        """Return the keys of what is in sight, from the first to the last."""
        model, view = self.model(), self.viewport().rect()
        if model is None or model.rowCount() == 0:
            return ()
        size = self.gridSize()
        columns = max(1, view.width() // max(size.width(), 1))
        corner = self.indexAt(QPoint(size.width() // 2, size.height() // 2))
        first = max(0, corner.row() - columns) if corner.isValid() else 0
        rows = range(
            first, min(model.rowCount(), first + columns * (view.height() // size.height() + 3))
        )
        indexes = (model.index(row, 0) for row in rows)
        return tuple(
            str(index.data(KEY_ROLE))
            for index in indexes
            if self.visualRect(index).intersects(view)
        )
