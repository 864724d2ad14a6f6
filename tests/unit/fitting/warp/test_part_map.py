"""Parts of a garment laid where the body is."""

from __future__ import annotations

import numpy as np

from tryon.fitting.warp.part_map import map_strip, map_torso
from tryon.geometry import GarmentPoints, Points, ViewPoints
from tryon.shape.figure import Strip

SHAPE = (160, 160)


def straight(left: float, right: float, top: float, bottom: float, count: int = 20) -> Strip:
    y = np.linspace(top, bottom, count)
    return Strip(*(np.stack([np.full(count, x), y], axis=1) for x in (left, right)))


def bent(radius: float, half: float, count: int = 40) -> Strip:
    """A quarter of a ring around (20, 20), from the right of it to below it."""
    angle = np.linspace(0, np.pi / 2, count)
    ray = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return Strip(20 + (radius + half) * ray, 20 + (radius - half) * ray)


def test_a_strip_that_only_moves_maps_every_pixel_by_the_same_shift() -> None:
    mapped = map_strip(straight(60, 100, 40, 140), straight(10, 50, 0, 100), SHAPE)
    y, x = np.nonzero(mapped.inside)
    np.testing.assert_allclose(mapped.places[y, x], np.stack([x - 50, y - 40], axis=1), atol=1e-3)
    assert mapped.inside[50:130, 55:105].all(), "a little beside the edges too"
    assert not mapped.inside[:, :45].any()


def test_a_strip_that_bends_keeps_places_along_and_across_it() -> None:
    mapped = map_strip(bent(80, 15), straight(0, 30, 0, 120, 40), SHAPE)

    def at(angle: float, radius: float) -> Points:
        x, y = 20 + radius * np.cos(angle), 20 + radius * np.sin(angle)
        return np.asarray(mapped.places[round(y), round(x)])

    for share in (0.1, 0.5, 0.9):
        angle = share * np.pi / 2
        np.testing.assert_allclose(at(angle, 80), (15, 120 * share), atol=1.5)
        np.testing.assert_allclose(at(angle, 92), (3, 120 * share), atol=1.5)


def test_beside_the_mesh_the_nearest_place_goes_on() -> None:
    mapped = map_strip(straight(60, 100, 40, 140), straight(10, 50, 0, 100), SHAPE)
    left = int(np.argmax(mapped.inside[90]))
    np.testing.assert_array_equal(mapped.places[90, 0], mapped.places[90, left])


def test_a_strip_beside_the_view_is_nowhere() -> None:
    mapped = map_strip(straight(460, 500, 40, 140), straight(10, 50, 0, 100), SHAPE)
    assert not mapped.inside.any()


def test_a_torso_goes_on_beside_its_landmarks() -> None:
    body = ViewPoints(np.array([[60.0, 40], [100, 40], [60, 140], [100, 140]]))
    garment = GarmentPoints(0.5 * body - (10, 20))
    mapped = map_torso(body, garment, SHAPE)
    assert mapped.inside is None
    np.testing.assert_allclose(mapped.places[90, 80], (30, 25), atol=0.3)
    np.testing.assert_allclose(mapped.places[5, 5], (-7.5, -17.5), atol=0.5)
