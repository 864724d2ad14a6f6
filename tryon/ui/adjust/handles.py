"""What can be taken hold of on the frame around a garment, and what pulling it does. Pure."""

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

REACH = 11.0
"""View pixels around a handle in which it is meant."""
_STEM = 26.0
_LEAST_SIDE = 64.0
"""A side that is shorter on screen has no handle in its middle: it would hide the corners."""
_SNAP_DEGREES = 15.0


Name = TypeVar("Name")


class Grip(Enum):
    """A place that can be taken; the value is its share of the frame's width and height."""

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


CORNERS = (Grip.TOP_LEFT, Grip.TOP_RIGHT, Grip.BOTTOM_RIGHT, Grip.BOTTOM_LEFT)
SIDES = (Grip.TOP, Grip.RIGHT, Grip.BOTTOM, Grip.LEFT)


def grip_points(corners: Points) -> dict[Grip, Vector]:
    """Return where the handles are drawn on a frame with these corners (4, 2) in a view."""
    origin, across, down = corners[0], corners[1] - corners[0], corners[3] - corners[0]
    width, height = float(np.linalg.norm(across)), float(np.linalg.norm(down))
    points = {grip: _at(corners, grip) for grip in CORNERS}
    for grip in SIDES:
        side = width if grip in (Grip.TOP, Grip.BOTTOM) else height
        if side >= _LEAST_SIDE:
            points[grip] = _at(corners, grip)
    points[Grip.ROTATE] = origin + across / 2 - _STEM * down / max(height, 1.0)
    return points


def nearest_handle(points: Mapping[Name, Vector], at: Position) -> Name | None:
    """Return the handle whose place is nearest to a view position; None if none is in reach."""
    pointer = np.array([at.x, at.y])
    away = {handle: float(np.linalg.norm(point - pointer)) for handle, point in points.items()}
    nearest = min(away, key=away.__getitem__, default=None)
    return None if nearest is None or away[nearest] > REACH else nearest


def is_inside(corners: Points, at: Position) -> bool:
    """Tell whether a view position lies in a frame with these corners (4, 2)."""
    inside = np.linalg.solve(
        np.column_stack([corners[1] - corners[0], corners[3] - corners[0]]),
        np.array([at.x, at.y]) - corners[0],
    )
    return bool(((inside >= 0) & (inside <= 1)).all())


def grip_at(corners: Points, at: Position) -> Grip | None:
    """Return what a view position takes hold of: the nearest handle in reach, else the inside."""
    grip = nearest_handle(grip_points(corners), at)
    return grip or (Grip.MOVE if is_inside(corners, at) else None)


def outset(corners: Points, margin: float) -> Points:
    """Return the corners (4, 2) of a frame with ``margin`` more on each side."""
    across, down = corners[1] - corners[0], corners[3] - corners[0]
    right = margin * across / max(float(np.linalg.norm(across)), 1e-9)
    below = margin * down / max(float(np.linalg.norm(down)), 1e-9)
    away = np.stack([-right - below, right - below, right + below, below - right])
    return np.asarray(corners + away)


@dataclass(frozen=True)
class Pull:
    """One handle, taken at one place.

    Attributes:
        grip: which.
        frame: the frame before it is moved by hand.
        start: the parameters when it was taken.
        origin: where it was taken, in the photo.
    """

    grip: Grip
    frame: Frame
    start: FitParameters
    origin: Position

    def to(self, at: Position, *, is_free: bool = False) -> FitParameters:
        """Return the parameters once the handle is pulled to a photo position.

        ``is_free`` lets a corner change the proportions, and turns in whole steps.
        """
        if self.grip is Grip.MOVE:
            return moved(self.start, self.frame, at.x - self.origin.x, at.y - self.origin.y)
        if self.grip is Grip.ROTATE:
            return self._turned(at, in_steps=is_free)
        return self._scaled(at, is_free=is_free or self.grip in SIDES)

    def _turned(self, at: Position, *, in_steps: bool) -> FitParameters:
        middle = _at(self.frame.corners(self.start), Grip.MOVE)
        angles = [np.arctan2(p.y - middle[1], p.x - middle[0]) for p in (self.origin, at)]
        degrees = self.start.rotate_degrees + float(np.degrees(angles[1] - angles[0]))
        if in_steps:
            degrees = _SNAP_DEGREES * round(degrees / _SNAP_DEGREES)
        return turned(self.start, self.frame, degrees)

    def _scaled(self, at: Position, *, is_free: bool) -> FitParameters:
        """Scale towards the handle: what lies opposite stays where it is."""
        u, v = self.grip.value
        corners = self.frame.corners(self.start)
        fixed, own = _at(corners, (1 - u, 1 - v)), _at(corners, (u, v))
        across = (corners[1] - corners[0]) * (2 * u - 1)
        down = (corners[3] - corners[0]) * (2 * v - 1)
        pulled = own - fixed + (at.x - self.origin.x, at.y - self.origin.y)
        if is_free:
            x = 1.0 if u == 0.5 else _along(pulled, across)
            y = 1.0 if v == 0.5 else _along(pulled, down)
        else:
            x = y = _along(pulled, across + down)
        return scaled(self.start, self.frame, x, y, share=(1 - u, 1 - v), is_free=is_free)


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
    return _held(parameters, replace(parameters, rotate_degrees=wrapped), frame, (0.5, 0.5))


def scaled(
    parameters: FitParameters,
    frame: Frame,
    x: float,
    y: float,
    *,
    share: tuple[float, float] = (0.5, 0.5),
    is_free: bool = True,
) -> FitParameters:
    """Scale by factors about a place that is a share of the frame's width and height."""
    if not is_free:
        low, high = LIMITS["scale_x"]
        own = parameters.scale_x, parameters.scale_y
        x = y = min(max(x, low / min(own)), high / max(own))
    changed = replace(
        parameters,
        scale_x=_limited("scale_x", parameters.scale_x * x),
        scale_y=_limited("scale_y", parameters.scale_y * y),
    )
    return _held(parameters, changed, frame, share)


def _held(
    before: FitParameters, after: FitParameters, frame: Frame, share: tuple[float, float]
) -> FitParameters:
    """Move so that a share of the frame stays where it was."""
    point = _at(frame.corners(USUAL), share)[None]
    away = placed(point, before, frame.region) - placed(point, after, frame.region)
    return moved(after, frame, float(away[0, 0]), float(away[0, 1]))


def _at(corners: Points, share: Grip | tuple[float, float]) -> Vector:
    u, v = share.value if isinstance(share, Grip) else share
    origin, across, down = corners[0], corners[1] - corners[0], corners[3] - corners[0]
    return np.asarray(origin + u * across + v * down)


def _along(pulled: Vector, side: Vector) -> float:
    """Return how often a side fits into a vector along it."""
    return float(pulled @ side / max(float(side @ side), 1e-9))


def _limited(name: str, value: float) -> float:
    low, high = LIMITS[name]
    return min(max(value, low), high)
