"""Small pictures of garments for the wardrobe's list, kept in the user's cache folder.

One is known by the garment's picture file, its size and its time, and by the outline along which it
is cut out, so a changed garment gets a new one. What was not shown for long is deleted.
"""

from __future__ import annotations

import hashlib
import logging
import os
import time
from collections.abc import Callable, Container
from pathlib import Path

import numpy as np
from platformdirs import user_cache_path

from tryon.errors import ExportError
from tryon.geometry import RgbaImage, Size
from tryon.imaging import write_atomically
from tryon.late import cv2
from tryon.pixels.resize import resize_rgba, scaled

THUMBNAIL_SIDE = 256
"""Longest side in pixels: a card's, on a screen of twice the usual resolution."""

_KEPT_S = 60 * 24 * 3600
"""How long a thumbnail stays that is not shown."""
_PNG_START, _PNG_END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"
_SWAPPED = [2, 1, 0, 3]
"""Channels of RGBA in the order that OpenCV writes."""
_LOG = logging.getLogger(__name__)


class ThumbnailCache:
    """Keeps thumbnails as files; never fails to, for what it holds can be made again.

    Args:
        folder: where; the platform's cache folder by default.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or user_cache_path("tryon", appauthor=False) / "thumbnails"
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
        """Return the thumbnail of a name, as a PNG; None if there is none."""
        return self._unkept.get(name) or _read(self._folder / f"{name}.png")

    def keep(self, name: str, rgba: RgbaImage) -> bytes:
        """Make the thumbnail of a garment (H, W, 4), keep it under a name and return it."""
        made = thumbnail_png(rgba)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_atomically(self._folder / f"{name}.png", lambda file: file.write(made))
        except (OSError, ExportError) as error:
            _LOG.warning("the thumbnail is not kept: %s", error)
            self._unkept[name] = made
        return made

    def clear_unused(self, used: Container[str] = ()) -> None:
        """Delete what was not shown for long, unless it is among the names of what may be soon."""
        oldest = time.time() - _KEPT_S
        try:
            for path in self._folder.iterdir():
                if path.stat().st_mtime < oldest and path.stem not in used:
                    path.unlink(missing_ok=True)
        except OSError as error:
            _LOG.info("thumbnails were not cleared: %s", error)


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


def _read(path: Path) -> bytes | None:
    """Return a whole PNG, or None."""
    try:
        data = path.read_bytes()
        os.utime(path)  # the order of use outlives the program
    except OSError:
        return None
    return data if data.startswith(_PNG_START) and data.endswith(_PNG_END) else None
