"""Where each pixel of a result comes from: photographed, moved or guessed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

OriginMap = NDArray[np.uint8]
"""An `Origin` for each pixel (H, W)."""


class Origin(IntEnum):
    """Where a pixel comes from; the greater the value, the less is known of it."""

    PHOTO = 0
    """The photo: the pixel was not touched."""
    MOVED = 1
    """The garment's own picture: its pixels, bent to their place and lit as the photo is."""
    GUESSED = 2
    """Nothing that was photographed there: skin, background or clothes below that the old clothes
    hid, and cloth continued beyond the garment's picture."""


@dataclass(frozen=True)
class OriginShares:
    """How much of a picture was changed, as fractions of all its pixels."""

    moved: float = 0.0
    guessed: float = 0.0

    @classmethod
    def of(cls, origins: OriginMap) -> OriginShares:
        """Measure a map (H, W); nothing of an empty one was changed."""
        moved, guessed = (
            float(np.count_nonzero(origins == origin)) / max(origins.size, 1)
            for origin in (Origin.MOVED, Origin.GUESSED)
        )
        return cls(moved, guessed)

    @property
    def changed(self) -> float:
        """What is not the photo's any more."""
        return self.moved + self.guessed

    @property
    def photo(self) -> float:
        """What was not touched."""
        return 1 - self.changed

    @property
    def percentages(self) -> tuple[float, float, float]:
        """The share of each `Origin`, in their order, to one decimal: they sum to 100."""
        moved, guessed = (round(100 * share, 1) for share in (self.moved, self.guessed))
        return round(100 - moved - guessed, 1), moved, guessed


ORIGIN_COLORS: dict[Origin, tuple[int, int, int]] = {
    Origin.MOVED: (40, 120, 255),
    Origin.GUESSED: (255, 140, 0),
}
"""How what is not the photo's is tinted: two colours that the colour-blind tell apart."""
TINT_ALPHA = 0.55
"""How strongly: the picture shines through."""
_GREYS = np.array([0, 128, 255], np.uint8)
"""Of each `Origin`."""


def origin_greys(origins: OriginMap) -> NDArray[np.uint8]:
    """Return a map (H, W) to be seen: black the photo, grey what was moved, white a guess."""
    return np.asarray(_GREYS[origins], np.uint8)
