"""Parsing the open photo with another parser: what is worn moves onto the new parse."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tryon.errors import FitError
from tryon.geometry import Box, HardMask
from tryon.human_parse import HumanParse
from tryon.parsing.choice import ParserChoice
from tryon.parsing.parser_source import ParserSource
from tryon.progress import CancelToken, Progress
from tryon.session import TryOnState, Worn
from tryon.ui.room.tasks import FitGarment

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
    """Parse the session's photo again, and fit each garment anew."""
    state = request.state
    if state.photo is None:
        raise ValueError("no photo to parse again")
    parse = request.source.parse(
        request.choice, state.photo.pixels, progress=progress, cancel=cancel
    )
    if state.parse is not None and state.parse.engine == parse.engine:
        return ParsedAgain(state)
    moved = tuple(_move(worn, request, parse, cancel, progress) for worn in state.worn)
    kept = tuple(new for old, new in zip(state.worn, moved, strict=True) if new.fit is old.fit)
    return ParsedAgain(replace(state, parse=parse, worn=moved), kept)


def _move(
    worn: Worn,
    request: ParseAgainRequest,
    parse: HumanParse,
    cancel: CancelToken,
    progress: Progress,
) -> Worn:
    """Fit a garment on another parse; where that shows nothing to fit it to, let it lie as it is.

    A fit is a change to the photo, so it holds without the parse that it was made on.
    """
    cancel.check()
    moved = replace(worn, person=_wearer(worn, request.state.parse, parse))
    if request.state.photo is None or moved.person == 0:
        return moved
    try:
        fit = request.fit(
            request.state.photo.pixels,
            parse,
            person=moved.person,
            region=moved.region,
            garment=moved.garment,
            parameters=moved.parameters,
            progress=progress,
            cancel=cancel,
        )
    except FitError:
        return moved
    return replace(moved, fit=fit)


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
