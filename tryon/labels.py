"""The label set: the 20 CIHP classes of M2FP, and the regions that a user dresses.

Ids are the published ones (Look Into Person / CIHP, arXiv 1811.12596). Left and right are the
person's own, so the left arm is usually on the right-hand side of the photo.
"""

from __future__ import annotations

from enum import Enum, IntEnum

import numpy as np
from numpy.typing import NDArray


class Label(IntEnum):
    """One CIHP class; the value is the id stored in label maps."""

    BACKGROUND = 0
    HAT = 1
    HAIR = 2
    GLOVES = 3
    SUNGLASSES = 4
    UPPER_CLOTHES = 5
    DRESS = 6
    COAT = 7
    SOCKS = 8
    PANTS = 9
    TORSO_SKIN = 10
    SCARF = 11
    SKIRT = 12
    FACE = 13
    LEFT_ARM = 14
    RIGHT_ARM = 15
    LEFT_LEG = 16
    RIGHT_LEG = 17
    LEFT_SHOE = 18
    RIGHT_SHOE = 19

    @property
    def title(self) -> str:
        """The published name, for example ``"Torso-skin"`` or ``"UpperClothes"``."""
        return _TITLES[self]


_TITLES = {
    Label.BACKGROUND: "Background",
    Label.HAT: "Hat",
    Label.HAIR: "Hair",
    Label.GLOVES: "Gloves",
    Label.SUNGLASSES: "Sunglasses",
    Label.UPPER_CLOTHES: "UpperClothes",
    Label.DRESS: "Dress",
    Label.COAT: "Coat",
    Label.SOCKS: "Socks",
    Label.PANTS: "Pants",
    Label.TORSO_SKIN: "Torso-skin",
    Label.SCARF: "Scarf",
    Label.SKIRT: "Skirt",
    Label.FACE: "Face",
    Label.LEFT_ARM: "Left-arm",
    Label.RIGHT_ARM: "Right-arm",
    Label.LEFT_LEG: "Left-leg",
    Label.RIGHT_LEG: "Right-leg",
    Label.LEFT_SHOE: "Left-shoe",
    Label.RIGHT_SHOE: "Right-shoe",
}

LABEL_COUNT = len(Label)


class Region(Enum):
    """A part of a person that takes one garment; the value is its name on the command line."""

    UPPER = "upper"
    LOWER = "lower"
    DRESS = "dress"
    SHOES = "shoes"
    HAT = "hat"
    SCARF = "scarf"


CLOTHES = (Label.UPPER_CLOTHES, Label.COAT, Label.DRESS, Label.PANTS, Label.SKIRT)
"""What covers the torso and the legs."""
TOPS = frozenset({Label.UPPER_CLOTHES, Label.COAT})
TROUSERS_AND_SKIRTS = frozenset({Label.PANTS, Label.SKIRT})
ABOVE_THE_WAIST = TOPS | {Label.DRESS}
"""What lies over the upper edge of trousers or a skirt."""
BELOW_THE_WAIST = TROUSERS_AND_SKIRTS | {Label.DRESS}
"""What lies below the hem of a top, or under it."""
ARMS = frozenset({Label.LEFT_ARM, Label.RIGHT_ARM})
LEGS = frozenset({Label.LEFT_LEG, Label.RIGHT_LEG})
SHOES = frozenset({Label.LEFT_SHOE, Label.RIGHT_SHOE})
BARE = frozenset({Label.FACE, Label.TORSO_SKIN}) | ARMS | LEGS
"""Skin, wherever it shows."""
HEAD = frozenset({Label.HAT, Label.HAIR, Label.SUNGLASSES, Label.FACE})
IN_FRONT = HEAD | {Label.SCARF, Label.GLOVES}
"""What lies in front of any garment."""

REGION_LABELS: dict[Region, frozenset[Label]] = {
    Region.UPPER: TOPS,
    Region.LOWER: TROUSERS_AND_SKIRTS,
    Region.DRESS: frozenset(CLOTHES),
    Region.SHOES: SHOES,
    Region.HAT: frozenset({Label.HAT}),
    Region.SCARF: frozenset({Label.SCARF}),
}
"""Labels that a garment for the region replaces. A dress takes the place of top and bottom too."""

_MIRROR_PAIRS = (
    (Label.LEFT_ARM, Label.RIGHT_ARM),
    (Label.LEFT_LEG, Label.RIGHT_LEG),
    (Label.LEFT_SHOE, Label.RIGHT_SHOE),
)


def region_of_label(label: Label) -> Region | None:
    """Return the region that a click on ``label`` selects, None for skin, hair and background."""
    if label is Label.DRESS:
        return Region.DRESS
    for region, labels in REGION_LABELS.items():
        if label in labels:
            return region
    return None


def is_any_of(ids: NDArray[np.uint8], labels: frozenset[Label]) -> NDArray[np.bool_]:
    """Return the mask (H, W) of ids that are one of ``labels``."""
    found = np.zeros(ids.shape, np.bool_)
    for label in labels:
        found |= ids == label.value
    return found


def mirror_label_ids() -> NDArray[np.uint8]:
    """Return the lookup table (20,) that swaps left and right ids, for flipped label maps."""
    table = np.arange(LABEL_COUNT, dtype=np.uint8)
    for left, right in _MIRROR_PAIRS:
        table[left], table[right] = right, left
    return table
