"""NanoDet-g, a detector of COCO's 80 classes, of which the first is person.

https://github.com/RangiLyu/nanodet; boxes are distributions over distances to the four sides
(Generalized Focal Loss, arXiv 2006.04388).
"""

from __future__ import annotations

from os import PathLike

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import Size
from tryon.networks.bundled_network import BundledNetwork
from tryon.parsing.detection.detection import Detections, distinct, fitted, padded
from tryon.parsing.pyramid import Pyramid

_SIDE = 416
_STRIDES = (8, 16, 32)
_CLASSES = ("Identity:0", "Identity_1:0", "Identity_2:0")
_DISTANCES = ("Identity_3:0", "Identity_4:0", "Identity_5:0")
"""Outputs for each stride: scores (1, cells, 80), and logits (1, cells, 4 sides x 11 distances)."""
_STEPS = 11
_PERSON = 0
_MEAN = np.array([123.675, 116.28, 103.53], np.float32)
_DEVIATION = np.array([58.395, 57.12, 57.375], np.float32)
"""Of ImageNet's red, green and blue."""
_BLUE_FIRST = (2, 1, 0)
"""Order in which the network takes them."""
_PADDING = 114
LEAST_SCORE = 0.25
"""Below it boxes are noise more often than people."""
_MOST_OVERLAP = 0.65


class NanoDet:
    """The loaded detector.

    Raises:
        WeightsError: if the file is missing, damaged or another network.
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        self._network = BundledNetwork(path, _CLASSES + _DISTANCES)

    def find(self, photo: Pyramid) -> Detections:
        """Return the boxes of people.

        Raises:
            ParsingError: if onnxruntime fails.
        """
        image, zoom = fitted(photo, _SIDE)
        square = padded(image, Size(_SIDE, _SIDE), _PADDING)
        planes = [(square[..., i] - _MEAN[i]) / _DEVIATION[i] for i in _BLUE_FIRST]
        outputs = self._network.run(np.stack(planes)[None])
        boxes, scores = [], []
        for stride, classes, distances in zip(_STRIDES, outputs[:3], outputs[3:], strict=True):
            score = classes[0, :, _PERSON]
            cells = np.flatnonzero(score >= LEAST_SCORE)
            boxes.append(_boxes(cells, distances[0, cells], stride))
            scores.append(score[cells])
        found = Detections(
            boxes=np.concatenate(boxes) / zoom,
            scores=np.concatenate(scores).astype(np.float64),
        )
        return distinct(found, _MOST_OVERLAP)


def _boxes(
    cells: NDArray[np.intp], logits: NDArray[np.float32], stride: int
) -> NDArray[np.float64]:
    """Return the boxes (N, 4) of some cells, in pixels of the network's input.

    Args:
        cells: their indices (N,), row by row.
        logits: of each distance to left, top, right and bottom (N, 44).
        stride: input pixels per cell.
    """
    sides = logits.reshape(-1, 4, _STEPS).astype(np.float64)
    weights = np.exp(sides - sides.max(axis=2, keepdims=True))
    weights /= weights.sum(axis=2, keepdims=True)
    reach = (weights * np.arange(_STEPS)).sum(axis=2) * stride
    rows, columns = np.divmod(cells, _SIDE // stride)
    middle = (np.stack([columns, rows], axis=1) + 0.5) * stride
    return np.concatenate([middle - reach[:, :2], middle + reach[:, 2:]], axis=1)
