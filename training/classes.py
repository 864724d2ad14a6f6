"""Codes of the training targets, and how the 59 tags of the street photos become labels."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from tryon.labels import LABEL_COUNT, Label, mirror_label_ids

BAG: Final = LABEL_COUNT
"""Internal id 20: a bag, which may stand in front of clothes but is no garment of the label set."""

CLASS_COUNT: Final = LABEL_COUNT + 1

PERSON_ANY: Final = 253
"""A person, with nothing known about the part: the loss asks for "not background"."""

BACKGROUND_ANY: Final = 254
"""No person, but perhaps a bag: what photos annotated for people alone say about the rest."""

IGNORED: Final = 255
"""No supervision at all: crowds, void borders, small accessories."""

SKIN: Final = 100
SHOES: Final = 101
SUIT: Final = 102
"""Intermediate codes that ``training.parts`` resolves with the body's pose."""

_TAGS: Final[dict[int, tuple[str, ...]]] = {
    Label.BACKGROUND: ("null",),
    Label.HAT: ("hat",),
    Label.HAIR: ("hair",),
    Label.GLOVES: ("gloves",),
    Label.SUNGLASSES: ("sunglasses", "glasses"),
    Label.UPPER_CLOTHES: (
        "blouse", "bodysuit", "bra", "hoodie", "jumper", "shirt", "sweater", "sweatshirt",
        "t-shirt", "top", "vest", "tie",
    ),
    Label.DRESS: ("dress", "romper", "swimwear", "intimate"),
    Label.COAT: ("blazer", "cape", "cardigan", "coat", "jacket"),
    Label.SOCKS: ("socks", "stockings", "tights"),
    Label.PANTS: ("jeans", "leggings", "pants", "shorts", "panties"),
    Label.SCARF: ("scarf",),
    Label.SKIRT: ("skirt",),
    BAG: ("bag", "purse", "wallet"),
    SKIN: ("skin",),
    SUIT: ("suit",),
    SHOES: (
        "boots", "clogs", "flats", "heels", "loafers", "pumps", "sandals", "shoes", "sneakers",
        "wedges",
    ),
    PERSON_ANY: ("accessories", "belt", "bracelet", "earrings", "necklace", "ring", "watch"),
}  # fmt: skip


def tag_codes(tag_names: dict[int, str]) -> NDArray[np.uint8]:
    """Return the lookup table from a tag id to its code.

    Args:
        tag_names: the data set's names by id, for example ``{0: "null", 41: "skin"}``.

    Returns:
        uint8 (256,) table; ids without a name map to ``IGNORED``.
    """
    code_of_name = {name: code for code, names in _TAGS.items() for name in names}
    table = np.full(256, IGNORED, np.uint8)
    for tag, name in tag_names.items():
        table[tag] = code_of_name[name]
    return table


def mirror_codes() -> NDArray[np.uint8]:
    """Return the lookup table (256,) that swaps left and right in a flipped map of codes."""
    table = np.arange(256, dtype=np.uint8)
    table[:LABEL_COUNT] = mirror_label_ids()
    return table
