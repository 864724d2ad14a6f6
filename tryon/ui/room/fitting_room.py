"""What the window does, without its widgets: opens, puts on, takes off, undoes, exports.

Widgets call its methods and listen to its signals. It owns the session; work runs in jobs.
A new photo is staged: it shows while its people are searched for, and becomes the session's with
the finished parse; if that fails or is cancelled, the earlier photo comes back. When another
parser is chosen, the open photo is parsed again; until that is done the session stays as it is.
A parser that fails is replaced by the bundled one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from tryon.errors import FitError
from tryon.fitting.parameters import FitParameters
from tryon.fitting.request import FitGarment
from tryon.garments.corrections import Correction
from tryon.garments.garment import Garment
from tryon.garments.wardrobe import WardrobeEntry
from tryon.human_parse import HumanParse
from tryon.imaging import Photo
from tryon.labels import Region
from tryon.messages import FitProblem, Text
from tryon.parsing.choice import ParserChoice
from tryon.parsing.parser_source import ParserSource
from tryon.session import Session, TryOnState, Worn
from tryon.ui.kit.jobs import JobKind, Jobs
from tryon.ui.kit.names import garment_name
from tryon.ui.kit.picking import Selection, target_of, worn_at
from tryon.ui.kit.texts import Note
from tryon.ui.room.adding_queue import AddingQueue
from tryon.ui.room.corrector import CorrectedGarment, Corrector, Reworn
from tryon.ui.room.outliner import Outliner
from tryon.ui.room.parse_again import ParsedAgain, same_person
from tryon.ui.room.parse_corrector import Followed, ParseCorrector
from tryon.ui.room.refitter import Refitted, Refitter
from tryon.ui.room.reparser import Reparser
from tryon.ui.room.taker import Taker
from tryon.ui.room.tasks import (
    ExportRequest,
    GarmentRequest,
    ListRequest,
    LoadedGarments,
    LoadedPhoto,
    LoadRequest,
    ParsedPhoto,
    ParseRequest,
    PutOnRequest,
    RenderRequest,
    Wardrobe,
    export,
    list_garments,
    load_garment,
    load_photo,
    parse_photo,
    put_on,
    render,
)
from tryon.ui.view.scene import Scene


class FittingRoom(QObject):
    """The session and the jobs that change it."""

    state_changed = Signal(object)
    """(TryOnState)"""
    scene_changed = Signal(object)
    """(Scene | None)"""
    staged = Signal(object)
    """(Photo) that shows before it is the session's; None when that is over"""
    selection_changed = Signal(object)
    """(Selection | None)"""
    failed = Signal(object)
    """(Exception)"""
    noted = Signal(object)
    """(Note) Something to know that is not an error"""
    fitted = Signal(object)
    """(tuple of notes) once garments are on"""
    opened = Signal(object)
    """(Photo), with its people known"""
    exported = Signal(object)
    """(Path)"""
    garments_loaded = Signal(object)
    """(LoadedGarments)"""
    garment_corrected = Signal(object)
    """(CorrectedGarment), kept"""
    parser_failed = Signal(object)
    """(Exception) of the chosen parser; the bundled one takes its place"""
    fit_given_up = Signal()
    """Fitting failed or was cancelled; what is worn stays as it was"""
    parse_given_up = Signal()
    """The user cancelled parsing the open photo again"""

    def __init__(
        self,
        jobs: Jobs,
        *,
        parser: ParserSource,
        wardrobe: Wardrobe,
        fit: FitGarment,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._parser, self._wardrobe, self._fit = jobs, parser, wardrobe, fit
        self._outfit: tuple[tuple[Region, Path], ...] = ()
        self._session = Session()
        self._scene: Scene | None = None
        self._selection: Selection | None = None
        self._staged: LoadedPhoto | None = None
        self._export_next: Path | None = None
        self._choice = ParserChoice()
        self._listing: ListRequest | None = None
        self._missing: tuple[Text, ...] = ()
        self.taker = Taker(jobs, parser=parser, wardrobe=wardrobe, kept=self._tell_garments)
        self.outliner = Outliner(jobs, wardrobe=wardrobe)
        self.adding = AddingQueue(jobs, wardrobe, self)
        self.adding.failed.connect(self.failed)
        self.refitter = Refitter(
            jobs,
            fit=fit,
            done=self._on_refitted,
            failed=self._on_fit_failed,
            cancelled=self._on_fit_cancelled,
            parent=self,
        )
        self.parse_corrector = ParseCorrector(
            jobs,
            parser=parser,
            fit=fit,
            state=lambda: self.state,
            push=self._push,
            followed=self._on_followed,
            failed=self._on_fit_failed,
            cancelled=self._on_fit_cancelled,
            parent=self,
        )
        self._corrector = Corrector(
            jobs,
            wardrobe=wardrobe,
            fit=fit,
            kept=self._on_corrected,
            worn=self._on_reworn,
            failed=self._on_fit_failed,
            cancelled=self._on_fit_cancelled,
        )
        self._reparser = Reparser(
            jobs,
            self._session,
            parser=parser,
            fit=fit,
            done=self._on_parsed_again,
            failed=self._on_parser_failed,
            parent=self,
        )
        self._reparser.active_changed.connect(self._on_reparser_changed)
        self._reparser.given_up.connect(self.parse_given_up)

    @property
    def session(self) -> Session:
        """The session; read it, and change it by this class only."""
        return self._session

    @property
    def state(self) -> TryOnState:
        """The session's current state."""
        return self._session.state

    @property
    def selection(self) -> Selection | None:
        """The chosen person and region."""
        return self._selection

    @property
    def is_staging(self) -> bool:
        """Whether a photo shows that is not the session's yet."""
        return self._staged is not None

    @property
    def is_parsing_again(self) -> bool:
        """Whether another parser reads the open photo, or is about to."""
        return self._reparser.is_active

    @property
    def parser_choice(self) -> ParserChoice:
        """What photos are parsed with."""
        return self._choice

    def use_parser(self, choice: ParserChoice) -> None:
        """Parse with ``choice`` from now on, and parse the photo that shows again."""
        self.use_parser_next(choice)
        if self._staged is not None:
            self._parse_staged(self._staged)
        elif self.state.photo is not None:
            self._reparser.start(choice)

    def use_parser_next(self, choice: ParserChoice) -> None:
        """Parse with ``choice`` from the next photo on; any other parser is freed."""
        self._choice = choice
        self._parser.keep_only(choice)

    def load_garments(self) -> None:
        """List what the garment panel shows, some garments after the others."""
        self._missing = ()
        self._listing = ListRequest(self._wardrobe.entries())
        self._list_more()

    def load_garment(self, entry: WardrobeEntry, done: Callable[[Garment], None]) -> None:
        """Load the garment of an entry; ``done`` is called with it."""
        request = GarmentRequest(self._wardrobe, entry.file)
        self._jobs.submit(JobKind.LOAD_GARMENT, load_garment, request, done=done)

    def open_file(self, path: Path, outfit: tuple[tuple[Region, Path], ...] = ()) -> None:
        """Open a photo file; its largest person then puts on the outfit."""
        self._load(LoadRequest(path=path), outfit)

    def open_photo(self, photo: Photo) -> None:
        """Open a photo that is in memory already, for example from the clipboard."""
        self._load(LoadRequest(photo=photo))

    def open_data(self, data: bytes, name: str) -> None:
        """Open the content of a photo file, for example from the clipboard."""
        self._load(LoadRequest(data=data, name=name))

    def select(self, selection: Selection | None) -> None:
        """Choose a person and region, or nothing."""
        if selection != self._selection:
            self._selection = selection
            self.selection_changed.emit(selection)

    def put_on(self, garment: Garment | WardrobeEntry, *, person: int | None = None) -> None:
        """Fit a garment on ``person``, else on the selected, else on the largest person."""
        state = self.state
        if state.photo is None or state.parse is None:
            self.failed.emit(FitError(FitProblem.NO_PHOTO))
            return
        chosen = self._selection if person is None else Selection(person, None)
        target = target_of(state.parse, chosen, garment.category.region)
        if target is None or target.region is None:
            self.failed.emit(FitError(FitProblem.NOBODY))
            return
        wanted = garment.file if isinstance(garment, WardrobeEntry) else garment
        self._fit_all(target.person, ((target.region, wanted),))

    def refit(self, worn: Worn, parameters: FitParameters) -> None:
        """Fit a worn garment with other parameters, as one step of undo."""
        self.refitter.start(self.state, worn, parameters)

    def correct(self, garment: Garment, correction: Correction | None) -> None:
        """Keep what the user says about a garment, and fit it anew where it is worn."""
        self._corrector.correct(garment, correction)

    def take_off(self) -> None:
        """Take off the topmost garment of the selection, or of anyone if nothing is selected."""
        worn = worn_at(self.state, self._selection)
        if worn is not None:
            self._push(self.state.without_worn(worn.person, worn.region))

    def take_off_all(self) -> None:
        """Go back to the photo as it was opened."""
        if self.state.worn:
            self._push(replace(self.state, worn=()))

    def undo(self) -> None:
        """Step back; what is still being fitted or opened is cancelled."""
        if self.is_staging or self.is_parsing_again:
            self._jobs.cancel(JobKind.LOAD, JobKind.PARSE)
            self._reparser.give_up()
            return
        if self.refitter.take_back():
            return
        self._jobs.cancel(JobKind.FIT, JobKind.CORRECT_PARSE)
        self._session.undo()
        self._tell_state()

    def redo(self) -> None:
        """Step forward; garments still being fitted are cancelled."""
        self._jobs.cancel(JobKind.FIT, JobKind.CORRECT_PARSE)
        self._session.redo()
        self._tell_state()

    def export(self, path: Path) -> None:
        """Write the composite at full size, after a fit that is still running."""
        if self.refitter.is_active or self.parse_corrector.is_following:
            self._export_next = path
            return
        request = ExportRequest(self.state, path)
        self._jobs.submit(JobKind.EXPORT, export, request, subject=path, done=self._tell_exported)

    def _nobody_text(self) -> str:
        return self.tr("Nobody was found in this photo. Open one that shows a person.")

    def _fit_all(self, person: int, garments: tuple[tuple[Region, Garment | Path], ...]) -> None:
        photo, parse = self.state.photo, self.state.parse
        if photo is not None and parse is not None:
            request = PutOnRequest(photo, parse, person, garments, self._wardrobe, self._fit)
            regions = frozenset(region for region, _ in garments)
            self._jobs.submit(
                JobKind.FIT,
                put_on,
                request,
                subject=(person, regions),
                done=partial(self._on_fitted, request),
                failed=self._on_fit_failed,
                cancelled=self._on_fit_cancelled,
            )

    def _load(self, request: LoadRequest, outfit: tuple[tuple[Region, Path], ...] = ()) -> None:
        """Load a photo; one that is being parsed goes on until the new one has been read."""
        self._outfit = outfit
        self._jobs.submit(JobKind.LOAD, load_photo, request, done=self._stage)

    def _push(self, state: TryOnState) -> None:
        self._session.push(state)
        self._tell_state()

    def _tell_state(self) -> None:
        """Emit the state at once; its picture follows when a job has rendered it."""
        state = self.state
        if self._selection is not None and (
            state.parse is None or self._selection.person > len(state.parse.people)
        ):
            self.select(None)
        self.state_changed.emit(state)
        self.parse_corrector.follow(state)
        request = RenderRequest(state, self._scene)
        self._jobs.submit(JobKind.RENDER, render, request, done=self._show)

    def _show(self, scene: Scene | None) -> None:
        self._scene = scene
        if self._staged is None:
            self.scene_changed.emit(scene)

    def _list_more(self) -> None:
        if self._listing is not None:
            self._jobs.submit(
                JobKind.LIST_GARMENTS, list_garments, self._listing, done=self._on_listed
            )

    def _on_listed(self, loaded: LoadedGarments) -> None:
        """Tell of the next garments; what is missing is told at the end, all together."""
        self._missing += loaded.missing
        self._tell_garments(replace(loaded, missing=self._missing if loaded.is_last else ()))
        if not loaded.is_last:
            self._list_more()

    def _tell_garments(self, loaded: LoadedGarments) -> None:
        self.garments_loaded.emit(loaded)

    def _tell_exported(self, path: Path) -> None:
        self.exported.emit(path)

    def _stage(self, loaded: LoadedPhoto) -> None:
        self._reparser.stop()
        self._jobs.cancel(JobKind.FIT, JobKind.CORRECT_PARSE)
        self._staged = loaded
        self.select(None)
        self.staged.emit(loaded.photo)
        self.scene_changed.emit(loaded.scene)
        self._parse_staged(loaded)

    def _parse_staged(self, loaded: LoadedPhoto) -> None:
        request = ParseRequest(loaded, self._parser, self._choice)
        self._jobs.submit(
            JobKind.PARSE,
            parse_photo,
            request,
            done=self._on_parsed,
            failed=self._on_parse_failed,
            cancelled=self._leave_staged,
        )

    def _on_parsed(self, result: ParsedPhoto) -> None:
        self._jobs.cancel(JobKind.RENDER, JobKind.FIT)  # a garment dropped since is for the old one
        self._staged = None
        self._session.push(self.state.with_photo(result.photo, result.parse))
        self.staged.emit(None)
        self.state_changed.emit(self.state)
        self._show(result.scene)
        self.opened.emit(result.photo)
        if result.photo.note is not None:
            self.noted.emit(result.photo.note)
        if not result.parse.people:
            self.noted.emit(self._nobody_text())
        elif self._outfit and result.parse.largest_person is not None:
            self._fit_all(result.parse.largest_person.number, self._outfit)
        self._outfit = ()

    def _on_parsed_again(self, result: ParsedAgain) -> None:
        """Push one step: undo brings back the earlier parse, and what was worn on it."""
        if result.state is self.state:
            self.fitted.emit(())
            return
        selection = self._same_selection(result.state.parse)
        self._push(result.state)
        self.select(selection)
        notes: list[Note] = [note for worn in result.state.worn for note in worn.fit.notes]
        kept = self.tr("{garment}: left as it was, for this parser sees nothing to fit it to.")
        notes += [kept.format(garment=garment_name(worn.garment)) for worn in result.kept]
        if result.state.parse is not None and not result.state.parse.people:
            notes.append(self._nobody_text())
        self.fitted.emit(tuple(dict.fromkeys(notes)))

    def _same_selection(self, parse: HumanParse | None) -> Selection | None:
        """Find the selected person in another parse of the same photo."""
        before, chosen = self.state.parse, self._selection
        if before is None or parse is None or chosen is None:
            return None
        person = same_person(chosen.person, before, parse)
        return Selection(person, chosen.region) if person else None

    def _on_fitted(self, request: PutOnRequest, fitted: tuple[Worn, ...]) -> None:
        """Push each garment as a step, so that each can be undone.

        Where the parse was corrected meanwhile, the same person puts them on again.
        """
        parse = self.state.parse
        if parse is not None and parse is not request.parse:
            person = same_person(request.person, request.parse, parse)
            if person:
                self._fit_all(person, request.garments)
            else:
                self._reparser.go_on()
            return
        for worn in fitted:
            self._session.push(self.state.with_worn(worn))
        self._tell_state()
        for worn in fitted:
            self.select(Selection(worn.person, worn.region))
        notes = (note for worn in fitted for note in (worn.garment.warning, *worn.fit.notes))
        self.fitted.emit(tuple(note for note in notes if note is not None))
        self._reparser.go_on()

    def _on_refitted(self, result: Refitted) -> None:
        """Push each change as a step; changes to a garment that was taken off are dropped."""
        before = result.before
        if before in self.state.worn:
            for after in result.steps:
                self._session.push(self.state.with_refitted(before, after))
                before = after
            self._tell_state()
            self.fitted.emit(before.fit.notes)
            self._export_waiting()
        self._reparser.go_on()

    def _export_waiting(self) -> None:
        """Export what was asked for while a garment was being fitted."""
        path, self._export_next = self._export_next, None
        if path is not None:
            self.export(path)

    def _on_followed(self, result: Followed) -> None:
        """Show what is worn as it lies on the corrected parse; that is the same step of undo."""
        self._session.replace(result.before, result.after)
        if result.after is self.state:
            self._tell_state()
            self._export_waiting()
        if result.failure is not None:
            self.failed.emit(result.failure)
        self._reparser.go_on()

    def _on_corrected(self, corrected: CorrectedGarment) -> None:
        self.garment_corrected.emit(corrected)
        self._corrector.wear(self.state, corrected)

    def _on_reworn(self, result: Reworn) -> None:
        """Push one step for all people who wear the garment."""
        state = self.state
        steps = [step for step in result.steps if step[0] in state.worn]
        for before, after in steps:
            state = state.with_moved(before, after)
        if steps:
            self._push(state)
            self.fitted.emit(tuple(dict.fromkeys(n for _, new in steps for n in new.fit.notes)))
        if result.failure is not None:
            self.failed.emit(result.failure)
        self._reparser.go_on()

    def _on_fit_failed(self, error: Exception) -> None:
        self._export_next = None
        self.failed.emit(error)
        self.fit_given_up.emit()
        self._reparser.go_on()

    def _on_fit_cancelled(self) -> None:
        self._export_next = None
        self._reparser.give_up()
        self.fit_given_up.emit()

    def _on_parse_failed(self, error: Exception) -> None:
        if self._choice != ParserChoice():
            self._on_parser_failed(error)
            return
        self._leave_staged()
        self.failed.emit(error)

    @Slot()
    def _on_reparser_changed(self) -> None:
        self.state_changed.emit(self.state)

    def _on_parser_failed(self, error: Exception) -> None:
        """Go on with the bundled parser: a staged photo opens, an open one stays as it is."""
        if self._choice == ParserChoice():
            self.failed.emit(error)
            return
        self.use_parser_next(ParserChoice())
        self.parser_failed.emit(error)
        if self._staged is not None:
            self._parse_staged(self._staged)

    def _leave_staged(self) -> None:
        """Go back to what was there before a photo whose people were not found."""
        self._staged = None
        self.staged.emit(None)
        self.scene_changed.emit(self._scene)
