"""Pictures of 16 and 32 bits and of floats, brought to 8 bits.

Pillow's own conversion clips instead of scaling. A picture does not always say which value is
white, so it is chosen among those that are usual for its type; the brightest pixels alone decide
nothing, since interpolation and dead pixels leave single values beyond any scale.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tryon.late import cv2

_STRIP_PIXELS = 1 << 20
_SAMPLES = 1 << 20
_NEARLY_ALL = 99.5
"""Percentile that stands for the brightest value."""
_OVERSHOOT = 2.0
"""How many times white nearly all values may reach before a larger white is likelier."""
_WHITE_OF_16_BITS = 65535
_WHITE_OF_12_BITS = 4095
_PNG_HEAD, _PNG_DEPTH = 26, 24
"""Bytes up to where a PNG's header says its bits a channel, and the one that does."""
_USUAL_WHITES = (1, 255, _WHITE_OF_12_BITS, _WHITE_OF_16_BITS)


def strips(image: Image.Image) -> Iterator[tuple[int, Image.Image]]:
    """Cut a picture into strips of a bounded size, each with its first row."""
    rows = max(1, _STRIP_PIXELS // max(1, image.width))
    for top in range(0, image.height, rows):
        yield top, image.crop((0, top, image.width, min(image.height, top + rows)))


def is_deep(image: Image.Image) -> bool:
    """Return whether a picture has more than 8 bits a channel."""
    return image.mode.startswith(("I", "F"))


def white_of(image: Image.Image) -> float:
    """Return the value that is white in a picture of more than 8 bits a channel."""
    largest, bright = _range(image)
    if not image.mode.startswith("I;16"):
        usual = _USUAL_WHITES if image.mode == "F" else _USUAL_WHITES[1:]
        return next((white for white in usual if bright <= white * _OVERSHOOT), bright)
    # Read as 16 bits, what cameras and scanners write in 12 would be nearly black.
    is_12_bits = _bits_of(image) == 12 or bright > _WHITE_OF_12_BITS / 4
    return _WHITE_OF_12_BITS if is_12_bits and largest <= _WHITE_OF_12_BITS else _WHITE_OF_16_BITS


def with_low_bytes(image: Image.Image, stream: IO[bytes]) -> Image.Image:
    """Return a colour PNG of 12 bits stored in 16 at its brightness; other pictures as they are.

    Pillow keeps the high byte of each channel, which is all but black there.

    Args:
        image: the loaded picture.
        stream: its file.
    """
    if image.format != "PNG" or image.mode not in ("RGB", "RGBA"):
        return image
    stream.seek(0)
    if stream.read(_PNG_HEAD)[_PNG_DEPTH] != 16:
        return image
    largest = max(high for _, high in image.getextrema()[:3])  # type: ignore[misc]
    if not _WHITE_OF_12_BITS // 1024 <= largest <= _WHITE_OF_12_BITS // 256:
        return image
    stream.seek(0)
    values = cv2.imdecode(np.frombuffer(stream.read(), np.uint8), cv2.IMREAD_UNCHANGED)
    if values is None:
        return image
    bright = cv2.convertScaleAbs(values[..., 2::-1], alpha=255 / _WHITE_OF_12_BITS)
    result = Image.fromarray(np.asarray(bright, np.uint8))
    if image.mode == "RGBA":
        result.putalpha(image.getchannel("A"))
    result.info, result.format = image.info, image.format
    return result


def to_8_bits(image: Image.Image, white: float) -> Image.Image:
    """Scale values from 0 to ``white`` to 8 bits; what is no number becomes black."""
    values = np.nan_to_num(_values(image), nan=0.0, posinf=white, neginf=0.0)
    return Image.fromarray(np.rint(values / white * 255).clip(0, 255).astype(np.uint8))


def _range(image: Image.Image) -> tuple[float, float]:
    """Return the largest value, and one that nearly all values do not exceed."""
    step = max(1, int(np.sqrt(image.width * image.height / _SAMPLES)))
    largest, samples = 0.0, [np.zeros(1)]
    for _, strip in strips(image):
        values = _values(strip)
        finite = values[np.isfinite(values)]
        largest = max(largest, float(finite.max(initial=0)))
        sampled = values[::step, ::step]
        samples.append(sampled[np.isfinite(sampled)])
    values = np.concatenate(samples)
    return largest, float(np.percentile(values, _NEARLY_ALL, method="lower"))


def _values(image: Image.Image) -> NDArray[np.float64]:
    return np.asarray(image).astype(np.float64)


def _bits_of(image: Image.Image) -> int | None:
    """Return the bits a channel that a TIFF names."""
    bits = getattr(image, "tag_v2", {}).get(258)
    return bits[0] if isinstance(bits, tuple) and bits and isinstance(bits[0], int) else None
