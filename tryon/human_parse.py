"""`HumanParse`: what every parser returns and every fit needs.

It is the only type that parsing and fitting share; neither imports the other.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from tryon.geometry import Box, HardMask, LabelMap, Size
from tryon.joints import Joints
from tryon.labels import LABEL_COUNT, REGION_LABELS, Label, Region, is_any_of
from tryon.progress import StageTime

MAX_PEOPLE = 255
"""The person map is 8-bit and 0 means nobody."""


@dataclass(frozen=True)
class PartArea:
    """One part of a person and the number of pixels it covers."""

    label: Label
    pixels: int


@dataclass(frozen=True)
class Person:
    """One person of a photo.

    Attributes:
        number: id in the person map, 1..N from left to right.
        box: smallest box around the person's pixels.
        score: the parser's confidence in [0, 1].
        parts: parts present, by falling area.
        joints: where the joints are; None if no skeleton fits.
    """

    number: int
    box: Box
    score: float
    parts: tuple[PartArea, ...]
    joints: Joints | None = field(default=None, compare=False)

    @property
    def pixels(self) -> int:
        """Area of all parts together."""
        return sum(part.pixels for part in self.parts)


@dataclass(frozen=True, eq=False)
class HumanParse:
    """Labels and people of one photo: whose sleeve, whose trousers each pixel is.

    Attributes:
        labels: CIHP ids (H, W) uint8, see `Label`.
        person_map: person numbers (H, W) uint8; 0 nobody, 1..N ordered left to right.
        people: the N people; ``people[i].number == i + 1``.
        engine: name and version of the parser, for reports and caches.
        times: how long each stage took.

    Raises:
        ValueError: if the arrays disagree in shape, dtype or content.
    """

    labels: LabelMap
    person_map: LabelMap
    people: tuple[Person, ...]
    engine: str
    times: tuple[StageTime, ...] = ()

    def __post_init__(self) -> None:
        for name, array in (("labels", self.labels), ("person_map", self.person_map)):
            if array.ndim != 2 or array.dtype != np.uint8:
                raise ValueError(f"{name} must be (H, W) uint8, got {array.shape} {array.dtype}")
        if self.labels.shape != self.person_map.shape:
            raise ValueError(f"{self.labels.shape} labels, {self.person_map.shape} person_map")
        if self.labels.size and self.labels.max() >= LABEL_COUNT:
            raise ValueError(f"label ids must be below {LABEL_COUNT}, got {self.labels.max()}")
        if [person.number for person in self.people] != list(range(1, len(self.people) + 1)):
            raise ValueError("people must be numbered 1..N in order")
        if self.person_map.size and self.person_map.max() > len(self.people):
            raise ValueError(f"person_map names {self.person_map.max()} of {len(self.people)}")

    @property
    def size(self) -> Size:
        """Extent of the photo in pixels."""
        return Size.of(self.labels)

    @property
    def largest_person(self) -> Person | None:
        """The person with the most pixels, or None if nobody was found."""
        return max(self.people, key=lambda person: person.pixels, default=None)

    def person(self, number: int) -> Person:
        """Return person ``number`` (from 1).

        Raises:
            IndexError: if there is no such person.
        """
        if not 1 <= number <= len(self.people):
            raise IndexError(f"person {number} of {len(self.people)}")
        return self.people[number - 1]

    def person_mask(self, number: int) -> HardMask:
        """Return the pixels (H, W) of one person."""
        return np.asarray(self.person_map == number)

    def part_mask(self, number: int, labels: frozenset[Label]) -> HardMask:
        """Return the pixels (H, W) of one person that carry one of ``labels``."""
        result = np.zeros(self.labels.shape, np.bool_)
        if 1 <= number <= len(self.people):
            box = self.people[number - 1].box.slices
            result[box] = is_any_of(self.labels[box], labels) & (self.person_map[box] == number)
        return result

    def region_mask(self, number: int, region: Region) -> HardMask:
        """Return the visible pixels (H, W) of one person that a garment for ``region`` replaces."""
        return self.part_mask(number, REGION_LABELS[region])
