"""Parses to correct: a drawn one that is exact, and that of a real photo."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.scenes import Scene
from tryon.geometry import Box
from tryon.human_parse import HumanParse
from tryon.imaging import Photo, read_photo
from tryon.labels import Label
from tryon.parsing import Engine, create_parser
from tryon.parsing.people import list_parts
from tryon.resources import sample_photos


@pytest.fixture(scope="session")
def astronaut() -> tuple[Photo, HumanParse]:
    """A real photo and what the bundled parser sees in it."""
    photo = read_photo(next(path for path in sample_photos() if "astronaut" in path.name))
    return photo, create_parser(Engine.BUNDLED).parse(photo.pixels)


def check_invariants(parse: HumanParse) -> None:
    """Check that people, boxes and parts are what the maps say."""
    np.testing.assert_array_equal(parse.labels > 0, parse.person_map > 0)
    middles = [person.box.left + person.box.right for person in parse.people]
    assert middles == sorted(middles), "people are numbered from left to right"
    assert set(np.unique(parse.person_map)) - {0} == {p.number for p in parse.people}
    for person in parse.people:
        assert person.box == Box.around(parse.person_mask(person.number))
        whole = Box(0, 0, parse.size.width, parse.size.height)
        counted = list_parts(parse.labels, parse.person_map, person.number, whole)
        assert {p.label: p.pixels for p in person.parts} == {p.label: p.pixels for p in counted}
        assert [p.pixels for p in person.parts] == [p.pixels for p in counted]


def same_parse(first: HumanParse, second: HumanParse) -> bool:
    """Return whether two parses say the same."""
    joints = [
        (a.joints is None and b.joints is None)
        or (
            a.joints is not None
            and b.joints is not None
            and np.array_equal(a.joints.points, b.joints.points)
            and np.array_equal(a.joints.confidence, b.joints.confidence)
        )
        for a, b in zip(first.people, second.people, strict=False)
    ]
    return (
        np.array_equal(first.labels, second.labels)
        and np.array_equal(first.person_map, second.person_map)
        and first.people == second.people
        and all(joints)
    )


def middle_of(scene: Scene, person: int, label: Label) -> tuple[int, int]:
    """Return x and y of a pixel well inside a part."""
    mask = scene.parse.part_mask(person, frozenset({label})).astype(np.uint8)
    distance = cv2.distanceTransform(mask, cv2.DIST_L2, 3)
    y, x = np.unravel_index(int(distance.argmax()), distance.shape)
    return int(x), int(y)
