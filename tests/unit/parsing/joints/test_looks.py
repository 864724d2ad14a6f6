"""What a look shows can be traced back to the photo, beyond its edges too."""

from __future__ import annotations

import numpy as np
import pytest

from tests.skeletons import standing
from tryon.parsing.joints.finder import _own, _Square
from tryon.parsing.joints.network import MIRRORED, SIDE
from tryon.parsing.pyramid import Pyramid


def marked(width: int, height: int, x: int, y: int, radius: int) -> Pyramid:
    """A grey photo with a white square around a point."""
    photo = np.full((height, width, 3), 60, np.uint8)
    photo[y - radius : y + radius + 1, x - radius : x + radius + 1] = 255
    return Pyramid.of(photo)


@pytest.mark.parametrize("side", [120.0, 300.0, 1111.0, 2600.0])
@pytest.mark.parametrize("middle", [(700.0, 500.0), (735.3, 540.7)])
def test_a_mark_is_found_where_it_is(side: float, middle: tuple[float, float]) -> None:
    x, y = 720, 520
    square = _Square(*middle, side)
    cut = square.cut(marked(1400, 1000, x, y, 14))
    rows, columns = np.nonzero(cut[..., 0] > 150)
    found = square.to_photo(np.array([[columns.mean(), rows.mean()]]))
    np.testing.assert_allclose(found, [[x, y]], atol=1.01 * side / SIDE)


def test_beyond_the_photo_it_is_black() -> None:
    cut = _Square(0.0, 0.0, 200.0).cut(marked(300, 300, 150, 150, 2))
    assert not cut[: SIDE // 2 - 2].any()
    assert cut[SIDE // 2 + 2 :, SIDE // 2 + 2 :].min() > 50


def test_beside_the_photo_it_is_all_black() -> None:
    assert not _Square(-500.0, 40.0, 100.0).cut(marked(300, 300, 150, 150, 2)).any()


def test_other_people_are_painted_out() -> None:
    owners = np.zeros((300, 300), np.uint8)
    owners[:, :150], owners[:, 200:] = 2, 1
    cut = _Square(150.0, 150.0, 256.0).cut_out(marked(300, 300, 60, 150, 20), owners, 1)
    assert len(np.unique(cut[:, : SIDE // 2 - 1])) == 1
    assert (cut[:, SIDE // 2 + 1 :] == 60).all()


def test_mirroring_twice_changes_nothing() -> None:
    assert MIRRORED[MIRRORED].tolist() == list(range(17))


def test_a_joint_on_somebody_else_counts_for_nothing() -> None:
    owners = np.zeros((200, 100), np.uint8)
    owners[:, 45:55], owners[:, 60:] = 1, 2
    joints = standing(50, 200, confidence=0.9)
    own = _own(joints, owners, 1)
    beyond = joints.points[:, 0].round() >= 60
    assert beyond.any()
    np.testing.assert_array_equal(own.confidence, np.where(beyond, 0, 0.9))
    np.testing.assert_array_equal(own.points, joints.points)
