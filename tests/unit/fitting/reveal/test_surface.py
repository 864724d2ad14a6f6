"""What is painted in a view, and at the photo's size where that is asked for."""

from __future__ import annotations

import numpy as np

from tests.scenes import ALONE, alone
from tryon.fitting.light.grain import Grain
from tryon.fitting.reveal.surface import Colours, FullSize, TiledPicture
from tryon.geometry import Box, Size
from tryon.labels import Label, Region


def test_a_tile_is_painted_once_and_only_when_it_is_asked_for() -> None:
    picture = np.random.default_rng(0).uniform(1, 255, (700, 600, 3)).astype(np.float32)
    painted: list[Box] = []

    def paint(box: Box) -> Colours:
        painted.append(box)
        return picture[box.slices]

    tiled = TiledPicture(Size.of(picture), paint)
    asked = Box(300, 240, 590, 690)
    wanted = np.zeros((asked.height, asked.width), np.bool_)
    wanted[-60:, -90:] = True
    for _ in range(2):
        cut = tiled(asked, wanted)
        assert np.abs(cut - picture[asked.slices])[wanted].max() <= 0.5
        assert not cut[0, 0].any(), "nobody wanted that"
    assert len(set(painted)) == len(painted)
    at = Box.around(wanted)
    assert at is not None
    assert all(box.overlap(at.moved(asked.left, asked.top)) is not None for box in painted)


def test_smooth_colours_tell_from_which_pixels_they_go_on() -> None:
    drawn = alone(ALONE)
    view = drawn.view(Region.UPPER)
    known = view.mask(Label.PANTS)
    full_size = FullSize(drawn.photo, view, Grain(0.0, 0.0, 0.6))
    surface = full_size.smooth(view.reduced(drawn.photo).astype(np.float32), known)
    assert surface.sources is not None
    left, top = (round(place) for place in ALONE.place(-0.3, 1.5))
    box = Box(left, top, left + 40, top + 60).moved(-view.box.left, -view.box.top)
    sources = surface.sources(box)
    assert sources.shape == (60, 40, 2)
    labels = drawn.parse.labels[view.box.slices]
    taken = labels[sources[..., 1], sources[..., 0]]
    assert (taken == Label.PANTS).mean() > 0.9
