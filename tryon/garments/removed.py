"""The user's garments that were removed: kept for a while, so that nothing is lost by a click.

A garment is part of the wardrobe while the file that describes it lies there. Removing moves that
one file to the folder ``removed``, and bringing it back moves it again: one step, which several
windows may take at once. The picture stays where it is, and its time is that of the removal.
"""

from __future__ import annotations

import logging
import os
import time
from pathlib import Path

from tryon.errors import ExportError, reason_of
from tryon.garments.corrections import correction_file, remove_correction
from tryon.garments.outline.kept import remove_original
from tryon.garments.stored import stored_file
from tryon.messages import ExportProblem

KEPT_DAYS = 30
"""How long a removed garment can be brought back."""

_FOLDER = "removed"
_LOG = logging.getLogger(__name__)


def is_removed(picture: Path) -> bool:
    """Return whether the garment of a picture is no longer part of the wardrobe."""
    return _removed_file(picture).exists() or not picture.exists()


def remove_stored(picture: Path, garment: str) -> None:
    """Take a garment out of its wardrobe; another window may have done so already.

    Raises:
        ExportError: if its file cannot be moved.
    """
    try:
        os.utime(picture)
    except OSError as error:
        _LOG.info("%s has no time of removal: %s", picture, error)
    _move(stored_file(picture), _removed_file(picture), garment)


def restore_stored(picture: Path, garment: str) -> None:
    """Bring a removed garment back; another window may have done so already.

    Raises:
        ExportError: if its file cannot be moved, or is gone.
    """
    _move(_removed_file(picture), stored_file(picture), garment)


def clear_removed(folder: Path) -> None:
    """Delete the files of garments that were removed from a wardrobe more than 30 days ago."""
    oldest = time.time() - KEPT_DAYS * 24 * 3600
    try:
        for file in (folder / _FOLDER).iterdir():
            picture = folder / f"{file.stem}.png"
            dated = picture if picture.exists() else file
            if dated.stat().st_mtime < oldest:
                file.unlink()  # first, for another window may bring it back at this moment
                picture.unlink(missing_ok=True)
                remove_original(picture)
                remove_correction(correction_file(picture))
    except FileNotFoundError:
        return  # nothing was removed, or another window is here too
    except (OSError, ExportError) as error:
        _LOG.warning("removed garments were not cleared: %s", error)


def _removed_file(picture: Path) -> Path:
    return picture.parent / _FOLDER / stored_file(picture).name


def _move(source: Path, target: Path, garment: str) -> None:
    try:
        target.parent.mkdir(exist_ok=True)
        os.replace(source, target)
    except OSError as error:
        if isinstance(error, FileNotFoundError) and target.exists():
            return
        raise ExportError(
            ExportProblem.NOT_MOVED,
            garment=garment,
            source=source.parent,
            target=target.parent,
            reason=reason_of(error),
        ) from error
