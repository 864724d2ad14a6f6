"""Where pictures lie on a poster."""

from __future__ import annotations

from itertools import combinations

import pytest

from tryon.document.wall.poster_layout import PosterLayout
from tryon.geometry import Box, Size


def is_inside(box: Box, size: Size) -> bool:
    return box.left >= 0 <= box.top and box.right <= size.width and box.bottom <= size.height


@pytest.mark.parametrize("count", [1, 2, 3, 7, 12, 24, 50])
@pytest.mark.parametrize("aspect", [0.6, 1.0, 1.7, 3.0])
def test_everything_has_its_own_place_on_the_poster(count: int, aspect: float) -> None:
    layout = PosterLayout.of(count, aspect)
    places = [layout.heading, *layout.tiles, *layout.captions]
    assert len(places) == 2 * count + 1
    assert all(is_inside(place, layout.size) for place in places)
    assert all(first.overlap(second) is None for first, second in combinations(places, 2))
    assert {(tile.width, tile.height) for tile in layout.tiles} == {(480, round(480 * aspect))}
    for tile, caption in zip(layout.tiles, layout.captions, strict=True):
        assert (caption.left, caption.right, caption.top) == (tile.left, tile.right, tile.bottom)


def test_many_pictures_have_about_the_shape_of_paper() -> None:
    for count in (6, 11, 12, 24, 60):
        size = PosterLayout.of(count, 1.7).size
        assert 1.0 < max(size.width, size.height) / min(size.width, size.height) < 2.0


def test_rows_are_full_where_that_costs_no_shape() -> None:
    layout = PosterLayout.of(12, 1.5)
    tops = [tile.top for tile in layout.tiles]
    assert len({tops.count(top) for top in tops}) == 1


def test_a_poster_of_thousands_stays_within_memory() -> None:
    size = PosterLayout.of(2000, 1.6).size
    assert size.width * size.height < 60_000_000
