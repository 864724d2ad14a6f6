"""Keeps two programs from changing the same model at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from tryon.errors import DownloadError
from tryon.messages import DownloadProblem
from tryon.models.catalogue import Model
from tryon.models.store import cache_folder
from tryon.models.transfer import explain_disk


@contextmanager
def only_one(model: Model) -> Iterator[None]:
    """Keep a second tryon away from a model's files while they are written or removed.

    Raises:
        DownloadError: if another one is at work on them, or the lock cannot be written.
    """
    if find_spec("filelock") is None:  # it comes with ModelScope's client, which alone downloads
        yield
        return
    from filelock import FileLock, Timeout

    path = cache_folder() / ".lock" / f"tryon-{model.name}.lock"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path, timeout=0):
            yield
    except Timeout as error:
        raise DownloadError(DownloadProblem.ALREADY_RUNNING, model=model.name) from error
    except OSError as error:
        raise explain_disk(error, path) from error
