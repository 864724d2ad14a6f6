"""Where added garments go."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from tryon.garments.garment import Garment
from tryon.garments.wardrobe import WardrobeEntry


class Shelf(Protocol):
    """Where garments are kept, as `tryon.garments.wardrobe.GarmentLibrary` does."""

    def find(self, picture_key: str) -> WardrobeEntry | None:
        """Return the garment that was cut out of a picture; None if none is kept."""
        ...

    def keep(
        self, garment: Garment, *, original: Path | bytes | None = None, picture_key: str = ""
    ) -> Path:
        """Keep a garment and the picture that it was cut out of; return its cut-out there.

        Raises:
            ExportError: if it cannot be written.
        """
        ...

    def entry_of(self, garment: Garment) -> WardrobeEntry:
        """Return how a kept garment is shown."""
        ...
