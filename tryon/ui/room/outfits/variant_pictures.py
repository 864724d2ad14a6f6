"""Draws variants of the open look at full size, to be compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tryon.document.dress import dress
from tryon.document.fits import KnownFits
from tryon.document.look import Look
from tryon.document.variant_commands import ShowVariant
from tryon.fitting.request import FitGarment
from tryon.progress import CancelToken, Report
from tryon.ui.kit.jobs import JobKind, Jobs
from tryon.ui.room.editor import Editor
from tryon.ui.view.pyramid import Pyramid, photo_pyramid


@dataclass(frozen=True, eq=False)
class VariantRequest:
    """A variant to draw; fits that are known need not be made."""

    look: Look
    known: KnownFits
    fit: FitGarment


def draw_variant(request: VariantRequest, cancel: CancelToken, report: Report) -> Pyramid:
    """Fit what is worn in a look, and return its picture; what cannot be fitted is left out.

    Raises:
        Cancelled: if ``cancel`` was set.
    """
    look = request.look
    assert look.parse is not None
    dressed = dress(
        look, look.parse, request.fit, known=request.known, progress=report, cancel=cancel
    )
    return photo_pyramid(dressed.state.composite())


class VariantPictures:
    """Asks for variants of the open look.

    Args:
        jobs: runs what takes long.
        editor: has the look.
        fit: fits garments.
    """

    def __init__(self, jobs: Jobs, editor: Editor, fit: FitGarment) -> None:
        self._jobs, self._editor, self._fit = jobs, editor, fit

    def draw(self, variant: int, done: Callable[[Pyramid], None]) -> None:
        """Draw a variant, from 0; ``done`` is called with its picture."""
        document = self._editor.document
        if document is not None:
            look = ShowVariant(variant).apply(document.history.look)
            request = VariantRequest(look, document.fits.known, self._fit)
            self._jobs.submit(
                JobKind.DRAW_FULL_LOOK, draw_variant, request, subject=variant, done=done
            )

    def give_up(self) -> None:
        """Draw no more."""
        self._jobs.cancel(JobKind.DRAW_FULL_LOOK)
