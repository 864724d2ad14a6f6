"""The measures of `bench.parse_score`, on maps small enough to count by hand."""

from __future__ import annotations

import numpy as np
import pytest

from bench.parse_score import BAG, PERSON_ANY, UNKNOWN, PartsScore, PeopleScore
from tryon.labels import Label


def test_a_bag_is_background_and_unknown_pixels_do_not_count() -> None:
    codes = np.array([[Label.PANTS, Label.PANTS, BAG, UNKNOWN, 0]], np.uint8)
    labels = np.array([[Label.PANTS, Label.SKIRT, 0, Label.COAT, 0]], np.uint8)
    score = PartsScore()
    score.add(labels, codes)
    assert score.person.iou == 1.0
    assert score.lower.iou == 1.0
    assert score.merged["pants"].iou == 0.5
    assert score.merged["skirt"].iou == 0.0
    assert score.merged["background"].iou == 1.0


def test_a_swapped_limb_counts_as_found_on_the_wrong_side() -> None:
    codes = np.array([[Label.LEFT_ARM] * 3 + [Label.RIGHT_LEG]], np.uint8)
    labels = np.array([[Label.LEFT_ARM, Label.LEFT_ARM, Label.RIGHT_ARM, 0]], np.uint8)
    score = PartsScore()
    score.add(labels, codes)
    assert score.sides == pytest.approx(2 / 3)


def test_people_are_matched_missed_and_invented() -> None:
    persons = np.zeros((10, 10), np.uint8)
    persons[:, :3], persons[:, 5:7] = 1, 2
    found = np.zeros((10, 10), np.uint8)
    found[:, :2], found[:, 9:] = 1, 2  # IoU 2/3 with the first; the second is nobody
    score = PeopleScore()
    score.add(found, persons, np.where(persons > 0, PERSON_ANY, 0).astype(np.uint8))
    assert (score.matched, score.missed, score.invented) == (1, 1, 1)
    assert score.f1 == 0.5
    assert score.union.iou == pytest.approx(20 / 60)


def test_a_find_inside_a_crowd_is_not_held_against_the_parser() -> None:
    codes = np.full((10, 10), UNKNOWN, np.uint8)
    score = PeopleScore()
    score.add(np.ones((10, 10), np.uint8), np.zeros((10, 10), np.uint8), codes)
    assert score.invented == 0


def test_errors_at_the_outline_are_told_from_errors_elsewhere() -> None:
    codes = np.zeros((1, 20), np.uint8)
    codes[:, :10] = Label.COAT
    labels = codes.copy()
    labels[:, 10:12] = labels[:, 18] = Label.COAT
    score = PartsScore()
    score.add(labels, codes)
    assert score.at_outlines == pytest.approx(2 / 3)
