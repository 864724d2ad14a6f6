"""Laying garments over a photo."""

from __future__ import annotations

import numpy as np
import pytest

from tryon.fitting.composite import (
    LEAST_OPACITY,
    PLAIN,
    Echo,
    FitResult,
    LayerState,
    compose,
    compose_origins,
    faded,
)
from tryon.fitting.origin import Origin, OriginMap, OriginShares
from tryon.fitting.reduced import ReducedPart
from tryon.geometry import Box, Size
from tryon.human_parse import HumanParse

PHOTO = np.full((4, 5, 3), 100, np.uint8)


def patch(left: int, change: int, *, covered: int = 255) -> FitResult:
    """Return a 2x2 change whose top left pixel stays as it is."""
    changes = np.full((2, 2, 3), change, np.int16)
    changes[0, 0] = 0
    hidden = np.full((2, 2), covered, np.uint8)
    hidden[0, 0] = 0
    origins = np.full((2, 2), Origin.MOVED, np.uint8)
    origins[0, 0] = Origin.PHOTO
    return FitResult(Box(left, 1, left + 2, 3), changes, hidden, origins)


def of_origin(origin: Origin, *, covered: int) -> FitResult:
    """Return a change of one pixel at the top left."""
    change = np.full((1, 1, 3), 9, np.int16)
    hidden, origins = (np.full((1, 1), value, np.uint8) for value in (covered, origin))
    return FitResult(Box(0, 0, 1, 1), change, hidden, origins)


def origin_over(above: FitResult, below: FitResult) -> Origin:
    return Origin(compose_origins(Size(1, 1), [below, above])[0, 0])


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
    fit = FitResult.between(PHOTO[:2, :2], dressed, Box(0, 0, 2, 2), covered, covered)
    np.testing.assert_array_equal(compose(PHOTO, [fit])[:2, :2], dressed)


def test_arrays_must_have_the_shape_of_their_box() -> None:
    box, change = Box(0, 0, 2, 2), np.zeros((2, 2, 3), np.int16)
    right, wrong = np.zeros((2, 2), np.uint8), np.zeros((3, 2), np.uint8)
    with pytest.raises(ValueError, match="covered must be"):
        FitResult(box, change, wrong, right)
    with pytest.raises(ValueError, match="origins must be"):
        FitResult(box, change, right, wrong)


def test_a_later_garment_counts_where_it_covers_an_earlier_one() -> None:
    moved, guessed = (of_origin(o, covered=255) for o in (Origin.MOVED, Origin.GUESSED))
    assert origin_over(moved, guessed) is Origin.MOVED
    assert origin_over(guessed, moved) is Origin.GUESSED


def test_on_a_shared_edge_the_less_certain_counts_in_any_order() -> None:
    moved, guessed = (of_origin(o, covered=100) for o in (Origin.MOVED, Origin.GUESSED))
    assert origin_over(moved, guessed) is origin_over(guessed, moved) is Origin.GUESSED
    untouched = of_origin(Origin.PHOTO, covered=0)
    assert origin_over(untouched, moved) is Origin.MOVED


def test_what_no_garment_touches_is_the_photos() -> None:
    origins = compose_origins(Size(5, 4), [patch(1, 9), patch(2, 9)])
    expected = np.zeros((4, 5), np.uint8)
    expected[1, 2] = expected[2, 1:4] = expected[1, 3] = Origin.MOVED
    np.testing.assert_array_equal(origins, expected)


def test_shares_are_of_the_whole_picture_and_sum_to_one() -> None:
    origins: OriginMap = np.array([[0, 0, 1, 2], [0, 1, 1, 0]], np.uint8)
    shares = OriginShares.of(origins)
    assert (shares.moved, shares.guessed, shares.photo) == (3 / 8, 1 / 8, 4 / 8)
    assert shares.changed == 4 / 8
    assert OriginShares.of(origins[:0]) == OriginShares()


def test_percentages_sum_to_a_hundred_as_they_are_shown() -> None:
    assert OriginShares(moved=0.05749, guessed=0.0196).percentages == (92.3, 5.7, 2.0)
    assert OriginShares(moved=0.0575, guessed=0.01951).percentages[0] == 92.2
    assert OriginShares().percentages == (100.0, 0.0, 0.0)


@pytest.mark.parametrize("opacity", [0.25, 0.5, 0.8])
def test_a_garment_that_shows_in_part_is_the_mixture_of_the_pictures_with_and_without_it(
    opacity: float,
) -> None:
    below = [patch(0, -40, covered=130), patch(2, 30)]
    for covered in (0, 100, 255):
        fit = patch(1, 50, covered=covered)
        seen = LayerState(opacity=opacity).seen(fit)
        assert seen is not None
        mixed = opacity * compose(PHOTO, [*below, fit]).astype(float)
        mixed += (1 - opacity) * compose(PHOTO, below)
        np.testing.assert_allclose(compose(PHOTO, [*below, seen]), mixed, atol=1)


def test_a_plain_layer_shows_the_very_fit_and_a_hidden_one_nothing() -> None:
    fit = patch(1, 50)
    assert PLAIN.seen(fit) is fit
    assert LayerState(is_visible=False, opacity=0.5).seen(fit) is None
    assert LayerState(is_locked=True).seen(fit) is fit


def test_what_shines_through_a_garment_counts_where_that_covers_less_than_half() -> None:
    guess, moved = of_origin(Origin.GUESSED, covered=255), of_origin(Origin.MOVED, covered=255)
    faint, dense = (LayerState(opacity=o).seen(moved) for o in (0.3, 0.7))
    assert faint is not None
    assert dense is not None
    assert origin_over(faint, guess) is Origin.GUESSED
    assert origin_over(dense, guess) is Origin.MOVED


@pytest.mark.parametrize("opacity", [0.0, LEAST_OPACITY / 2, 1.01, float("nan")])
def test_an_opacity_out_of_range_is_refused(opacity: float) -> None:
    with pytest.raises(ValueError, match="opacity"):
        LayerState(opacity=opacity)


SCENE = np.full((40, 30, 3), 100, np.uint8)
SCENE[20:] = (60, 80, 120)
"""A top, and trousers from row 20 on."""


def fit_at(box: Box, colour: tuple[int, int, int], *, echoes: tuple[Echo, ...] = ()) -> FitResult:
    """Paint a box of that photo."""
    change = (np.array(colour) - SCENE[box.slices]).astype(np.int16)
    covered, origins = np.full((2, box.height, box.width), 255, np.uint8)
    origins[:] = Origin.MOVED
    return FitResult(box, change, covered, origins, echoes=echoes)


def shorter_top() -> FitResult:
    """Return a top that ends at row 10 and continues the trousers from row 30 to there."""
    box = Box(0, 0, 30, 20)
    picture = SCENE[box.slices].copy()
    picture[:10], picture[10:] = (200, 30, 30), (60, 80, 120)
    y, x = np.mgrid[30:40, :30]
    sources = np.stack([x, y], axis=-1).astype(np.int32)
    echo = Echo(Box(0, 10, 30, 20), np.full((10, 30), 255, np.uint8), sources)
    covered, origins = np.zeros((2, 20, 30), np.uint8)
    covered[:10], origins[:10], origins[10:] = 255, Origin.MOVED, Origin.GUESSED
    return FitResult.between(SCENE[:20], picture, box, covered, origins, echoes=(echo,))


BOTTOMS = fit_at(Box(0, 20, 30, 40), (20, 160, 60))
STRIP = np.s_[12:18, 4:-4]


def test_trousers_that_a_top_reveals_are_those_that_are_worn() -> None:
    alone = compose(SCENE, [shorter_top()])
    assert (alone[STRIP] == (60, 80, 120)).all()
    for fits in ([shorter_top(), BOTTOMS], [BOTTOMS, shorter_top()]):
        both = compose(SCENE, fits)
        np.testing.assert_allclose(both[STRIP], np.full((6, 22, 3), (20, 160, 60)), atol=1)
        assert (both[:10] == (200, 30, 30)).all()
        assert (both[22:] == (20, 160, 60)).all()


def test_what_lies_over_revealed_trousers_stays_and_another_person_changes_nothing() -> None:
    coat = fit_at(Box(0, 5, 30, 18), (250, 250, 250))
    dressed = compose(SCENE, [shorter_top(), BOTTOMS, coat])
    assert (dressed[5:18] == 250).all()
    beside = fit_at(Box(0, 22, 4, 26), (9, 9, 9))
    np.testing.assert_array_equal(
        compose(SCENE, [shorter_top(), beside])[:20], compose(SCENE, [shorter_top()])[:20]
    )


def test_a_faded_top_reveals_as_much_less_of_them() -> None:
    half = faded(shorter_top(), 0.5)
    result = compose(SCENE, [half, BOTTOMS])
    expected = np.mean([(100, 100, 100), (20, 160, 60)], axis=0)
    np.testing.assert_allclose(
        result[STRIP], np.broadcast_to(expected, result[STRIP].shape), atol=2
    )


def test_a_reduced_part_shows_them_too() -> None:
    nobody = np.zeros(SCENE.shape[:2], np.uint8)
    parse = HumanParse(nobody, nobody.copy(), (), "none")
    part = ReducedPart(Box(0, 0, 30, 40), SCENE[::2, ::2].copy(), parse)
    for reduce in (part.fit, part.sampled):
        small = compose(part.photo, [reduce(shorter_top()), reduce(BOTTOMS)])
        np.testing.assert_allclose(small[7, 7], (20, 160, 60), atol=2)
