"""Left and right weighed against each other, on heats made up by hand."""

from __future__ import annotations

import numpy as np
import pytest

from tryon.garments.reader.kinds import PictureKind
from tryon.garments.reader.reading import Heat, Reading
from tryon.garments.reader.symmetry import symmetric
from tryon.shape.point_names import HEMS, NECKS, SLEEVES_OUTER, PointName

SIDE = 50


def heat(*spots: tuple[float, float, float]) -> Heat:
    """Return a heat with a share at each x and y."""
    shares = np.zeros((SIDE, SIDE), np.float32)
    for x, y, share in spots:
        shares[int(y * SIDE), int(x * SIDE)] = share
    return Heat(shares, np.full(2, 1 / SIDE), np.zeros(2))


def reading_with(heats: dict[PointName, Heat]) -> Reading:
    every = {name: heat() for name in PointName} | heats
    mask = np.zeros((8, 8), np.float32)
    return Reading(dict.fromkeys(PictureKind, 1 / 13), 0, mask, mask, every)


CLEAR_NECKS = {NECKS.left: heat((0.4, 0.1, 0.9)), NECKS.right: heat((0.6, 0.1, 0.9))}


def test_a_doubtful_side_goes_where_the_other_one_is() -> None:
    doubtful = heat((0.3, 0.9, 0.4), (0.05, 0.8, 0.5))
    reading = reading_with({**CLEAR_NECKS, HEMS.left: doubtful, HEMS.right: heat((0.7, 0.9, 0.9))})
    assert doubtful.place == pytest.approx((0.05, 0.8), abs=0.02)
    found = symmetric(reading).heats[HEMS.left]
    assert found.place == pytest.approx((0.3, 0.9), abs=0.02)
    assert found.presence == pytest.approx(0.9)


def test_a_sure_side_stays_where_it_is() -> None:
    reading = reading_with(
        {**CLEAR_NECKS, HEMS.left: heat((0.05, 0.8, 0.98)), HEMS.right: heat((0.7, 0.9, 0.9))}
    )
    assert symmetric(reading).heats[HEMS.left].place == pytest.approx((0.05, 0.8), abs=0.02)


def test_a_sleeve_that_is_sure_may_lie_in_its_own_way() -> None:
    ends = {
        SLEEVES_OUTER.left: heat((0.1, 0.8, 0.01), (0.2, 0.5, 0.9)),
        SLEEVES_OUTER.right: heat((0.9, 0.8, 0.9)),
    }
    found = symmetric(reading_with({**CLEAR_NECKS, **ends})).heats[SLEEVES_OUTER.left]
    assert found.place == pytest.approx((0.2, 0.5), abs=0.02)


def test_a_landmark_that_only_one_side_has_stays() -> None:
    reading = reading_with({HEMS.left: heat((0.3, 0.9, 0.8))})
    assert symmetric(reading).heats[HEMS.left].place == pytest.approx((0.3, 0.9), abs=0.02)
