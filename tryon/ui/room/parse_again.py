"""Parses the open photo with another parser, and fits what is worn to the new parse."""

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

_MIN_OVERLAP = 0.2
"""Fraction of the smaller of two areas that must overlap for both to be one person's."""


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
        state: photo, new parse, and the garments as they lie now; the same object if the
            parser turned out to be the one that made the old parse.
        kept: garments that stay as they were, as the new parse shows nothing to fit them to.
    """

    state: TryOnState
    kept: tuple[Worn, ...] = ()


def parse_again(request: ParseAgainRequest, cancel: CancelToken, progress: Progress) -> ParsedAgain:
    """Parse the session's photo again, and fit each garment anew.

    A garment stays as it was if the new parse shows nothing to fit it to: a fit is a change to the
    photo, so it holds without the parse that it was made on.
    """
    state, photo = request.state, request.state.photo
    if photo is None:
        raise ValueError("no photo to parse again")
    parse = request.source.parse(request.choice, photo.pixels, progress=progress, cancel=cancel)
    if state.parse is not None and state.parse.engine == parse.engine:
        return ParsedAgain(state)
    moved = tuple(
        replace(worn, person=_person_wearing(worn, state.parse, parse)) for worn in state.worn
    )
    fittable = [worn for worn in moved if worn.person > 0]
    wanted = (worn.request_on(photo.pixels, parse) for worn in fittable)
    outcomes = fit_each(wanted, request.fit, progress=progress, cancel=cancel)
    fitted = {
        worn: outcome.worn
        for worn, outcome in zip(fittable, outcomes, strict=True)
        if outcome.failure is None
    }
    kept = tuple(worn for worn in moved if worn not in fitted)
    now = tuple(fitted.get(worn, worn) for worn in moved)
    return ParsedAgain(replace(state, parse=parse, worn=now), kept)


def same_person(number: int, before: HumanParse, after: HumanParse) -> int:
    """Return the number in another parse of the same photo of a person; 0 for nobody."""
    photo_box = Box(0, 0, before.size.width, before.size.height)
    return _person_under(after, before.person_mask(number), photo_box)


def _person_wearing(worn: Worn, before: HumanParse | None, after: HumanParse) -> int:
    """Return who wears a garment: the same person, or if there was none who is below it."""
    if before is not None and worn.person > 0:
        return same_person(worn.person, before, after)
    return _person_under(after, np.asarray(worn.fit.covered == 255), worn.fit.box)


def _person_under(parse: HumanParse, pixels: HardMask, box: Box) -> int:
    """Return who has most of some pixels (h, w) of a box; 0 if nobody has enough of them."""
    counts = np.bincount(parse.person_map[box.slices][pixels], minlength=2)
    person = 1 + int(counts[1:].argmax())
    if counts[person] == 0:
        return 0
    smaller = min(int(counts.sum()), parse.person(person).pixels)
    return person if counts[person] >= _MIN_OVERLAP * smaller else 0
