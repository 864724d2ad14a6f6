"""What a try-on shows, without Qt: photo, parse, and garments worn with their fits.

Window and command line share it. What it follows from, without the fits, is a look: see
`tryon.document`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tryon.errors import FitError
from tryon.fitting.composite import PLAIN, FitResult, LayerState, compose, compose_origins
from tryon.fitting.origin import OriginMap
from tryon.fitting.parameters import USUAL, FitParameters
from tryon.fitting.request import FitGarment, FitRequest
from tryon.garments.garment import Garment
from tryon.geometry import RgbImage
from tryon.human_parse import HumanParse
from tryon.imaging import Photo
from tryon.labels import Region
from tryon.messages import Text
from tryon.progress import CancelToken, Progress, ignore_progress


@dataclass(frozen=True, eq=False)
class Worn:
    """One garment on one region of one person, how it lies there, and how much of it shows.

    Photo, garment and parameters make the same fit again.
    """

    person: int
    region: Region
    garment: Garment
    fit: FitResult
    parameters: FitParameters = USUAL
    layer: LayerState = PLAIN

    @property
    def seen(self) -> FitResult | None:
        """What shows of its fit; None if it is hidden."""
        return self.layer.seen(self.fit)

    def request_on(self, photo: RgbImage, parse: HumanParse) -> FitRequest:
        """Return the request for the same fit on a photo (H, W, 3) with this parse."""
        return FitRequest(photo, parse, self.person, self.region, self.garment, self.parameters)


@dataclass(frozen=True, eq=False)
class FitOutcome:
    """The result of a request.

    Attributes:
        request: what was asked for.
        result: how the garment lies, or why it cannot be fitted.
    """

    request: FitRequest
    result: FitResult | FitError

    @property
    def failure(self) -> FitError | None:
        """Why the garment cannot be fitted; None if it was."""
        return self.result if isinstance(self.result, FitError) else None

    @property
    def worn(self) -> Worn:
        """The garment as it is worn now.

        Raises:
            FitError: if it cannot be fitted.
        """
        if isinstance(self.result, FitError):
            raise self.result
        request = self.request
        return Worn(
            request.person, request.region, request.garment, self.result, request.parameters
        )


def fit_each(
    requests: Iterable[FitRequest],
    fit: FitGarment,
    *,
    progress: Progress = ignore_progress,
    cancel: CancelToken | None = None,
) -> Iterator[FitOutcome]:
    """Fit one garment after the other, each when its outcome is asked for.

    A failure does not stop the others: who reads `FitOutcome.worn` stops at the first one, who
    looks at `FitOutcome.failure` goes on.

    Raises:
        Cancelled: if ``cancel`` was set.
    """
    token = cancel or CancelToken()
    for request in requests:
        token.check()
        try:
            result: FitResult | FitError = fit(request, progress=progress, cancel=token)
        except FitError as error:
            result = error
        yield FitOutcome(request, result)


@dataclass(frozen=True, eq=False)
class TryOnState:
    """What is seen.

    Attributes:
        photo: the opened photo, or None before the first.
        parse: its parse, or None while it is not known yet.
        worn: garments in the order in which they lie over each other, lowest first.
    """

    photo: Photo | None = None
    parse: HumanParse | None = None
    worn: tuple[Worn, ...] = ()

    def with_layer(self, worn: Worn) -> TryOnState:
        """Lay a garment over everything that is worn already."""
        return replace(self, worn=(*self.worn, worn))

    @property
    def notes(self) -> tuple[tuple[str | None, Text], ...]:
        """What is worth knowing of the photo, of garments and of how they lie, each once.

        With each comes the garment that it is about; None for the photo.
        """
        found: list[tuple[str | None, Text]] = []
        if self.photo is not None and self.photo.note is not None:
            found.append((None, self.photo.note))
        for worn in self.worn:
            warning = () if worn.garment.warning is None else (worn.garment.warning,)
            for note in (*warning, *worn.garment.notes, *worn.fit.notes):
                if (worn.garment.name, note) not in found:
                    found.append((worn.garment.name, note))
        return tuple(found)

    @property
    def seen(self) -> tuple[FitResult, ...]:
        """What shows of the fits, lowest first."""
        return tuple(fit for worn in self.worn if (fit := worn.seen) is not None)

    def composite(self) -> RgbImage:
        """Return the photo (H, W, 3) with every garment worn.

        Raises:
            ValueError: if there is no photo.
        """
        if self.photo is None:
            raise ValueError("no photo to composite")
        return compose(self.photo.pixels, self.seen)

    def origins(self) -> OriginMap:
        """Return where each pixel (H, W) of the composite comes from.

        Raises:
            ValueError: if there is no photo.
        """
        if self.photo is None:
            raise ValueError("no photo to composite")
        return compose_origins(self.photo.size, self.seen)

    def coverage(self) -> NDArray[np.uint8]:
        """Return how far the garments worn cover each pixel (H, W) of the photo, 255 for fully.

        Raises:
            ValueError: if there is no photo.
        """
        if self.photo is None:
            raise ValueError("no photo to composite")
        coverage = np.zeros(self.photo.pixels.shape[:2], np.uint8)
        for fit in self.seen:
            inside = coverage[fit.box.slices]
            np.maximum(inside, fit.covered, out=inside)
        return coverage
