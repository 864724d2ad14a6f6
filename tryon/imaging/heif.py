"""HEIC pictures, by a package that not everybody has (see docs/adr/0007)."""

from __future__ import annotations

import re

HEIF_SUFFIXES = (".heic", ".heif")

_SAFE_LIBHEIF = (1, 23, 4)
"""Earlier ones can be made to run code that a picture brings (CVE-2026-84383)."""


def register_heif() -> bool:
    """Let Pillow read HEIC; return whether it can."""
    try:
        import pillow_heif
    except ImportError:
        return False
    version = tuple(map(int, re.findall(r"\d+", pillow_heif.libheif_version())[:3]))
    if version < _SAFE_LIBHEIF:
        return False
    pillow_heif.register_heif_opener(thumbnails=False)
    return True
