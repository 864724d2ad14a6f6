"""Dyeing a garment: its cloth gets another colour, its folds, seams and texture stay."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np

from tryon.errors import EntryError
from tryon.fitting.cloth.cloth import Cloth, Colour, lit
from tryon.fitting.cloth.colours import WHITE, Floats, to_linear
from tryon.json_file import quoted
from tryon.messages import EntryProblem

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_EXAMPLE = '{"colour": "#aa3355", "prints_too": false}'
_BRIGHTEST = np.float32(0.82)
"""Linear light of dyed cloth, so that folds of white cloth can be brighter still."""


@dataclass(frozen=True)
class Dye:
    """A colour for a garment's cloth.

    Attributes:
        colour: red, green and blue of sRGB, 0 to 255.
        prints_too: whether prints and stripes of other colours are dyed too.
        instead_of: about which of the garment's colours is dyed; None for the commonest.

    Raises:
        ValueError: if a colour is none.
    """

    colour: Colour
    prints_too: bool = False
    instead_of: Colour | None = None

    def __post_init__(self) -> None:
        for colour in (self.colour, self.instead_of):
            if colour is not None and not _is_colour(colour):
                raise ValueError(f"a colour must be three whole numbers 0 to 255, got {colour!r}")

    @classmethod
    def of_hex(cls, text: str, *, prints_too: bool = False) -> Dye:
        """Read a colour like ``#aa3355``; ``#1b2a5e:#aa3355`` dyes what is about the first one.

        Raises:
            EntryError: if it is none.
        """
        before, colon, colour = text.rpartition(":")
        return cls(colour_of_hex(colour), prints_too, colour_of_hex(before) if colon else None)

    @property
    def hex(self) -> str:
        """The colour like ``#aa3355``."""
        return hex_of(self.colour)

    def to_json(self) -> dict[str, Any]:
        """Return what `from_json` reads."""
        stored = {"colour": self.hex, "prints_too": self.prints_too}
        if self.instead_of is not None:
            stored["instead_of"] = hex_of(self.instead_of)
        return stored

    @classmethod
    def from_json(cls, stored: object) -> Dye:
        """Read what `to_json` returned.

        Raises:
            EntryError: if it is no dye.
        """
        if not isinstance(stored, dict) or set(stored) - {"instead_of"} != {"colour", "prints_too"}:
            raise EntryError(EntryProblem.NOT_THE_FORM, example=_EXAMPLE)
        if type(stored["prints_too"]) is not bool:
            raise EntryError(EntryProblem.NOT_THE_FORM, example=_EXAMPLE)
        before = stored.get("instead_of")
        return cls(
            colour_of_hex(stored["colour"]),
            stored["prints_too"],
            None if before is None else colour_of_hex(before),
        )


def colour_of_hex(text: object) -> Colour:
    """Read a colour like ``#aa3355``.

    Raises:
        EntryError: if it is none.
    """
    if not isinstance(text, str) or not _HEX.fullmatch(text):
        raise EntryError(EntryProblem.NO_COLOUR, name="dye", found=quoted(text))
    red, green, blue = bytes.fromhex(text[1:])
    return red, green, blue


def hex_of(colour: Colour) -> str:
    """Return a colour like ``#aa3355``."""
    return "#" + bytes(colour).hex()


def dyed(cloth: Cloth, dye: Dye) -> Floats:
    """Return a garment in another colour: linear light (H, W, 3)."""
    wanted = WHITE * np.minimum(to_linear(np.array(dye.colour, np.uint8)), _BRIGHTEST)
    if dye.prints_too:
        return lit(wanted, cloth.light)
    return cloth.prints.laid_over(lit(wanted, cloth.prints.light))


def _is_colour(colour: Colour) -> bool:
    return len(colour) == 3 and all(type(value) is int and 0 <= value <= 255 for value in colour)
