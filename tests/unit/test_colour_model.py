"""Colours of a part, and what they say about a doubtful pixel."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tryon.colour_model import ColouredPlaces, ColourModel


def halves() -> ColouredPlaces:
    """Describe a picture (40, 60), green on the left, red on the right."""
    image = np.zeros((40, 60, 3), np.uint8)
    image[:, :30], image[:, 30:] = (0, 200, 0), (200, 0, 0)
    return ColouredPlaces.of(image)


def fitted(pixels: ColouredPlaces, columns: slice) -> ColourModel:
    mask = np.zeros(pixels.values.shape[:2], np.bool_)
    mask[:, columns] = True
    model = ColourModel.fit(pixels.at(mask), components=4)
    assert model is not None
    return model


def test_a_pixel_is_likelier_among_its_own_colour() -> None:
    pixels = halves()
    green, red = fitted(pixels, slice(0, 30)), fitted(pixels, slice(30, 60))
    probe = pixels.values[20, [5, 55]]
    assert green.log_densities(probe)[0] > red.log_densities(probe)[0] + 5
    assert red.log_densities(probe)[1] > green.log_densities(probe)[1] + 5


def test_of_two_parts_alike_in_colour_the_nearer_one_is_likelier() -> None:
    pixels = halves()
    near, far = fitted(pixels, slice(0, 6)), fitted(pixels, slice(20, 30))
    probe = pixels.values[20, [8]]
    assert near.log_densities(probe) > far.log_densities(probe)


def test_the_density_is_that_of_a_gaussian() -> None:
    one = np.full((100, 5), 2.0, np.float32)
    model = ColourModel.fit(one, components=1)
    assert model is not None
    at = np.array([[2, 2, 2, 2, 2], [5, 2, 2, 2, 2]], np.float32)
    same, apart = model.log_densities(at)
    assert same - apart == pytest.approx(3**2 / (2 * 7), abs=1e-3)


class NoisyProduct(np.ndarray):
    """Numbers whose matrix product is right, but sets a flag of the processor on the way."""

    def __matmul__(self, other: NDArray[np.float32]) -> NDArray[np.float32]:
        largest = np.finfo(np.float32).max
        np.multiply(np.full(1, largest), np.full(1, largest))
        return np.asarray(self).view(np.ndarray) @ other


def test_a_product_that_sets_a_flag_of_the_processor_is_no_warning() -> None:
    with pytest.warns(RuntimeWarning, match="overflow"):
        np.ones((1, 1)).view(NoisyProduct) @ np.ones((1, 1))
    places = halves().values.reshape(-1, 5)
    quiet = ColourModel.fit(places, components=4)
    noisy = ColourModel.fit(places.view(NoisyProduct), components=4)
    assert quiet is not None
    assert noisy is not None
    assert np.array_equal(quiet.terms, noisy.terms)
    noisy = ColourModel(quiet.terms.view(NoisyProduct))
    assert np.array_equal(quiet.log_densities(places), noisy.log_densities(places))


def test_too_few_pixels_give_no_model() -> None:
    assert ColourModel.fit(np.zeros((2, 5), np.float32), components=4) is None
