"""Blending patches over a photo."""

from __future__ import annotations

import numpy as np
import pytest

from tryon.garments.composite import compose
from tryon.garments.garment import FitResult
from tryon.geometry import Box


def patch(left: int, value: int, alpha: float) -> FitResult:
    coverage = np.full((2, 2), alpha, np.float32)
    coverage[0, 0] = 0
    pixels = np.full((2, 2, 3), value, np.uint8)
    return FitResult(Box(left, 1, left + 2, 3), pixels, coverage)


def test_a_patch_is_mixed_by_its_alpha_and_rounded() -> None:
    image = np.full((4, 5, 3), 100, np.uint8)
    result = compose(image, [patch(1, 201, 0.5)])
    assert result[2, 1].tolist() == [150, 150, 150]
    assert result[1, 2].tolist() == [150, 150, 150]


def test_pixels_of_zero_alpha_or_outside_the_box_keep_their_values() -> None:
    image = np.random.default_rng(0).integers(0, 255, (4, 5, 3)).astype(np.uint8)
    result = compose(image, [patch(1, 9, 1.0)])
    changed = np.any(result != image, axis=2)
    assert changed.sum() <= 3
    assert (result[1, 1] == image[1, 1]).all()
    assert (result[:, 3:] == image[:, 3:]).all()


def test_the_photo_itself_is_never_written_to() -> None:
    image = np.full((4, 5, 3), 100, np.uint8)
    compose(image, [patch(0, 1, 1.0), patch(2, 2, 1.0)])
    assert (image == 100).all()


def test_a_later_garment_lies_over_an_earlier_one() -> None:
    image = np.zeros((4, 5, 3), np.uint8)
    result = compose(image, [patch(1, 10, 1.0), patch(1, 20, 1.0)])
    assert result[2, 2].tolist() == [20, 20, 20]


def test_a_patch_must_have_the_shape_of_its_box() -> None:
    with pytest.raises(ValueError, match="alpha must be"):
        FitResult(Box(0, 0, 2, 2), np.zeros((2, 2, 3), np.uint8), np.zeros((3, 2), np.float32))
