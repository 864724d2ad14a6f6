"""What of a garment can be taken hold of where it lies: its frame and its ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tryon.garments.ends import End
from tryon.garments.placement import Frame
from tryon.geometry import Points


@dataclass(frozen=True, eq=False)
class Layout:
    """Where a garment lies with one set of parameters.

    Attributes:
        frame: the frame around it as long as it is, before it is moved by hand.
        ends: where the middle (2,) of each end's edge lies by hand.
    """

    frame: Frame
    ends: Mapping[End, Points]
