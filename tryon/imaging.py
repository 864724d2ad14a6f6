"""Picture files to arrays and back. Only this module knows of colour spaces, EXIF and bit depths.

Every other module gets upright sRGB, 8 bits a channel.
"""

from __future__ import annotations

import io
import os
import tempfile
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from tryon.errors import ExportError, ImageReadError, reason_of
from tryon.geometry import RgbaImage, RgbImage, Size
from tryon.messages import ExportProblem, ImageProblem

READABLE_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff", ".gif", ".avif")
WRITABLE_SUFFIXES = (".png", ".jpg", ".jpeg", ".webp")
MAX_PIXELS = 120_000_000
"""Largest picture that is read."""
MIN_SIDE = 32
"""Shortest side of a photo, in pixels."""
JPEG_QUALITY = 95

Image.MAX_IMAGE_PIXELS = None  # _check_size has its own limit, with a message for people


@dataclass(frozen=True, eq=False)
class Photo:
    """An opened photo.

    Attributes:
        pixels: RGB (H, W, 3) uint8, upright.
        name: what to call it: the file's name, or a word for a pasted picture.
        path: where it came from, or None for a pasted picture.
    """

    pixels: RgbImage
    name: str
    path: Path | None = None

    def __post_init__(self) -> None:
        if self.pixels.dtype != np.uint8 or self.pixels.ndim != 3 or self.pixels.shape[2] != 3:
            raise ValueError(f"pixels must be (H, W, 3) uint8, got {self.pixels.shape}")

    @property
    def size(self) -> Size:
        """Extent in pixels."""
        return Size.of(self.pixels)


def read_photo(path: Path) -> Photo:
    """Read a photo of people.

    Raises:
        ImageReadError: if the file cannot be read, is not a picture, or is too small or too large.
    """
    image = _read(path)
    if min(image.size) < MIN_SIDE:
        raise ImageReadError(
            ImageProblem.TOO_SMALL,
            name=path.name,
            width=image.width,
            height=image.height,
            least=MIN_SIDE,
        )
    return Photo(_flatten(image), name=path.name, path=path)


def read_rgba(path: Path) -> RgbaImage:
    """Read a picture (H, W, 4) with its transparency; opaque where it has none.

    Raises:
        ImageReadError: if the file cannot be read, is not a picture, or is too large.
    """
    return np.asarray(_read(path).convert("RGBA"))


def decode_photo(data: bytes, name: str) -> Photo:
    """Decode a photo held in memory, for example from the clipboard.

    Raises:
        ImageReadError: as `read_photo`.
    """
    return Photo(_flatten(_decode(io.BytesIO(data), name)), name=name)


def write_image(path: Path, pixels: NDArray[np.uint8]) -> None:
    """Write (H, W), (H, W, 3) or (H, W, 4) uint8; the suffix decides the format.

    PNG and WebP are lossless. The file is written completely or not at all.

    Raises:
        ExportError: if the format is unknown or the file cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix not in WRITABLE_SUFFIXES:
        raise ExportError(
            ExportProblem.UNKNOWN_FORMAT,
            name=path.name,
            suffix=path.suffix,
            suffixes=WRITABLE_SUFFIXES,
        )
    image = Image.fromarray(pixels)
    if suffix in (".jpg", ".jpeg"):
        jpeg = {"quality": JPEG_QUALITY, "subsampling": 0}
        write_atomically(path, lambda file: image.convert("RGB").save(file, "JPEG", **jpeg))
    elif suffix == ".webp":
        write_atomically(path, lambda file: image.save(file, "WEBP", lossless=True, method=2))
    else:
        write_atomically(path, lambda file: image.save(file, "PNG", compress_level=4))


def write_atomically(path: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Let ``write`` fill a temporary file beside ``path``, then rename it into place.

    A link stays a link; a pipe or ``/dev/stdout`` is written to directly.

    Raises:
        ExportError: if anything fails; ``path`` is then as it was before.
    """
    temporary: str | None = None
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("wb") as stream:
                write(stream)
            return
        target = path.resolve()
        handle, temporary = tempfile.mkstemp(prefix=f".{target.stem}-", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            write(file)
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, target)
    except (OSError, ValueError) as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        raise ExportError(ExportProblem.NOT_WRITTEN, path=path, reason=reason_of(error)) from error


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _read(path: Path) -> Image.Image:
    try:
        if path.is_dir():
            raise ImageReadError(ImageProblem.FOLDER, path=path)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise ImageReadError(ImageProblem.MISSING, path=path) from error
    except PermissionError as error:
        raise ImageReadError(ImageProblem.FORBIDDEN, path=path) from error
    except OSError as error:
        raise ImageReadError(ImageProblem.UNREADABLE, path=path, reason=reason_of(error)) from error
    return _decode(io.BytesIO(data), path.name)


def _decode(stream: io.BytesIO, name: str) -> Image.Image:
    """Return the first frame, upright, as RGB or RGBA in sRGB."""
    if not stream.getbuffer().nbytes:
        raise ImageReadError(ImageProblem.EMPTY, name=name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # harmless: odd EXIF, palette bytes
            image = Image.open(stream)
            _check_size(image, name)
            image.load()
            return _to_srgb(ImageOps.exif_transpose(image))
    except UnidentifiedImageError as error:
        raise ImageReadError(
            ImageProblem.NO_PICTURE, name=name, suffixes=READABLE_SUFFIXES
        ) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise ImageReadError(ImageProblem.DAMAGED, name=name, reason=error) from error


def _check_size(image: Image.Image, name: str) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise ImageReadError(
            ImageProblem.TOO_LARGE,
            name=name,
            megapixels=round(image.width * image.height / 1e6),
            limit=MAX_PIXELS // 1_000_000,
        )


def _to_srgb(image: Image.Image) -> Image.Image:
    """Convert any mode to sRGB, 8 bits a channel, as RGB, or RGBA where there is transparency."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith(("I", "F")):
        image = _to_8_bit(image)
    has_alpha = "A" in image.getbands() or "transparency" in image.info
    if profile and image.mode in ("RGB", "RGBA", "CMYK", "L"):
        image = _apply_profile(image, profile)
    return image.convert("RGBA" if has_alpha else "RGB")


def _apply_profile(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        converted = ImageCms.profileToProfile(
            image,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGBA" if image.mode == "RGBA" else "RGB",
        )
    except (ImageCms.PyCMSError, OSError):
        return image  # a broken profile: better unconverted colours than no photo
    return converted if converted is not None else image


def _to_8_bit(image: Image.Image) -> Image.Image:
    """Scale integers and floats to 8 bits; Pillow's own conversion clips them instead.

    16-bit files have a known range; for 32-bit ones it is guessed from the largest value.
    """
    values = np.asarray(image, dtype=np.float64)
    largest = values.max(initial=0.0)
    top = 65535 if image.mode.startswith("I;16") or largest > 255 else 255 if largest > 1 else 1
    return Image.fromarray(np.rint(values / top * 255).clip(0, 255).astype(np.uint8))


def _flatten(image: Image.Image) -> RgbImage:
    """Put a picture with transparency on white."""
    if image.mode == "RGBA":
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image).convert("RGB")
    return np.asarray(image)
