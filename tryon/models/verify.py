"""Whether a model's files are what was published."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from tryon.errors import DownloadError, WeightsError, reason_of
from tryon.json_file import read_json
from tryon.messages import WeightsProblem
from tryon.models.catalogue import Model
from tryon.models.hub import list_files
from tryon.models.store import CHECKSUMS_NAME, installed_folder
from tryon.models.transfer import sha256_of
from tryon.paths import is_file, size_of
from tryon.progress import CancelToken, Progress, Stage

_BLOCK = 1 << 22
"""Bytes read at once."""
_DAMAGED = (OSError, EOFError, RuntimeError, UnicodeError, zipfile.BadZipFile, zlib.error)
"""Raised by reading an archive that is cut off or damaged, in its names and versions too."""
_LEGACY_HEAD = b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19."
"""First bytes of torch's older format: its magic number, pickled."""


class Proof(Enum):
    """Where the checksums are from that a model was compared with."""

    HUB = "hub"
    RECORD = "record"
    ARCHIVE = "archive"


@dataclass(frozen=True)
class Verified:
    """A model whose files are right, and which checksums say so."""

    model: Model
    folder: Path
    proof: Proof


def verify(model: Model, mirror: str | None, progress: Progress, cancel: CancelToken) -> Verified:
    """Compare the files of a model with the hub's checksums.

    Without a connection it takes the checksums that were kept at the download, and without
    these the ones inside the weights file.

    Raises:
        WeightsError: if the model is not here, or a file is damaged.
        Cancelled: if ``cancel`` was set.
    """
    folder = installed_folder(model)
    if folder is None:
        raise WeightsError(WeightsProblem.NOT_DOWNLOADED, model=model.name)
    proof, checksums = published_checksums(model, folder, mirror, progress, cancel)
    for name in model.files:
        if is_file(folder / name):
            check_file(model, name, folder / name, checksums, progress, cancel)
    return Verified(model, folder, proof)


def check_file(
    model: Model,
    name: str,
    path: Path,
    checksums: Mapping[str, str],
    progress: Progress,
    cancel: CancelToken,
) -> None:
    """Check one file of a model, which may lie anywhere.

    Args:
        model: which model the file should belong to.
        name: its name at the hub.
        path: where it is.
        checksums: SHA-256 of the published files by name.
        progress: told `Stage.VERIFY`.
        cancel: stops it.

    Raises:
        WeightsError: if the file is not the published one, damaged, or of another kind.
        Cancelled: if ``cancel`` was set.
    """
    if name in checksums:
        _check_sha256(path, checksums[name], progress, cancel)
    elif name == model.weights:
        check_is_checkpoint(path, cancel)


def published_checksums(
    model: Model, folder: Path, mirror: str | None, progress: Progress, cancel: CancelToken
) -> tuple[Proof, dict[str, str]]:
    """Return where the SHA-256 of a model's files are from, and those that are known, by name."""
    progress(Stage.ASK_HUB, 0.0)
    try:
        listed = list_files(model, mirror, cancel)
    except DownloadError:
        recorded = _read_checksums(folder)
        return (Proof.RECORD if recorded else Proof.ARCHIVE), recorded
    return Proof.HUB, {file.name: file.sha256 for file in listed if file.sha256 is not None}


def check_is_checkpoint(path: Path, cancel: CancelToken) -> None:
    """Check that a file is a whole PyTorch checkpoint, without loading it.

    Raises:
        WeightsError: if it is something else, cut off, or damaged inside.
        Cancelled: if ``cancel`` was set.
    """
    try:
        with path.open("rb") as file:
            head = file.read(len(_LEGACY_HEAD))
        if head == _LEGACY_HEAD:
            return
        if not head.startswith(b"PK\x03\x04"):
            raise WeightsError(WeightsProblem.NO_CHECKPOINT, path=path, name=path.name)
        _check_archive(path, cancel)
    except _DAMAGED as error:
        raise WeightsError(WeightsProblem.CUT_OFF, path=path, size=size_of(path)) from error


def _check_archive(path: Path, cancel: CancelToken) -> None:
    """Read the archive to its end, which makes Python check its checksums."""
    with zipfile.ZipFile(path) as archive:
        if not any(name.endswith("data.pkl") for name in archive.namelist()):
            raise WeightsError(WeightsProblem.OTHER_ARCHIVE, path=path, name=path.name)
        for name in archive.namelist():
            with archive.open(name) as entry:
                while entry.read(_BLOCK):
                    cancel.check()


def _check_sha256(path: Path, expected: str, progress: Progress, cancel: CancelToken) -> None:
    size = max(1, size_of(path))
    try:
        found = sha256_of(path, lambda done: progress(Stage.VERIFY, done / size), cancel)
    except OSError as error:
        raise WeightsError(WeightsProblem.UNREADABLE, path=path, reason=reason_of(error)) from error
    if found != expected:
        raise WeightsError(
            WeightsProblem.NOT_PUBLISHED, path=path, found=found[:12], expected=expected[:12]
        )


def _read_checksums(folder: Path) -> dict[str, str]:
    try:
        recorded = read_json(folder / CHECKSUMS_NAME)
    except (OSError, ValueError):
        return {}
    if not isinstance(recorded, dict):
        return {}
    return {str(name): str(value) for name, value in recorded.items()}
