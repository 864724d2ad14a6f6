"""The garments to choose from: filter, cards, and a way to add one's own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
)
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tryon.garments.wardrobe import WardrobeEntry
from tryon.shape.category import GarmentCategory
from tryon.ui.kit.actions import Actions
from tryon.ui.kit.flow_layout import FlowLayout
from tryon.ui.kit.mime import may_hold_pictures
from tryon.ui.kit.names import category_name
from tryon.ui.kit.pane import tool_button
from tryon.ui.wardrobe.adding.tray import AddingTray
from tryon.ui.wardrobe.garment_card import CARD, WORN_ROLE, GarmentCard
from tryon.ui.wardrobe.garment_model import KEY_ROLE, CategoryFilter, GarmentModel

WIDTH = 2 * CARD.width() + 46
_FILTERS: tuple[GarmentCategory | None, ...] = (None, *GarmentCategory)


class GarmentList(QListView):
    """Cards in a grid; a click or Enter chooses one, a drag carries it to a person."""

    picked = Signal(str)
    """Key of the garment"""
    menu_asked = Signal(object)
    """(QPoint) on the screen; the garment is the current one"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Snap)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setItemDelegate(GarmentCard(self))
        self.setDragEnabled(True)
        self.setEditTriggers(QListView.EditTrigger.EditKeyPressed)
        self.setDragDropMode(QListView.DragDropMode.DragOnly)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.clicked.connect(self._on_clicked)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self.picked.emit(str(index.data(KEY_ROLE)))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Choose with Enter; leave letters to the window's shortcuts, move with the arrows."""
        current = self.currentIndex()
        if self.state() is QListView.State.EditingState:
            return  # the Enter that ends a name chooses nothing
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
            self.picked.emit(str(current.data(KEY_ROLE)))
        elif event.text() and event.key() != Qt.Key.Key_Tab:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Ask for the menu of the garment under the mouse, or of the current one."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if index.isValid():
            self.setCurrentIndex(index)
            at = event.pos() if by_mouse else self.visualRect(index).center()
            self.menu_asked.emit(self.viewport().mapToGlobal(at))


class GarmentPanel(QFrame):
    """Title, category chips, what is being added, cards."""

    picked = Signal(object)
    """(WardrobeEntry) to put on"""
    correct_asked = Signal(object)
    """(WardrobeEntry) whose points are to be corrected"""
    remove_asked = Signal(object)
    """(WardrobeEntry) of the user's that is to go"""
    pictures_dropped = Signal(object)
    """(QMimeData) to add"""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("garmentPanel")
        self.setAcceptDrops(True)
        self.setMinimumWidth(WIDTH)
        self.setMaximumWidth(2 * WIDTH)
        self.model = GarmentModel(self)
        self._filter = CategoryFilter(self)
        self._filter.setSourceModel(self.model)
        self.list = GarmentList()
        self.list.setModel(self._filter)
        self.list.picked.connect(self._on_picked)
        self.list.menu_asked.connect(self._show_menu)
        self.tray = AddingTray()
        self.menu = QMenu(self)
        self._put_on = self.menu.addAction("", self._on_put_on)
        self._correct = self.menu.addAction("", self._on_correct)
        self._rename = self.menu.addAction("", self._on_rename)
        self._remove = self.menu.addAction("", self._on_remove)
        self._title, self._target = QLabel(), QLabel()
        self._title.setObjectName("panelTitle")
        self._target.setProperty("muted", True)
        self._target.setWordWrap(True)
        self._chips = QButtonGroup(self)
        self._chips.idToggled.connect(self._on_chip)
        self._target_name = ""
        self._lay_out(actions)
        self._retranslate()

    @property
    def target(self) -> str:
        """The line above the garments: where the next one goes."""
        return self._target.text()

    @property
    def current(self) -> WardrobeEntry | None:
        """The garment that keys and the menu are about."""
        index = self.list.currentIndex()
        return self.model.entry(str(index.data(KEY_ROLE))) if index.isValid() else None

    @property
    def listed(self) -> tuple[WardrobeEntry, ...]:
        """The garments that the filter lets through, in their order."""
        keys = (
            str(self._filter.index(row, 0).data(KEY_ROLE)) for row in range(self._filter.rowCount())
        )
        return tuple(entry for key in keys if (entry := self.model.entry(key)) is not None)

    @property
    def worn_names(self) -> tuple[str, ...]:
        """Names of the garments that are marked as worn."""
        indexes = [self.model.index(row, 0) for row in range(self.model.rowCount())]
        return tuple(str(index.data()) for index in indexes if index.data(WORN_ROLE))

    def add(self, entries: Sequence[WardrobeEntry], *, show: bool = False) -> None:
        """Append garments, and with ``show`` scroll to the last of them."""
        self.model.add(entries)
        if show and entries:
            self.show_last()

    def show_last(self, count: int = 1) -> None:
        """Scroll to the first of so many last cards, which are new, and make it current."""
        self._show_row(self.model.rowCount() - count)

    def point_at(self, entry: WardrobeEntry) -> None:
        """Scroll to a garment and mark its card."""
        self._show_row(self.model.row_of(entry))
        self.list.setFocus()

    def set_category(self, category: GarmentCategory | None) -> None:
        """Show one category, or all."""
        self._chips.button(_FILTERS.index(category)).setChecked(True)

    def _show_row(self, row: int) -> None:
        self._chips.button(0).setChecked(True)
        index = self._filter.mapFromSource(self.model.index(row, 0))
        self.list.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.NoUpdate
        )
        self.list.scrollTo(index, QListView.ScrollHint.PositionAtTop)

    def set_target(self, name: str) -> None:
        """Set where the next garment goes."""
        self._target_name = name
        self._retranslate()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take pictures in every form."""
        if may_hold_pictures(event.mimeData()):
            self._show_dropping(True)
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        """Take pictures anywhere on the panel."""
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        """Stop showing that pictures are taken here."""
        self._show_dropping(False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Hand on what was dropped."""
        self._show_dropping(False)
        event.acceptProposedAction()
        self.pictures_dropped.emit(event.mimeData())

    def _show_dropping(self, is_dropping: bool) -> None:
        self.setProperty("dropping", is_dropping)
        self.style().unpolish(self)
        self.style().polish(self)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
            self.model.retranslate()

    def _lay_out(self, actions: Actions) -> None:
        header = QHBoxLayout()
        header.addWidget(self._title)
        header.addStretch()
        add_button = tool_button(actions.add_garment)
        add_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        ways = QMenu(add_button)
        ways.addActions([actions.add_garment, actions.paste_garment, actions.take_garment])
        add_button.setMenu(ways)
        add_button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        add_button.setObjectName("addGarment")
        header.addWidget(add_button)
        chips = FlowLayout(gap=6)
        for number in range(len(_FILTERS)):
            chip = QToolButton()
            chip.setCheckable(True)
            chip.setProperty("chip", True)
            self._chips.addButton(chip, number)
            chips.addWidget(chip)
        self._chips.button(0).setChecked(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 6, 10)
        layout.setSpacing(8)
        layout.addLayout(header)
        layout.addWidget(self._target)
        layout.addLayout(chips)
        layout.addWidget(self.tray)
        layout.addWidget(self.list, 1)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for two columns of cards."""
        return QSize(WIDTH, 600)

    @Slot(str)
    def _on_picked(self, key: str) -> None:
        entry = self.model.entry(key)
        if entry is not None:
            self.picked.emit(entry)

    @Slot(object)
    def _show_menu(self, at: QPoint) -> None:
        if self.current is None:  # a picture that is being read
            return
        for action in (self._rename, self._remove):
            action.setEnabled(self.current.is_own)
        self.menu.popup(at)

    @Slot()
    def _on_put_on(self) -> None:
        if self.current is not None:
            self.picked.emit(self.current)

    @Slot()
    def _on_correct(self) -> None:
        if self.current is not None:
            self.correct_asked.emit(self.current)

    @Slot()
    def _on_rename(self) -> None:
        if self.current is not None and self.current.is_own:  # another one may be by now
            self.list.edit(self.list.currentIndex())

    @Slot()
    def _on_remove(self) -> None:
        if self.current is not None:
            self.remove_asked.emit(self.current)

    @Slot(int, bool)
    def _on_chip(self, number: int, is_checked: bool) -> None:
        if is_checked:
            self._filter.set_category(_FILTERS[number])

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Garments"))
        self.list.setAccessibleName(self.tr("Garments"))
        self._put_on.setText(self.tr("&Put on"))
        self._correct.setText(self.tr("&Correct garment…"))
        self._rename.setText(self.tr("Re&name"))
        self._remove.setText(self.tr("&Remove from garments"))
        for number, category in enumerate(_FILTERS):
            name = self.tr("All") if category is None else category_name(category)
            self._chips.button(number).setText(name)
        if self._target_name:
            self._target.setText(self.tr("For {target}").format(target=self._target_name))
        else:
            self._target.setText(self.tr("Click clothes in the photo, then a garment."))
