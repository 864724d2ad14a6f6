"""Dyed cloth has the wanted colour, the folds that it had, and its prints."""

from __future__ import annotations

import numpy as np
import pytest

from tryon.errors import EntryError
from tryon.fitting.cloth.dye import Dye
from tryon.fitting.cloth.recolour import recoloured
from tryon.geometry import RgbaImage
from tryon.late import cv2
from tryon.resources import assets_folder

RED, NAVY, MUSTARD = "#c8202f", "#1b2a5e", "#d9a521"
WHITE, BLACK = "#e8e8e8", "#15151a"


def sample(name: str) -> RgbaImage:
    picture = cv2.imread(str(assets_folder() / "garments" / f"{name}.png"), cv2.IMREAD_UNCHANGED)
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGRA2RGBA), np.uint8)


def dyed(rgba: RgbaImage, dye: Dye) -> RgbaImage:
    return recoloured(rgba, dye, None)


def lightness(rgba: RgbaImage) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return the CIE lightness (N,) of what is solid."""
    lab = cv2.cvtColor(rgba[..., :3].astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    return np.asarray(lab[..., 0][rgba[..., 3] > 245], np.float64)


@pytest.mark.parametrize("wanted", [RED, NAVY, MUSTARD, WHITE, BLACK])
@pytest.mark.parametrize("name", ["trousers-black", "tshirt-white", "jeans-blue", "chinos-beige"])
def test_cloth_takes_the_wanted_colour(name: str, wanted: str) -> None:
    garment = sample(name)
    result = dyed(garment, Dye.of_hex(wanted))
    solid = garment[..., 3] > 245
    middle = np.median(result[solid][:, :3], axis=0)
    assert np.abs(middle - Dye.of_hex(wanted).colour).max() <= 12
    np.testing.assert_array_equal(result[..., 3], garment[..., 3])


@pytest.mark.parametrize("wanted", [RED, NAVY, WHITE, BLACK])
@pytest.mark.parametrize("name", ["trousers-black", "tshirt-white", "sweater-knitted"])
def test_folds_stay_where_they_are_and_nothing_is_blown_out(name: str, wanted: str) -> None:
    garment = sample(name)
    before, after = lightness(garment), lightness(dyed(garment, Dye.of_hex(wanted)))
    assert np.corrcoef(before, after)[0, 1] > 0.9
    assert after.std() > 0.9
    assert (after > 99.5).mean() < (before > 99.5).mean() + 0.01
    assert (after < 0.5).mean() < 0.01


def test_black_and_white_cloth_exchange_the_depth_of_their_folds() -> None:
    """A fold that swallows light on black cloth is filled by the light of white cloth."""
    shades = np.array([30, 40, 45, 50], np.uint8)
    black = np.dstack([np.repeat(shades, 16).reshape(16, 4).repeat(4, axis=1)] * 3)
    garment = np.dstack([black, np.full(black.shape[:2], 255, np.uint8)])
    white = dyed(garment, Dye.of_hex(WHITE))
    again = dyed(white, Dye.of_hex("#2d2d2d"))
    ratio = white[..., 0].min() / white[..., 0].max()
    assert ratio > 0.85 > garment[..., 0].min() / garment[..., 0].max()
    assert np.abs(again.astype(int) - garment).max() <= 10


def test_a_print_keeps_its_colours_to_its_edge_unless_it_is_to_follow() -> None:
    shirt = np.zeros((200, 200, 4), np.uint8)
    shirt[...] = (20, 24, 30, 255)
    cv2.circle(shirt, (100, 100), 50, (245, 240, 235, 255), -1, cv2.LINE_AA)
    red = dyed(shirt, Dye.of_hex(RED))
    np.testing.assert_array_equal(red[70:130, 70:130], shirt[70:130, 70:130])
    assert np.abs(red[10, 10, :3].astype(int) - (200, 32, 47)).max() <= 2
    expected = np.zeros_like(shirt)
    expected[...] = (200, 32, 47, 255)
    cv2.circle(expected, (100, 100), 50, (245, 240, 235, 255), -1, cv2.LINE_AA)
    assert np.abs(red.astype(int) - expected).max() < 45  # no dark rim between the two
    all_red = dyed(shirt, Dye.of_hex(RED, prints_too=True))
    assert (all_red[100, 100, :3] != shirt[100, 100, :3]).any()
    assert all_red[100, 100, 0] > all_red[100, 100, 1]


def test_stripes_stay() -> None:
    shirt = sample("tshirt-striped")
    result = dyed(shirt, Dye.of_hex(MUSTARD))
    is_navy = (shirt[..., 0] < 60) & (shirt[..., 3] > 245)
    is_kept = np.abs(result.astype(int) - shirt).max(axis=-1) < 30
    assert is_kept[is_navy].mean() > 0.9


def test_the_garment_itself_stays_as_it_was() -> None:
    garment = sample("tshirt-logo")
    before = garment.copy()
    dyed(garment, Dye.of_hex(RED))
    np.testing.assert_array_equal(garment, before)


@pytest.mark.parametrize("text", ["", "red", "#fff", "#ggeeaa", "aa3355", "#aa3355 "])
def test_what_is_no_colour_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(EntryError, match='dye must be a colour like "#aa3355"'):
        Dye.of_hex(text)


def test_checks_of_one_hue_are_dyed_alike_and_without_patches() -> None:
    shirt = sample("shirt-flannel")
    green = dyed(shirt, Dye.of_hex("#2e7d4a")).astype(int)
    was_red = (shirt[..., 0] > 100) & (shirt[..., 1] < 70) & (shirt[..., 3] > 245)
    assert was_red.mean() > 0.05
    assert (green[..., 1] > green[..., 0])[was_red].mean() > 0.97
