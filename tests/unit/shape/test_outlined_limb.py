"""Sleeves along their own outline: where a cuff begins and ends."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tryon.geometry import HardMask, Points
from tryon.shape.silhouette import outlined_limb_strip

SHOULDER, ARMPIT = (200.0, 40.0), (195.0, 160.0)
ROOT: Points = np.array([SHOULDER, ARMPIT])


def drawn(corners: list[tuple[float, float]]) -> HardMask:
    canvas = np.zeros((400, 300), np.uint8)
    polygon = np.array([SHOULDER, *corners, ARMPIT])
    cv2.fillPoly(canvas, [np.rint(polygon).astype(np.int32)], 1)
    return np.asarray(canvas > 0)


def ends(corners: list[tuple[float, float]]) -> tuple[Points, Points]:
    strip = outlined_limb_strip(drawn(corners), ROOT, count=9)
    assert strip is not None
    np.testing.assert_array_equal(strip.left[0], SHOULDER)
    np.testing.assert_array_equal(strip.right[0], ARMPIT)
    return strip.left[-1], strip.right[-1]


@pytest.mark.parametrize(
    ("round_shoulder", "cuff"),
    [
        ([(160, 55)], [(120, 165), (175, 180)]),  # a short sleeve that hangs
        ([], [(80, 150), (130, 190)]),  # one that is spread out
        ([(165, 58)], [(120, 360), (150, 362)]),  # a long one with a narrow cuff
        ([(168, 52)], [(95, 200), (168, 215)]),  # a flared one
    ],
)
def test_a_cuff_is_where_the_outline_turns_however_round_the_shoulder_is(
    round_shoulder: list[tuple[float, float]], cuff: list[tuple[float, float]]
) -> None:
    outer, inner = ends([*round_shoulder, *cuff])
    np.testing.assert_allclose(outer, cuff[0], atol=8)
    np.testing.assert_allclose(inner, cuff[1], atol=8)


def test_a_wavy_cuff_is_one_end() -> None:
    wave = [(90, 200), (110, 212), (130, 206), (150, 218), (170, 212)]
    outer, inner = ends([(165, 52), *wave])
    np.testing.assert_allclose(outer, wave[0], atol=8)
    np.testing.assert_allclose(inner, wave[-1], atol=12)


def test_a_cap_sleeve_without_an_inner_edge_ends_at_the_armpit() -> None:
    outer, inner = ends([(165, 50), (130, 110)])
    np.testing.assert_allclose(outer, (130, 110), atol=8)
    np.testing.assert_allclose(inner, ARMPIT, atol=8)


def test_a_disc_has_no_end() -> None:
    canvas = np.zeros((400, 300), np.uint8)
    cv2.circle(canvas, (150, 200), 60, 1, -1)
    assert (
        outlined_limb_strip(canvas > 0, np.array([[210.0, 170.0], [210.0, 230.0]]), count=9) is None
    )
