"""The handles of the frame around a garment, and what dragging them does. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from tryon.fitting.adjust.placement import Frame, placed
from tryon.fitting.parameters import LIMITS, USUAL, FitParameters
from tryon.geometry import Points
from tryon.ui.kit.viewport import Position

Vector = NDArray[np.float64]
"""Two numbers, x then y."""

GRAB_RADIUS = 11.0
"""View pixels around a handle in which a press takes it."""
_STEM = 26.0
"""View pixels from the frame to the handle that turns it."""
_MIN_SIDE = 64.0
"""View pixels; a shorter side has no handle in its middle, which would hide the corners."""
_SNAP_DEGREES = 15.0

Name = TypeVar("Name")


class FrameHandle(Enum):
    """A handle; the value is its place as fractions of the frame's width and height."""

    TOP_LEFT = (0.0, 0.0)
    TOP_RIGHT = (1.0, 0.0)
    BOTTOM_RIGHT = (1.0, 1.0)
    BOTTOM_LEFT = (0.0, 1.0)
    TOP = (0.5, 0.0)
    RIGHT = (1.0, 0.5)
    BOTTOM = (0.5, 1.0)
    LEFT = (0.0, 0.5)
    ROTATE = (0.5, -1.0)
    MOVE = (0.5, 0.5)


CORNERS = (
    FrameHandle.TOP_LEFT,
    FrameHandle.TOP_RIGHT,
    FrameHandle.BOTTOM_RIGHT,
    FrameHandle.BOTTOM_LEFT,
)
SIDES = (FrameHandle.TOP, FrameHandle.RIGHT, FrameHandle.BOTTOM, FrameHandle.LEFT)


def handle_points(corners: Points) -> dict[FrameHandle, Vector]:
    """Return where the handles are drawn on a frame with these corners (4, 2) in a view."""
    origin, across, down = corners[0], corners[1] - corners[0], corners[3] - corners[0]
    width, height = float(np.linalg.norm(across)), float(np.linalg.norm(down))
    points = {handle: _at(corners, handle) for handle in CORNERS}
    for handle in SIDES:
        side = width if handle in (FrameHandle.TOP, FrameHandle.BOTTOM) else height
        if side >= _MIN_SIDE:
            points[handle] = _at(corners, handle)
    points[FrameHandle.ROTATE] = origin + across / 2 - _STEM * down / max(height, 1.0)
    return points


def nearest_handle(points: Mapping[Name, Vector], at: Position) -> Name | None:
    """Return the handle whose place is nearest to a view position; None if all are too far."""
    pointer = np.array([at.x, at.y])
    distances = {handle: float(np.linalg.norm(point - pointer)) for handle, point in points.items()}
    nearest = min(distances, key=distances.__getitem__, default=None)
    return None if nearest is None or distances[nearest] > GRAB_RADIUS else nearest


def is_inside(corners: Points, at: Position) -> bool:
    """Return whether a view position lies in a frame with these corners (4, 2)."""
    fractions = np.linalg.solve(
        np.column_stack([corners[1] - corners[0], corners[3] - corners[0]]),
        np.array([at.x, at.y]) - corners[0],
    )
    return bool(((fractions >= 0) & (fractions <= 1)).all())


def handle_at(corners: Points, at: Position) -> FrameHandle | None:
    """Return the handle that a press takes: the nearest one, else `MOVE` inside the frame."""
    handle = nearest_handle(handle_points(corners), at)
    return handle or (FrameHandle.MOVE if is_inside(corners, at) else None)


def outset(corners: Points, margin: float) -> Points:
    """Return the corners (4, 2) of a frame with ``margin`` more on each side."""
    across, down = corners[1] - corners[0], corners[3] - corners[0]
    right = margin * across / max(float(np.linalg.norm(across)), 1e-9)
    below = margin * down / max(float(np.linalg.norm(down)), 1e-9)
    outward = np.stack([-right - below, right - below, right + below, below - right])
    return np.asarray(corners + outward)


@dataclass(frozen=True)
class Pull:
    """A drag of a handle.

    Attributes:
        handle: which.
        frame: the frame before it is moved by hand.
        start: the parameters when the drag began.
        origin: where it began, in the photo.
    """

    handle: FrameHandle
    frame: Frame
    start: FitParameters
    origin: Position

    def to(self, at: Position, *, is_free: bool = False) -> FitParameters:
        """Return the parameters once the handle is dragged to a photo position.

        ``is_free`` (Shift) lets a corner change the proportions, and a turn go in whole steps.
        """
        if self.handle is FrameHandle.MOVE:
            return moved(self.start, self.frame, at.x - self.origin.x, at.y - self.origin.y)
        if self.handle is FrameHandle.ROTATE:
            return self._turned(at, in_steps=is_free)
        return self._scaled(at, is_free=is_free or self.handle in SIDES)

    def _turned(self, at: Position, *, in_steps: bool) -> FitParameters:
        middle = _at(self.frame.corners(self.start), FrameHandle.MOVE)
        angles = [np.arctan2(p.y - middle[1], p.x - middle[0]) for p in (self.origin, at)]
        degrees = self.start.rotate_degrees + float(np.degrees(angles[1] - angles[0]))
        if in_steps:
            degrees = _SNAP_DEGREES * round(degrees / _SNAP_DEGREES)
        return turned(self.start, self.frame, degrees)

    def _scaled(self, at: Position, *, is_free: bool) -> FitParameters:
        """Scale so that the handle follows and what lies opposite stays where it is."""
        u, v = self.handle.value
        corners = self.frame.corners(self.start)
        fixed, dragged = _at(corners, (1 - u, 1 - v)), _at(corners, (u, v))
        across = (corners[1] - corners[0]) * (2 * u - 1)
        down = (corners[3] - corners[0]) * (2 * v - 1)
        pulled = dragged - fixed + (at.x - self.origin.x, at.y - self.origin.y)
        if is_free:
            x = 1.0 if u == 0.5 else _along(pulled, across)
            y = 1.0 if v == 0.5 else _along(pulled, down)
        else:
            x = y = _along(pulled, across + down)
        return scaled(self.start, self.frame, x, y, anchor=(1 - u, 1 - v), is_free=is_free)


def moved(parameters: FitParameters, frame: Frame, dx: float, dy: float) -> FitParameters:
    """Move by photo pixels."""
    return replace(
        parameters,
        move_x=_limited("move_x", parameters.move_x + dx / frame.region.width),
        move_y=_limited("move_y", parameters.move_y + dy / frame.region.height),
    )


def turned(parameters: FitParameters, frame: Frame, degrees: float) -> FitParameters:
    """Turn to an angle about the garment's middle."""
    wrapped = (degrees + 180.0) % 360.0 - 180.0
    return _anchored(parameters, replace(parameters, rotate_degrees=wrapped), frame, (0.5, 0.5))


def scaled(
    parameters: FitParameters,
    frame: Frame,
    x: float,
    y: float,
    *,
    anchor: tuple[float, float] = (0.5, 0.5),
    is_free: bool = True,
) -> FitParameters:
    """Scale by factors about ``anchor``, a place in fractions of the frame's width and height."""
    if not is_free:
        low, high = LIMITS["scale_x"]
        scales = parameters.scale_x, parameters.scale_y
        x = y = min(max(x, low / min(scales)), high / max(scales))
    changed = replace(
        parameters,
        scale_x=_limited("scale_x", parameters.scale_x * x),
        scale_y=_limited("scale_y", parameters.scale_y * y),
    )
    return _anchored(parameters, changed, frame, anchor)


def _anchored(
    before: FitParameters, after: FitParameters, frame: Frame, anchor: tuple[float, float]
) -> FitParameters:
    """Move so that the frame's place ``anchor`` stays where it was."""
    point = _at(frame.corners(USUAL), anchor)[None]
    offset = placed(point, before, frame.region) - placed(point, after, frame.region)
    return moved(after, frame, float(offset[0, 0]), float(offset[0, 1]))


def _at(corners: Points, place: FrameHandle | tuple[float, float]) -> Vector:
    u, v = place.value if isinstance(place, FrameHandle) else place
    origin, across, down = corners[0], corners[1] - corners[0], corners[3] - corners[0]
    return np.asarray(origin + u * across + v * down)


def _along(pulled: Vector, side: Vector) -> float:
    """Return the length of a vector along a side, in lengths of that side."""
    return float(pulled @ side / max(float(side @ side), 1e-9))


def _limited(name: str, value: float) -> float:
    low, high = LIMITS[name]
    return min(max(value, low), high)
