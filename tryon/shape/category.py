"""The kinds of garment that can be fitted."""

from __future__ import annotations

from enum import Enum

from tryon.labels import Region


class GarmentCategory(Enum):
    """The kinds of garment that can be fitted; the value is the name in ``garments.json``."""

    TOP = "top"
    TROUSERS = "trousers"
    SKIRT = "skirt"
    DRESS = "dress"

    @property
    def region(self) -> Region:
        """The region this kind of garment is worn on."""
        return _REGION_OF[self]


_REGION_OF = {
    GarmentCategory.TOP: Region.UPPER,
    GarmentCategory.TROUSERS: Region.LOWER,
    GarmentCategory.SKIRT: Region.LOWER,
    GarmentCategory.DRESS: Region.DRESS,
}
