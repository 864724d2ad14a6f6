"""Who is who in two parses of one photo."""

from __future__ import annotations

import numpy as np

from tryon.geometry import Box, HardMask
from tryon.human_parse import HumanParse

_MIN_OVERLAP = 0.2
"""Fraction of the smaller of two areas that must overlap for both to be one person's."""


def same_person(number: int, before: HumanParse, after: HumanParse) -> int:
    """Return the number in another parse of the same photo of a person; 0 for nobody."""
    photo_box = Box(0, 0, before.size.width, before.size.height)
    return person_under(after, before.person_mask(number), photo_box)


def person_under(parse: HumanParse, pixels: HardMask, box: Box) -> int:
    """Return who has most of some pixels (h, w) of a box; 0 if nobody has enough of them."""
    counts = np.bincount(parse.person_map[box.slices][pixels], minlength=2)
    person = 1 + int(counts[1:].argmax())
    if counts[person] == 0:
        return 0
    smaller = min(int(counts.sum()), parse.person(person).pixels)
    return person if counts[person] >= _MIN_OVERLAP * smaller else 0
