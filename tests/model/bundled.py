"""The bundled parser, loaded once, and what it finds on the first sample photo."""

from __future__ import annotations

from functools import cache

from tryon.geometry import RgbImage
from tryon.human_parse import HumanParse
from tryon.imaging import read_photo
from tryon.parsing import Engine, HumanParser, create_parser
from tryon.resources import sample_photos


@cache
def parser() -> HumanParser:
    return create_parser(Engine.BUNDLED)


@cache
def sample() -> RgbImage:
    return read_photo(sample_photos()[0]).pixels


@cache
def sample_parse() -> HumanParse:
    return parser().parse(sample())
