"""Moving, scaling and turning a garment on the body by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tryon.garments.match import Match
from tryon.garments.parameters import FitParameters
from tryon.geometry import Box, Points


def moved_by_hand(match: Match, parameters: FitParameters, region: Box) -> Match:
    """Move the body's side of a match as the parameters say.

    Args:
        match: how the garment lies by measure.
        parameters: how it is to lie.
        region: box of the region, in the pixels of the match.
    """
    if not parameters.is_placed:
        return match
    size = np.array([region.width, region.height], dtype=np.float64)
    middle = np.array([region.left + region.right, region.top + region.bottom]) / 2
    angle = np.deg2rad(parameters.rotate_degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    factors = np.array([parameters.scale_x, parameters.scale_y])
    shift = np.array([parameters.move_x, parameters.move_y]) * size

    def move(points: Points) -> Points:
        return np.asarray((points - middle) * factors @ turn.T + middle + shift)

    parts = tuple(replace(part, body=move(part.body)) for part in match.parts)
    return replace(match, parts=parts, scale=match.scale * float(np.sqrt(factors.prod())))
