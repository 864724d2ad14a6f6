"""The user's garments that were removed: kept for a while, so that nothing is lost by a click.

Their files lie in the folder ``removed`` inside the wardrobe's. The time of a removal is that of
the picture, which is set before the files move.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Sequence
from pathlib import Path

from tryon.errors import ExportError
from tryon.garments.corrections import correction_file, is_correction_file
from tryon.garments.stored import stored_file
from tryon.messages import ExportProblem

KEPT_DAYS = 30
"""How long a removed garment can be brought back."""

_FOLDER = "removed"
_LOG = logging.getLogger(__name__)


def remove_files(picture: Path, garment: str) -> None:
    """Move a garment's files out of the wardrobe; another window may have done so already.

    Raises:
        ExportError: if they cannot be moved; all of them stay then.
    """
    if not stored_file(picture).exists() and not picture.exists():
        return
    try:
        os.utime(picture)
    except OSError:
        _LOG.info("%s has no time of removal", picture)
    _move(_file_names(picture), picture.parent, picture.parent / _FOLDER, garment)


def restore_files(picture: Path, garment: str) -> None:
    """Bring a removed garment's files back; another window may have done so already.

    Raises:
        ExportError: if they cannot be moved, or are gone.
    """
    if not stored_file(picture).exists():
        _move(_file_names(picture)[::-1], picture.parent / _FOLDER, picture.parent, garment)


def clear_removed(folder: Path) -> None:
    """Delete the files of garments that were removed from a wardrobe more than 30 days ago."""
    groups: dict[str, list[Path]] = {}
    try:
        for path in (folder / _FOLDER).iterdir():
            groups.setdefault(path.name.partition(".")[0], []).append(path)
        oldest = time.time() - KEPT_DAYS * 24 * 3600
        for paths in groups.values():
            if max(path.stat().st_mtime for path in paths) < oldest:
                for path in paths:
                    path.unlink(missing_ok=True)
    except FileNotFoundError:
        return  # nothing was removed, or another window restores or clears it now
    except OSError as error:
        _LOG.warning("removed garments were not cleared: %s", error)


def _file_names(picture: Path) -> list[str]:
    """Return the names of a garment's files; the first makes it part of the wardrobe."""
    return [stored_file(picture).name, picture.name, correction_file(picture).name]


def _move(names: Sequence[str], source: Path, target: Path, garment: str) -> None:
    """Move files in this order, or none of them; the correction's file may be missing."""
    moved: list[str] = []
    try:
        target.mkdir(exist_ok=True)
        for name in names:
            if not is_correction_file(source / name) or (source / name).exists():
                os.replace(source / name, target / name)
                moved.append(name)
    except OSError as error:
        for name in reversed(moved):
            os.replace(target / name, source / name)
        raise ExportError(
            ExportProblem.NOT_MOVED, garment=garment, source=source, target=target, reason=error
        ) from error
