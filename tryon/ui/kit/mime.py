"""What may be dropped on the window or pasted into it, and how a garment is carried."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QImage

from tryon.imaging import Photo
from tryon.ui.kit.qimage import qimage_to_rgb

GARMENT_TYPE = "application/x-tryon-garment"


def garment_to_mime(key: str) -> QMimeData:
    """Pack a garment of the panel for dragging."""
    data = QMimeData()
    data.setData(GARMENT_TYPE, QByteArray(key.encode()))
    return data


def garment_in(data: QMimeData) -> str | None:
    """Return the key of the garment that is dragged, or None."""
    if not data.hasFormat(GARMENT_TYPE):
        return None
    return bytes(data.data(GARMENT_TYPE).data()).decode()


def files_in(data: QMimeData) -> tuple[Path, ...]:
    """Return the local files that are dropped or pasted."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())


def photo_in(data: QMimeData, name: str) -> Photo | None:
    """Return the picture that is dropped or pasted as pixels, or None."""
    image = data.imageData() if data.hasImage() else None
    if not isinstance(image, QImage) or image.isNull():
        return None
    return Photo(qimage_to_rgb(image), name=name)
