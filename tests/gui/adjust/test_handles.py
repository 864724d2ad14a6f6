"""Dragging a handle: what stays, what follows, and how far it goes."""

from __future__ import annotations

import numpy as np
import pytest

from tryon.fitting.adjust.handles import End
from tryon.fitting.adjust.placement import Frame
from tryon.fitting.parameters import USUAL, FitParameters
from tryon.geometry import Box
from tryon.ui.adjust.end_handles import EndPull
from tryon.ui.adjust.handles import (
    CORNERS,
    SIDES,
    FrameHandle,
    Pull,
    handle_at,
    handle_points,
    outset,
    turned,
)
from tryon.ui.kit.viewport import Position

FRAME = Frame(garment=Box(100, 200, 300, 500), region=Box(120, 210, 280, 480))
PLACED = FitParameters(move_x=0.1, scale_x=1.2, scale_y=0.9, rotate_degrees=20)


def pull(handle: FrameHandle, by: tuple[float, float], start: FitParameters = USUAL) -> Pull:
    """Take a handle where it is; return the pull and where it ends."""
    at = handle_points(FRAME.corners(start))[handle]
    return Pull(handle, FRAME, start, Position(*at)), Position(at[0] + by[0], at[1] + by[1])


def handles_of(parameters: FitParameters) -> dict[FrameHandle, np.ndarray]:
    return handle_points(FRAME.corners(parameters))


def test_the_inside_moves_the_garment_by_as_much_as_the_mouse() -> None:
    start = Position(200, 300)
    moved = Pull(FrameHandle.MOVE, FRAME, USUAL, start).to(Position(216, 273))
    assert (moved.move_x, moved.move_y) == pytest.approx((0.1, -0.1))


@pytest.mark.parametrize("start", [USUAL, PLACED])
@pytest.mark.parametrize("handle", CORNERS)
def test_a_corner_keeps_proportions_and_the_corner_opposite(
    handle: FrameHandle, start: FitParameters
) -> None:
    opposite = CORNERS[(CORNERS.index(handle) + 2) % 4]
    drag, end = pull(handle, (23, 11), start)
    scaled = drag.to(end)
    assert scaled.scale_x / scaled.scale_y == pytest.approx(start.scale_x / start.scale_y)
    assert scaled.scale_x != start.scale_x
    np.testing.assert_allclose(handles_of(scaled)[opposite], handles_of(start)[opposite], atol=1e-6)


@pytest.mark.parametrize("start", [USUAL, PLACED])
@pytest.mark.parametrize("handle", CORNERS)
def test_a_corner_with_shift_follows_the_mouse(handle: FrameHandle, start: FitParameters) -> None:
    drag, end = pull(handle, (23, 11), start)
    scaled = drag.to(end, is_free=True)
    np.testing.assert_allclose(handles_of(scaled)[handle], (end.x, end.y), atol=1e-6)


@pytest.mark.parametrize("handle", SIDES)
def test_a_side_scales_one_way_only(handle: FrameHandle) -> None:
    drag, end = pull(handle, (30, 30), PLACED)
    scaled = drag.to(end)
    is_level = handle in (FrameHandle.LEFT, FrameHandle.RIGHT)
    assert (scaled.scale_x != PLACED.scale_x) == is_level
    assert (scaled.scale_y != PLACED.scale_y) != is_level


def test_the_handle_above_turns_about_the_garments_middle() -> None:
    drag = Pull(FrameHandle.ROTATE, FRAME, USUAL, Position(200, 150))
    turned_by_hand = drag.to(Position(400, 350))
    assert turned_by_hand.rotate_degrees == pytest.approx(90)
    middle = FRAME.corners(turned_by_hand).mean(axis=0)
    np.testing.assert_allclose(middle, (200, 350), atol=1e-6)


def test_with_shift_it_turns_in_steps() -> None:
    drag = Pull(FrameHandle.ROTATE, FRAME, USUAL, Position(200, 150))
    assert drag.to(Position(260, 160), is_free=True).rotate_degrees == 15


def test_a_turn_past_half_a_circle_comes_round() -> None:
    assert turned(USUAL, FRAME, 190).rotate_degrees == pytest.approx(-170)


@pytest.mark.parametrize("is_free", [True, False])
def test_no_pull_leaves_the_limits(is_free: bool) -> None:
    for handle in FrameHandle:
        drag, end = (
            pull(handle, (-9000, 9000), PLACED)
            if handle is not FrameHandle.MOVE
            else (
                Pull(handle, FRAME, PLACED, Position(0, 0)),
                Position(9000, -9000),
            )
        )
        drag.to(end, is_free=is_free)


def test_handles_come_before_the_inside_and_the_outside_is_free() -> None:
    corners = FRAME.corners(USUAL)
    assert handle_at(corners, Position(103, 204)) is FrameHandle.TOP_LEFT
    assert handle_at(corners, Position(300, 352)) is FrameHandle.RIGHT
    assert handle_at(corners, Position(200, 174)) is FrameHandle.ROTATE
    assert handle_at(corners, Position(150, 300)) is FrameHandle.MOVE
    assert handle_at(corners, Position(80, 300)) is None


def test_a_short_side_has_no_handle_that_would_hide_its_corners() -> None:
    small = np.array([[0.0, 0.0], [40.0, 0.0], [40.0, 90.0], [0.0, 90.0]])
    assert set(SIDES) & handle_points(small).keys() == {FrameHandle.LEFT, FrameHandle.RIGHT}


def test_an_outset_frame_has_the_same_room_on_all_sides_however_it_is_turned() -> None:
    corners = FRAME.corners(PLACED)
    wide = outset(corners, 14.0)
    np.testing.assert_allclose(wide.mean(axis=0), corners.mean(axis=0))
    for one, other in ((0, 1), (1, 2)):
        width, wide_width = (np.linalg.norm(c[one] - c[other]) for c in (corners, wide))
        assert wide_width - width == pytest.approx(28.0)


def bent_sleeve(parameters: FitParameters) -> dict[End, np.ndarray]:
    """Lay a sleeve down to (100, 200) at its usual length, and to the right from there on."""
    length = 100 * parameters.sleeve_length
    return {End.SLEEVE_LEFT: np.array([100 + max(0.0, length - 100), 100 + min(length, 100)])}


@pytest.mark.parametrize(
    ("by", "length"),
    [((0, -40), 0.6), ((25, -40), 0.6), ((30, 0), 1.3), ((-50, 20), 1.0), ((900, 0), 3.0)],
)
def test_an_end_goes_to_the_length_that_lies_nearest_to_the_mouse(
    by: tuple[float, float], length: float
) -> None:
    pressed = Position(103, 198)  # a little beside it
    drag = EndPull.take(End.SLEEVE_LEFT, USUAL, pressed, bent_sleeve)
    pulled_to = drag.to(Position(pressed.x + by[0], pressed.y + by[1]))
    assert pulled_to.sleeve_length == pytest.approx(length)
    assert pulled_to.hem_length == USUAL.hem_length
