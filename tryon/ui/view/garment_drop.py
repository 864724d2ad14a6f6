"""Dragging a garment from the panel onto a person."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from tryon.garments.wardrobe import WardrobeEntry
from tryon.ui.kit.mime import garment_in
from tryon.ui.view.canvas import Canvas


class GarmentDrop(QObject):
    """Handles garments dragged over one view; files are left to the window."""

    dragged = Signal(object, object)
    """(WardrobeEntry, Position) over the photo"""
    left = Signal()
    """The garment is no longer over the view"""
    dropped = Signal(object, object)
    """(WardrobeEntry, Position)"""

    def __init__(self, canvas: Canvas, find_garment: Callable[[str], WardrobeEntry | None]) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._find_garment = find_garment
        canvas.setAcceptDrops(True)
        canvas.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Take garments, ignore everything else."""
        if event.type() is QEvent.Type.DragLeave:
            self.left.emit()
        if not isinstance(event, QDropEvent):
            return super().eventFilter(watched, event)
        key = garment_in(event.mimeData())
        garment = self._find_garment(key) if key is not None else None
        if garment is None:
            event.ignore()
            return True
        at = self._canvas.position_in_photo(event.position())
        event.acceptProposedAction()
        if isinstance(event, (QDragEnterEvent, QDragMoveEvent)):
            self.dragged.emit(garment, at)
        else:
            self.left.emit()
            self.dropped.emit(garment, at)
        return True
