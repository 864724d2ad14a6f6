"""What a list shows of a garment."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tryon.garments.details.details import Details
from tryon.messages import Text
from tryon.shape.category import GarmentCategory


@dataclass(frozen=True)
class WardrobeEntry:
    """What a list shows of a garment; `GarmentLibrary.load` returns the garment by its file.

    Attributes:
        name: what to call it.
        category: what it is, as the user corrected it.
        file: its picture, by which it is known.
        is_own: whether the user added it, so that it can be removed.
        warning: why the correction kept for it is not used; None if it is, or there is none.
        details: what the user notes about it.
        added_at: when it was added, in seconds since 1970; 0 for what ships with the app.
        thumbnail: what its small picture is known by; changes with the picture.
        lost: why its picture cannot be shown, missing or damaged; None if it can.
    """

    name: str
    category: GarmentCategory
    file: Path
    is_own: bool = False
    warning: Text | None = None
    details: Details = field(default_factory=Details)
    added_at: float = 0.0
    thumbnail: str = ""
    lost: Text | None = None
