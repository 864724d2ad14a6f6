"""Taking a garment off a person, and putting it on again."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

import tryon.fitting.take
from tryon.errors import FitError
from tryon.fitting.composite import compose
from tryon.fitting.fit import fit_garment
from tryon.fitting.parameters import FitParameters
from tryon.fitting.request import FitRequest
from tryon.fitting.take import take_garment, worn_categories
from tryon.garments.garment import Garment
from tryon.geometry import Box, RgbImage
from tryon.human_parse import HumanParse, PartArea, Person
from tryon.labels import Label, Region, mirror_label_ids
from tryon.shape.category import GarmentCategory
from tryon.shape.figure import TopFigure
from tryon.shape.figure_json import figure_from_json, figure_to_json

MakeParse = Callable[[NDArray[np.uint8]], HumanParse]


def doubled(labels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Double the drawn person, so that patterns survive the warp's resampling."""
    return np.repeat(np.repeat(labels, 2, axis=0), 2, axis=1)


def patterned(labels: NDArray[np.uint8]) -> RgbImage:
    """Colour every part by its label; clothes have soft folds, a block of colour and stripes."""
    palette = np.random.default_rng(5).integers(60, 200, (20, 3)).astype(np.uint8)
    photo = palette[labels].astype(np.float32)
    y, x = np.mgrid[: labels.shape[0], : labels.shape[1]]
    clothes = np.isin(labels, [Label.UPPER_CLOTHES, Label.PANTS])
    folds = 1 + 0.12 * np.sin(x / 17.0 + y / 60.0)
    stripes = np.where((y // 24) % 2 == 0, 1.0, 0.6)
    photo[clothes] *= (folds * stripes)[clothes][:, None]
    return np.asarray(cv2.GaussianBlur(np.clip(photo, 0, 255), (0, 0), 0.8), np.uint8)


def take(
    photo: RgbImage, parse: HumanParse, category: GarmentCategory = GarmentCategory.TOP
) -> Garment:
    return take_garment(
        photo, parse, person=1, region=category.region, category=category, name="taken"
    )


def likeness(first: RgbImage, second: RgbImage, where: NDArray[np.bool_]) -> float:
    """Return the peak signal-to-noise ratio in decibels."""
    error = (first[where].astype(float) - second[where].astype(float)) ** 2
    return float(10 * np.log10(255**2 / max(error.mean(), 1e-9)))


@pytest.mark.slow
@pytest.mark.parametrize("category", [GarmentCategory.TOP, GarmentCategory.TROUSERS])
@pytest.mark.parametrize(
    "parameters",
    [FitParameters(), FitParameters(shading=0, colour_match=0.5, grain=0, contact_shadow=0)],
)
def test_a_garment_put_back_on_the_same_person_gives_the_photo_again(
    category: GarmentCategory,
    parameters: FitParameters,
    labels: NDArray[np.uint8],
    make_parse: MakeParse,
) -> None:
    big = doubled(labels)
    photo, parse = patterned(big), make_parse(big)
    garment = take(photo, parse, category)
    fit = fit_garment(FitRequest(photo, parse, 1, category.region, garment, parameters))
    assert likeness(compose(photo, [fit]), photo, parse.region_mask(1, category.region)) > 30


@pytest.mark.slow
def test_what_an_arm_hides_is_filled_with_the_garments_own_pattern(
    labels: NDArray[np.uint8], make_parse: MakeParse
) -> None:
    big = doubled(labels)
    photo = patterned(big)
    labels_with_arm = big.copy()
    arm = np.zeros(big.shape, np.bool_)
    arm[180:205, 150:185] = True
    labels_with_arm[arm] = Label.RIGHT_ARM
    with_arm = photo.copy()
    with_arm[arm] = (220, 170, 150)
    garment = take(with_arm, make_parse(labels_with_arm))
    unlit = FitParameters(shading=0, grain=0, contact_shadow=0)
    fit = fit_garment(FitRequest(photo, make_parse(big), 1, Region.UPPER, garment, unlit))
    assert likeness(compose(photo, [fit]), photo, arm) > 22


def test_taking_from_a_mirrored_photo_gives_the_mirrored_garment(
    labels: NDArray[np.uint8], make_parse: MakeParse
) -> None:
    photo = patterned(labels)
    plain = take(photo, make_parse(labels))
    mirrored = take(
        np.ascontiguousarray(photo[:, ::-1]),
        make_parse(np.ascontiguousarray(mirror_label_ids()[labels][:, ::-1])),
    )
    first, second = plain.rgba.astype(int), mirrored.rgba[:, ::-1].astype(int)
    assert first.shape[1] == second.shape[1]
    assert abs(len(first) - len(second)) <= 1, "a graph cut is no more even than that"
    height = min(len(first), len(second))
    differences = [
        np.abs(first[rows] - second[rows]).max(axis=2)
        for rows in (slice(height), slice(-height, None))
    ]
    assert min((difference > 24).mean() for difference in differences) < 0.03


def test_a_large_garment_is_reduced_with_its_landmarks(
    labels: NDArray[np.uint8], make_parse: MakeParse, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo, parse = patterned(labels), make_parse(labels)
    whole = take(photo, parse)
    monkeypatch.setattr(tryon.fitting.take, "GARMENT_SIDE", 60)
    small = take(photo, parse)
    height, width = small.rgba.shape[:2]
    assert max(height, width) == 60
    assert isinstance(whole.figure, TopFigure)
    assert isinstance(small.figure, TopFigure)
    ratio = np.array([width, height]) / whole.rgba.shape[1::-1]
    assert small.figure.torso.left == pytest.approx(whole.figure.torso.left * ratio)


def test_a_person_who_does_not_wear_it_is_named(
    labels: NDArray[np.uint8], make_parse: MakeParse
) -> None:
    labels[labels == Label.UPPER_CLOTHES] = Label.TORSO_SKIN
    with pytest.raises(FitError, match="person 1 wears no top"):
        take(patterned(labels), make_parse(labels))


@pytest.mark.parametrize(
    "category", [GarmentCategory.TOP, GarmentCategory.TROUSERS, GarmentCategory.SKIRT]
)
def test_landmarks_come_back_from_json_as_they_were(
    category: GarmentCategory, labels: NDArray[np.uint8], make_parse: MakeParse
) -> None:
    figure = take(patterned(labels), make_parse(labels), category).figure
    assert figure is not None
    again = figure_from_json(figure_to_json(figure))
    assert again.landmarks == figure.landmarks
    assert figure_to_json(again) == figure_to_json(figure)


@pytest.mark.parametrize(
    ("worn", "expected"),
    [
        ({Label.COAT: 50, Label.PANTS: 40}, (GarmentCategory.TOP, GarmentCategory.TROUSERS)),
        ({Label.UPPER_CLOTHES: 50, Label.SKIRT: 9}, (GarmentCategory.TOP, GarmentCategory.SKIRT)),
        ({Label.DRESS: 60, Label.COAT: 20}, (GarmentCategory.DRESS,)),
        ({Label.UPPER_CLOTHES: 50, Label.PANTS: 1}, (GarmentCategory.TOP,)),
        ({Label.FACE: 50}, ()),
    ],
)
def test_what_can_be_taken_is_what_a_person_clearly_wears(
    worn: dict[Label, int], expected: tuple[GarmentCategory, ...]
) -> None:
    parts = tuple(PartArea(label, pixels) for label, pixels in worn.items())
    parts = (*parts, PartArea(Label.HAIR, 10))
    assert worn_categories(Person(1, Box(0, 0, 9, 9), 1.0, parts)) == expected
