"""MoveNet Thunder behind numpy: a square picture of one person in, joints in its pixels out."""

from __future__ import annotations

from os import PathLike

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import Points, RgbImage
from tryon.networks.bundled_network import BundledNetwork

SIDE = 256
"""Rows and columns of the input."""
_OUTPUTS = ("Identity:0",)
MIRRORED = np.array([0, 2, 1, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11, 14, 13, 16, 15], np.intp)
"""The joint that each one becomes in a mirror."""


class JointNetwork:
    """The loaded network.

    Raises:
        WeightsError: if the file is missing, damaged or not this network.
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        self._network = BundledNetwork(path, _OUTPUTS)

    def run(self, picture: RgbImage) -> tuple[Points, NDArray[np.float64]]:
        """Find the joints of the person in the middle of a picture (256, 256, 3).

        Returns:
            Points (17, 2) in pixels of the picture, and the confidence (17,) of each in [0, 1].

        Raises:
            ParsingError: if onnxruntime fails.
        """
        batch = np.ascontiguousarray(picture[None], dtype=np.int32)
        found = self._network.run(batch)[0].reshape(17, 3).astype(np.float64)
        points = found[:, 1::-1] * SIDE - 0.5
        return points, found[:, 2].clip(0, 1)
