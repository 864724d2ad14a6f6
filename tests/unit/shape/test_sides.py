"""Left and right."""

from __future__ import annotations

from tryon.shape.point_names import PointName
from tryon.shape.sides import Pair, Side


def test_sides_know_each_other_and_lead_away_from_the_middle() -> None:
    assert (Side.LEFT.other, Side.RIGHT.other) == (Side.RIGHT, Side.LEFT)
    assert Side.LEFT.outward < 0 < Side.RIGHT.outward  # x grows to the viewer's right
    assert [side.index for side in Side] == [0, 1]


def test_a_pair_keeps_what_belongs_to_each_side() -> None:
    pair = Pair.of(lambda side: side.value)
    assert pair == Pair("left", "right")
    assert (pair[Side.LEFT], pair[Side.RIGHT]) == ("left", "right")
    assert list(pair) == ["left", "right"]
    assert pair.map(str.upper) == Pair("LEFT", "RIGHT")


def test_every_landmark_of_a_side_has_one_across() -> None:
    for name in PointName:
        if name in (PointName.NECK_CENTRE, PointName.CROTCH):
            assert name.across is None
            continue
        assert name.across is not None
        assert name.across.across is name
        swapped = name.value.replace("left", "*").replace("right", "left").replace("*", "right")
        assert name.across.value == swapped
