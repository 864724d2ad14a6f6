"""Parses the open photo with another parser; says who is who, and who wears what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tryon.document.commands import Command, ReplaceParse
from tryon.document.look import WornGarment
from tryon.document.same_person import person_under, same_person
from tryon.human_parse import HumanParse
from tryon.parsing.choice import ParserChoice
from tryon.parsing.parser_source import ParserSource
from tryon.progress import CancelToken, Progress
from tryon.ui.room.edit_jobs import EditRequest


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


def _person_wearing(worn: WornGarment, request: EditRequest, after: HumanParse) -> int:
    """Return who wears a garment: the same person, or if there was none who is below it."""
    if worn.has_wearer:
        return same_person(worn.person, request.parse, after)
    lying = request.lying(worn)
    if lying is None:
        return 0
    return person_under(after, np.asarray(lying.fit.covered == 255), lying.fit.box)
