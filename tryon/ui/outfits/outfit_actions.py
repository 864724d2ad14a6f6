"""Connects layers, outfits and variants with the room, and asks what must be asked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

from tryon.document.look import Look
from tryon.document.outfits.outfit import Outfit
from tryon.document.outfits.outfit_store import OutfitEntry
from tryon.document.variant_commands import AddVariant, RemoveVariant, RenameVariant, ShowVariant
from tryon.fitting.composite import LayerState
from tryon.labels import Region
from tryon.messages import OutfitChange, StepName
from tryon.shape.category import GarmentCategory
from tryon.ui.kit.actions import Actions
from tryon.ui.kit.message_bar import Done, MessageBar
from tryon.ui.kit.names import garment_name, kind_name
from tryon.ui.kit.picking import Selection, target_of
from tryon.ui.outfits.layer_rows import LayerRow, layer_rows
from tryon.ui.outfits.layers_panel import LayersPanel
from tryon.ui.outfits.outfits_panel import OutfitsPanel
from tryon.ui.outfits.people_menu import PeopleMenu
from tryon.ui.outfits.variants_page import VariantsPage
from tryon.ui.room.fitting_room import FittingRoom
from tryon.ui.room.outfits.outfit_keeper import ReadOutfit
from tryon.ui.view.pyramid import Pyramid
from tryon.ui.view.scene import Scene
from tryon.ui.wardrobe.browse.label_dialog import LabelDialog
from tryon.ui.wardrobe.garment_panel import GarmentPanel


class OutfitActions(QObject):
    """What one window does with all clothes of a person, and with variants.

    Args:
        window: in front of which names are asked.
        room: does it.
        garments: the wardrobe's panel, which knows the files of garments.
        actions: those of the window.
        messages: says what was done.
        undo: takes the latest step back.
    """

    compared = Signal(bool)
    """Whether variants are to show in place of the photo"""

    def __init__(
        self,
        window: QWidget,
        room: FittingRoom,
        garments: GarmentPanel,
        actions: Actions,
        messages: MessageBar,
        undo: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._window, self._room, self._garments = window, room, garments
        self._actions, self._messages, self._undo = actions, messages, undo
        self.copy_to, self.swap_with = PeopleMenu(window), PeopleMenu(window)
        self.menu = self._menu()
        self.layers = LayersPanel(actions, self.menu)
        self.outfits = OutfitsPanel(actions)
        self.page = VariantsPage()
        self._drawn: tuple[object, ...] = ()
        self._connect_layers()
        self._connect_outfits()
        self._connect_variants()
        room.state_changed.connect(self._follow)
        room.editor.history_changed.connect(self._follow)
        room.staged.connect(self._follow)
        room.selection_changed.connect(self._choose)
        room.scene_changed.connect(self._on_scene)
        self._scene: Scene | None = None
        self.retranslate()
        room.outfits.list_all()

    @property
    def person(self) -> int | None:
        """Whom actions are about: who is chosen, else the largest person; None if nobody is."""
        parse = self._room.state.parse
        target = None if parse is None else target_of(parse, self._room.selection, Region.UPPER)
        return None if target is None else target.person

    def leave(self) -> bool:
        """Show the photo again; False if it shows already."""
        was_open = self._actions.compare_variants.isChecked()
        self._actions.compare_variants.setChecked(False)
        return was_open

    def retranslate(self) -> None:
        """Name the menus in the current language."""
        self.menu.setTitle(self.tr("C&lothes"))
        self.copy_to.setTitle(self.tr("Copy &to"))
        self.swap_with.setTitle(self.tr("S&wap with"))
        for menu in (self.copy_to, self.swap_with):
            menu.retranslate()
        self._follow()

    def _menu(self) -> QMenu:
        menu, actions = QMenu(self._window), self._actions
        menu.addAction(actions.keep_outfit)
        menu.addSeparator()
        menu.addActions([actions.copy_clothes, actions.paste_clothes])
        menu.addSeparator()
        menu.addMenu(self.copy_to)
        menu.addAction(actions.dress_alike)
        menu.addAction(actions.swap_clothes)
        menu.addMenu(self.swap_with)
        return menu

    def _connect_layers(self) -> None:
        layers, actions = self.layers, self._actions
        layers.chosen.connect(self._on_row)
        layers.state_asked.connect(self._on_layer_state)
        layers.move_asked.connect(self._on_move)
        layers.reset_asked.connect(self._on_reset)
        layers.take_off_asked.connect(self._on_take_off)
        actions.copy_clothes.triggered.connect(self._copy)
        actions.paste_clothes.triggered.connect(self._paste)
        actions.dress_alike.triggered.connect(self._dress_alike)
        actions.swap_clothes.triggered.connect(self._ask_swap)
        self.copy_to.chosen.connect(self._copy_to)
        self.swap_with.chosen.connect(self._swap)

    def _connect_outfits(self) -> None:
        outfits = self.outfits
        self._actions.keep_outfit.triggered.connect(self._ask_name)
        self._room.outfits.listed.connect(outfits.set_outfits)
        outfits.wear_asked.connect(self._wear)
        outfits.alike_asked.connect(self._wear_alike)
        outfits.rename_asked.connect(self._ask_new_name)
        outfits.remove_asked.connect(self._remove)

    def _connect_variants(self) -> None:
        actions = self._actions
        actions.add_variant.triggered.connect(self._add_variant)
        actions.rename_variant.triggered.connect(self._ask_variant_name)
        actions.remove_variant.triggered.connect(self._remove_variant)
        actions.compare_variants.toggled.connect(self._on_compare)
        actions.wall.toggled.connect(self._on_wall)
        self.layers.variants.chosen.connect(self._show_variant)
        self.page.chosen.connect(self._show_variant)
        self.page.close_asked.connect(self.leave)
        self.page.looks.link.follow(actions)

    @property
    def _look(self) -> Look | None:
        document = self._room.document
        return None if document is None or self._room.is_staging else document.history.look

    @Slot()
    def _follow(self) -> None:
        """Show what is worn now, and what can be done."""
        look, document = self._look, self._room.document
        if look is None or document is None:
            self.layers.set_rows(())
            self.layers.variants.set_variants(("",), 0)
        else:
            self.layers.set_rows(layer_rows(look, document.fits.lying(look)))
            names = [variant.name for variant in look.variants]
            self.layers.variants.set_variants(names, look.present)
        self._choose()
        self._enable()
        self._draw_variants()

    @Slot()
    def _choose(self) -> None:
        """Choose the layer that is chosen on the photo."""
        chosen = self._room.selection
        rows = self.layers.list.rows
        found = None
        if chosen is not None:
            own = [row for row in rows if row.person == chosen.person]
            found = next((row for row in own if row.region is chosen.region), None)
        self.layers.choose(found)
        self._enable()

    def _enable(self) -> None:
        look, actions = self._look, self._actions
        is_open = look is not None and not self._room.is_parsing_again
        people = () if look is None or look.parse is None else look.parse.people
        has_somebody = is_open and bool(people)
        has_two = is_open and len(people) > 1
        has_worn = has_somebody and look is not None and bool(look.worn)
        for action in (actions.keep_outfit, actions.copy_clothes):
            action.setEnabled(has_worn)
        actions.paste_clothes.setEnabled(has_somebody)
        actions.dress_alike.setEnabled(has_worn and has_two)
        actions.swap_clothes.setEnabled(has_two)
        is_choice = len(people) > 2  # of two, one is the other
        actions.swap_clothes.setVisible(not is_choice)
        self.swap_with.menuAction().setVisible(is_choice)
        has_variants = is_open and look is not None and len(look.variants) > 1
        actions.add_variant.setEnabled(is_open)
        actions.rename_variant.setEnabled(is_open)
        actions.remove_variant.setEnabled(has_variants)
        actions.compare_variants.setEnabled(has_variants)
        faces = () if self._scene is None or not has_two else self._scene.faces
        for menu, is_enabled in ((self.copy_to, has_worn), (self.swap_with, True)):
            menu.set_people(faces, but=self.person)
            menu.setEnabled(is_enabled and has_two and not menu.isEmpty())
        self.layers.setEnabled(is_open or look is None)
        self.outfits.set_can_wear(has_somebody)
        if not has_variants:
            self.leave()

    @Slot(object)
    def _on_scene(self, scene: Scene | None) -> None:
        self._scene = scene
        self._enable()

    @Slot(object)
    def _on_row(self, row: LayerRow) -> None:
        self._room.select(Selection(row.person, row.region) if row.person > 0 else None)

    @Slot(object, object)
    def _on_layer_state(self, row: LayerRow, state: LayerState) -> None:
        self._room.outfitter.change_layer(row.layer, state)

    @Slot(object, int)
    def _on_move(self, row: LayerRow, steps: int) -> None:
        self._room.outfitter.move_layer(row.layer, steps)

    @Slot(object)
    def _on_reset(self, row: LayerRow) -> None:
        self._room.outfitter.reset_layer(row.layer)

    @Slot(object)
    def _on_take_off(self, row: LayerRow) -> None:
        self._on_row(row)
        self._room.take_off()

    @Slot()
    def _copy(self) -> None:
        person = self.person
        pieces = () if person is None else self._room.outfitter.copy(person)
        if person is not None and pieces:
            names = tuple(garment_name(piece.garment) for piece in pieces)
            said = OutfitChange.COPIED.with_values(person=person, garments=names)
            self._messages.show_result((said,))

    @Slot()
    def _paste(self) -> None:
        if self.person is not None:
            self._room.outfitter.paste(self.person)

    @Slot(int)
    def _copy_to(self, other: int) -> None:
        if self.person is not None:
            self._room.outfitter.copy_to(self.person, (other,))

    @Slot()
    def _dress_alike(self) -> None:
        if self.person is not None:
            self._room.outfitter.dress_alike(self.person)

    @Slot()
    def _ask_swap(self) -> None:
        """Swap with the only other person, or ask with whom."""
        parse, person = self._room.state.parse, self.person
        others = [] if parse is None else [p.number for p in parse.people if p.number != person]
        if len(others) == 1:
            self._swap(others[0])
        elif others:
            button = self.layers.clothes_button
            at = button if button.isVisible() else self._window
            self.swap_with.popup(at.mapToGlobal(at.rect().center()))

    @Slot(int)
    def _swap(self, other: int) -> None:
        if self.person is not None:
            self._room.outfitter.swap(self.person, other, self._name_taken)

    def _name_taken(self, person: int, category: GarmentCategory) -> str:
        text = self.tr("{garment} of person {person}")
        return text.format(garment=kind_name(category), person=person)

    @Slot()
    def _ask_name(self) -> None:
        """Keep what somebody wears, under a name that is asked."""
        person = self.person
        pieces = () if person is None else self._room.outfitter.pieces_of(person)
        if person is None or not pieces:
            return
        state = self._room.state
        dialog = LabelDialog(
            self.tr("Keep as outfit"),
            self.tr("What is the outfit called?"),
            self.tr("Keep"),
            (),
            self._window,
            text=", ".join(garment_name(piece.garment) for piece in pieces),
        )

        def on_kept(entry: OutfitEntry) -> None:
            said = OutfitChange.SAVED.with_values(outfit=entry.name)
            self._messages.show_result((said,))

        def keep() -> None:
            self._room.outfits.keep(Outfit(dialog.label, pieces), state, person, on_kept)

        dialog.accepted.connect(keep)
        dialog.open()

    @Slot(object)
    def _wear(self, entry: OutfitEntry) -> None:
        person = self.person
        if person is not None:
            self._read(entry, (person,))

    @Slot(object)
    def _wear_alike(self, entry: OutfitEntry) -> None:
        parse = self._room.state.parse
        if parse is not None:
            self._read(entry, tuple(each.number for each in parse.people))

    def _read(self, entry: OutfitEntry, people: tuple[int, ...]) -> None:
        """Put an outfit on people once it is read."""
        files = {each.file.name: each.file for each in self._garments.model.entries}

        def on_read(read: ReadOutfit) -> None:
            name = read.outfit.name
            if len(people) == 1:
                step = StepName.WEAR_OUTFIT.with_values(outfit=name, person=people[0])
            else:
                step = StepName.DRESS_ALL.with_values(outfit=name)
            self._room.outfitter.dress(people, read.outfit.pieces, step, notes=read.notes)

        self._room.outfits.read(entry, files, on_read)

    @Slot(object)
    def _ask_new_name(self, entry: OutfitEntry) -> None:
        dialog = LabelDialog(
            self.tr("Rename outfit"),
            self.tr("What is the outfit called?"),
            self.tr("Rename"),
            (),
            self._window,
            text=entry.name,
        )
        dialog.accepted.connect(lambda: self._room.outfits.rename(entry, dialog.label))
        dialog.open()

    @Slot(object)
    def _remove(self, entry: OutfitEntry) -> None:
        def on_removed() -> None:
            said = OutfitChange.REMOVED.with_values(outfit=entry.name)
            self._messages.show_done(Done(said, partial(self._restore, entry)))

        self._room.outfits.remove(entry, on_removed)

    def _restore(self, entry: OutfitEntry) -> None:
        self._room.outfits.restore(entry)
        self._messages.dismiss()

    @Slot()
    def _add_variant(self) -> None:
        bar, look = self.layers.variants, self._look
        if look is not None:
            name, present = bar.free_name(), bar.variant_name(look.present)
            self._room.outfitter.do(AddVariant(name, present))

    @Slot(int)
    def _show_variant(self, variant: int) -> None:
        self._room.outfitter.do(ShowVariant(variant))

    @Slot()
    def _remove_variant(self) -> None:
        look = self._look
        if look is not None and len(look.variants) > 1:
            name = self.layers.variants.variant_name(look.present)
            self._room.outfitter.do(RemoveVariant(look.present))
            said = OutfitChange.REMOVED.with_values(outfit=name)
            self._messages.show_done(Done(said, self._undo, is_step=True))

    @Slot()
    def _ask_variant_name(self) -> None:
        look = self._look
        if look is None:
            return
        present = look.present
        dialog = LabelDialog(
            self.tr("Rename variant"),
            self.tr("What is this variant called?"),
            self.tr("Rename"),
            (),
            self._window,
            text=self.layers.variants.variant_name(present),
        )
        dialog.accepted.connect(
            lambda: self._room.outfitter.do(RenameVariant(present, dialog.label))
        )
        dialog.open()

    @Slot(bool)
    def _on_compare(self, is_open: bool) -> None:
        if is_open:
            self._actions.wall.setChecked(False)
        else:
            self._room.variants.give_up()
            self._drawn = ()
        self.compared.emit(is_open)
        self._draw_variants()

    @Slot(bool)
    def _on_wall(self, is_open: bool) -> None:
        if is_open:
            self.leave()

    def _draw_variants(self) -> None:
        """Draw the variants that show, those anew whose clothes have changed."""
        look = self._look
        if look is None or not self._actions.compare_variants.isChecked():
            return
        names = [self.layers.variants.variant_name(n) for n, _ in enumerate(look.variants)]
        self.page.set_variants(names, look.present)
        drawn = (look.parse, *((n, look.variants[n].worn) for n in self.page.shown))
        if drawn != self._drawn:
            self._drawn = drawn
            for number in self.page.shown:
                self._room.variants.draw(number, partial(self._on_drawn, number))

    def _on_drawn(self, variant: int, picture: Pyramid) -> None:
        self.page.show_picture(variant, picture)
