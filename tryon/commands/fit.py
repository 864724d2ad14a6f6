"""``tryon fit``: a photo and garments to a composite."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from tryon.commands.engine_options import parser_choice
from tryon.commands.outputs import check_apart, check_is_picture
from tryon.commands.results import describe_shares, result_files, write_results
from tryon.commands.sizes import at_size, wanted_sizes
from tryon.commands.sources import GarmentSource
from tryon.document.look import Look
from tryon.document.look_file import SUFFIX, write_look
from tryon.errors import EntryError, FitError, UsageError
from tryon.fitting.cloth.dye import Dye
from tryon.fitting.cloth.pattern import Pattern, read_pattern_picture
from tryon.fitting.fit import fit_garment
from tryon.fitting.parameters import USUAL, FitParameters, read_parameters, write_parameters
from tryon.fitting.request import FitRequest, choose_person
from tryon.fitting.take import category_worn, take_garment
from tryon.garments.garment import Garment
from tryon.garments.loading import load_garment
from tryon.geometry import RgbImage
from tryon.human_parse import HumanParse
from tryon.imaging import read_photo
from tryon.labels import Region
from tryon.messages import FitProblem, UsageProblem
from tryon.parsing.cache import ParseCache
from tryon.parsing.choice import ParserChoice
from tryon.parsing.parser_source import ParserSource
from tryon.session import TryOnState, fit_each
from tryon.shape.category import GarmentCategory

Given = TypeVar("Given")
ParsePixels = Callable[[RgbImage], HumanParse]


def run_fit(arguments: argparse.Namespace) -> int:
    """Dress one person and write the composite.

    Raises:
        TryOnError: if the photo, a garment or the fit fails.
        UsageError: if garments and regions do not pair up or an output makes no sense.
    """
    sources: list[GarmentSource] = arguments.garments or []
    wanted = _wanted(arguments, sources)
    sizes = wanted_sizes(
        arguments,
        _one_each("--size-table", arguments.size_tables, len(sources)),
        _one_each("--size", arguments.sizes, len(sources)),
    )
    _check_files(arguments, sources)
    choice = parser_choice(arguments) or ParserChoice()
    parameters = _dyed(_parameters(arguments.parameters, len(sources)), arguments)
    parameters = _printed(parameters, arguments)
    photo = read_photo(arguments.photo)
    if photo.note is not None:
        print(f"tryon: note: {photo.note}", file=sys.stderr)
    parsers = ParserSource(cache=None if arguments.no_cache else ParseCache())
    parse_pixels = partial(parsers.parse, choice)
    garments = [
        _take(each, parse_pixels, arguments.garment_person) if each.source.is_worn else _load(each)
        for each in wanted
    ]
    for garment in garments:
        for reading_note in garment.notes:
            print(f"tryon: note: {garment.name}: {reading_note}", file=sys.stderr)
    parse = parse_pixels(photo.pixels)
    person = choose_person(parse, arguments.person, photo.name)
    state = TryOnState(photo=photo, parse=parse)
    requests = (
        at_size(
            FitRequest(
                photo.pixels, parse, person.number, garment.category.region, garment, its_parameters
            ),
            size,
            arguments.height,
        )
        for garment, its_parameters, size in zip(garments, parameters, sizes, strict=True)
    )
    for outcome in fit_each(requests, fit_garment):
        worn = outcome.worn
        for note in worn.fit.notes:
            print(f"tryon: note: {worn.garment.name}: {note}", file=sys.stderr)
        state = state.with_layer(worn)
    shares = write_results(arguments, photo, state)
    if arguments.save_parameters is not None:
        write_parameters(arguments.save_parameters, [worn.parameters for worn in state.worn])
    if arguments.save is not None:
        look = Look.of(state).with_height(person.number, arguments.height)
        write_look(arguments.save, look, links_photo=arguments.link_photo)
    names = ", ".join(garment.name for garment in garments)
    print(f"{arguments.output}: person {person.number} of {len(parse.people)} wears {names}")
    print(f"{arguments.output}: {describe_shares(shares)}")
    return 0


@dataclass(frozen=True)
class _Wanted:
    """A garment that is wanted.

    Attributes:
        source: its picture, or a photo of somebody who wears it.
        region: what it is worn on; None: what its picture shows.
        category: what it is; None: what its picture shows.
        pick: which of several in its picture, counted from 1.
    """

    source: GarmentSource
    region: Region | None
    category: GarmentCategory | None
    pick: int | None


def _wanted(arguments: argparse.Namespace, sources: list[GarmentSource]) -> list[_Wanted]:
    """Pair every picture with what is said of it.

    Raises:
        UsageError: if they do not pair up.
    """
    if not sources:
        raise UsageError(UsageProblem.NOTHING_TO_PUT_ON)
    if arguments.regions and arguments.categories:
        raise UsageError(UsageProblem.REGION_AND_CATEGORY)
    has_worn = any(source.is_worn for source in sources)
    if has_worn and not (arguments.regions or arguments.categories):
        raise UsageError(UsageProblem.WHAT_TO_TAKE)
    if arguments.garment_person is not None and not has_worn:
        raise UsageError(UsageProblem.NOBODY_TO_TAKE_FROM)
    count = len(sources)
    categories = [
        None if name is None else GarmentCategory(name)
        for name in _one_each("--category", arguments.categories, count)
    ]
    regions = [
        Region(name) if name is not None else category and category.region
        for name, category in zip(
            _one_each("--region", arguments.regions, count), categories, strict=True
        )
    ]
    picks = _one_each("--pick", arguments.picks, count)
    rows = zip(sources, regions, categories, picks, strict=True)
    return [_Wanted(source, region, category, pick) for source, region, category, pick in rows]


def _one_each(option: str, given: list[Given] | None, count: int) -> Sequence[Given | None]:
    """Return what an option says of each garment; nothing if it is not there."""
    if not given:
        return [None] * count
    if len(given) != count:
        raise UsageError(UsageProblem.NOT_ONE_EACH, garments=count, option=option, given=len(given))
    return given


def _check_files(arguments: argparse.Namespace, sources: list[GarmentSource]) -> None:
    inputs = [arguments.photo, *(source.path for source in sources)]
    outputs = result_files(arguments)
    for path, suffix in ((arguments.save_parameters, ".json"), (arguments.save, SUFFIX)):
        if path is not None:
            check_is_picture(path, (suffix,))
            outputs.append(path)
    if arguments.link_photo and arguments.save is None:
        raise UsageError(UsageProblem.NOTHING_LINKS)
    check_apart(outputs, inputs)


def _parameters(path: Path | None, count: int) -> tuple[FitParameters, ...]:
    """Return the parameters of each garment.

    Raises:
        FitError: if the file cannot be used or has entries for another number of garments.
    """
    if path is None:
        return (USUAL,) * count
    stored = read_parameters(path)
    if len(stored) == 1:
        return stored * count
    if len(stored) != count:
        raise FitError(
            FitProblem.PARAMETERS_COUNT, file=path.name, entries=len(stored), count=count
        )
    return stored


def _dyed(
    parameters: Sequence[FitParameters], arguments: argparse.Namespace
) -> tuple[FitParameters, ...]:
    """Return the parameters with the colours that were named instead of their own.

    Raises:
        UsageError: if colours and garments do not pair up.
    """
    if arguments.dye_prints and not arguments.dyes:
        raise UsageError(UsageProblem.NO_DYE)
    colours = _one_each("--dye", arguments.dyes, len(parameters))
    return tuple(
        each
        if colour in (None, "none")
        else replace(each, dye=Dye.of_hex(colour, prints_too=arguments.dye_prints))
        for each, colour in zip(parameters, colours, strict=True)
    )


def _printed(
    parameters: Sequence[FitParameters], arguments: argparse.Namespace
) -> tuple[FitParameters, ...]:
    """Return the parameters with the patterns that were named instead of their own.

    Raises:
        UsageError: if patterns and garments do not pair up, or a number is out of range.
        ImageReadError: if a picture cannot be read.
    """
    given = {
        "scale": arguments.pattern_scale,
        "angle_degrees": arguments.pattern_angle,
        "keeps_prints": arguments.pattern_keeps_prints or None,
    }
    values = {name: value for name, value in given.items() if value is not None}
    if values and not arguments.patterns:
        option = {"scale": "scale", "angle_degrees": "angle", "keeps_prints": "keeps-prints"}
        raise UsageError(UsageProblem.NO_PATTERN, option=f"--pattern-{option[next(iter(values))]}")
    names = _one_each("--pattern", arguments.patterns, len(parameters))
    return tuple(
        each if name in (None, "none") else replace(each, pattern=_pattern(Path(name), values))
        for each, name in zip(parameters, names, strict=True)
    )


def _pattern(path: Path, values: dict[str, Any]) -> Pattern:
    try:
        return Pattern(read_pattern_picture(path), **values)
    except EntryError as error:
        raise UsageError(UsageProblem.PATTERN_VALUE, problem=error) from error


def _take(wanted: _Wanted, parse_pixels: ParsePixels, number: int | None) -> Garment:
    """Take what somebody in another photo wears on a region.

    Raises:
        TryOnError: if the photo cannot be read, or nobody there wears such a thing.
    """
    region = wanted.region
    assert region is not None
    photo = read_photo(wanted.source.path)
    parse = parse_pixels(photo.pixels)
    person = choose_person(parse, number, photo.name).number
    category = wanted.category or category_worn(parse, person, region)
    name = f"{region.value} of {photo.name}"
    return take_garment(
        photo.pixels, parse, person=person, region=region, category=category, name=name
    )


def _load(wanted: _Wanted) -> Garment:
    return load_garment(wanted.source.path, wanted.category, region=wanted.region, pick=wanted.pick)
