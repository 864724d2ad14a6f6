"""What may be dropped on the window or pasted into it, and how a garment is carried."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QImage

from tryon.imaging import Photo, check_photo_pixels
from tryon.ui.kit.qimage import qimage_to_rgb, qimage_to_rgba

GARMENT_TYPE = "application/x-tryon-garment"

_JPEG = "image/jpeg"
_FILES = ("image/png", "image/webp", "image/tiff", "image/bmp", _JPEG, "image/avif", "image/gif")
"""Picture files that a clipboard may hold, exact ones first."""
_HEIC_FILES = ("image/heic", "image/heif")
"""Those that not everybody can read: of no use where there are pixels too."""
_HEAD_BYTES = 4096
"""Where a JPEG says that it has EXIF."""


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


def has_photo(data: QMimeData) -> bool:
    """Return whether a picture is dropped or pasted, as a file's content or as pixels."""
    return data.hasImage() or any(map(data.hasFormat, (*_FILES, *_HEIC_FILES)))


def photo_file_in(data: QMimeData) -> bytes | None:
    """Return the content of a picture file that is dropped or pasted, or None.

    A camera's JPEG has EXIF, and comes first; one without may have been made for the clipboard, and
    loses to a file that is exact.
    """
    jpeg = bytes(data.data(_JPEG).data())
    if b"Exif" in jpeg[:_HEAD_BYTES]:
        return jpeg
    kinds = _FILES if data.hasImage() else (*_FILES, *_HEIC_FILES)
    contents = (bytes(data.data(kind).data()) for kind in kinds)
    return next(filter(None, contents), None)


def photo_in(data: QMimeData, name: str) -> Photo | None:
    """Return the picture that is dropped or pasted as pixels, or None.

    Raises:
        ImageReadError: if it is transparent everywhere, or too small to show a person.
    """
    image = data.imageData() if data.hasImage() else None
    if not isinstance(image, QImage) or image.isNull():
        return None
    check_photo_pixels(qimage_to_rgba(image), name)
    return Photo(qimage_to_rgb(image), name=name)
