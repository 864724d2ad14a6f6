"""Opens and closes the wall of looks, and connects it with the garments' panel and the room."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction

from tryon.document.sketch import portrait_box
from tryon.garments.wardrobe import WardrobeEntry
from tryon.labels import Region
from tryon.messages import Text
from tryon.session import TryOnState
from tryon.ui.kit.actions import Actions
from tryon.ui.kit.picking import Selection, target_of
from tryon.ui.kit.texts import sentence_of
from tryon.ui.room.fitting_room import FittingRoom
from tryon.ui.room.wall.wall_pictures import WallPicture
from tryon.ui.view.scene import Scene
from tryon.ui.wall.compare_page import FEWEST, MOST
from tryon.ui.wall.look_card import Index
from tryon.ui.wall.wall_page import WallPage
from tryon.ui.wardrobe.garment_model import KEY_ROLE
from tryon.ui.wardrobe.garment_panel import GarmentPanel


class Wall(QObject):
    """The wall of one window.

    It shows the garments of the panel in the panel's order, those of the chosen region first, and
    shares its selection, so that whatever is done to a garment there can be done here.

    Args:
        room: draws the pictures, and puts garments on.
        panel: has the garments.
        actions: those of the window.
    """

    opened = Signal(bool)
    """Whether the page is to show"""

    def __init__(
        self, room: FittingRoom, panel: GarmentPanel, actions: Actions, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._room, self._panel, self._action = room, panel, actions.wall
        self._pictures = room.wall
        self._compare_action = actions.compare_looks
        self.page = WallPage(self, actions.compare_looks)
        panel.share(self.page.list)
        self.page.list.seen.connect(self._on_seen)
        self.page.stop_asked.connect(self._pictures.stop)
        self.page.go_on_asked.connect(self._pictures.restart)
        self.page.close_asked.connect(self.close)
        self.page.people.chosen.connect(self._on_person)
        self.page.back_asked.connect(self._leave_comparison)
        self.page.list.selected.connect(self._enable_compare)
        self.page.compare.wear_asked.connect(panel.picked)
        self.page.compare.picture_shown.connect(self._ask_full)
        self.page.compare.link.follow(actions)
        self._pictures.changed.connect(self.page.list.viewport().update)
        self._pictures.changed.connect(self._fill_comparison)
        self._pictures.changed.connect(self._describe_current)
        self.page.list.selectionModel().currentChanged.connect(self._describe_current)
        self._pictures.progressed.connect(self._on_progressed)
        actions.wall.toggled.connect(self._on_toggled)
        actions.compare_looks.triggered.connect(self._compare)
        for action in _about_views(actions):
            action.triggered.connect(self.close)
        room.state_changed.connect(self._on_state)
        room.scene_changed.connect(self._on_scene)
        room.selection_changed.connect(self._on_selection)
        self._enable_compare()

    @property
    def is_open(self) -> bool:
        """Whether the wall shows."""
        return self._action.isChecked()

    @Slot()
    def close(self) -> bool:
        """Show the photo again; False if it shows already."""
        was_open = self.is_open
        self._action.setChecked(False)
        return was_open

    def leave(self) -> bool:
        """Go back by one page: to all looks, then to the photo; False if that shows already."""
        return self._leave_comparison() or self.close()

    @Slot()
    def _enable_compare(self) -> None:
        count = len(self._panel.selected)
        is_possible = self.is_open and FEWEST <= count <= MOST and not self.page.is_comparing
        self._compare_action.setEnabled(is_possible)

    @Slot()
    def _compare(self) -> None:
        """Show what is selected side by side."""
        entries = self._panel.selected
        self.page.compare.set_entries(entries)
        self._on_state(self._room.state)
        self.page.show_comparison(True)
        self._enable_compare()
        self._pictures.look_at(entries, ())
        self._fill_comparison()

    @Slot()
    def _leave_comparison(self) -> bool:
        was_comparing = self.page.is_comparing
        if was_comparing:
            self._room.full_looks.give_up()
            self.page.show_comparison(False)
            self.page.compare.set_entries(())
            self.page.list.look_again()
            self._enable_compare()
        return was_comparing

    @Slot()
    def _fill_comparison(self) -> None:
        for entry in self.page.compare.entries:
            self.page.compare.show_found(entry, self._pictures.find(entry))

    @Slot()
    def _describe_current(self) -> None:
        """Tell who cannot see the card why the current garment cannot be worn."""
        current = self._panel.current
        found = None if current is None else self._pictures.find(current)
        reason = sentence_of(found) if isinstance(found, Text) else ""
        self.page.list.setAccessibleDescription(reason)

    @Slot(object, object)
    def _ask_full(self, entry: WardrobeEntry, picture: WallPicture) -> None:
        """Draw a look at full size in place of one that shows reduced."""
        person, portrait = self._pictures.person, picture.portrait
        if person is not None and portrait.is_reduced:
            show = partial(self.page.compare.show_full, entry.file, picture)
            self._room.full_looks.draw(entry, person, portrait.box, show)

    @Slot(bool)
    def _on_toggled(self, is_open: bool) -> None:
        if not is_open:
            self._leave_comparison()
            self._pictures.set_person(None)
            self._panel.show_first(None)
            self.opened.emit(False)
            self._enable_compare()
            return
        chosen = self._room.selection
        self._panel.show_first(None if chosen is None else chosen.region)
        self._try_on(chosen)
        self.opened.emit(True)
        self._enable_compare()
        self.page.list.scrollToTop()
        self.page.list.look_again()

    def _try_on(self, chosen: Selection | None) -> None:
        """Draw the person who is chosen, else the largest."""
        parse = self._room.state.parse
        target = None if parse is None else target_of(parse, chosen, Region.UPPER)
        person = None if target is None else target.person
        if person != self._pictures.person:
            self._pictures.set_person(person)
        self.page.people.set_person(person)
        if parse is not None and person is not None and person <= len(parse.people):
            box = portrait_box(parse, person)
            self.page.list.set_aspect(box.height / box.width)

    @Slot(object)
    def _on_selection(self, chosen: Selection | None) -> None:
        if self.is_open:
            self._try_on(chosen)

    @Slot(object)
    def _on_state(self, state: TryOnState) -> None:
        if self.is_open and (state.parse is None or not state.parse.people):
            self.close()
        elif self.is_open:
            self._try_on(self._room.selection)
            self.page.compare.set_worn(self._worn)

    @Slot(object)
    def _on_scene(self, scene: Scene | None) -> None:
        self.page.people.set_faces(() if scene is None else scene.faces)
        self.page.people.set_person(self._pictures.person)

    @Slot(int)
    def _on_person(self, number: int) -> None:
        self._room.select(Selection(number, None))

    @Slot(object)
    def _on_seen(self, keys: tuple[str, ...]) -> None:
        if self.is_open and not self.page.is_comparing:
            found = map(self._panel.model.entry, keys)
            seen = [entry for entry in found if entry is not None]
            self._pictures.look_at(seen, self._panel.shown.entries)

    @Slot(int, int)
    def _on_progressed(self, there: int, wanted: int) -> None:
        self.page.show_progress(there, wanted, is_stopped=self._pictures.is_stopped)

    def is_worn(self, index: Index) -> bool:
        """Return whether the person on the wall wears the garment of a card."""
        entry = self._panel.model.entry(str(index.data(KEY_ROLE)))
        return entry is not None and entry.file in self._worn

    @property
    def _worn(self) -> frozenset[Path | None]:
        person = self._pictures.person
        worn = (each for each in self._room.state.worn if each.person == person)
        return frozenset(each.garment.file for each in worn)

    def find(self, index: Index) -> WallPicture | Text | None:
        """Return what is known of a card."""
        entry: WardrobeEntry | None = self._panel.model.entry(str(index.data(KEY_ROLE)))
        if entry is None:
            return None
        return entry.lost if entry.lost is not None else self._pictures.find(entry)


def _about_views(actions: Actions) -> tuple[QAction, ...]:
    """Return the actions that change what the views show, which are behind the wall."""
    return (
        actions.adjust,
        actions.correct_parse,
        actions.overlay,
        actions.split,
        actions.guessed,
        *actions.arrangements.actions(),
    )
