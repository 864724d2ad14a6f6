"""What lies in a wardrobe's folder at one moment, read without opening a file."""

from __future__ import annotations

import os
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tryon.garments.corrections import correction_file, is_correction_file
from tryon.garments.details.details_files import SUFFIX as DETAILS_SUFFIX
from tryon.garments.details.details_files import garment_of_copy

_JSON = ".json"


@dataclass(frozen=True)
class FileState:
    """What changes with a file."""

    modified_ns: int
    size: int

    @classmethod
    def of(cls, file: Path) -> FileState | None:
        """Return the state of a file; None if it is not there."""
        try:
            status = file.stat()
        except OSError:
            return None
        return cls(status.st_mtime_ns, status.st_size)


@dataclass(frozen=True)
class FolderScan:
    """The files of a wardrobe.

    Attributes:
        folder: where.
        states: of each file, by its name.
        copies: names of copies of a garment's details that services which keep folders in step
            have left, by the name of the garment's picture.
    """

    folder: Path
    states: Mapping[str, FileState]
    copies: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, folder: Path, samples: Iterable[str] = ()) -> FolderScan:
        """Look into a folder; one that is not there is empty.

        Args:
            folder: where to look.
            samples: names of the pictures that ship with the app, whose details lie here too.
        """
        states = _states(folder)
        return cls(folder, states, _copies(folder, states, {Path(name).stem for name in samples}))

    @property
    def described(self) -> tuple[str, ...]:
        """Names of the files that describe garments, in the order in which they were written.

        A copy that two computers have left of one file is none.
        """
        found = [
            (state.modified_ns, name)
            for name, state in self.states.items()
            if name.endswith(_JSON) and not is_correction_file(Path(name))
        ]
        return tuple(name for _, name in sorted(found))

    def stamp_of(self, name: str) -> Hashable:
        """Return what changes when anything does that a list shows of a garment.

        Args:
            name: of the file that describes it.
        """
        picture = Path(name.removesuffix(_JSON) + ".png")
        files: tuple[str, ...] = (name, picture.name, correction_file(picture).name)
        files += self.details_of(picture.name)
        return tuple((each, self.states.get(each)) for each in files)

    def details_of(self, picture: str) -> tuple[str, ...]:
        """Return the names of the files of a garment's details."""
        file = f"{Path(picture).stem}{DETAILS_SUFFIX}"
        own = (file,) if file in self.states else ()
        return (*own, *self.copies.get(picture, ()))


def _states(folder: Path) -> dict[str, FileState]:
    found = {}
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                try:
                    status = entry.stat()
                except OSError:  # just removed, or a link that leads nowhere
                    continue
                found[entry.name] = FileState(status.st_mtime_ns, status.st_size)
    except OSError:
        return {}
    return found


def _copies(
    folder: Path, states: Mapping[str, FileState], samples: set[str]
) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in sorted(states):
        stem = name.removesuffix(DETAILS_SUFFIX)
        if stem == name or stem in samples or f"{stem}{_JSON}" in states:
            continue
        picture = garment_of_copy(folder / name)
        if picture and Path(picture).stem != stem:
            found[picture] = (*found.get(picture, ()), name)
    return found
