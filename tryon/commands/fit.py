"""``tryon fit``: a photo and garments to a composite."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from tryon.commands.engine_options import parser_choice
from tryon.commands.outputs import check_apart, check_is_picture
from tryon.errors import FitError, UsageError
from tryon.garments.fit import fit_garment
from tryon.garments.garment import Garment, GarmentCategory
from tryon.garments.library import load_garment
from tryon.human_parse import HumanParse, Person
from tryon.imaging import read_photo, write_image
from tryon.labels import Region
from tryon.parsing.cache import ParseCache
from tryon.parsing.choice import ParserChoice
from tryon.parsing.parser_source import ParserSource
from tryon.session import TryOnState, Worn

_CATEGORY_OF = {
    Region.UPPER: GarmentCategory.TOP,
    Region.LOWER: GarmentCategory.TROUSERS,
    Region.DRESS: GarmentCategory.DRESS,
}


def run_fit(arguments: argparse.Namespace) -> int:
    """Dress one person and write the composite.

    Raises:
        TryOnError: if the photo, a garment or the fit fails.
        UsageError: if garments and regions do not pair up or the output makes no sense.
    """
    if len(arguments.garments) != len(arguments.regions):
        raise UsageError(
            f"{len(arguments.garments)} --garment but {len(arguments.regions)} --region; "
            "give one --region for each --garment, in the same order"
        )
    check_is_picture(arguments.output)
    check_apart([arguments.output], [arguments.photo, *arguments.garments])

    photo = read_photo(arguments.photo)
    wanted = [
        (_load_for(path, Region(region)), Region(region))
        for path, region in zip(arguments.garments, arguments.regions, strict=True)
    ]
    choice = parser_choice(arguments) or ParserChoice()
    source = ParserSource(cache=None if arguments.no_cache else ParseCache())
    parse = source.parse(choice, photo.pixels)
    person = choose_person(parse, arguments.person, photo.name)
    state = TryOnState(photo=photo, parse=parse)
    for garment, region in wanted:
        fit = fit_garment(photo.pixels, parse, person=person.number, region=region, garment=garment)
        for note in fit.notes:
            print(f"tryon: note: {garment.name}: {note}", file=sys.stderr)
        state = state.with_layer(Worn(person.number, region, garment, fit))
    write_image(arguments.output, state.composite())
    names = ", ".join(garment.name for garment, _ in wanted)
    print(f"{arguments.output}: person {person.number} of {len(parse.people)} wears {names}")
    return 0


def choose_person(parse: HumanParse, number: int | None, name: str) -> Person:
    """Give person ``number``, or the largest if none is named.

    Raises:
        FitError: if there is no such person.
    """
    largest = parse.largest_person
    if largest is None:
        raise FitError(
            f"nobody was found in {name}; use a photo in which a person can be seen from the front."
        )
    if number is None:
        return largest
    if number > len(parse.people):
        count = len(parse.people)
        found = "1 person was" if count == 1 else f"{count} people were"
        raise FitError(
            f"there is no person {number}: {found} found in {name}, counted from the left; "
            f"use --person 1{'' if count == 1 else f' to {count}'}."
        )
    return parse.person(number)


def _load_for(path: Path, region: Region) -> Garment:
    """Load a garment to be worn on ``region``, whatever its silhouette looks like."""
    garment = load_garment(path)
    if garment.category.region is region:
        return garment
    return replace(garment, category=_CATEGORY_OF[region])
