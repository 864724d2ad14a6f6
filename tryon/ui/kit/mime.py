"""What may be dropped on the window or pasted into it, and how a garment is carried."""

from __future__ import annotations

import base64
import binascii
import re
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QByteArray, QMimeData, QUrl
from PySide6.QtGui import QImage

from tryon.garments.adding.source import PictureSource
from tryon.garments.exchange.collection_file import SUFFIX as COLLECTION_SUFFIX
from tryon.garments.loading import title_of
from tryon.imaging import Photo, check_photo_pixels, find_pictures
from tryon.paths import is_folder
from tryon.ui.kit.qimage import qimage_to_rgb, qimage_to_rgba

GARMENT_TYPE = "application/x-tryon-garment"

_JPEG = "image/jpeg"
_FILES = ("image/png", "image/webp", "image/tiff", "image/bmp", _JPEG, "image/avif", "image/gif")
"""Picture files that a clipboard may hold, exact ones first."""
_HEIC_FILES = ("image/heic", "image/heif")
"""Those that not everybody can read: of no use where there are pixels too."""
_PROMISED = 'application/x-qt-windows-mime;value="FileContents"'
"""Content of a file that does not lie on a disk, as browsers on Windows promise it."""
_DATA_ADDRESS = re.compile(r"data:image/[\w.+-]+(?:;[\w=.-]+)*,[^\s\"'<>]+")
"""An address that holds the picture itself."""
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


def collections_in(data: QMimeData) -> tuple[Path, ...]:
    """Return the files of garments that are dropped."""
    return tuple(path for path in files_in(data) if path.suffix.lower() == COLLECTION_SUFFIX)


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


def may_hold_pictures(data: QMimeData) -> bool:
    """Return whether pictures may be dropped or pasted, or addresses of some."""
    return bool(data.urls()) or has_photo(data) or data.hasFormat(_PROMISED) or data.hasHtml()


def pictures_in(data: QMimeData, name: str) -> tuple[PictureSource, ...]:
    """Return the pictures that are dropped or pasted; none if there are only addresses of some.

    Files come first, then what is a file's content, then pixels. Nothing is downloaded.

    Args:
        data: what is dropped or pasted.
        name: what to call a picture that has no name.

    Raises:
        ImageReadError: if a folder may not be read.
    """
    files = [
        picture
        for file in files_in(data)
        for picture in (find_pictures(file) if is_folder(file) else (file,))
    ]
    if files:
        return tuple(map(PictureSource.of_file, files))
    name = _name_in(data.urls()) or name
    content = photo_file_in(data) or bytes(data.data(_PROMISED).data()) or _data_in(data)
    if content:
        return (PictureSource(name, data=content),)
    image = data.imageData() if data.hasImage() else None
    if not isinstance(image, QImage) or image.isNull():
        return ()
    return (PictureSource(name, pixels=qimage_to_rgba(image)),)


def _name_in(addresses: list[QUrl]) -> str:
    """Return what the first address calls its picture; nothing if it does not."""
    name = next((url.fileName() for url in addresses if url.scheme() in ("http", "https")), "")
    return title_of(Path(name)) if name else ""


def _data_in(data: QMimeData) -> bytes | None:
    """Return the picture that an address holds itself, or None."""
    texts = [url.toString() for url in data.urls()] + [data.html()]
    found = next(filter(None, map(_DATA_ADDRESS.search, texts)), None)
    if found is None:
        return None
    head, _, body = found.group().partition(",")
    content = unquote_to_bytes(body)
    if not head.endswith(";base64"):
        return content
    try:
        return base64.b64decode(content, validate=True)
    except binascii.Error:
        return None
