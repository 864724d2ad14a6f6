"""The outfits that the user keeps: a folder with a file for each of them.

One that is deleted lies in the folder ``removed`` for a while, so that it can be brought back.
"""

from __future__ import annotations

import logging
import os
import time
import uuid
from dataclasses import dataclass, replace
from pathlib import Path

from tryon.document.outfits.outfit import Outfit
from tryon.document.outfits.outfit_file import (
    SUFFIX,
    KeptOutfit,
    OutfitSummary,
    read_outfit,
    read_summary,
    write_outfit,
)
from tryon.errors import ExportError, OutfitError, reason_of
from tryon.garments.loading import data_folder
from tryon.imaging import make_folder
from tryon.messages import OutfitProblem, Text

KEPT_DAYS = 30
"""How long a deleted outfit can be brought back."""
_REMOVED = "removed"
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class OutfitEntry:
    """An outfit of a list.

    Attributes:
        file: where it is.
        summary: what shows of it; of a damaged one its file's name only.
        lost: why it cannot be worn; None if it can.
    """

    file: Path
    summary: OutfitSummary
    lost: Text | None = None

    @property
    def name(self) -> str:
        """What it is called."""
        return self.summary.name


def outfits_folder() -> Path:
    """Return where the outfits of this user are, unless a store says otherwise."""
    return data_folder() / "outfits"


class OutfitStore:
    """Lists, keeps and reads them; what another window does meanwhile it sees the next time.

    Args:
        folder: where they are; by default in the user's data folder.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    @property
    def folder(self) -> Path:
        """Where they are."""
        return self._folder or outfits_folder()

    def entries(self) -> tuple[OutfitEntry, ...]:
        """Return all outfits by their names; a damaged one says why it cannot be worn."""
        try:
            files = [path for path in self.folder.iterdir() if path.suffix == SUFFIX]
        except OSError:
            return ()
        found = [_entry_of(file) for file in files]
        return tuple(sorted(found, key=lambda each: (each.name.casefold(), each.file.name)))

    def keep(self, outfit: Outfit, picture: bytes) -> OutfitEntry:
        """Keep an outfit under a new file.

        Args:
            outfit: what.
            picture: somebody in it, a small PNG.

        Raises:
            ExportError: if it cannot be written.
        """
        make_folder(self.folder)
        file = self.folder / f"{uuid.uuid4().hex}{SUFFIX}"
        files = tuple(
            "" if piece.garment.file is None else piece.garment.file.name for piece in outfit.pieces
        )
        write_outfit(file, outfit, picture, files)
        names = tuple(piece.garment.name for piece in outfit.pieces)
        return OutfitEntry(file, OutfitSummary(outfit.name, names, picture))

    def load(self, entry: OutfitEntry) -> KeptOutfit:
        """Read an outfit.

        Raises:
            OutfitError: if it cannot be read.
        """
        return read_outfit(entry.file)

    def rename(self, entry: OutfitEntry, name: str) -> OutfitEntry:
        """Call an outfit something else; return how it is listed then.

        Raises:
            OutfitError: if it cannot be read, or a part of it is damaged, which would be lost.
            ExportError: if it cannot be written; it is as it was then.
        """
        kept = self.load(entry)
        for note in kept.notes:
            raise OutfitError(OutfitProblem.DAMAGED, name=entry.name, problem=note)
        outfit = replace(kept.outfit, name=name)
        write_outfit(entry.file, outfit, entry.summary.picture, kept.files)
        return replace(entry, summary=replace(entry.summary, name=name))

    def remove(self, entry: OutfitEntry) -> None:
        """Delete an outfit; it can be brought back for a while.

        Raises:
            OutfitError: if it cannot be moved.
        """
        removed = self._removed_file(entry)
        try:
            make_folder(removed.parent)
            os.utime(entry.file)
        except (OSError, ExportError) as error:
            _LOG.info("%s has no time of removal: %s", entry.file, error)
        _move(entry.file, removed)

    def restore(self, entry: OutfitEntry) -> None:
        """Bring a deleted outfit back.

        Raises:
            OutfitError: if it cannot be moved, or is gone.
        """
        _move(self._removed_file(entry), entry.file)

    def clear_removed(self) -> None:
        """Delete for good what was deleted long ago."""
        oldest = time.time() - KEPT_DAYS * 24 * 3600
        try:
            for path in (self.folder / _REMOVED).iterdir():
                if path.suffix == SUFFIX and path.stat().st_mtime < oldest:
                    path.unlink(missing_ok=True)
        except FileNotFoundError:
            return  # nothing was deleted yet
        except OSError as error:
            _LOG.info("deleted outfits were not cleared: %s", error)

    def _removed_file(self, entry: OutfitEntry) -> Path:
        return entry.file.parent / _REMOVED / entry.file.name


def _entry_of(file: Path) -> OutfitEntry:
    try:
        return OutfitEntry(file, read_summary(file))
    except OutfitError as error:
        return OutfitEntry(file, OutfitSummary(file.name, (), b""), error.text)


def _move(source: Path, target: Path) -> None:
    try:
        os.replace(source, target)
    except OSError as error:
        raise OutfitError(
            OutfitProblem.NOT_MOVED,
            source=source.parent,
            target=target.parent,
            reason=reason_of(error),
        ) from error
