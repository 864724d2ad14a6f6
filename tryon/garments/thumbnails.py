"""Small pictures of garments for the wardrobe's list, kept in the user's cache folder.

One is known by the garment's picture file, its size and its time, and by the outline along which it
is cut out, so a changed garment gets a new one. What was not shown for long is deleted.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Container
from pathlib import Path

import numpy as np

from tryon.geometry import RgbaImage, Size
from tryon.kept_files import KeptFiles
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
        self._unkept: dict[str, bytes] = {}

    def find(self, picture: Path, *, version: str = "") -> bytes | None:
        """Return the thumbnail of a picture file, as a PNG; None if there is none."""
        try:
            return self.read(self.name_of(picture, version=version))
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
        name = self.name_of(picture, version=version)
        return self.read(name) or self.keep(name, read())

    @staticmethod
    def name_of(picture: Path, *, version: str = "") -> str:
        """Return what the thumbnail of a picture file is known by.

        Raises:
            OSError: if there is no such file.
        """
        status = picture.stat()
        return thumbnail_name(
            f"{os.path.realpath(picture.parent)}{os.sep}{picture.name}",
            status.st_mtime_ns,
            status.st_size,
            version,
        )

    def read(self, name: str) -> bytes | None:
        """Return the thumbnail of a name, as a whole PNG; None if there is none."""
        data = self._unkept.get(name) or self._files.find(f"{name}.png")
        is_whole = data and data.startswith(_PNG_START) and data.endswith(_PNG_END)
        return data if is_whole else None

    def keep(self, name: str, rgba: RgbaImage) -> bytes:
        """Make the thumbnail of a garment (H, W, 4), keep it under a name and return it."""
        made = thumbnail_png(rgba)
        if not self._files.keep(f"{name}.png", made):
            self._unkept[name] = made
        return made

    def clear_unused(self, used: Container[str] = ()) -> None:
        """Delete what was not shown for long, unless it is among the names of what may be soon."""
        self._files.clear_unused(used)


def thumbnail_name(path: str, modified_ns: int, size: int, version: str = "") -> str:
    """Return what the thumbnail of a picture file is known by.

    Args:
        path: of the file, absolute, in a folder without links.
        modified_ns: when it was written.
        size: in bytes.
        version: differs wherever the same file shows another garment.
    """
    about = f"{path}\n{modified_ns}\n{size}\n{THUMBNAIL_SIDE}{version}"
    return hashlib.sha256(about.encode(errors="replace")).hexdigest()


def thumbnail_png(rgba: RgbaImage) -> bytes:
    """Return a garment's picture (H, W, 4), reduced, as a PNG."""
    step = max(1, max(rgba.shape[:2]) // (2 * THUMBNAIL_SIDE))
    rgba = rgba[::step, ::step]  # quick, and what is left is reduced smoothly
    size = Size.of(rgba)
    small = resize_rgba(rgba, scaled(size, min(1.0, THUMBNAIL_SIDE / max(size.width, size.height))))
    return cv2.imencode(".png", np.ascontiguousarray(small[..., _SWAPPED]))[1].tobytes()
