"""Codes of the training targets, and how tags and ids of the street photos become codes."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from tryon.labels import LABEL_COUNT, Label, mirror_label_ids

BAG: Final = LABEL_COUNT
"""Internal id 20: a bag, which may stand in front of clothes but is no garment of the label set."""

CLASS_COUNT: Final = LABEL_COUNT + 1

UPPER_ANY: Final = 248
PANTS_ANY: Final = 249
FACE_ANY: Final = 250
LEG_ANY: Final = 251
SHOE_ANY: Final = 252
"""One of two labels that a collection does not tell apart, see `EITHER`."""

PERSON_ANY: Final = 253
"""A person, with nothing known about the part: the loss asks for "not background"."""

BACKGROUND_ANY: Final = 254
"""No person, but perhaps a bag: what photos annotated for people alone say about the rest."""

IGNORED: Final = 255
"""No supervision at all: crowds, void borders, small accessories."""

EITHER: Final[dict[int, tuple[int, int]]] = {
    UPPER_ANY: (Label.UPPER_CLOTHES, Label.COAT),
    PANTS_ANY: (Label.PANTS, Label.SOCKS),
    FACE_ANY: (Label.FACE, Label.TORSO_SKIN),
    LEG_ANY: (Label.LEFT_LEG, Label.RIGHT_LEG),
    SHOE_ANY: (Label.LEFT_SHOE, Label.RIGHT_SHOE),
    BACKGROUND_ANY: (Label.BACKGROUND, BAG),
}
"""Codes for which either of two labels is right; the first one's weight counts."""

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


_CRISP_CODES: Final = (
    Label.BACKGROUND,
    Label.HAT,
    Label.HAIR,
    Label.SUNGLASSES,
    UPPER_ANY,
    Label.SKIRT,
    PANTS_ANY,
    Label.DRESS,
    PERSON_ANY,  # a belt
    SHOE_ANY,
    SHOE_ANY,
    FACE_ANY,
    LEG_ANY,
    LEG_ANY,
    Label.LEFT_ARM,
    Label.RIGHT_ARM,
    BAG,
    Label.SCARF,
)
"""Codes of the 18 ids of the photos with crisp outlines (ATR). Its upper clothes include coats, its
trousers stockings and its faces necks. Arms have the right side, legs and shoes often the other."""


def crisp_codes() -> NDArray[np.uint8]:
    """Return the lookup table (256,) from ATR's ids to codes; other ids map to ``IGNORED``."""
    table = np.full(256, IGNORED, np.uint8)
    table[: len(_CRISP_CODES)] = _CRISP_CODES
    return table


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
