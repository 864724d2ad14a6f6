"""The menu of what is under the mouse in the photo."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, Slot
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from tryon.correction.relabel import Relabel
from tryon.garments.wardrobe import WardrobeEntry
from tryon.labels import Label
from tryon.ui.kit.actions import Actions
from tryon.ui.kit.names import garment_name, part_name, selection_name
from tryon.ui.kit.picking import Part, part_at, selection_of, worn_at
from tryon.ui.kit.viewport import Position
from tryon.ui.room.fitting_room import FittingRoom
from tryon.ui.tools.label_menu import NameMenu
from tryon.ui.wardrobe.garment_panel import GarmentPanel

_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly
_CARD = QSize(64, 64)
"""Pixels of a garment's picture: more than shows, for screens of double density."""
_MOST_GARMENTS = 12
"""Garments that the menu itself lists; the panel has all."""


class PhotoMenu(QObject):
    """Chooses what was clicked, and offers what can be done there.

    Args:
        window: the menu's parent.
        room: does it.
        panel: has the garments.
        actions: those that the menu shares with the window's own.
        clothes: what can be done with all clothes of a person.
    """

    def __init__(
        self,
        window: QWidget,
        room: FittingRoom,
        panel: GarmentPanel,
        actions: Actions,
        clothes: QMenu,
    ) -> None:
        super().__init__(window)
        self._room, self._panel, self._actions = room, panel, actions
        self._clothes = clothes
        self.menu = QMenu(window)

    @Slot(object, object)
    def ask(self, at: Position | None, where: QPoint) -> None:
        """Open the menu for a position in the photo; without one, for what is chosen."""
        parse = None if self._room.is_staging else self._room.state.parse
        part = part_at(parse, at) if parse is not None and at is not None else None
        if part is not None:
            self._room.select(selection_of(part))
        menu = self.menu
        menu.clear()
        for part_of_last in menu.findChildren(QMenu, options=_DIRECT):
            part_of_last.deleteLater()
        if parse is not None:
            self._add_garments(menu, part)
        if part is not None and at is not None and self._actions.correct_parse.isEnabled():
            self._add_names(menu, part, at)
        actions = self._actions
        menu.addSeparator()
        shown = (actions.split, actions.overlay, actions.fit)
        menu.addActions([each for each in shown if each.isEnabled()])
        menu.addSeparator()
        menu.addActions([actions.copy_picture, actions.export])
        menu.popup(where)

    def _add_garments(self, menu: QMenu, part: Part | None) -> None:
        selection, actions = self._room.selection, self._actions
        if part is not None:
            title = menu.addAction(part_name(part))
        else:
            nobody = self.tr("Nobody is chosen")
            title = menu.addAction(nobody if selection is None else selection_name(selection))
        title.setEnabled(False)
        if selection is not None:
            self._add_choices(menu.addMenu(self.tr("&Put on")))
        worn = worn_at(self._room.state, selection)
        if worn is not None:
            name = garment_name(worn.garment).replace("&", "&&")
            off = menu.addAction(self.tr("&Take off: {garment}").format(garment=name))
            off.setShortcuts(actions.take_off.shortcuts())
            off.setEnabled(actions.take_off.isEnabled())
            off.triggered.connect(actions.take_off.trigger)
        menu.addActions([actions.adjust, actions.correct_points])
        menu.addMenu(self._clothes)

    def _add_choices(self, menu: QMenu) -> None:
        """List garments that go where the selection is, and a way to all of them."""
        selection = self._room.selection
        region = None if selection is None else selection.region
        garments = sorted(self._panel.model.entries, key=_own_and_newest_first)
        fitting = [each for each in garments if each.category.region is region] or garments
        for entry in fitting[:_MOST_GARMENTS]:
            action = menu.addAction(garment_name(entry).replace("&", "&&"))
            action.setIcon(QIcon(_on_card(self._panel.model.pixmap_of(entry))))
            action.setIconVisibleInMenu(True)
            action.triggered.connect(partial(self._put_on, entry))
        menu.addSeparator()
        menu.addAction(self.tr("All &garments")).triggered.connect(self._panel.list.setFocus)

    def _put_on(self, entry: WardrobeEntry) -> None:
        self._room.put_on(entry)

    def _add_names(self, menu: QMenu, part: Part, at: Position) -> None:
        parse = self._room.state.parse
        assert parse is not None
        names = NameMenu(part, len(parse.people), menu)
        names.setTitle(self.tr("This &is"))
        names.named.connect(partial(self._name, at))
        menu.addSeparator()
        menu.addMenu(names)
        menu.addAction(self._actions.correct_parse)

    def _name(self, at: Position, label: Label, person: int) -> None:
        self._room.parse_corrector.correct(Relabel(int(at.x), int(at.y), label, person))


def _own_and_newest_first(entry: WardrobeEntry) -> tuple[bool, float]:
    return not entry.is_own, -entry.added_at


def _on_card(picture: QPixmap) -> QPixmap:
    """Lay a garment on white, as its card does: black trousers must show on a dark menu."""
    card = QPixmap(_CARD)
    card.fill(Qt.GlobalColor.white)
    if not picture.isNull():
        size = picture.size().scaled(_CARD, Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(QPoint(), size)
        place.moveCenter(card.rect().center())
        painter = QPainter(card)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(place, picture)
        painter.end()
    return card
