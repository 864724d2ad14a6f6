"""What a picture that is meant to show a garment can show."""

from __future__ import annotations

from enum import Enum

from tryon.shape.category import GarmentCategory


class PictureKind(Enum):
    """What a picture shows, in the order of the network's output."""

    TOP = "top"
    COAT = "coat"
    TROUSERS = "trousers"
    SHORTS = "shorts"
    SKIRT = "skirt"
    DRESS = "dress"
    JUMPSUIT = "jumpsuit"
    SHOES = "shoes"
    HAT = "hat"
    BAG = "bag"
    PERSON = "person"
    SEVERAL = "several"
    NONE = "none"

    @property
    def category(self) -> GarmentCategory | None:
        """The category in which it is worn; None for what cannot be worn."""
        return _CATEGORY_OF.get(self)


_CATEGORY_OF = {
    PictureKind.TOP: GarmentCategory.TOP,
    PictureKind.COAT: GarmentCategory.TOP,
    PictureKind.TROUSERS: GarmentCategory.TROUSERS,
    PictureKind.SHORTS: GarmentCategory.TROUSERS,
    PictureKind.SKIRT: GarmentCategory.SKIRT,
    PictureKind.DRESS: GarmentCategory.DRESS,
    PictureKind.JUMPSUIT: GarmentCategory.DRESS,
}
