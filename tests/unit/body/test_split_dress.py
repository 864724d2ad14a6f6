"""A drawn dress, read as a top and a skirt."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from tryon.body.split_dress import split_dress
from tryon.fitting.composite import compose
from tryon.fitting.fit import fit_garment
from tryon.fitting.parameters import FitParameters
from tryon.fitting.request import FitRequest
from tryon.garments.garment import Garment
from tryon.geometry import RgbImage
from tryon.human_parse import HumanParse
from tryon.labels import Label, Region

MakeParse = Callable[[NDArray[np.uint8]], HumanParse]
WAIST = 115
"""The drawn torso is equally wide from the armpits (84) to the hem, so any row below will do."""


def in_a_dress(labels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Turn the drawn top and the upper half of the trousers into a short dress."""
    labels = labels.copy()
    rows = np.arange(labels.shape[0])[:, None]
    labels[labels == Label.UPPER_CLOTHES] = Label.DRESS
    labels[(labels == Label.PANTS) & (rows < 200)] = Label.DRESS
    labels[labels == Label.PANTS] = Label.LEFT_LEG
    return labels


def plain(parse: HumanParse) -> RgbImage:
    return np.full((*parse.labels.shape, 3), 190, np.uint8)


def test_a_top_and_shorts_of_one_cloth_are_divided_where_the_hem_is_seen(
    labels: NDArray[np.uint8], make_parse: MakeParse
) -> None:
    outfit = make_parse(in_a_dress(labels))
    photo = plain(outfit)
    photo[158:] = 178  # the shorts lie in the top's shadow
    split = split_dress(photo, outfit, 1, Region.UPPER)
    top = np.flatnonzero((split.labels == Label.UPPER_CLOTHES)[:, 100])
    assert 155 < top.max() < 161


def test_a_dress_is_divided_between_armpits_and_hips(
    labels: NDArray[np.uint8], make_parse: MakeParse
) -> None:
    dress = make_parse(in_a_dress(labels))
    split = split_dress(plain(dress), dress, 1, Region.UPPER)
    top = np.flatnonzero((split.labels == Label.UPPER_CLOTHES)[:, 100])
    skirt = np.flatnonzero((split.labels == Label.SKIRT)[:, 80])
    assert not (split.labels == Label.DRESS).any()
    assert 95 < top.max() < 150
    assert skirt.min() == top.max() + 1
    assert skirt.max() > 190
    other = ~np.isin(split.labels, (Label.UPPER_CLOTHES, Label.SKIRT))
    assert (split.labels[other] == dress.labels[other]).all()


def test_the_parse_stays_where_a_top_is_worn_or_the_dress_is_replaced(
    labels: NDArray[np.uint8], parse: HumanParse, make_parse: MakeParse
) -> None:
    assert split_dress(plain(parse), parse, 1, Region.UPPER) is parse
    dress = make_parse(in_a_dress(labels))
    assert split_dress(plain(dress), dress, 1, Region.DRESS) is dress
    coat_labels = in_a_dress(labels)
    coat_labels[(coat_labels == Label.DRESS) & (np.arange(300) < 130)[:, None]] = Label.COAT
    with_coat = make_parse(coat_labels)
    assert split_dress(plain(with_coat), with_coat, 1, Region.UPPER) is with_coat


def test_a_top_over_a_dress_leaves_the_skirt_of_the_dress(
    photo: RgbImage, labels: NDArray[np.uint8], make_parse: MakeParse, tshirt: Garment
) -> None:
    dress = in_a_dress(labels)
    photo = np.where((dress == Label.DRESS)[..., None], np.uint8([0, 255, 0]), photo)
    fit = fit_garment(FitRequest(photo, make_parse(dress), 1, Region.UPPER, tshirt))
    result = compose(photo, [fit])
    assert result[95, 100, 0] > 120
    assert result[95, 100, 1] < 90
    assert (result[180, 78:90] == (0, 255, 0)).all()


def test_trousers_take_the_place_of_a_dress_below_its_waist(
    photo: RgbImage, labels: NDArray[np.uint8], make_parse: MakeParse, trousers: Garment
) -> None:
    dress = in_a_dress(labels)
    photo = np.where((dress == Label.DRESS)[..., None], np.uint8([0, 255, 0]), photo)
    fit = fit_garment(FitRequest(photo, make_parse(dress), 1, Region.LOWER, trousers))
    result = compose(photo, [fit])
    assert (result[90, 80:120] == (0, 255, 0)).all()
    assert result[170, 85, 2] > 100
    assert result[170, 85, 1] < 110


def test_between_its_waist_and_lower_trousers_a_dress_stays_as_it_is(
    photo: RgbImage, labels: NDArray[np.uint8], make_parse: MakeParse, trousers: Garment
) -> None:
    dress = in_a_dress(labels)
    photo = np.where((dress == Label.DRESS)[..., None], np.uint8([0, 255, 0]), photo)
    photo[WAIST + 4 : WAIST + 7, 90:110] = 0, 200, 0
    lower = FitParameters(move_y=0.15)
    fit = fit_garment(FitRequest(photo, make_parse(dress), 1, Region.LOWER, trousers, lower))
    result = compose(photo, [fit])
    assert (result[80 : WAIST + 8, 92:108] == photo[80 : WAIST + 8, 92:108]).all()
    assert result[175, 85, 2] > 100


def test_a_large_dress_leaves_no_rim_of_a_top_below_its_waist(
    labels: NDArray[np.uint8], make_parse: MakeParse
) -> None:
    large = np.kron(in_a_dress(labels), np.ones((5, 5), np.uint8))
    rng = np.random.default_rng(4)  # with an edge that is uneven by single pixels
    outside = large != Label.DRESS
    large[(rng.random(large.shape) < 0.3) & ~outside & np.roll(outside, 1, axis=1)] = 0
    dress = make_parse(large)
    split = split_dress(plain(dress), dress, 1, Region.UPPER)
    rows = np.arange(large.shape[0])[:, None]
    assert not ((split.labels == Label.UPPER_CLOTHES) & (rows > 5 * 165)).any()
    assert np.array_equal(
        np.isin(split.labels, (Label.UPPER_CLOTHES, Label.SKIRT)), large == Label.DRESS
    )
