"""Reads a garment that is cut out already: it is laid on a plain ground."""

from __future__ import annotations

import numpy as np

from tryon.garments.reader.network import picture_reader
from tryon.garments.reader.reading import Reading
from tryon.garments.reader.sharpen import sharpened
from tryon.garments.reader.symmetry import symmetric
from tryon.geometry import HardMask, RgbaImage, RgbImage, Size
from tryon.late import cv2, ndimage
from tryon.pixels.masks import disc
from tryon.pixels.resize import reduced
from tryon.shape.figure import Vector
from tryon.shape.point_names import ARMPITS, NECKS
from tryon.shape.sides import Pair

_MARGIN = 0.08
"""Width of the ground around a garment, in longest sides."""
_LOOK_SIDE = 512
"""Longest side in pixels to which a garment is reduced before: twice what the network sees."""
_SEEN = 0.5
"""Least probability that a cell shows the inside of the back for it to be looked for."""
_BELIEVED = 0.61
"""Least probability in the mean of what is taken for it: zips, creases and mock necks have 0.3 to
0.606, openings of collars and hoods 0.61 to 0.79, but for one in ten."""
_VISIBLE = 128
"""Least alpha of a pixel that counts."""
_GAP = 5
"""Radius of the gaps in the inside of the back that are closed, in pixels of that size; what is
smaller than such a gap is no inside."""
_EDGE_WINDOW = 9
"""Columns over which the lower edge of the inside of the back is smoothed."""
_LIGHT_GROUND, _DARK_GROUND = 245, 70
_LIGHT_GARMENT = 190
"""Mean brightness (0 to 255) from which a garment is laid on the dark ground."""


def read_cutout(rgba: RgbaImage, *, may_be_turned: bool = False) -> Reading:
    """Read a cut-out (H, W, 4) in shares of its own picture.

    Args:
        rgba: the garment.
        may_be_turned: whether it may lie on its side, and is to be turned back then.

    Raises:
        WeightsError: if the network's file is missing or damaged.
        GarmentError: if the network fails, for example for lack of memory.
    """
    rgba = reduced(rgba, _LOOK_SIDE)
    height, width = rgba.shape[:2]
    margin = round(_MARGIN * max(height, width))
    picture = _on_ground(rgba, margin)
    reader = picture_reader()
    reading = reader.read(picture) if may_be_turned else reader.read_upright(picture)
    if reading.turned_degrees in (90, 270):
        width, height = height, width
    inner = np.array([width, height], np.float64)
    whole = inner + 2 * margin
    return symmetric(reading.part(margin / whole, inner / whole))


def inside_of_back(rgba: RgbaImage, reading: Reading) -> HardMask | None:
    """Return where a cut-out shows the inside of its back at the neck.

    Args:
        rgba: the garment (H, W, 4).
        reading: of the same picture.

    Returns:
        What lies above the front neckline (H, W); None if nothing of the back shows.
    """
    if float(reading.inside.max(initial=0.0)) < _SEEN:
        return None
    size, small = Size.of(rgba), reduced(rgba, _LOOK_SIDE)
    visible = np.asarray(small[..., 3] >= _VISIBLE)
    found = sharpened(np.ascontiguousarray(small[..., :3]), reading.inside, within=visible)
    found = _closed(found)
    shape = np.array(found.shape[1::-1])
    necks = NECKS.map(lambda name: reading.heats[name].place * shape)
    armpit = min(reading.heats[name].place[1] for name in ARMPITS) * shape[1]
    at_neck = _part_between(found, necks, lowest=armpit)
    if at_neck.sum() < disc(_GAP).sum():
        return None
    likely = cv2.resize(reading.inside, at_neck.shape[::-1])
    if float(likely[at_neck & visible].mean()) < _BELIEVED:
        return None
    above = _above_lower_edge(at_neck).astype(np.float32)
    return np.asarray(cv2.resize(above, (size.width, size.height)) >= 0.5)


def _part_between(mask: HardMask, necks: Pair[Vector], *, lowest: float) -> HardMask:
    """Return the part of a mask (h, w) that lies most between two points and begins above a row."""
    _, ids, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
    columns = slice(max(0, int(necks.left[0])), max(0, int(necks.right[0]) + 1))
    counts = np.bincount(ids[:, columns].ravel(), minlength=len(stats))
    counts[0] = 0
    counts[stats[:, cv2.CC_STAT_TOP] > lowest] = 0
    return np.asarray((ids == int(np.argmax(counts))) & mask) if counts.any() else mask & False


def _closed(mask: HardMask) -> HardMask:
    """Return a mask with its small gaps closed, as a label and its stitches leave them."""
    return np.asarray(cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, disc(_GAP)) > 0)


def _above_lower_edge(mask: HardMask) -> HardMask:
    """Return everything above the lower edge of a mask (h, w), which is smoothed along the way.

    Labels and tapes are in it then. One pixel more is taken: the seam to the front is soft.
    """
    columns = np.flatnonzero(mask.any(axis=0))
    lowest = mask.shape[0] - 1 - np.argmax(mask[::-1], axis=0)[columns]
    smooth = ndimage.median_filter(lowest, size=_EDGE_WINDOW, mode="nearest") + 1
    rows = np.arange(mask.shape[0])[:, None]
    result = np.zeros_like(mask)
    result[:, columns] = rows <= smooth
    return result


def _on_ground(rgba: RgbaImage, margin: int) -> RgbImage:
    """Return a picture of a cut-out on a ground that it stands out from, with a margin."""
    alpha = rgba[..., 3:].astype(np.float32) / 255
    brightness = float((rgba[..., :3] * alpha).sum() / max(3 * float(alpha.sum()), 1.0))
    ground = np.float32(_DARK_GROUND if brightness > _LIGHT_GARMENT else _LIGHT_GROUND)
    picture = np.rint(ground + alpha * (rgba[..., :3] - ground)).astype(np.uint8)
    height, width = picture.shape[:2]
    framed = np.full((height + 2 * margin, width + 2 * margin, 3), ground, np.uint8)
    framed[margin : margin + height, margin : margin + width] = picture
    return framed
