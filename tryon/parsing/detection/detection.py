"""What a detector finds, and how boxes overlap."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import Box, RgbImage, Size
from tryon.late import cv2
from tryon.parsing.pyramid import Pyramid

Boxes = NDArray[np.float64]
"""Left, top, right and bottom of each box (N, 4), in pixels of the photo."""


@dataclass(frozen=True, eq=False)
class Detections:
    """Boxes (N, 4) that a detector took for people, and its score (N,) in [0, 1] for each."""

    boxes: Boxes
    scores: NDArray[np.float64]

    def over(self, least: float) -> Detections:
        """Return those that score at least so much, best first."""
        order = np.argsort(-self.scores, kind="stable")
        order = order[self.scores[order] >= least]
        return Detections(self.boxes[order], self.scores[order])


def fitted(photo: Pyramid, side: int) -> tuple[RgbImage, float]:
    """Return the photo with a longer side of ``side`` pixels, and the factor by which it shrank."""
    zoom = side / max(photo.size.width, photo.size.height)
    size = Size(
        max(1, round(photo.size.width * zoom)),
        max(1, round(photo.size.height * zoom)),
    )
    whole = Box(0, 0, photo.size.width, photo.size.height)
    return photo.cut(whole, size), zoom


def padded(image: RgbImage, size: Size, value: int) -> RgbImage:
    """Return a picture with a border at its right and bottom, so that it has ``size``."""
    right, bottom = size.width - image.shape[1], size.height - image.shape[0]
    return np.asarray(
        cv2.copyMakeBorder(image, 0, bottom, 0, right, cv2.BORDER_CONSTANT, value=(value,) * 3)
    )


def overlaps(boxes: Boxes) -> NDArray[np.float64]:
    """Return the intersection over union (N, N) of each two boxes (N, 4)."""
    low = np.maximum(boxes[:, None, :2], boxes[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], boxes[None, :, 2:])
    both = (high - low).clip(0).prod(axis=2)
    areas = (boxes[:, 2:] - boxes[:, :2]).prod(axis=1)
    return np.asarray(both / np.maximum(areas[:, None] + areas[None] - both, 1e-9))


def distinct(detections: Detections, most_overlap: float) -> Detections:
    """Return detections, best first, without those that overlap a better one more than that."""
    iou = overlaps(detections.boxes)
    kept: list[int] = []
    for index in np.argsort(-detections.scores, kind="stable"):
        if not kept or iou[index, kept].max() <= most_overlap:
            kept.append(int(index))
    return Detections(detections.boxes[kept], detections.scores[kept])
