"""Opens photos, looks and what a crash left behind.

What is opened is staged: its photo shows while its people are searched for and its garments fitted,
and it becomes the open document when all that is done. If it fails or is cancelled, what was there
before comes back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from tryon.document.document import Document
from tryon.document.dress import dress
from tryon.document.journal import Journal, LeftBehind, Recovered, recover
from tryon.document.look import Look
from tryon.document.look_file import SUFFIX, read_look
from tryon.document.sketch import Sketcher
from tryon.fitting.request import FitGarment
from tryon.garments.thumbnails import ThumbnailCache
from tryon.geometry import RgbImage, Size
from tryon.imaging import Photo, decode_photo, read_draft, read_photo
from tryon.messages import LookNote, Text
from tryon.parsing.choice import ParserChoice
from tryon.parsing.parser_source import ParserSource, return_freed_memory
from tryon.progress import CancelToken, Report, Stage
from tryon.ui.kit.jobs import Job, JobKind, Jobs
from tryon.ui.room.first.first_picture import FirstPicture, ShowFirst
from tryon.ui.room.saver import keep_thumbnail
from tryon.ui.room.tasks import RenderRequest, render
from tryon.ui.view.pyramid import photo_pyramid
from tryon.ui.view.scene import Scene, parsed_scene


@dataclass(frozen=True, eq=False)
class LoadRequest:
    """What to open: a file, a file's content, pixels, or what a crash left behind.

    Attributes:
        path: of a photo or a look.
        photo: with the pixels.
        data: a photo's file.
        name: what to call a photo that comes as ``data``.
        left: what a crash left behind.
    """

    path: Path | None = None
    photo: Photo | None = None
    data: bytes | None = None
    name: str = ""
    left: LeftBehind | None = None


@dataclass(frozen=True, eq=False)
class Loaded:
    """What can be shown before anything is known about it.

    Attributes:
        look: the photo, and of a look what is worn.
        scene: the photo for the views.
        path: the look's file; None if it is a photo.
        recovered: the document that a crash left behind.
        notes: what is lost.
    """

    look: Look
    scene: Scene
    path: Path | None = None
    recovered: Recovered | None = None
    notes: tuple[Text, ...] = ()

    @property
    def photo(self) -> Photo:
        """The photo."""
        return self.look.photo


def load(request: LoadRequest, cancel: CancelToken, report: Report) -> Loaded:
    """Read what is to be opened and prepare its photo for the views; show a large one reduced."""
    report(Stage.LOAD_PHOTO, 0.0)
    return_freed_memory()  # of what was open earlier, and of all that was done with it
    path, recovered, notes = None, None, tuple[Text, ...]()
    if request.left is not None:
        from tryon.correction.edit_json import edit_from_json

        recovered = recover(request.left, edit_from_json)
        look = recovered.document.history.look
        if not recovered.is_whole:
            notes = (LookNote.NOT_ALL_RECOVERED.with_values(name=request.left.name),)
    elif request.path is not None and request.path.suffix.lower() == SUFFIX:
        path, opened = request.path, read_look(request.path)
        look, notes = opened.look, opened.notes
    else:
        draft = _draft(request)
        if draft is not None:
            report.show(Scene(before=photo_pyramid(*draft)))
        look = Look(_photo(request), None)
    cancel.check()
    report(Stage.LOAD_PHOTO, 0.7)
    if look.photo.note is not None:
        notes = (look.photo.note, *notes)
    return Loaded(look, Scene(before=photo_pyramid(look.photo.pixels)), path, recovered, notes)


def _draft(request: LoadRequest) -> tuple[RgbImage, Size] | None:
    if request.photo is not None:
        return None
    source = request.path if request.data is None else request.data
    return None if source is None else read_draft(source, request.name)


def _photo(request: LoadRequest) -> Photo:
    if request.photo is not None:
        return request.photo
    if request.data is not None:
        return decode_photo(request.data, request.name)
    if request.path is None:
        raise ValueError("a load request needs a path, a photo or data")
    return read_photo(request.path)


@dataclass(frozen=True, eq=False)
class PrepareRequest:
    """What was loaded and is to be opened."""

    loaded: Loaded
    source: ParserSource
    choice: ParserChoice
    fit: FitGarment
    sketcher: Sketcher | None
    thumbnails: ThumbnailCache


@dataclass(frozen=True, eq=False)
class Opened:
    """A document that is ready to be worked on.

    Attributes:
        document: with its fits.
        scene: what it shows.
        journal: goes on with it; None if there is none yet.
        notes: what the user should know.
    """

    document: Document
    scene: Scene
    journal: Journal | None
    notes: tuple[Text, ...]

    @property
    def photo(self) -> Photo:
        """The photo."""
        return self.document.history.look.photo


def prepare(request: PrepareRequest, cancel: CancelToken, report: Report) -> Opened:
    """Find people and parts unless they are known, and fit what is worn."""
    loaded, look = request.loaded, request.loaded.look
    parse = look.parse or request.source.parse(
        request.choice, look.photo.pixels, progress=report, cancel=cancel
    )
    first = FirstPicture(request.sketcher, {}, ())
    dressed = dress(
        look,
        parse,
        request.fit,
        progress=report,
        cancel=cancel,
        first=first.in_job(cancel, report),
    )
    if loaded.recovered is None:
        document = Document.of(dressed.state, loaded.path, look.aside)
    else:
        document = loaded.recovered.document
        document.take_fits(look, dressed.state.worn)
    scene = parsed_scene(loaded.scene.before, parse)
    cancel.check()
    shown = render(RenderRequest(dressed.state, scene), cancel, report)
    kept_in = document.path or look.photo.path
    if kept_in is not None:
        keep_thumbnail(request.thumbnails, kept_in, dressed.state)
    journal = None if loaded.recovered is None else loaded.recovered.journal
    return Opened(document, shown or scene, journal, (*loaded.notes, *dressed.notes))


Settle = Callable[[Callable[[], None]], None]
"""Goes on with its argument, at once or when the user has said what becomes of changes."""


def at_once(go_on: Callable[[], None]) -> None:
    """Go on without a question."""
    go_on()


class Opener(QObject):
    """Two jobs, one after the other.

    Args:
        jobs: runs them.
        parser: parses photos.
        choice: returns by which parser.
        fit: fits garments of a look.
        sketcher: draws reduced pictures of them to be shown first; None to wait for the full ones.
        show_first: shows those.
        thumbnails: where the small picture of what is opened is kept.
    """

    drafted = Signal(object)
    """(Scene) of a large photo, reduced, while it is still being read"""
    staged = Signal(object)
    """(Loaded) that shows, before it is open"""
    opened = Signal(object)
    """(Opened)"""
    left = Signal()
    """What was staged is not opened after all"""
    failed = Signal(object)
    """(Exception) of what was staged, which stays so until `leave` or `prepare`"""

    def __init__(
        self,
        jobs: Jobs,
        *,
        parser: ParserSource,
        choice: Callable[[], ParserChoice],
        fit: FitGarment,
        sketcher: Sketcher | None,
        show_first: ShowFirst,
        thumbnails: ThumbnailCache,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._parser, self._choice, self._fit = jobs, parser, choice, fit
        self._sketcher, self._show_first = sketcher, show_first
        self._thumbnails = thumbnails
        self._loaded: Loaded | None = None
        self._is_draft_shown = False

    @property
    def is_staging(self) -> bool:
        """Whether something shows that is not open yet."""
        return self._loaded is not None or self._is_draft_shown

    def open(
        self, request: LoadRequest, *, settle: Settle = at_once, shows_draft: bool = True
    ) -> None:
        """Open something; what is staged goes on until it has been read.

        Args:
            request: what to open.
            settle: asked once that can be read; goes on when the present document may go.
            shows_draft: whether a large photo may show before all of it is read.
        """

        def on_loaded(loaded: Loaded) -> None:
            settle(lambda: self._stage(loaded))

        self._jobs.submit(
            JobKind.LOAD,
            load,
            request,
            done=on_loaded,
            failed=self._on_load_failed,
            cancelled=self._leave_draft,
            shown=self._on_drafted if shows_draft else None,
        )

    def prepare(self) -> None:
        """Find people in what is staged, or find them again with another parser."""
        if self._loaded is not None:
            self._jobs.submit(
                JobKind.PARSE,
                prepare,
                PrepareRequest(
                    self._loaded,
                    self._parser,
                    self._choice(),
                    self._fit,
                    self._sketcher,
                    self._thumbnails,
                ),
                done=self._on_prepared,
                failed=self.failed.emit,
                cancelled=self.leave,
                shown=self._show_first,
            )

    def leave(self) -> None:
        """Go back to what was open before."""
        if self.is_staging:
            self._let_go()
            self.left.emit()

    def give_up(self) -> None:
        """Stop opening anything."""
        self._jobs.cancel(JobKind.LOAD, JobKind.PARSE)
        self.leave()

    def _on_drafted(self, job: Job, scene: Scene) -> None:
        if not self.is_staging:
            self._is_draft_shown = True
            self.drafted.emit(scene)

    def _on_load_failed(self, error: Exception) -> None:
        self._leave_draft()
        self._jobs.failed.emit(error)

    def _leave_draft(self) -> None:
        if self._is_draft_shown:
            self.leave()

    def _stage(self, loaded: Loaded) -> None:
        self._let_go()
        self._loaded = loaded
        self.staged.emit(loaded)
        self.prepare()

    def _on_prepared(self, opened: Opened) -> None:
        self._loaded = None
        self.opened.emit(opened)

    def _let_go(self) -> None:
        """Forget what is staged; somebody else may recover it then."""
        loaded, self._loaded = self._loaded, None
        self._is_draft_shown = False
        if loaded is not None and loaded.recovered is not None:
            loaded.recovered.journal.leave()
