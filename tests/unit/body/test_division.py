"""A body divided among its parts by ways through it."""

from __future__ import annotations

import numpy as np
import pytest

from tryon.body.division import divide
from tryon.geometry import HardMask, RgbImage

ROWS, COLUMNS = 80, 120


def columns(first: int, last: int) -> HardMask:
    """Return the pixels in some columns."""
    mask = np.zeros((ROWS, COLUMNS), np.bool_)
    mask[:, first:last] = True
    return mask


def cloth() -> RgbImage:
    """Return grey cloth that is rough like a photo."""
    noise = np.random.default_rng(3).normal(0.0, 3.0, (ROWS, COLUMNS, 1))
    return np.clip(150 + np.repeat(noise, 3, axis=2), 0, 255).astype(np.uint8)


BODY = columns(10, 110)
SEEDS = [columns(10, 20), columns(100, 110)]


@pytest.mark.parametrize("image", [None, cloth()])
def test_without_an_edge_two_parts_end_half_way(image: RgbImage | None) -> None:
    owner = divide([BODY], SEEDS, image)
    borders = (owner == 0).sum(axis=1) + 10
    assert borders.mean() == pytest.approx(60, abs=2)
    assert (owner[~BODY] == -1).all()


@pytest.mark.parametrize("crease", [40, 75])
def test_two_parts_end_at_the_crease_between_them(crease: int) -> None:
    image = cloth()
    image[:, crease : crease + 2] = 20
    borders = (divide([BODY], SEEDS, image) == 0).sum(axis=1) + 10
    np.testing.assert_allclose(borders, crease + 1, atol=3)


def test_a_way_goes_round_a_gap_and_not_through_it() -> None:
    # the right seed is nearer in a straight line to what hangs left of the gap
    body = columns(10, 110)
    body[:70, 50:60] = False
    owner = divide([body], [columns(10, 20), columns(62, 66)])
    assert (owner[:40, 45:50] == 0).all()


def test_no_way_leads_from_one_kind_to_another() -> None:
    owner = divide([columns(10, 90), columns(90, 110)], SEEDS)
    assert (owner[:, 10:90] == 0).all()
    assert (owner[:, 90:110] == 1).all()


def test_where_seeds_overlap_the_later_one_counts_and_without_any_nothing_is_owned() -> None:
    overlapping = divide([BODY], [columns(10, 60), columns(40, 110)])
    assert (overlapping[:, 40:60] == 1).all()
    assert (divide([BODY], [columns(0, 5), columns(0, 5)]) == -1).all()


def test_a_large_picture_is_divided_alike() -> None:
    large = [np.kron(mask, np.ones((6, 6), np.bool_)) for mask in (BODY, *SEEDS)]
    owner = divide([large[0]], large[1:])
    assert owner.shape == (6 * ROWS, 6 * COLUMNS)
    assert (owner == 0).sum(axis=1).mean() / 6 + 10 == pytest.approx(60, abs=2)
    assert ((owner >= 0) == large[0]).mean() > 0.99
