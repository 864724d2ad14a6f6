"""What the window does, without its widgets: opens, puts on, takes off, undoes, saves, exports.

Widgets call its methods and listen to its signals. The work is done by its parts: `Opener` opens,
`Editor` carries out commands on the open document, `Reparser` parses the photo again when another
parser is chosen, `Saver` saves. What is chosen follows people from one parse to the next. A parser
that fails is replaced by the bundled one.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from tryon.document.document import Document
from tryon.document.look_file import left_out
from tryon.document.outfits.outfit_store import OutfitStore
from tryon.document.sketch import Sketcher
from tryon.fitting.request import FitGarment
from tryon.garments.garment import Garment
from tryon.garments.thumbnails import ThumbnailCache
from tryon.garments.wardrobe import WardrobeEntry
from tryon.labels import Region
from tryon.parsing.choice import ParserChoice
from tryon.parsing.parser_source import ParserSource
from tryon.session import TryOnState
from tryon.ui.kit.jobs import JobKind, Jobs
from tryon.ui.kit.picking import Selection
from tryon.ui.room.adding_queue import AddingQueue
from tryon.ui.room.dresser import Dresser
from tryon.ui.room.edit_jobs import CarriedOut
from tryon.ui.room.editor import Editor
from tryon.ui.room.first.readiness import Readiness
from tryon.ui.room.garment_lister import GarmentLister
from tryon.ui.room.journal_keeper import JournalKeeper, Journals
from tryon.ui.room.opener import Loaded, LoadRequest, Opened, Opener, Settle, at_once
from tryon.ui.room.outfits.clipboard import ClothesClipboard
from tryon.ui.room.outfits.outfit_keeper import OutfitKeeper
from tryon.ui.room.outfits.outfitter import Outfitter
from tryon.ui.room.outfits.variant_pictures import VariantPictures
from tryon.ui.room.outliner import Outliner
from tryon.ui.room.parse_corrector import ParseCorrector
from tryon.ui.room.query_viewer import QueryViewer
from tryon.ui.room.refitter import Refitter
from tryon.ui.room.renderer import Renderer
from tryon.ui.room.reparser import Reparser
from tryon.ui.room.saver import Saver, SaveRequest, mark_saved
from tryon.ui.room.sharing.exporter import Export, Exporter
from tryon.ui.room.sizing.size_fitter import SizeFitter
from tryon.ui.room.taker import Taker
from tryon.ui.room.tasks import LoadedGarments, Wardrobe
from tryon.ui.room.wall.full_looks import FullLooks
from tryon.ui.room.wall.wall_exporter import WallExporter
from tryon.ui.room.wall.wall_pictures import WallPictures
from tryon.ui.room.wardrobe.carrier import Carrier
from tryon.ui.room.wardrobe.details_keeper import DetailsKeeper
from tryon.ui.room.wardrobe.relister import Relister
from tryon.ui.room.wardrobe.thumbnailer import Thumbnailer
from tryon.ui.view.scene import Scene


class FittingRoom(QObject):
    """The open document and the jobs that change it."""

    state_changed = Signal(object)
    """(TryOnState)"""
    scene_changed = Signal(object)
    """(Scene | None)"""
    staged = Signal(object)
    """(Photo) that shows before it is open; None while it is not read yet, and when that is over"""
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
    saved = Signal(object)
    """(Path)"""
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
        fit_reduced: FitGarment | None = None,
        spare_jobs: Jobs | None = None,
        thumbnails: ThumbnailCache,
        journals: Journals | None = None,
        clothes: ClothesClipboard | None = None,
        outfits: OutfitStore | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._parser, self._wardrobe = jobs, parser, wardrobe
        self._choice = ParserChoice()
        self._outfit: tuple[Path, ...] = ()
        self._listed: tuple[WardrobeEntry, ...] = ()
        self.renderer = Renderer(jobs, self)
        self.renderer.scene_changed.connect(self.scene_changed)
        sketcher = None if fit_reduced is None else Sketcher(fit_reduced)
        self.editor = Editor(
            jobs, fit=fit, sketcher=sketcher, show_first=self.renderer.show_first, parent=self
        )
        self.editor.state_changed.connect(self._on_state_changed)
        self.dresser = Dresser(jobs, self.editor, wardrobe=wardrobe, parent=self)
        self.dresser.selection_changed.connect(self.selection_changed)
        self.dresser.fitted.connect(self.fitted)
        self.dresser.failed.connect(self.failed)
        self.dresser.given_up.connect(self._on_fit_given_up)
        self.dresser.settled.connect(self._on_settled)
        self.dresser.garment_corrected.connect(self.garment_corrected)
        self.dresser.garments_kept.connect(self.garments_loaded)
        self.outfitter = Outfitter(self.editor, self.dresser, clothes or ClothesClipboard())
        self.outfits = OutfitKeeper(jobs, outfits or OutfitStore(), wardrobe, self)
        self.variants = VariantPictures(jobs, self.editor, fit)
        self.exporter = Exporter(jobs, self.editor, self.dresser, self)
        self.exporter.exported.connect(self.exported)
        self.editor.settled.connect(self.dresser.tell_kept)
        self.editor.unsettled.connect(self._on_unsettled)
        self.parse_corrector = ParseCorrector(
            jobs, self.editor, self.dresser, parser=parser, choice=lambda: self._choice, parent=self
        )
        self.parse_corrector.failed.connect(self.failed)
        self.queries = QueryViewer(jobs, parser=parser, choice=lambda: self._choice, parent=self)
        self.queries.failed.connect(self.failed)
        self.opener = Opener(
            jobs,
            parser=parser,
            choice=lambda: self._choice,
            fit=fit,
            sketcher=sketcher,
            show_first=self.renderer.show_first,
            thumbnails=thumbnails,
            parent=self,
        )
        self.opener.drafted.connect(self._on_drafted)
        self.opener.staged.connect(self._on_staged)
        self.opener.opened.connect(self._on_opened)
        self.opener.left.connect(self._on_left)
        self.opener.failed.connect(self._on_open_failed)
        if sketcher is not None and spare_jobs is not None:
            readiness = Readiness(
                jobs,
                spare_jobs,
                self.editor,
                self.dresser,
                wardrobe=wardrobe,
                sketcher=sketcher,
                fit=fit,
                parent=self,
            )
            self.garments_loaded.connect(readiness.use_garments)
        wall_sketcher = sketcher or Sketcher(fit)
        self.wall = WallPictures(jobs, self.editor, wardrobe, wall_sketcher, self)
        self.wall_exporter = WallExporter(jobs, self.wall, wardrobe, wall_sketcher, fit)
        self.garment_corrected.connect(self.wall.forget_corrected)
        self.full_looks = FullLooks(jobs, self.editor, wardrobe, fit)
        self.size_fitter = SizeFitter(jobs, self.editor, fit)
        self.saver = Saver(jobs, thumbnails=thumbnails, saved=self._on_saved)
        self.journal = JournalKeeper(journals, self)
        self.journal.noted.connect(self.noted)
        self.editor.acted.connect(self.journal.add)
        self.lister = GarmentLister(jobs, wardrobe=wardrobe, loaded=self._tell_garments)
        self.taker = Taker(jobs, parser=parser, wardrobe=wardrobe, kept=self._tell_garments)
        self.outliner = Outliner(jobs, wardrobe=wardrobe)
        self.thumbnailer = Thumbnailer(jobs, wardrobe, self)
        self.details = DetailsKeeper(jobs, wardrobe, self)
        self.carrier = Carrier(jobs, wardrobe)
        self.relister = Relister(jobs, wardrobe, self)
        self.adding = AddingQueue(jobs, wardrobe, self)
        self.adding.failed.connect(self.failed)
        self._reparser = Reparser(
            jobs,
            self.editor,
            parser=parser,
            done=self._on_parsed_again,
            failed=self._on_parser_failed,
            parent=self,
        )
        self._reparser.active_changed.connect(self._on_reparser_changed)
        self._reparser.given_up.connect(self.parse_given_up)

    @property
    def jobs(self) -> Jobs:
        """What runs whatever takes long."""
        return self._jobs

    @property
    def document(self) -> Document | None:
        """What is open; None before the first photo. It is changed by this class only."""
        return self.editor.document

    @property
    def state(self) -> TryOnState:
        """What the open document shows."""
        return self.editor.state

    @property
    def selection(self) -> Selection | None:
        """The chosen person and region."""
        return self.dresser.selection

    @property
    def refitter(self) -> Refitter:
        """What fits a worn garment with other parameters."""
        return self.dresser.refitter

    @property
    def is_staging(self) -> bool:
        """Whether a photo shows that is not open yet."""
        return self.opener.is_staging

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
        if self.opener.is_staging:
            self.opener.prepare()
        elif self.document is not None:
            self._reparser.start(choice)

    def use_parser_next(self, choice: ParserChoice) -> None:
        """Parse with ``choice`` from the next photo on; any other parser is freed."""
        self._choice = choice
        self._parser.keep_only(choice)

    def load_garments(self) -> None:
        """List what the garment panel shows, some garments after the others."""
        self.lister.list_all()

    def load_garment(self, entry: WardrobeEntry, done: Callable[[Garment], None]) -> None:
        """Load the garment of an entry; ``done`` is called with it."""
        self.lister.load(entry, done)

    def open_file(self, path: Path, outfit: tuple[tuple[Region, Path], ...] = ()) -> None:
        """Open a photo or a look; the largest person of a photo then puts on the outfit."""
        self.open(LoadRequest(path=path), outfit=tuple(garment for _, garment in outfit))

    def open(
        self,
        request: LoadRequest,
        *,
        outfit: tuple[Path, ...] = (),
        settle: Settle = at_once,
        shows_draft: bool = True,
    ) -> None:
        """Open a photo, a look or what a crash left behind.

        Args:
            request: what to open.
            outfit: what the largest person of a photo then puts on.
            settle: asked once that can be read; goes on when the present document may go.
            shows_draft: whether a large photo may show before all of it is read.
        """
        self._outfit = outfit
        self.opener.open(request, settle=settle, shows_draft=shows_draft)

    def close_document(self) -> None:
        """Close what is open, whether it is saved or not."""
        self.opener.give_up()
        self._reparser.stop()
        self._jobs.cancel(JobKind.FIT)
        self.journal.end()
        self.exporter.forget()
        self.editor.set_document(None)
        self.select(None)
        self.renderer.set_scene(None)
        self.state_changed.emit(self.state)

    def save(
        self, path: Path, *, links_photo: bool, done: Callable[[], None] | None = None
    ) -> None:
        """Save what is open as it is now; ``done`` is called when it is in the file."""
        if self.document is not None:
            self.saver.save(self.document, self.state, path, links_photo=links_photo, done=done)

    def select(self, selection: Selection | None) -> None:
        """Choose a person and region, or nothing."""
        self.dresser.select(selection)

    def put_on(self, garment: Garment | WardrobeEntry, *, person: int | None = None) -> None:
        """Fit a garment on ``person``, else on the selected, else on the largest person."""
        self.dresser.put_on(garment, person=person)

    def take_off(self) -> None:
        """Take off the topmost garment of the selection, or of anyone if nothing is selected."""
        self.dresser.take_off()

    def take_off_all(self) -> None:
        """Go back to the photo as it was opened."""
        self.dresser.take_off_all()

    def export(self, path: Path) -> None:
        """Write the composite at full size, after a fit that is still running."""
        self.exporter.export(Export(path))

    def undo(self) -> None:
        """Step back; what is still being fitted or opened is cancelled."""
        if not self._give_up_opening() and not self.refitter.take_back():
            self.editor.step_by(-1)

    def give_up(self) -> bool:
        """Cancel what is being opened, parsed or fitted; False if nothing is."""
        is_fitting = any(job.kind is JobKind.FIT for job in self._jobs.active)
        if is_fitting:
            self._jobs.cancel(JobKind.FIT)
        return self._give_up_opening() or is_fitting

    def redo(self) -> None:
        """Step forward; garments still being fitted are cancelled."""
        self.editor.step_by(1)

    def go_to(self, position: int) -> None:
        """Return to a step of the history; garments still being fitted are cancelled."""
        self.editor.go_to(position)

    def _give_up_opening(self) -> bool:
        is_opening = self.is_staging or self.is_parsing_again
        if is_opening:
            self._jobs.cancel(JobKind.LOAD, JobKind.PARSE)
            self._reparser.give_up()
        return is_opening

    def _nobody_text(self) -> str:
        return self.tr("Nobody was found in this photo. Open one that shows a person.")

    def _on_drafted(self, scene: Scene) -> None:
        self.select(None)
        self.staged.emit(None)
        self.renderer.show_in_front(scene)

    def _on_staged(self, loaded: Loaded) -> None:
        self._reparser.stop()
        self._jobs.cancel(JobKind.FIT)
        self.select(None)
        self.staged.emit(loaded.photo)
        self.renderer.show_in_front(loaded.scene)

    def _on_opened(self, opened: Opened) -> None:
        self._jobs.cancel(JobKind.FIT)  # a garment dropped since is for the old photo
        self.journal.begin(opened.document, opened.journal)
        self.exporter.forget()
        self.editor.set_document(opened.document)
        self.staged.emit(None)
        self.state_changed.emit(self.state)
        self.renderer.set_scene(opened.scene)
        self.opened.emit(opened.photo)
        for note in opened.notes:
            self.noted.emit(note)
        parse = self.state.parse
        largest = None if parse is None else parse.largest_person
        if largest is None:
            self.noted.emit(self._nobody_text())
        elif self._outfit:
            self.dresser.put_on_all(largest.number, self._outfit)
        self._outfit = ()

    def _on_left(self) -> None:
        self.staged.emit(None)
        self.renderer.bring_back()

    def _on_open_failed(self, error: Exception) -> None:
        if self._choice != ParserChoice():
            self._on_parser_failed(error)
            return
        self.opener.leave()
        self.failed.emit(error)

    def _on_saved(self, request: SaveRequest) -> None:
        action = mark_saved(request)
        if request.document is self.document:
            self.journal.add(action)
        self.editor.history_changed.emit()
        self.saved.emit(request.path)
        for note in left_out(request.look, request.path):
            self.noted.emit(note)

    def _on_state_changed(self, state: TryOnState) -> None:
        """Tell of the state at once; its picture follows when a job has rendered it."""
        chosen = self.selection
        if chosen is not None and (state.parse is None or chosen.person > len(state.parse.people)):
            self.select(None)
        self.state_changed.emit(state)
        self.renderer.render(state)

    def _tell_garments(self, loaded: LoadedGarments) -> None:
        self.garments_loaded.emit(loaded)
        self._listed += loaded.entries
        if loaded.is_last:  # before, it would only take time from the listing
            self.thumbnailer.fill(self._listed)
            self._listed = ()
            self.relister.start()

    def _on_parsed_again(self, carried: CarriedOut) -> None:
        """Take one step: undo brings back the earlier parse, and what was worn on it."""
        before, chosen = self.state.parse, self.selection
        self.editor.take(carried.request, carried.done)
        if carried.done:
            self.dresser.follow(chosen, before)
        self.dresser.tell(carried.done)
        if carried.done and self.state.parse is not None and not self.state.parse.people:
            self.noted.emit(self._nobody_text())

    def _on_settled(self) -> None:
        self.exporter.go_on()
        self._reparser.go_on()

    def _on_unsettled(self) -> None:
        self._on_fit_given_up(True)

    def _on_fit_given_up(self, is_cancelled: bool) -> None:
        self.exporter.give_up()
        if is_cancelled:
            self._reparser.give_up()
        self.fit_given_up.emit()

    def _on_reparser_changed(self) -> None:
        self.state_changed.emit(self.state)

    def _on_parser_failed(self, error: Exception) -> None:
        """Go on with the bundled parser: a staged photo opens, an open one stays as it is."""
        if self._choice == ParserChoice():
            self.failed.emit(error)
            return
        self.use_parser_next(ParserChoice())
        self.parser_failed.emit(error)
        self.opener.prepare()
