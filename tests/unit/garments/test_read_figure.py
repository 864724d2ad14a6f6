"""Measured landmarks and the network's, put together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.unit.conftest import draw
from tryon.garments.garment import Garment
from tryon.garments.landmarks import Silhouette, find_figure
from tryon.garments.read_figure import read_figure
from tryon.garments.reader.kinds import PictureKind
from tryon.garments.reader.reading import Heat, Reading
from tryon.shape.category import GarmentCategory
from tryon.shape.figure import Figure, TopFigure
from tryon.shape.point_names import (
    ARMPITS,
    SHOULDERS,
    SLEEVES_INNER,
    SLEEVES_OUTER,
    PointName,
    named_points,
)
from tryon.shape.sides import Side

CELLS = 64


def heat_at(place: np.ndarray | None, share: float = 0.95) -> Heat:
    shares = np.zeros((CELLS, CELLS), np.float32)
    if place is not None:
        column, row = np.clip((place * CELLS).astype(int), 0, CELLS - 1)
        shares[row, column] = share
    return Heat(shares, np.full(2, 1 / CELLS), np.zeros(2))


def reading_of(
    garment: Garment, places: dict[PointName, np.ndarray], kind: PictureKind = PictureKind.TOP
) -> Reading:
    """Return a reading that is sure of some landmarks and does not know the others."""
    known = {name: heat_at(place) for name, place in places.items()}
    even = np.full((CELLS, CELLS), 1.0 / CELLS**2, np.float32)
    vague = Heat(even, np.full(2, 1 / CELLS), np.zeros(2))
    mask = np.zeros((8, 8), np.float32)
    shares = {each: float(each is kind) for each in PictureKind}
    return Reading(shares, 0, mask, mask, dict.fromkeys(PointName, vague) | known)


def shares_of(garment: Garment, figure: Figure) -> dict[PointName, np.ndarray]:
    size = np.array([garment.rgba.shape[1], garment.rgba.shape[0]])
    return {name: p.position / size for name, p in named_points(figure.landmarks).items()}


def put_together(garment: Garment, reading: Reading) -> Figure:
    alpha = garment.rgba[..., 3]
    figure = find_figure(alpha, garment.category)
    return read_figure(figure, garment.category, reading, Silhouette.of(alpha))


def test_landmarks_that_the_network_finds_possible_stay_exactly(tshirt: Garment) -> None:
    figure = find_figure(tshirt.rgba[..., 3], tshirt.category)
    measured = shares_of(tshirt, figure)
    found = put_together(tshirt, reading_of(tshirt, measured))
    assert {n: tuple(p) for n, p in shares_of(tshirt, found).items()} == {
        n: tuple(p) for n, p in measured.items()
    }


def test_an_armpit_that_the_network_sees_elsewhere_moves_onto_the_outline(tshirt: Garment) -> None:
    figure = find_figure(tshirt.rgba[..., 3], tshirt.category)
    measured = shares_of(tshirt, figure)
    lower = measured[ARMPITS.left] + [0.005, 0.15]
    found = put_together(tshirt, reading_of(tshirt, measured | {ARMPITS.left: lower}))
    place = shares_of(tshirt, found)[ARMPITS.left]
    assert place == pytest.approx(lower, abs=0.025)
    assert isinstance(found, TopFigure)
    assert found.torso.left[0] == pytest.approx(
        named_points(found.landmarks)[ARMPITS.left].position
    )


def test_where_the_network_is_not_sure_the_silhouette_holds(tshirt: Garment) -> None:
    figure = find_figure(tshirt.rgba[..., 3], tshirt.category)
    found = put_together(tshirt, reading_of(tshirt, {}))
    assert named_points(found.landmarks) == named_points(figure.landmarks)


def test_sleeves_that_the_network_does_not_see_are_none(tshirt: Garment) -> None:
    figure = find_figure(tshirt.rgba[..., 3], tshirt.category)
    reading = reading_of(tshirt, shares_of(tshirt, figure))
    nothing = {
        names[side]: heat_at(None) for names in (SLEEVES_OUTER, SLEEVES_INNER) for side in Side
    }
    reading = Reading(
        reading.shares, 0, reading.coverage, reading.inside, {**reading.heats, **nothing}
    )
    found = put_together(tshirt, reading)
    assert isinstance(found, TopFigure)
    assert (found.sleeves.left, found.sleeves.right) == (None, None)


def test_an_impossible_order_leaves_the_garment_as_measured(tshirt: Garment) -> None:
    figure = find_figure(tshirt.rgba[..., 3], tshirt.category)
    measured = shares_of(tshirt, figure)
    swapped = {
        ARMPITS.left: measured[SHOULDERS.left],
        SHOULDERS.left: measured[ARMPITS.left],
    }
    found = put_together(tshirt, reading_of(tshirt, measured | swapped))
    assert named_points(found.landmarks) == named_points(figure.landmarks)


def test_a_reading_of_something_else_is_not_used(tshirt: Garment) -> None:
    measured = shares_of(tshirt, find_figure(tshirt.rgba[..., 3], tshirt.category))
    lower = {ARMPITS.left: measured[ARMPITS.left] + [0.0, 0.2]}
    found = put_together(tshirt, reading_of(tshirt, measured | lower, PictureKind.SKIRT))
    assert shares_of(tshirt, found)[ARMPITS.left] == pytest.approx(measured[ARMPITS.left])


HANGING = [(60, 10), (85, 14), (110, 10), (140, 25), (150, 60), (150, 190), (20, 190), (20, 60)]
"""A shirt whose sleeves hang down on its sides, without a gap."""
HANGING_ENDS = {
    SHOULDERS.left: (34, 20),
    SHOULDERS.right: (136, 20),
    ARMPITS.left: (45, 70),
    ARMPITS.right: (125, 70),
    SLEEVES_OUTER.left: (20, 185),
    SLEEVES_INNER.left: (38, 185),
    SLEEVES_OUTER.right: (150, 185),
    SLEEVES_INNER.right: (132, 185),
}


def hanging(*unseen: PointName) -> tuple[TopFigure, Figure]:
    """Return such a shirt read, and as its outline alone has it; some ends are not seen."""
    rgba = draw(HANGING, (90, 90, 200))
    garment = Garment(rgba, GarmentCategory.TOP, "Hung shirt")
    size = np.array([rgba.shape[1], rgba.shape[0]])
    measured = shares_of(garment, find_figure(rgba[..., 3], garment.category))
    places = {name: np.array(place) / size for name, place in HANGING_ENDS.items()}
    reading = reading_of(garment, measured | places)
    somewhere = reading.heats[PointName.CROTCH]  # sure that it is there, and not where
    reading = replace(reading, heats={**reading.heats, **dict.fromkeys(unseen, somewhere)})
    read = put_together(garment, reading)
    assert isinstance(read, TopFigure)
    return read, find_figure(rgba[..., 3], garment.category)


def test_sleeves_that_hang_on_the_body_are_sleeves_and_no_torso() -> None:
    read, outlined = hanging()
    assert isinstance(outlined, TopFigure)
    assert (outlined.sleeves.left, outlined.sleeves.right) == (None, None)
    for side in Side:
        sleeve, inner = read.sleeves[side], HANGING_ENDS[SLEEVES_INNER[side]]
        assert sleeve is not None
        assert sleeve.right[-1] == pytest.approx(inner, abs=4)
        assert sleeve.left[-1] == pytest.approx(HANGING_ENDS[SLEEVES_OUTER[side]], abs=4)
        reach = side.outward * (read.torso.edge(side)[:, 0] - 85)
        assert reach.max() < side.outward * (HANGING_ENDS[SLEEVES_INNER[side]][0] - 85) + 2


def test_a_sleeve_that_nobody_sees_is_like_the_other_one() -> None:
    read, _ = hanging(SLEEVES_OUTER.right, SLEEVES_INNER.right)
    left, right = read.sleeves
    assert left is not None
    assert right is not None
    assert right.length == pytest.approx(left.length, rel=0.05)
    assert right.right[-1] == pytest.approx(HANGING_ENDS[SLEEVES_INNER.right], abs=5)
