"""Copies a wardrobe to another folder, so that it can live there."""

from __future__ import annotations

import os
import shutil
from functools import partial
from pathlib import Path
from typing import IO

from tryon.errors import ExportError, reason_of
from tryon.imaging import make_folder, write_atomically
from tryon.messages import ExportProblem
from tryon.progress import CancelToken, Progress, Stage

_REMOVED = "removed"


def copy_wardrobe(source: Path, target: Path, *, progress: Progress, cancel: CancelToken) -> int:
    """Copy the files of a wardrobe into a folder; return how many.

    What is there already stays: files that belong to one garment have the same name everywhere.
    What describes a garment is copied last, so that no garment is there without its picture. The
    files of the source stay where they are.

    Raises:
        ExportError: if something cannot be read or written; the files so far are there then.
        Cancelled: if it was cancelled, likewise.
    """
    make_folder(target)
    names = [name for name in _names(source) if not (target / name).exists()]
    for number, name in enumerate(names):
        cancel.check()
        progress(Stage.SAVE, number / len(names))
        make_folder((target / name).parent)
        _copy(source / name, target / name)
    return len(names)


def _names(folder: Path) -> list[Path]:
    """Return the files of a wardrobe, relative to its folder, those that describe garments last."""
    found = [
        path.relative_to(folder)
        for place in (folder, folder / _REMOVED)
        if place.is_dir()
        for path in place.iterdir()
        if path.is_file() and not path.name.startswith(".")
    ]
    return sorted(found, key=lambda name: (name.suffix == ".json", str(name)))


def _copy(source: Path, target: Path) -> None:
    try:
        with source.open("rb") as stream:
            write_atomically(target, partial(_pour, stream))
        status = source.stat()
        os.utime(target, ns=(status.st_atime_ns, status.st_mtime_ns))  # older ones are sorted by it
    except OSError as error:
        raise ExportError(
            ExportProblem.NOT_COPIED, path=source, folder=target.parent, reason=reason_of(error)
        ) from error


def _pour(source: IO[bytes], target: IO[bytes]) -> None:
    shutil.copyfileobj(source, target)
