"""Pictures as callers have them: files, arrays and Pillow images."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from os import PathLike
from pathlib import Path
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tryon.errors import EntryError
from tryon.fitting.cloth.pattern import (
    USUAL_SCALE,
    Pattern,
    PatternPicture,
    read_pattern_picture,
)
from tryon.garments.garment import Garment
from tryon.garments.loading import garment_of_pixels
from tryon.garments.loading import load_garment as load_garment_file
from tryon.imaging import Photo, photo_of_object, read_photo, rgba_of_object
from tryon.json_file import quoted
from tryon.labels import Region
from tryon.messages import EntryProblem
from tryon.shape.category import GarmentCategory

Picture: TypeAlias = "str | PathLike[str] | NDArray[np.uint8] | Image.Image"
"""A file's name, an array of uint8 (RGB, RGBA or grey; not OpenCV's BGR), or a Pillow image."""

REGIONS = tuple(dict.fromkeys(category.region for category in GarmentCategory))
"""What garments can be worn on."""

Member = TypeVar("Member", bound=Enum)


def member_of(name: str, value: str | Member, choices: tuple[Member, ...]) -> Member:
    """Return the member of an enum that an argument names, or is.

    Raises:
        EntryError: a ValueError that lists the choices, if there is no such member.
    """
    for choice in choices:
        if value in (choice, choice.value):
            return choice
    raise EntryError(
        EntryProblem.NO_CHOICE,
        name=name,
        choices=tuple(str(choice.value) for choice in choices),
        found=quoted(value),
    )


def as_region(region: str | Region | None) -> Region | None:
    """Return the region that an argument names, one that garments are worn on."""
    return None if region is None else member_of("region", region, REGIONS)


def as_category(category: str | GarmentCategory | None) -> GarmentCategory | None:
    """Return the category that an argument names."""
    return None if category is None else member_of("category", category, tuple(GarmentCategory))


def load_pattern(
    picture: Picture,
    *,
    scale: float = USUAL_SCALE,
    angle_degrees: float = 0.0,
    keeps_prints: bool = False,
    name: str | None = None,
) -> Pattern:
    """Return a picture as a pattern that a garment may have.

    Args:
        picture: what is repeated; where it is transparent the cloth's own colour or dye shows.
        scale: its width in widths of the garment, 0.02 to 2.
        angle_degrees: how far it is turned, clockwise.
        keeps_prints: whether prints and stripes of other colours stay over it.
        name: what to call it; None for the file's name.

    Raises:
        ImageReadError: if the picture cannot be read.
        EntryError: a ValueError, if a number is out of range.
    """
    if isinstance(picture, str | PathLike):
        found = read_pattern_picture(Path(picture))
        kept = found if name is None else replace(found, name=name)
    else:
        called = name or "pattern"
        kept = PatternPicture.of(rgba_of_object(picture, called), called)
    return Pattern(kept, scale, angle_degrees, keeps_prints)


def as_pattern(pattern: Picture | Pattern) -> Pattern:
    """Return a pattern, or a picture as one of usual size."""
    return pattern if isinstance(pattern, Pattern) else load_pattern(pattern)


def to_photo(picture: Picture, name: str | None) -> Photo:
    """Return a picture as a photo.

    Raises:
        ImageReadError: if it cannot be read, or is no picture of people.
    """
    if isinstance(picture, str | PathLike):
        photo = read_photo(Path(picture))
        return photo if name is None else replace(photo, name=name)
    return photo_of_object(picture, name or "photo")


def load_garment(
    picture: Picture | Garment,
    *,
    category: str | GarmentCategory | None = None,
    region: str | Region | None = None,
    pick: int | None = None,
    name: str | None = None,
) -> Garment:
    """Cut a garment out of a picture.

    A file's correction, which the window or ``tryon garment points`` keeps beside it, is applied.

    Args:
        picture: a product photo, a phone photo of a garment, or a cut-out with transparency.
        category: what it is: ``"top"``, ``"trousers"``, ``"skirt"`` or ``"dress"``; None for what
            the picture shows. With it or a region nothing is refused.
        region: what it is to be worn on: ``"upper"``, ``"lower"`` or ``"dress"``.
        pick: which of several garments in the picture, counted from 1, from left to right.
        name: what to call it; None for the file's name.

    Raises:
        ImageReadError: if the picture cannot be read.
        GarmentError: if there is no garment on it, or several and none is picked.
        EntryError: a ValueError, if there is no such category or region.
    """
    wanted, place = as_category(category), as_region(region)
    if isinstance(picture, Garment):
        as_given = picture if wanted is None else replace(picture, category=wanted)
        garment = as_given.worn_on(place)
    elif isinstance(picture, str | PathLike):
        garment = load_garment_file(Path(picture), wanted, region=place, pick=pick)
    else:
        called = name or "garment"
        pixels = rgba_of_object(picture, called)
        garment = garment_of_pixels(pixels, called, wanted, region=place, pick=pick)
    return garment if name in (None, garment.name) else replace(garment, name=name)
