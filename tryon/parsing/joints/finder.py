"""Finds a person's joints: a first look at the box, more where that one is unsure."""

from __future__ import annotations

from dataclasses import dataclass
from os import PathLike

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.geometry import Box, HardMask, PhotoPoints, RgbImage, Size
from tryon.joints import Joints
from tryon.parsing.joints.network import MIRRORED, SIDE, JointNetwork
from tryon.parsing.pyramid import Pyramid

_BOX_MARGIN = 1.25
"""Side of the first look, in longer sides of the box; MoveNet was trained on such crops."""
_JOINTS_MARGIN = 1.5
"""Side of a later look, in longer sides of the box around the joints, which end inside bodies."""
_CLEAR = 0.2
"""Confidence from which a joint counts for where the second look goes."""
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

    def cut(self, photo: Pyramid, others: HardMask | None = None) -> RgbImage:
        """Return the part at the network's size (256, 256, 3); black beyond the photo's edge.

        Args:
            photo: the photo (H, W, 3).
            others: pixels (H, W) of other people, which become grey.
        """
        zoom, corner = SIDE / self.side, np.array([self.x, self.y]) - self.side / 2
        low = np.floor(corner).clip(0).astype(int)
        high = np.ceil(corner + self.side).clip(None, (photo.size.width, photo.size.height))
        box = Box(*low.tolist(), *high.astype(int).tolist())
        result = np.zeros((SIDE, SIDE, 3), np.uint8)
        if box.width <= 0 or box.height <= 0:
            return result
        # Integer columns and rows of the result: a shift of up to half of one of its pixels.
        left, top = np.rint((low - corner) * zoom).clip(0, SIDE - 1).astype(int).tolist()
        right, bottom = np.rint((high - corner) * zoom).clip(1, SIDE).astype(int).tolist()
        size = Size(max(1, right - left), max(1, bottom - top))
        part = photo.cut(box, size)
        if others is not None:
            hidden = cv2.resize(
                others[box.slices].astype(np.uint8),
                (size.width, size.height),
                interpolation=cv2.INTER_AREA,
            )
            part = np.where(hidden[..., None] > 0, np.uint8(_GREY), part)
        result[top : top + size.height, left : left + size.width] = part
        return result

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
        self, photo: Pyramid, box: NDArray[np.float64], *, inside_only: bool = False
    ) -> Joints:
        """Look once at a box.

        Args:
            photo: the photo.
            box: left, top, right, bottom (4,) in pixels of the photo.
            inside_only: paint out what is beside the box: a neighbour who stands there is often
                clearer than the person in it.

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
        return self._joints(square, picture)

    def settle(
        self, photo: Pyramid, owners: NDArray[np.integer], owner: int, first: Joints | None = None
    ) -> Joints | None:
        """Find the joints of a person whose pixels are known; None where there is no skeleton.

        Args:
            photo: the photo.
            owners: whose each pixel is (H, W); 0 nobody's.
            owner: the person's number there.
            first: what a look at the person's box found.

        Raises:
            ParsingError: if onnxruntime fails.
        """
        box = Box.around(owners == owner)
        if box is None:
            return None
        edges = np.array([box.left, box.top, box.right, box.bottom], np.float64)
        joints = self.look(photo, edges) if first is None else first
        if joints.confidence.mean() < SURE:
            joints = self._look_again(photo, owners, owner, joints)
        return joints if is_believable(joints) else None

    def _look_again(
        self, photo: Pyramid, owners: NDArray[np.integer], owner: int, joints: Joints
    ) -> Joints:
        """Look closer, other people painted out, and mirrored if that is not enough."""
        seen = joints.points[joints.confidence > _CLEAR]
        if len(seen) < 2:
            seen = joints.points
        square = _Square.around(seen.min(axis=0), seen.max(axis=0), _JOINTS_MARGIN)
        hidden = (owners != 0) & (owners != owner)
        picture = square.cut(photo, hidden)
        best = _surest(joints, self._joints(square, picture))
        if best.confidence.mean() < SURE:
            best = _surest(best, self._mirrored_joints(square, picture))
        return best

    def _joints(self, square: _Square, picture: RgbImage) -> Joints:
        points, confidence = self._network.run(picture)
        return Joints(square.to_photo(points), confidence)

    def _mirrored_joints(self, square: _Square, picture: RgbImage) -> Joints:
        points, confidence = self._network.run(picture[:, ::-1])
        points = np.stack([SIDE - 1 - points[:, 0], points[:, 1]], axis=1)
        return Joints(square.to_photo(points[MIRRORED]), confidence[MIRRORED])


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
