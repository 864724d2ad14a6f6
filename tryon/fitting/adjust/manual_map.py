"""How a garment is moved and bent by hand from where it lies by measure, in pixels of a view."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tryon.body.view import RegionView
from tryon.fitting.adjust.placement import Frame
from tryon.fitting.parameters import FitParameters
from tryon.fitting.warp.correspondences import Match
from tryon.geometry import HardMask, ViewPoints
from tryon.late import cv2

_STEP = 12
"""Pixels of the view between the places at which the way back is solved; it is interpolated
between them."""
_RIM_STEPS = 2
"""Such places added on each side of the view."""


class ManualMap:
    """Moves masks and landmarks with a garment, and takes pixels back to where they come from.

    Args:
        view: the photo's part.
        frame: where the garment lies by measure.
        parameters: where it lies by hand.
    """

    def __init__(self, view: RegionView, frame: Frame, parameters: FitParameters) -> None:
        self._view, self._frame, self._parameters = view, frame, parameters
        shifts = self._shifts_back()
        height, width = view.shape
        x = np.asarray(shifts[..., 0] + np.arange(width), np.float32)
        y = np.asarray(shifts[..., 1] + np.arange(height)[:, None], np.float32)
        self.origins = x, y
        """Where each pixel (h, w) lay before the garment was moved, x and y."""
        self._fixed_origins = cv2.convertMaps(x, y, cv2.CV_16SC2)

    def moved(self, match: Match) -> Match:
        """Return a match with the points of the body moved."""
        parameters, view = self._parameters, self._view
        parts = []
        for part in match.parts:
            body = self._frame.by_hand(view.to_photo(part.body), parameters)
            parts.append(replace(part, body=view.from_photo(body)))
        factor = float(np.sqrt(parameters.scale_x * parameters.scale_y))
        return replace(match, parts=tuple(parts), scale=match.scale * factor, reveals=None)

    def carried(self, mask: HardMask) -> HardMask:
        """Return a mask (h, w) of the view, moved with the garment."""
        coverage = cv2.remap(
            mask.view(np.uint8) * np.uint8(255),
            *self._fixed_origins,
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        )
        return np.asarray(coverage > 127)

    def _shifts_back(self) -> NDArray[np.float32]:
        """Return the offset (h, w, 2) of each pixel of the view back to where it lay by measure."""
        height, width = self._view.shape
        x, y = (
            (np.arange(-(-side // _STEP) + 2 * _RIM_STEPS) - _RIM_STEPS + 0.5) * _STEP - 0.5
            for side in (width, height)
        )
        places = ViewPoints(np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2))
        origins = self._frame.by_measure(self._view.to_photo(places), self._parameters)
        shifts = (self._view.from_photo(origins) - places).reshape(len(y), len(x), 2)
        size_wh = len(x) * _STEP, len(y) * _STEP
        dense = cv2.resize(shifts.astype(np.float32), size_wh, interpolation=cv2.INTER_CUBIC)
        rim = _RIM_STEPS * _STEP
        return np.ascontiguousarray(dense[rim : rim + height, rim : rim + width])
