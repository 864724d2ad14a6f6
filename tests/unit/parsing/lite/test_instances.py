"""Cells are grouped by the middle they point at."""

from __future__ import annotations

import numpy as np

from tryon.labels import Label
from tryon.parsing.lite.instances import find_instances
from tryon.parsing.lite.network import STRIDE, NetworkOutput

HEIGHT, WIDTH = 20, 30


def output(
    person: np.ndarray,
    centers: list[tuple[int, int]],
    owner: np.ndarray | None = None,
    heads: tuple[tuple[int, int], ...] = (),
) -> NetworkOutput:
    """An ideal answer: heat at ``centers`` (x, y); each cell points at its ``owner``."""
    center = np.zeros((HEIGHT, WIDTH), dtype=np.float32)
    offset = np.zeros((2, HEIGHT, WIDTH), dtype=np.float32)
    labels = np.zeros((20, HEIGHT, WIDTH), dtype=np.float32)
    for x, y in heads:
        labels[Label.FACE, y : y + 2, x : x + 2] = 1.0
    rows, columns = np.mgrid[:HEIGHT, :WIDTH]
    for number, (x, y) in enumerate(centers):
        center[y, x] = 1.0
        mine = np.ones_like(person, dtype=np.bool_) if owner is None else owner == number
        offset[0][mine] = ((x - columns) * STRIDE)[mine]
        offset[1][mine] = ((y - rows) * STRIDE)[mine]
    return NetworkOutput(
        labels=labels,
        person=person.astype(np.float32),
        center=center,
        offset=offset,
    )


def test_two_people_who_touch_are_separated_by_what_their_cells_point_at() -> None:
    person = np.zeros((HEIGHT, WIDTH))
    person[5:15, 5:25] = 0.9
    owner = (np.arange(WIDTH) >= 15)[None].repeat(HEIGHT, axis=0).astype(int)
    heads = ((9, 5), (20, 5))
    found = find_instances(output(person, [(9, 10), (20, 10)], owner, heads))
    assert len(found.scores) == 2
    left, right = found.ids[10, 6], found.ids[10, 24]
    assert left != right
    assert set(found.ids[5:15, 5:15].ravel()) == {left}
    assert set(found.ids[5:15, 15:25].ravel()) == {right}
    np.testing.assert_allclose(found.scores, 0.9, atol=1e-6)


def test_a_lower_body_without_a_head_belongs_to_the_person_above() -> None:
    person = np.zeros((HEIGHT, WIDTH))
    person[2:18, 10:16] = 0.9
    owner = (np.arange(HEIGHT) >= 10)[:, None].repeat(WIDTH, axis=1).astype(int)
    found = find_instances(output(person, [(12, 6), (12, 14)], owner, heads=((12, 2),)))
    assert len(found.scores) == 1


def test_legs_apart_belong_to_the_same_person() -> None:
    person = np.zeros((HEIGHT, WIDTH))
    person[10:18, 8:11] = person[10:18, 14:17] = 1.0
    person[3:6, 8:17] = 1.0
    found = find_instances(output(person, [(12, 4)]))
    assert len(found.scores) == 1
    assert found.ids[17, 8] == found.ids[17, 16] == 1


def test_heat_outside_every_body_is_no_person() -> None:
    person = np.zeros((HEIGHT, WIDTH))
    person[5:15, 5:12] = 1.0
    owner = np.zeros((HEIGHT, WIDTH), dtype=int)
    found = find_instances(output(person, [(8, 10), (25, 10)], owner))
    assert len(found.scores) == 1


def test_bodies_without_any_middle_are_told_apart_by_being_connected() -> None:
    person = np.zeros((HEIGHT, WIDTH))
    person[5:15, 3:9] = person[5:15, 20:26] = 1.0
    found = find_instances(output(person, []))
    assert len(found.scores) == 2
    assert found.ids[10, 5] != found.ids[10, 22]


def test_specks_are_dropped() -> None:
    person = np.zeros((HEIGHT, WIDTH))
    person[5:7, 5:7] = 1.0
    found = find_instances(output(person, [(5, 5)]))
    assert found.scores == ()
    assert not found.ids.any()


def test_an_empty_scene_has_nobody() -> None:
    found = find_instances(output(np.zeros((HEIGHT, WIDTH)), []))
    assert found.scores == ()
