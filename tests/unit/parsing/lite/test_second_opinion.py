"""Evidence moves what was in doubt, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from tryon.geometry import Box, Size
from tryon.imaging import read_photo
from tryon.labels import CLOTHES, LABEL_COUNT, Label
from tryon.parsing.lite.second_opinion import (
    SIDE,
    SMALL_SIDE,
    SecondOpinion,
    _likelihoods,
    weigh,
)
from tryon.parsing.pyramid import Pyramid
from tryon.resources import sample_photos, second_opinion_file

GROUPS = {"background": 0, "hair": 1, "skin": 2, "face": 3, "clothes": 4, "other": 5}


def seen(group: str) -> np.ndarray:
    """Evidence (21, 1, 1) of one cell in which one group is seen for sure."""
    return _likelihoods()[:, GROUPS[group], None, None]


def cell(**shares: float) -> np.ndarray:
    """Label probabilities (20, 1, 1) of one cell."""
    labels = np.zeros((LABEL_COUNT, 1, 1), np.float32)
    for name, share in shares.items():
        labels[Label[name.upper()]] = share
    return labels


def person(chance: float) -> np.ndarray:
    return np.full((1, 1), chance, np.float32)


@pytest.mark.parametrize(
    ("group", "expected"), [("hair", Label.HAIR), ("clothes", Label.UPPER_CLOTHES)]
)
def test_what_is_seen_decides_between_two_labels(group: str, expected: Label) -> None:
    labels, _ = weigh(cell(hair=0.5, upper_clothes=0.5), person(0.9), seen(group))
    assert labels[:, 0, 0].argmax() == expected
    assert labels.sum() == pytest.approx(1, abs=1e-5)


def test_garments_keep_their_proportion() -> None:
    before = cell(upper_clothes=0.3, coat=0.6, left_arm=0.1)
    labels, _ = weigh(before, person(0.9), seen("clothes"))
    assert labels[Label.COAT, 0, 0] == pytest.approx(2 * labels[Label.UPPER_CLOTHES, 0, 0])
    assert labels[list(CLOTHES)].sum() > 0.95


def test_background_seen_makes_a_person_less_likely_and_skin_more() -> None:
    doubtful = cell(background=0.5, left_arm=0.5)
    assert weigh(doubtful, person(0.5), seen("background"))[1][0, 0] < 0.2
    assert weigh(doubtful, person(0.5), seen("skin"))[1][0, 0] > 0.8


def test_the_rest_of_the_labels_is_a_bag_and_counts_as_nobody() -> None:
    labels, somebody = weigh(cell(skirt=0.5), person(0.5), seen("other"))
    assert labels.sum() < 0.3
    assert somebody[0, 0] < 0.3


def test_certainty_stays_certain() -> None:
    for chance in (0.0, 1.0):
        found = weigh(cell(pants=1.0), person(chance), seen("background"))[1][0, 0]
        assert found == pytest.approx(chance, abs=1e-3)


def test_a_small_picture_of_a_head_shows_what_a_large_one_shows() -> None:
    opinion = SecondOpinion(second_opinion_file())
    astronaut = next(file for file in sample_photos() if "astronaut" in file.name)
    photo, head = Pyramid.of(read_photo(astronaut).pixels), Box(120, 0, 330, 210)
    seen = [
        opinion.evidence(photo.cut(head, Size(side, side)), Size(40, 40)).argmax(axis=0)
        for side in (SIDE, SMALL_SIDE)
    ]
    assert {Label.HAIR, Label.FACE} <= set(seen[1].ravel().tolist())
    assert (seen[0] == seen[1]).mean() > 0.9
