"""Laying garments over a photo."""

from __future__ import annotations

import numpy as np
import pytest

from tryon.fitting.composite import FitResult, compose
from tryon.geometry import Box

PHOTO = np.full((4, 5, 3), 100, np.uint8)


def patch(left: int, change: int, *, covered: int = 255) -> FitResult:
    """Return a 2x2 change whose top left pixel stays as it is."""
    changes = np.full((2, 2, 3), change, np.int16)
    changes[0, 0] = 0
    hidden = np.full((2, 2), covered, np.uint8)
    hidden[0, 0] = 0
    return FitResult(Box(left, 1, left + 2, 3), changes, hidden)


def test_a_change_is_added_and_stays_within_8_bits() -> None:
    assert compose(PHOTO, [patch(1, 50)])[2, 1].tolist() == [150, 150, 150]
    assert compose(PHOTO, [patch(1, 200)])[2, 1].tolist() == [255, 255, 255]
    assert compose(PHOTO, [patch(1, -200)])[2, 1].tolist() == [0, 0, 0]


def test_pixels_without_change_or_outside_the_box_keep_their_values() -> None:
    image = np.random.default_rng(0).integers(0, 255, (4, 5, 3)).astype(np.uint8)
    result = compose(image, [patch(1, 9)])
    changed = np.any(result != image, axis=2)
    assert changed.sum() == 3
    assert (result[1, 1] == image[1, 1]).all()
    assert (result[:, 3:] == image[:, 3:]).all()


def test_the_photo_itself_is_never_written_to() -> None:
    compose(PHOTO, [patch(0, 1), patch(2, 2)])
    assert (PHOTO == 100).all()


def test_a_later_garment_hides_what_it_covers() -> None:
    assert compose(PHOTO, [patch(1, 10), patch(1, 20)])[2, 2].tolist() == [120, 120, 120]


def test_an_edge_hides_as_much_of_what_lies_below_as_it_covers() -> None:
    half = compose(PHOTO, [patch(1, 50), patch(1, 20, covered=51)])
    assert half[2, 2].tolist() == [160, 160, 160]  # 100 + 4/5 of 50 + 20


def test_edges_of_neighbours_add_up_in_any_order() -> None:
    top, trousers = patch(1, 30, covered=0), patch(2, -10, covered=0)
    result = compose(PHOTO, [top, trousers])
    assert result[2, 2].tolist() == [120, 120, 120]
    np.testing.assert_array_equal(result, compose(PHOTO, [trousers, top]))


def test_the_difference_of_two_pictures_gives_back_the_second() -> None:
    dressed = np.arange(12, dtype=np.uint8).reshape(2, 2, 3)
    covered = np.zeros((2, 2), np.uint8)
    fit = FitResult.between(PHOTO[:2, :2], dressed, Box(0, 0, 2, 2), covered)
    np.testing.assert_array_equal(compose(PHOTO, [fit])[:2, :2], dressed)


def test_a_change_must_have_the_shape_of_its_box() -> None:
    with pytest.raises(ValueError, match="covered must be"):
        FitResult(Box(0, 0, 2, 2), np.zeros((2, 2, 3), np.int16), np.zeros((3, 2), np.uint8))
