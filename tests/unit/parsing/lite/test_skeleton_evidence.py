"""Where a bone is, somebody is, unless it is unsure; and no hair beyond the elbow."""

from __future__ import annotations

import numpy as np

from tests.skeletons import standing
from tryon.geometry import Box, Size
from tryon.labels import LABEL_COUNT, Label
from tryon.parsing.lite.framing import cell_middles
from tryon.parsing.lite.second_opinion import weigh
from tryon.parsing.lite.skeleton_evidence import skeleton_evidence

CELLS = cell_middles(Box(0, 0, 400, 400), Size(100, 100))
"""Four pixels of the photo each."""


def at(x: float, y: float) -> tuple[int, int]:
    """Return the row and the column of the cell at a place of somebody 400 pixels tall."""
    return int(100 * y), int(50 + 100 * x)


ELBOW_TO_WRIST, SHOULDER_TO_ELBOW = at(0.21, 0.43), at(0.175, 0.28)
BELLY, BESIDE = at(0.0, 0.35), at(0.4, 0.4)
STANDING = standing(200, 400)


def test_a_sleeve_that_is_taken_for_what_lies_behind_becomes_one_again() -> None:
    labels = np.zeros((LABEL_COUNT, 100, 100), np.float32)
    labels[Label.BACKGROUND], labels[Label.UPPER_CLOTHES] = 0.7, 0.3
    person = np.full((100, 100), 0.3, np.float32)

    weighed, anybody = weigh(labels, person, skeleton_evidence(STANDING, CELLS))

    for place in (ELBOW_TO_WRIST, SHOULDER_TO_ELBOW, BELLY):
        assert weighed[(slice(None), *place)].argmax() == Label.UPPER_CLOTHES
        assert anybody[place] > 0.6
    assert weighed[(slice(None), *BESIDE)].argmax() == Label.BACKGROUND
    assert anybody[BESIDE] < 0.31


def test_hair_hangs_over_upper_arms_and_over_no_forearm() -> None:
    hair = skeleton_evidence(STANDING, CELLS)[Label.HAIR]
    assert hair[ELBOW_TO_WRIST] < 0.2
    assert hair[BELLY] == 1
    assert hair[at(0.15, 0.22)] == 1


def test_bones_that_are_unsure_say_nothing() -> None:
    unsure = standing(200, 400, confidence=0.3)
    assert (skeleton_evidence(unsure, CELLS) == 1).all()
