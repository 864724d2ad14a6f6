"""Cutting garments out of their pictures."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tryon.errors import GarmentError
from tryon.garments.garment import Garment
from tryon.garments.see import cut_out
from tryon.geometry import RgbaImage


def opaque(rgb: np.ndarray) -> RgbaImage:
    return np.dstack([rgb, np.full(rgb.shape[:2], 255, np.uint8)]).astype(np.uint8)


def iou(first: np.ndarray, second: np.ndarray) -> float:
    return float((first & second).sum() / (first | second).sum())


def test_real_alpha_is_kept_and_cropped_with_a_small_margin() -> None:
    rgba = np.zeros((60, 80, 4), np.uint8)
    rgba[20:50, 30:60] = (10, 20, 30, 255)
    rgba[20, 30:60, 3] = 128
    cutout = cut_out(rgba)
    assert cutout.shape == (34, 34, 4)
    assert (cutout[2, 2:32, 3] == 128).all()
    assert (cutout[3, 5] == (10, 20, 30, 255)).all()


def test_stray_specks_of_a_transparent_picture_are_dropped() -> None:
    rgba = np.zeros((100, 100, 4), np.uint8)
    rgba[40:90, 40:90] = 255
    rgba[2:4, 2:4] = 255
    assert cut_out(rgba).shape == (54, 54, 4)


def test_the_input_stays_as_it_is() -> None:
    rgba = np.zeros((100, 100, 4), np.uint8)
    rgba[40:90, 40:90] = 255
    rgba[2:4, 2:4] = 255
    before = rgba.copy()
    cut_out(rgba)
    assert (rgba == before).all()


def test_a_garment_is_cut_from_a_shaded_plain_background() -> None:
    y, x = np.mgrid[:240, :200]
    rgb = np.dstack([235 - x // 20, 236 - y // 30, 238 - x // 25]).astype(np.uint8)
    truth = np.zeros((240, 200), np.uint8)
    cv2.ellipse(truth, (100, 120), (60, 90), 0, 0, 360, 1, -1)
    rgb[truth > 0] = (30, 60, 120)
    cutout = cut_out(opaque(rgb))
    rows, columns = np.flatnonzero(truth.any(axis=1)), np.flatnonzero(truth.any(axis=0))
    canvas = np.zeros_like(truth)
    top, left = rows[0] - 2, columns[0] - 2
    height, width = cutout.shape[:2]
    found = cutout[..., 3] >= 128
    target = canvas[top : top + height, left : left + width]
    target[:] = truth[top : top + height, left : left + width]
    assert iou(found, target > 0) > 0.97


def test_the_gap_between_two_legs_stays_open(trousers: Garment) -> None:
    inside = np.pad(trousers.rgba[..., 3] > 0, 30)
    rgb = np.full((*inside.shape, 3), 240, np.uint8)
    rgb[inside] = (40, 40, 120)
    cutout = cut_out(opaque(rgb))
    middle = cutout.shape[1] // 2
    assert not cutout[110:, middle, 3].any()
    assert cutout[10:50, middle, 3].all()


def test_a_white_print_inside_a_shirt_is_no_gap(tshirt: Garment) -> None:
    inside = np.pad(tshirt.rgba[..., 3] > 0, 25)
    rgb = np.full((*inside.shape, 3), 240, np.uint8)
    rgb[inside] = (40, 40, 120)
    rgb[110:150, 85:135] = 240
    cutout = cut_out(opaque(rgb))
    assert abs(int((cutout[..., 3] > 127).sum()) - int(inside.sum())) < 0.04 * inside.sum()
    assert cutout[102:120, 70:100, 3].all()


def test_no_halo_of_the_background_remains_on_a_soft_edge() -> None:
    rgb = np.full((200, 200, 3), 255, np.uint8)
    rgb[50:150, 50:150] = (20, 20, 20)
    rgb = cv2.GaussianBlur(rgb, (0, 0), 1.0)
    cutout = cut_out(opaque(rgb))
    edge = (cutout[..., 3] > 80) & (cutout[..., 3] < 250)
    assert edge.any()
    assert cutout[edge][:, :3].mean() < 80


def test_a_garment_on_a_busy_background_is_still_found() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (40, 40, 3)).astype(np.uint8)
    rgb = cv2.resize(noise, (200, 200), interpolation=cv2.INTER_LINEAR)
    rgb[50:150, 50:150] = (230, 20, 20)
    cutout = cut_out(opaque(rgb))
    assert (cutout[cutout[..., 3] > 128][:, 0] > 200).mean() > 0.7


def test_a_picture_that_is_sheer_everywhere_says_how_sheer() -> None:
    rgba = np.zeros((80, 60, 4), np.uint8)
    rgba[10:70, 10:50] = (200, 30, 40, 114)
    with pytest.raises(GarmentError, match=r"at most 45 % opaque.*Make it opaque"):
        cut_out(rgba)


def test_a_fully_transparent_picture_says_what_to_do() -> None:
    with pytest.raises(GarmentError, match=r"fully transparent.*plain background"):
        cut_out(np.zeros((50, 50, 4), np.uint8))


def test_a_picture_of_one_pixel_says_that_it_is_too_small() -> None:
    with pytest.raises(GarmentError, match="1x1 pixels, too small"):
        cut_out(np.full((1, 1, 4), 255, np.uint8))


@pytest.mark.parametrize("value", [0, 128, 255])
def test_a_picture_of_nothing_but_background_is_refused(value: int) -> None:
    with pytest.raises(GarmentError, match="no garment stands out"):
        cut_out(opaque(np.full((100, 100, 3), value, np.uint8)))


def test_anything_but_rgba_bytes_is_the_programmers_mistake() -> None:
    with pytest.raises(ValueError, match="must be"):
        cut_out(np.zeros((10, 10, 3), np.uint8))


def test_a_white_shirt_on_off_white_is_found_by_a_slight_difference(
    tshirt: Garment,
) -> None:
    inside = np.pad(tshirt.rgba[..., 3] > 0, 30).repeat(2, axis=0).repeat(2, axis=1)
    rgb = np.full((*inside.shape, 3), 240, np.uint8)
    rgb[inside] = 249
    shaded = inside.copy()
    shaded[:, inside.shape[1] // 2 :] = False
    rgb[shaded] = 232
    cutout = cut_out(opaque(rgb))
    assert abs(int((cutout[..., 3] >= 128).sum()) - int(inside.sum())) < 0.06 * inside.sum()


def test_joints_of_a_tiled_floor_are_no_part_of_the_garment(tshirt: Garment) -> None:
    height, width = tshirt.rgba.shape[:2]
    floor = np.full((height + 160, width + 160, 3), (226, 222, 214), np.uint8)
    floor[120:123], floor[:, 60:63] = (70, 66, 60), (70, 66, 60)
    inside = tshirt.rgba[..., 3] > 0
    floor[80:-80, 80:-80][inside] = tshirt.rgba[inside, :3]
    cutout = cut_out(opaque(floor))
    assert cutout.shape[1] < width + 30
    assert abs(int((cutout[..., 3] > 127).sum()) - int(inside.sum())) < 0.04 * inside.sum()
