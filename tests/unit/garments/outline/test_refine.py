"""A roughly drawn edge of a real picture comes back to where it is."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image

from tryon.garments.outline.outline import Coverage
from tryon.garments.outline.refine import refined
from tryon.geometry import HardMask, RgbImage
from tryon.resources import assets_folder, sample_garments_folder


@pytest.fixture(scope="module")
def shirt() -> tuple[RgbImage, HardMask]:
    """A flannel shirt before a picture of somebody's surroundings, and where it is."""
    rgba = np.asarray(Image.open(sample_garments_folder() / "shirt-flannel.png"))
    rgba = np.pad(rgba, [(60, 60), (60, 60), (0, 0)])
    ground = Image.open(next(iter(sorted((assets_folder() / "people").glob("*.jpg")))))
    ground = np.asarray(ground.convert("RGB").resize(rgba.shape[1::-1]), np.float32)
    alpha = rgba[..., 3:].astype(np.float32) / 255
    picture = np.rint(rgba[..., :3] * alpha + ground * (1 - alpha)).astype(np.uint8)
    return picture, np.asarray(rgba[..., 3] >= 128)


def roughened(mask: HardMask, amount: float) -> Coverage:
    """Move a mask's edge in and out by a share of the picture, as an unsteady hand does."""
    height, width = mask.shape
    noise = np.random.default_rng(1).normal(size=(height // 16, width // 16)).astype(np.float32)
    noise = cv2.resize(cv2.GaussianBlur(noise, (0, 0), 2), (width, height))
    inner, outer = (
        cv2.distanceTransform(side.astype(np.uint8), cv2.DIST_L2, 5) for side in (mask, ~mask)
    )
    moved = inner - outer + noise / noise.std() * amount * max(mask.shape) > 0
    return np.where(moved, 255, 0).astype(np.uint8)


def iou(first: HardMask, second: HardMask) -> float:
    return float((first & second).sum() / (first | second).sum())


@pytest.mark.parametrize(("amount", "before", "after"), [(0.006, 0.97, 0.985), (0.01, 0.95, 0.98)])
def test_a_roughened_edge_comes_back(
    shirt: tuple[RgbImage, HardMask], amount: float, before: float, after: float
) -> None:
    picture, mask = shirt
    rough = roughened(mask, amount)
    assert iou(rough >= 128, mask) < before
    assert iou(refined(picture, rough) >= 128, mask) > after


def test_the_edge_is_soft_and_far_from_it_nothing_changes(
    shirt: tuple[RgbImage, HardMask],
) -> None:
    picture, mask = shirt
    rough = roughened(mask, 0.006)
    middle = np.s_[400:430, 600:640]
    rough[middle] = 200
    found = refined(picture, rough)
    assert (found[middle] == 200).all()
    assert not found[:10].any()
    edge = (found > 20) & (found < 235)
    assert edge.sum() > 1000


def test_what_has_no_edge_stays_as_it_is() -> None:
    picture = np.full((60, 60, 3), 120, np.uint8)
    for value in (0, 255):
        coverage = np.full((60, 60), value, np.uint8)
        assert np.array_equal(refined(picture, coverage), coverage)
