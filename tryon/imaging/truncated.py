"""JPEG files that lack their last bytes, but none of their pixels."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

_END = b"\xff\xd9"
_FILLER = b"\x55\xaa" * 512
"""Goes where coded pixels may be missing: they would then look otherwise."""
_FRAMES = (0xC0, 0xC1, 0xC2)
_SCAN = 0xDA
_COEFFICIENTS = 64


def with_its_end(data: bytes) -> Image.Image | None:
    """Return the loaded picture of a JPEG file without its end, or None if pixels are missing."""
    start = data.rstrip(b"\xff")
    if not _has_every_scan(start):
        return None
    image, other = (_decoded(start + filler + _END) for filler in (b"", _FILLER))
    return image if np.array_equal(np.asarray(image), np.asarray(other)) else None


def _decoded(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data), formats=("JPEG",))
    image.load()
    return image


def _has_every_scan(data: bytes) -> bool:
    """Return whether each coefficient of each component has got its last bit.

    Progressive files send them in many scans; without the last ones a picture is whole and blurred.
    """
    components, missing_bits = b"", dict[tuple[int, int], int]()
    position = 2
    while 0 <= position <= len(data) - 4:
        marker = data[position + 1]
        if data[position] != 0xFF or marker in (0x00, 0xFF) or 0xD0 <= marker <= 0xD8:
            position = data.find(b"\xff", position + 1)  # coded pixels
            continue
        size = int.from_bytes(data[position + 2 : position + 4], "big")
        segment = data[position + 4 : position + 2 + size]
        if marker in _FRAMES:
            components = segment[6::3]
        elif marker == _SCAN:
            first, last, bits = segment[-3:]
            for component in segment[1 : 1 + 2 * segment[0] : 2]:
                for coefficient in range(first, last + 1):
                    missing_bits[component, coefficient] = bits & 15
        position += 2 + size
    return bool(components) and all(
        missing_bits.get((component, coefficient)) == 0
        for component in components
        for coefficient in range(_COEFFICIENTS)
    )
