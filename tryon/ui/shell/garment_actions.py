"""What the window does with garments: adds, takes and corrects them, and shows what is there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from tryon.garments.adding.outcome import Added, Duplicate, Outcome
from tryon.garments.adding.source import PictureSource
from tryon.garments.garment import Garment
from tryon.garments.wardrobe import WardrobeEntry
from tryon.messages import GarmentProblem
from tryon.ui.kit.dialogs.files import ask_garments, ask_worn
from tryon.ui.kit.message_bar import MessageBar
from tryon.ui.kit.picking import part_at, worn_at
from tryon.ui.kit.viewport import Position
from tryon.ui.room.adding_queue import Addition
from tryon.ui.room.corrector import CorrectedGarment
from tryon.ui.room.fitting_room import FittingRoom
from tryon.ui.room.taker import TakenGarments
from tryon.ui.room.tasks import LoadedGarments
from tryon.ui.view.garment_drop import GarmentDrop
from tryon.ui.view.workspace import Workspace
from tryon.ui.wardrobe.adding.garment_adder import GarmentAdder
from tryon.ui.wardrobe.garment_panel import GarmentPanel

_MOST_NAMED = 3
"""Garments that cannot be shown are named up to this number; the others are counted."""


class GarmentActions(QObject):
    """Between the wardrobe's panel, the photo and the fitting room.

    Args:
        window: in front of which questions are asked.
        room: does the work.
        panel: shows the wardrobe.
        workspace: shows the photo.
        messages: shows what cannot be shown.
    """

    def __init__(
        self,
        window: QWidget,
        room: FittingRoom,
        panel: GarmentPanel,
        workspace: Workspace,
        messages: MessageBar,
    ) -> None:
        super().__init__(window)
        self._window, self._room, self._panel = window, room, panel
        self._workspace, self._messages = workspace, messages
        self._folder: Path | None = None
        self.adder = GarmentAdder(room.adding, panel, messages, self)
        self.adder.take_asked.connect(self.take_from)
        self._to_wear: set[Addition] = set()
        room.adding.ended.connect(self._on_added)
        room.adding.given_up.connect(self._to_wear.discard)
        room.garments_loaded.connect(self._show_loaded)
        room.garment_corrected.connect(self._show_corrected)
        panel.picked.connect(room.put_on)
        panel.correct_asked.connect(self.correct)
        for view in (workspace.result, workspace.overlay):
            drop = GarmentDrop(view, panel.model.entry)
            drop.dragged.connect(self._show_drop_target)
            drop.left.connect(workspace.clear_drop_target)
            drop.dropped.connect(self._drop_on)

    @Slot()
    def add(self) -> None:
        """Ask for pictures of garments and add them."""
        paths = ask_garments(self._window, self._folder)
        if paths:
            self._folder = paths[-1].parent
            self._room.adding.add([Addition(PictureSource.of_file(path)) for path in paths])

    @Slot()
    def paste(self) -> None:
        """Add the picture that is on the clipboard."""
        data = QGuiApplication.clipboard().mimeData()  # None on some platforms if nothing is there
        self.adder.take(data if data is not None else QMimeData())

    def add_and_put_on(self, data: QMimeData) -> None:
        """Add what was dropped on the photo; whoever is chosen puts it on when it is read."""
        self._to_wear.update(self.adder.take(data))

    @Slot(object, object)
    def _on_added(self, addition: Addition, outcome: Outcome) -> None:
        if addition in self._to_wear:
            self._to_wear.discard(addition)
            if isinstance(outcome, Added | Duplicate):
                self._room.put_on(outcome.entry)

    @Slot()
    def take(self) -> None:
        """Ask for a photo of somebody, and find what can be taken from it."""
        path = ask_worn(self._window, self._folder)
        if path is not None:
            self._folder = path.parent
            self.take_from(PictureSource.of_file(path))

    @Slot(object)
    def take_from(self, photo: PictureSource) -> None:
        """Find what can be taken from a photo of somebody."""
        self._room.taker.take(photo, self._room.parser_choice, taken=self.choose_taken)

    def choose_taken(self, taken: TakenGarments) -> None:
        """Ask which of the clothes are to be kept."""
        from tryon.ui.wardrobe.take_dialog import TakeDialog

        dialog = TakeDialog(taken, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._keep_taken)
        dialog.open()

    @Slot()
    def correct_current(self) -> None:
        """Correct the garment that has the focus, else the one that is worn and selected."""
        worn = worn_at(self._room.state, self._room.selection)
        current = self._panel.current
        if worn is None or (current is not None and self._panel.has_focus):
            self.correct(current)
        else:
            self.correct(self._panel.model.entry_of(worn.garment) or worn.garment)

    @Slot(object)
    def correct(self, garment: Garment | WardrobeEntry | None) -> None:
        """Ask where a garment's points are, and where it ends.

        One that came with a look is put into the wardrobe first, where corrections are kept.
        """
        if garment is None:
            self._room.noted.emit(self.tr("Choose a garment first."))
        elif isinstance(garment, WardrobeEntry):
            self._room.load_garment(garment, self._ask_points)
        elif garment.file is None:
            self._room.dresser.shelve(garment, self._ask_points)
        else:
            self._ask_points(garment)

    def _ask_points(self, garment: Garment) -> None:
        from tryon.ui.wardrobe.points_dialog import PointsDialog

        dialog = PointsDialog(garment, self._room.outliner, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._keep_points)
        dialog.open()

    @Slot()
    def _keep_points(self) -> None:
        from tryon.ui.wardrobe.points_dialog import PointsDialog

        dialog = self.sender()
        if isinstance(dialog, PointsDialog) and dialog.is_changed:
            self._room.dresser.correct(dialog.garment, dialog.correction)

    @Slot()
    def _keep_taken(self) -> None:
        from tryon.ui.wardrobe.take_dialog import TakeDialog

        dialog = self.sender()
        if isinstance(dialog, TakeDialog):
            self._room.taker.keep(dialog.garments)

    @Slot(object)
    def _show_loaded(self, loaded: LoadedGarments) -> None:
        self._panel.add(loaded.entries, show=loaded.is_added)
        for entry in loaded.entries:
            if entry.warning is not None:
                self._messages.show_note(entry.warning)
        for text in loaded.missing[:_MOST_NAMED]:
            self._messages.show_note(text)
        others = len(loaded.missing) - _MOST_NAMED
        if others > 0:
            self._messages.show_note(GarmentProblem.MORE_NOT_SHOWN.with_values(count=others))

    @Slot(object)
    def _show_corrected(self, corrected: CorrectedGarment) -> None:
        self._panel.model.show_corrected(corrected.entry)

    @Slot(object, object)
    def _show_drop_target(self, garment: WardrobeEntry, at: Position) -> None:
        self._workspace.show_drop_target(at, garment.category.region)

    @Slot(object, object)
    def _drop_on(self, garment: WardrobeEntry, at: Position) -> None:
        parse = self._room.state.parse
        part = part_at(parse, at) if parse is not None else None
        self._room.put_on(garment, person=part.person if part is not None else None)
