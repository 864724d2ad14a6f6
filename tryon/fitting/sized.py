"""What `tryon.fitting.fit_sizes` finds: how the sizes of a garment lie on a person."""

from __future__ import annotations

from dataclasses import dataclass

from tryon.body.stature import BodyScale
from tryon.fitting.parameters import FitParameters
from tryon.messages import SizeNote


@dataclass(frozen=True)
class SizedFit:
    """How a size lies.

    Attributes:
        size: its name.
        parameters: those by which it lies so.
        notes: what the user should know.
    """

    size: str
    parameters: FitParameters
    notes: tuple[SizeNote, ...] = ()


@dataclass(frozen=True)
class SizedFits:
    """How all sizes of a garment lie on a person.

    Attributes:
        scale: how large the person is in the photo, and how sure that is.
        fits: the sizes, in their order.
    """

    scale: BodyScale
    fits: tuple[SizedFit, ...]

    def of(self, size: str) -> SizedFit:
        """Return one of them by its name, whatever its case."""
        return next(fit for fit in self.fits if fit.size.casefold() == size.casefold())
