"""What a report of a problem should hold: versions, platform, and how the log ends.

It is English in every language of the window, because whoever fixes the program reads it. Nothing
of a photo is in it, and the user's own folder is written as ``~``.
"""

from __future__ import annotations

import locale
import os
import platform
import re
from collections.abc import Mapping
from pathlib import Path

from tryon import __version__
from tryon.logs import log_end, log_file

_PACKAGES = (
    "PySide6-Essentials",
    "numpy",
    "opencv-python-headless",
    "onnxruntime",
    "scipy",
    "pillow",
    "torch",
)


def diagnostics(facts: Mapping[str, str] | None = None) -> str:
    """Return everything as lines of text; no package is loaded for it.

    Args:
        facts: what only the caller knows, by name, such as the scale of the screen.
    """
    lines = [
        f"tryon {__version__}",
        f"Python {platform.python_version()}",
        f"Platform: {platform.platform()}, {os.cpu_count()} cores",
        f"Locale: {locale.setlocale(locale.LC_CTYPE)}",
        *(f"{name}: {fact}" for name, fact in (facts or {}).items()),
        *(f"{package} {_version_of(package)}" for package in _PACKAGES),
        f"Log: {log_file()}",
        log_end() or "(empty)",
    ]
    return without_home("\n".join(lines), Path.home())


def without_home(text: str, home: Path) -> str:
    """Write the user's own folder as ``~``, however its separators are written."""
    if home == home.parent:  # the root of a file system is no private name
        return text
    spellings = {str(home), home.as_posix(), repr(str(home))[1:-1]}
    names = "|".join(re.escape(name) for name in sorted(spellings, key=len, reverse=True))
    return re.sub(rf"(?<![\w.-])(?:{names})(?![\w.-])", "~", text)


def _version_of(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return "is not installed"
