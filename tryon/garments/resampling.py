"""Reducing pictures with transparency without dark or bright fringes."""

from __future__ import annotations

import cv2
import numpy as np

from tryon.geometry import RgbaImage, Size


def resize_rgba(rgba: RgbaImage, size: Size) -> RgbaImage:
    """Resize a picture (H, W, 4) with straight alpha, weighting colours by their coverage."""
    premultiplied = rgba.astype(np.float32)
    premultiplied[..., :3] *= premultiplied[..., 3:] / 255
    shrinks = size.width < rgba.shape[1]
    method = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    resized = cv2.resize(premultiplied, (size.width, size.height), interpolation=method)
    result = np.asarray(resized, dtype=np.float32)
    result[..., :3] *= 255 / np.maximum(result[..., 3:], 1.0)
    return np.asarray(np.clip(np.rint(result), 0, 255), dtype=np.uint8)


def scaled(size: Size, factor: float) -> Size:
    """Give a size times ``factor``, at least 1 pixel on each side."""
    return Size(max(1, round(size.width * factor)), max(1, round(size.height * factor)))
