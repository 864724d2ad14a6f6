"""Finds a person's joints: a first look at the box, more where that one is unsure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from os import PathLike

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import Box, PhotoPoints, RgbImage, Size
from tryon.joints import Joints
from tryon.late import cv2
from tryon.parsing.joints.network import MIRRORED, SIDE, JointNetwork
from tryon.parsing.pyramid import Pyramid

_BOX_MARGIN = 1.25
"""Side of the first look, in longer sides of the box; MoveNet was trained on such crops."""
_JOINTS_MARGIN = 1.5
"""Side of a later look, in longer sides of the box around the joints, which end inside bodies."""
_CLEAR = 0.2
"""Confidence from which a joint counts for where the second look goes."""
_LEAST_FILLED = 0.5
"""Least share of a body's height between its uppermost and lowermost joint that count."""
SURE = 0.5
"""Mean confidence from which nobody looks again: later looks then bring nothing."""
_BELIEVABLE = 0.1
"""Mean confidence of the surest joints below which there is no skeleton."""
SUREST = 8
"""How many of the 17 joints tell whether there is a skeleton: a half-body photo shows no more."""
_SMALLEST_SIDE = 8
_GREY = 120


@dataclass(frozen=True)
class _Square:
    """A square part of the photo that is looked at: its middle and its side in photo pixels."""

    x: float
    y: float
    side: float

    @classmethod
    def around(cls, low: NDArray[np.float64], high: NDArray[np.float64], margin: float) -> _Square:
        """Return the square around a box, given by two corners (2,)."""
        x, y = (low + high) / 2
        return cls(float(x), float(y), max(_SMALLEST_SIDE, float((high - low).max()) * margin))

    def cut(self, photo: Pyramid) -> RgbImage:
        """Return the part at the network's size (256, 256, 3); black beyond the photo's edge."""
        result = np.zeros((SIDE, SIDE, 3), np.uint8)
        box, (rows, columns) = self._parts(photo.size)
        if box.width > 0 and box.height > 0:
            size = Size(columns.stop - columns.start, rows.stop - rows.start)
            result[rows, columns] = photo.cut(box, size)
        return result

    def cut_out(self, photo: Pyramid, owners: NDArray[np.uint8], owner: int) -> RgbImage:
        """Return the part as `cut` does, with other people painted out.

        Args:
            photo: the photo (H, W, 3).
            owners: whose each pixel is (H, W); 0 nobody's.
            owner: who stays.
        """
        result = self.cut(photo)
        box, (rows, columns) = self._parts(photo.size)
        if box.width > 0 and box.height > 0:
            size = (columns.stop - columns.start, rows.stop - rows.start)
            small = cv2.resize(owners[box.slices], size, interpolation=cv2.INTER_NEAREST)
            result[rows, columns][(small != 0) & (small != owner)] = _GREY
        return result

    def _parts(self, photo: Size) -> tuple[Box, tuple[slice, slice]]:
        """Return the part within the photo, and the rows and columns of the cut that show it."""
        corner = np.array([self.x, self.y]) - self.side / 2
        low = np.floor(corner).clip(0)
        high = np.ceil(corner + self.side).clip(None, (photo.width, photo.height))
        box = Box(*low.astype(int).tolist(), *high.astype(int).tolist())
        left, top, right, bottom = self.to_picture(np.concatenate([low, high]))
        rows = slice(min(top, SIDE - 1), max(bottom, min(top, SIDE - 1) + 1))
        columns = slice(min(left, SIDE - 1), max(right, min(left, SIDE - 1) + 1))
        return box, (rows, columns)

    def to_picture(self, box: NDArray[np.float64]) -> tuple[int, int, int, int]:
        """Return left, top, right and bottom of a box (4,) of the photo in pixels of the cut."""
        corner = np.array([self.x, self.y] * 2) - self.side / 2
        edges = np.rint((box - corner) * SIDE / self.side).clip(0, SIDE).astype(int)
        left, top, right, bottom = edges.tolist()
        return left, top, right, bottom

    def to_photo(self, points: NDArray[np.float64]) -> PhotoPoints:
        """Bring points (N, 2) of the cut back to pixels of the photo."""
        corner = np.array([self.x, self.y]) - self.side / 2
        return PhotoPoints(corner + (points + 0.5) * self.side / SIDE - 0.5)


class JointFinder:
    """Finds joints with the network that ships with the app.

    Raises:
        WeightsError: if its file is missing or damaged.
    """

    def __init__(self, weights: str | PathLike[str]) -> None:
        self._network = JointNetwork(weights)

    def look(
        self,
        photo: Pyramid,
        box: NDArray[np.float64],
        *,
        inside_only: bool = False,
        without: Sequence[NDArray[np.float64]] = (),
    ) -> Joints:
        """Look once at a box.

        Args:
            photo: the photo.
            box: left, top, right, bottom (4,) in pixels of the photo.
            inside_only: paint out what is beside the box: a neighbour who stands there is often
                clearer than the person in it.
            without: boxes (4,) within it that are painted out, of others who are.

        Raises:
            ParsingError: if onnxruntime fails.
        """
        square = _Square.around(box[:2], box[2:], _BOX_MARGIN)
        picture = square.cut(photo)
        if inside_only:
            left, top, right, bottom = square.to_picture(box)
            inside = np.full_like(picture, _GREY)
            inside[top:bottom, left:right] = picture[top:bottom, left:right]
            picture = inside
        for other in without:
            left, top, right, bottom = square.to_picture(other)
            picture[top:bottom, left:right] = _GREY
        return self._joints(square, picture)

    def settle(
        self, photo: Pyramid, first: Joints, owners: NDArray[np.uint8], owner: int
    ) -> Joints | None:
        """Look again where a first look was unsure, now that everybody's pixels are known.

        Args:
            photo: the photo.
            first: what a look at the person's box found.
            owners: whose each pixel is (H, W); 0 nobody's.
            owner: the person's number there.

        Returns:
            For each joint the surest answer; None where there is no skeleton.

        Raises:
            ParsingError: if onnxruntime fails.
        """
        best = _own(first, owners, owner)
        if best.confidence.mean() < SURE or (best.confidence < first.confidence).any():
            seen = first.points[first.confidence > _CLEAR]
            if len(seen) < 2:
                seen = first.points
            square = _Square.around(seen.min(axis=0), seen.max(axis=0), _JOINTS_MARGIN)
            picture = square.cut_out(photo, owners, owner)
            best = _surest(best, self._joints(square, picture))
            if best.confidence.mean() < SURE:
                best = _surest(best, self._mirrored_joints(square, picture))
        return best if is_believable(best) else None

    def _joints(self, square: _Square, picture: RgbImage) -> Joints:
        points, confidence = self._network.run(picture)
        return Joints(square.to_photo(points), confidence)

    def _mirrored_joints(self, square: _Square, picture: RgbImage) -> Joints:
        points, confidence = self._network.run(picture[:, ::-1])
        points = np.stack([SIDE - 1 - points[:, 0], points[:, 1]], axis=1)
        return Joints(square.to_photo(points[MIRRORED]), confidence[MIRRORED])


def _own(joints: Joints, owners: NDArray[np.uint8], owner: int) -> Joints:
    """Return joints of which those that lie on somebody else count for nothing."""
    height, width = owners.shape
    columns, rows = np.rint(joints.points).astype(int).T
    inside = (columns >= 0) & (columns < width) & (rows >= 0) & (rows < height)
    there = owners[rows.clip(0, height - 1), columns.clip(0, width - 1)]
    is_others = inside & (there != 0) & (there != owner)
    return Joints(joints.points, np.where(is_others, 0.0, joints.confidence))


def share_inside(joints: Joints, box: NDArray[np.float64]) -> float:
    """Return the share of a skeleton's joints, by their confidence, that lie in a box (4,)."""
    is_inside = ((joints.points >= box[:2]) & (joints.points <= box[2:])).all(axis=1)
    return float(joints.confidence[is_inside].sum() / max(joints.confidence.sum(), 1e-6))


def fill(joints: Joints, box: NDArray[np.float64]) -> bool:
    """Return whether joints reach over as much of a box (4,) as a body's do that fills it."""
    rows = joints.points[joints.confidence > _CLEAR, 1]
    return bool(len(rows) and np.ptp(rows) > _LEAST_FILLED * (box[3] - box[1]))


def is_believable(joints: Joints) -> bool:
    """Return whether there is a skeleton at all."""
    return bool(surest_mean(joints) >= _BELIEVABLE)


def surest_mean(joints: Joints) -> float:
    """Return the mean confidence of the surest joints."""
    return float(np.sort(joints.confidence)[-SUREST:].mean())


def _surest(first: Joints, second: Joints) -> Joints:
    """Return, for each joint, the surer of two."""
    is_second = second.confidence > first.confidence
    points = np.where(is_second[:, None], second.points, first.points)
    return Joints(PhotoPoints(points), np.maximum(first.confidence, second.confidence))
