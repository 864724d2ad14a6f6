"""Moving, scaling and turning a garment on the body by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tryon.garments.pairing import Match
from tryon.garments.parameters import FitParameters
from tryon.garments.view import RegionView
from tryon.geometry import Box, Points


@dataclass(frozen=True)
class Frame:
    """Where a garment lies by measure, before it is moved by hand, in pixels of the photo.

    Attributes:
        garment: box around it.
        region: box of the region: parameters turn and scale about its middle, and move by shares
            of its size.
    """

    garment: Box
    region: Box

    @classmethod
    def of(cls, match: Match, view: RegionView) -> Frame:
        """Frame a matched garment."""
        region = Box.around(view.region)
        assert region is not None
        corners = np.array([[region.left, region.top], [region.right, region.bottom]], np.float64)
        points = np.concatenate([part.body for part in match.parts])
        return cls(_around(view.to_photo(points)), _around(view.to_photo(corners)))

    def corners(self, parameters: FitParameters) -> Points:
        """Give the frame's corners (4, 2) as parameters place it, clockwise from top left."""
        box = self.garment
        points = [(box.left, box.top), (box.right, box.top)]
        points += [(box.right, box.bottom), (box.left, box.bottom)]
        return placed(np.array(points, dtype=np.float64), parameters, self.region)


def placed(points: Points, parameters: FitParameters, region: Box) -> Points:
    """Move points (N, 2) as the parameters say; ``region`` is in the same pixels."""
    size = np.array([region.width, region.height], dtype=np.float64)
    middle = np.array([region.left + region.right, region.top + region.bottom]) / 2
    angle = np.deg2rad(parameters.rotate_degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    factors = np.array([parameters.scale_x, parameters.scale_y])
    shift = np.array([parameters.move_x, parameters.move_y]) * size
    return np.asarray((points - middle) * factors @ turn.T + middle + shift)


def moved_by_hand(match: Match, parameters: FitParameters, region: Box) -> Match:
    """Move the body's side of a match as the parameters say.

    Args:
        match: how the garment lies by measure.
        parameters: how it is to lie.
        region: box of the region, in the pixels of the match.
    """
    if not parameters.is_placed:
        return match
    parts = tuple(replace(part, body=placed(part.body, parameters, region)) for part in match.parts)
    factor = float(np.sqrt(parameters.scale_x * parameters.scale_y))
    return replace(match, parts=parts, scale=match.scale * factor, bares=None)


def _around(points: Points) -> Box:
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    return Box(
        round(left),
        round(top),
        max(round(left) + 1, round(right)),
        max(round(top) + 1, round(bottom)),
    )
