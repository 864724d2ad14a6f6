"""What the user does to garments without opening them: hearts, tags, collections, details."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Qt, Slot
from PySide6.QtWidgets import QWidget

from tryon.garments.details.details import Details, known_labels, same_label
from tryon.garments.details.query import Order
from tryon.garments.wardrobe import WardrobeEntry
from tryon.messages import GarmentChange, Text
from tryon.session import TryOnState
from tryon.ui.kit.actions import Actions
from tryon.ui.kit.message_bar import Done, MessageBar
from tryon.ui.kit.settings import kept_text
from tryon.ui.room.fitting_room import FittingRoom
from tryon.ui.room.tasks import LoadedGarments
from tryon.ui.room.wardrobe.details_keeper import KeptDetails
from tryon.ui.room.wardrobe.relister import Relisted
from tryon.ui.wardrobe.browse.details_dialog import DetailsDialog
from tryon.ui.wardrobe.browse.label_dialog import LabelDialog
from tryon.ui.wardrobe.browse.label_menu import LabelKind
from tryon.ui.wardrobe.garment_panel import GarmentPanel

_ORDER = "garment_order"


class WardrobeActions(QObject):
    """Between the garments' panel and what keeps their details.

    Args:
        window: in front of which questions are asked.
        room: does the work.
        panel: shows the garments.
        messages: says what was done to several.
        actions: those of the window.
        settings: keep the order.
    """

    def __init__(
        self,
        window: QWidget,
        room: FittingRoom,
        panel: GarmentPanel,
        messages: MessageBar,
        actions: Actions,
        settings: QSettings,
    ) -> None:
        super().__init__(window)
        self._window, self._room, self._panel = window, room, panel
        self._messages, self._settings = messages, settings
        self._missing: tuple[Text, ...] = ()
        self._stamped: frozenset[Path] = frozenset()
        panel.model.show_thumbnails(room.thumbnailer.find)
        room.thumbnailer.made.connect(panel.model.show_pictures)
        room.thumbnailer.lost.connect(panel.model.show_lost)
        room.details.changed.connect(panel.model.show_details)
        room.details.failed.connect(messages.show_error)
        room.garments_loaded.connect(self._remember_missing)
        room.relister.listed.connect(self._show_relisted)
        for changed in (panel.model.rowsInserted, panel.model.rowsRemoved, room.details.changed):
            changed.connect(room.relister.doubt)
        room.fitted.connect(self._stamp_worn)
        room.state_changed.connect(self._forget_taken_off)
        panel.hearts_asked.connect(self._give_hearts)
        for menu in (
            panel.menu.tags,
            panel.menu.collections,
            panel.bar.tags,
            panel.bar.collections,
        ):
            menu.toggled.connect(self._label)
            menu.new_asked.connect(self._ask_label)
        panel.wardrobe_menu.rename_asked.connect(self._ask_rename)
        panel.wardrobe_menu.dissolve_asked.connect(self._dissolve)
        panel.wardrobe_menu.order_chosen.connect(self._keep_order)
        panel.set_order(_kept_order(settings))
        actions.find_garment.triggered.connect(self._search)
        actions.favourite.triggered.connect(panel.ask_hearts)
        actions.garment_details.triggered.connect(self.show_details)

    @Slot()
    def show_details(self) -> None:
        """Open the details of the garment that keys are about."""
        entry = self._panel.current
        if entry is None:
            self._messages.show_note(self.tr("Choose a garment first."))
            return
        model = self._panel.model
        dialog = DetailsDialog(entry, model.pixmap_of(entry), model.entries, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(partial(self._keep_details, dialog))
        dialog.open()

    def _keep_details(self, dialog: DetailsDialog) -> None:
        noted = dialog.changed(Details())
        self._room.details.change([dialog.entry], partial(_noted, noted))

    @Slot()
    def _search(self) -> None:
        self._panel.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._panel.search.selectAll()

    @Slot(object, bool)
    def _give_hearts(self, entries: tuple[WardrobeEntry, ...], is_given: bool) -> None:
        text = GarmentChange.HEARTS_GIVEN if is_given else GarmentChange.HEARTS_TAKEN
        self._room.details.change(
            entries,
            lambda details: details.with_favourite(is_given),
            self._told(text.with_values(count=len(entries)), len(entries)),
        )

    @Slot(object, str, bool)
    def _label(self, kind: LabelKind, label: str, is_there: bool) -> None:
        chosen = self._panel.chosen
        message = {
            (LabelKind.TAG, True): GarmentChange.TAGGED,
            (LabelKind.TAG, False): GarmentChange.UNTAGGED,
            (LabelKind.COLLECTION, True): GarmentChange.COLLECTED,
            (LabelKind.COLLECTION, False): GarmentChange.UNCOLLECTED,
        }[kind, is_there]
        self._room.details.change(
            chosen,
            lambda details: kind.changed(details, label, is_there),
            self._told(message.with_values(count=len(chosen), label=label), len(chosen)),
        )

    @Slot(object)
    def _ask_label(self, kind: LabelKind) -> None:
        known = known_labels(kind.of(entry.details) for entry in self._panel.model.entries)
        is_tag = kind is LabelKind.TAG
        dialog = LabelDialog(
            self.tr("Tags") if is_tag else self.tr("Collections"),
            self.tr("Tag") if is_tag else self.tr("Name of the collection"),
            self.tr("Add"),
            known,
            self._window,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._label(kind, dialog.label, True))
        dialog.open()

    @Slot(str)
    def _ask_rename(self, name: str) -> None:
        dialog = LabelDialog(
            self.tr("Collections"),
            self.tr("New name of “{name}”").format(name=name),
            self.tr("Rename"),
            (),
            self._window,
            text=name,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._rename(name, dialog.label))
        dialog.open()

    def _rename(self, name: str, new: str) -> None:
        if new == name:
            return
        message = GarmentChange.COLLECTION_RENAMED.with_values(before=name, after=new)
        self._room.details.change(
            self._in_collection(name),
            lambda details: details.in_collection(name, False).in_collection(new),
            self._told(message),
        )
        self._panel.show_collection(new)

    @Slot(str)
    def _dissolve(self, name: str) -> None:
        self._room.details.change(
            self._in_collection(name),
            lambda details: details.in_collection(name, False),
            self._told(GarmentChange.DISSOLVED.with_values(label=name)),
        )
        self._panel.show_collection(None)

    def _in_collection(self, name: str) -> tuple[WardrobeEntry, ...]:
        return tuple(
            entry
            for entry in self._panel.model.entries
            if any(same_label(name, each) for each in entry.details.collections)
        )

    def _told(self, text: Text, count: int = 2) -> Callable[[KeptDetails], None] | None:
        """Return what says that something was done, if it was done to several."""
        return partial(self._tell, text) if count > 1 else None

    def _tell(self, text: Text, kept: KeptDetails) -> None:
        """Say what was done, and offer to take it back."""
        self._messages.show_done(Done(text, partial(self._put_back, kept)))

    def _put_back(self, kept: KeptDetails) -> None:
        self._room.details.put_back(kept)
        self._messages.dismiss()

    @Slot(object)
    def _keep_order(self, order: Order) -> None:
        self._settings.setValue(_ORDER, order.value)

    @Slot(object)
    def _show_relisted(self, relisted: Relisted) -> None:
        self._panel.model.update(relisted.entries)
        self._room.thumbnailer.fill(relisted.entries)
        for text in relisted.missing:
            if text not in self._missing:
                self._messages.show_note(text)
        self._missing = relisted.missing

    @Slot(object)
    def _remember_missing(self, loaded: LoadedGarments) -> None:
        self._missing += loaded.missing

    @Slot()
    def _stamp_worn(self) -> None:
        """Note of what was just put on that it was."""
        worn = _worn_files(self._room.state)
        entries = [e for e in self._panel.model.entries if e.file in worn - self._stamped]
        self._stamped = worn
        now = int(time.time())
        self._room.details.change(entries, lambda details: details.worn(now), is_by_user=False)

    @Slot(object)
    def _forget_taken_off(self, state: TryOnState) -> None:
        self._stamped &= _worn_files(state)


def _noted(noted: Details, details: Details) -> Details:
    """Return details with what was written into the form; what it does not show stays."""
    return replace(
        noted, sizes=details.sizes, worn_at=details.worn_at, changed_at=details.changed_at
    )


def _worn_files(state: TryOnState) -> frozenset[Path]:
    files = (worn.garment.file for worn in state.worn)
    return frozenset(file for file in files if file is not None)


def _kept_order(settings: QSettings) -> Order:
    try:
        return Order(kept_text(settings, _ORDER))
    except ValueError:
        return Order.NEWEST
