"""What the app keeps on this computer: where, how much, and how it is deleted."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from platformdirs import user_cache_path

from tryon.document.journal import journals_folder
from tryon.document.outfits.outfit_store import outfits_folder
from tryon.garments.loading import wardrobe_folder
from tryon.logs import log_file
from tryon.models.store import cache_folder as models_folder


class KeptKind(Enum):
    """What is kept."""

    GARMENTS = "garments"
    OUTFITS = "outfits"
    CACHE = "cache"
    LOG = "log"
    SETTINGS = "settings"
    MODELS = "models"
    OPEN = "open"


CAN_BE_EMPTIED = (KeptKind.CACHE, KeptKind.LOG)
"""What the user loses nothing by; the rest is deleted where it is shown, one by one."""


@dataclass(frozen=True)
class Kept:
    """One place.

    Attributes:
        kind: what is kept there.
        place: the folder or the file; on Windows, settings are in the registry instead.
    """

    kind: KeptKind
    place: str

    @property
    def folder(self) -> Path | None:
        """The folder to look into; None if there is none yet."""
        path = Path(self.place)
        with suppress(OSError, ValueError):
            if path.is_dir():
                return path
            if path.is_file():
                return path.parent
        return None


def kept_places(settings: str) -> tuple[Kept, ...]:
    """Return every place.

    Args:
        settings: where the settings are, as Qt says it.
    """
    return (
        Kept(KeptKind.GARMENTS, str(wardrobe_folder())),
        Kept(KeptKind.OUTFITS, str(outfits_folder())),
        Kept(KeptKind.OPEN, str(journals_folder())),
        Kept(KeptKind.CACHE, str(user_cache_path("tryon", appauthor=False))),
        Kept(KeptKind.LOG, str(log_file().parent)),
        Kept(KeptKind.SETTINGS, settings),
        Kept(KeptKind.MODELS, str(models_folder())),
    )


def kept_bytes(kept: Kept) -> int:
    """Return how much the files of a place take; what cannot be read counts nothing."""
    path = Path(kept.place)
    files = (path,) if kept.kind is KeptKind.SETTINGS else _files_in(path)
    return sum(map(_size, files))


def empty(kept: Kept) -> None:
    """Delete what is in the cache, or in the log.

    Raises:
        ValueError: if it is a place whose loss would be felt.
        OSError: if something cannot be deleted; the rest is there then, too.
    """
    if kept.kind not in CAN_BE_EMPTIED:
        raise ValueError(f"{kept.kind.value} are not deleted as a whole")
    path = Path(kept.place)
    if kept.kind is KeptKind.CACHE and path.is_dir():
        shutil.rmtree(path)
    elif kept.kind is KeptKind.LOG:
        for file in path.glob(f"{log_file().name}*"):
            os.truncate(file, 0)  # the newest is open, and goes on from its beginning


def _files_in(folder: Path) -> Iterator[Path]:
    for place, _, names in os.walk(folder):
        yield from (Path(place) / name for name in names)


def _size(path: Path) -> int:
    try:
        return path.lstat().st_size
    except (OSError, ValueError):
        return 0
