"""What a cut along a mask's edge changes, and what it leaves."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tryon.garments.reader.edge_cut import cut_at_edges, edge_band
from tryon.geometry import HardMask, RgbImage

GROUND, CLOTH = (225, 222, 215), (40, 60, 120)
HEIGHT, WIDTH = 240, 200


def garment() -> HardMask:
    mask = np.zeros((HEIGHT, WIDTH), np.bool_)
    mask[30:210, 50:150] = True
    return mask


def picture(mask: HardMask) -> RgbImage:
    rgb = np.where(mask[..., None], np.array(CLOTH), np.array(GROUND)).astype(np.float32)
    rgb += np.random.default_rng(0).normal(scale=3, size=rgb.shape)
    return np.clip(cv2.GaussianBlur(rgb, (0, 0), 0.7), 0, 255).astype(np.uint8)


def cut(rgb: RgbImage, mask: HardMask) -> HardMask:
    band = edge_band(mask)
    assert band is not None
    return cut_at_edges(rgb, mask, band)


def test_a_rim_of_ground_goes_and_lost_cloth_comes_back() -> None:
    true = garment()
    drawn = true.copy()
    drawn[30:210, 150:154] = True
    drawn[206:210, 60:140] = False
    assert (cut(picture(true), drawn) ^ true).sum() < 0.1 * (drawn ^ true).sum()


def test_a_strap_that_looks_like_the_ground_stays_if_stripes_of_the_garment_do() -> None:
    true = garment()
    strap = np.zeros_like(true)
    strap[5:30, 60:70] = True
    stripes = true & (np.arange(HEIGHT)[:, None] // 6 % 2 == 0)
    rgb = picture(true)
    rgb[stripes | strap] = rgb[:20].reshape(-1, 3)[np.arange((stripes | strap).sum()) % 4000]
    found = cut(rgb, true | strap)
    assert (strap & found).sum() > 0.9 * strap.sum()


def test_a_mask_that_fills_the_picture_or_is_all_edge_has_no_band() -> None:
    assert edge_band(np.ones((50, 50), np.bool_)) is None
    assert edge_band(np.zeros((50, 50), np.bool_)) is None
    thin = np.zeros((50, 50), np.bool_)
    thin[25] = True
    assert edge_band(thin) is None


@pytest.mark.parametrize("flip", [1, 0])
def test_the_mirrored_picture_gives_the_mirrored_edge_closely(flip: int) -> None:
    true = garment()
    drawn = true.copy()
    drawn[30:210, 150:154] = True
    rgb = picture(true)
    plain = cut(rgb, drawn)
    turned = cut(
        np.ascontiguousarray(np.flip(rgb, flip)), np.ascontiguousarray(np.flip(drawn, flip))
    )
    assert (np.flip(turned, flip) ^ plain).sum() < 20
