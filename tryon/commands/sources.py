"""Values of options that name a garment's picture, or a point on it."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class GarmentSource:
    """A picture of a garment, or a photo of somebody who wears it."""

    path: Path
    is_worn: bool


def product_photo(text: str) -> GarmentSource:
    """Read the argument of ``--garment``."""
    return GarmentSource(Path(text), is_worn=False)


def photo_of_worn_garment(text: str) -> GarmentSource:
    """Read the argument of ``--garment-from``."""
    return GarmentSource(Path(text), is_worn=True)


def named_point(text: str) -> tuple[str, float, float]:
    """Read the argument of ``--set``: a landmark's name, and its place in [0, 1]."""
    name, _, place = text.partition("=")
    x, _, y = place.partition(",")
    try:
        return name, float(x), float(y)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{text} is no point such as armpit_left=0.21,0.35"
        ) from error
