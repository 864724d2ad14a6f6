"""From a picture to a garment: what it is, which way up, and where it ends."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tryon.errors import GarmentError
from tryon.garments.cutout import CutOut, check_picture, find_cutout, has_transparency
from tryon.garments.reader.cutouts import read_cutout
from tryon.garments.reader.kinds import PictureKind
from tryon.garments.reader.network import picture_reader, upright
from tryon.garments.reader.reading import Reading
from tryon.geometry import RgbaImage
from tryon.messages import GarmentProblem
from tryon.shape.category import GarmentCategory

_REFUSALS = {
    PictureKind.SHOES: GarmentProblem.SHOES,
    PictureKind.HAT: GarmentProblem.HAT,
    PictureKind.BAG: GarmentProblem.BAG,
    PictureKind.PERSON: GarmentProblem.WORN_BY_SOMEBODY,
    PictureKind.SEVERAL: GarmentProblem.SEVERAL,
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


def read_picture(rgba: RgbaImage) -> Reading:
    """Read a picture (H, W, 4), cut out or not.

    Raises:
        WeightsError: if the network's file is missing or damaged.
        GarmentError: if the network fails, for example for lack of memory.
    """
    if has_transparency(rgba):
        return read_cutout(rgba, may_be_turned=True)
    return picture_reader().read(np.ascontiguousarray(rgba[..., :3]))


def see_garment(
    rgba: RgbaImage,
    category: GarmentCategory | None = None,
    *,
    is_surely_garment: bool = False,
) -> SeenGarment:
    """Cut a garment out of its picture and say what it is.

    Args:
        rgba: the picture (H, W, 4) uint8.
        category: what it is if that is known; nothing is refused then.
        is_surely_garment: whether the user says that it is one, so that nothing is refused.

    Raises:
        GarmentError: if the picture is tiny or transparent, shows no garment, or none stands out.
    """
    check_picture(rgba)
    reading = read_picture(rgba)
    problem = refusal(reading)
    if problem is not None and category is None and not is_surely_garment:
        raise GarmentError(problem)
    return garment_of(rgba, reading, category)


def garment_of(
    rgba: RgbaImage, reading: Reading, category: GarmentCategory | None = None
) -> SeenGarment:
    """Cut a garment out of a picture (H, W, 4) that was read; see `see_garment`."""
    cutout = find_cutout(upright(rgba, reading.turned_degrees), reading.coverage)
    return SeenGarment(reading, cutout, category or reading.category)


def refusal(reading: Reading) -> GarmentProblem | None:
    """Return why a picture is not worn; None if it shows a garment more likely than not."""
    return _REFUSALS.get(reading.kind)


def cut_out(rgba: RgbaImage) -> RgbaImage:
    """Return the garment of an upright picture (H, W, 4) alone, see `find_upright`."""
    return find_upright(rgba).rgba


def find_upright(rgba: RgbaImage) -> CutOut:
    """Cut out the garment of an upright picture (H, W, 4), whatever it is.

    Raises:
        GarmentError: if the picture is tiny or transparent, or no garment stands out.
    """
    check_picture(rgba)
    return find_cutout(rgba, read_picture(rgba).coverage)
