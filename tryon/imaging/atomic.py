"""Files that are written completely or not at all."""

from __future__ import annotations

import errno
import os
import re
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO

from tryon.errors import ExportError, reason_of
from tryon.messages import ExportProblem

_PREFIX, _SUFFIX = ".tryon-", ".tmp"
_TEMPORARY = re.compile(r"\.tryon-\w{8}\.tmp")
"""Short, so that names as long as the disk takes can be written, and unlike the user's files."""
_LEFT_BEHIND_S = 24 * 60 * 60
"""Nobody writes a file for a day: an older temporary file is of a run that was killed."""
_BAD_NAME = {errno.ENAMETOOLONG, errno.EINVAL, errno.ELOOP, errno.EISDIR}


def write_atomically(path: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Let ``write`` fill a temporary file beside ``path``, then rename it into place.

    A link stays a link; a pipe or ``/dev/stdout`` is written to directly. What killed runs left in
    the folder is cleared.

    Raises:
        ExportError: if anything fails; ``path`` is then as it was before, as it is after whatever
            else ``write`` raises.
    """
    temporary: str | None = None
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("wb") as stream:
                write(stream)
            return
        target = path.resolve()
        handle, temporary = tempfile.mkstemp(_SUFFIX, _PREFIX, target.parent)
        with os.fdopen(handle, "w+b") as file:
            write(file)
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, target)
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: a loop of links
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        problem = ExportProblem.BAD_NAME if _is_of_the_name(error) else ExportProblem.NOT_WRITTEN
        raise ExportError(problem, path=path, reason=reason_of(error)) from error
    except BaseException:  # cancelled, or another error of ``write``
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        raise
    _clear_once(target.parent)


def make_folder(folder: Path) -> None:
    """Make a folder that files are to be written to, and those above it.

    Raises:
        ExportError: if that is not possible, for example because a file has the name.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(
            ExportProblem.FOLDER_NOT_CREATED, folder=folder, reason=reason_of(error)
        ) from error


def clear_left_behind(folder: Path, *, older_than_s: float = _LEFT_BEHIND_S) -> None:
    """Delete the temporary files in a folder that are older than a day, or than is said."""
    oldest = time.time() - older_than_s
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _TEMPORARY.fullmatch(entry.name):
                with suppress(OSError):
                    if entry.stat(follow_symlinks=False).st_mtime < oldest:
                        os.unlink(entry.path)


_clear_once = cache(clear_left_behind)


def _is_of_the_name(error: Exception) -> bool:
    """Return whether another folder would not help."""
    if isinstance(error, OSError):
        return error.errno in _BAD_NAME
    return isinstance(error, UnicodeError) or "null" in str(error) or "loop" in str(error)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
