"""What a window works with."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

from tryon.document.journal import journals_folder
from tryon.document.outfits.outfit_store import OutfitStore
from tryon.fitting.request import FitGarment
from tryon.garments.thumbnails import ThumbnailCache
from tryon.garments.wardrobe import GarmentLibrary
from tryon.parsing.cache import ParseCache
from tryon.parsing.choice import ParserChoice
from tryon.parsing.parser_source import ParserLoader
from tryon.ui.kit.appearance import AppearanceSwitch
from tryon.ui.kit.jobs import JobRunner, Jobs
from tryon.ui.kit.language import LanguageSwitch
from tryon.ui.room.journal_keeper import Journals
from tryon.ui.room.outfits.clipboard import ClothesClipboard
from tryon.ui.room.tasks import Wardrobe

if TYPE_CHECKING:
    from tryon.fitting.composite import FitResult
    from tryon.fitting.fit import FitCache
    from tryon.fitting.request import FitRequest
    from tryon.progress import CancelToken, Progress

_REDUCED_PEOPLE = 6
"""Of how many people measurements on the reduced photo are kept, each for one category."""


@dataclass(frozen=True, eq=False)
class Dependencies:
    """Tests bring their own.

    Attributes:
        parser: loads the parser of a choice.
        wardrobe: the garments.
        fit: fits a garment.
        jobs: runs what takes long.
        settings: what is kept from one start to the next.
        language: the language in use.
        appearance: light or dark.
        model_jobs: runs downloads and checks of models.
        cache: where parses are kept; None to parse every time.
        named_parser: the parser that the command line names.
        journals: where what is done is noted, for the case of a crash; None to note nothing.
        fit_reduced: fits a garment on a reduced part of the photo, for a picture that shows first;
            None to wait for the full one.
        spare_jobs: prepares for the next garment while nothing else runs; None not to.
        thumbnails: small pictures of recent documents.
        batch_jobs: runs batches of photos.
        clothes: what was copied, one for all windows.
        outfits: those that are kept.
    """

    parser: ParserLoader
    wardrobe: Wardrobe
    fit: FitGarment
    jobs: Jobs
    settings: QSettings
    language: LanguageSwitch
    appearance: AppearanceSwitch
    model_jobs: Jobs
    cache: ParseCache | None = None
    named_parser: ParserChoice | None = None
    journals: Journals | None = None
    fit_reduced: FitGarment | None = None
    spare_jobs: Jobs | None = None
    thumbnails: ThumbnailCache = field(default_factory=ThumbnailCache)
    batch_jobs: Jobs = field(default_factory=JobRunner)
    clothes: ClothesClipboard = field(default_factory=ClothesClipboard)
    outfits: OutfitStore = field(default_factory=OutfitStore)

    @property
    def runners(self) -> tuple[Jobs, ...]:
        """What runs the window's jobs."""
        of_journals = None if self.journals is None else self.journals.jobs
        all_jobs = (self.jobs, self.model_jobs, self.batch_jobs, of_journals, self.spare_jobs)
        return tuple(jobs for jobs in all_jobs if jobs is not None)


class UsualDependencies:
    """Makes what windows work with as users get them; they share garments, parses and clothes.

    Args:
        settings: what is kept from one start to the next.
        language: the language in use.
        appearance: light or dark.
        parser: what to parse with this time; the one chosen in the window if None.
    """

    def __init__(
        self,
        settings: QSettings,
        language: LanguageSwitch,
        appearance: AppearanceSwitch,
        parser: ParserChoice | None,
    ) -> None:
        self._settings, self._language, self._appearance = settings, language, appearance
        self._parser = parser
        self._wardrobe, self._cache = GarmentLibrary(), ParseCache()
        self._clothes = ClothesClipboard()

    def make(self) -> Dependencies:
        """Return what one more window works with."""
        return Dependencies(
            parser=ParserChoice.load,
            wardrobe=self._wardrobe,
            fit=LateFitCache().fit,
            fit_reduced=LateFitCache(_REDUCED_PEOPLE).fit,
            jobs=JobRunner(),
            spare_jobs=JobRunner(),
            settings=self._settings,
            language=self._language,
            appearance=self._appearance,
            cache=self._cache,
            named_parser=self._parser,
            model_jobs=JobRunner(),
            journals=Journals(journals_folder(), JobRunner()),
            clothes=self._clothes,
        )


class LateFitCache:
    """A `FitCache` whose modules load with the first fit: the window shows without them.

    Args:
        people: of how many people measurements are kept.
    """

    def __init__(self, people: int = 1) -> None:
        self._people = people

    @cached_property
    def _cache(self) -> FitCache:
        from tryon.fitting.fit import FitCache

        return FitCache(self._people)

    def fit(
        self, request: FitRequest, *, progress: Progress, cancel: CancelToken | None
    ) -> FitResult:
        """Fit a garment, as a `FitCache` does."""
        return self._cache.fit(request, progress=progress, cancel=cancel)
