"""Cropping a part of the photo and resizing it to a size that the network takes."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import Box, RgbImage, Size
from tryon.late import cv2
from tryon.parsing.lite.network import MULTIPLE, STRIDE
from tryon.parsing.pyramid import Pyramid


@dataclass(frozen=True)
class Frame:
    """The part of a photo that a network input shows.

    Attributes:
        box: part of the photo that is shown, in pixels of the photo.
        content: its size in the network's input, at the top left; the rest is padding.
        padded: the whole input, a multiple of 32 each way.
    """

    box: Box
    content: Size
    padded: Size

    @property
    def cells(self) -> Size:
        """Extent of the content in output cells, rounded up."""
        return Size(-(-self.content.width // STRIDE), -(-self.content.height // STRIDE))


def frame_around(box: Box, *, area: int, long_side: int, max_zoom: float) -> Frame:
    """Choose an input size for ``box``.

    Args:
        box: what to show.
        area: about how many input pixels to spend.
        long_side: the most that either side may have.
        max_zoom: the most that the photo may be enlarged.
    """
    zoom = min(
        math.sqrt(area / (box.width * box.height)),
        long_side / max(box.width, box.height),
        max_zoom,
    )
    content = Size(max(STRIDE, round(box.width * zoom)), max(STRIDE, round(box.height * zoom)))
    return frame_of(box, content)


def frame_of(box: Box, content: Size) -> Frame:
    """Return the frame that shows ``box`` at a size of ``content`` input pixels."""
    return Frame(
        box=box,
        content=content,
        padded=Size(_round_up(content.width), _round_up(content.height)),
    )


def cut_frame(photo: Pyramid, frame: Frame) -> RgbImage:
    """Resize the frame's box of a photo and pad it by replicating its border."""
    content = photo.cut(frame.box, frame.content)
    right = frame.padded.width - frame.content.width
    bottom = frame.padded.height - frame.content.height
    padded = cv2.copyMakeBorder(content, 0, bottom, 0, right, cv2.BORDER_REPLICATE)
    return np.asarray(padded, dtype=np.uint8)


def cell_middles(box: Box, cells: Size) -> NDArray[np.float64]:
    """Return the middle (h, w, 2) of each of the cells that cover a box, in its own pixels."""
    x = box.left + (np.arange(cells.width) + 0.5) * box.width / cells.width - 0.5
    y = box.top + (np.arange(cells.height) + 0.5) * box.height / cells.height - 0.5
    return np.stack(np.meshgrid(x, y), axis=2)


def squared_distance(
    cells: NDArray[np.float64],
    start: NDArray[np.float64],
    end: NDArray[np.float64],
    *,
    part: tuple[float, float] = (0.0, 1.0),
) -> NDArray[np.float64]:
    """Return the squared distance (h, w) of places (h, w, 2) to a part of a line.

    Args:
        cells: the places.
        start: one end (2,) of the line.
        end: the other one.
        part: where on the line the part begins and ends, in lengths of it.
    """
    along_x, along_y = end - start
    gap_x, gap_y = cells[..., 0] - start[0], cells[..., 1] - start[1]
    length = max(along_x**2 + along_y**2, 1e-9)
    share = ((gap_x * along_x + gap_y * along_y) / length).clip(*part)
    gap_x, gap_y = gap_x - share * along_x, gap_y - share * along_y
    return np.asarray(gap_x * gap_x + gap_y * gap_y)


def _round_up(side: int) -> int:
    return -(-side // MULTIPLE) * MULTIPLE
