"""A limb belongs to its owner: skeletons own the groups of cells."""

from __future__ import annotations

import numpy as np

from tests.skeletons import standing
from tryon.geometry import Box
from tryon.parsing.detection.finder import FoundPerson
from tryon.parsing.lite.instances import Instances
from tryon.parsing.lite.membership import membership

FRAME = Box(0, 0, 400, 200)
HEIGHT, WIDTH = 50, 100
EVERYBODY = np.ones((HEIGHT, WIDTH), np.float32)


def person(x: int, *, confidence: float = 0.9) -> FoundPerson:
    """Somebody 200 pixels high and 100 wide at column ``x``."""
    joints = standing(x, 200, confidence=confidence)
    return FoundPerson(Box(x - 50, 0, x + 50, 200), joints, 0.9)


def groups(*columns: slice) -> Instances:
    """Groups of whole columns of cells."""
    ids = np.zeros((HEIGHT, WIDTH), np.int32)
    for number, where in enumerate(columns, start=1):
        ids[:, where] = number
    return Instances(ids, (0.9,) * len(columns))


def columns_of(people: list[FoundPerson], instances: Instances, owner: int) -> set[int]:
    """Columns of cells in which a person has any."""
    mine = membership(EVERYBODY, instances, FRAME, people, owner)
    return set(np.flatnonzero(mine.any(axis=0)).tolist())


def test_each_has_the_group_around_its_skeleton() -> None:
    people = [person(80), person(320)]
    instances = groups(slice(8, 32), slice(68, 92))
    assert columns_of(people, instances, 0) == set(range(7, 33))  # and the cells that touch it
    assert columns_of(people, instances, 1) == set(range(67, 93))


def test_a_group_of_two_people_is_divided_between_their_skeletons() -> None:
    people = [person(150), person(250)]
    instances = groups(slice(25, 75))
    first, second = (columns_of(people, instances, owner) for owner in (0, 1))
    assert first.isdisjoint(second - {49, 50})
    assert {30, 37, 45} <= first
    assert {55, 62, 70} <= second


def test_somebody_whom_nobody_found_is_left_out() -> None:
    instances = groups(slice(8, 32), slice(40, 60))
    assert max(columns_of([person(80)], instances, 0)) == 32


def test_without_a_clear_joint_the_box_tells() -> None:
    people = [person(80, confidence=0.05)]
    assert columns_of(people, groups(slice(8, 32)), 0) == set(range(7, 33))


def test_the_probability_stays() -> None:
    instances = groups(slice(8, 32))
    mine = membership(0.7 * EVERYBODY, instances, FRAME, [person(80)], 0)
    np.testing.assert_allclose(np.unique(mine), [0, 0.7], atol=1e-6)
