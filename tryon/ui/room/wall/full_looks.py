"""Draws looks of the wall at the photo's own size, to be compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tryon.document.dress import dress
from tryon.document.fits import KnownFits
from tryon.document.look import Look
from tryon.document.wall.tried import with_tried
from tryon.fitting.request import FitGarment
from tryon.garments.wardrobe import WardrobeEntry
from tryon.geometry import Box
from tryon.messages import Text
from tryon.progress import CancelToken, Report
from tryon.ui.kit.jobs import JobKind, Jobs
from tryon.ui.room.editor import Editor
from tryon.ui.room.tasks import Wardrobe
from tryon.ui.view.pyramid import Pyramid, photo_pyramid


@dataclass(frozen=True, eq=False)
class FullLookRequest:
    """A look at full size.

    Attributes:
        entry: the garment that is tried.
        person: who tries it.
        box: what of the photo is wanted.
        look: what is worn else.
        known: fits that need not be made.
        wardrobe: loads the garment.
        fit: fits it.
    """

    entry: WardrobeEntry
    person: int
    box: Box
    look: Look
    known: KnownFits
    wardrobe: Wardrobe
    fit: FitGarment


def draw_full(request: FullLookRequest, cancel: CancelToken, report: Report) -> Pyramid | Text:
    """Fit a garment at full size; return a part of the picture, or why it cannot be fitted.

    Raises:
        TryOnError: if the garment cannot be loaded.
        Cancelled: if ``cancel`` was set.
    """
    look, tried = with_tried(
        request.look, request.person, request.wardrobe.load(request.entry.file)
    )
    assert look.parse is not None
    dressed = dress(
        look, look.parse, request.fit, known=request.known, progress=report, cancel=cancel
    )
    if not any(w.garment is tried.garment and w.person == tried.person for w in dressed.state.worn):
        return dressed.notes[-1]
    return photo_pyramid(np.ascontiguousarray(dressed.state.composite()[request.box.slices]))


class FullLooks:
    """Asks for looks at full size.

    Args:
        jobs: runs what takes long.
        editor: whose look it is.
        wardrobe: has the garments.
        fit: fits them.
    """

    def __init__(self, jobs: Jobs, editor: Editor, wardrobe: Wardrobe, fit: FitGarment) -> None:
        self._jobs, self._editor, self._wardrobe, self._fit = jobs, editor, wardrobe, fit

    def draw(
        self, entry: WardrobeEntry, person: int, box: Box, done: Callable[[Pyramid | Text], None]
    ) -> None:
        """Draw a person in a garment; a newer request for the same garment takes its place."""
        document = self._editor.document
        if document is not None:
            request = FullLookRequest(
                entry,
                person,
                box,
                document.history.look,
                document.fits.known,
                self._wardrobe,
                self._fit,
            )
            self._jobs.submit(
                JobKind.DRAW_FULL_LOOK, draw_full, request, subject=entry.file, done=done
            )

    def give_up(self) -> None:
        """Draw no more."""
        self._jobs.cancel(JobKind.DRAW_FULL_LOOK)
