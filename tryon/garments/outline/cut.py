"""Cutting a garment out of its picture along a drawn outline."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tryon.errors import GarmentError
from tryon.garments.cutout import (
    CROP_MARGIN,
    FAINT,
    GARMENT_SIDE,
    CutOut,
    edge_colours,
    has_transparency,
)
from tryon.garments.garment import Garment
from tryon.garments.outline.outline import Coverage, Drawing, drawing_picture, turned
from tryon.geometry import Box, Points, RgbaImage, Size
from tryon.late import cv2
from tryon.messages import GarmentProblem
from tryon.pixels.resize import reduced

_BAND_MARGIN = 16
"""Pixels around the garment from which colours of its surroundings are taken."""


@dataclass(frozen=True, eq=False)
class Frame:
    """Where a cut-out lies in its picture.

    Attributes:
        turned_degrees: how far the picture is turned clockwise.
        offset: the cut-out's upper left corner, in shares of the turned picture's size (2,).
        extent: its width and height in the same shares (2,).
    """

    turned_degrees: int
    offset: Points
    extent: Points

    def to_picture(self, places: Points) -> Points:
        """Take places (N, 2) in shares of the cut-out to shares of the picture before turning."""
        x, y = (places * self.extent + self.offset).T
        for _ in range(self.turned_degrees // 90):
            x, y = y, 1 - x
        return np.stack([x, y], axis=1)

    def from_picture(self, places: Points) -> Points:
        """Take places (N, 2) in shares of the picture before turning to shares of the cut-out."""
        x, y = places.T
        for _ in range(self.turned_degrees // 90):
            x, y = 1 - y, x
        return (np.stack([x, y], axis=1) - self.offset) / self.extent


WHOLE = Frame(0, np.zeros(2), np.ones(2))
"""Of a cut-out that is as large as its picture."""


def redrawn(garment: Garment, rgba: RgbaImage, drawing: Drawing) -> Garment:
    """Return a garment cut out along a drawn outline, not corrected.

    The landmarks of one that was taken off a person stay, and with them the size of its picture,
    unless it is turned: it is measured by its silhouette then.

    Args:
        garment: the garment along any outline.
        rgba: its picture (H, W, 4), not turned.
        drawing: the outline.

    Raises:
        GarmentError: if the outline leaves nothing of it.
    """
    bare = replace(garment.uncorrected, warning=None)
    if _keeps_frame(garment, drawing):
        size = rgba.shape[1::-1]
        coverage = cv2.resize(drawing.cropped, size, interpolation=cv2.INTER_LINEAR)
        return replace(bare, rgba=np.dstack([rgba[..., :3], coverage]))
    return replace(bare, rgba=_cut_by_drawing(rgba, drawing), figure=None)


def frame_of(garment: Garment, drawing: Drawing) -> Frame:
    """Return where the cut-out lies that `redrawn` returns.

    Raises:
        GarmentError: if the outline leaves nothing of it.
    """
    if _keeps_frame(garment, drawing):
        return WHOLE
    box, size = _box_of(drawing), Size.of(drawing.coverage)
    whole = np.array([size.width, size.height], np.float64)
    offset, extent = np.array([box.left, box.top]), np.array([box.width, box.height])
    return Frame(drawing.turned_degrees, offset / whole, extent / whole)


def _keeps_frame(garment: Garment, drawing: Drawing) -> bool:
    return garment.figure is not None and not drawing.turned_degrees


def _box_of(drawing: Drawing) -> Box:
    """Return what a cut-out holds of the turned picture."""
    box = Box.around(np.asarray(drawing.cropped >= FAINT))
    if box is None:
        raise GarmentError(GarmentProblem.OUTLINE_EMPTY)
    return box.grown(CROP_MARGIN, limit=Size.of(drawing.coverage))


def _cut_by_drawing(rgba: RgbaImage, drawing: Drawing) -> RgbaImage:
    """Return what a drawing covers of a picture, cropped to it."""
    box = _box_of(drawing)
    around = box.grown(_BAND_MARGIN, limit=Size.of(drawing.coverage))
    picture = turned(drawing_picture(rgba), drawing.turned_degrees)
    rgb = reduced(np.ascontiguousarray(picture[around.slices]), GARMENT_SIDE)
    size = rgb.shape[1::-1]
    covered = cv2.resize(drawing.cropped[around.slices], size, interpolation=cv2.INTER_AREA)
    coverage = np.asarray(covered, np.uint8)
    if not has_transparency(rgba):  # else its edges have the garment's own colours already
        rgb = edge_colours(rgb, coverage)
    scale = rgb.shape[1] / around.width
    inner = Box(
        round((box.left - around.left) * scale),
        round((box.top - around.top) * scale),
        round((box.right - around.left) * scale),
        round((box.bottom - around.top) * scale),
    )
    return np.ascontiguousarray(np.dstack([rgb, coverage])[inner.slices])


def coverage_in_picture(cutout: CutOut, size: Size) -> Coverage:
    """Return what a cut-out covers of its upright picture, at a size."""
    whole = np.array([size.width, size.height])
    left, top = (int(v) for v in np.rint(cutout.offset * whole))
    right, bottom = (int(v) for v in np.rint((cutout.offset + cutout.extent) * whole))
    coverage = np.zeros((size.height, size.width), np.uint8)
    alpha = cutout.rgba[..., 3]
    is_smaller = right - left < alpha.shape[1]
    method = cv2.INTER_AREA if is_smaller else cv2.INTER_LINEAR
    coverage[top:bottom, left:right] = cv2.resize(
        alpha, (right - left, bottom - top), interpolation=method
    )
    return coverage
