"""The pictures of patterns in the file of a look or of an outfit, each once."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable

from tryon.archive import Archive, write_member
from tryon.fitting.cloth.pattern import FindPattern
from tryon.fitting.parameters import FitParameters


def write_patterns(archive: zipfile.ZipFile, worn: Iterable[FitParameters]) -> None:
    """Write the pictures of the patterns of what is worn."""
    patterns = (parameters.pattern for parameters in worn)
    for picture in dict.fromkeys(each.picture for each in patterns if each is not None):
        write_member(archive, _member(picture.digest), picture.png)


def patterns_of(archive: Archive) -> FindPattern:
    """Return what reads the pictures that an archive holds."""
    return lambda digest: archive.read_png(_member(digest))


def _member(digest: str) -> str:
    return f"pattern-{digest}.png"
