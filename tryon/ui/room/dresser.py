"""Changes what people of the open photo wear: who is chosen, and what they put on and take off."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from tryon.document.commands import (
    Command,
    PutOn,
    TakeOff,
    TakeOffAll,
)
from tryon.document.dress import Done
from tryon.document.outfits.wear import Wear
from tryon.document.same_person import same_person
from tryon.errors import FitError
from tryon.garments.corrections import Correction
from tryon.garments.garment import Garment
from tryon.garments.wardrobe import WardrobeEntry
from tryon.human_parse import HumanParse
from tryon.labels import Region
from tryon.messages import FitProblem, OutfitNote
from tryon.progress import CancelToken, Progress
from tryon.session import TryOnState, Worn
from tryon.ui.kit.jobs import Jobs
from tryon.ui.kit.names import garment_name
from tryon.ui.kit.picking import Selection, target_of, worn_at
from tryon.ui.kit.texts import Note
from tryon.ui.room.corrector import CorrectedGarment, Corrector
from tryon.ui.room.edit_jobs import EditRequest, MakeCommands
from tryon.ui.room.editor import Editor
from tryon.ui.room.refitter import Refitter
from tryon.ui.room.shelving import ShelvedGarment
from tryon.ui.room.tasks import LoadedGarments, Wardrobe


@dataclass(frozen=True, eq=False)
class Wearing:
    """Garments that a person is to put on, lowest first; a file is one of the wardrobe.

    Attributes:
        parse: in which the person has this number; it may be corrected before the job begins.
        person: who.
        garments: what, as loaded or by their files.
        wardrobe: loads them.
    """

    parse: HumanParse
    person: int
    garments: tuple[Garment | Path, ...]
    wardrobe: Wardrobe

    def __call__(
        self, request: EditRequest, cancel: CancelToken, progress: Progress
    ) -> Sequence[Command]:
        """Load the garments; return a command for each, or none if the person is gone."""
        person = self.person
        if request.parse is not self.parse:
            person = same_person(person, self.parse, request.parse)
            if not person:
                return ()
        loaded = (
            self.wardrobe.load(garment) if isinstance(garment, Path) else garment
            for garment in self.garments
        )
        return [PutOn(person, garment) for garment in loaded]


class Dresser(QObject):
    """Makes commands of what the user wants, and tells what became of them.

    Args:
        jobs: runs what takes long.
        editor: carries the commands out.
        wardrobe: where garments and their corrections are.
    """

    selection_changed = Signal(object)
    """(Selection | None)"""
    fitted = Signal(object)
    """(tuple of notes) once garments are on"""
    failed = Signal(object)
    """(Exception)"""
    given_up = Signal(bool)
    """Fitting failed, or was cancelled (True); what is worn stays as it was"""
    settled = Signal()
    """Nothing is being fitted any more, unless it was cancelled"""
    garment_corrected = Signal(object)
    """(CorrectedGarment), kept"""
    garments_kept = Signal(object)
    """(LoadedGarments) that came with a look and are in the wardrobe now"""

    def __init__(
        self,
        jobs: Jobs,
        editor: Editor,
        *,
        wardrobe: Wardrobe,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._editor, self._wardrobe = editor, wardrobe
        self._selection: Selection | None = None
        self.refitter = Refitter(
            editor,
            jobs,
            done=self._on_refitted,
            failed=self._on_fit_failed,
            cancelled=self._on_fit_cancelled,
            parent=self,
        )
        self._corrector = Corrector(
            jobs,
            editor,
            wardrobe=wardrobe,
            kept=self._on_corrected,
            worn=self._on_reworn,
            failed=self._on_fit_failed,
            cancelled=self._on_fit_cancelled,
        )

    @property
    def selection(self) -> Selection | None:
        """The chosen person and region."""
        return self._selection

    @property
    def _state(self) -> TryOnState:
        return self._editor.state

    def select(self, selection: Selection | None) -> None:
        """Choose a person and region, or nothing."""
        if selection != self._selection:
            self._selection = selection
            self.selection_changed.emit(selection)

    def put_on(self, garment: Garment | WardrobeEntry, *, person: int | None = None) -> None:
        """Fit a garment on ``person``, else on the selected, else on the largest person."""
        parse = self._state.parse
        if parse is None:
            self.failed.emit(FitError(FitProblem.NO_PHOTO))
            return
        chosen = self._selection if person is None else Selection(person, None)
        target = target_of(parse, chosen, garment.category.region)
        if target is None or target.region is None:
            self.failed.emit(FitError(FitProblem.NOBODY))
            return
        if self._is_locked(target.person, target.region):
            return
        wanted = garment.file if isinstance(garment, WardrobeEntry) else garment
        self._wear(target.person, (wanted,), subject=frozenset({target.region}))

    def put_on_all(self, person: int, files: tuple[Path, ...]) -> None:
        """Put on garments of the wardrobe by their files, lowest first."""
        self._wear(person, files, subject=frozenset())

    def correct(self, garment: Garment, correction: Correction | None) -> None:
        """Keep what the user says about a garment, and fit it anew where it is worn."""
        self._corrector.correct(garment, correction)

    def shelve(self, garment: Garment, done: Callable[[Garment], None]) -> None:
        """Find a garment that came with a look in the wardrobe, or add it there."""

        def on_shelved(shelved: ShelvedGarment) -> None:
            if shelved.is_new:
                self.garments_kept.emit(LoadedGarments((shelved.entry,), is_added=True))
            done(shelved.garment)

        self._corrector.shelve(garment, on_shelved)

    def take_off(self) -> None:
        """Take off the topmost garment of the selection, or of anyone if nothing is selected."""
        worn = worn_at(self._state, self._selection)
        if worn is not None and not self._is_locked(worn.person, worn.region):
            self._editor.do(TakeOff(worn.person, worn.region))

    def take_off_all(self) -> None:
        """Go back to the photo as it was opened."""
        if self._state.worn:
            self._editor.do(TakeOffAll())

    def carry_out(
        self, make: MakeCommands, *, subject: Hashable, notes: tuple[Note, ...] = ()
    ) -> None:
        """Carry out commands in a job, each as a step, and tell what became of them.

        Args:
            make: makes the commands.
            subject: what they are about; newer ones about the same take their place.
            notes: to be told before all others.
        """
        self._editor.run(
            make,
            subject=subject,
            done=partial(self._on_put_on, notes),
            failed=self._on_fit_failed,
            cancelled=self._on_fit_cancelled,
        )

    def follow(self, chosen: Selection | None, before: HumanParse | None) -> None:
        """Choose the same person in the present parse who was chosen in another one."""
        after = self._state.parse
        if before is None or after is None or chosen is None:
            self.select(None)
            return
        person = same_person(chosen.person, before, after)
        self.select(Selection(person, chosen.region) if person else None)

    def tell(self, all_done: Sequence[Done]) -> None:
        """Tell how garments lie after commands, and which were left as they were."""
        notes = [*_fit_notes(all_done), *self._kept_notes(all_done)]
        self.fitted.emit(tuple(dict.fromkeys(notes)))

    def tell_kept(self, kept: Sequence[Worn]) -> None:
        """Tell which garments were left as they were when the parse was corrected."""
        note = self.tr("{garment}: left as it was, for there is nothing to fit it to.")
        notes = [note.format(garment=garment_name(worn.garment)) for worn in kept]
        self.fitted.emit(tuple(dict.fromkeys(notes)))
        self.settled.emit()

    def _wear(
        self, person: int, garments: tuple[Garment | Path, ...], *, subject: frozenset[Region]
    ) -> None:
        parse = self._state.parse
        if parse is not None:
            self.carry_out(
                Wearing(parse, person, garments, self._wardrobe), subject=(person, subject)
            )

    def _is_locked(self, person: int, region: Region) -> bool:
        """Return whether something locked is worn at a place, and say so."""
        document = self._editor.document
        locked = None if document is None else document.history.look.locked_at(person, region)
        if locked is not None:
            garment, who = locked.garment.name, abs(person)
            self.failed.emit(FitError(FitProblem.LOCKED, garment=garment, person=who))
        return locked is not None

    def _on_put_on(self, first: tuple[Note, ...], all_done: tuple[Done, ...]) -> None:
        notes = list(first)
        for done in all_done:
            if isinstance(done.command, PutOn):
                region = done.command.garment.category.region
                self.select(Selection(done.command.person, region))
            for worn in done.changed:
                garment = worn.garment
                notes += filter(None, (garment.warning, *garment.notes, *worn.fit.notes))
            notes += _left_out(done)
        self.fitted.emit(tuple(dict.fromkeys(notes)))
        self.settled.emit()

    def _on_refitted(self, all_done: tuple[Done, ...]) -> None:
        if all_done:
            self.fitted.emit(tuple(_fit_notes(all_done[-1:])))
        self.settled.emit()

    def _on_corrected(self, corrected: CorrectedGarment) -> None:
        self.garment_corrected.emit(corrected)
        self._corrector.wear(corrected)

    def _on_reworn(self, all_done: tuple[Done, ...]) -> None:
        for done in all_done:
            self.fitted.emit(tuple(_fit_notes([done])))
            for failure in done.failures[-1:]:  # all are about the same garment
                self.failed.emit(failure.error)
        self.settled.emit()

    def _on_fit_failed(self, error: Exception) -> None:
        self.failed.emit(error)
        self.given_up.emit(False)
        self.settled.emit()

    def _on_fit_cancelled(self) -> None:
        self.given_up.emit(True)

    def _kept_notes(self, all_done: Sequence[Done]) -> list[Note]:
        kept = self.tr("{garment}: left as it was, for this parser sees nothing to fit it to.")
        worn = (worn for done in all_done for worn in done.kept)
        return [kept.format(garment=garment_name(each.garment)) for each in worn]


def _left_out(done: Done) -> list[Note]:
    """Return what people do not wear though it was to be put on them, and why."""
    notes: list[Note] = [
        OutfitNote.LEFT_OUT.with_values(
            garment=failure.worn.garment.name,
            person=failure.worn.person,
            problem=failure.error.text,
        )
        for failure in done.failures
    ]
    if isinstance(done.command, Wear):
        for clothes in done.command.clothes:
            for piece in clothes.pieces:
                locked = done.look.locked_at(clothes.person, piece.region)
                if locked is not None:
                    notes.append(
                        OutfitNote.LOCKED.with_values(
                            garment=locked.garment.name, person=clothes.person
                        )
                    )
    return notes


def _fit_notes(all_done: Sequence[Done]) -> list[Note]:
    """Return what is to be known of how garments lie that were put on or laid otherwise."""
    notes = (note for done in all_done for worn in done.changed for note in worn.fit.notes)
    return list(dict.fromkeys(notes))
