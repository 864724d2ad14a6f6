"""The garments to choose from: search, filter, cards, and a way to add one's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tryon.garments.details.query import Order, Query
from tryon.garments.wardrobe import WardrobeEntry
from tryon.labels import Region
from tryon.shape.category import GarmentCategory
from tryon.ui.kit.actions import Actions
from tryon.ui.kit.icons import icon
from tryon.ui.kit.mime import collections_in, may_hold_pictures
from tryon.ui.kit.pane import SIDE_WIDTH, tool_button
from tryon.ui.wardrobe.adding.tray import AddingTray
from tryon.ui.wardrobe.browse.card_menu import CardMenu
from tryon.ui.wardrobe.browse.chips import Chips
from tryon.ui.wardrobe.browse.garment_list import GarmentList
from tryon.ui.wardrobe.browse.search_field import SearchField
from tryon.ui.wardrobe.browse.selection_bar import SelectionBar
from tryon.ui.wardrobe.browse.shown_garments import ShownGarments
from tryon.ui.wardrobe.browse.wardrobe_menu import WardrobeMenu
from tryon.ui.wardrobe.garment_card import WORN_ROLE
from tryon.ui.wardrobe.garment_model import KEY_ROLE, GarmentModel


class GarmentPanel(QFrame):
    """Search, category chips, what is being added, cards, and what is done to several."""

    picked = Signal(object)
    """(WardrobeEntry) to put on"""
    correct_asked = Signal(object)
    """(WardrobeEntry) whose points are to be corrected"""
    remove_asked = Signal(object)
    """(tuple of WardrobeEntry) of the user's that are to go"""
    find_asked = Signal(object)
    """(WardrobeEntry) whose picture is missing"""
    hearts_asked = Signal(object, bool)
    """(tuple of WardrobeEntry, whether they get a heart)"""
    export_asked = Signal(object)
    """(tuple of WardrobeEntry) that are to be a file"""
    pictures_dropped = Signal(object)
    """(QMimeData) to add"""
    collections_dropped = Signal(object)
    """(QMimeData) with files of garments to import"""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("garmentPanel")
        self.setAcceptDrops(True)
        self.setMinimumWidth(SIDE_WIDTH)
        self.setMaximumWidth(2 * SIDE_WIDTH)
        self.model = GarmentModel(self)
        self.shown = ShownGarments(self.model, self)
        self.search, self.chips = SearchField(), Chips()
        self.list, self.bar = GarmentList(), SelectionBar()
        self._lists = [self.list]
        self.list.setModel(self.shown)
        self.tray = AddingTray()
        self.menu = CardMenu(actions, self)
        self.wardrobe_menu = WardrobeMenu(
            lambda: self.model.entries, lambda: self.shown.query, self
        )
        self.wardrobe_button = QToolButton()
        self._target = QLabel()
        self._target.setProperty("muted", True)
        self._target.setWordWrap(True)
        self._target_name = ""
        self._order = Order.NEWEST
        self._first: Region | None = None
        self._lay_out(actions)
        self._connect()
        self._retranslate()

    @property
    def target(self) -> str:
        """The line above the garments: where the next one goes."""
        return self._target.text()

    @property
    def current(self) -> WardrobeEntry | None:
        """The garment that keys are about."""
        index = self.list.currentIndex()
        return self.model.entry(str(index.data(KEY_ROLE))) if index.isValid() else None

    @property
    def has_focus(self) -> bool:
        """Whether keys go to the cards, here or in another list of them."""
        return any(each.hasFocus() for each in self._lists)

    @property
    def selected(self) -> tuple[WardrobeEntry, ...]:
        """The garments that are selected, in the order in which they show."""
        found = map(self.model.entry, self.list.selected_keys)
        return tuple(entry for entry in found if entry is not None)

    @property
    def chosen(self) -> tuple[WardrobeEntry, ...]:
        """What the menu is about: the garments that are selected, else the current one."""
        current = self.current
        return self.selected or (() if current is None else (current,))

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
        self.chips.set_category(category)

    def set_order(self, order: Order) -> None:
        """Sort the garments."""
        self._order = order
        self._look()

    def show_first(self, region: Region | None) -> None:
        """Show garments of a region before all others; None to prefer none."""
        self._first = region
        self._look()

    def share(self, other: GarmentList) -> None:
        """Show the same garments in another list, where the same is selected and can be done."""
        self._lists.append(other)
        other.setModel(self.shown)
        other.setSelectionModel(self.list.selectionModel())
        other.picked.connect(self._on_picked)
        other.heart_clicked.connect(self._on_heart)
        other.menu_asked.connect(self._show_menu)

    def show_collection(self, name: str | None) -> None:
        """Show one collection, or all garments."""
        self.chips.set_collection(name)

    def show_tag(self, tag: str) -> None:
        """Show the garments that have a tag."""
        self.search.setText(f"#{tag.replace(' ', '')}")

    def show_all(self) -> None:
        """Show every garment."""
        self.search.clear()
        self.chips.clear()

    def _show_row(self, row: int) -> None:
        index = self.shown.mapFromSource(self.model.index(row, 0))
        if not index.isValid():
            self.show_all()
            index = self.shown.mapFromSource(self.model.index(row, 0))
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
        data = event.mimeData()
        dropped = self.collections_dropped if collections_in(data) else self.pictures_dropped
        dropped.emit(data)

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
        elif event.type() is QEvent.Type.PaletteChange:
            self.wardrobe_button.setIcon(icon("sort"))

    def _lay_out(self, actions: Actions) -> None:
        add_button = tool_button(actions.add_garment)
        add_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        ways = QMenu(add_button)
        ways.addActions([actions.add_garment, actions.paste_garment, actions.take_garment])
        add_button.setMenu(ways)
        add_button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        add_button.setObjectName("addGarment")
        self.wardrobe_button.setObjectName("wardrobeMenu")
        self.wardrobe_button.setMenu(self.wardrobe_menu)
        self.wardrobe_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        header = QHBoxLayout()
        header.setSpacing(4)
        header.addWidget(self.search, 1)
        header.addWidget(self.wardrobe_button)
        header.addWidget(tool_button(actions.wall))
        header.addWidget(add_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 6, 10)
        layout.setSpacing(8)
        layout.addLayout(header)
        layout.addWidget(self._target)
        layout.addWidget(self.chips)
        layout.addWidget(self.tray)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.bar)

    def _connect(self) -> None:
        self.list.picked.connect(self._on_picked)
        self.list.heart_clicked.connect(self._on_heart)
        self.list.menu_asked.connect(self._show_menu)
        self.list.selected.connect(self._on_selected)
        self.search.textChanged.connect(self._look)
        self.search.left_downwards.connect(self._go_to_list)
        self.chips.changed.connect(self._look)
        self.wardrobe_menu.order_chosen.connect(self.set_order)
        self.wardrobe_menu.collection_chosen.connect(self.show_collection)
        self.wardrobe_menu.tag_chosen.connect(self.show_tag)
        self.wardrobe_menu.export_asked.connect(self._on_export_shown)
        self.menu.put_on_asked.connect(self._on_put_on)
        self.menu.correct_asked.connect(self._on_correct)
        self.menu.rename_asked.connect(self._on_rename)
        self.menu.find_asked.connect(self._on_find)
        for place in (self.menu, self.bar):
            place.export_asked.connect(self._on_export)
            place.remove_asked.connect(self._on_remove)
        self.bar.favourite_asked.connect(self.ask_hearts)
        self.bar.cleared.connect(self.list.clearSelection)
        self.bar.menu_asked.connect(self._fill_bar)
        self.model.dataChanged.connect(self._on_selected)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for two columns of cards."""
        return QSize(SIDE_WIDTH, 600)

    @Slot()
    def ask_hearts(self) -> None:
        """Ask for a heart for what is chosen, or for none if all of it has one."""
        chosen = self.chosen
        if chosen:
            has_all = all(entry.details.is_favourite for entry in chosen)
            self.hearts_asked.emit(chosen, not has_all)

    @Slot()
    def _look(self) -> None:
        """Show what is looked for."""
        chips = self.chips
        query = Query(
            text=self.search.text(),
            category=chips.category,
            is_mine=chips.mine.isChecked(),
            is_favourite=chips.favourites.isChecked(),
            collection=chips.collection_name,
            order=self._order,
            first=self._first,
        )
        shown = self.shown.query
        is_sorted_anew = replace(query, order=shown.order, first=shown.first) == shown
        self.shown.look_for(query)
        if not is_sorted_anew:
            self.list.scrollToTop()
        self._name_empty()

    @Slot()
    def _go_to_list(self) -> None:
        """Go on to what is found, by the keys."""
        self.list.setFocus(Qt.FocusReason.TabFocusReason)
        if not self.list.currentIndex().isValid():
            self.list.selectionModel().setCurrentIndex(
                self.shown.index(0, 0), QItemSelectionModel.SelectionFlag.NoUpdate
            )

    @Slot(str)
    def _on_picked(self, key: str) -> None:
        entry = self.model.entry(key)
        if entry is None:
            return
        if entry.lost is not None and entry.is_own:
            self.find_asked.emit(entry)
        else:
            self.picked.emit(entry)

    @Slot(str)
    def _on_heart(self, key: str) -> None:
        entry = self.model.entry(key)
        if entry is not None:
            self.hearts_asked.emit((entry,), not entry.details.is_favourite)

    @Slot(object)
    def _show_menu(self, at: QPoint) -> None:
        chosen = self.chosen
        if chosen:  # else it is a picture that is being read
            self.menu.fill(self.model.entries, chosen)
            self.menu.popup(at)

    @Slot()
    def _on_selected(self) -> None:
        self.bar.show_selected(self.selected)

    @Slot()
    def _fill_bar(self) -> None:
        for menu in (self.bar.tags, self.bar.collections):
            menu.fill(self.model.entries, self.selected)

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
    def _on_find(self) -> None:
        if self.current is not None:
            self.find_asked.emit(self.current)

    @Slot()
    def _on_export(self) -> None:
        self.export_asked.emit(self.chosen)

    @Slot()
    def _on_export_shown(self) -> None:
        self.export_asked.emit(self.shown.entries)

    @Slot()
    def _on_remove(self) -> None:
        own = tuple(entry for entry in self.chosen if entry.is_own)
        if own:
            self.remove_asked.emit(own)

    def _name_empty(self) -> None:
        query = self.shown.query
        if query.is_favourite and not query.text:
            text = self.tr("No favourites here yet. Click a card's heart.")
        elif query.is_mine and not query.text:
            text = self.tr("None of your own yet. Add a picture, or drop it here.")
        else:
            text = self.tr("Nothing found. Esc in the search empties it.")
        self.list.show_empty(text if query.is_narrow else "")

    def _retranslate(self) -> None:
        self.list.setAccessibleName(self.tr("Garments"))
        text = self.tr("Sort, collections and files")
        self.wardrobe_button.setIcon(icon("sort"))
        self.wardrobe_button.setToolTip(text)
        self.wardrobe_button.setAccessibleName(text)
        self._name_empty()
        if self._target_name:
            self._target.setText(self.tr("For {target}").format(target=self._target_name))
        else:
            self._target.setText(self.tr("Click clothes in the photo, then a garment."))
