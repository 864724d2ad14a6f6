"""A frame keeps proportions, fits the network and can be traced back to the photo."""

from __future__ import annotations

import numpy as np
import pytest

from tryon.geometry import Box, Size
from tryon.parsing.lite.framing import cut_frame, frame_around
from tryon.parsing.pyramid import Pyramid, resize


@pytest.mark.parametrize("size", [(500, 800), (6000, 4000), (40, 30), (3000, 100)])
def test_input_sides_are_multiples_of_32_and_proportions_stay(size: tuple[int, int]) -> None:
    box = Box(0, 0, *size)
    frame = frame_around(box, area=448 * 448, long_side=576, max_zoom=4)
    assert frame.padded.width % 32 == 0
    assert frame.padded.height % 32 == 0
    assert 0 <= frame.padded.width - frame.content.width < 32
    assert max(frame.content.width, frame.content.height) <= 576
    ratio = frame.content.width / frame.content.height
    assert ratio == pytest.approx(size[0] / size[1], rel=0.06)


def test_small_figures_are_enlarged_up_to_the_limit() -> None:
    frame = frame_around(Box(10, 10, 40, 60), area=448 * 448, long_side=576, max_zoom=4)
    assert frame.content == Size(120, 200)


def test_content_lies_at_the_top_left_and_the_border_is_repeated() -> None:
    image = np.zeros((100, 200, 3), dtype=np.uint8)
    image[20:60, 50:130] = (10, 200, 30)
    frame = frame_around(Box(50, 20, 130, 60), area=80 * 40, long_side=80, max_zoom=1)
    cut = cut_frame(Pyramid.of(image), frame)
    assert cut.shape == (64, 96, 3)
    assert (cut == (10, 200, 30)).all()


def test_cells_cover_the_content() -> None:
    frame = frame_around(Box(0, 0, 81, 41), area=81 * 41, long_side=81, max_zoom=1)
    assert frame.cells == Size(21, 11)


def test_a_cut_from_the_halved_photo_is_the_cut_from_the_photo() -> None:
    rows, columns = np.ogrid[:2600, :3000]
    photo = np.empty((2600, 3000, 3), np.uint8)
    photo[..., 0], photo[..., 1], photo[..., 2] = rows // 11, columns // 12, (rows + columns) // 23
    pyramid = Pyramid.of(photo)
    assert [level.shape[:2] for level in pyramid.levels] == [(2600, 3000), (1300, 1500)]
    box = Box(301, 157, 2702, 2458)
    for size in (Size(240, 230), Size(1200, 1150), Size(2000, 1917)):
        expected = resize(photo[box.slices], size).astype(np.int16)
        assert np.abs(pyramid.cut(box, size) - expected).max() <= 1
