"""What masks become when they are evened out, opened and closed."""

from __future__ import annotations

import numpy as np

from tryon.pixels.masks import closed, opened, voted


def test_stripes_that_run_into_an_edge_are_outvoted() -> None:
    numbers = np.zeros((120, 120), np.uint8)
    numbers[20:100, :60] = 5
    for row in range(20, 100, 6):
        numbers[row : row + 3, 56:64] = 0
        numbers[row + 3 : row + 6, 56:64] = 5
    ends = np.where(voted(numbers, 4.0) == 5, np.arange(120), -1).max(axis=1)[32:88]
    assert np.ptp(ends) <= 2


def test_a_straight_edge_and_every_number_stay_where_they_are() -> None:
    numbers = np.repeat(np.array([0, 7, 2], np.uint8), 40)[None].repeat(50, axis=0)
    np.testing.assert_array_equal(voted(numbers, 3.0), numbers)


def test_slivers_are_opened_away_and_slits_are_closed() -> None:
    mask = np.zeros((60, 60), np.bool_)
    mask[10:50, 10:30] = mask[10:50, 34:50] = True
    mask[30, 50:58] = True
    assert closed(mask, 3)[20:40, 30:34].all()
    assert not opened(mask, 2)[30, 53:].any()
    assert opened(mask, 2)[20:40, 12:28].all()
