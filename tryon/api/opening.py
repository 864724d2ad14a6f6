"""How other programs come to a look: from a photo, or from a file of one."""

from __future__ import annotations

from dataclasses import replace
from os import PathLike
from pathlib import Path

from tryon.api.look import Fitter, Look
from tryon.api.pictures import Picture, to_photo
from tryon.api.reading import parse_pixels, parser_choice
from tryon.document.dress import dress
from tryon.document.look_file import SUFFIX, read_look
from tryon.parsing import Device, Engine, Precision
from tryon.session import TryOnState


def open(
    picture: Picture,
    *,
    name: str | None = None,
    parser: str | Engine = Engine.BUNDLED,
    weights: str | PathLike[str] | None = None,
    precision: str | Precision = Precision.AUTO,
    device: str | Device = Device.AUTO,
    use_cache: bool = True,
) -> Look:
    """Open a photo of people, or a look that was saved.

    Args:
        picture: the photo, or the file of a look, which ends in ``.tryon``. A look's own labels are
            used; the parser reads a photo.
        name: what to call the photo; None for the file's name.
        parser: see `parse`, as for all that follows.
        weights: folder with the weights of that parser.
        precision: how M2FP computes.
        device: where M2FP computes.
        use_cache: whether a photo that was read before is not read again.

    Raises:
        ImageReadError: if the photo cannot be read.
        LookFileError: if the look cannot be opened.
        WeightsError: if the parser's weights are missing or damaged.
        ParsingError: if the parser fails on this photo.
        EntryError: a ValueError, if an argument is none of its choices.
    """
    choice = parser_choice(parser, weights, precision, device)
    if not (isinstance(picture, str | PathLike) and Path(picture).suffix.lower() == SUFFIX):
        photo = to_photo(picture, name)
        parse = parse_pixels(photo.pixels, choice, use_cache=use_cache)
        return Look(TryOnState(photo=photo, parse=parse))
    opened, fitter = read_look(Path(picture)), Fitter()
    look = opened.look
    if name is not None:
        look = replace(look, photo=replace(look.photo, name=name))
    parse = look.parse or parse_pixels(look.photo.pixels, choice, use_cache=use_cache)
    dressed = dress(look, parse, fitter.fit)
    return Look(dressed.state, (*opened.notes, *dressed.notes), fitter, look.aside, look.heights)
