"""Before and after stand beside each other, every pixel kept."""

from __future__ import annotations

import numpy as np
import pytest

from tryon.sharing.side_by_side import side_by_side


@pytest.mark.parametrize(("width", "gap"), [(30, 2), (1000, 10)])
def test_both_pictures_are_whole_and_a_thin_white_gap_parts_them(width: int, gap: int) -> None:
    generator = np.random.default_rng(1)
    before, after = generator.integers(0, 255, (2, 40, width, 3), dtype=np.uint8)
    both = side_by_side(before, after)
    assert both.shape == (40, 2 * width + gap, 3)
    np.testing.assert_array_equal(both[:, :width], before)
    np.testing.assert_array_equal(both[:, -width:], after)
    assert (both[:, width:-width] == 255).all()
