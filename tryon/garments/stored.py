"""What is stored about a garment beside its picture, and where: samples and the user's own.

Files that another window removes while they are read are left out without a word; a file that
holds no garment is an error that says so.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tryon.errors import GarmentError, reason_of
from tryon.imaging import write_atomically
from tryon.json_file import read_json
from tryon.messages import GarmentProblem
from tryon.resources import sample_garments_folder
from tryon.shape.category import GarmentCategory
from tryon.shape.figure import Figure
from tryon.shape.figure_json import Json, figure_from_json, figure_to_json

_MALFORMED = (LookupError, TypeError, ValueError)
"""What reading a garment raises that somebody else wrote, edited or damaged."""

_TIMES = ("added_at", "removed_at")


@dataclass(frozen=True)
class StoredGarment:
    """What is stored about a garment.

    Attributes:
        picture: its picture, cut out.
        name: what to call it.
        category: what it is, as it was found.
        figure: its landmarks if it was taken off a person.
        added_at: when it was added, in seconds since 1970; 0 if that is not written down.
        removed_at: when it was removed last, in the same way.
    """

    picture: Path
    name: str
    category: GarmentCategory
    figure: Figure | None = None
    added_at: int = 0
    removed_at: int = 0


def stored_file(picture: Path) -> Path:
    """Return the file in which a garment of the user's is described."""
    return picture.with_suffix(".json")


def read_stored(file: Path) -> StoredGarment:
    """Read what is stored about a garment of the user's.

    Raises:
        FileNotFoundError: if there is no such file.
        GarmentError: if it cannot be read, or holds no garment.
    """
    try:
        return stored_from_json(file.parent, read_json(file))
    except FileNotFoundError:
        raise
    except OSError as error:
        raise GarmentError(
            GarmentProblem.POINTS_UNREADABLE, file=file.name, reason=reason_of(error)
        ) from error
    except _MALFORMED as error:
        reason = error if isinstance(error, ValueError) else f"{type(error).__name__}: {error}"
        raise GarmentError(GarmentProblem.NO_ENTRY, file=file.name, reason=reason) from error


def rewrite_stored(file: Path, change: Callable[[StoredGarment], StoredGarment]) -> None:
    """Change what is stored about a garment; it stays at its place among the others.

    Raises:
        FileNotFoundError: if there is no such file.
        GarmentError: if it cannot be read, or holds no garment.
        ExportError: if it cannot be written; it stays as it was then.
    """
    text = stored_json(change(read_stored(file)))
    status = file.stat()
    write_atomically(file, lambda stream: stream.write(text.encode("utf-8")))
    with suppress(OSError):  # only its place in the list would change
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def stored_json(stored: StoredGarment) -> str:
    """Return what `read_stored` reads."""
    return json.dumps(stored_to_json(stored), ensure_ascii=False, indent=2)


def stored_to_json(stored: StoredGarment) -> Json:
    """Return what `stored_from_json` reads."""
    entry: Json = {
        "file": stored.picture.name,
        "name": stored.name,
        "category": stored.category.value,
    }
    for name in _TIMES:
        if getattr(stored, name):
            entry[name] = getattr(stored, name)
    if stored.figure is not None:
        entry["figure"] = figure_to_json(stored.figure)
    return entry


def stored_samples() -> dict[Path, StoredGarment]:
    """Return the garments that ship with the app by their picture."""
    try:
        folder = sample_garments_folder().resolve()
        listed = json.loads((folder / "garments.json").read_text("utf-8"))
    except FileNotFoundError:
        return {}
    samples = (stored_from_json(folder, item) for item in listed)
    return {sample.picture: sample for sample in samples}


def stored_from_json(folder: Path, found: object) -> StoredGarment:
    """Read one garment; raises one of `_MALFORMED` if it makes no sense.

    Args:
        folder: in which its picture lies.
        found: what `stored_to_json` returned.
    """
    if not isinstance(found, dict):
        raise TypeError("a garment must be described by an object")
    picture, name = folder / found["file"], found["name"]
    if picture.parent != folder or "\0" in picture.name:
        raise ValueError(f"{found['file']!r} is not a file of {folder}")
    if not isinstance(name, str):
        raise TypeError("the name must be a text")
    figure = figure_from_json(found["figure"]) if "figure" in found else None
    times = {time: found.get(time, 0) for time in _TIMES}
    if any(isinstance(value, bool) or not isinstance(value, int) for value in times.values()):
        raise TypeError("a time must be a whole number of seconds")
    return StoredGarment(picture, name, GarmentCategory(found["category"]), figure, **times)
