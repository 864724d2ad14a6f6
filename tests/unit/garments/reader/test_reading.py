"""What a reading says, from outputs made up by hand."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from tryon.garments.reader.kinds import PictureKind
from tryon.garments.reader.reading import Heat, Reading
from tryon.shape.category import GarmentCategory
from tryon.shape.point_names import PointName


def heat_at(row: int, column: int, share: float = 0.8) -> Heat:
    shares = np.zeros((40, 20), np.float32)
    shares[row, column] = share
    return Heat(shares, np.array([1 / 20, 1 / 40]), np.zeros(2))


def reading_of(shares: Mapping[PictureKind, float], coverage: np.ndarray | None = None) -> Reading:
    mask = np.zeros((8, 8), np.float32) if coverage is None else coverage
    every = dict.fromkeys(PictureKind, 0.0) | dict(shares)
    return Reading(every, 0, mask, mask, {PointName.CROTCH: heat_at(10, 5)})


def test_a_landmark_is_in_the_middle_of_its_cell() -> None:
    assert heat_at(10, 5).place == pytest.approx((5.5 / 20, 10.5 / 40))


def test_a_landmark_between_two_cells_is_between_them() -> None:
    shares = np.zeros((40, 20), np.float32)
    shares[10, 5] = shares[10, 6] = 0.4
    place = Heat(shares, np.array([1 / 20, 1 / 40]), np.zeros(2)).place
    assert place == pytest.approx((6 / 20, 10.5 / 40))


def test_confidence_is_what_lies_near_a_place() -> None:
    heat = heat_at(10, 5)
    assert heat.near(heat.place) == pytest.approx(0.8)
    assert heat.near(np.array([0.9, 0.9])) == 0.0
    assert heat.presence == pytest.approx(0.8)


def test_a_place_outside_the_picture_is_nowhere() -> None:
    assert heat_at(0, 0).near(np.array([-1.0, -1.0])) == 0.0


def test_a_part_is_read_in_its_own_shares() -> None:
    coverage = np.zeros((8, 8), np.float32)
    coverage[4:, :4] = 1.0
    whole = reading_of({PictureKind.TROUSERS: 1.0}, coverage)
    part = whole.part(np.array([0.0, 0.5]), np.array([0.5, 0.5]))
    assert part.coverage.shape == (4, 4)
    assert part.coverage == pytest.approx(1.0)
    before, after = (r.heats[PointName.CROTCH].place for r in (whole, part))
    assert after == pytest.approx((before - [0.0, 0.5]) / 0.5)


def test_being_unsure_between_top_and_coat_is_no_doubt() -> None:
    reading = reading_of({PictureKind.TOP: 0.5, PictureKind.COAT: 0.4, PictureKind.HAT: 0.1})
    assert reading.kind is PictureKind.TOP
    assert reading.confidence == pytest.approx(0.9)


def test_what_is_worn_alike_is_gathered() -> None:
    shares = {PictureKind.SKIRT: 0.4, PictureKind.SHORTS: 0.35, PictureKind.TROUSERS: 0.25}
    reading = reading_of(shares)
    assert reading.category is GarmentCategory.TROUSERS
    assert reading.kind is PictureKind.SHORTS


def test_only_what_is_surely_a_garment_is_one() -> None:
    shares = {PictureKind.TOP: 0.45, PictureKind.DRESS: 0.4, PictureKind.HAT: 0.15}
    assert reading_of(shares).kind is PictureKind.TOP
    shares = {PictureKind.TOP: 0.4, PictureKind.DRESS: 0.35, PictureKind.HAT: 0.25}
    reading = reading_of(shares)
    assert reading.kind is PictureKind.HAT
    assert reading.category is GarmentCategory.TOP, "if the user insists"


def test_what_cannot_be_worn_has_no_category() -> None:
    unworn = {kind for kind in PictureKind if kind.category is None}
    assert {kind.value for kind in unworn} == {"shoes", "hat", "bag", "person", "several", "none"}
