"""What a window works with."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QSettings

from tryon.document.outfits.outfit_store import OutfitStore
from tryon.fitting.request import FitGarment
from tryon.garments.thumbnails import ThumbnailCache
from tryon.parsing.cache import ParseCache
from tryon.parsing.choice import ParserChoice
from tryon.parsing.parser_source import ParserLoader
from tryon.ui.kit.appearance import AppearanceSwitch
from tryon.ui.kit.jobs import JobRunner, Jobs
from tryon.ui.kit.language import LanguageSwitch
from tryon.ui.room.journal_keeper import Journals
from tryon.ui.room.outfits.clipboard import ClothesClipboard
from tryon.ui.room.tasks import Wardrobe


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
