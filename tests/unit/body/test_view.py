"""Between the pixels of a photo and those of a reduced view: not half a pixel may get lost."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.scenes import Scene
from tests.unit.conftest import person_labels
from tryon.body.view import RegionView, chosen_view, photo_to_view, view_to_photo
from tryon.errors import FitError
from tryon.geometry import Box, Size
from tryon.human_parse import HumanParse
from tryon.labels import Label, Region

PIECE = Box(413, 251, 647, 502)
"""Some pixels of the photo that begin at no pixel of the view."""


def test_only_regions_that_a_garment_goes_on_are_offered(
    make_parse: Callable[[NDArray[np.uint8]], HumanParse],
) -> None:
    labels = person_labels()
    labels[labels == Label.PANTS] = Label.LEFT_LEG
    labels[260:280, 72:96] = Label.LEFT_SHOE
    labels[10:20, 88:112] = Label.HAT
    with pytest.raises(FitError) as caught:
        chosen_view(make_parse(labels), 1, Region.LOWER)
    assert "choose another region (upper, dress)" in str(caught.value)
    labels[labels == Label.UPPER_CLOTHES] = Label.TORSO_SKIN
    with pytest.raises(FitError, match="choose another person"):
        chosen_view(make_parse(labels), 1, Region.LOWER)


@pytest.fixture(scope="module")
def view(two_people: Scene) -> RegionView:
    view = RegionView.of(two_people.parse, 1, Region.UPPER)
    assert view is not None
    assert 0.6 < view.scale < 0.7
    return view


def centres(view: RegionView) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return where in the photo the middle of each pixel of the view lies: x and y (h, w)."""
    y, x = np.indices(view.shape).astype(np.float32)
    left, top = view.box.left, view.box.top
    return (x + 0.5) / view.scale - 0.5 + left, (y + 0.5) / view.scale - 0.5 + top


@pytest.mark.parametrize("piece", [PIECE, Box(500, 300, 507, 304)])
def test_what_is_enlarged_stays_where_it_was_to_a_hundredth_of_a_pixel(
    view: RegionView, piece: Box
) -> None:
    x, y = centres(view)
    rows, columns = np.mgrid[piece.slices]
    assert np.abs(view_to_photo(x, view, piece) - columns).max() < 0.02
    assert np.abs(view_to_photo(y, view, piece) - rows).max() < 0.02


def test_the_region_of_a_view_is_that_of_the_photo_to_a_pixel_of_the_view(
    view: RegionView, two_people: Scene
) -> None:
    own = two_people.parse.region_mask(1, Region.UPPER)[view.box.slices]
    enlarged = view_to_photo(view.region.astype(np.float32), view, view.box) > 0.5
    reach = np.ones((5, 5), np.uint8)
    largest, least = (f(own.astype(np.uint8), reach) > 0 for f in (cv2.dilate, cv2.erode))
    assert not (enlarged & ~largest).any()
    assert not (least & ~enlarged).any()


@pytest.mark.parametrize("shift", range(6))
def test_what_is_reduced_stays_where_it_was_to_half_a_pixel(view: RegionView, shift: int) -> None:
    piece = PIECE.moved(shift, shift)
    rows, columns = np.mgrid[piece.slices].astype(np.float32)
    inner = view.reduced(np.ones((900, 1200, 3), np.uint8))[..., 0] > 0
    seen = photo_to_view(np.ones_like(rows), view, piece) > 0.99
    seen = cv2.erode((seen & inner).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    x, y = centres(view)
    for value, place in ((columns, x), (rows, y)):
        away = (photo_to_view(value, view, piece) - place)[seen]
        assert abs(away.mean()) * view.scale < 0.55
        assert np.ptp(away) * view.scale < 1.0


def test_reducing_has_no_drift_whatever_the_place(view: RegionView) -> None:
    x, _ = centres(view)
    away = []
    for shift in range(40):
        piece = PIECE.moved(shift, 0)
        columns = np.mgrid[piece.slices][1].astype(np.float32)
        seen = photo_to_view(np.ones_like(columns), view, piece) > 0.99
        away.append(float((photo_to_view(columns, view, piece) - x)[seen].mean()) * view.scale)
    assert abs(np.mean(away)) < 0.15
    assert np.ptp(away) > 0.5, "every place begins at a pixel of the view: nothing was tried"


def test_what_is_reduced_and_enlarged_again_comes_back(view: RegionView) -> None:
    picture = np.zeros((900, 1200), np.float32)
    cv2.circle(picture, (520, 360), 40, 1.0, -1, cv2.LINE_AA)
    again = view_to_photo(photo_to_view(picture[view.box.slices], view, view.box), view, PIECE)
    y, x = np.mgrid[PIECE.slices]
    assert float((again * x).sum() / again.sum()) == pytest.approx(520, abs=0.3)
    assert float((again * y).sum() / again.sum()) == pytest.approx(360, abs=0.3)


def test_points_go_to_the_photo_and_back(view: RegionView) -> None:
    points = np.array([[0.0, 0.0], [123.4, 456.7]])
    there = view.to_photo(points)
    assert there[0] == pytest.approx([view.box.left, view.box.top])
    assert (there[1] - there[0]) * view.scale == pytest.approx(points[1])
    assert view.from_photo(there) == pytest.approx(points)


def test_a_piece_of_the_view_lies_in_its_box_of_the_photo(view: RegionView) -> None:
    piece = Box(100, 120, 180, 260)
    limit = Box(0, 0, 1200, 900)
    box = view.box_in_photo(piece, margin=2, limit=limit)
    assert box is not None
    corners = view.to_photo(np.array([[98.0, 118.0], [182.0, 262.0]]))
    assert (box.left, box.top) == pytest.approx(corners[0], abs=1)
    assert (box.right, box.bottom) == pytest.approx(corners[1], abs=1)
    assert box.left <= corners[0, 0]
    assert box.right >= corners[1, 0]
    cut = view.box_in_photo(piece, margin=2, limit=Box(0, 0, box.left + 5, 900))
    assert cut == Box(box.left, box.top, box.left + 5, box.bottom)
    assert view.box_in_photo(piece, margin=2, limit=Box(0, 0, box.left, 900)) is None


def test_other_people_are_known_and_have_no_labels_of_their_own(
    view: RegionView, two_people: Scene
) -> None:
    height, width = view.shape
    there = two_people.parse.person_map[view.box.slices]
    other = cv2.resize((there == 2).astype(np.uint8), (width, height)) > 0
    assert view.others.any()
    assert (view.others != other).mean() < 0.01
    assert not view.labels[view.others].any()


def test_a_small_photo_is_measured_as_it_is(make_view: Callable[[Size], RegionView]) -> None:
    view = make_view(Size(120, 160))
    values = np.random.default_rng(0).random(view.shape, np.float32)
    assert view.scale == 1.0
    piece = Box(20, 30, 90, 120)
    np.testing.assert_array_equal(view_to_photo(values, view, piece), values[piece.slices])


@pytest.fixture
def make_view() -> Callable[[Size], RegionView]:
    def view_of(size: Size) -> RegionView:
        labels = np.zeros((size.height, size.width), np.uint8)
        labels[40:100, 30:90] = Label.UPPER_CLOTHES
        nobody = np.zeros(labels.shape, np.bool_)
        whole = Box(0, 0, size.width, size.height)
        return RegionView(whole, 1.0, labels, nobody, labels > 0, size)

    return view_of
