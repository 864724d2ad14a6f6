"""A garment's colours as they are sampled."""

from __future__ import annotations

import numpy as np
import pytest

from tryon.fitting.warp.texture import build_texture


@pytest.mark.parametrize("scale", [1.0, 0.5, 0.37])
def test_a_place_of_the_garment_has_its_own_colour_at_any_scale(scale: float) -> None:
    y, x = np.mgrid[:160, :200]
    rgba = np.dstack([x, y, np.zeros_like(x), np.full_like(x, 255)]).astype(np.uint8)
    texture = build_texture(rgba, scale=scale)
    points = np.array([[60.0, 40.0], [100.0, 80.0], [133.0, 121.0]])
    places = texture.places(points)
    left, top = np.floor(places).astype(int).T
    across, down = (places - np.floor(places)).T
    pixels = texture.pixels.astype(np.float64)
    red = pixels[top, left, 0] * (1 - across) + pixels[top, left + 1, 0] * across
    green = pixels[top, left, 1] * (1 - down) + pixels[top + 1, left, 1] * down
    assert red == pytest.approx(points[:, 0], abs=0.6)
    assert green == pytest.approx(points[:, 1], abs=0.6)
