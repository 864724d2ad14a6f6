"""Where a garment lies, and what it leaves free, on people as photos show them."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from tests.scenes import ALONE, SKIN, WARM, Arm, Lower, Scene, Sleeve, alone
from tryon.body.view import RegionView, chosen_view
from tryon.body.worn import WornRegion, measure_region
from tryon.fitting.composite import compose
from tryon.fitting.light.grain import Grain
from tryon.fitting.parameters import FitParameters
from tryon.fitting.reveal.coverage import Coverage, find_coverage
from tryon.fitting.reveal.reveal import RevealPainter
from tryon.fitting.reveal.surface import FullSize
from tryon.fitting.warp.correspondences import Match
from tryon.fitting.warp.match import match_figures
from tryon.garments.garment import Garment
from tryon.garments.measure import measure_garment
from tryon.geometry import Box, HardMask
from tryon.labels import Label, Region
from tryon.messages import FitNote
from tryon.shape.category import GarmentCategory
from tryon.shape.sides import BOTH_SLEEVES

HALF_HIDDEN = {
    "left": replace(ALONE, arms=(Arm.HIDDEN, Arm.HANGING)),
    "right": replace(ALONE, arms=(Arm.HANGING, Arm.HIDDEN)),
}


def measured(drawn: Scene, person: int, garment: Garment) -> tuple[RegionView, WornRegion, Match]:
    view = drawn.view(garment.category.region, person=person)
    worn = measure_region(view, garment.category)
    return view, worn, match_figures(worn, measure_garment(garment).figure)


def painter_of(drawn: Scene, view: RegionView, worn: WornRegion) -> RevealPainter:
    image, full_size = view.reduced(drawn.photo), FullSize(drawn.photo, view, Grain(0.0, 0.0, 0.6))
    return RevealPainter(view, worn, image, Region.UPPER, full_size)


def bared(drawn: Scene, view: RegionView, worn: WornRegion) -> HardMask:
    """Return where skin shows if nothing is worn there."""
    return painter_of(drawn, view, worn).bared


def covered(drawn: Scene, person: int, garment: Garment, own: HardMask | None = None) -> Coverage:
    """Cover a person by a garment; by one that lies everywhere if ``own`` is not given."""
    view, worn, match = measured(drawn, person, garment)
    own = np.ones(view.shape, np.bool_) if own is None else own
    return find_coverage(
        view, worn, match, own, garment.category.region, bared=bared(drawn, view, worn)
    )


def covered_by_trousers(view: RegionView, trousers: Garment) -> Coverage:
    """Cover a view by trousers that lie everywhere."""
    worn = measure_region(view, GarmentCategory.TROUSERS)
    match = match_figures(worn, measure_garment(trousers).figure)
    everywhere = np.ones(view.shape, np.bool_)
    return find_coverage(
        view, worn, match, everywhere, Region.LOWER, bared=np.zeros_like(everywhere)
    )


def test_a_slit_between_torso_and_sleeve_is_no_hole(sweater: Garment) -> None:
    drawn = alone(ALONE)
    view = drawn.view(Region.UPPER)
    slit = np.ones(view.shape, np.bool_)
    rows, columns = np.nonzero(view.region)
    left = int(np.percentile(columns, 20))
    slit[rows.min() : rows.max(), left : left + 5] = False
    coverage = covered(drawn, 1, sweater, slit)
    assert (view.region & ~slit).any()
    assert not (coverage.revealed & view.region & ~slit).any()


def test_old_clothes_that_a_sleeve_leaves_free_go_where_they_are_thin_too(sweater: Garment) -> None:
    """A strip that is wide at one end is no error of the outline at the other."""
    drawn = alone(ALONE)
    view, worn, match = measured(drawn, 1, sweater)
    silhouette = view.region.copy()
    rows, columns = np.nonzero(view.region)
    height = np.ptp(rows)
    for row in range(rows.min() + height // 3, rows.min() + 2 * height // 3):
        width = 2 + (row - rows.min() - height // 3) // 8
        silhouette[row, columns[rows == row].max() - width :] = False
    left = find_coverage(
        view, worn, match, silhouette, Region.UPPER, bared=np.zeros_like(silhouette)
    ).revealed
    widths = left.sum(axis=1)[rows.min() + height // 3 + 16 : rows.min() + 2 * height // 3]
    assert widths.min() > 3


@pytest.mark.parametrize("name", ["sweater", "dress", "skirt"])
def test_other_people_and_the_wearers_head_are_never_covered(
    name: str, two_people: Scene, request: pytest.FixtureRequest
) -> None:
    garment: Garment = request.getfixturevalue(name)
    view = chosen_view(two_people.parse, 1, garment.category.region)
    coverage = covered(two_people, 1, garment)
    front = view.others | view.mask(Label.FACE, Label.HAIR)
    assert front.any()
    for mask in (coverage.may_cover, coverage.added, coverage.solid, coverage.region):
        assert not (mask & front).any()


def test_a_skirt_stays_below_the_hem_of_the_top(skirt: Garment) -> None:
    drawn = alone(ALONE)
    view = drawn.view(Region.LOWER)
    top = view.mask(Label.UPPER_CLOTHES)
    assert not (covered(drawn, 1, skirt).may_cover & top & ~view.region).any()


def test_what_colours_tell_to_be_trousers_is_covered_whatever_the_parser_called_it(
    trousers: Garment,
) -> None:
    drawn = alone(ALONE)
    view = drawn.view(Region.LOWER)
    rows, columns = np.nonzero(view.region)
    waist = slice(rows.min(), rows.min() + 8), slice(columns.min(), columns.max())
    labels = view.labels.copy()
    labels[waist][view.region[waist]] = Label.UPPER_CLOTHES
    view = replace(view, labels=labels)
    coverage = covered_by_trousers(view, trousers)
    assert coverage.may_cover[waist][view.region[waist]].all()


def test_a_top_of_the_old_ones_length_does_not_spread_over_the_trousers(sweater: Garment) -> None:
    drawn = alone(ALONE)
    view, _, match = measured(drawn, 1, sweater)
    assert not match.ends_open
    trousers = view.mask(Label.PANTS) & ~view.region
    assert not (covered(drawn, 1, sweater).may_cover & trousers).any()


def test_a_top_closes_over_what_an_open_jacket_shows(sweater: Garment) -> None:
    jacket = replace(ALONE, hem=3.2, opening=0.58)
    drawn = alone(jacket)
    view, worn, match = measured(drawn, 1, sweater)
    assert not match.ends_open
    fronts = view.from_photo(np.array([jacket.place(0.0, jacket.hem)]))[0, 1]
    assert worn.figure.torso.middle[-1, 1] == pytest.approx(
        fronts, abs=16
    )  # their corners are round
    shown = view.mask(Label.PANTS) & ~view.region
    shown &= np.arange(len(shown))[:, None] < np.flatnonzero(view.region.any(axis=1))[-1] - 4
    middle = view.from_photo(np.array([jacket.place(-0.15, 2.3), jacket.place(0.15, 2.8)]))
    (left, top), (right, bottom) = np.rint(middle).astype(int)
    opening = shown[top:bottom, left:right]
    assert opening.sum() > 100
    assert covered(drawn, 1, sweater).may_cover[top:bottom, left:right][opening].mean() > 0.95


@pytest.mark.parametrize("stocking", [None, Label.SOCKS])
def test_trousers_are_as_wide_over_stockings_as_over_bare_legs(
    stocking: Label | None, trousers: Garment
) -> None:
    in_skirt = alone(replace(ALONE, lower=Lower.SKIRT))
    view = in_skirt.view(Region.LOWER)
    if stocking is not None:
        labels = np.where(view.legs, stocking, view.labels).astype(np.uint8)
        view = replace(view, labels=labels)
    coverage = covered_by_trousers(view, trousers)
    beside = view.from_photo(np.array([ALONE.place(0.40 + 0.45, 5.2)]))[0]
    assert coverage.may_cover[round(beside[1]), round(beside[0])]


def test_a_bag_before_the_hips_stays_as_it_is_to_its_shaded_edge(trousers: Garment) -> None:
    drawn = alone(replace(ALONE, hem=2.0))
    photo, labels = drawn.photo.copy(), drawn.parse.labels.copy()
    people = drawn.parse.person_map.copy()
    (top, left), (bottom, right) = ALONE.pixel(0.1, 2.6), ALONE.pixel(0.75, 3.3)
    bag = Box(left, top, right, bottom)
    photo[bag.slices], labels[bag.slices], people[bag.slices] = (250, 40, 40), 0, 0
    side = Box(right - 14, top, right, bottom)  # the parser takes it for the trousers
    photo[side.slices], labels[side.slices], people[side.slices] = (150, 20, 20), Label.PANTS, 1
    changed = replace(
        drawn, photo=photo, parse=replace(drawn.parse, labels=labels, person_map=people)
    )
    result = changed.dressed(trousers).astype(int)
    kept = np.abs(result - photo).max(axis=2)[bag.slices] < 30
    assert kept.mean() > 0.93
    assert kept[:, -10:-4].mean() > 0.9


def test_a_hanging_skirt_spreads_from_its_waist_only(skirt: Garment) -> None:
    drawn = alone(ALONE)
    view, worn, _ = measured(drawn, 1, skirt)
    assert worn.hangs_free
    added = covered(drawn, 1, skirt).added
    unit = ALONE.half_shoulder * view.scale
    rows = np.flatnonzero(view.region.any(axis=1))
    hips, knees = rows[0] + round(0.1 * unit), rows[0] + round(1.8 * unit)
    assert added[hips].sum() < 0.25 * unit
    assert added[knees].sum() > 0.8 * unit


def test_bare_arms_go_under_long_sleeves_and_hands_do_not(sweater: Garment) -> None:
    sleeveless = alone(replace(ALONE, sleeve=Sleeve.NONE))
    view, _, match = measured(sleeveless, 1, sweater)
    assert set(BOTH_SLEEVES) <= {part.part for part in match.parts}
    added = covered(sleeveless, 1, sweater).added
    sitter = sleeveless.people[0]
    for side in (-1, 1):
        place = [(side * 0.9, 0.4), (side * 1.1, 2.2), (side * 1.2, 3.2)]
        places = view.from_photo(np.array([sitter.place(x, y) for x, y in place]))
        shoulder, forearm, hand = ((int(y), int(x)) for x, y in np.rint(places))
        assert all(view.arms[place] for place in (shoulder, forearm, hand))
        assert added[shoulder]
        assert added[forearm]
        assert not added[hand]


@pytest.mark.parametrize("side", ["left", "right"])
def test_what_hides_an_arm_that_cannot_be_followed_stays_covered(side: str, dress: Garment) -> None:
    drawn = alone(HALF_HIDDEN[side])
    top = replace(dress, category=GarmentCategory.TOP)
    _, worn, _ = measured(drawn, 1, top)
    assert f"sleeve_{side}" not in worn.onward
    prepared = drawn.prepared(top)
    sitter, sign = drawn.people[0], -1 if side == "left" else 1
    by_measure, by_hand = (
        prepared.render(parameters)
        for parameters in (FitParameters(), FitParameters(move_x=-0.2 * sign))
    )
    for fit in (by_measure, by_hand):
        assert FitNote.SLEEVES_KEPT in fit.notes
        result = compose(drawn.photo, [fit]).astype(int)
        stump = result[sitter.pixel(sign * 1.08, 1.0)]
        assert stump[2] - stump[1] > 20, f"{stump} is not the garment's purple"
    result = compose(drawn.photo, [by_measure]).astype(int)
    followed = result[sitter.pixel(-sign * 1.10, 2.0)]
    assert np.abs(followed - np.multiply(SKIN, WARM)).max() < 40


def test_a_garment_that_would_bare_nearly_everything_takes_the_worn_ones_shape(
    sweater: Garment,
) -> None:
    drawn = alone(ALONE)
    view, worn, match = measured(drawn, 1, sweater)
    everywhere = replace(match, reveals=None)
    nothing = np.zeros(view.shape, np.bool_)
    coverage = find_coverage(
        view, worn, everywhere, nothing, Region.UPPER, bared=bared(drawn, view, worn)
    )
    assert coverage.notes
    assert not coverage.revealed.any()
    assert (coverage.solid == view.region).all()


def test_a_thigh_that_was_taken_for_the_top_is_left_as_it_is(sweater: Garment) -> None:
    drawn = alone(ALONE)
    plain, worn, match = measured(drawn, 1, sweater)
    sitter = drawn.people[0]
    corners = np.array([sitter.place(-0.75, 4.0), sitter.place(-0.3, 4.8)])
    (left, top), (right, bottom) = np.rint(plain.from_photo(corners)).astype(int)
    thigh = np.zeros(plain.shape, np.bool_)
    thigh[top:bottom, left:right] = True
    assert plain.mask(Label.PANTS)[thigh].mean() > 0.9
    view = plain.with_region(plain.region | thigh)
    coverage = find_coverage(
        view, worn, match, plain.region, Region.UPPER, bared=bared(drawn, view, worn)
    )
    assert not coverage.region[thigh].any()
    assert not coverage.revealed[thigh].any()
    assert (coverage.region | thigh)[plain.region].all()


def test_what_is_bared_is_not_painted_over_who_stands_in_front(
    two_people: Scene, dress: Garment
) -> None:
    top = replace(dress, category=GarmentCategory.TOP)
    view, worn, _ = measured(two_people, 1, top)
    painter = painter_of(two_people, view, worn)
    nothing = np.zeros(view.shape, np.bool_)
    bare = Coverage(
        view.region,
        view.region,
        nothing,
        view.region,
        nothing,
        view.region,
        view.region,
        nothing,
        (),
    )
    revealed = painter.revealed(bare)
    sleeve = deep(view.region, 3)
    assert revealed.weight[sleeve].min() > 0.9
    assert revealed.weight[deep(view.others, 3)].max() < 0.02
    beside = np.argwhere(view.region & (revealed.depth < -6))
    red = revealed.ground.colours[beside[:, 0], beside[:, 1]]
    assert len(beside) > 100
    assert (red[:, 0] - red[:, 1] > 60).mean() < 0.01, "the other's red top is no background"


def test_a_hem_shades_the_skin_below_it_and_not_that_above_the_next_one(sweater: Garment) -> None:
    drawn = alone(ALONE)
    view, worn, _ = measured(drawn, 1, sweater)
    painter = painter_of(drawn, view, worn)
    y0, y1 = (round(view.from_photo(np.array([ALONE.place(0.0, y)]))[0, 1]) for y in (0.85, 1.35))
    bared = view.region & worn.bare
    bared[:y0] = bared[y1:] = False
    nothing = np.zeros(view.shape, np.bool_)
    solid = view.region & ~bared
    revealed = painter.revealed(
        Coverage(view.region, bared, nothing, bared, solid, solid, solid, nothing, ())
    )
    belly = revealed.body.colours * revealed.shade
    x = round(view.from_photo(np.array([ALONE.place(0.0, 1.1)]))[0, 0])
    light = belly[y0:y1, x - 12 : x + 12].mean(axis=(1, 2))
    assert light[:3].mean() < light[12:-8].mean() - 15
    assert light[-3:].mean() > light[12:-8].mean() - 8


def deep(mask: HardMask, by: int) -> HardMask:
    side = 2 * by + 1
    return np.asarray(cv2.erode(mask.astype(np.uint8), np.ones((side, side), np.uint8)) > 0)
