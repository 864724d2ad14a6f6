"""What becomes of a picture that is added.

reading ─┬─▶ Added        its garment is in the wardrobe
├─▶ Duplicate    it was there before
├─▶ Unsure       the user is asked what it is      ─▶ read again, as that
├─▶ Several      the user chooses among garments   ─▶ each is read as a picture
├─▶ Refused      it is no garment, says the reader ─▶ read again if the user differs
└─▶ Failed       it cannot be read or kept
"""

from __future__ import annotations

from dataclasses import dataclass

from tryon.errors import TryOnError
from tryon.garments.reader.kinds import PictureKind
from tryon.garments.wardrobe import WardrobeEntry
from tryon.geometry import RgbaImage
from tryon.messages import Text
from tryon.shape.category import GarmentCategory


@dataclass(frozen=True, eq=False)
class Added:
    """The garment is kept; ``notes`` say what is worth knowing of how its picture was read."""

    entry: WardrobeEntry
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, eq=False)
class Duplicate:
    """The picture was added before, as ``entry``."""

    entry: WardrobeEntry


@dataclass(frozen=True, eq=False)
class Unsure:
    """It is a garment, but which? ``likely`` are the two likeliest, the first more so."""

    likely: tuple[GarmentCategory, GarmentCategory]


@dataclass(frozen=True, eq=False)
class Piece:
    """One of several garments in a picture.

    Attributes:
        rgba: the piece alone (h, w, 4).
        kind: what it is.
        category: what it would be worn as.
    """

    rgba: RgbaImage
    kind: PictureKind
    category: GarmentCategory


@dataclass(frozen=True, eq=False)
class Several:
    """The picture shows several garments, from left to right; at least two."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, eq=False)
class Refused:
    """It is no garment.

    Attributes:
        kind: what it is instead.
        likely: what it could be worn as, likeliest first, if the user knows better.
    """

    kind: PictureKind
    likely: tuple[GarmentCategory, ...]


@dataclass(frozen=True, eq=False)
class Failed:
    """It cannot be read, cut out or kept."""

    error: TryOnError


Outcome = Added | Duplicate | Unsure | Several | Refused | Failed
