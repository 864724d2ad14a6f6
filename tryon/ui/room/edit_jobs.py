"""What the editor's jobs do, as plain functions of frozen requests: commands and their fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from tryon.document.commands import Command
from tryon.document.document import Document
from tryon.document.dress import Done, carry_out, dress, fit_or_keep
from tryon.document.fits import FitKey, KnownFits, find_fit
from tryon.document.history import Step
from tryon.document.look import Look, WornGarment
from tryon.fitting.request import FitGarment
from tryon.human_parse import HumanParse
from tryon.progress import CancelToken, Progress, Report
from tryon.session import TryOnState, Worn
from tryon.ui.room.first.first_picture import FirstPicture


@dataclass(frozen=True, eq=False)
class EditRequest:
    """A document as it is, and what makes the commands that are to be carried out on it.

    Attributes:
        document: which one.
        step: its present step.
        look: that step's look.
        known: fits that there are.
        fit: fits a garment.
        first: shows what is made before it is there.
        make: makes the commands.
    """

    document: Document
    step: Step
    look: Look
    known: KnownFits
    fit: FitGarment
    first: FirstPicture
    make: MakeCommands

    @property
    def parse(self) -> HumanParse:
        """The look's parse."""
        assert self.look.parse is not None
        return self.look.parse

    def lying(self, worn: WornGarment) -> Worn | None:
        """Return how a garment of the look lies; None if that is not known."""
        return find_fit(self.known, self.parse, worn)


class MakeCommands(Protocol):
    """Makes commands in a job: loads a garment, parses the photo."""

    def __call__(
        self, request: EditRequest, cancel: CancelToken, progress: Progress
    ) -> Sequence[Command]:
        """Return the commands; none if there is nothing to do."""
        ...


@dataclass(frozen=True, eq=False)
class CarriedOut:
    """What a job made of a request."""

    request: EditRequest
    done: tuple[Done, ...]


def carry_out_all(request: EditRequest, cancel: CancelToken, report: Report) -> CarriedOut:
    """Make commands and carry out one after the other; all or none.

    Raises:
        FitError: if a garment cannot be fitted.
        GarmentError: likewise.
    """
    look, known, all_done = request.look, dict(request.known), list[Done]()
    for command in request.make(request, cancel, report):
        done = carry_out(
            command,
            look,
            request.fit,
            known=known,
            progress=report,
            cancel=cancel,
            first=request.first.in_job(cancel, report),
        )
        look = done.look
        assert look.parse is not None
        known |= {FitKey.of(look.parse, WornGarment.of(worn)): worn for worn in done.worn}
        all_done.append(done)
    return CarriedOut(request, tuple(all_done))


@dataclass(frozen=True, eq=False)
class ReturnRequest:
    """A step to return to whose fits are not all kept."""

    document: Document
    position: int
    look: Look
    known: KnownFits
    fit: FitGarment
    first: FirstPicture


@dataclass(frozen=True, eq=False)
class Returned:
    """The step with its fits."""

    request: ReturnRequest
    state: TryOnState


def dress_step(request: ReturnRequest, cancel: CancelToken, report: Report) -> Returned:
    """Make the fits of a step again."""
    assert request.look.parse is not None
    dressed = dress(
        request.look,
        request.look.parse,
        request.fit,
        known=request.known,
        progress=report,
        cancel=cancel,
        first=request.first.in_job(cancel, report),
    )
    return Returned(request, dressed.state)


@dataclass(frozen=True, eq=False)
class SettleRequest:
    """A look whose garments lie as they did on an earlier parse, some of them.

    Attributes:
        document: whose look it is.
        look: garments, and the parse to fit them to.
        lying: how each of them lies; None for those that could not be fitted before.
        known: fits that there are.
        fit: fits a garment.
        first: shows what is made before it is there.
    """

    document: Document
    look: Look
    lying: tuple[Worn | None, ...]
    known: KnownFits
    fit: FitGarment
    first: FirstPicture


@dataclass(frozen=True, eq=False)
class Settled:
    """How the garments lie on their own parse, and which cannot be fitted to it and stay."""

    request: SettleRequest
    worn: tuple[Worn, ...]
    kept: tuple[Worn, ...]


def settle(request: SettleRequest, cancel: CancelToken, report: Report) -> Settled:
    """Fit what lies as on an earlier parse."""
    worn, kept = fit_or_keep(
        request.look,
        request.lying,
        request.fit,
        known=request.known,
        progress=report,
        cancel=cancel,
        first=request.first.in_job(cancel, report),
    )
    return Settled(request, worn, kept)
