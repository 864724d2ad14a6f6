"""Operations on masks: widening, connected parts, runs of rows, drawn lines and polygons."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import HardMask, Points, SoftMask
from tryon.late import cv2

_SMALL_DISC = 12
"""Radius in pixels up to which dilating by a disc is faster than a distance transform."""


_SPECK = 0.02
"""Area below which a part of a mask is a speck, as a fraction of the largest part's."""


def disc(radius: int) -> NDArray[np.uint8]:
    """Return a round structuring element (2 * radius + 1 across)."""
    size = 2 * radius + 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)), dtype=np.uint8)


def grown(mask: HardMask, radius: int) -> HardMask:
    """Widen a mask (H, W) by ``radius`` pixels."""
    if radius > _SMALL_DISC:
        distance = cv2.distanceTransform((~mask).view(np.uint8), cv2.DIST_L2, 5)
        return np.asarray(distance <= radius)
    return np.asarray(cv2.dilate(mask.view(np.uint8), disc(radius))).view(np.bool_)


def opened(mask: HardMask, radius: int) -> HardMask:
    """Drop what is not wider than ``2 * radius`` pixels of a mask (H, W)."""
    return np.asarray(cv2.morphologyEx(mask.view(np.uint8), cv2.MORPH_OPEN, disc(radius))).view(
        np.bool_
    )


def closed(mask: HardMask, radius: int) -> HardMask:
    """Fill gaps in a mask (H, W) that are not wider than ``2 * radius`` pixels."""
    return np.asarray(cv2.morphologyEx(mask.view(np.uint8), cv2.MORPH_CLOSE, disc(radius))).view(
        np.bool_
    )


def nearer(first: HardMask, second: HardMask) -> HardMask:
    """Return the pixels (H, W) that lie nearer to the first of two masks."""
    distances = [
        cv2.distanceTransform((~mask).astype(np.uint8), cv2.DIST_L2, 3) for mask in (first, second)
    ]
    return np.asarray(distances[0] < distances[1])


def nearest_in(
    mask: HardMask, at: tuple[NDArray[np.intp], NDArray[np.intp]] | None = None
) -> NDArray[np.intp]:
    """Return which pixel of a mask (H, W), counted by ``np.nonzero``, is the nearest to each pixel.

    Args:
        mask: must not be empty.
        at: rows and columns (N,) of the pixels that are asked for; all of them (H, W) if None.
    """
    _, labels = cv2.distanceTransformWithLabels(
        (~mask).astype(np.uint8), cv2.DIST_L2, 3, labelType=cv2.DIST_LABEL_PIXEL
    )
    order = np.zeros(int(labels.max()) + 1, np.intp)
    order[labels[mask]] = np.arange(np.count_nonzero(mask))
    return np.asarray(order[labels if at is None else labels[at]])


def voted(numbers: NDArray[np.uint8], sigma: float) -> NDArray[np.uint8]:
    """Give each pixel the number that most of its surroundings have.

    What is thinner than the vote is wide gives way to what is around it, and edges become as smooth
    ("threshold dynamics", Merriman, Bence and Osher, J. Comput. Phys. 112, 1994).

    Args:
        numbers: a number for each pixel (H, W).
        sigma: blur of the votes in pixels.
    """
    most = np.zeros(numbers.shape, np.uint8)
    winner = numbers.copy()
    for number in np.unique(numbers).tolist():
        votes = cv2.GaussianBlur(cv2.compare(numbers, number, cv2.CMP_EQ), (0, 0), sigma)
        wins = cv2.compare(votes, most, cv2.CMP_GT)
        cv2.copyTo(votes, wins, most)
        winner[wins.view(np.bool_)] = number
    return winner


_EDGE_SIGMA, _EDGE_CONTRAST = 2.5, 5.0
"""Blur that smooths a mask's steps (sigma in pixels), and gain that sharpens its edge again."""


def smoothed(mask: HardMask) -> SoftMask:
    """Return a mask (h, w) whose edge shows no steps when it is enlarged."""
    blurred = cv2.GaussianBlur(mask.view(np.uint8) * np.uint8(255), (0, 0), _EDGE_SIGMA)
    sharpened = _EDGE_CONTRAST / 255 * blurred.astype(np.float32) + (1 - _EDGE_CONTRAST) / 2
    return np.asarray(np.clip(sharpened, 0.0, 1.0), dtype=np.float32)


def row_runs(row: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return the runs of set pixels in a row (W,): first and one past last column (N, 2)."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], row, [False]]).astype(np.int8)))
    return edges.reshape(-1, 2)


def line_mask(shape: tuple[int, ...], points: Points, *, thickness: int) -> HardMask:
    """Return the pixels (H, W) on the line through some points (N, 2)."""
    canvas = np.zeros(shape, np.uint8)
    cv2.polylines(canvas, [np.rint(points).astype(np.int32)], False, 1, thickness)
    return np.asarray(canvas > 0)


def filled_polygon(shape: tuple[int, ...], corners: Points) -> HardMask:
    """Return the pixels (H, W) inside a polygon (N, 2)."""
    canvas = np.zeros(shape, np.uint8)
    cv2.fillPoly(canvas, [np.rint(corners).astype(np.int32)], 1)
    return np.asarray(canvas > 0)


def largest_part(mask: HardMask) -> HardMask:
    """Keep the largest connected part of a mask."""
    count, ids, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
    if count < 2:
        return np.zeros_like(mask)
    return np.asarray(ids == 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA])))


def without_specks(mask: HardMask) -> HardMask:
    """Drop connected parts of a mask (h, w) that are tiny beside the largest one."""
    count, ids, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
    if count < 3:
        return mask
    areas = stats[:, cv2.CC_STAT_AREA].copy()
    areas[0] = 0
    return np.asarray((areas >= _SPECK * areas.max())[ids] & mask)


def part_at(mask: HardMask, seeds: HardMask) -> HardMask:
    """Keep the connected parts of ``mask`` that hold a pixel of ``seeds``."""
    _, ids = cv2.connectedComponents(mask.astype(np.uint8))
    touched = np.unique(ids[mask & seeds])
    return np.asarray(np.isin(ids, touched[touched > 0]))
