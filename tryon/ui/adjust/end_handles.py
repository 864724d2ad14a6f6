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
"""Lengths between the limits for which the end is followed."""


@dataclass(frozen=True, eq=False)
class EndPull:
    """A drag of the end of a sleeve, a leg or the hem.

    Attributes:
        handle: which end.
        start: the parameters when the drag began.
        origin: where it began, in the photo.
        lengths: values (N,) of the end's parameter, rising.
        trail: where the end lies (N, 2) with each of them, in the photo.
    """

    handle: End
    start: FitParameters
    origin: Position
    lengths: NDArray[np.float64]
    trail: Points

    @classmethod
    def take(
        cls, handle: End, start: FitParameters, origin: Position, ends_with: EndsWith
    ) -> EndPull:
        """Begin to drag an end: find where it lies at each length that it can have."""
        name = handle.parameter
        known = getattr(start, name), getattr(USUAL, name)
        lengths = np.unique([*np.linspace(*LIMITS[name], _STEPS), *known])
        places = [ends_with(start.with_number(name, float(length)))[handle] for length in lengths]
        return cls(handle, start, origin, lengths, np.array(places))

    def to(self, at: Position, *, is_free: bool = False) -> FitParameters:
        """Return the parameters with which the end lies nearest to where it is pulled."""
        start_length = getattr(self.start, self.handle.parameter)
        start_place = self.trail[np.abs(self.lengths - start_length).argmin()]
        wanted = start_place + np.array([at.x - self.origin.x, at.y - self.origin.y])
        steps = np.diff(self.trail, axis=0)
        along = ((wanted - self.trail[:-1]) * steps).sum(axis=1)
        fractions = np.clip(along / np.maximum((steps**2).sum(axis=1), 1e-9), 0.0, 1.0)
        distances = np.linalg.norm(self.trail[:-1] + fractions[:, None] * steps - wanted, axis=1)
        best = int(distances.argmin())
        step_length = self.lengths[best + 1] - self.lengths[best]
        length = self.lengths[best] + fractions[best] * step_length
        return self.start.with_number(self.handle.parameter, float(length))
