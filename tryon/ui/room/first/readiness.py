"""Prepares for the next garment while nothing else runs, so that its first picture shows at once.

What takes long before a garment is first put on somebody is the same for all garments: libraries
and the network that reads garments load, and the person is measured. So one garment after the other
is put on, and nobody is told: the first one of each category on whoever is chosen, else on the
largest person. Other garments are only loaded, which measures those that never were. What somebody
waits for cancels this; what was measured until then is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot

from tryon.document.look import Look, WornGarment
from tryon.document.sketch import Sketcher
from tryon.errors import TryOnError
from tryon.fitting.request import FitGarment
from tryon.human_parse import HumanParse
from tryon.labels import Region
from tryon.progress import CancelToken, Report
from tryon.shape.category import GarmentCategory
from tryon.ui.kit.jobs import Job, JobKind, Jobs
from tryon.ui.kit.picking import Selection, target_of
from tryon.ui.room.dresser import Dresser
from tryon.ui.room.editor import Editor
from tryon.ui.room.tasks import LoadedGarments, Wardrobe

_IDLE_MS = 50
"""How long nothing must run before this begins."""
_MOST_LOADED = 12
"""How many garments are loaded, those first that a list shows first."""


@dataclass(frozen=True, eq=False)
class ReadyRequest:
    """What to prepare for.

    Attributes:
        file: a garment of the wardrobe.
        wardrobe: loads it.
        look: whose photo and parse it is put on; None to load it only.
        person: who puts it on.
        sketcher: puts it on where the full fit takes longer.
        fit: puts it on else; None not to.
    """

    file: Path
    wardrobe: Wardrobe
    look: Look | None
    person: int
    sketcher: Sketcher
    fit: FitGarment | None


def get_ready(request: ReadyRequest, cancel: CancelToken, report: Report) -> None:
    """Load a garment and put it on; all that stays is what is measured once.

    Raises:
        Cancelled: if ``cancel`` was set.
    """
    with suppress(TryOnError):  # whoever puts it on is told
        garment = request.wardrobe.load(request.file)
        look = request.look
        if look is None or look.parse is None:
            return
        worn = WornGarment(request.person, garment)
        sketches = request.sketcher.sketches(look.with_worn(worn), {}, (), cancel)
        if not list(sketches) and request.fit is not None:
            request.fit(look.request_for(worn, look.parse), progress=report, cancel=cancel)


class Readiness(QObject):
    """Knows what is prepared, and prepares the next thing.

    Args:
        jobs: what the user waits for; while it runs, nothing is prepared.
        spare_jobs: prepares.
        editor: whose photo it is.
        dresser: who is chosen.
        wardrobe: loads garments.
        sketcher: draws first pictures.
        fit: fits at full size.
    """

    def __init__(
        self,
        jobs: Jobs,
        spare_jobs: Jobs,
        editor: Editor,
        dresser: Dresser,
        *,
        wardrobe: Wardrobe,
        sketcher: Sketcher,
        fit: FitGarment,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._spare_jobs = jobs, spare_jobs
        self._editor, self._dresser = editor, dresser
        self._wardrobe, self._sketcher, self._fit = wardrobe, sketcher, fit
        self._garments: dict[Path, GarmentCategory] = {}
        self._loaded: set[Path] = set()
        self._wearer: tuple[HumanParse, int] | None = None
        self._fitted: set[GarmentCategory] = set()
        self._wait = QTimer(self, singleShot=True, interval=_IDLE_MS)
        self._wait.timeout.connect(self._go_on)
        jobs.started.connect(self._on_started)
        jobs.ended.connect(self._on_ended)
        dresser.selection_changed.connect(self._on_selection_changed)

    def use_garments(self, loaded: LoadedGarments) -> None:
        """Prepare for garments that are listed, and for those first that have just been added."""
        new = {entry.file: entry.category for entry in loaded.entries}
        self._garments = new | self._garments if loaded.is_added else self._garments | new
        self._wait.start()

    @Slot(object)
    def _on_started(self, job: Job) -> None:
        self._wait.stop()
        self._spare_jobs.cancel()

    @Slot(object)
    def _on_ended(self, job: Job) -> None:
        self._wait.start()

    @Slot(object)
    def _on_selection_changed(self, selection: Selection | None) -> None:
        self._wait.start()

    @Slot()
    def _go_on(self) -> None:
        """Prepare the next thing, unless something else runs."""
        document = self._editor.document
        if document is None:
            self._wearer = None
        if document is None or self._jobs.active or self._spare_jobs.active:
            return
        look = document.history.look
        if look.parse is None:
            return
        chosen = self._dresser.selection
        target = target_of(look.parse, chosen, Region.UPPER)
        if target is not None:
            wearer = look.parse, target.person
            if wearer != self._wearer:
                self._wearer, self._fitted = wearer, set()
            first = target.region if chosen is None else chosen.region
            for category, file in _one_of_each(self._garments, first).items():
                if category not in self._fitted:
                    done = partial(self._on_fitted, wearer, category)
                    self._prepare(file, look, target.person, done)
                    return
        for file in islice(self._garments, _MOST_LOADED):
            if file not in self._loaded:
                self._prepare(file, None, 0, partial(self._on_loaded, file))
                return

    def _prepare(
        self, file: Path, look: Look | None, person: int, done: Callable[[None], None]
    ) -> None:
        # What is kept at full size is of one category only: of the one that is wanted most.
        fit = None if self._fitted else self._fit
        request = ReadyRequest(file, self._wardrobe, look, person, self._sketcher, fit)
        failed = partial(self._on_failed, done)
        self._spare_jobs.submit(JobKind.GET_READY, get_ready, request, done=done, failed=failed)

    def _on_failed(self, done: Callable[[None], None], error: Exception) -> None:
        done(None)  # it would fail again

    def _on_fitted(
        self, wearer: tuple[HumanParse, int], category: GarmentCategory, nothing: None
    ) -> None:
        if wearer == self._wearer:
            self._fitted.add(category)
        self._go_on()

    def _on_loaded(self, file: Path, nothing: None) -> None:
        self._loaded.add(file)
        self._go_on()


def _one_of_each(
    garments: Mapping[Path, GarmentCategory], first: Region | None
) -> dict[GarmentCategory, Path]:
    """Return a garment of each category, those of a region first."""
    found: dict[GarmentCategory, Path] = {}
    for file, category in sorted(garments.items(), key=lambda each: each[1].region is not first):
        found.setdefault(category, file)
    return found
