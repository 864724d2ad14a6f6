"""Mattes, continued colours and shading."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tryon.garments.matte import edge_matte, replace_colours, spread_colours
from tryon.garments.resampling import resize_rgba
from tryon.garments.shading import read_shading
from tryon.garments.texture import build_texture
from tryon.geometry import Size


def two_halves(edge: float) -> tuple[np.ndarray, np.ndarray]:
    """Give a picture (40, 60), green left of ``edge`` and red right of it, and the green mask."""
    share = np.clip(edge - np.arange(60), 0, 1)
    row = share[:, None] * (0, 200, 0) + (1 - share[:, None]) * (200, 0, 0)
    image = np.rint(np.tile(row, (40, 1, 1))).astype(np.uint8)
    mask = np.zeros((40, 60), np.bool_)
    mask[:, : round(edge)] = True
    return image, mask


def test_the_matte_reads_coverage_from_the_mixed_colour() -> None:
    image, mask = two_halves(30.4)
    matte = edge_matte(image, mask, radius=3)
    assert matte.alpha[20, 30] == pytest.approx(0.4, abs=0.08)
    assert matte.alpha[20, 20] == 1.0
    assert matte.alpha[20, 40] == 0.0


def test_replaced_colours_leave_no_trace_of_the_old_ones_at_the_edge() -> None:
    image, mask = two_halves(30.4)
    matte = edge_matte(image, mask, radius=3)
    blue = np.zeros_like(image, dtype=np.float32)
    blue[..., 2] = 200
    result = replace_colours(image, matte, blue)
    assert result[20, 30] == pytest.approx([120, 0, 80], abs=14)
    assert result[..., 1].max() < 14


def test_spread_colours_keep_a_uniform_colour_everywhere() -> None:
    colours = np.full((30, 50, 3), 77, np.float32)
    known = np.zeros((30, 50), np.bool_)
    known[3:6, 3:6] = True
    assert spread_colours(colours, known, sigma=1.0) == pytest.approx(colours, abs=0.5)


def test_a_texture_shows_garment_colours_beyond_the_outline() -> None:
    rgba = np.zeros((60, 60, 4), np.uint8)
    rgba[..., :3] = 255
    rgba[15:45, 15:45] = (10, 90, 30, 255)
    texture = build_texture(rgba, scale=1.0)
    assert np.abs(texture.pixels.reshape(-1, 3).astype(int) - (10, 90, 30)).max() <= 2
    assert texture.places(np.array([[0.0, 0.0]]))[0] == pytest.approx([texture.margin] * 2)


def test_reducing_transparent_pictures_does_not_darken_their_edges() -> None:
    rgba = np.zeros((40, 40, 4), np.uint8)
    rgba[:, :21] = (200, 100, 50, 255)
    small = resize_rgba(rgba, Size(10, 10))
    seen = small[small[..., 3] > 0]
    assert np.abs(seen[:, :3].astype(int) - (200, 100, 50)).max() <= 1


def test_flat_clothes_cast_no_shading() -> None:
    image = np.full((80, 80, 3), 120, np.uint8)
    factor = read_shading(image, np.ones((80, 80), np.bool_), breadth=20)
    assert factor == pytest.approx(np.ones((80, 80)), abs=1e-3)


def test_a_broad_shadow_is_carried_over_and_a_fine_stripe_is_not() -> None:
    mask = np.ones((160, 160), np.bool_)
    shadow = np.full((160, 160, 3), 150, np.uint8)
    shadow[:, 60:100] = 110
    stripes = np.full((160, 160, 3), 150, np.uint8)
    stripes[::6] = stripes[1::6] = stripes[2::6] = 110
    shaded = read_shading(cv2.GaussianBlur(shadow, (0, 0), 5), mask, breadth=50)
    striped = read_shading(stripes, mask, breadth=50)
    assert shaded[80, 80] < 0.95 < shaded[80, 20]
    assert striped.std() < 0.01


def test_strength_zero_switches_the_shading_off() -> None:
    image = np.random.default_rng(0).integers(0, 255, (40, 40, 3)).astype(np.uint8)
    factor = read_shading(image, np.ones((40, 40), np.bool_), breadth=9, strength=0.0)
    assert (factor == 1).all()
