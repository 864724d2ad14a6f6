"""Noise and sharpness of a photo, measured and applied to a garment.

A garment with less noise gets some, a sharper one is blurred; none is denoised or sharpened.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import HardMask
from tryon.late import cv2

_TILE = 64
"""Side of the tiles in which noise and blur are measured, in pixels."""
_MOST_TILES = 48
"""More tiles than this are thinned out."""
_BORDER = 6
"""Pixels at a tile's border in which no edge is looked for."""
_QUIET_QUANTILE = 0.15
"""Quantile of the tiles' deviations that is taken for noise: busier tiles have texture."""
_FEWEST_TILES = 4
"""Tiles that are needed to measure noise."""
_LEAST_NOISE = 0.5
"""Deviation in 8-bit units below which noise is not worth adding."""
_MOST_NOISE = 8.0
"""Largest noise, a deviation in 8-bit units, that is believed."""
_MOST_BLUR = 4.0
"""Largest blur of a garment (sigma, pixels)."""
_MOST_ROUGH = 2.5
"""Largest roughness that is added, a deviation in 8-bit units."""
_DEVIATION_PER_MEDIAN = 1.4826
"""Deviation of a normal distribution per median of its magnitudes."""
_CLEAR_BLUR = 0.35
"""Missing blur (sigma, pixels) below which a garment is not blurred."""
_EDGE_CONTRAST = 14.0
"""Slope of an edge that is measured, in 8-bit units per pixel."""
_FEWEST_EDGES = 60
"""Pixels on edges that are needed to measure blur."""
_SHARPEST_PERCENTILE = 20
"""Percentile of the edges' blurs that is taken for the photo's: others are out of focus."""
_TYPICAL_BLUR = 0.55
"""Blur (sigma, pixels) where none can be measured."""
_LAPLACIAN = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32) / 6.0
"""Blind to edges and slopes; white noise of deviation 1 keeps it (Immerkaer, CVIU 64(2), 1996)."""


@dataclass(frozen=True)
class Grain:
    """Noise and blur of a picture.

    Attributes:
        fine: deviation of the luma noise from pixel to pixel, in 8-bit units.
        coarse: deviation of the noise that is left at half size beyond that of the fine noise.
        blur: radius (sigma, pixels) of the sharpest edges' blur.
    """

    fine: float
    coarse: float
    blur: float


def measure_grain(image: NDArray[np.generic], where: HardMask | None = None) -> Grain:
    """Measure noise and sharpness of a picture (H, W, 3), or of its pixels ``where`` (H, W)."""
    tiles = _tiles(image, np.ones(image.shape[:2], np.bool_) if where is None else where)
    if not len(tiles):
        return Grain(0.0, 0.0, _TYPICAL_BLUR)
    fine = _noise_deviation(tiles)
    half_size = np.stack(
        [cv2.resize(t, (_TILE // 2, _TILE // 2), interpolation=cv2.INTER_AREA) for t in tiles]
    )
    coarse = float(np.sqrt(max(_noise_deviation(half_size) ** 2 - (fine / 2) ** 2, 0.0)))
    return Grain(fine, min(coarse, fine), _blur_of_edges(tiles))


def grained(
    pixels: NDArray[np.float32], grain: Grain, photo_grain: Grain, *, strength: float
) -> NDArray[np.float32]:
    """Bring colours (H, W, 3) to the photo's blur and noise; the same input gives the same noise.

    Args:
        pixels: colours in [0, 255].
        grain: grain of ``pixels``.
        photo_grain: grain of the photo.
        strength: fraction of the difference that is made up for.
    """
    missing = strength * np.sqrt(max(photo_grain.blur**2 - grain.blur**2, 0.0))
    if missing > _CLEAR_BLUR:
        sigma = min(float(missing), _MOST_BLUR)
        pixels = np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma), dtype=np.float32)
        grain = Grain(0.0, 0.0, photo_grain.blur)
    fine = strength * np.sqrt(max(photo_grain.fine**2 - grain.fine**2, 0.0))
    coarse = strength * np.sqrt(max(photo_grain.coarse**2 - grain.coarse**2, 0.0))
    if fine < _LEAST_NOISE and coarse < _LEAST_NOISE:
        return pixels
    random = np.random.default_rng(zlib.crc32(pixels[::7, ::7].tobytes()))
    height, width = pixels.shape[:2]
    noise = fine * random.standard_normal((height, width), dtype=np.float32)
    half_size_noise = coarse * random.standard_normal(
        (height // 2 + 1, width // 2 + 1), dtype=np.float32
    )
    noise += cv2.resize(half_size_noise, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.asarray(pixels + noise[..., None], dtype=np.float32)


def roughened(
    pixels: NDArray[np.float32], *, like: NDArray[np.float32], where: HardMask
) -> NDArray[np.float32]:
    """Add to smooth colours (H, W, 3) the roughness, in luma, that a photo has in places.

    Args:
        pixels: colours in [0, 255] without any texture.
        like: the photo (H, W, 3).
        where: its pixels (H, W) that count, without their edges.
    """
    inner = cv2.erode(where.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    if inner.sum() < _TILE:
        return pixels
    luma = like @ np.array([0.299, 0.587, 0.114], np.float32)
    roughness = np.abs(luma - cv2.GaussianBlur(luma, (0, 0), 1.0))[inner]
    deviation = min(_MOST_ROUGH, _DEVIATION_PER_MEDIAN * float(np.median(roughness)))
    random = np.random.default_rng(len(roughness))
    noise = random.standard_normal(where.shape, dtype=np.float32)
    return np.asarray(pixels + deviation * noise[..., None], dtype=np.float32)


def _tiles(image: NDArray[np.generic], where: HardMask) -> NDArray[np.float32]:
    """Return evenly spread luma tiles (N, 64, 64) that lie on ``where`` by half at least."""
    height, width = where.shape
    rows, columns = range(0, height - _TILE + 1, _TILE), range(0, width - _TILE + 1, _TILE)
    places = [
        (y, x)
        for y in rows
        for x in columns
        if where[y : y + _TILE : 4, x : x + _TILE : 4].mean() > 0.5
    ]
    step = max(1, -(-len(places) // _MOST_TILES))
    tiles = [image[y : y + _TILE, x : x + _TILE] for y, x in places[::step]]
    luma = [np.asarray(t, np.float32) @ np.array([0.299, 0.587, 0.114], np.float32) for t in tiles]
    return np.asarray(luma, dtype=np.float32).reshape(-1, _TILE, _TILE)


def _noise_deviation(tiles: NDArray[np.float32]) -> float:
    """Return the deviation of white noise in the quietest tiles that are not burnt out or black."""
    mean = tiles.mean(axis=(1, 2))
    tiles = tiles[(mean > 8) & (mean < 247)]
    if len(tiles) < _FEWEST_TILES:
        return 0.0
    side = tiles.shape[1]
    stacked = cv2.filter2D(tiles.reshape(-1, side), cv2.CV_32F, _LAPLACIAN)
    inner = np.abs(stacked.reshape(-1, side, side)[:, 2:-2, 2:-2]).reshape(len(tiles), -1)
    inner.partition(inner.shape[1] // 2, axis=1)
    deviations = _DEVIATION_PER_MEDIAN * inner[:, inner.shape[1] // 2]
    return min(_MOST_NOISE, float(np.quantile(deviations, _QUIET_QUANTILE)))


def _blur_of_edges(tiles: NDArray[np.float32]) -> float:
    """Return the blur of the sharpest clear edges, from how much more blur flattens them.

    An ideal edge blurred by s has a gradient sqrt(s^2 + 1) / s times as high as when it is blurred
    by 1 more (Zhuo and Sim, "Defocus map estimation from a single image", 2011).
    """
    stacked = tiles.reshape(-1, _TILE)
    blurred_slope = _slope(np.asarray(cv2.GaussianBlur(stacked, (0, 0), 1.0), np.float32))
    slope = _slope(stacked)
    crest = slope >= cv2.dilate(slope, np.ones((3, 3), np.uint8)) - 1e-3
    clear = (crest & (slope > _EDGE_CONTRAST)).reshape(tiles.shape)
    for rim in (slice(None, _BORDER), slice(-_BORDER, None)):
        clear[:, rim] = clear[:, :, rim] = False
    clear = clear.reshape(stacked.shape)
    slope_ratios = slope[clear] / np.maximum(blurred_slope[clear], 1e-3)
    if len(slope_ratios) < _FEWEST_EDGES:
        return _TYPICAL_BLUR
    blurs = 1.0 / np.sqrt(np.maximum(slope_ratios, 1.02) ** 2 - 1.0)
    return float(np.percentile(blurs, _SHARPEST_PERCENTILE))


def _slope(tile: NDArray[np.float32]) -> NDArray[np.float32]:
    across = cv2.Sobel(tile, cv2.CV_32F, 1, 0, scale=0.125)
    down = cv2.Sobel(tile, cv2.CV_32F, 0, 1, scale=0.125)
    return np.asarray(cv2.magnitude(across, down), dtype=np.float32)
