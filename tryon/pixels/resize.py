"""Resizing and blurring pictures, transparent ones without fringes of hidden colours."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import RgbaImage, Size
from tryon.late import cv2
from tryon.pixels.eight_bit import eight_bit

Pixel = TypeVar("Pixel", np.uint8, np.float32)


def resized(image: NDArray[Pixel], shape: tuple[int, ...], scale: float) -> NDArray[Pixel]:
    """Reduce an image of ``shape`` by a factor of at least 1."""
    if scale == 1.0:
        return image
    size = max(1, round(shape[1] / scale)), max(1, round(shape[0] / scale))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), image.dtype)


def blurred(image: NDArray[np.float32], sigma: float) -> NDArray[np.float32]:
    """Blur by a Gaussian."""
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), dtype=np.float32)


def blurred_within(
    values: NDArray[np.float32], weight: NDArray[np.float32], sigma: float
) -> NDArray[np.float32]:
    """Blur values (H, W) or (H, W, C) where they have weight (H, W): normalised convolution."""
    channels = (1,) * (values.ndim - 2)
    total = blurred(values * weight.reshape(*weight.shape, *channels), sigma)
    norm = blurred(weight, sigma).reshape(*weight.shape, *channels)
    return np.asarray(total / (norm + 1e-4), dtype=np.float32)


def enlarged(image: NDArray[np.float32], shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Enlarge an image to ``shape``, linearly between its pixels."""
    if image.shape[:2] == shape[:2]:
        return np.asarray(image, dtype=np.float32)
    full = cv2.resize(image, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(full, dtype=np.float32)


def resize_rgba(rgba: RgbaImage, size: Size) -> RgbaImage:
    """Resize a picture (H, W, 4) with straight alpha, weighting colours by their coverage."""
    coverage = rgba[..., 3] / np.float32(255)
    weights = cv2.merge([coverage, coverage, coverage, np.ones_like(coverage)])
    premultiplied = cv2.multiply(rgba, weights, dtype=cv2.CV_32F)
    shrinks = size.width < rgba.shape[1]
    method = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    interpolated = cv2.resize(premultiplied, (size.width, size.height), interpolation=method)
    result = np.asarray(interpolated, dtype=np.float32)
    result[..., :3] *= 255 / np.maximum(result[..., 3:], 1.0)
    return eight_bit(result)


def scaled(size: Size, factor: float) -> Size:
    """Return a size times ``factor``, at least 1 pixel on each side."""
    return Size(max(1, round(size.width * factor)), max(1, round(size.height * factor)))


def reduced(picture: NDArray[np.uint8], longest: int) -> NDArray[np.uint8]:
    """Return a picture (H, W, 3) or (H, W, 4) with no side longer than ``longest`` pixels."""
    factor = longest / max(picture.shape[:2])
    if factor >= 1:
        return picture
    size = scaled(Size.of(picture), factor)
    if picture.shape[2] == 4 and picture[..., 3].min() < 255:
        return resize_rgba(picture, size)
    small = cv2.resize(picture, (size.width, size.height), interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.uint8)
