"""Parsing the open photo with another parser: what is worn moves onto the new parse."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tryon.fitting.request import FitGarment
from tryon.geometry import Box, HardMask
from tryon.human_parse import HumanParse
from tryon.parsing.choice import ParserChoice
from tryon.parsing.parser_source import ParserSource
from tryon.progress import CancelToken, Progress
from tryon.session import TryOnState, Worn, fit_each

_LEAST_SHARE = 0.2
"""Of the smaller of two areas that both must share to be the same person's."""


@dataclass(frozen=True, eq=False)
class ParseAgainRequest:
    """A session whose photo is to be parsed again, and by which parser."""

    state: TryOnState
    source: ParserSource
    choice: ParserChoice
    fit: FitGarment


@dataclass(frozen=True, eq=False)
class ParsedAgain:
    """A session on its new parse.

    Attributes:
        state: photo, new parse, and the garments as they lie now; the very same state if the
            parser turned out to be the one that made the old parse.
        kept: garments that lie as they did, for the new parse shows nothing to fit them to.
    """

    state: TryOnState
    kept: tuple[Worn, ...] = ()


def parse_again(request: ParseAgainRequest, cancel: CancelToken, progress: Progress) -> ParsedAgain:
    """Parse the session's photo again, and fit each garment anew.

    Where the new parse shows nothing to fit a garment to, it lies as it did: a fit is a change to
    the photo, so it holds without the parse that it was made on.
    """
    state, photo = request.state, request.state.photo
    if photo is None:
        raise ValueError("no photo to parse again")
    parse = request.source.parse(request.choice, photo.pixels, progress=progress, cancel=cancel)
    if state.parse is not None and state.parse.engine == parse.engine:
        return ParsedAgain(state)
    moved = tuple(replace(worn, person=_wearer(worn, state.parse, parse)) for worn in state.worn)
    wearers = [worn for worn in moved if worn.person > 0]
    wanted = (worn.request_on(photo.pixels, parse) for worn in wearers)
    outcomes = fit_each(wanted, request.fit, progress=progress, cancel=cancel)
    fitted = {
        worn: outcome.worn
        for worn, outcome in zip(wearers, outcomes, strict=True)
        if outcome.failure is None
    }
    kept = tuple(worn for worn in moved if worn not in fitted)
    now = tuple(fitted.get(worn, worn) for worn in moved)
    return ParsedAgain(replace(state, parse=parse, worn=now), kept)


def same_person(number: int, before: HumanParse, after: HumanParse) -> int:
    """Find person ``number`` of one parse in another parse of the same photo; 0 for nobody."""
    whole = Box(0, 0, before.size.width, before.size.height)
    return _person_under(after, before.person_mask(number), whole)


def _wearer(worn: Worn, before: HumanParse | None, after: HumanParse) -> int:
    """Find who wears a garment: by the person, or where that is nobody by where it lies."""
    if before is not None and worn.person > 0:
        return same_person(worn.person, before, after)
    return _person_under(after, np.asarray(worn.fit.covered == 255), worn.fit.box)


def _person_under(parse: HumanParse, pixels: HardMask, box: Box) -> int:
    """Return the person who shares most pixels (h, w) of a box; 0 if that is nobody, or too few."""
    counts = np.bincount(parse.person_map[box.slices][pixels], minlength=2)
    person = 1 + int(counts[1:].argmax())
    if counts[person] == 0:
        return 0
    smaller = min(int(counts.sum()), parse.person(person).pixels)
    return person if counts[person] >= _LEAST_SHARE * smaller else 0
