"""The zip archive of a look."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tryon.archive import Archive, open_plain, open_zip
from tryon.errors import LookFileError, reason_of
from tryon.messages import LookProblem


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open a look's file.

    Raises:
        LookFileError: if it cannot be read, or is no archive.
    """
    with ExitStack() as stack:
        try:
            archive = stack.enter_context(open_zip(stack.enter_context(open_plain(path))))
        except (OSError, ValueError) as error:  # ValueError: null bytes
            raise LookFileError(
                LookProblem.UNREADABLE, path=path, reason=reason_of(error)
            ) from error
        except zipfile.BadZipFile as error:
            raise LookFileError(LookProblem.NO_LOOK, name=path.name) from error
        yield archive
