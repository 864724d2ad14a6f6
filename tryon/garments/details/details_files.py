"""Details as files: one small file for each garment, ``<key>.details`` beside its picture.

The folder may be one that several computers keep in step. A file is written whole, after what
another computer wrote meanwhile was read. Where two changed one file before they saw each other,
such services keep both, one of them under a name that begins with the other's: ``<key> (conflicted
copy).details``, ``<key>.sync-conflict-….details``, ``<key> 2.details``. Such a copy names the
picture that it is about; it is read together with the file, and is gone once that is written.
"""

from __future__ import annotations

import glob
import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from tryon.errors import EntryError
from tryon.garments.details.details import Details
from tryon.garments.details.details_json import (
    details_from_json,
    details_to_json,
    garment_named_in,
)
from tryon.imaging import write_atomically
from tryon.json_file import read_json

SUFFIX = ".details"
_LOG = logging.getLogger(__name__)

Change = Callable[[Details], Details]


def details_file(folder: Path, picture: Path) -> Path:
    """Return the file of a garment's details; that of a sample lies in the user's folder, too."""
    return folder / f"{picture.stem}{SUFFIX}"


def read_details(files: Iterable[Path]) -> Details:
    """Read a garment's details from its file and copies of that; a damaged one holds nothing."""
    found = Details()
    for file in files:
        read = _read(file)
        if read is not None:
            found = read if found == Details() else found.merged(read)
    return found


def change_details(folder: Path, picture: Path, change: Change) -> tuple[Details, Details]:
    """Change what is kept about a garment; return what that was before and is now.

    Raises:
        ExportError: if it cannot be written; it is as it was then.
    """
    file, copies = details_file(folder, picture), details_copies(folder, picture)
    before = read_details((file, *copies))
    changed = change(before)
    if changed == before and not copies:
        return before, before
    after = replace(changed, changed_at=int(time.time()))
    text = details_to_json(after, picture.name)
    write_atomically(file, lambda stream: stream.write(text.encode("utf-8")))
    for copy in copies:
        _delete(copy)
    return before, after


def remove_details(folder: Path, picture: Path) -> None:
    """Delete what is kept about a garment that is gone for good."""
    for file in (details_file(folder, picture), *details_copies(folder, picture)):
        _delete(file)


def details_copies(folder: Path, picture: Path) -> tuple[Path, ...]:
    """Return the copies of a garment's details that two computers have left."""
    named = folder.glob(f"{glob.escape(picture.stem)}?*{SUFFIX}")
    return tuple(sorted(file for file in named if garment_of_copy(file) == picture.name))


def garment_of_copy(file: Path) -> str:
    """Return the name of the picture that a file of details is about; empty if it says none."""
    try:
        return garment_named_in(read_json(file))
    except (OSError, ValueError):
        return ""


def _read(file: Path) -> Details | None:
    try:
        return details_from_json(read_json(file))
    except FileNotFoundError:
        return None
    except (OSError, EntryError, ValueError) as error:
        _LOG.warning("the details in %s cannot be used: %s", file, error)
        return None


def _delete(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError as error:  # it says nothing that is not in the other file
        _LOG.info("%s was not deleted: %s", file, error)
