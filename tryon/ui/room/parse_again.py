"""Parses the open photo with another parser; says who is who, and who wears what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tryon.document.commands import Command, ReplaceParse
from tryon.document.look import WornGarment
from tryon.geometry import Box, HardMask
from tryon.human_parse import HumanParse
from tryon.parsing.choice import ParserChoice
from tryon.parsing.parser_source import ParserSource
from tryon.progress import CancelToken, Progress
from tryon.ui.room.edit_jobs import EditRequest

_MIN_OVERLAP = 0.2
"""Fraction of the smaller of two areas that must overlap for both to be one person's."""


@dataclass(frozen=True, eq=False)
class ParseAgain:
    """By which parser the photo is to be parsed again."""

    source: ParserSource
    choice: ParserChoice

    def __call__(
        self, request: EditRequest, cancel: CancelToken, progress: Progress
    ) -> Sequence[Command]:
        """Parse the photo; nothing follows if it was that parser which made the old parse."""
        photo = request.look.photo
        parse = self.source.parse(self.choice, photo.pixels, progress=progress, cancel=cancel)
        if request.parse.engine == parse.engine:
            return ()
        wearers = tuple(
            _person_wearing(worn, request, parse) or -abs(worn.person)
            for worn in request.look.all_worn
        )
        return (ReplaceParse(parse, wearers),)


def same_person(number: int, before: HumanParse, after: HumanParse) -> int:
    """Return the number in another parse of the same photo of a person; 0 for nobody."""
    photo_box = Box(0, 0, before.size.width, before.size.height)
    return _person_under(after, before.person_mask(number), photo_box)


def _person_wearing(worn: WornGarment, request: EditRequest, after: HumanParse) -> int:
    """Return who wears a garment: the same person, or if there was none who is below it."""
    if worn.has_wearer:
        return same_person(worn.person, request.parse, after)
    lying = request.lying(worn)
    if lying is None:
        return 0
    return _person_under(after, np.asarray(lying.fit.covered == 255), lying.fit.box)


def _person_under(parse: HumanParse, pixels: HardMask, box: Box) -> int:
    """Return who has most of some pixels (h, w) of a box; 0 if nobody has enough of them."""
    counts = np.bincount(parse.person_map[box.slices][pixels], minlength=2)
    person = 1 + int(counts[1:].argmax())
    if counts[person] == 0:
        return 0
    smaller = min(int(counts.sum()), parse.person(person).pixels)
    return person if counts[person] >= _MIN_OVERLAP * smaller else 0
