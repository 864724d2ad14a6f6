"""Close-ups of a large person's head and hands, which are a few cells in the look at the whole.

A close-up shows fingers, straps and the hairline, but not what is worn: that takes the whole. So it
says how likely skin, hair or anything worn is; which garment, and whose arm, stays as it was.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import Box, Size, SoftMask
from tryon.joints import JointName, Joints
from tryon.labels import ARMS, CLOTHES, LEGS, SHOES, Label
from tryon.late import cv2
from tryon.parsing.lite.framing import Frame, frame_of
from tryon.parsing.lite.network import STRIDE, NetworkOutput
from tryon.parsing.lite.second_opinion import weigh

LARGEST_ZOOM = 0.75
"""Input pixels a pixel of the photo from which the look at the whole shows all there is."""
_CLEAR = 0.2
"""Confidence from which a joint tells where head and hands are."""
_TRUNK = [
    JointName.LEFT_SHOULDER,
    JointName.RIGHT_SHOULDER,
    JointName.LEFT_HIP,
    JointName.RIGHT_HIP,
]
_FOREARMS = (
    [JointName.LEFT_ELBOW, JointName.LEFT_WRIST],
    [JointName.RIGHT_ELBOW, JointName.RIGHT_WRIST],
)
_HEAD, _HAND = 0.85, 0.5
"""Sides of their windows, in lengths of the torso."""
_NECK = 0.15
"""Where the middle of the head's window lies, from the nose (0) to the shoulders (1)."""
_PALM = 0.3
"""How far beyond the wrist the middle of a hand's window lies, in forearms."""
_STEP, _LEAST, _MOST = 8, 24, 96
"""Sides of windows in cells: a multiple of the first; in larger ones the whole shows enough."""
_NARROWEST = 12
"""Cells that are left at least of a window at the grid's edge."""
_LONG_SIDE = 128
"""Most input pixels along a window; up to there each of its cells is a cell of the output."""
_FADE = 6.0
"""Cells from a window's edge over which it gains its full weight, since it sees nothing beyond."""
_SURE = 0.9
"""Probability of a person from which the whole is right: a window full of cloth shows nobody."""
_FLOOR = np.float32(0.02)
"""Least probability that is told from 0."""
_TOLD_APART = (
    frozenset(CLOTHES) | {Label.HAT, Label.SCARF, Label.GLOVES},
    ARMS | LEGS | {Label.TORSO_SKIN},
    SHOES,
    *(frozenset({label}) for label in (Label.HAIR, Label.FACE, Label.SUNGLASSES, Label.SOCKS)),
)
"""What a close-up tells from each other, and from nobody and bags."""


@dataclass(frozen=True)
class Window:
    """A part of a grid to look at more closely.

    Attributes:
        cells: which ones.
        is_head: whether they show the head; else a hand.
    """

    cells: Box
    is_head: bool

    @property
    def size(self) -> Size:
        """Extent in cells."""
        return Size(self.cells.width, self.cells.height)


@dataclass(frozen=True, eq=False)
class CloseUp:
    """What a look at a window (h, w) of a grid changes.

    Attributes:
        cells: which cells of the grid it shows.
        labels: by how much each label is likelier than before (20, h, w).
        person: the same of the odds (h, w) that a cell is a person's.
    """

    cells: Box
    labels: NDArray[np.float32]
    person: SoftMask

    def applied(
        self, labels: NDArray[np.float32], membership: SoftMask
    ) -> tuple[NDArray[np.float32], SoftMask]:
        """Return the whole grid's label probabilities (20, H, W) and membership (H, W), weighed."""
        rows, columns = self.cells.slices
        labels, membership = labels.copy(), membership.copy()
        before = labels[:, rows, columns]
        after = before * self.labels
        total = np.maximum(after.sum(axis=0), 1e-9)
        labels[:, rows, columns] = after * (before.sum(axis=0) / total)
        own = membership[rows, columns]
        odds = own / np.maximum(1 - own, np.float32(1e-6)) * self.person
        membership[rows, columns] = odds / (1 + odds)
        return labels, membership


def find_windows(joints: Joints, box: Box, grid: Size) -> list[Window]:
    """Return where head and hands are, on a grid that covers a box of the photo."""
    if joints.confidence[_TRUNK].min() < _CLEAR:
        return []
    scale = np.array([grid.width / box.width, grid.height / box.height])
    points = (joints.points + 0.5 - [box.left, box.top]) * scale
    shoulders, hips = points[_TRUNK[:2]].mean(axis=0), points[_TRUNK[2:]].mean(axis=0)
    torso = float(np.linalg.norm(shoulders - hips))
    windows = []
    if joints.confidence[JointName.NOSE] >= _CLEAR:
        nose = points[JointName.NOSE]
        middle = nose + _NECK * (shoulders - nose)
        windows.append(Window(_square(middle, _HEAD * torso, grid), is_head=True))
    for forearm in _FOREARMS:
        if joints.confidence[forearm].min() >= _CLEAR:
            elbow, wrist = points[forearm]
            middle = wrist + _PALM * (wrist - elbow)
            windows.append(Window(_square(middle, _HAND * torso, grid), is_head=False))
    return [
        window
        for window in windows
        if min(window.cells.width, window.cells.height) >= _NARROWEST
        and max(window.cells.width, window.cells.height) <= _MOST
    ]


def window_frame(window: Window, box: Box, grid: Size) -> Frame:
    """Return what the network is shown of a window on a grid that covers a box of the photo."""
    cells = window.cells
    x, y = box.width / grid.width, box.height / grid.height
    shown = Box(
        left=box.left + round(cells.left * x),
        top=box.top + round(cells.top * y),
        right=box.left + round(cells.right * x),
        bottom=box.top + round(cells.bottom * y),
    )
    zoom = min(STRIDE, _LONG_SIDE / max(cells.width, cells.height))
    return frame_of(shown, Size(round(cells.width * zoom), round(cells.height * zoom)))


def weigh_close_up(
    window: Window,
    grid: Size,
    whole: NetworkOutput,
    close: NetworkOutput,
    evidence: NDArray[np.float32] | None,
) -> CloseUp:
    """Weigh the look at a window against the look at the whole: both count the same.

    Args:
        window: where on the grid.
        grid: its extent.
        whole: the output for all that the grid covers, at any resolution.
        close: the output for the window alone, likewise.
        evidence: of a second opinion about the window (21, h, w), or None.
    """
    rows, columns = window.cells.slices
    labels = resized_planes(whole.labels, grid)[:, rows, columns]
    person = resized_planes(whole.person[None], grid)[0, rows, columns]
    seen = resized_planes(close.labels, window.size)
    seen_person = resized_planes(close.person[None], window.size)[0]
    nobody = _gain(_nobody(seen), _nobody(labels))
    after, bag = labels.copy(), np.maximum(1 - labels.sum(axis=0), 0) * nobody
    after[Label.BACKGROUND] *= nobody
    for together in _TOLD_APART:
        which = sorted(together)
        after[which] *= _gain(seen[which].sum(axis=0), labels[which].sum(axis=0))
    after /= np.maximum(after.sum(axis=0) + bag, 1e-9)
    odds = np.sqrt(_odds(seen_person) * _odds(person))
    after_person: SoftMask = np.asarray(odds / (1 + odds), np.float32)
    if evidence is not None:
        after, after_person = weigh(after, after_person, evidence)
    is_doubtful = (person > 1 - _SURE) & (person < _SURE)
    weight = _weight(window.cells, grid)
    return CloseUp(
        cells=window.cells,
        labels=((after + _FLOOR) / (labels + _FLOOR)) ** weight,
        person=np.where(is_doubtful, _odds(after_person) / _odds(person), 1) ** weight,
    )


def _nobody(labels: NDArray[np.float32]) -> SoftMask:
    """Return the probability (h, w) of background or bag."""
    return np.asarray(np.maximum(1 - labels[1:].sum(axis=0), 0), np.float32)


def _gain(close: SoftMask, whole: SoftMask) -> SoftMask:
    """Return by which factor (h, w) the geometric mean of two probabilities exceeds the second."""
    return np.asarray(np.sqrt((close + _FLOOR) / (whole + _FLOOR)), np.float32)


def _odds(probability: SoftMask) -> SoftMask:
    """Return odds, finite and not 0."""
    within = np.clip(probability, _FLOOR, 1 - _FLOOR)
    return np.asarray(within / (1 - within), np.float32)


def resized_planes(planes: NDArray[np.float32], size: Size) -> NDArray[np.float32]:
    """Resize each of the planes (C, h, w)."""
    return np.stack([cv2.resize(plane, (size.width, size.height)) for plane in planes])


def _square(middle: NDArray[np.float64], side: float, grid: Size) -> Box:
    """Return the cells of a square that lie on the grid."""
    cells = max(_LEAST, round(side / _STEP) * _STEP)
    left, top = (round(float(at) - cells / 2) for at in middle)
    return Box(
        left=max(0, left),
        top=max(0, top),
        right=min(grid.width, left + cells),
        bottom=min(grid.height, top + cells),
    )


def _weight(cells: Box, grid: Size) -> SoftMask:
    """Return 1 inside a window (h, w), less near edges that are not the grid's."""
    across = _rise(cells.left, cells.right, grid.width)
    return np.outer(_rise(cells.top, cells.bottom, grid.height), across).astype(np.float32)


def _rise(start: int, stop: int, total: int) -> NDArray[np.float64]:
    """Return the weight (n,) of the cells from ``start`` to before ``stop`` of ``total``."""
    at = np.arange(stop - start) + 0.5
    rising = at / _FADE if start > 0 else np.ones(len(at))
    falling = at[::-1] / _FADE if stop < total else np.ones(len(at))
    return np.minimum(np.minimum(rising, falling), 1)
