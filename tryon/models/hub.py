"""What the hub has: ModelScope's own client lists a model's files, sizes and checksums."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from urllib.parse import urlsplit

from tryon.errors import DownloadError
from tryon.models.catalogue import Model
from tryon.models.store import REVISION
from tryon.models.waiting import wait_for
from tryon.progress import CancelToken

OTHER_WAY_HINT = "use another mirror, or a file or folder that you already have"
"""What is left when a hub cannot help."""


@dataclass(frozen=True)
class RemoteFile:
    """A file at the hub; the checksum is SHA-256 in hex, or None if the hub gives none."""

    name: str
    size: int
    sha256: str | None
    url: str

    @property
    def host(self) -> str:
        """The server that has it."""
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
        raise DownloadError(
            f"downloads need ModelScope's hub client, which cannot be imported ({error}); install "
            "it with pip install 'tryon[m2fp]', or use a file or folder that you already have."
        ) from error
    logging.getLogger("modelscope_hub").setLevel(logging.ERROR)  # its retries would tear the bar
    hub = modelscope_hub.HubApi(endpoint=mirror or None, token="")  # public: no login is read
    endpoint = hub.legacy.endpoint
    if not urlsplit(endpoint).hostname:
        raise DownloadError(f"{mirror} is no address of a mirror; expected https://host/path.")
    try:
        listed = wait_for(
            lambda: hub.list_repo_files(model.repository, "model", revision=REVISION), cancel
        )
    except (OSError, modelscope_hub.HubError) as error:
        raise _explain(error, model, urlsplit(endpoint).netloc) from error
    found = {entry.path: entry for entry in listed}
    missing = [name for name in model.files if name not in found]
    if missing:
        raise DownloadError(
            f"{urlsplit(endpoint).netloc} has no {' and no '.join(missing)} of {model.repository}; "
            f"{OTHER_WAY_HINT}."
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
        f"{host} cannot be reached ({type(error).__name__}). Check the connection and try again; "
        f"or {OTHER_WAY_HINT}."
    )


def refusal(host: str, name: str, status: int) -> DownloadError:
    """Say that a server answered, but not with what was asked for."""
    if status in (404, 410):
        return DownloadError(f"{host} does not have {name} (HTTP {status}); {OTHER_WAY_HINT}.")
    if status in (401, 403, 451):
        return DownloadError(f"{host} refuses to give {name} (HTTP {status}); {OTHER_WAY_HINT}.")
    return DownloadError(
        f"{host} cannot give {name} at the moment (HTTP {status}). Try again later; or "
        f"{OTHER_WAY_HINT}."
    )
