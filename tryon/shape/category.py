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

    @classmethod
    def usual_on(cls, region: Region) -> GarmentCategory:
        """Return what is usually worn on a region that garments can be fitted on.

        Raises:
            KeyError: for another region.
        """
        return _USUAL_ON[region]


_REGION_OF = {
    GarmentCategory.TOP: Region.UPPER,
    GarmentCategory.TROUSERS: Region.LOWER,
    GarmentCategory.SKIRT: Region.LOWER,
    GarmentCategory.DRESS: Region.DRESS,
}
_USUAL_ON = {
    Region.UPPER: GarmentCategory.TOP,
    Region.LOWER: GarmentCategory.TROUSERS,
    Region.DRESS: GarmentCategory.DRESS,
}
