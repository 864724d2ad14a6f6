"""What the hub offers: ModelScope's own client lists a model's files, sizes and checksums."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tryon.errors import DownloadError
from tryon.messages import DownloadProblem, Hint
from tryon.models.catalogue import Model
from tryon.models.network_failure import interruption_of
from tryon.models.store import REVISION
from tryon.models.waiting import wait_for
from tryon.progress import CancelToken

_NONSENSE = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    RecursionError,
)
"""What ModelScope's client raises for an answer that it does not understand."""
_MOST_BYTES = 1 << 40
"""Of a file: a hundred times a large model's."""


@dataclass(frozen=True)
class RemoteFile:
    """A file at the hub; the checksum is SHA-256 in hex, or None if the hub has none."""

    name: str
    size: int
    sha256: str | None
    url: str

    @property
    def host(self) -> str:
        """Name of the server that has it."""
        return urlsplit(self.url).netloc


def list_files(model: Model, mirror: str | None, cancel: CancelToken) -> tuple[RemoteFile, ...]:
    """Ask the hub for the files of a model that tryon needs.

    Args:
        model: which one.
        mirror: address of a server that answers as ModelScope does; without it, the client's own
            choice (``MODELSCOPE_ENDPOINT``, else www.modelscope.cn).
        cancel: gives up.

    Raises:
        DownloadError: if the client is not installed, the hub cannot be reached, refuses, or does
            not have the files.
        Cancelled: if ``cancel`` was set.
    """
    try:
        import modelscope_hub
    except ImportError as error:
        raise DownloadError(DownloadProblem.NO_CLIENT, reason=error) from error
    # Its warnings about retries would break up the progress bar.
    logging.getLogger("modelscope_hub").setLevel(logging.ERROR)
    try:
        hub = modelscope_hub.HubApi(endpoint=mirror or None, token="")  # public: no login is read
        endpoint = hub.legacy.endpoint
        host = _host_of(endpoint)
    except ValueError as error:
        raise DownloadError(DownloadProblem.NO_MIRROR, mirror=mirror or "") from error
    try:
        listed = wait_for(
            lambda: hub.list_repo_files(model.repository, "model", revision=REVISION), cancel
        )
        found = {entry.path: _checked(entry) for entry in listed if entry.path in model.files}
    except _NONSENSE as error:  # before OSError: what is no JSON is both
        raise DownloadError(DownloadProblem.NO_LIST, host=host, hint=Hint.OTHER_WAY) from error
    except (OSError, modelscope_hub.HubError) as error:
        raise _explain(error, model, host) from error
    missing = tuple(name for name in model.files if name not in found)
    if missing:
        raise DownloadError(
            DownloadProblem.LACKS_FILES,
            host=host,
            files=missing,
            model=model.repository,
            hint=Hint.OTHER_WAY,
        )
    return tuple(
        RemoteFile(
            name=name,
            size=found[name].size,
            sha256=found[name].sha256,
            url=hub.legacy.get_download_url(model.repository, "model", name, REVISION),
        )
        for name in model.files
    )


def _host_of(endpoint: str) -> str:
    """Return host and port of a server's address.

    Raises:
        ValueError: if there is none, or it cannot be one.
    """
    address = urlsplit(endpoint)
    if not address.hostname or " " in address.netloc or address.port == 0:
        raise ValueError(f"{endpoint} has no host")
    return address.netloc


@dataclass(frozen=True)
class _Listed:
    """What a hub says of a file."""

    size: int
    sha256: str | None


def _checked(entry: Any) -> _Listed:  # noqa: ANN401 - the client's, filled with what was sent
    """Return what a hub says of a file.

    Raises:
        ValueError: if that is no size of a file.
        TypeError, AttributeError: if it is of another type.
    """
    size = int(entry.size)
    if not 0 <= size <= _MOST_BYTES:
        raise ValueError(f"{size} is no size of a file")
    return _Listed(size, (entry.sha256 or "").lower() or None)


def _explain(error: Exception, model: Model, host: str) -> DownloadError:
    status = getattr(error, "status_code", None)
    if status is not None:
        return refusal(host, model.repository, status)
    if not isinstance(error, OSError):  # the client's own, of an answer with the status 200
        return DownloadError(DownloadProblem.NO_LIST, host=host, hint=Hint.OTHER_WAY)
    reason = interruption_of(error)
    return DownloadError(DownloadProblem.UNREACHABLE, host=host, reason=reason, hint=Hint.OTHER_WAY)


def refusal(host: str, name: str, status: int) -> DownloadError:
    """Return the error for a server that answered, but not with what was asked for."""
    if status in (404, 410):
        problem = DownloadProblem.NOT_FOUND
    elif status in (401, 403, 451):
        problem = DownloadProblem.REFUSED
    else:
        problem = DownloadProblem.NOT_NOW
    return DownloadError(problem, host=host, name=name, status=status, hint=Hint.OTHER_WAY)
