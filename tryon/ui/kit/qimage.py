"""numpy <-> QImage, and nothing else: the one place that knows both memory layouts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from tryon.geometry import LabelMap, RgbaImage, RgbImage

RgbaTable = NDArray[np.uint8]
"""A colour with alpha per id (N, 4) uint8."""


def rgb_to_qimage(pixels: RgbImage) -> QImage:
    """View RGB (H, W, 3) uint8 as a QImage without copying; keep ``pixels`` alive beside it."""
    rows = np.ascontiguousarray(pixels)
    height, width = rows.shape[:2]
    image = QImage(rows.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    return image if rows is pixels else image.copy()


def rgba_to_qimage(pixels: RgbaImage) -> QImage:
    """Copy RGBA (H, W, 4) uint8 with straight alpha into a QImage that draws fast."""
    rows = np.ascontiguousarray(pixels)
    height, width = rows.shape[:2]
    image = QImage(rows.data, width, height, 4 * width, QImage.Format.Format_RGBA8888)
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def labels_to_qimage(labels: LabelMap, colors: RgbaTable) -> QImage:
    """View labels (H, W) uint8 as a coloured QImage; keep ``labels`` alive beside it."""
    rows = np.ascontiguousarray(labels)
    height, width = rows.shape
    image = QImage(rows.data, width, height, width, QImage.Format.Format_Indexed8)
    image = image if rows is labels else image.copy()
    red, green, blue, alpha = (colors[:, channel].astype(np.uint32) for channel in range(4))
    image.setColorTable((alpha << 24 | red << 16 | green << 8 | blue).tolist())
    return image


def qimage_to_rgb(image: QImage) -> RgbImage:
    """Copy a QImage of any format to RGB (H, W, 3) uint8, transparent parts on white."""
    rgba = qimage_to_rgba(image)
    if not image.hasAlphaChannel():
        return rgba[..., :3].copy()
    alpha = rgba[..., 3:].astype(np.float32) / 255
    return np.rint(rgba[..., :3] * alpha + 255 * (1 - alpha)).astype(np.uint8)


def qimage_to_rgba(image: QImage) -> RgbaImage:
    """Copy a QImage of any format to RGBA (H, W, 4) uint8 with straight alpha."""
    plain = image.convertToFormat(QImage.Format.Format_RGBA8888)
    width, height, stride = plain.width(), plain.height(), plain.bytesPerLine()
    rows = np.frombuffer(plain.constBits(), dtype=np.uint8).reshape(height, stride)
    return rows[:, : 4 * width].reshape(height, width, 4).copy()
