"""From a picture to a garment: what it is, which way up, and where it ends."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tryon.errors import GarmentError
from tryon.garments.cutout import (
    GARMENT_SIDE,
    CutOut,
    check_picture,
    find_cutout,
    has_transparency,
    without_specks,
)
from tryon.garments.pieces import pieces_of
from tryon.garments.reader.cutouts import read_cutout
from tryon.garments.reader.kinds import PictureKind
from tryon.garments.reader.network import picture_reader, upright
from tryon.garments.reader.reading import SURE, Reading
from tryon.geometry import RgbaImage
from tryon.messages import GarmentNote, GarmentProblem, Text
from tryon.pixels.resize import reduced
from tryon.shape.category import GarmentCategory

_PERHAPS_SEVERAL = 0.05
"""Least probability of several garments at which separate pieces are taken for them."""

_REFUSALS = {
    PictureKind.SHOES: GarmentProblem.SHOES,
    PictureKind.HAT: GarmentProblem.HAT,
    PictureKind.BAG: GarmentProblem.BAG,
    PictureKind.PERSON: GarmentProblem.WORN_BY_SOMEBODY,
    PictureKind.SEVERAL: GarmentProblem.SEVERAL_TOUCHING,
    PictureKind.NONE: GarmentProblem.NO_GARMENT,
}


@dataclass(frozen=True, eq=False)
class SeenGarment:
    """A garment as its picture shows it.

    Attributes:
        reading: what the network says of the picture.
        cutout: the garment alone, upright.
        category: what it is worn as.
    """

    reading: Reading
    cutout: CutOut
    category: GarmentCategory

    @property
    def rgba(self) -> RgbaImage:
        """The garment alone (h, w, 4) uint8, straight alpha."""
        return self.cutout.rgba


@dataclass(frozen=True, eq=False)
class SeenSeveral:
    """Several garments in one picture.

    Attributes:
        reading: what the network says of the picture.
        pieces: each garment (h, w, 4) alone, from left to right; at least two.
    """

    reading: Reading
    pieces: tuple[RgbaImage, ...]


@dataclass(frozen=True, eq=False)
class SeenOther:
    """What is no garment, or none that can be cut out.

    Attributes:
        reading: what the network says of the picture.
        problem: why it is not worn.
    """

    reading: Reading
    problem: Text


SeenPicture = SeenGarment | SeenSeveral | SeenOther


def read_picture(rgba: RgbaImage) -> Reading:
    """Read a picture (H, W, 4), cut out or not.

    Raises:
        WeightsError: if the network's file is missing or damaged.
        GarmentError: if the network fails, for example for lack of memory.
    """
    if has_transparency(rgba):
        return read_cutout(rgba, may_be_turned=True)
    return picture_reader().read(np.ascontiguousarray(rgba[..., :3]))


def see_picture(rgba: RgbaImage) -> SeenPicture:
    """Return what a picture (H, W, 4) uint8 shows.

    Whether there are several garments the network and the outline decide together: pieces that lie
    apart are garments of their own if the network finds that possible at all.

    Raises:
        GarmentError: if the picture is tiny or transparent, or the network fails.
        WeightsError: if the network's file is missing or damaged.
    """
    check_picture(rgba)
    rgba = reduced(rgba, GARMENT_SIDE)
    reading = read_picture(rgba)
    problem = refusal(reading)
    if problem is not None and reading.kind is not PictureKind.SEVERAL:
        return SeenOther(reading, Text(problem))
    try:
        seen = garment_of(rgba, reading)
    except GarmentError as error:
        return SeenOther(reading, error.text)
    if reading.shares[PictureKind.SEVERAL] >= _PERHAPS_SEVERAL:
        pieces = pieces_of(seen.rgba)
        if len(pieces) > 1:
            return SeenSeveral(reading, pieces)
    return seen if problem is None else SeenOther(reading, Text(problem))


def see_garment(
    rgba: RgbaImage,
    category: GarmentCategory | None = None,
    *,
    is_surely_garment: bool = False,
    pick: int | None = None,
) -> SeenGarment:
    """Cut a garment out of its picture and say what it is.

    Args:
        rgba: the picture (H, W, 4) uint8.
        category: what it is if that is known; nothing is refused then.
        is_surely_garment: whether the user says that it is one, so that nothing is refused.
        pick: which of several garments, counted from 1, left to right.

    Raises:
        GarmentError: if the picture is tiny or transparent, shows no garment, or none stands out;
            if it shows several and none is picked.
    """
    if pick is not None:
        return _picked(rgba, category, pick, is_surely_garment=is_surely_garment)
    if category is not None or is_surely_garment:
        check_picture(rgba)
        rgba = reduced(rgba, GARMENT_SIDE)
        return garment_of(rgba, read_picture(rgba), category)
    seen = see_picture(rgba)
    if isinstance(seen, SeenOther):
        raise GarmentError.of(seen.problem)
    if isinstance(seen, SeenSeveral):
        raise GarmentError(GarmentProblem.SEVERAL, count=len(seen.pieces))
    return seen


def garment_of(
    rgba: RgbaImage, reading: Reading, category: GarmentCategory | None = None
) -> SeenGarment:
    """Cut a garment out of a picture (H, W, 4) that was read; see `see_garment`."""
    cutout = find_cutout(upright(rgba, reading.turned_degrees), reading.coverage)
    return SeenGarment(reading, cutout, category or reading.category)


def refusal(reading: Reading) -> GarmentProblem | None:
    """Return why a picture is not worn; None if it shows a garment more likely than not."""
    return _REFUSALS.get(reading.kind)


def notes_of(seen: SeenPicture) -> tuple[Text, ...]:
    """Return what is worth knowing of how a picture was read."""
    reading, notes = seen.reading, []
    if reading.turned_degrees and isinstance(seen, SeenGarment):
        notes.append(GarmentNote.TURNED.with_values(degrees=reading.turned_degrees))
    if isinstance(seen, SeenSeveral) and reading.kind is not PictureKind.SEVERAL:
        notes.append(GarmentNote.APART.with_values(kind=reading.kind, count=len(seen.pieces)))
    elif reading.confidence < SURE:
        others = {k: share for k, share in reading.shares.items() if not _same(k, reading.kind)}
        other = max(others, key=others.__getitem__)
        notes.append(GarmentNote.MAYBE.with_values(kind=reading.kind, other=other))
    return tuple(notes)


def cut_out(rgba: RgbaImage) -> RgbaImage:
    """Return the garment of an upright picture (H, W, 4) alone, see `find_upright`."""
    return find_upright(rgba).rgba


def find_upright(rgba: RgbaImage) -> CutOut:
    """Cut out the garment of an upright picture (H, W, 4), whatever it is.

    Raises:
        GarmentError: if the picture is tiny or transparent, or no garment stands out.
    """
    check_picture(rgba)
    if has_transparency(rgba):  # cut out already: nobody needs to look
        return without_specks(rgba)
    return find_cutout(rgba, read_picture(rgba).coverage)


def _picked(
    rgba: RgbaImage, category: GarmentCategory | None, number: int, *, is_surely_garment: bool
) -> SeenGarment:
    seen = see_picture(rgba)
    pieces = seen.pieces if isinstance(seen, SeenSeveral) else (rgba,)
    if number > len(pieces):
        raise GarmentError(GarmentProblem.NO_SUCH_PICK, number=number, count=len(pieces))
    return see_garment(pieces[number - 1], category, is_surely_garment=is_surely_garment)


def _same(first: PictureKind, second: PictureKind) -> bool:
    """Whether two kinds are worn as the same thing."""
    return first is second or (first.category is not None and first.category is second.category)
