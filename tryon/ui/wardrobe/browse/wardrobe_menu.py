"""The menu beside the search: order, collections, tags, files and the folder of the garments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from tryon.garments.details.details import known_labels
from tryon.garments.details.query import Order, Query
from tryon.garments.wardrobe import WardrobeEntry

_MOST_TAGS = 30
"""Tags that the menu lists; others are typed into the search."""


class WardrobeMenu(QMenu):
    """Made anew each time it shows.

    Args:
        garments: returns the whole wardrobe.
        query: returns what is looked for at present.
        parent: the panel.
    """

    order_chosen = Signal(object)
    """(Order)"""
    collection_chosen = Signal(object)
    """(str | None)"""
    tag_chosen = Signal(str)
    rename_asked = Signal(str)
    """Name of the collection"""
    dissolve_asked = Signal(str)
    """Name of the collection"""
    export_asked = Signal()
    """What is shown is to be a file"""
    import_asked = Signal()
    folder_asked = Signal()

    def __init__(
        self,
        garments: Callable[[], Sequence[WardrobeEntry]],
        query: Callable[[], Query],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._garments, self._query = garments, query
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """List what there is now."""
        self.clear()
        entries, query = self._garments(), self._query()
        self._add_orders(query.order)
        self._add_collections(entries, query.collection)
        self._add_tags(entries)
        self.addSeparator()
        self.addAction(self.tr("&Export what is shown…"), self.export_asked.emit)
        self.addAction(self.tr("&Import from a file…"), self.import_asked.emit)
        self.addAction(self.tr("&Folder of your garments…"), self.folder_asked.emit)

    def _add_orders(self, present: Order) -> None:
        self._add_title(self.tr("Sort by"))
        group = QActionGroup(self)
        for order, text in (
            (Order.NEWEST, self.tr("&Newest")),
            (Order.NAME, self.tr("N&ame")),
            (Order.KIND, self.tr("&Kind")),
            (Order.WORN, self.tr("&Lately worn")),
        ):
            action = self.addAction(text)
            action.setCheckable(True)
            action.setChecked(order is present)
            group.addAction(action)
            action.triggered.connect(partial(self._choose_order, order))
        self.addSeparator()

    def _add_collections(self, entries: Sequence[WardrobeEntry], present: str | None) -> None:
        names = known_labels(entry.details.collections for entry in entries)
        if not names:
            return
        counts = Counter(name.casefold() for entry in entries for name in entry.details.collections)
        self._add_title(self.tr("Collections"))
        group = QActionGroup(self)
        everything = self.addAction(self.tr("&All garments"))
        everything.setCheckable(True)
        everything.setChecked(present is None)
        everything.triggered.connect(partial(self._choose_collection, None))
        group.addAction(everything)
        for name in names:
            action = self.addAction(f"{name.replace('&', '&&')} ({counts[name.casefold()]})")
            action.setCheckable(True)
            action.setChecked(present is not None and name.casefold() == present.casefold())
            action.triggered.connect(partial(self._choose_collection, name))
            group.addAction(action)
        if present is not None:
            shown = present.replace("&", "&&")
            rename = self.addAction(self.tr("&Rename “{name}”…").format(name=shown))
            rename.triggered.connect(partial(self._ask_rename, present))
            dissolve = self.addAction(self.tr("&Dissolve “{name}”").format(name=shown))
            dissolve.setToolTip(self.tr("Its garments stay"))
            dissolve.triggered.connect(partial(self._ask_dissolve, present))
        self.addSeparator()

    def _add_tags(self, entries: Sequence[WardrobeEntry]) -> None:
        tags = known_labels(entry.details.tags for entry in entries)
        if tags:
            menu = self.addMenu(self.tr("&Tags"))
            for tag in tags[:_MOST_TAGS]:
                action = menu.addAction(tag.replace("&", "&&"))
                action.triggered.connect(partial(self._choose_tag, tag))

    def _add_title(self, text: str) -> None:
        self.addAction(text).setEnabled(False)

    def _choose_order(self, order: Order, _: bool = True) -> None:
        self.order_chosen.emit(order)

    def _choose_collection(self, name: str | None, _: bool = True) -> None:
        self.collection_chosen.emit(name)

    def _choose_tag(self, tag: str, _: bool = False) -> None:
        self.tag_chosen.emit(tag)

    def _ask_rename(self, name: str, _: bool = False) -> None:
        self.rename_asked.emit(name)

    def _ask_dissolve(self, name: str, _: bool = False) -> None:
        self.dissolve_asked.emit(name)
