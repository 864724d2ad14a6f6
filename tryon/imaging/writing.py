"""Pixels to picture files."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tryon.errors import ExportError
from tryon.geometry import RgbImage
from tryon.imaging.atomic import write_atomically
from tryon.imaging.colour import srgb_profile
from tryon.imaging.metadata import Metadata, kept_exif
from tryon.messages import ExportProblem

JPEG_QUALITY = 95
AVIF_QUALITY = 90

_Save = Callable[[Image.Image, IO[bytes], dict[str, bytes]], None]


def _save_png(image: Image.Image, file: IO[bytes], info: dict[str, bytes]) -> None:
    image.save(file, "PNG", compress_level=4, **info)


def _save_jpeg(image: Image.Image, file: IO[bytes], info: dict[str, bytes]) -> None:
    image.convert("RGB").save(file, "JPEG", quality=JPEG_QUALITY, subsampling=0, **info)


def _save_webp(image: Image.Image, file: IO[bytes], info: dict[str, bytes]) -> None:
    image.save(file, "WEBP", lossless=True, method=2, **info)


def _save_tiff(image: Image.Image, file: IO[bytes], info: dict[str, bytes]) -> None:
    compression = None if "exif" in info else "tiff_adobe_deflate"  # libtiff writes no EXIF
    image.save(file, "TIFF", compression=compression, **info)


def _save_avif(image: Image.Image, file: IO[bytes], info: dict[str, bytes]) -> None:
    image.save(file, "AVIF", quality=AVIF_QUALITY, subsampling="4:4:4", **info)


_SAVE_AS: dict[str, _Save] = {
    ".png": _save_png,
    ".jpg": _save_jpeg,
    ".jpeg": _save_jpeg,
    ".webp": _save_webp,
    ".tif": _save_tiff,
    ".tiff": _save_tiff,
    ".avif": _save_avif,
}
WRITABLE_SUFFIXES = tuple(_SAVE_AS)

_LONGEST_SIDE = {".jpg": 65_500, ".jpeg": 65_500, ".webp": 16_383, ".avif": 65_536}


def png_of(pixels: NDArray[np.uint8], exif: bytes = b"") -> bytes:
    """Return the content of a PNG of (H, W), (H, W, 3) or (H, W, 4) uint8, written quickly.

    It has no profile, which means sRGB, and of EXIF what `Photo.exif` is.
    """
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "PNG", compress_level=1, exif=exif)
    return stream.getvalue()


def jpeg_of(pixels: RgbImage, quality: int) -> bytes:
    """Return the content of a JPEG of (H, W, 3) that says that it is sRGB, without EXIF."""
    stream = io.BytesIO()
    image = Image.fromarray(pixels)
    image.save(stream, "JPEG", quality=quality, optimize=True, icc_profile=srgb_profile())
    return stream.getvalue()


def write_image(
    path: Path,
    pixels: NDArray[np.uint8],
    *,
    exif: bytes = b"",
    metadata: Metadata = Metadata.WITHOUT_PLACE,
) -> None:
    """Write (H, W), (H, W, 3) or (H, W, 4) uint8; the suffix decides the format.

    PNG, WebP and TIFF are lossless. Colours are said to be sRGB. The file is written completely or
    not at all.

    Args:
        path: where to.
        pixels: what.
        exif: what the photo says about itself, see `Photo.exif`.
        metadata: how much of it the file carries; where the photo was taken it keeps to itself,
            unless asked for.

    Raises:
        ExportError: if the format is unknown or too small, or the file cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix not in _SAVE_AS:
        raise ExportError(
            ExportProblem.UNKNOWN_FORMAT,
            name=path.name,
            suffix=path.suffix,
            suffixes=WRITABLE_SUFFIXES,
        )
    height, width = pixels.shape[:2]
    limit = _LONGEST_SIDE.get(suffix)
    if limit is not None and max(width, height) > limit:
        raise ExportError(
            ExportProblem.TOO_LARGE_FOR_FORMAT,
            name=path.name,
            limit=limit,
            width=width,
            height=height,
        )
    info = {"icc_profile": srgb_profile()} if pixels.ndim == 3 else {}
    kept = kept_exif(exif, metadata)
    if kept:
        info["exif"] = kept
    image = Image.fromarray(pixels)
    write_atomically(path, lambda file: _SAVE_AS[suffix](image, file, info))
