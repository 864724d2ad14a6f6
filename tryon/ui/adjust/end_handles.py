"""What pulling the end of a sleeve, a leg or the hem does: the part becomes longer or shorter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.fitting.adjust.handles import End
from tryon.fitting.parameters import LIMITS, USUAL, FitParameters
from tryon.geometry import Points
from tryon.ui.kit.viewport import Position

EndsWith = Callable[[FitParameters], Mapping[End, Points]]
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

    grip: End
    start: FitParameters
    origin: Position
    lengths: NDArray[np.float64]
    trail: Points

    @classmethod
    def take(
        cls, grip: End, start: FitParameters, origin: Position, ends_with: EndsWith
    ) -> EndPull:
        """Take an end, and follow it through all lengths that it can have."""
        name = grip.parameter
        own, usual = getattr(start, name), getattr(USUAL, name)
        lengths = np.unique([*np.linspace(*LIMITS[name], _STEPS), own, usual])
        places = [ends_with(start.with_number(name, float(length)))[grip] for length in lengths]
        return cls(grip, start, origin, lengths, np.array(places))

    def to(self, at: Position, *, is_free: bool = False) -> FitParameters:
        """Return the parameters with which the end lies nearest to where it is pulled."""
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
