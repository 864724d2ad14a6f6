"""Small pictures of garments for the wardrobe's list, kept in the user's cache folder.

One is known by the garment's picture file, its size and its time, and by the outline along which it
is cut out, so a changed garment gets a new one. What was not shown for long is deleted.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np

from tryon.garments.kept_files import KeptFiles
from tryon.geometry import RgbaImage, Size
from tryon.late import cv2
from tryon.pixels.resize import resize_rgba, scaled

THUMBNAIL_SIDE = 256
"""Longest side in pixels: a card's, on a screen of twice the usual resolution."""

_PNG_START, _PNG_END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"
_SWAPPED = [2, 1, 0, 3]
"""Channels of RGBA in the order that OpenCV writes."""


class ThumbnailCache:
    """Keeps thumbnails as files; never fails to, for what it holds can be made again.

    Args:
        folder: where; in the platform's cache folder by default.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._files = KeptFiles(folder) if folder else KeptFiles.in_cache("thumbnails")

    def find(self, picture: Path, *, version: str = "") -> bytes | None:
        """Return the thumbnail of a picture file, as a PNG; None if there is none."""
        try:
            return self._read(_file_name(picture, version))
        except (OSError, ValueError):
            return None

    def get(self, picture: Path, read: Callable[[], RgbaImage], *, version: str = "") -> bytes:
        """Return the thumbnail of a picture file, as a PNG.

        Args:
            picture: the file.
            read: returns its garment (H, W, 4); called if there is no thumbnail yet.
            version: differs wherever the same file shows another garment.

        Raises:
            OSError: if there is no such file.
        """
        name = _file_name(picture, version)
        kept = self._read(name)
        if kept is not None:
            return kept
        made = thumbnail_png(read())
        self._files.keep(name, made)
        return made

    def clear_unused(self) -> None:
        """Delete what was not shown for long."""
        self._files.clear_unused()

    def _read(self, name: str) -> bytes | None:
        """Return a whole PNG, or None."""
        data = self._files.find(name)
        is_whole = data and data.startswith(_PNG_START) and data.endswith(_PNG_END)
        return data if is_whole else None


def thumbnail_png(rgba: RgbaImage) -> bytes:
    """Return a garment's picture (H, W, 4), reduced, as a PNG."""
    step = max(1, max(rgba.shape[:2]) // (2 * THUMBNAIL_SIDE))
    rgba = rgba[::step, ::step]  # quick, and what is left is reduced smoothly
    size = Size.of(rgba)
    small = resize_rgba(rgba, scaled(size, min(1.0, THUMBNAIL_SIDE / max(size.width, size.height))))
    return cv2.imencode(".png", np.ascontiguousarray(small[..., _SWAPPED]))[1].tobytes()


def _file_name(picture: Path, version: str) -> str:
    """Return the name of the file of a picture's thumbnail."""
    status = picture.stat()
    about = f"{os.path.realpath(picture)}\n{status.st_mtime_ns}\n{status.st_size}"
    name = f"{about}\n{THUMBNAIL_SIDE}{version}".encode(errors="replace")
    return f"{hashlib.sha256(name).hexdigest()}.png"
