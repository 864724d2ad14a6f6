"""The background behind removed clothes: plain walls stay plain, structures go on."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tryon.fitting.reveal.background import Background
from tryon.geometry import Box, HardMask, RgbImage
from tryon.pixels.masks import grown

Colours = NDArray[np.float32]


def hole_in(picture: Colours | RgbImage, box: Box) -> HardMask:
    hole = np.zeros(picture.shape[:2], np.bool_)
    hole[box.slices] = True
    return hole


def painted(picture: Colours, hole: HardMask, *, is_cloth: bool = False) -> Colours:
    """Return the picture with what the hole hides, which was never looked at."""
    seen = np.where(hole[..., None], 0, picture).astype(np.float32)
    found = Background.find(seen, ~hole, hole, is_cloth=is_cloth)
    assert found is not None
    return found.painted(picture, Box(0, 0, hole.shape[1], hole.shape[0]))


def test_a_wall_whose_light_falls_off_stays_plain_and_keeps_its_grain() -> None:
    noise = np.random.default_rng(1).normal(0, 2, (120, 120, 1))
    light = np.linspace(200, 120, 120)[None, :, None]
    wall = np.asarray(light + np.repeat(noise, 3, axis=2), np.float32)
    hole = hole_in(wall, Box(35, 40, 85, 80))

    filled = painted(wall, hole)

    away = filled - light
    assert np.abs(cv2.GaussianBlur(away, (0, 0), 4)[hole]).max() < 5, "the hole has a shade"
    assert 1.0 < away[45:75, 40:80, 0].std() < 3.5, "the grain is another one"
    assert np.abs(filled - wall)[~grown(hole, 3)].max() == 0


def test_an_edge_behind_the_person_goes_on_where_they_hid_it() -> None:
    room = np.full((120, 160, 3), 200, np.float32)
    room[60:] = 60
    hole = hole_in(room, Box(60, 30, 100, 90))

    filled = painted(room, hole)

    assert filled[34:57, 60:100].min() > 190
    assert filled[64:90, 60:100].max() < 70


def test_stripes_go_on_in_step() -> None:
    across = np.where(np.arange(160) // 8 % 2, 210.0, 90.0).astype(np.float32)
    stripes = np.broadcast_to(across[None, :, None], (160, 160, 3)).copy()
    hole = hole_in(stripes, Box(50, 50, 110, 110))

    filled = painted(stripes, hole)

    assert np.abs(filled - stripes)[hole].mean() < 12


def test_a_large_photo_gets_back_pixels_of_its_own_and_no_enlarged_ones() -> None:
    random = np.random.default_rng(2)
    texture = random.integers(0, 255, (600, 600, 1)).repeat(3, axis=2).astype(np.uint8)
    small = cv2.resize(texture, (150, 150), interpolation=cv2.INTER_AREA).astype(np.float32)
    hole = hole_in(small, Box(50, 50, 100, 100))

    found = Background.find(small, ~hole, hole)
    assert found is not None
    filled = found.painted(texture, Box(200, 200, 400, 400), scale=4.0)

    assert filled.std() > 0.7 * texture.std(), "the texture was blurred"


def test_the_same_background_is_found_again() -> None:
    wall = np.random.default_rng(3).normal(120, 40, (90, 130, 3)).astype(np.float32)
    hole = hole_in(wall, Box(40, 20, 90, 70))
    assert np.array_equal(painted(wall, hole), painted(wall, hole))


@pytest.mark.parametrize("known", [0, 3])
def test_where_hardly_any_background_shows_none_is_found(known: int) -> None:
    picture = np.full((80, 80, 3), 100, np.float32)
    shown = np.zeros((80, 80), np.bool_)
    shown[:known, :known] = True
    assert Background.find(picture, shown, ~shown) is None


def test_a_bag_before_a_white_wall_casts_no_colour_on_what_is_painted_beside_it() -> None:
    wall = np.full((120, 120, 3), 250, np.float32)
    wall[60:75, 25:40] = (120, 80, 50)
    hole = hole_in(wall, Box(40, 30, 80, 100))

    filled = painted(wall, hole)

    assert np.abs(filled - 250)[30:100, 46:80].max() < 6


def test_a_patch_of_cloth_keeps_its_colour_however_often_it_is_laid_side_by_side() -> None:
    trousers = np.full((160, 80, 3), (150, 60, 60), np.float32)
    trousers += np.linspace(-25, 25, 80)[None, :, None]  # lit from one side
    trousers[120:] -= np.linspace(0, 20, 40)[:, None, None]  # and darker towards the hem
    trousers += np.random.default_rng(5).normal(0, 6, (160, 80, 1)).astype(np.float32)
    hole = hole_in(trousers, Box(0, 0, 80, 120))

    filled = painted(trousers, hole, is_cloth=True)

    shown = trousers[~hole].reshape(-1, 3)
    low, high = shown.min(axis=0) - 20, shown.max(axis=0) + 20
    assert ((filled >= low) & (filled <= high)).all()
