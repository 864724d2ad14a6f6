"""MoveNet for up to six people: their boxes; its joints are coarser than a look at each."""

from __future__ import annotations

from os import PathLike

import numpy as np

from tryon.geometry import Size
from tryon.networks.bundled_network import BundledNetwork
from tryon.parsing.detection.detection import Detections, fitted, padded
from tryon.parsing.pyramid import Pyramid

_SIDE = 256
_MULTIPLE = 32
_OUTPUTS = ("output_0",)
_BOX, _SCORE = slice(51, 55), 55
"""Where a row of the output has top, left, bottom and right as shares, and the score."""
LEAST_SCORE = 0.08
"""Below it boxes are noise more often than people."""


class MultiPose:
    """The loaded network.

    Raises:
        WeightsError: if the file is missing, damaged or another network.
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        self._network = BundledNetwork(path, _OUTPUTS)

    def find(self, photo: Pyramid) -> Detections:
        """Return the boxes of people.

        Raises:
            ParsingError: if onnxruntime fails.
        """
        image, zoom = fitted(photo, _SIDE)
        height, width = (-(-side // _MULTIPLE) * _MULTIPLE for side in image.shape[:2])
        batch = padded(image, Size(width, height), 0)[None].astype(np.int32)
        rows = self._network.run(np.ascontiguousarray(batch))[0][0].astype(np.float64)
        boxes = rows[:, _BOX][:, [1, 0, 3, 2]] * [width, height, width, height] / zoom
        return Detections(boxes, rows[:, _SCORE]).over(LEAST_SCORE)
