"""Mattes, spread colours and resizing."""

from __future__ import annotations

import numpy as np
import pytest

from tryon.fitting.warp.texture import build_texture
from tryon.geometry import Size
from tryon.pixels.fill import spread_colours
from tryon.pixels.matte import replace_colours
from tryon.pixels.matting import band_towards, sampled_matte
from tryon.pixels.resize import resize_rgba


def two_halves(edge: float) -> tuple[np.ndarray, np.ndarray]:
    """Return a picture (40, 60), green left of ``edge`` and red right of it, and the green mask."""
    alpha = np.clip(edge - np.arange(60), 0, 1)
    row = alpha[:, None] * (0, 200, 0) + (1 - alpha[:, None]) * (200, 0, 0)
    image = np.rint(np.tile(row, (40, 1, 1))).astype(np.uint8)
    mask = np.zeros((40, 60), np.bool_)
    mask[:, : round(edge)] = True
    return image, mask


def test_the_matte_reads_coverage_from_the_mixed_colour() -> None:
    image, mask = two_halves(30.4)
    matte = sampled_matte(image, mask, radius=3)
    assert matte.alpha[20, 30] == pytest.approx(0.4, abs=0.08)
    assert matte.alpha[20, 20] == 1.0
    assert matte.alpha[20, 40] == 0.0


def test_replaced_colours_leave_no_trace_of_the_old_ones_at_the_edge() -> None:
    image, mask = two_halves(30.4)
    matte = sampled_matte(image, mask, radius=3)
    blue = np.zeros_like(image, dtype=np.float32)
    blue[..., 2] = 200
    result = image.astype(np.float32)
    replace_colours(result, matte, blue)
    assert result[20, 30] == pytest.approx([120, 0, 80], abs=14)
    assert result[..., 1].max() < 14


@pytest.mark.parametrize("radius", [3, 8])
def test_stripes_that_run_into_an_edge_leave_no_pattern(radius: int) -> None:
    image = np.full((80, 120, 3), 128, np.uint8)
    image[:, :60] = (230, 230, 230)
    for top in range(0, 80, 16):
        image[top : top + 8, :60] = (200, 30, 30)
    mask = np.zeros((80, 120), np.bool_)
    mask[:, :58] = True
    matte = sampled_matte(image, mask, radius=radius)
    blue = np.zeros_like(image, dtype=np.float32)
    blue[..., 2] = 200
    result = image.astype(np.float32)
    replace_colours(result, matte, blue)
    assert np.abs(result[20:60, :59] - (0, 0, 200)).max() < 12
    assert np.abs(result[:, 61:] - 128).max() < 12


def test_where_both_sides_look_alike_the_mask_decides() -> None:
    grey = np.full((40, 60, 3), 120, np.uint8)
    mask = np.zeros((40, 60), np.bool_)
    mask[:, :30] = True
    matte = sampled_matte(grey, mask, radius=3)
    assert matte.alpha[20, 26] > 0.9
    assert matte.alpha[20, 33] < 0.1


def test_a_strand_in_front_of_clothes_stays_when_the_band_reaches_it() -> None:
    image = np.full((80, 120, 3), (230, 225, 220), np.uint8)
    hair = np.zeros((80, 120), np.bool_)
    hair[:, 80:] = True
    image[hair] = (40, 25, 20)
    image[38:40, 66:80] = (40, 25, 20)
    towards = band_towards(~hair, hair, radius=16)
    narrow = sampled_matte(image, ~hair, radius=3)
    wide = sampled_matte(image, ~hair, radius=3, wide=towards)
    assert narrow.alpha[38, 70] == 1.0
    assert wide.alpha[38, 70] < 0.15
    assert wide.alpha[20, 70] > 0.85


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
    visible = small[small[..., 3] > 0]
    assert np.abs(visible[:, :3].astype(int) - (200, 100, 50)).max() <= 1
