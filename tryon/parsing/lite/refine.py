"""Edges at photo resolution: a fast guided filter, evaluated only where parts meet.

The network answers on a grid several photo pixels wide. A guided filter (He et al. 2013; fast
form: He and Sun, arXiv 1505.00996) makes each probability a local linear function of the photo's
colour, so that its edges snap to those of the photo: q(x) = a(x) . I(x) + b(x). Colour, not grey:
a sleeve and an arm are often equally bright. The coefficients are found on the grid; the
photo-sized part is done for pixels near an edge only, everything else keeps its grid cell's label.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import Box, LabelMap, RgbImage, Size, SoftMask
from tryon.labels import LABEL_COUNT
from tryon.late import cv2
from tryon.parsing.people import look_up
from tryon.parsing.pyramid import Pyramid
from tryon.pixels.masks import voted

RADIUS = 4
"""Radius of the filter window in grid cells."""
EPSILON = 1e-3
"""Variance of the guide (colours in [0, 1]) below which an area counts as flat."""
MEDIUM_SIDE = 1200
"""Long side in pixels at which a large photo is refined first."""
VOTE_SIGMA = 0.8
"""Blur of the votes by which a pixel's surroundings decide, in grid cells."""
FINE_RADIUS = 1
"""Pixels of that size around the edges found there that are refined at the photo's own size."""
MIN_PEAK = 0.2
"""A label whose probability stays below this everywhere is left out."""
_ROW = 4096
"""Points in a row of the sampling maps; OpenCV allows 32766."""


@dataclass(frozen=True, eq=False)
class RefinedPerson:
    """One person at photo resolution.

    Attributes:
        box: the part (H, W) of the photo that shows all of the person.
        labels: CIHP ids (H, W) uint8; 0 where this person is not.
        certainty: probability (H, W) uint8, 0-255, that a pixel is this person's.
    """

    box: Box
    labels: LabelMap
    certainty: NDArray[np.uint8]


def refine_person(
    photo: Pyramid, box: Box, small: RgbImage, labels: NDArray[np.float32], membership: SoftMask
) -> RefinedPerson | None:
    """Bring one person's probabilities from the grid to the photo; None where nobody shows.

    Args:
        photo: the whole photo.
        box: the part of it (H, W) that the grid covers.
        small: that part (h, w, 3), a pixel for each cell of the grid.
        labels: probability (20, h, w) float32 of each label.
        membership: probability (h, w) float32 that a cell is this person's.
    """
    present = [
        i for i in range(1, LABEL_COUNT) if (labels[i] * membership).max(initial=0.0) >= MIN_PEAK
    ]
    if not present:
        return None
    channel_labels = np.array([0, *present], dtype=np.uint8)
    grid = np.concatenate([membership[None], labels[present]])  # (1 + C, h, w)
    filtered = _GuidedFilter(small, grid)
    refined = np.where(grid[0] >= 0.5, grid[1:].argmax(axis=0) + 1, 0).astype(np.uint8)
    certainty = (grid[0] * 255).astype(np.uint8)
    radius = RADIUS
    *coarser, finest = _levels(photo, box)
    for level in coarser:
        whole = Box(0, 0, level.shape[1], level.shape[0])
        refined, certainty = _at_level(filtered, level, whole, refined, certainty, radius)
        refined, certainty = _even(refined, certainty, level.shape[0] / grid.shape[1])
        radius = FINE_RADIUS
    part = _part_shown(refined, radius, Size.of(finest))
    if part is None:
        return None
    refined, certainty = _at_level(filtered, finest, part, refined, certainty, radius)
    if not coarser:
        refined, certainty = _even(refined, certainty, finest.shape[0] / grid.shape[1])
    return RefinedPerson(
        box=part.moved(box.left, box.top),
        labels=look_up(channel_labels, refined),
        certainty=certainty,
    )


def _at_level(
    filtered: _GuidedFilter,
    level: RgbImage,
    part: Box,
    refined: NDArray[np.uint8],
    certainty: NDArray[np.uint8],
    radius: int,
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return channels and certainty of a part of a picture, decided anew near edges.

    Args:
        filtered: the channels' filters.
        level: the picture (H, W, 3).
        part: which of its pixels.
        refined: the best channel (h, w) of each cell of a coarser grid over the whole picture.
        certainty: its certainty (h, w), 0-255.
        radius: cells around an edge that are decided anew.
    """
    size = Size.of(level)
    nearby = _nearby(refined, radius)
    is_edge = (nearby & (nearby - 1)) > 0  # more than one channel
    columns, rows = _places(_enlarge(is_edge.astype(np.uint8), size, part))
    refined, certainty = _enlarge(refined, size, part), _enlarge(certainty, size, part)
    on_level = rows + part.top, columns + part.left
    candidates = nearby[
        on_level[0] * nearby.shape[0] // size.height, on_level[1] * nearby.shape[1] // size.width
    ]
    chosen, certainties = filtered.choose(level, *on_level, candidates)
    refined[rows, columns] = chosen
    certainty[rows, columns] = certainties
    return refined, certainty


def _even(
    channels: NDArray[np.uint8], certainty: NDArray[np.uint8], cell: float
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Let each pixel's surroundings decide.

    A stripe of the cloth that runs into an edge may look like the other side and take its label.

    Args:
        channels: the best channel (H, W) of each pixel; 0 is nobody.
        certainty: the certainty (H, W), 0-255, that it is the person's.
        cell: size of a grid cell in pixels.
    """
    even = voted(channels, VOTE_SIGMA * cell)
    has_joined = (channels == 0) & (even > 0)
    return even, np.where(has_joined, np.maximum(certainty, np.uint8(128)), certainty)


def _part_shown(refined: NDArray[np.uint8], radius: int, size: Size) -> Box | None:
    """Return the pixels of a picture in which a person may be, some cells around included.

    Args:
        refined: the best channel (h, w) of each cell; 0 is nobody.
        radius: cells around.
        size: of the picture, which the cells cover.
    """
    cells = Box.around(refined > 0)
    if cells is None:
        return None
    grid = Size.of(refined)
    cells = cells.grown(radius, limit=grid)
    return Box(
        left=cells.left * size.width // grid.width,
        top=cells.top * size.height // grid.height,
        right=-(-cells.right * size.width // grid.width),
        bottom=-(-cells.bottom * size.height // grid.height),
    )


def _levels(photo: Pyramid, box: Box) -> tuple[RgbImage, ...]:
    """Return the box of the photo; if it is large, a smaller copy comes first."""
    image = photo.levels[0][box.slices]
    scale = MEDIUM_SIDE / max(box.width, box.height)
    if scale > 0.7:
        return (image,)
    size = Size(round(box.width * scale), round(box.height * scale))
    return photo.cut(box, size, shrink=cv2.INTER_LINEAR), image  # ten times as fast as averaging


def _enlarge(values: NDArray[np.uint8], size: Size, part: Box) -> NDArray[np.uint8]:
    """Return a part of what cells (h, w) hold at a larger size, each pixel as its cell."""
    height = values.shape[0]
    wide = cv2.resize(values, (size.width, height), interpolation=cv2.INTER_NEAREST_EXACT)
    rows = (2 * np.arange(part.top, part.bottom) + 1) * height // (2 * size.height)
    return np.asarray(np.take(wide[:, part.left : part.right], rows, axis=0), np.uint8)


def _places(mask: NDArray[np.uint8]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the columns and rows (P,) of a mask's pixels."""
    found = cv2.findNonZero(mask)
    points = np.empty((0, 2), np.intp) if found is None else found.reshape(-1, 2).astype(np.intp)
    return points[:, 0], points[:, 1]


def _nearby(channels: NDArray[np.uint8], radius: int) -> NDArray[np.int32]:
    """Return the channels within a radius of each cell (h, w), channel k as bit k."""
    table = np.left_shift(1, np.arange(256, dtype=np.int32) % 32)
    bits = np.asarray(cv2.LUT(channels, table), dtype=np.int32)
    for axis in (0, 1):
        rows = np.moveaxis(bits, axis, 0)
        grown = rows.copy()
        for step in range(1, radius + 1):
            grown[step:] |= rows[:-step]
            grown[:-step] |= rows[step:]
        bits = np.moveaxis(grown, 0, axis)
    return bits


class _GuidedFilter:
    """The guided filter of each channel of a grid (1 + C, h, w), to be evaluated anywhere.

    Channel 0 is whether a cell is the person's at all, the others are the labels.
    """

    def __init__(self, small: RgbImage, grid: NDArray[np.float32]) -> None:
        guide = _Guide(np.divide(small, 255, dtype=np.float32))
        self._coefficients = [guide.coefficients(plane) for plane in grid]

    def choose(
        self,
        image: RgbImage,
        rows: NDArray[np.intp],
        columns: NDArray[np.intp],
        candidates: NDArray[np.int32],
    ) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """Decide pixels of the photo, or of a smaller copy of it.

        Args:
            image: that picture.
            rows: of P pixels.
            columns: of the same.
            candidates: channels that may win there, channel k as bit k; bit 0 is nobody.

        Returns:
            The best channel (P,), 0 where the person is not, and the certainty (P,), 0-255, that
            the pixel is the person's.
        """
        points = self._points(image, rows, columns)
        chosen = self._strongest(points, candidates & ~1)
        certainty = np.full(len(rows), 255, dtype=np.uint8)
        doubtful = np.flatnonzero((candidates & 1) != 0)
        membership = self._values(0, points.at(doubtful))
        certainty[doubtful] = (membership.clip(0, 1) * 255).astype(np.uint8)
        chosen[doubtful[membership < 0.5]] = 0
        return chosen, certainty

    def _points(
        self, image: RgbImage, rows: NDArray[np.intp], columns: NDArray[np.intp]
    ) -> _Points:
        height, width = self._coefficients[0].shape[:2]
        x = (columns + 0.5) * (width / image.shape[1]) - 0.5
        y = (rows + 0.5) * (height / image.shape[0]) - 0.5
        colors = np.full((len(rows), 4), 255, dtype=np.uint8)
        colors[:, :3] = image[rows, columns]
        return _Points(x.astype(np.float32), y.astype(np.float32), colors)

    def _strongest(self, points: _Points, labels: NDArray[np.int32]) -> NDArray[np.uint8]:
        """Return the best (P,) of the channels whose bits are set in ``labels`` (P,)."""
        chosen = (np.frexp((labels | 1).astype(np.float32))[1] - 1).astype(np.uint8)  # highest bit
        contested = np.flatnonzero((labels & (labels - 1)) != 0)
        labels, points = labels[contested], points.at(contested)
        best = np.full(len(contested), -np.inf, dtype=np.float32)
        winner = np.zeros(len(contested), dtype=np.uint8)
        for channel in range(1, len(self._coefficients)):
            here = np.flatnonzero((labels & (1 << channel)) != 0)
            values = self._values(channel, points.at(here))
            wins = values > best[here]
            best[here[wins]] = values[wins]
            winner[here[wins]] = channel
        chosen[contested] = winner
        return chosen

    def _values(self, channel: int, points: _Points) -> NDArray[np.float32]:
        """Return a channel's values (P,) at points."""
        if not len(points.x):
            return np.empty(0, dtype=np.float32)
        sampled = cv2.remap(
            self._coefficients[channel],
            _in_rows(points.x),
            _in_rows(points.y),
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        )
        coefficients = np.asarray(sampled.reshape(-1, 4)[: len(points.x)], dtype=np.float32)
        products = np.vecdot(coefficients, points.colors.astype(np.float32))
        return np.asarray(products / 255, dtype=np.float32)


@dataclass(frozen=True, eq=False)
class _Points:
    """Places on the grid and the photo's colours there.

    Attributes:
        x: column (P,) on the grid, float32.
        y: row (P,) likewise.
        colors: red, green, blue and 255 (P, 4), uint8.
    """

    x: NDArray[np.float32]
    y: NDArray[np.float32]
    colors: NDArray[np.uint8]

    def at(self, places: NDArray[np.intp]) -> _Points:
        """Take some of them; ``np.take`` of rows is ten times faster than indexing."""
        return _Points(self.x[places], self.y[places], np.take(self.colors, places, axis=0))


def _in_rows(positions: NDArray[np.float32]) -> NDArray[np.float32]:
    """Arrange positions (P,) in rows of a length that OpenCV takes, padded with zeros."""
    return np.pad(positions, (0, -len(positions) % _ROW)).reshape(-1, _ROW)


class _Guide:
    """A colour guide (h, w, 3) in [0, 1] and what the filter of every plane needs of it."""

    def __init__(self, colors: NDArray[np.float32]) -> None:
        self._colors = [np.ascontiguousarray(colors[..., i]) for i in range(3)]
        self._means = [_box_mean(color) for color in self._colors]

        def covariance(i: int, j: int) -> NDArray[np.float32]:
            product = _box_mean(self._colors[i] * self._colors[j])
            return product - self._means[i] * self._means[j] + np.float32(EPSILON * (i == j))

        self._inverse = _inverted(
            [covariance(i, j) for i, j in ((0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2))]
        )

    def coefficients(self, plane: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the averaged slopes and intercept (h, w, 4), eq. 14 to 16 of He et al. 2013."""
        intercept = mean = _box_mean(plane)
        joint = [
            _box_mean(color * plane) - color_mean * mean
            for color, color_mean in zip(self._colors, self._means, strict=True)
        ]
        filtered = np.empty((*plane.shape, 4), np.float32)
        for i, row in enumerate(self._inverse):
            slope = row[0] * joint[0] + row[1] * joint[1] + row[2] * joint[2]
            intercept = intercept - slope * self._means[i]
            filtered[..., i] = slope
        filtered[..., 3] = intercept
        return _box_mean(filtered)


def _inverted(upper: list[NDArray[np.float32]]) -> list[list[NDArray[np.float32]]]:
    """Return the inverse of symmetric 3x3 matrices, plane by plane: ten times NumPy's speed.

    Args:
        upper: entries (h, w) of the upper triangles: xx, xy, xz, yy, yz and zz.

    Returns:
        Three rows of three planes (h, w).
    """
    xx, xy, xz, yy, yz, zz = upper
    first = yy * zz - yz * yz, xz * yz - xy * zz, xy * yz - xz * yy
    middle = xx * zz - xz * xz, xy * xz - xx * yz
    cofactors = first, (first[1], *middle), (first[2], middle[1], xx * yy - xy * xy)
    scale = np.reciprocal(xx * first[0] + xy * first[1] + xz * first[2])
    return [[cofactor * scale for cofactor in row] for row in cofactors]


def _box_mean(values: NDArray[np.float32]) -> NDArray[np.float32]:
    side = 2 * RADIUS + 1
    return np.asarray(cv2.blur(values, (side, side), borderType=cv2.BORDER_REPLICATE))
