"""Keeps what the user corrects about a garment, and fits it anew where it is worn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from weakref import WeakKeyDictionary

from tryon.document.commands import Command, Correct
from tryon.document.dress import Done
from tryon.garments.corrections import Correction
from tryon.garments.garment import Garment
from tryon.garments.wardrobe import WardrobeEntry
from tryon.progress import CancelToken, Progress
from tryon.ui.kit.jobs import JobKind, Jobs
from tryon.ui.room.edit_jobs import EditRequest
from tryon.ui.room.editor import Editor
from tryon.ui.room.shelving import ShelvedGarment, ShelveRequest, shelve
from tryon.ui.room.tasks import Wardrobe


@dataclass(frozen=True, eq=False)
class CorrectRequest:
    """A garment and its correction; None to forget what was corrected."""

    garment: Garment
    correction: Correction | None
    wardrobe: Wardrobe


@dataclass(frozen=True, eq=False)
class CorrectedGarment:
    """A garment as it was, and as it is now.

    Attributes:
        before: as it was.
        after: as it is.
        entry: how the wardrobe shows it now.
    """

    before: Garment
    after: Garment
    entry: WardrobeEntry


def keep_correction(
    request: CorrectRequest, cancel: CancelToken, progress: Progress
) -> CorrectedGarment:
    """Keep a correction beside the garment."""
    after = request.wardrobe.correct(request.garment, request.correction)
    return CorrectedGarment(request.garment, after, request.wardrobe.entry_of(after))


@dataclass(frozen=True, eq=False)
class Rewear:
    """Puts a corrected garment on everybody who wears a version of it."""

    is_version: Callable[[Garment], bool]
    garment: Garment

    def __call__(
        self, request: EditRequest, cancel: CancelToken, progress: Progress
    ) -> Sequence[Command]:
        """Return the command; none if nobody wears it."""
        worn = dict.fromkeys(worn.garment for worn in request.look.worn)
        versions = tuple(filter(self.is_version, worn))
        return (Correct(versions, self.garment),) if versions else ()


class Corrector:
    """Two jobs: one keeps the correction, the other fits what is worn.

    A garment that came with a look is in no wardrobe; what was found or kept for it there counts
    as a version of it.

    Args:
        jobs: runs them.
        editor: carries out the second.
        wardrobe: keeps corrections.
        kept: called when a correction is kept.
        worn: called when a corrected garment is fitted wherever it is worn.
        failed: called when it could not be fitted.
        cancelled: called when the user cancelled fitting it.
    """

    def __init__(
        self,
        jobs: Jobs,
        editor: Editor,
        *,
        wardrobe: Wardrobe,
        kept: Callable[[CorrectedGarment], None],
        worn: Callable[[tuple[Done, ...]], None],
        failed: Callable[[Exception], None],
        cancelled: Callable[[], None],
    ) -> None:
        self._jobs, self._editor, self._wardrobe = jobs, editor, wardrobe
        self._kept, self._worn, self._failed, self._cancelled = kept, worn, failed, cancelled
        self._kept_as: WeakKeyDictionary[Garment, Path] = WeakKeyDictionary()

    def shelve(self, garment: Garment, done: Callable[[ShelvedGarment], None]) -> None:
        """Find a garment in the wardrobe, or add it; ``done`` is called with it as it is there."""

        def on_shelved(shelved: ShelvedGarment) -> None:
            assert shelved.garment.file is not None
            self._kept_as[garment] = shelved.garment.file
            done(shelved)

        request = ShelveRequest(garment, self._wardrobe)
        self._jobs.submit(JobKind.ADD_GARMENT, shelve, request, subject=garment, done=on_shelved)

    def correct(self, garment: Garment, correction: Correction | None) -> None:
        """Keep what the user says about a garment."""
        self._jobs.submit(
            JobKind.CORRECT_GARMENT,
            keep_correction,
            CorrectRequest(garment, correction, self._wardrobe),
            subject=garment.file,
            done=self._kept,
        )

    def wear(self, corrected: CorrectedGarment) -> None:
        """Fit a corrected garment where it is worn."""

        def is_version(garment: Garment) -> bool:
            file = self._kept_as.get(garment)
            return garment.is_version_of(corrected.before) or (
                file is not None and file == corrected.before.file
            )

        if any(is_version(worn.garment) for worn in self._editor.state.worn):
            self._editor.run(
                Rewear(is_version, corrected.after),
                subject=corrected.after.file,
                done=self._worn,
                failed=self._failed,
                cancelled=self._cancelled,
            )
