"""Runs the network that reads a garment's picture."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tryon.errors import GarmentError, ParsingError
from tryon.garments.reader.kinds import PictureKind
from tryon.garments.reader.reading import Heat, Reading
from tryon.geometry import RgbImage, SoftMask
from tryon.late import cv2
from tryon.messages import GarmentProblem
from tryon.networks.bundled_network import BundledNetwork
from tryon.resources import reader_file
from tryon.shape.point_names import PointName

_SIDE = 256
_PADDING = 127
_MASK_CELL, _HEAT_CELL = 2, 4
"""Sides in pixels of the network's input of what a cell of an output covers."""
_OUTPUTS = ("kind", "turn", "cover", "inside", "points")
_TURN_ODDS = np.array([20.0, 1.0, 1.0, 1.0])
"""How much likelier a picture is upright than it was in training, where four in ten were not."""
_SURELY_UPRIGHT = 0.9
"""Probability from which a picture counts as upright; below, it is turned to every side."""


class PictureReader:
    """The network with what is done to a picture before and after.

    Args:
        path: its ONNX file.

    Raises:
        WeightsError: if the file is missing, damaged or another network.
    """

    def __init__(self, path: Path) -> None:
        self._network = BundledNetwork(path, _OUTPUTS)

    def read_upright(self, rgb: RgbImage) -> Reading:
        """Read a picture (H, W, 3) that is known to be upright.

        Raises:
            GarmentError: if the network fails, for example for lack of memory.
        """
        return self._look(rgb, turned=0)[1]

    def read(self, rgb: RgbImage) -> Reading:
        """Read a picture (H, W, 3); one that lies turned is turned back first.

        Raises:
            GarmentError: if the network fails, for example for lack of memory.
        """
        turns, reading = self._look(rgb, turned=0)
        expected = turns * _TURN_ODDS
        if expected[0] >= _SURELY_UPRIGHT * expected.sum():
            return reading
        looks = [(turns, reading)]
        looks += [self._look(upright(rgb, 90 * turn), turned=turn) for turn in (1, 2, 3)]
        # A picture that lies turned by n quarters lies turned by n - k after k were undone.
        agreed = [np.log(np.roll(turns, k) + 1e-6) for k, (turns, _) in enumerate(looks)]
        expected = np.mean(agreed, axis=0) + np.log(_TURN_ODDS)
        return looks[int(np.argmax(expected))][1]

    def _look(self, rgb: RgbImage, *, turned: int) -> tuple[NDArray[np.float32], Reading]:
        """Return the probabilities (4,) of quarter turns clockwise, and the reading as it lies."""
        image, (top, left, height, width) = _letterboxed(rgb)
        try:
            kind, turn, cover, inside, points = self._network.run(image)
        except ParsingError as error:
            reason = error.text.values["reason"]
            raise GarmentError(GarmentProblem.NOT_READ, reason=reason) from error
        rows = slice(top // _HEAT_CELL, (top + height) // _HEAT_CELL)
        columns = slice(left // _HEAT_CELL, (left + width) // _HEAT_CELL)
        step = _HEAT_CELL / np.array([width, height], np.float64)
        reading = Reading(
            {each: float(share) for each, share in zip(PictureKind, kind[0], strict=True)},
            90 * turned,
            _cells(cover[0, 0], top, left, height, width),
            _cells(inside[0, 0], top, left, height, width),
            {
                name: Heat(np.ascontiguousarray(plane[rows, columns]), step, np.zeros(2))
                for name, plane in zip(PointName, points[0], strict=True)
            },
        )
        return turn[0], reading


def upright(picture: NDArray[np.uint8], turned_degrees: int) -> NDArray[np.uint8]:
    """Turn a picture (H, W, C) back that lies turned clockwise by a multiple of 90 degrees."""
    return np.ascontiguousarray(np.rot90(picture, turned_degrees // 90))


@cache
def picture_reader() -> PictureReader:
    """Return the reader that ships with the app, loaded once.

    Raises:
        WeightsError: if its file is missing or damaged.
    """
    return PictureReader(reader_file())


def _letterboxed(rgb: RgbImage) -> tuple[NDArray[np.float32], tuple[int, int, int, int]]:
    """Reduce a picture into the network's square; return it and the picture's box in it.

    The box (top, left, height, width) is in whole cells of every output.
    """
    factor = _SIDE / max(rgb.shape[:2])
    height, width = (
        min(_SIDE, max(8, 2 * _HEAT_CELL * round(length * factor / (2 * _HEAT_CELL))))
        for length in rgb.shape[:2]
    )
    small = cv2.resize(rgb, (width, height), interpolation=cv2.INTER_AREA)
    top, left = (_SIDE - height) // 2, (_SIDE - width) // 2
    image = np.full((1, 3, _SIDE, _SIDE), _PADDING, np.float32)
    image[0, :, top : top + height, left : left + width] = small.transpose(2, 0, 1)
    return image, (top, left, height, width)


def _cells(logits: NDArray[np.float32], top: int, left: int, height: int, width: int) -> SoftMask:
    """Return the probability (h, w) of the cells of the picture's box."""
    top, left, height, width = (v // _MASK_CELL for v in (top, left, height, width))
    inside = logits[top : top + height, left : left + width]
    return np.asarray(1 / (1 + np.exp(-inside)), np.float32)
