"""What differs between two parses of a photo, so that a history need not keep both."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np

from tryon.document.person_digest import Digests, digests_of, share_digests
from tryon.geometry import Box, LabelMap
from tryon.human_parse import HumanParse, Person
from tryon.progress import StageTime

_LEVEL = 1
"""Of zlib: what differs is mostly zeros, and more effort hardly makes it smaller."""


@dataclass(frozen=True, eq=False)
class ParseFacts:
    """A parse without its maps.

    Attributes:
        people: its people.
        engine: what made it.
        times: how long that took.
        digests: what tells its people apart, as far as that is known.
    """

    people: tuple[Person, ...]
    engine: str
    times: tuple[StageTime, ...]
    digests: Digests

    @classmethod
    def of(cls, parse: HumanParse) -> ParseFacts:
        """Return those of a parse."""
        return cls(parse.people, parse.engine, parse.times, digests_of(parse))

    def with_maps(self, labels: LabelMap, person_map: LabelMap) -> HumanParse:
        """Return the parse with its maps (H, W)."""
        parse = HumanParse(labels, person_map, self.people, self.engine, self.times)
        share_digests(parse, self.digests)
        return parse


@dataclass(frozen=True, eq=False)
class ParseDifference:
    """Two parses of one photo, seen from either.

    Attributes:
        box: where their maps differ; None if nowhere.
        labels: the exclusive or of both label maps in the box, packed.
        people: likewise of both person maps.
    """

    box: Box | None
    labels: bytes
    people: bytes

    @classmethod
    def between(cls, one: HumanParse, other: HumanParse) -> ParseDifference:
        """Compare two parses.

        Raises:
            ValueError: if they are of photos of different sizes.
        """
        if one.size != other.size:
            raise ValueError(f"parses of {one.size} and {other.size} are not of one photo")
        differs = (one.labels != other.labels) | (one.person_map != other.person_map)
        box = Box.around(np.asarray(differs))
        if box is None:
            return cls(None, b"", b"")
        cut = box.slices
        return cls(
            box,
            _packed(one.labels[cut] ^ other.labels[cut]),
            _packed(one.person_map[cut] ^ other.person_map[cut]),
        )

    @property
    def nbytes(self) -> int:
        """How much memory it takes."""
        return len(self.labels) + len(self.people)

    def apply(self, labels: LabelMap, people: LabelMap) -> None:
        """Turn the maps (H, W) of one parse into those of the other, in place."""
        if self.box is not None:
            shape, cut = (self.box.height, self.box.width), self.box.slices
            for ids, packed in ((labels, self.labels), (people, self.people)):
                ids[cut] ^= np.frombuffer(zlib.decompress(packed), np.uint8).reshape(shape)


def _packed(ids: LabelMap) -> bytes:
    return zlib.compress(ids.tobytes(), _LEVEL)
