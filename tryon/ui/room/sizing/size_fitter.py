"""Finds how the sizes of a worn garment lie, and draws them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from tryon.document.commands import SetHeight
from tryon.document.dress import dress
from tryon.document.fits import KnownFits
from tryon.document.look import Look, WornGarment
from tryon.fitting.parameters import FitParameters
from tryon.fitting.request import FitGarment
from tryon.fitting.sized import SizedFits
from tryon.garments.sizes.size_table import SizeTable
from tryon.geometry import Box
from tryon.human_parse import HumanParse
from tryon.progress import CancelToken, Progress, Report, Stage
from tryon.session import Worn
from tryon.ui.kit.jobs import JobKind, Jobs
from tryon.ui.room.editor import Editor
from tryon.ui.view.pyramid import Pyramid, photo_pyramid

_MARGIN = 0.05
"""Around a person, in heights."""


@dataclass(frozen=True, eq=False)
class SizeRequest:
    """A worn garment whose sizes are wanted.

    Attributes:
        look: what is worn.
        worn: the garment.
        table: its sizes.
        height_cm: how tall the person is.
    """

    look: Look
    worn: WornGarment
    table: SizeTable
    height_cm: float


def find_sizes(request: SizeRequest, cancel: CancelToken, progress: Progress) -> SizedFits:
    """Find how each size lies.

    Raises:
        FitError: if the person or the table cannot be used.
    """
    from tryon.fitting.fit_sizes import fit_sizes

    progress(Stage.WARP, 0.0)
    look = request.look
    assert look.parse is not None
    return fit_sizes(
        look.request_for(request.worn, look.parse), request.table.rows, request.height_cm
    )


@dataclass(frozen=True, eq=False)
class DrawSizeRequest:
    """A picture of a person in one size.

    Attributes:
        look: what is worn, the garment as it is now.
        worn: the garment.
        parameters: how the size lies.
        known: fits that need not be made.
        fit: fits it.
    """

    look: Look
    worn: WornGarment
    parameters: FitParameters
    known: KnownFits
    fit: FitGarment


def draw_size(request: DrawSizeRequest, cancel: CancelToken, report: Report) -> Pyramid:
    """Fit a size and return the person's part of the picture, at the photo's size.

    Raises:
        Cancelled: if ``cancel`` was set.
    """
    sized = replace(request.worn, parameters=request.parameters)
    look = request.look.with_changed(request.worn, sized)
    assert look.parse is not None
    box = shown_box(look.parse, sized.person)
    dressed = dress(
        look, look.parse, request.fit, known=request.known, progress=report, cancel=cancel
    )
    return photo_pyramid(np.ascontiguousarray(dressed.state.composite()[box.slices]))


def shown_box(parse: HumanParse, person: int) -> Box:
    """Return the part of the photo that shows a person with room for wider clothes."""
    box = parse.person(person).box
    return box.grown(round(_MARGIN * box.height), limit=parse.size)


class SizeFitter:
    """Asks for the sizes of what is worn.

    Args:
        jobs: runs what takes long.
        editor: whose look it is.
        fit: fits garments.
    """

    def __init__(self, jobs: Jobs, editor: Editor, fit: FitGarment) -> None:
        self._jobs, self._editor, self._fit = jobs, editor, fit

    def height_of(self, person: int) -> float | None:
        """Return how tall a person of the open look is, if that is known."""
        document = self._editor.document
        return None if document is None else document.history.look.height_of(person)

    def set_height(self, person: int, height_cm: float | None) -> None:
        """Note how tall a person is, as a step."""
        self._editor.do(SetHeight(person, height_cm))

    def find(
        self,
        worn: Worn,
        table: SizeTable,
        height_cm: float,
        *,
        done: Callable[[SizedFits], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Find how each size of a worn garment lies."""
        found = self._worn(worn)
        if found is not None:
            request = SizeRequest(found[0], found[1], table, height_cm)
            self._jobs.submit(JobKind.FIT_SIZES, find_sizes, request, done=done, failed=failed)

    def draw(
        self, worn: Worn, parameters: FitParameters, size: str, done: Callable[[Pyramid], None]
    ) -> None:
        """Draw a size; a newer request for the size takes its place."""
        found, document = self._worn(worn), self._editor.document
        if found is not None and document is not None:
            request = DrawSizeRequest(*found, parameters, document.fits.known, self._fit)
            self._jobs.submit(
                JobKind.DRAW_FULL_LOOK, draw_size, request, subject=("size", size), done=done
            )

    def give_up(self) -> None:
        """Find and draw no more."""
        self._jobs.cancel(JobKind.FIT_SIZES)
        self._jobs.cancel(JobKind.DRAW_FULL_LOOK)

    def _worn(self, worn: Worn) -> tuple[Look, WornGarment] | None:
        """Return the present look and what of it a fit shows."""
        document = self._editor.document
        if document is None:
            return None
        look = document.history.look
        found = look.worn_at(worn.person, worn.region)
        return None if found is None else (look, found)
