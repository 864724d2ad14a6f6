"""What pulling the end of a sleeve, a leg or the hem does: the part becomes longer or shorter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.garments.ends import End, EndName
from tryon.garments.parameters import LIMITS, USUAL, FitParameters
from tryon.geometry import Points
from tryon.ui.viewport import Position

EndsOf = Callable[[FitParameters], tuple[End, ...]]
"""Where the garment's parts end with other parameters, in the photo."""

_STEPS = 16


@dataclass(frozen=True, eq=False)
class EndPull:
    """The end of a part, taken at one place.

    Attributes:
        grip: which end.
        start: the parameters when it was taken.
        origin: where it was taken, in the photo.
        lengths: values (N,) of its parameter, rising.
        trail: where the end lies (N, 2) with each of them, in the photo.
    """

    grip: EndName
    start: FitParameters
    origin: Position
    lengths: NDArray[np.float64]
    trail: Points

    @classmethod
    def take(
        cls, grip: EndName, start: FitParameters, origin: Position, ends_of: EndsOf
    ) -> EndPull:
        """Take an end, and follow it through all lengths that it can have."""
        name = grip.parameter
        own, usual = getattr(start, name), getattr(USUAL, name)
        lengths = np.unique([*np.linspace(*LIMITS[name], _STEPS), own, usual])
        trail = [_place_of(grip, ends_of(start.with_number(name, float(x)))) for x in lengths]
        is_known = np.array([place is not None for place in trail])
        places = np.array([place for place in trail if place is not None])
        return cls(grip, start, origin, lengths[is_known], places.reshape(-1, 2))

    def to(self, at: Position, *, is_free: bool = False) -> FitParameters:
        """Give the parameters with which the end lies nearest to where it is pulled."""
        if len(self.trail) < 2:
            return self.start
        own = getattr(self.start, self.grip.parameter)
        taken = self.trail[np.abs(self.lengths - own).argmin()]
        wanted = taken + np.array([at.x - self.origin.x, at.y - self.origin.y])
        steps = np.diff(self.trail, axis=0)
        along = ((wanted - self.trail[:-1]) * steps).sum(axis=1)
        share = np.clip(along / np.maximum((steps**2).sum(axis=1), 1e-9), 0.0, 1.0)
        away = np.linalg.norm(self.trail[:-1] + share[:, None] * steps - wanted, axis=1)
        best = int(away.argmin())
        length = self.lengths[best] + share[best] * (self.lengths[best + 1] - self.lengths[best])
        return self.start.with_number(self.grip.parameter, float(length))


def _place_of(name: EndName, ends: tuple[End, ...]) -> Points | None:
    return next((end.at for end in ends if end.name is name), None)
