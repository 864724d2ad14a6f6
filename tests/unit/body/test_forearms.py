"""Following drawn forearms in front of the torso."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tryon.body.forearms import forearm_strip
from tryon.fitting.composite import compose
from tryon.fitting.fit import fit_garment
from tryon.fitting.request import FitRequest
from tryon.garments.garment import Garment
from tryon.geometry import RgbImage
from tryon.human_parse import HumanParse
from tryon.labels import Label, Region
from tryon.shape.figure import Strip

MakeParse = Callable[[NDArray[np.uint8]], HumanParse]
SHAPE = (200, 200)
HALF_SHOULDER = 40.0


@pytest.fixture
def arm() -> Strip:
    """An upper arm that hangs on the left of the torso, its elbow at (40, 120)."""
    rows = np.linspace(60, 120, 5)
    return Strip(np.stack([np.full(5, 30.0), rows], 1), np.stack([np.full(5, 50.0), rows], 1))


@pytest.fixture
def torso() -> NDArray[np.bool_]:
    mask = np.zeros(SHAPE, np.bool_)
    mask[50:180, 52:148] = True
    return mask


def hand_at(x: int, y: int) -> NDArray[np.bool_]:
    mask = np.zeros(SHAPE, np.uint8)
    cv2.circle(mask, (x, y), 10, 1, -1)
    return np.asarray(mask > 0)


def test_a_forearm_leads_from_the_elbow_to_the_hand(arm: Strip, torso: NDArray[np.bool_]) -> None:
    cloth = torso | (np.arange(200) >= 30)[None] & (np.arange(200) > 50)[:, None]
    forearm = forearm_strip(arm, hand_at(100, 130), cloth, torso, HALF_SHOULDER)
    assert forearm is not None
    assert forearm.middle[-1] == pytest.approx([90, 128], abs=4)
    widths = np.linalg.norm(forearm.left - forearm.right, axis=1)
    assert (np.diff(widths) < 0).all()
    assert forearm.left[-1, 1] > forearm.right[-1, 1]  # the outer edge of the arm stays outside


def test_a_hand_beside_the_torso_or_too_far_away_shows_no_forearm(
    arm: Strip, torso: NDArray[np.bool_]
) -> None:
    cloth = np.ones(SHAPE, np.bool_)
    assert forearm_strip(arm, hand_at(20, 160), cloth, torso, HALF_SHOULDER) is None
    assert forearm_strip(arm, hand_at(140, 170), cloth, torso, HALF_SHOULDER / 2) is None
    assert forearm_strip(arm, hand_at(100, 130), hand_at(100, 130), torso, HALF_SHOULDER) is None


def test_short_sleeves_reveal_a_forearm_that_lies_on_the_belly(
    photo: RgbImage, labels: NDArray[np.uint8], make_parse: MakeParse, tshirt: Garment
) -> None:
    arms = np.isin(labels, (Label.LEFT_ARM, Label.RIGHT_ARM))
    labels[arms] = 0
    sleeve = np.zeros(labels.shape, np.uint8)
    cv2.polylines(sleeve, [np.array([(60, 70), (52, 112), (92, 120)])], False, 1, 17)
    labels[sleeve > 0] = Label.UPPER_CLOTHES
    hand = np.zeros(labels.shape, np.uint8)
    cv2.circle(hand, (106, 121), 12, 1, -1)
    labels[hand > 0] = Label.RIGHT_ARM
    photo = np.asarray(np.where((labels > 0)[..., None], photo, photo[0, 0]), np.uint8)
    photo[labels == Label.UPPER_CLOTHES] = (0, 255, 0)
    photo[np.isin(labels, (Label.RIGHT_ARM, Label.FACE, Label.TORSO_SKIN))] = (210, 160, 130)
    fit = fit_garment(FitRequest(photo, make_parse(labels), 1, Region.UPPER, tshirt))
    result = compose(photo, [fit]).astype(int)
    assert np.abs(result[121, 106] - (210, 160, 130)).max() < 12
    assert np.abs(result[118, 82] - (210, 160, 130)).max() < 70
    assert result[90, 100, 0] > 120
    assert result[90, 100, 1] < 90
