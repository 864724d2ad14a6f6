"""What the old clothes hid: limbs, skin, background."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.scenes import ALONE, Lower, Sleeve, alone
from tryon.fitting.composite import compose
from tryon.fitting.fit import fit_garment
from tryon.fitting.parameters import USUAL, FitParameters
from tryon.fitting.request import FitRequest
from tryon.fitting.reveal.limb import Limb, LimbKind, find_limb
from tryon.fitting.reveal.skin import VisibleSkin
from tryon.garments.garment import Garment
from tryon.geometry import HardMask, RgbImage
from tryon.human_parse import HumanParse
from tryon.labels import BARE, Label, Region
from tryon.messages import FitNote
from tryon.pixels.fill import membrane
from tryon.shape.figure import Strip


def sleeved_arm(wide: float) -> tuple[Strip, HardMask, HardMask]:
    """Draw an arm of half width 10 about column 50, in a sleeve of half width ``wide``."""
    rows = np.linspace(10.0, 190.0, 11)
    half = np.where(rows < 90, wide, 10.0)
    left, right = (np.stack([50 + side * half, rows], axis=1) for side in (-1, 1))
    skin, hidden = np.zeros((200, 100), np.bool_), np.zeros((200, 100), np.bool_)
    skin[90:190, 40:61] = True
    hidden[:90] = True
    return Strip(left, right), skin, hidden


@pytest.mark.parametrize("wide", [12.0, 22.0])
def test_an_arm_in_a_sleeve_is_as_broad_as_what_shows_of_it_however_wide_the_sleeve(
    wide: float,
) -> None:
    limb = find_limb(*sleeved_arm(wide), LimbKind.ARM, typical_radius=11.0)

    upper = limb.half[8:16]
    assert 9.0 < upper.min() <= upper.max() < 14.5
    assert np.abs(limb.middle[:, 0] - 50).max() < 1.5
    assert np.abs(np.diff(limb.half)).max() < 1.0, "the outline has a step at the sleeve's end"


def test_an_arm_is_read_by_the_edge_that_shows_beside_a_torso_that_hides_the_other() -> None:
    strip, skin, hidden = sleeved_arm(22.0)
    skin[90:190, 40:61] = False
    skin[90:190, 46:67] = True  # 6 pixels to the right of where the joints say
    hidden[90:150, 30:45] = True
    limb = find_limb(strip, skin, hidden, LimbKind.ARM, typical_radius=11.0)
    below_hem = limb.middle[20:27, 0] + limb.half[20:27]
    np.testing.assert_allclose(below_hem, 67.75, atol=1.0)  # skin is known but for its rim


def test_an_arm_in_a_long_sleeve_ends_at_the_hand_and_is_no_wider_for_it() -> None:
    strip, skin, hidden = sleeved_arm(14.0)
    skin[:], hidden[:175] = False, True
    skin[175:200, 42:79] = True  # a spread hand, aside of where the joints say
    limb = find_limb(strip, skin, hidden, LimbKind.ARM, typical_radius=11.0)
    assert abs(limb.middle[-3, 0] - 60) < 4
    assert limb.half.max() < 15


def test_a_leg_of_which_nothing_shows_tapers_to_the_knee_and_the_ankle() -> None:
    rows = np.linspace(0.0, 400.0, 11)
    strip = Strip(*(np.stack([60 + side * 30 + 0 * rows, rows], axis=1) for side in (-1, 1)))
    nothing = np.zeros((420, 120), np.bool_)

    limb = find_limb(strip, nothing, ~nothing, LimbKind.LEG, typical_radius=28.0)

    thigh, knee, calf, ankle = (limb.half[int(place * 40)] for place in (0.2, 0.6, 0.72, 0.95))
    assert thigh > calf > knee > ankle
    assert not limb.shown.any()


def test_a_leg_is_no_stouter_than_the_cloth_around_it() -> None:
    rows = np.linspace(0.0, 400.0, 11)
    strip = Strip(*(np.stack([60 + side * 15 + 0 * rows, rows], axis=1) for side in (-1, 1)))
    nothing = np.zeros((420, 120), np.bool_)
    limb = find_limb(strip, nothing, ~nothing, LimbKind.LEG, typical_radius=28.0)
    assert np.median(limb.half) < 15


def test_a_watch_and_a_cuff_on_an_arm_are_no_skin() -> None:
    drawn = alone(replace(ALONE, sleeve=Sleeve.SHORT))
    view = drawn.view(Region.UPPER)
    unit = ALONE.half_shoulder * view.scale
    colours = 0.6 * view.reduced(drawn.photo).astype(np.float32)
    spots = {}
    for side, name in ((-1, "watch"), (1, "cuff")):
        x, y = np.rint(view.from_photo(np.array([ALONE.place(side * 1.12, 2.2)])))[0].astype(int)
        spots[name] = slice(y - 5, y + 6), slice(x - 4, x + 5)
        assert view.arms[spots[name]].all()
    plain = VisibleSkin.find(view, view.region, colours, half_width=unit)
    colours = colours.copy()
    colours[spots["watch"]] = (30, 60, 120)
    colours[spots["cuff"]] *= 1.9
    skin = VisibleSkin.find(view, view.region, colours, half_width=unit)
    assert plain is not None
    assert skin is not None
    for spot in spots.values():
        assert plain.mask[spot].all()
        assert not skin.mask[spot].any()


def test_places_on_a_limb_count_along_and_across_and_into_it() -> None:
    limb = Limb(
        np.stack([np.full(11, 20.0), np.linspace(0, 100, 11)], axis=1),
        np.full(11, 8.0),
        np.ones(11, np.bool_),
    )

    along, across, depth = limb.places(np.array([[20.0, 50.0], [26.0, 50.0], [30.0, 50.0]]))

    assert along == pytest.approx([0.5, 0.5, 0.5])
    assert across == pytest.approx([0.0, 0.75, 1.25])
    assert depth == pytest.approx([8.0, 2.0, -2.0])


def test_a_membrane_keeps_known_values_and_spans_a_hole_between_them() -> None:
    slope = np.tile(np.linspace(0, 100, 64, dtype=np.float32)[:, None, None], (1, 64, 3))
    known = np.ones((64, 64), np.bool_)
    known[20:44, 20:44] = False

    spanned = membrane(np.where(known[..., None], slope, 255), known)

    assert np.array_equal(spanned[known], slope[known])
    assert np.abs(spanned - slope).max() < 12
    assert np.abs(np.diff(spanned[:, 32, 0])).max() < 6, "there is a step at the hole's edge"


def shaded_arms(labels: NDArray[np.uint8]) -> RgbImage:
    """Colour a person whose arms are lit from the left, with a dark line where sleeves end."""
    photo = np.full((*labels.shape, 3), 190, np.uint8)
    photo[labels == Label.UPPER_CLOTHES] = (20, 60, 200)
    photo[labels == Label.PANTS] = (30, 30, 40)
    skin = np.isin(labels, (Label.FACE, Label.TORSO_SKIN, Label.LEFT_ARM, Label.RIGHT_ARM))
    photo[skin] = (205, 150, 120)
    for label in (Label.LEFT_ARM, Label.RIGHT_ARM):
        for row in np.flatnonzero((labels == label).any(axis=1)):
            across = np.flatnonzero(labels[row] == label)
            light = np.linspace(1.1, 0.7, len(across))[:, None]
            photo[row, across] = np.clip(light * (205, 150, 120), 0, 255).astype(np.uint8)
    sleeve = (labels == Label.UPPER_CLOTHES).astype(np.uint8)
    arms = np.isin(labels, (Label.LEFT_ARM, Label.RIGHT_ARM))
    photo[(cv2.dilate(sleeve, np.ones((5, 5), np.uint8)) > 0) & arms] = (60, 35, 25)
    return photo


@pytest.fixture
def revealed(
    labels: NDArray[np.uint8],
    make_parse: Callable[[NDArray[np.uint8]], HumanParse],
    dress: Garment,
) -> tuple[RgbImage, RgbImage, NDArray[np.uint8]]:
    """A person in a T-shirt before and after putting on a dress without sleeves, doubled."""
    large = np.asarray(cv2.resize(labels, None, fx=2, fy=2, interpolation=cv2.INTER_NEAREST))
    photo = shaded_arms(large)
    fit = fit_garment(FitRequest(photo, make_parse(large), 1, Region.DRESS, dress))
    return photo, compose(photo, [fit]), large


def test_a_revealed_arm_has_the_colour_and_the_light_of_the_forearm(
    revealed: tuple[RgbImage, RgbImage, NDArray[np.uint8]],
) -> None:
    photo, result, labels = revealed
    forearm = labels == Label.RIGHT_ARM
    row = 182
    sleeve = np.flatnonzero(labels[row, :140] == Label.UPPER_CLOTHES)
    painted = result[row, sleeve].astype(float)
    is_skin = painted[:, 0] - painted[:, 2] > 30
    forearm_colour = np.median(photo[forearm & (np.arange(600)[:, None] > 215)], axis=0)

    assert is_skin.sum() > 12
    arm = painted[is_skin]
    assert np.abs(np.median(arm, axis=0) - forearm_colour).max() < 25
    assert arm[2, 0] > arm[-3, 0] + 20, "the light does not come from the left"
    assert np.all(arm[:, 2] < arm[:, 0]), "the old cloth's blue shines through"


def test_the_shadow_line_of_the_old_sleeve_is_gone(
    revealed: tuple[RgbImage, RgbImage, NDArray[np.uint8]],
) -> None:
    photo, result, labels = revealed
    dark = (photo == (60, 35, 25)).all(axis=2) & np.isin(labels, (Label.LEFT_ARM, Label.RIGHT_ARM))
    below_sleeves = dark & (np.arange(600)[:, None] > 190)

    assert below_sleeves.sum() > 50
    assert (result[below_sleeves].sum(axis=1) < 200).mean() < 0.1


def test_shoes_under_revealed_legs_keep_their_own_pixels(
    labels: NDArray[np.uint8],
    make_parse: Callable[[NDArray[np.uint8]], HumanParse],
    skirt: Garment,
) -> None:
    large = np.asarray(cv2.resize(labels, None, fx=2, fy=2, interpolation=cv2.INTER_NEAREST))
    cuffs = (large == Label.PANTS) & (np.arange(600)[:, None] >= 530)
    large[cuffs & (np.arange(402) < 200)] = Label.RIGHT_SHOE
    large[cuffs & (np.arange(402) >= 200)] = Label.LEFT_SHOE
    photo = shaded_arms(large)
    shoes = np.isin(large, (Label.LEFT_SHOE, Label.RIGHT_SHOE))
    photo[shoes] = (30, 30, 44)

    fit = fit_garment(FitRequest(photo, make_parse(large), 1, Region.LOWER, skirt))
    result = compose(photo, [fit]).astype(int)

    inner = cv2.erode(shoes.astype(np.uint8), np.ones((13, 13), np.uint8)) > 0
    assert np.abs(result - photo)[inner].max() <= 4
    ankles = result[505:515, 150:190].reshape(-1, 3)
    assert (ankles[:, 0] - ankles[:, 2] > 30).mean() > 0.3, "no skin shows above the shoes"


def test_a_lower_waist_shows_the_top_and_no_skin(
    labels: NDArray[np.uint8],
    make_parse: Callable[[NDArray[np.uint8]], HumanParse],
    skirt: Garment,
) -> None:
    large = np.asarray(cv2.resize(labels, None, fx=2, fy=2, interpolation=cv2.INTER_NEAREST))
    photo = shaded_arms(large)
    lower = FitParameters(move_y=0.12)

    fit = fit_garment(FitRequest(photo, make_parse(large), 1, Region.LOWER, skirt, lower))
    waist = compose(photo, [fit])[304:312, 180:220].reshape(-1, 3).astype(int)

    assert np.abs(waist - (20, 60, 200)).max(axis=1).mean() < 45


def test_checked_trousers_go_on_in_checks_under_a_shorter_top(
    labels: NDArray[np.uint8],
    make_parse: Callable[[NDArray[np.uint8]], HumanParse],
    sweater: Garment,
) -> None:
    large = np.asarray(cv2.resize(labels, None, fx=2, fy=2, interpolation=cv2.INTER_NEAREST))
    photo = shaded_arms(large)
    rows, columns = np.indices(large.shape)
    dark = (large == Label.PANTS) & ((rows // 6 + columns // 6) % 2 == 0)
    photo[dark] = (20, 20, 20)
    shorter = FitParameters(hem_length=0.75)

    fit = fit_garment(FitRequest(photo, make_parse(large), 1, Region.UPPER, sweater, shorter))
    result = compose(photo, [fit]).astype(float)

    first = int(np.argmax(large[:, 200] == Label.PANTS))
    below = result[first - 14 : first - 2, 170:230]
    worn = result[first + 10 : first + 60, 170:230]
    assert below.std(axis=(0, 1)).mean() > 0.6 * worn.std(axis=(0, 1)).mean()


def test_a_skirt_goes_on_in_its_colour_up_to_a_hem_that_lies_higher(tshirt: Garment) -> None:
    loose = replace(ALONE, hem=3.3, lower=Lower.SKIRT, lower_colour=(60, 160, 60))
    result = alone(loose).dressed(tshirt).astype(float)
    before = alone(loose).photo.astype(float)
    y0, x0 = loose.pixel(-0.4, 3.15)
    y1, x1 = loose.pixel(0.4, 3.6)
    revealed, shown = result[y0:y1, x0:x1], before[loose.pixel(0.0, 3.7)[0] :][: y1 - y0, x0:x1]
    np.testing.assert_allclose(
        revealed.mean(axis=(0, 1)), shown.mean(axis=(0, 1)), rtol=0.08, atol=4
    )
    light = revealed.mean(axis=(1, 2))
    assert np.abs(np.diff(light)).max() < 4, "the old hem is still to be seen"


def test_below_a_higher_hem_the_skirt_shows_that_is_worn(tshirt: Garment, skirt: Garment) -> None:
    loose = replace(ALONE, hem=3.3, lower=Lower.SKIRT, lower_colour=(60, 160, 60))
    drawn = alone(loose)
    top, bottoms = (drawn.prepared(each).render(USUAL) for each in (tshirt, skirt))
    y0, x0 = loose.pixel(-0.4, 3.15)
    y1, x1 = loose.pixel(0.4, 3.25)
    dressed = [compose(drawn.photo, fits) for fits in ([top, bottoms], [bottoms, top])]
    for result in dressed:
        strip = result[y0:y1, x0:x1].astype(float).mean(axis=(0, 1))
        below = result[y1 + 30 : y1 + 60, x0:x1].astype(float).mean(axis=(0, 1))
        np.testing.assert_allclose(strip, below, atol=30)
        green = compose(drawn.photo, [top])[y0:y1, x0:x1].astype(float).mean(axis=(0, 1))
        assert np.abs(strip - green).max() > 40


def test_the_top_does_not_go_on_beside_hips_that_narrower_trousers_leave_free(
    labels: NDArray[np.uint8],
    make_parse: Callable[[NDArray[np.uint8]], HumanParse],
    trousers: Garment,
) -> None:
    large = np.asarray(cv2.resize(labels, None, fx=2, fy=2, interpolation=cv2.INTER_NEAREST))
    photo = shaded_arms(large)
    hips = slice(320, 340)
    old = np.flatnonzero((large[hips] == Label.PANTS).any(axis=0))
    narrow = FitParameters(scale_x=0.6)

    fit = fit_garment(FitRequest(photo, make_parse(large), 1, Region.LOWER, trousers, narrow))
    beside = compose(photo, [fit])[hips, old[3] : old[0] + len(old) // 8].reshape(-1, 3)

    assert (beside[:, 2].astype(int) - beside[:, 0]).max() < 40, "the blue top goes on there"


def test_where_no_skin_shows_at_all_trousers_stay_under_a_skirt(
    labels: NDArray[np.uint8],
    make_parse: Callable[[NDArray[np.uint8]], HumanParse],
    skirt: Garment,
) -> None:
    large = np.asarray(cv2.resize(labels, None, fx=2, fy=2, interpolation=cv2.INTER_NEAREST))
    photo = shaded_arms(large)
    large[np.isin(large, tuple(BARE))] = Label.HAIR
    shins = (large == Label.PANTS) & (np.arange(600)[:, None] > 500)

    fit = fit_garment(FitRequest(photo, make_parse(large), 1, Region.LOWER, skirt))
    result = compose(photo, [fit]).astype(int)

    assert (np.abs(result - photo)[shins].max(axis=1) < 8).mean() > 0.7
    assert FitNote.CLOTHES_KEPT in fit.notes


def test_a_hand_in_front_of_a_leg_does_not_make_it_slimmer(
    labels: NDArray[np.uint8],
    make_parse: Callable[[NDArray[np.uint8]], HumanParse],
    skirt: Garment,
) -> None:
    large = np.asarray(cv2.resize(labels, None, fx=2, fy=2, interpolation=cv2.INTER_NEAREST))
    with_hand = large.copy()
    x = int(np.median(np.flatnonzero(large[420, :200] == Label.PANTS)))
    with_hand[370:440, x - 7 : x + 8] = Label.RIGHT_ARM
    shin = slice(500, 520)
    widths = []
    for parsed in (large, with_hand):
        photo = shaded_arms(parsed)
        fit = fit_garment(FitRequest(photo, make_parse(parsed), 1, Region.LOWER, skirt))
        colours = compose(photo, [fit])[shin, :200].astype(int)
        widths.append(int((colours[..., 0] - colours[..., 2] > 30).sum(axis=1).max()))

    assert widths[1] > 0.85 * widths[0] > 0


def test_a_coat_that_was_taken_for_an_arm_gives_no_leg_its_colour() -> None:
    drawn = alone(replace(ALONE, sleeve=Sleeve.SHORT))
    view = drawn.view(Region.LOWER)
    colours = view.reduced(drawn.photo).astype(np.float32)
    unit = ALONE.half_shoulder * view.scale
    plain = VisibleSkin.find(view, view.region, colours, half_width=unit)
    coat = np.where(view.arms[..., None], np.float32((190, 190, 185)), colours)

    skin = VisibleSkin.find(view, view.region, coat, half_width=unit)

    assert plain is not None
    assert skin is not None
    assert not (skin.mask & view.arms).any()
    assert np.abs(skin.typical_colour - plain.typical_colour).max() < 30
