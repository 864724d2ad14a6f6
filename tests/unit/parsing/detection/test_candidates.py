"""Boxes of two detectors become candidates, and a skeleton decides."""

from __future__ import annotations

import numpy as np
import pytest

from tests.skeletons import standing
from tryon.parsing.detection.candidates import (
    ACCEPTED,
    Candidate,
    is_apart,
    is_same_person,
    merge,
)
from tryon.parsing.detection.detection import Detections, distinct, fitted, overlaps
from tryon.parsing.pyramid import Pyramid


def detections(*rows: tuple[float, float, float, float, float]) -> Detections:
    """Boxes, each followed by its score."""
    numbers = np.array(rows, np.float64).reshape(-1, 5)
    return Detections(numbers[:, :4], numbers[:, 4])


def candidate(left: float, right: float, nanodet: float = 0.6, multipose: float = 0.3) -> Candidate:
    return Candidate(np.array([left, 0.0, right, 100.0]), nanodet, multipose)


def test_overlap_is_intersection_over_union() -> None:
    boxes = np.array([[0, 0, 10, 10], [5, 0, 15, 10], [20, 0, 30, 10]], np.float64)
    np.testing.assert_allclose(overlaps(boxes)[0], [1, 1 / 3, 0])


def test_of_boxes_that_overlap_the_best_stays() -> None:
    kept = distinct(detections((0, 0, 10, 10, 0.4), (1, 0, 11, 10, 0.9), (50, 0, 60, 9, 0.3)), 0.65)
    assert kept.scores.tolist() == [0.9, 0.3]


def test_detectors_that_agree_make_one_candidate() -> None:
    merged = merge(
        detections((0, 0, 100, 200, 0.7), (300, 0, 400, 200, 0.5)),
        detections((5, 0, 95, 190, 0.4), (600, 0, 700, 200, 0.2)),
    )
    assert [(one.nanodet, one.multipose) for one in merged] == [(0.7, 0.4), (0.5, 0), (0, 0.2)]
    assert merged[0].box.tolist() == [0, 0, 100, 200]


@pytest.mark.parametrize("first", [True, False])
def test_one_detector_may_find_nothing(first: bool) -> None:
    found, nothing = detections((0, 0, 100, 200, 0.7)), detections()
    assert len(merge(found, nothing) if first else merge(nothing, found)) == 1
    assert merge(nothing, nothing) == []


def test_a_skeleton_makes_a_doubtful_box_a_person() -> None:
    doubtful = candidate(0, 100, nanodet=0.32, multipose=0.0)
    assert doubtful.probability(standing(50, 100, confidence=0.05)) < ACCEPTED
    assert doubtful.probability(standing(50, 100, confidence=0.8)) > ACCEPTED


def test_looks_at_one_skeleton_are_one_person() -> None:
    joints, moved = standing(50, 100), standing(51, 100, top=1)
    assert is_same_person(candidate(0, 100), joints, candidate(4, 100), moved)
    assert not is_same_person(candidate(0, 100), joints, candidate(0, 200), standing(150, 100))
    unsure = standing(50, 100, confidence=0.05)
    assert not is_same_person(candidate(0, 100), unsure, candidate(0, 100), unsure)


def test_half_a_box_within_another_is_not_apart() -> None:
    assert not is_apart(candidate(0, 100), candidate(10, 40))
    assert is_apart(candidate(0, 100), candidate(80, 180))


@pytest.mark.parametrize("shape", [(300, 500), (4000, 3000), (3, 900)])
def test_a_photo_is_fitted_by_its_longer_side(shape: tuple[int, int]) -> None:
    image, zoom = fitted(Pyramid.of(np.zeros((*shape, 3), np.uint8)), 416)
    assert max(image.shape) == 416
    assert min(image.shape[:2]) == max(1, round(min(shape) * zoom))
