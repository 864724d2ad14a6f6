"""Any mode, depth and profile to sRGB pixels of 8 bits a channel, in strips of bounded memory."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from PIL import Image, ImageCms

from tryon.geometry import RgbaImage
from tryon.imaging.depth import is_deep, strips, to_8_bits, white_of

_DATE_OF_PROFILE = slice(24, 36)

_SPACE_OF_MODE = {
    **dict.fromkeys(("RGB", "RGBA", "P", "PA"), "RGB"),
    **dict.fromkeys(("L", "LA", "I", "F"), "GRAY"),
    "CMYK": "CMYK",
}
_MODE_OF_SPACE = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}


@cache
def srgb_profile() -> bytes:
    """Return the profile that written pictures carry, the same every day."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_DATE_OF_PROFILE] = b"\x07\xe8\0\x01\0\x01\0\0\0\0\0\0"
    return bytes(profile)


def has_transparency(image: Image.Image) -> bool:
    """Return whether a picture says anything about transparency."""
    return bool({"A", "a"} & set(image.getbands())) or "transparency" in image.info


def srgb_pixels(image: Image.Image) -> RgbaImage:
    """Return a picture of any mode as sRGB (H, W, 3), or (H, W, 4) where there is transparency."""
    channels = 4 if has_transparency(image) else 3
    to_srgb = _conversion(image)
    pixels = np.empty((image.height, image.width, channels), np.uint8)
    for top, strip in strips(image):
        pixels[top : top + strip.height] = np.asarray(to_srgb(strip))
    return pixels


def _conversion(image: Image.Image) -> Callable[[Image.Image], Image.Image]:
    """Return what converts any part of a picture to RGB or RGBA."""
    white = white_of(image) if is_deep(image) else None
    transform = _transform(image)
    mode = "RGBA" if has_transparency(image) else "RGB"

    def convert(strip: Image.Image) -> Image.Image:
        if white is not None:
            strip = to_8_bits(strip, white)
        if transform is None:
            return strip.convert(mode)
        colours = strip.convert(transform.mode)
        colours = ImageCms.applyTransform(colours, transform.to_srgb) or colours
        if mode == "RGBA":
            colours.putalpha(strip.convert("RGBA").getchannel("A"))
        return colours

    return convert


@dataclass(frozen=True)
class _Transform:
    """How a picture's own colours become sRGB.

    Attributes:
        mode: in which it takes pixels.
        to_srgb: gives RGB.
    """

    mode: str
    to_srgb: ImageCms.ImageCmsTransform


def _transform(image: Image.Image) -> _Transform | None:
    """Return what a picture's profile asks for; None without one, or if it is sRGB or unusable."""
    data = image.info.get("icc_profile")
    if not data or data == srgb_profile():
        return None
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(data))
        space = profile.profile.xcolor_space.strip()
        if space != _SPACE_OF_MODE.get(image.mode.split(";")[0]):
            return None
        mode = _MODE_OF_SPACE[space]
        srgb = ImageCms.createProfile("sRGB")
        return _Transform(mode, ImageCms.buildTransform(profile, srgb, mode, "RGB"))
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return None  # better unconverted colours than no photo
