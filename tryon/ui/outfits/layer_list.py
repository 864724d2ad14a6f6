"""The layers, grouped by person, the topmost first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from tryon.ui.kit.names import garment_name, person_name
from tryon.ui.outfits.layer_item import LayerItem, picture_of, row_words
from tryon.ui.outfits.layer_rows import LayerRow

_LAYER_TYPE = "application/x-tryon-layer"
_LAYER = Qt.ItemDataRole.UserRole
_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class LayerList(QListWidget):
    """Shows what is worn; asks for everything that is to be changed."""

    chosen = Signal(object)
    """(LayerRow) that is the current one now, by the user"""
    eye_asked = Signal(object)
    """(LayerRow) to be hidden or shown"""
    lock_asked = Signal(object)
    """(LayerRow) to be locked or unlocked"""
    move_asked = Signal(object, int)
    """(LayerRow, how far up among those of its person)"""
    menu_asked = Signal(object, object)
    """(LayerRow, QPoint of the screen)"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("layerList")
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._rows: tuple[LayerRow, ...] = ()
        self._is_filling = False
        self.currentItemChanged.connect(self._on_current)

    @property
    def rows(self) -> tuple[LayerRow, ...]:
        """What is shown, in the order in which it is."""
        return self._rows

    @property
    def current(self) -> LayerRow | None:
        """The row that keys are about."""
        return self._row_of(self.currentItem())

    def item_of(self, row: LayerRow) -> LayerItem:
        """Return the widget of a row."""
        item = self._item_of_layer(row.layer)
        widget = None if item is None else self.itemWidget(item)
        assert isinstance(widget, LayerItem)
        return widget

    def set_rows(self, rows: Sequence[LayerRow]) -> None:
        """Show these garments; the current one stays the same if it is still there."""
        rows = tuple(rows)
        if rows == self._rows:
            return
        was = self.current
        is_same_order = [(r.layer, r.person, r.garment, r.dye) for r in rows] == [
            (r.layer, r.person, r.garment, r.dye) for r in self._rows
        ]
        self._rows = rows
        if is_same_order:
            for row in rows:
                self.item_of(row).show_row(row)
                self._describe(row)
        else:
            self._fill()
            self._choose_again(was)

    def choose(self, row: LayerRow | None) -> None:
        """Make a row the current one, or none."""
        self._is_filling = True
        item = None if row is None else self._item_of_layer(row.layer)
        if item is None:
            self.setCurrentRow(-1)
        else:
            self.setCurrentItem(item)
            self.scrollToItem(item)
        self._is_filling = False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Move the current layer by Ctrl and arrows, hide or show it by Space."""
        row, key = self.current, Qt.Key(event.key())
        is_moving = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if row is not None and is_moving and key in _STEPS:
            self.move_asked.emit(row, _STEPS[key])
        elif row is not None and key is Qt.Key.Key_Space and not event.modifiers():
            self.eye_asked.emit(row)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Ask for the menu of the row that is meant."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        item = self.itemAt(event.pos()) if by_mouse else self.currentItem()
        row = self._row_of(item)
        if row is not None and item is not None:
            self.setCurrentItem(item)
            place = event.globalPos() if by_mouse else self._below(item)
            self.menu_asked.emit(row, place)

    def mimeTypes(self) -> list[str]:  # noqa: N802
        """Return what rows are dragged as, which is of no use elsewhere."""
        return [_LAYER_TYPE]

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:  # noqa: N802
        """Pack a row for dragging; the current one is meant."""
        data = QMimeData()
        data.setData(_LAYER_TYPE, QByteArray())
        return data

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take rows of this list."""
        if event.mimeData().hasFormat(_LAYER_TYPE):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        """Take a row among those of its person, and show where it would go."""
        super().dragMoveEvent(event)
        row = self.current
        if row is not None and self._steps_to(row, event) is not None:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Ask for the new order; the list follows when the look has it."""
        row = self.current
        steps = None if row is None else self._steps_to(row, event)
        if row is not None and steps:
            self.move_asked.emit(row, steps)
        event.setDropAction(Qt.DropAction.IgnoreAction)  # else Qt would remove the row itself
        event.accept()
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep rows as wide as the list."""
        super().resizeEvent(event)
        self.doItemsLayout()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow language and palette."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            was = self.current
            self._fill()
            self._choose_again(was)

    def _fill(self) -> None:
        self._is_filling = True
        self.clear()
        person = 0
        for row in self._rows:
            if row.person != person:
                person = row.person
                self._add_title(person)
            item = QListWidgetItem()
            item.setData(_LAYER, row.layer)
            widget = LayerItem(row, picture_of(row))
            item.setSizeHint(QSize(0, widget.sizeHint().height()))
            self.addItem(item)
            self.setItemWidget(item, widget)
            widget.eye_clicked.connect(self._on_eye)
            widget.lock_clicked.connect(self._on_lock)
            self._describe(row)
        self._is_filling = False

    def _add_title(self, person: int) -> None:
        name = person_name(person) if person > 0 else self.tr("Not seen any more")
        title = QListWidgetItem(name)
        title.setFlags(Qt.ItemFlag.NoItemFlags)
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        self.addItem(title)

    def _choose_again(self, was: LayerRow | None) -> None:
        """Choose what was chosen before the rows were made anew."""
        if was is not None:
            place = was.person, was.region
            same = [row for row in self._rows if row.garment is was.garment]
            near = same or [row for row in self._rows if (row.person, row.region) == place]
            mine = [row for row in near if row.person == was.person]
            self.choose(next(iter(mine or near), None))

    def _describe(self, row: LayerRow) -> None:
        item = self._item_of_layer(row.layer)
        assert item is not None
        words = f"{garment_name(row.garment)}: {row_words(row)}"
        item.setData(Qt.ItemDataRole.AccessibleTextRole, words)

    def _steps_to(self, row: LayerRow, event: QDropEvent) -> int | None:
        """Return how far up a drop moves a row among those of its person; None if elsewhere."""
        own = [each for each in self._rows if each.person == row.person]
        places = [self.visualItemRect(item) for item in map(self._item, own)]
        y = event.position().y()
        if not places[0].top() - places[0].height() <= y <= places[-1].bottom() + 8:
            return None
        above = sum(y > place.center().y() for place in places)
        before = own.index(row)
        after = above - (above > before)
        return before - after

    def _item(self, row: LayerRow) -> QListWidgetItem:
        item = self._item_of_layer(row.layer)
        assert item is not None
        return item

    def _item_of_layer(self, layer: int) -> QListWidgetItem | None:
        items = (self.item(i) for i in range(self.count()))
        return next((item for item in items if item.data(_LAYER) == layer), None)

    def _row_of(self, item: QListWidgetItem | None) -> LayerRow | None:
        layer = None if item is None else item.data(_LAYER)
        return next((row for row in self._rows if row.layer == layer), None)

    def _row_of_sender(self) -> LayerRow | None:
        sender = self.sender()
        items = (self.item(i) for i in range(self.count()))
        return self._row_of(next((i for i in items if self.itemWidget(i) is sender), None))

    def _below(self, item: QListWidgetItem) -> QPoint:
        return self.viewport().mapToGlobal(self.visualItemRect(item).bottomLeft())

    @Slot()
    def _on_eye(self) -> None:
        row = self._row_of_sender()
        if row is not None:
            self.eye_asked.emit(row)

    @Slot()
    def _on_lock(self) -> None:
        row = self._row_of_sender()
        if row is not None:
            self.lock_asked.emit(row)

    @Slot()
    def _on_current(self) -> None:
        row = self.current
        if row is not None and not self._is_filling:
            self.chosen.emit(row)
