"""Where the garments of a command come from."""

from __future__ import annotations

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


def photo_of_wearer(text: str) -> GarmentSource:
    """Read the argument of ``--garment-from``."""
    return GarmentSource(Path(text), is_worn=True)
