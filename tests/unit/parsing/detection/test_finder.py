"""Whose skeleton a look at a box found, if several people are in it or beside it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tests.skeletons import standing
from tryon.joints import Joints
from tryon.parsing.detection.detection import Detections
from tryon.parsing.detection.finder import PersonFinder
from tryon.parsing.pyramid import Pyramid

LARGE = np.array([100.0, 0, 300, 500])
BEHIND = np.array([220.0, 150, 290, 300])
BESIDE = np.array([290.0, 20, 490, 500])
PHOTO = Pyramid.of(np.zeros((520, 560, 3), np.uint8))
PEOPLE = {
    "large": standing(200, 480, top=10, confidence=0.5),
    "behind": standing(255, 145, top=152, confidence=0.8),
    "beside": standing(390, 470, top=25, confidence=0.5),
}


class Detector:
    """Finds what it is told."""

    def __init__(self, *boxes: NDArray[np.float64]) -> None:
        self._found = Detections(np.array(boxes).reshape(-1, 4), np.full(len(boxes), 0.7))

    def find(self, photo: Pyramid) -> Detections:
        return self._found


class Looks:
    """Of those whose middle is in sight the clearest is seen, as by the network."""

    def __init__(self, *clearest: str) -> None:
        self._clearest = clearest

    def look(
        self,
        photo: Pyramid,
        box: NDArray[np.float64],
        *,
        inside_only: bool = False,
        without: Sequence[NDArray[np.float64]] = (),
    ) -> Joints:
        wide = box if inside_only else box + np.array([-100, -100, 100, 100])
        for name in self._clearest:
            middle = PEOPLE[name].points.mean(axis=0)
            if is_in(middle, wide) and not any(is_in(middle, other) for other in without):
                return PEOPLE[name]
        return standing(0, 1, confidence=0.01)


def is_in(point: NDArray[np.float64], box: NDArray[np.float64]) -> bool:
    return bool((point >= box[:2]).all() and (point <= box[2:]).all())


def found(boxes: tuple[NDArray[np.float64], ...], *clearest: str) -> dict[int, Joints]:
    """Return whose joints were found in boxes, by their left edges."""
    finder = PersonFinder(Detector(*boxes), Detector(), Looks(*clearest))  # type: ignore[arg-type]
    return {person.box.left: person.joints for person in finder.find(PHOTO)}


def test_somebody_small_behind_does_not_take_the_place_of_who_stands_before() -> None:
    people = found((LARGE, BEHIND), "behind", "large")
    assert people == {100: PEOPLE["large"], 220: PEOPLE["behind"]}


def test_the_clearer_one_beside_is_not_found_twice() -> None:
    people = found((LARGE, BESIDE), "beside", "large")
    assert people == {100: PEOPLE["large"], 290: PEOPLE["beside"]}


def test_who_is_half_hidden_keeps_the_only_skeleton_there_is() -> None:
    assert found((LARGE,), "behind") == {100: PEOPLE["behind"]}
