"""Small files in the user's cache folder that can be made again; unused ones are deleted."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Container
from pathlib import Path

from platformdirs import user_cache_path

from tryon.errors import ExportError
from tryon.imaging import write_atomically

_KEPT_S = 60 * 24 * 3600
"""How long a file stays that is not used."""
_LOG = logging.getLogger(__name__)


class KeptFiles:
    """A folder of them; never fails, for whoever misses one makes it again.

    Args:
        folder: where they are.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @classmethod
    def in_cache(cls, name: str) -> KeptFiles:
        """Return a folder of this name in the platform's cache folder."""
        return cls(user_cache_path("tryon", appauthor=False) / name)

    def find(self, name: str) -> bytes | None:
        """Return what a file holds; None if there is none."""
        path = self._folder / name
        try:
            data = path.read_bytes()
            os.utime(path)  # the order of use outlives the program
        except OSError:
            return None
        return data

    def keep(self, name: str, data: bytes) -> bool:
        """Write a file, unless that is not possible; return whether it was."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_atomically(self._folder / name, lambda file: file.write(data))
        except (OSError, ExportError) as error:
            _LOG.warning("%s is not kept in %s: %s", name, self._folder, error)
            return False
        return True

    def clear_unused(self, used: Container[str] = ()) -> None:
        """Delete what was not used for long, unless its name without ending is among some."""
        oldest = time.time() - _KEPT_S
        try:
            for path in self._folder.iterdir():
                if path.stat().st_mtime < oldest and path.stem not in used:
                    path.unlink(missing_ok=True)
        except FileNotFoundError:
            return  # nothing was kept yet
        except OSError as error:
            _LOG.info("%s was not cleared: %s", self._folder, error)
