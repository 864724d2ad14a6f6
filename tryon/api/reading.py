"""Parses for callers: one parser is loaded, and kept for the next photo."""

from __future__ import annotations

from functools import cache
from os import PathLike
from pathlib import Path

from tryon.api.pictures import Picture, member_of, to_photo
from tryon.geometry import RgbImage
from tryon.human_parse import HumanParse
from tryon.parsing import Device, Engine, Precision
from tryon.parsing.cache import ParseCache
from tryon.parsing.choice import ParserChoice
from tryon.parsing.parser_source import ParserSource


def parse(
    picture: Picture,
    *,
    parser: str | Engine = Engine.BUNDLED,
    weights: str | PathLike[str] | None = None,
    precision: str | Precision = Precision.AUTO,
    device: str | Device = Device.AUTO,
    use_cache: bool = True,
) -> HumanParse:
    """Label each pixel of a photo with person and body part.

    Args:
        picture: the photo.
        parser: the network that reads it, ``"bundled"`` or ``"m2fp"``.
        weights: folder with the weights of that parser, if not the default one.
        precision: how M2FP computes: ``"float32"``, ``"bfloat16"`` or ``"auto"``.
        device: where M2FP computes: ``"cpu"``, ``"cuda"``, ``"mps"`` or ``"auto"``.
        use_cache: whether a photo that this parser has read before, here or in the window, is not
            read again.

    Raises:
        ImageReadError: if the picture cannot be read.
        WeightsError: if the parser's weights are missing or damaged.
        ParsingError: if the parser fails on this photo.
        EntryError: a ValueError, if an argument is none of its choices.
    """
    choice = parser_choice(parser, weights, precision, device)
    return parse_pixels(to_photo(picture, None).pixels, choice, use_cache=use_cache)


def parser_choice(
    parser: str | Engine,
    weights: str | PathLike[str] | None,
    precision: str | Precision,
    device: str | Device,
) -> ParserChoice:
    """Return the parser that arguments name.

    Raises:
        EntryError: a ValueError, if one of them is none of its choices.
    """
    return ParserChoice(
        member_of("parser", parser, tuple(Engine)),
        None if weights is None else Path(weights),
        member_of("precision", precision, tuple(Precision)),
        member_of("device", device, tuple(Device)),
    )


def parse_pixels(photo: RgbImage, choice: ParserChoice, *, use_cache: bool) -> HumanParse:
    """Parse a photo (H, W, 3); see `parse`."""
    return _source(use_cache=use_cache).parse(choice, photo)


@cache
def _source(*, use_cache: bool) -> ParserSource:
    return ParserSource(cache=ParseCache() if use_cache else None)
