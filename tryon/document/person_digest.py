"""What a parse says of one person, in a few bytes that differ wherever a fit on that person may."""

from __future__ import annotations

import hashlib
from weakref import WeakKeyDictionary

import numpy as np

from tryon.human_parse import HumanParse

_REACH = 0.35
"""How far around a person a fit looks, in longest sides of the person's box; see `RegionView`."""
_REACH_PIXELS = 4
_OTHER_BIT = 7
"""Marks another person among labels, which take fewer bits."""

Digests = dict[int, bytes]
"""Those of a parse, by the person's number, as far as anybody asked."""
_known: WeakKeyDictionary[HumanParse, Digests] = WeakKeyDictionary()


def digest_of_person(parse: HumanParse, number: int) -> bytes:
    """Return what tells a person from any other: labels, others near by, joints.

    The number is not in it, so people who are only numbered anew keep their fits.
    """
    digests = digests_of(parse)
    if number not in digests:
        digests[number] = _digest(parse, number)
    return digests[number]


def digests_of(parse: HumanParse) -> Digests:
    """Return the digests of a parse that are known; more may come to be there later."""
    return _known.setdefault(parse, {})


def share_digests(parse: HumanParse, digests: Digests) -> None:
    """Take digests over from a parse that was the same."""
    _known[parse] = digests


def _digest(parse: HumanParse, number: int) -> bytes:
    if not 1 <= number <= len(parse.people):
        return str(number).encode()
    person = parse.person(number)
    reach = round(_REACH * max(person.box.width, person.box.height)) + _REACH_PIXELS
    box = person.box.grown(reach, limit=parse.size)
    people = parse.person_map[box.slices]
    own = people == number
    seen = parse.labels[box.slices] * own
    seen |= ((people != 0) & ~own).astype(np.uint8) << np.uint8(_OTHER_BIT)
    digest = hashlib.sha256(repr((parse.size, box)).encode())
    digest.update(seen.data)
    if person.joints is not None:
        digest.update(person.joints.points.tobytes())
        digest.update(person.joints.confidence.tobytes())
    return digest.digest()
