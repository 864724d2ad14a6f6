"""How tops lie on people as photos show them: necklines, hems and sleeves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.scenes import ALONE, Arm, Lower, Sitter, Sleeve, alone
from tryon.body.worn import WornRegion, measure_region
from tryon.fitting.parameters import FitParameters, Tuck
from tryon.fitting.warp.correspondences import Match
from tryon.fitting.warp.match import match_figures
from tryon.garments.garment import Garment
from tryon.garments.measure import measure_garment
from tryon.labels import Region
from tryon.messages import FitNote
from tryon.shape.category import GarmentCategory
from tryon.shape.figure import Point, Strip, TopFigure
from tryon.shape.sides import BOTH_SLEEVES, Pair, Side


def measured(sitter: Sitter) -> tuple[WornRegion, TopFigure]:
    worn = measure_region(alone(sitter).view(Region.UPPER), GarmentCategory.TOP)
    assert isinstance(worn.figure, TopFigure)
    return worn, worn.figure


def figure_of(garment: Garment) -> TopFigure:
    figure = measure_garment(garment).figure
    assert isinstance(figure, TopFigure)
    return figure


def with_neckline(figure: TopFigure, depth: float) -> TopFigure:
    """Cut a neckline as deep as some share of the neck's breadth."""
    marks = figure.landmarks
    breadth = marks.necks.right.x - marks.necks.left.x
    centre = Point(marks.neck_centre.x, marks.necks.left.y + depth * breadth)
    return replace(figure, landmarks=replace(marks, neck_centre=centre))


def lowest_of_neckline(match: Match) -> float:
    """Return the y on the body of the neckline's lowest point."""
    return float(match.parts[0].body[-1, 1])


def test_a_neckline_about_as_deep_as_the_worn_one_lies_exactly_on_it(tshirt: Garment) -> None:
    worn, body = measured(ALONE)
    figure = figure_of(tshirt)
    depths = np.arange(0.0, 1.2, 0.1)
    lowest = np.array(
        [lowest_of_neckline(match_figures(worn, with_neckline(figure, d))) for d in depths]
    )
    is_met = lowest == body.landmarks.neck_centre.y
    assert 1 <= is_met.sum() <= 4
    assert not is_met[-1], "the deepest neckline was drawn up to the worn one"
    assert (np.diff(lowest[~is_met]) > 0).all()


def test_a_deep_neckline_stays_as_deep_as_it_is(tshirt: Garment) -> None:
    worn, body = measured(ALONE)
    figure = with_neckline(figure_of(tshirt), 1.0)
    match = match_figures(worn, figure)
    marks, new = body.landmarks, figure.landmarks
    depth = lowest_of_neckline(match) - (marks.necks.left.y + marks.necks.right.y) / 2
    assert depth == pytest.approx((new.neck_centre.y - new.necks.left.y) * match.scale, rel=0.25)


@pytest.mark.parametrize("side", list(Side))
def test_a_sleeve_whose_arm_is_lost_keeps_its_length_and_the_note_tells(
    side: Side, tshirt: Garment
) -> None:
    arms = (Arm.HIDDEN, Arm.HANGING) if side is Side.LEFT else (Arm.HANGING, Arm.HIDDEN)
    worn, _ = measured(replace(ALONE, arms=arms))
    short = figure_of(tshirt)
    stubs = short.sleeves.map(
        lambda strip: strip and strip.at(np.linspace(0.0, 0.55 * strip.length, len(strip.left)))
    )
    notes = match_figures(worn, replace(short, sleeves=stubs)).notes
    assert {FitNote.SLEEVES_KEPT, FitNote.SHORTER_SLEEVES} <= set(notes)
    both = measured(ALONE)[0]
    assert FitNote.SLEEVES_KEPT not in match_figures(both, short).notes


def test_a_top_longer_than_the_worn_one_is_tucked_in_or_hangs_over_as_asked(
    tshirt: Garment,
) -> None:
    worn, body = measured(replace(ALONE, hem=2.0, sleeve=Sleeve.SHORT))
    assert worn.is_tucked
    figure = figure_of(tshirt)
    hem = (body.landmarks.hems.left.y + body.landmarks.hems.right.y) / 2
    tucked, over = (
        match_figures(worn, figure, FitParameters(tuck=tuck)) for tuck in (Tuck.TUCKED, Tuck.OVER)
    )
    assert tucked.hem is not None
    assert tucked.hem[0, 1] == pytest.approx(hem, abs=3)
    assert not tucked.ends_open
    assert over.hem is None
    assert over.ends_open
    assert over.parts[0].body[:, 1].max() > hem + 0.2 * worn.half_width


def longer(figure: TopFigure, factor: float) -> TopFigure:
    """Cut a top longer or shorter; its chest keeps its breadth."""
    return figure.moved(np.array([1.0, factor]), np.zeros(2))


def stretch(worn: WornRegion, body: TopFigure, figure: TopFigure) -> float:
    """Return how long the worn torso is, in lengths of the new one where it lies."""
    match = match_figures(worn, figure)
    own = body.torso.length + body.landmarks.armpits.left.y - body.landmarks.shoulders.left.y
    new = figure.torso.length + figure.landmarks.armpits.left.y - figure.landmarks.shoulders.left.y
    return own / (new * match.scale)


def test_a_top_a_little_longer_than_the_tucked_one_is_tucked_in_too(tshirt: Garment) -> None:
    worn, body = measured(ALONE)
    figure = figure_of(tshirt)
    figure = longer(figure, stretch(worn, body, figure) / 0.84)
    match = match_figures(worn, figure)
    assert worn.is_tucked
    assert match.hem is not None
    over = match_figures(worn, figure, FitParameters(tuck=Tuck.OVER))
    assert over.hem is None


def test_a_crop_top_is_drawn_out_over_what_nothing_is_known_of(tshirt: Garment) -> None:
    worn, body = measured(replace(ALONE, hem=2.2))
    figure = figure_of(tshirt)
    match = match_figures(worn, longer(figure, stretch(worn, body, figure) / 2.2))
    assert FitNote.DRAWN_OUT in match.notes
    hem = (body.landmarks.hems.left.y + body.landmarks.hems.right.y) / 2
    assert float(match.parts[0].body[:, 1].max()) == pytest.approx(hem, abs=2)


def test_a_crop_top_ends_at_the_waist_of_a_skirt_under_a_loose_top(tshirt: Garment) -> None:
    worn, body = measured(replace(ALONE, hem=3.3, lower=Lower.SKIRT))
    figure = figure_of(tshirt)
    match = match_figures(worn, longer(figure, stretch(worn, body, figure) / 2.6))
    assert FitNote.SHORTER in match.notes
    assert worn.upper is not None
    assert worn.upper.under_hem is not None
    waist = int(worn.upper.under_hem.any(axis=1).argmax())
    assert float(match.parts[0].body[:, 1].max()) == pytest.approx(waist, abs=3)


def test_a_top_shorter_than_a_loose_one_over_a_skirt_keeps_its_length(tshirt: Garment) -> None:
    worn, body = measured(replace(ALONE, hem=3.3, lower=Lower.SKIRT))
    figure = figure_of(tshirt)
    figure = longer(figure, stretch(worn, body, figure) / 1.4)
    match = match_figures(worn, figure)
    assert FitNote.SHORTER in match.notes
    torso = match.parts[0]
    rows, own = torso.body[:, 1], torso.garment[:, 1]
    steps = (rows > np.median(rows)) & (own > np.median(own))
    drawn_out = np.polyfit(own[steps], rows[steps], 1)[0] / match.scale
    assert drawn_out == pytest.approx(1.0, abs=0.1)


def test_a_raised_arm_pulls_a_low_armhole_up_to_the_armpit(tshirt: Garment) -> None:
    worn, _ = measured(ALONE)
    figure = figure_of(tshirt)
    low = replace(figure, torso=Strip(figure.torso.left[4:], figure.torso.right[4:]))
    upper = worn.upper
    assert upper is not None
    shoulders, elbows = upper.skeleton.shoulders, upper.skeleton.elbows
    overhead = Pair(2 * shoulders.left - elbows.left, elbows.right)
    raised = replace(worn, upper=replace(upper, skeleton=replace(upper.skeleton, elbows=overhead)))

    def armpits(body: WornRegion) -> Pair[float]:
        parts = {part.part: part for part in match_figures(body, low).parts}
        return Pair.of(lambda side: float(parts[BOTH_SLEEVES[side]].strips[0].right[0, 1]))

    hanging, lifted = armpits(worn), armpits(raised)
    assert hanging.left > upper.torso.armpits.left[1] + 5
    assert lifted.left == pytest.approx(upper.torso.armpits.left[1])
    assert lifted.right == pytest.approx(hanging.right)


@pytest.mark.parametrize("aside", [-8.0, 8.0])
def test_a_collar_lies_around_the_neck_wherever_that_is(aside: float, tshirt: Garment) -> None:
    worn, _ = measured(ALONE)
    assert worn.upper is not None
    torso = worn.upper.torso
    middle = worn.upper.skeleton.middle[0]

    def lowest_x(neck_x: float) -> float:
        moved = replace(worn.upper, torso=replace(torso, neck_x=neck_x))
        match = match_figures(replace(worn, upper=moved), figure_of(tshirt))
        return float(match.parts[0].body[-1, 0])

    assert torso.neck_x == pytest.approx(middle, abs=2)
    assert lowest_x(middle + aside) - lowest_x(middle) == pytest.approx(aside, abs=1)


def test_a_torso_that_is_put_back_on_lies_where_it_lay(tshirt: Garment) -> None:
    worn, body = measured(replace(ALONE, sleeve=Sleeve.SHORT))
    match = match_figures(worn, body.moved(np.full(2, 2.0), np.array([7.0, -3.0])), is_flat=False)
    torso = match.parts[0]
    shift = torso.garment - (2 * torso.body + (7.0, -3.0))
    assert np.abs(shift).max() < 0.2
