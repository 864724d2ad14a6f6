"""What the hub offers: ModelScope's own client lists a model's files, sizes and checksums."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from urllib.parse import urlsplit

from tryon.errors import DownloadError
from tryon.messages import DownloadProblem, Hint
from tryon.models.catalogue import Model
from tryon.models.store import REVISION
from tryon.models.waiting import wait_for
from tryon.progress import CancelToken


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
    hub = modelscope_hub.HubApi(endpoint=mirror or None, token="")  # public: no login is read
    endpoint = hub.legacy.endpoint
    if not urlsplit(endpoint).hostname:
        raise DownloadError(DownloadProblem.NO_MIRROR, mirror=mirror or endpoint)
    try:
        listed = wait_for(
            lambda: hub.list_repo_files(model.repository, "model", revision=REVISION), cancel
        )
    except (OSError, modelscope_hub.HubError) as error:
        raise _explain(error, model, urlsplit(endpoint).netloc) from error
    found = {entry.path: entry for entry in listed}
    missing = tuple(name for name in model.files if name not in found)
    if missing:
        raise DownloadError(
            DownloadProblem.LACKS_FILES,
            host=urlsplit(endpoint).netloc,
            files=missing,
            model=model.repository,
            hint=Hint.OTHER_WAY,
        )
    return tuple(
        RemoteFile(
            name=name,
            size=int(found[name].size),
            sha256=(found[name].sha256 or "").lower() or None,
            url=hub.legacy.get_download_url(model.repository, "model", name, REVISION),
        )
        for name in model.files
    )


def _explain(error: Exception, model: Model, host: str) -> DownloadError:
    status = getattr(error, "status_code", None)
    if status is not None:
        return refusal(host, model.repository, status)
    return DownloadError(
        DownloadProblem.UNREACHABLE, host=host, reason=type(error).__name__, hint=Hint.OTHER_WAY
    )


def refusal(host: str, name: str, status: int) -> DownloadError:
    """Return the error for a server that answered, but not with what was asked for."""
    if status in (404, 410):
        problem = DownloadProblem.NOT_FOUND
    elif status in (401, 403, 451):
        problem = DownloadProblem.REFUSED
    else:
        problem = DownloadProblem.NOT_NOW
    return DownloadError(problem, host=host, name=name, status=status, hint=Hint.OTHER_WAY)
