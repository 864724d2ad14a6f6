"""A close-up moves what was in doubt about skin, hair and worn; what is worn stays as it was."""

from __future__ import annotations

import numpy as np
import pytest

from tests.skeletons import standing
from tryon.geometry import Box, Size
from tryon.joints import JointName, Joints
from tryon.labels import LABEL_COUNT, Label
from tryon.parsing.lite.close_up import (
    CloseUp,
    Window,
    find_windows,
    weigh_close_up,
    window_frame,
)
from tryon.parsing.lite.network import NetworkOutput

PHOTO = Box(0, 0, 600, 1200)
GRID = Size(100, 200)
SOMEBODY = standing(300, 1100, top=50)
MIDDLE = Window(Box(30, 60, 62, 92), is_head=False)


def output(width: int, height: int, person: float = 0.8, **shares: float) -> NetworkOutput:
    """What the network says where every cell is the same."""
    labels = np.zeros((LABEL_COUNT, height, width), np.float32)
    for name, share in shares.items():
        labels[Label[name.upper()]] = share
    plane = np.full((height, width), person, np.float32)
    return NetworkOutput(labels, plane, plane, np.stack([plane, plane]))


def weighed(whole: NetworkOutput, close: NetworkOutput) -> tuple[np.ndarray, np.ndarray]:
    """The grid's labels and membership after a close-up of its middle."""
    close_up = weigh_close_up(MIDDLE, GRID, whole, close, None)
    labels = np.repeat(np.repeat(whole.labels, 2, axis=1), 2, axis=2)
    person = np.repeat(np.repeat(whole.person, 2, axis=0), 2, axis=1)
    return close_up.applied(labels, person)


def in_grid(joint: JointName) -> np.ndarray:
    return (SOMEBODY.points[joint] + 0.5) / 6


@pytest.mark.parametrize("number", [0, 1, 2])
def test_windows_show_head_and_hands(number: int) -> None:
    windows = find_windows(SOMEBODY, PHOTO, GRID)
    shown = (JointName.NOSE, JointName.LEFT_WRIST, JointName.RIGHT_WRIST)[number]
    assert [window.is_head for window in windows] == [True, False, False]
    cells, (x, y) = windows[number].cells, in_grid(shown)
    assert cells.left + 4 < x < cells.right - 4
    assert cells.top + 4 < y < cells.bottom - 4


def test_a_hand_lies_beyond_its_wrist() -> None:
    for window, wrist in zip(
        find_windows(SOMEBODY, PHOTO, GRID)[1:],
        (JointName.LEFT_WRIST, JointName.RIGHT_WRIST),
        strict=True,
    ):
        assert (window.cells.top + window.cells.bottom) / 2 > in_grid(wrist)[1] + 1


def test_without_clear_shoulders_and_hips_there_is_no_window() -> None:
    assert find_windows(standing(300, 1100, confidence=0.1), PHOTO, GRID) == []


def test_a_hidden_hand_has_no_window() -> None:
    confidence = SOMEBODY.confidence.copy()
    confidence[JointName.RIGHT_WRIST] = 0.1
    windows = find_windows(Joints(SOMEBODY.points, confidence), PHOTO, GRID)
    assert len(windows) == 2
    assert windows[1].cells.left > GRID.width / 2  # the person's left is on the right


def test_windows_end_where_the_grid_ends_and_are_dropped_beyond_it() -> None:
    at_the_edge = standing(20, 1100, top=50)
    windows = find_windows(at_the_edge, PHOTO, GRID)
    assert len(windows) == 2  # the hand on the left is not on the photo
    assert windows[0].cells.left == 0


def test_somebody_close_by_is_shown_enough_by_the_whole() -> None:
    assert find_windows(standing(300, 4000), PHOTO, GRID) == []


@pytest.mark.parametrize("cells", [Box(30, 60, 62, 92), Box(0, 100, 48, 148), Box(80, 0, 100, 24)])
def test_a_window_is_shown_where_it_lies(cells: Box) -> None:
    frame = window_frame(Window(cells, is_head=True), PHOTO.moved(40, 7), GRID)
    expected = [40 + 6 * cells.left, 7 + 6 * cells.top, 40 + 6 * cells.right, 7 + 6 * cells.bottom]
    assert frame.box.edges == expected
    assert max(frame.padded.width, frame.padded.height) <= 128
    assert frame.content.width * cells.height == pytest.approx(frame.content.height * cells.width)


def test_skin_seen_wins_and_stays_the_same_arm() -> None:
    whole = output(50, 100, upper_clothes=0.5, left_arm=0.3, right_arm=0.1)
    labels, _ = weighed(whole, output(32, 32, right_arm=0.95))
    here = labels[:, 76, 46]
    assert here.argmax() == Label.LEFT_ARM
    assert here[Label.LEFT_ARM] == pytest.approx(3 * here[Label.RIGHT_ARM], rel=0.2)


def test_which_garment_it_is_stays() -> None:
    whole = output(50, 100, upper_clothes=0.2, coat=0.3, left_arm=0.45)
    labels, _ = weighed(whole, output(32, 32, dress=0.95))
    here = labels[:, 76, 46]
    assert here.argmax() == Label.COAT
    assert here[Label.DRESS] == 0


def test_both_looks_count_the_same_for_nobody_too() -> None:
    whole = output(50, 100, background=0.5, hair=0.5)
    close_up = weigh_close_up(MIDDLE, GRID, whole, output(32, 32, background=1.0), None)
    nobody, hair = close_up.labels[[Label.BACKGROUND, Label.HAIR], 16, 16] * 0.52 - 0.02
    assert nobody / hair == pytest.approx((1.02 / 0.02) ** 0.5, rel=1e-3)


def test_what_both_looks_say_stays() -> None:
    shares = {"hair": 0.4, "face": 0.35, "hat": 0.2}
    whole = output(50, 100, person=0.6, **shares)
    labels, membership = weighed(whole, output(32, 32, person=0.6, **shares))
    np.testing.assert_allclose(labels[:, 76, 46], whole.labels[:, 0, 0], atol=0.01)
    np.testing.assert_allclose(membership, 0.6, atol=1e-3)


def test_beyond_the_window_nothing_changes_and_at_its_edge_little() -> None:
    whole = output(50, 100, upper_clothes=0.5, left_arm=0.4)
    labels, membership = weighed(whole, output(32, 32, person=0.99, left_arm=0.95))
    rows, columns = MIDDLE.cells.slices
    outside = np.ones((GRID.height, GRID.width), np.bool_)
    outside[rows, columns] = False
    assert (labels[Label.LEFT_ARM][outside] == np.float32(0.4)).all()
    assert (membership[outside] == np.float32(0.8)).all()
    arm = labels[Label.LEFT_ARM]
    for edge in (arm[76, 30], arm[76, 61], arm[60, 46], arm[91, 46]):
        assert 0.4 < edge < 0.45 < arm[76, 46]


def test_at_the_edge_of_the_grid_a_window_counts_in_full() -> None:
    window = Window(Box(0, 0, 32, 32), is_head=True)
    whole = output(50, 100, person=0.6, hair=0.5, face=0.4)
    close_up = weigh_close_up(window, GRID, whole, output(32, 32, hair=0.95), None)
    assert close_up.labels[Label.HAIR, 0, 0] == close_up.labels[Label.HAIR, 15, 15]


@pytest.mark.parametrize(("before", "changes"), [(0.5, True), (0.95, False), (0.04, False)])
def test_only_doubt_about_a_person_is_settled(before: float, changes: bool) -> None:
    whole = output(50, 100, person=before, left_arm=0.9)
    for seen in (0.01, 0.99):
        _, membership = weighed(whole, output(32, 32, person=seen, left_arm=0.9))
        change = float(membership[76, 46]) - before
        assert (abs(change) > 0.1) == changes
        assert not changes or (change > 0) == (seen > before)


def test_a_neighbours_cells_stay_the_neighbours() -> None:
    ones = np.ones((4, 4), np.float32)
    close_up = CloseUp(Box(2, 2, 6, 6), np.repeat(ones[None], LABEL_COUNT, axis=0), 50 * ones)
    nobody = np.zeros((10, 10), np.float32)
    labels = np.zeros((LABEL_COUNT, 10, 10), np.float32)
    assert not close_up.applied(labels, nobody)[1].any()
