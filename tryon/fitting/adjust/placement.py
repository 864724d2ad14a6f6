"""Bending, moving, scaling and turning a garment by hand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tryon.body.view import RegionView
from tryon.fitting.mesh import bent, unbent
from tryon.fitting.parameters import FitParameters
from tryon.fitting.warp.correspondences import Match
from tryon.geometry import Box, PhotoPoints, Points, ViewPoints


@dataclass(frozen=True)
class Frame:
    """Where a garment lies by measure, before it is moved by hand.

    Attributes:
        garment: box around what the photo shows of it; the mesh lies over it.
        region: box of the region: parameters turn and scale about its middle, and move by
            fractions of its size.
    """

    garment: Box
    region: Box

    @classmethod
    def of(cls, match: Match, view: RegionView) -> Frame:
        """Frame a matched garment, in pixels of the photo."""
        points = np.concatenate([part.body for part in match.parts])
        if match.hem is not None:  # what goes on below it cannot be seen
            points = np.minimum(points, (np.inf, match.hem[0, 1]))
        garment = _around(view.to_photo(ViewPoints(points))).grown(0, limit=view.photo_size)
        return cls(garment, _around(view.to_photo(view.region_corners)))

    def corners(self, parameters: FitParameters) -> PhotoPoints:
        """Return the frame's corners (4, 2) as parameters place them, clockwise from top left."""
        box = self.garment
        points = [(box.left, box.top), (box.right, box.top)]
        points += [(box.right, box.bottom), (box.left, box.bottom)]
        return PhotoPoints(placed(np.array(points, dtype=np.float64), parameters, self.region))

    def to_place(self, fractions: Points, parameters: FitParameters) -> PhotoPoints:
        """Take positions (N, 2), as fractions of the frame's size, to where they lie by hand."""
        box = self.garment
        points = bent(fractions, parameters.mesh) * (box.width, box.height) + (box.left, box.top)
        return PhotoPoints(placed(points, parameters, self.region))

    def to_bent(self, points: PhotoPoints, parameters: FitParameters) -> Points:
        """Undo placing, not bending: return points (N, 2) as fractions of the frame's size."""
        box = self.garment
        back = unplaced(points, parameters, self.region)
        return np.asarray((back - (box.left, box.top)) / (box.width, box.height))

    def by_hand(self, points: PhotoPoints, parameters: FitParameters) -> PhotoPoints:
        """Take points (N, 2) that lie by measure to where they lie by hand."""
        return self.to_place(self._fractions(points), parameters)

    def by_measure(self, points: PhotoPoints, parameters: FitParameters) -> PhotoPoints:
        """Invert `by_hand`."""
        box = self.garment
        fractions = unbent(self.to_bent(points, parameters), parameters.mesh)
        return PhotoPoints(np.asarray(fractions * (box.width, box.height) + (box.left, box.top)))

    def _fractions(self, points: PhotoPoints) -> Points:
        """Return points (N, 2) as fractions of the frame's size."""
        box = self.garment
        return np.asarray((points - (box.left, box.top)) / (box.width, box.height))


def placed(points: Points, parameters: FitParameters, region: Box) -> Points:
    """Scale, turn and move points (N, 2) by the parameters; ``region`` is in the same pixels."""
    middle, rotation, factors, offset = _motion(parameters, region)
    return np.asarray((points - middle) * factors @ rotation.T + middle + offset)


def unplaced(points: Points, parameters: FitParameters, region: Box) -> Points:
    """Invert `placed`."""
    middle, rotation, factors, offset = _motion(parameters, region)
    return np.asarray((points - middle - offset) @ rotation / factors + middle)


def _motion(parameters: FitParameters, region: Box) -> tuple[Points, Points, Points, Points]:
    """Return the fixed middle (2,), the rotation (2, 2), the factors (2,) and the offset (2,)."""
    size = np.array([region.width, region.height], dtype=np.float64)
    middle = np.array([region.left + region.right, region.top + region.bottom]) / 2
    angle = np.deg2rad(parameters.rotate_degrees)
    rotation = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    factors = np.array([parameters.scale_x, parameters.scale_y])
    offset = np.array([parameters.move_x, parameters.move_y]) * size
    return middle, rotation, factors, offset


def _around(points: PhotoPoints) -> Box:
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    return Box(
        round(left),
        round(top),
        max(round(left) + 1, round(right)),
        max(round(top) + 1, round(bottom)),
    )
