"""Cards in a grid: one is chosen by a click or Enter, several are selected for what is done to all.

A click or Enter puts a garment on, so they select nothing; Ctrl and Shift do, with the mouse and
with the keys, and Ctrl+A selects all.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QListView, QWidget

from tryon.ui.wardrobe.garment_card import READING_ROLE, GarmentCard, heart_place
from tryon.ui.wardrobe.garment_model import KEY_ROLE

_Select = QItemSelectionModel.SelectionFlag
_SEVERAL = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class GarmentList(QListView):
    """Cards of garments; a drag carries one to a person."""

    picked = Signal(str)
    """Key of the garment"""
    heart_clicked = Signal(str)
    """Key of the garment"""
    menu_asked = Signal(object)
    """(QPoint) on the screen; the garments are those selected, else the current one"""
    selected = Signal()
    """Others are selected"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_on_heart = False
        self._modifiers = Qt.KeyboardModifier.NoModifier
        self._empty_text = ""
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Snap)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setItemDelegate(GarmentCard(self))
        self.setDragEnabled(True)
        self.setEditTriggers(QListView.EditTrigger.EditKeyPressed)
        self.setDragDropMode(QListView.DragDropMode.DragOnly)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.clicked.connect(self._on_clicked)

    @property
    def selected_keys(self) -> tuple[str, ...]:
        """Keys of the garments that are selected, in the order in which they show."""
        indexes = sorted(self.selectedIndexes(), key=QModelIndex.row)
        return tuple(str(index.data(KEY_ROLE)) for index in indexes if _is_garment(index))

    def show_empty(self, text: str) -> None:
        """Say this where there is no card."""
        self._empty_text = text
        self.viewport().update()

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        if not self._modifiers & _SEVERAL:
            self.clearSelection()
            self.picked.emit(str(index.data(KEY_ROLE)))

    def selectionChanged(  # noqa: N802
        self, selected: QItemSelection, deselected: QItemSelection
    ) -> None:
        """Tell that others are selected."""
        super().selectionChanged(selected, deselected)
        self.selected.emit()

    def selectionCommand(  # noqa: N802
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Select nothing by keys that only move."""
        if isinstance(event, QKeyEvent) and not event.modifiers() & _SEVERAL:
            return _Select.Clear
        return super().selectionCommand(index, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take a click on a heart for itself."""
        self._modifiers = event.modifiers()
        index = self.indexAt(event.position().toPoint())
        is_left = event.button() is Qt.MouseButton.LeftButton
        self._is_on_heart = (
            is_left
            and _is_garment(index)
            and heart_place(self.visualRect(index)).contains(event.position().toPoint())
            and not event.modifiers() & _SEVERAL
        )
        if not self._is_on_heart:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Give a heart or take it, where it was pressed."""
        if not self._is_on_heart:
            super().mouseReleaseEvent(event)
            return
        self._is_on_heart = False
        index = self.indexAt(event.position().toPoint())
        if _is_garment(index):
            self.heart_clicked.emit(str(index.data(KEY_ROLE)))

    def event(self, event: QEvent) -> bool:
        """Keep Esc and Ctrl+A from the window while they are about the selection."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_escape = event.key() == Qt.Key.Key_Escape and self.selectionModel().hasSelection()
            if is_escape or event.matches(QKeySequence.StandardKey.SelectAll):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Choose with Enter; leave letters to the window's shortcuts, move with the arrows."""
        current = self.currentIndex()
        has_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self.state() is QListView.State.EditingState:
            return  # the Enter that ends a name chooses nothing
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
            self.picked.emit(str(current.data(KEY_ROLE)))
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
        elif event.key() == Qt.Key.Key_Escape and self.selectionModel().hasSelection():
            self.clearSelection()
        elif event.key() == Qt.Key.Key_Space and has_control and current.isValid():
            self.selectionModel().select(current, _Select.Toggle)
        elif event.text() and event.key() != Qt.Key.Key_Tab:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Ask for the menu of what is selected, if the mouse is on it, or of the card there."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if index.isValid():
            if not self.selectionModel().isSelected(index):
                self.clearSelection()
            self.selectionModel().setCurrentIndex(index, _Select.NoUpdate)
            at = event.pos() if by_mouse else self.visualRect(index).center()
            self.menu_asked.emit(self.viewport().mapToGlobal(at))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the cards, or why there are none."""
        super().paintEvent(event)
        model = self.model()
        if self._empty_text and model is not None and model.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().placeholderText().color())
            box = self.viewport().rect().adjusted(16, 32, -16, -16)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
            painter.drawText(box, flags | Qt.TextFlag.TextWordWrap, self._empty_text)
            painter.end()


def _is_garment(index: QModelIndex) -> bool:
    return index.isValid() and index.data(READING_ROLE) is None
