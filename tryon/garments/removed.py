"""The user's garments that were removed: kept for a while, so that nothing is lost by a click.

A garment is part of the wardrobe while the file that describes it lies there. Removing moves that
one file to the folder ``removed``, and bringing it back moves it again: one step, which several
windows may take at once. The picture stays where it is, and its time is that of the removal; that
is written into the file too, for times of files differ between computers that keep a folder in
step. Where the file is in both places, the garment is part of the wardrobe.
"""

from __future__ import annotations

import logging
import os
import time
from dataclasses import replace
from pathlib import Path

from tryon.errors import ExportError, GarmentError, TryOnError, reason_of
from tryon.garments.corrections import correction_file, remove_correction
from tryon.garments.details.details_files import remove_details
from tryon.garments.outline.kept import remove_original
from tryon.garments.stored import read_stored, rewrite_stored, stored_file
from tryon.messages import ExportProblem
from tryon.paths import is_there

KEPT_DAYS = 30
"""How long a removed garment can be brought back."""

_FOLDER = "removed"
_TRIES = 5
"""How often a file is looked for that another window moves at the same moment."""
_LOG = logging.getLogger(__name__)


def is_removed(picture: Path) -> bool:
    """Return whether the garment of a picture is no longer part of the wardrobe."""
    if is_there(stored_file(picture)):
        return False
    return is_there(_removed_file(picture)) or not is_there(picture)


def remove_stored(picture: Path, garment: str) -> None:
    """Take a garment out of its wardrobe; another window may have done so already.

    Raises:
        ExportError: if its file cannot be moved.
    """
    now = int(time.time())
    try:
        os.utime(picture)
    except OSError as error:
        _LOG.info("%s has no time of removal: %s", picture, error)
    removed = _removed_file(picture)
    _move(stored_file(picture), removed, garment)
    try:
        rewrite_stored(removed, lambda stored: replace(stored, removed_at=now))
    except (OSError, TryOnError) as error:  # another window has just brought it back
        _LOG.info("%s has no time of removal: %s", removed, error)


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
            if _removed_at(file, picture) < oldest:
                file.unlink()  # first, for another window may bring it back at this moment
                if stored_file(picture).exists():  # another computer has kept it
                    continue
                picture.unlink(missing_ok=True)
                remove_original(picture)
                remove_correction(correction_file(picture))
                remove_details(folder, picture)
    except FileNotFoundError:
        return  # nothing was removed, or another window is here too
    except (OSError, ExportError) as error:
        _LOG.warning("removed garments were not cleared: %s", error)


def _removed_at(file: Path, picture: Path) -> float:
    """Return when a garment was removed; versions up to 0.1 wrote it as its picture's time."""
    try:
        written = read_stored(file).removed_at
    except GarmentError:
        written = 0
    return written or (picture if picture.exists() else file).stat().st_mtime


def _removed_file(picture: Path) -> Path:
    return picture.parent / _FOLDER / stored_file(picture).name


def _move(source: Path, target: Path, garment: str) -> None:
    for is_last in (False,) * _TRIES + (True,):
        try:
            target.parent.mkdir(exist_ok=True)
            os.replace(source, target)
            return
        except OSError as error:
            if isinstance(error, FileNotFoundError) and is_there(target):
                return
            if isinstance(error, FileNotFoundError) and not is_last:
                continue  # another window may have moved it there and back
            raise ExportError(
                ExportProblem.NOT_MOVED,
                garment=garment,
                source=source.parent,
                target=target.parent,
                reason=reason_of(error),
            ) from error
