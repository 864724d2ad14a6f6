"""Putting garments on a drawn person."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.scenes import Scene
from tests.unit.conftest import TSHIRT, draw
from tryon.body.region import correct_view
from tryon.body.view import RegionView
from tryon.body.worn import measure_region
from tryon.errors import Cancelled, FitError
from tryon.fitting import person_analysis
from tryon.fitting.cloth.dye import Dye
from tryon.fitting.composite import compose
from tryon.fitting.fit import FitCache, PreparedFit, fit_garment
from tryon.fitting.parameters import FitParameters
from tryon.fitting.request import FitRequest
from tryon.fitting.reveal import coverage, old_edge
from tryon.garments.garment import Garment
from tryon.geometry import HardMask, RgbImage
from tryon.human_parse import HumanParse
from tryon.labels import Label, Region, mirror_label_ids
from tryon.messages import FitNote
from tryon.pixels.matte import Matte
from tryon.pixels.matting import sampled_matte
from tryon.progress import CancelToken, Stage
from tryon.shape.category import GarmentCategory
from tryon.shape.figure import TopFigure

MakeParse = Callable[[NDArray[np.uint8]], HumanParse]


def dressed(photo: RgbImage, parse: HumanParse, garment: Garment) -> RgbImage:
    region = garment.category.region
    return compose(photo, [fit_garment(FitRequest(photo, parse, 1, region, garment))])


@pytest.mark.parametrize("name", ["tshirt", "trousers"])
def test_pixels_outside_the_region_and_its_band_are_bit_identical(
    name: str, photo: RgbImage, parse: HumanParse, request: pytest.FixtureRequest
) -> None:
    garment: Garment = request.getfixturevalue(name)
    result = dressed(photo, parse, garment)
    region = parse.region_mask(1, garment.category.region)
    with_edge = cv2.dilate(region.astype(np.uint8), np.ones((19, 19), np.uint8)) > 0
    assert (result[~with_edge] == photo[~with_edge]).all()
    assert (result[region] != photo[region]).any(axis=1).mean() > 0.9


def test_the_region_is_fully_covered_and_no_old_colour_remains(
    photo: RgbImage, parse: HumanParse, tshirt: Garment
) -> None:
    result = dressed(photo, parse, tshirt)
    region = parse.region_mask(1, Region.UPPER)
    inside = cv2.erode(region.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    is_old = (result[inside][:, 1] > 200) & (result[inside][:, 0] < 100)
    assert not is_old.any()
    red = (result[inside][:, 0] > 120) & (result[inside][:, 1] < 90)
    assert red.mean() > 0.85


def test_a_skirt_on_trousers_hangs_in_its_own_shape_and_reveals_the_legs(
    photo: RgbImage, parse: HumanParse, labels: NDArray[np.uint8], skirt: Garment
) -> None:
    photo = photo.copy()
    skin = (210, 160, 130)
    for label in (Label.FACE, Label.TORSO_SKIN, Label.LEFT_ARM, Label.RIGHT_ARM):
        photo[labels == label] = skin
    result = dressed(photo, parse, skirt)
    green = (result[..., 1] > 130) & (result[..., 0] < 60)
    assert green[210, 70:131].all()  # between the legs and beside them
    pants = labels == Label.PANTS
    assert (result[pants] != photo[pants]).any(axis=1).all()
    assert np.abs(result[268, 84].astype(int) - skin).max() < 60
    others = (labels > 0) & ~pants
    with_edge = cv2.dilate(pants.astype(np.uint8), np.ones((7, 7), np.uint8)) > 0
    assert (result[others & ~with_edge] == photo[others & ~with_edge]).all()
    assert (result[:, :40] == photo[:, :40]).all()


def long_sleeved(labels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Sleeve the arms down to the wrists."""
    labels = labels.copy()
    arms = (labels == Label.LEFT_ARM) | (labels == Label.RIGHT_ARM)
    arms[118:] = False
    labels[arms] = Label.UPPER_CLOTHES
    return labels


def skin_coloured(photo: RgbImage, labels: NDArray[np.uint8]) -> RgbImage:
    photo = photo.copy()
    photo[labels == Label.UPPER_CLOTHES] = (0, 255, 0)
    for label in (Label.FACE, Label.TORSO_SKIN, Label.LEFT_ARM, Label.RIGHT_ARM):
        photo[labels == label] = (210, 160, 130)
    return photo


def test_short_sleeves_on_long_ones_end_at_their_own_length_and_skin_appears_below(
    photo: RgbImage, labels: NDArray[np.uint8], make_parse: MakeParse, tshirt: Garment
) -> None:
    labels = long_sleeved(labels)
    photo = skin_coloured(photo, labels)
    result = dressed(photo, make_parse(labels), tshirt)
    old = (result[..., 1] > 200) & (result[..., 0] < 100)
    assert old.mean() < 0.0005
    for sleeve, arm in ((59, 51), (141, 149)):
        upper, lower = result[74, sleeve].astype(int), result[112, arm].astype(int)
        assert upper[0] > 120, upper
        assert upper[1] < 90, upper
        assert np.abs(lower - (210, 160, 130)).max() < 60


def test_long_sleeves_cover_bare_arms_and_leave_the_hands_free(
    photo: RgbImage, labels: NDArray[np.uint8], make_parse: MakeParse, sweater: Garment
) -> None:
    arm = np.zeros(labels.shape, np.uint8)
    cv2.fillPoly(arm, [np.array([(48, 96), (64, 100), (36, 172), (22, 166)], np.int32)], 1)
    labels[(arm > 0) & (labels == 0)] = Label.RIGHT_ARM
    labels[(arm[:, ::-1] > 0) & (labels == 0)] = Label.LEFT_ARM
    photo = skin_coloured(np.where((labels > 0)[..., None], photo, photo[0, 0]), labels)
    result = dressed(photo, make_parse(labels), sweater)
    blue = (result[..., 2] > 130) & (result[..., 0] < 90)
    for row in (110, 125):
        middle = round(float(np.flatnonzero(labels[row] == Label.RIGHT_ARM).mean()))
        assert blue[row, middle]
        assert blue[row, 200 - middle]
    hands = np.isin(labels, (Label.LEFT_ARM, Label.RIGHT_ARM)) & (np.arange(300) > 162)[:, None]
    assert (result[hands] == photo[hands]).all()


def test_a_hem_that_the_parser_missed_is_covered_too(
    photo: RgbImage, labels: NDArray[np.uint8], make_parse: MakeParse, tshirt: Garment
) -> None:
    missed = labels.copy()
    missed[(labels == Label.UPPER_CLOTHES) & (np.arange(300) >= 147)[:, None]] = 0
    result = dressed(skin_coloured(photo, labels), make_parse(missed), tshirt)
    old = (result[..., 1] > 200) & (result[..., 0] < 100)
    assert old.sum() < 20


def test_a_mirrored_garment_on_a_mirrored_photo_gives_the_mirrored_result(
    photo: RgbImage, labels: NDArray[np.uint8], make_parse: MakeParse, tshirt: Garment
) -> None:
    rgba = tshirt.rgba.copy()
    rgba[90:120, 60:80, :3] = (240, 240, 0)
    garment = replace(tshirt, rgba=rgba)
    mirrored_garment = replace(tshirt, rgba=np.ascontiguousarray(rgba[:, ::-1]))
    mirrored_labels = np.ascontiguousarray(mirror_label_ids()[labels][:, ::-1])
    plain = dressed(photo, make_parse(labels), garment)
    mirrored = dressed(
        np.ascontiguousarray(photo[:, ::-1]), make_parse(mirrored_labels), mirrored_garment
    )
    difference = np.abs(plain.astype(int) - mirrored[:, ::-1].astype(int)).max(axis=2)
    assert (difference > 24).mean() < 0.01


def test_a_print_stays_in_the_middle_of_the_chest(
    photo: RgbImage, parse: HumanParse, tshirt: Garment
) -> None:
    rgba = tshirt.rgba.copy()
    rgba[85:110, 73:98, :3] = (250, 250, 0)
    result = dressed(photo, parse, replace(tshirt, rgba=rgba))
    is_print = (result[..., 0] > 215) & (result[..., 1] > 215) & (result[..., 2] < 100)
    is_print &= parse.region_mask(1, Region.UPPER)
    ys, xs = np.nonzero(is_print)
    assert xs.mean() == pytest.approx(100, abs=3)
    assert np.ptp(xs) == pytest.approx(np.ptp(ys), rel=0.3)


def test_arms_in_front_stay_in_front(
    photo: RgbImage, labels: NDArray[np.uint8], make_parse: MakeParse, tshirt: Garment
) -> None:
    labels[110:118, 60:140] = Label.LEFT_ARM
    photo = photo.copy()
    photo[110:118, 60:140] = (210, 160, 130)
    result = dressed(photo, make_parse(labels), tshirt)
    assert (result[113:115, 60:140] == (210, 160, 130)).all()


@pytest.mark.parametrize("colour", [(0, 0, 0), (255, 255, 255)])
def test_black_and_white_garments_do_not_overflow(
    colour: tuple[int, int, int], photo: RgbImage, parse: HumanParse, tshirt: Garment
) -> None:
    rgba = tshirt.rgba.copy()
    rgba[..., :3] = colour
    result = dressed(photo, parse, replace(tshirt, rgba=rgba))
    region = parse.region_mask(1, Region.UPPER)
    inside = cv2.erode(region.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    assert np.abs(result[inside].astype(int) - colour).mean() < 40


def test_sleeves_that_the_garment_does_not_have_are_noted(
    photo: RgbImage, parse: HumanParse, dress: Garment
) -> None:
    top = replace(dress, category=GarmentCategory.TOP)
    fit = fit_garment(FitRequest(photo, parse, 1, Region.UPPER, top))
    assert FitNote.NO_SLEEVES in fit.notes


def test_landmarks_of_a_worn_shirt_lie_on_the_drawn_body(parse: HumanParse) -> None:
    view = RegionView.of(parse, 1, Region.UPPER)
    assert view is not None
    figure = measure_region(view, GarmentCategory.TOP).figure
    assert isinstance(figure, TopFigure)
    hem = view.to_photo(np.array([[figure.landmarks.hems.left.x, figure.landmarks.hems.left.y]]))[0]
    armpit = figure.landmarks.armpits.left
    place = view.to_photo(np.array([[armpit.x, armpit.y]]))[0]
    assert hem == pytest.approx([70, 150], abs=6)
    assert place == pytest.approx([71, 84], abs=9)
    assert figure.sleeves.left is not None


def test_a_region_that_is_not_worn_is_named_with_those_that_are(
    photo: RgbImage, labels: NDArray[np.uint8], make_parse: MakeParse, trousers: Garment
) -> None:
    labels[labels == Label.PANTS] = Label.LEFT_LEG
    with pytest.raises(FitError, match=r"person 1 wears no trousers or skirt.*upper"):
        fit_garment(FitRequest(photo, make_parse(labels), 1, Region.LOWER, trousers))


def test_a_photo_without_people_is_refused(photo: RgbImage, tshirt: Garment) -> None:
    empty = np.zeros(photo.shape[:2], np.uint8)
    nobody = HumanParse(empty, empty, (), "drawn")
    with pytest.raises(FitError, match="nobody was found"):
        fit_garment(FitRequest(photo, nobody, 1, Region.UPPER, tshirt))


@pytest.mark.parametrize("number", [0, 2, -1])
def test_a_person_who_is_not_there_is_refused(
    number: int, photo: RgbImage, parse: HumanParse, tshirt: Garment
) -> None:
    with pytest.raises(FitError, match=rf"no person {number}; the photo shows 1"):
        fit_garment(FitRequest(photo, parse, number, Region.UPPER, tshirt))


def test_a_garment_for_another_region_is_refused(
    photo: RgbImage, parse: HumanParse, trousers: Garment
) -> None:
    with pytest.raises(FitError, match=r"goes on the region 'lower', not on 'upper'"):
        fit_garment(FitRequest(photo, parse, 1, Region.UPPER, trousers))


def test_a_region_of_a_few_pixels_is_refused(
    photo: RgbImage, labels: NDArray[np.uint8], make_parse: MakeParse, tshirt: Garment
) -> None:
    labels[labels == Label.UPPER_CLOTHES] = Label.TORSO_SKIN
    labels[100:105, 100:105] = Label.UPPER_CLOTHES
    with pytest.raises(FitError, match="only 25 pixels"):
        fit_garment(FitRequest(photo, make_parse(labels), 1, Region.UPPER, tshirt))


def test_progress_ends_at_one_and_a_cancelled_fit_stops(
    photo: RgbImage, parse: HumanParse, tshirt: Garment
) -> None:
    seen: list[tuple[Stage, float]] = []
    request = FitRequest(photo, parse, 1, Region.UPPER, tshirt)
    fit_garment(request, progress=lambda stage, fraction: seen.append((stage, fraction)))
    assert seen[0] == (Stage.WARP, 0.0)
    assert seen[-1] == (Stage.COMPOSITE, 1.0)
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        fit_garment(request, cancel=token)


def test_sleeves_are_as_long_as_the_parameters_say(
    photo: RgbImage, labels: NDArray[np.uint8], make_parse: MakeParse, sweater: Garment
) -> None:
    labels = long_sleeved(labels)
    photo = skin_coloured(photo, labels)
    prepared = PreparedFit(FitRequest(photo, make_parse(labels), 1, Region.UPPER, sweater))
    ends = []
    for length in (1.0, 0.5):
        result = compose(photo, [prepared.render(FitParameters(sleeve_length=length))])
        blue = (result[..., 2] > 120) & (result[..., 0] < 90)
        ends.append(int(np.flatnonzero(blue[:, :60].any(axis=1)).max()))
    assert ends[1] < ends[0] - 12


def test_a_hem_is_as_long_as_the_parameters_say(
    photo: RgbImage, parse: HumanParse, tshirt: Garment
) -> None:
    prepared = PreparedFit(FitRequest(photo, parse, 1, Region.UPPER, tshirt))
    ends = []
    for length in (0.8, 1.0, 1.2):
        result = compose(photo, [prepared.render(FitParameters(hem_length=length))])
        red = (result[..., 0] > 120) & (result[..., 1] < 90) & (result[..., 2] < 90)
        ends.append(int(np.flatnonzero(red[:, 95:105].any(axis=1)).max()))
    assert ends[0] + 10 < ends[1] < ends[2] - 10


@pytest.mark.slow
def test_a_fit_from_the_cache_equals_one_without_it(
    photo: RgbImage, parse: HumanParse, tshirt: Garment, sweater: Garment
) -> None:
    cache = FitCache()
    mirrored = np.ascontiguousarray(photo[:, ::-1])
    for image, garment, parameters in (
        (photo, tshirt, FitParameters()),
        (photo, sweater, FitParameters(move_y=0.02)),
        (photo, sweater, FitParameters(shading=0.3, edge_softness=2.0)),
        (mirrored, sweater, FitParameters()),
    ):
        request = FitRequest(image, parse, 1, Region.UPPER, garment, parameters)
        cached, uncached = cache.fit(request), fit_garment(request)
        assert cached.box == uncached.box
        np.testing.assert_array_equal(cached.change, uncached.change)
        np.testing.assert_array_equal(cached.covered, uncached.covered)


def test_the_next_garment_does_not_measure_the_person_again(
    photo: RgbImage,
    parse: HumanParse,
    tshirt: Garment,
    sweater: Garment,
    trousers: Garment,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    measured = []

    def correct(view: RegionView, image: RgbImage) -> RegionView:
        measured.append(view)
        return correct_view(view, image)

    monkeypatch.setattr(person_analysis, "correct_view", correct)
    cache = FitCache()
    for garment, count in ((tshirt, 1), (sweater, 1), (sweater, 1), (trousers, 2)):
        cache.fit(FitRequest(photo, parse, 1, garment.category.region, garment))
        assert len(measured) == count


def test_threads_that_fit_at_a_time_measure_the_person_once_and_fit_the_same(
    photo: RgbImage,
    parse: HumanParse,
    tshirt: Garment,
    sweater: Garment,
    trousers: Garment,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    measured = []

    def correct(view: RegionView, image: RgbImage) -> RegionView:
        measured.append(view)
        return correct_view(view, image)

    monkeypatch.setattr(person_analysis, "correct_view", correct)
    requests = [
        FitRequest(photo, parse, 1, garment.category.region, garment)
        for garment in (tshirt, sweater, trousers, tshirt, sweater, trousers)
    ]
    cache = FitCache(people=2)
    with ThreadPoolExecutor(3) as threads:
        fits = list(threads.map(cache.fit, requests))
    assert len(measured) == 2, "once for tops, once for trousers"
    for request, fit in zip(requests, fits, strict=True):
        alone = fit_garment(request)
        assert fit.box == alone.box
        np.testing.assert_array_equal(fit.change, alone.change)


def test_hands_on_the_belly_stay_although_a_parser_took_a_finger_for_the_chest(
    photo: RgbImage, labels: NDArray[np.uint8], make_parse: MakeParse, tshirt: Garment
) -> None:
    labels[115:130, 90:112] = Label.LEFT_ARM
    labels[115:119, 108:112] = Label.TORSO_SKIN
    photo = skin_coloured(photo, labels)
    result = dressed(photo, make_parse(labels), tshirt)
    hand = slice(119, 127), slice(93, 106)
    assert np.abs(result[hand].astype(int) - photo[hand]).max() < 12
    assert np.abs(result[117, 110].astype(int) - photo[117, 110]).max() < 40


@pytest.mark.slow
@pytest.mark.parametrize("rows", [(0, 62), (0, 75), (40, 70), (60, 110), (100, 152)])
def test_a_photo_that_cuts_the_clothes_anywhere_is_dressed_or_refused(
    photo: RgbImage,
    labels: NDArray[np.uint8],
    make_parse: MakeParse,
    tshirt: Garment,
    dress: Garment,
    rows: tuple[int, int],
) -> None:
    bare_arms = labels.copy()
    columns = np.arange(labels.shape[1])
    sleeves = (labels == Label.UPPER_CLOTHES) & ((columns < 68) | (columns > 132))
    bare_arms[sleeves] = np.where(columns < 100, Label.RIGHT_ARM, Label.LEFT_ARM)[
        np.nonzero(sleeves)[1]
    ]
    visible_rows = slice(*rows)
    for visible_labels in (labels, bare_arms):
        parse = make_parse(np.ascontiguousarray(visible_labels[visible_rows]))
        for garment in (tshirt, dress):
            region = garment.category.region
            try:
                cropped = np.ascontiguousarray(photo[visible_rows])
                fit = fit_garment(FitRequest(cropped, parse, 1, region, garment))
            except FitError:
                continue
            assert fit.change.any()


def test_a_garment_on_a_large_photo_is_as_sharp_as_its_picture_allows(two_people: Scene) -> None:
    """Stripes of two pixels on a photo whose view is reduced to two thirds."""
    rgba = draw([(8 * x, 8 * y) for x, y in TSHIRT], (40, 40, 40))
    rgba[np.arange(len(rgba)) // 8 % 2 == 0, :, :3] = 220
    garment = Garment(rgba, GarmentCategory.TOP, "Striped T-shirt")
    plain = FitParameters(shading=0, colour_match=0, grain=0, contact_shadow=0)
    result = compose(two_people.photo, [two_people.prepared(garment, person=2).render(plain)])
    top, column = two_people.people[1].pixel(0.0, 0.8)
    chest = result[top : top + 100, column - 20 : column + 20].astype(float).mean(axis=(1, 2))
    assert chest.max() > 230
    assert chest.min() < 30


def test_what_had_to_be_given_up_is_noted(
    photo: RgbImage,
    labels: NDArray[np.uint8],
    make_parse: MakeParse,
    tshirt: Garment,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(coverage, "_MOST_REVEALED", 0.01)
    labels = long_sleeved(labels)
    photo = skin_coloured(photo, labels)
    parse = make_parse(labels)
    fit = fit_garment(FitRequest(photo, parse, 1, Region.UPPER, tshirt))
    assert FitNote.OWN_SHAPE_NOT_PLACED in fit.notes
    assert FitNote.SHORTER_SLEEVES in fit.notes


def test_the_edge_is_unmixed_further_out_where_hair_lies_on_the_clothes(
    photo: RgbImage,
    labels: NDArray[np.uint8],
    make_parse: MakeParse,
    tshirt: Garment,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    labels[50:110, 76:84] = Label.HAIR
    bands = []

    def unmix(
        image: RgbImage, mask: HardMask, *, radius: int, wide: HardMask | None = None
    ) -> Matte:
        bands.append(np.zeros_like(mask) if wide is None else wide)
        return sampled_matte(image, mask, radius=radius, wide=wide)

    monkeypatch.setattr(old_edge, "sampled_matte", unmix)
    fit_garment(FitRequest(photo, make_parse(labels), 1, Region.UPPER, tshirt))
    (wide,) = bands
    columns = np.flatnonzero(wide.any(axis=0))
    assert np.count_nonzero(wide) > 60
    assert np.ptp(columns) < 20, "what is not beside hair is unmixed as widely"


def test_a_dyed_garment_keeps_its_place_and_the_photo_its_pixels(
    photo: RgbImage, parse: HumanParse, tshirt: Garment
) -> None:
    cache = FitCache()
    request = FitRequest(photo, parse, 1, Region.UPPER, tshirt)
    plain, blue, plain_again = (
        cache.fit(replace(request, parameters=FitParameters(dye=dye)))
        for dye in (None, Dye((20, 40, 200)), None)
    )
    assert blue.box == plain.box
    np.testing.assert_array_equal(blue.covered, plain.covered)
    np.testing.assert_array_equal(plain_again.change, plain.change)
    picture = compose(photo, [blue])
    cloth = (picture[..., 2] > 120) & (picture[..., 0] < 90)
    assert cloth[blue.box.slices][blue.covered > 250].mean() > 0.6


def test_while_colours_are_chosen_each_is_the_fit_that_is_made_afresh(
    photo: RgbImage, parse: HumanParse, tshirt: Garment
) -> None:
    request = FitRequest(photo, parse, 1, Region.UPPER, tshirt)
    prepared = PreparedFit(request)
    for parameters in (
        FitParameters(dye=Dye((20, 40, 200))),
        FitParameters(dye=Dye((230, 200, 40)), move_x=0.05),
        FitParameters(dye=Dye((230, 200, 40), prints_too=True), move_x=0.05),
    ):
        afresh = fit_garment(replace(request, parameters=parameters))
        np.testing.assert_array_equal(prepared.render(parameters).change, afresh.change)
