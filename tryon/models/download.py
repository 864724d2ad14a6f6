"""A model from the hub into ModelScope's cache."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tryon.errors import DownloadError
from tryon.messages import DownloadProblem
from tryon.models.catalogue import Model
from tryon.models.hub import RemoteFile, list_files
from tryon.models.lock import only_one
from tryon.models.rate import megabytes
from tryon.models.store import (
    CHECKSUMS_NAME,
    forget_quick_copies,
    model_folder,
    partial_name,
)
from tryon.models.transfer import Report, explain_disk, fetch
from tryon.paths import is_file, is_folder, size_of
from tryon.progress import CancelToken, Progress, Stage

_SPARE_BYTES = 20_000_000
"""Room that stays free on the disk."""


@dataclass(frozen=True)
class DownloadPlan:
    """What a download will do.

    Attributes:
        model: what is downloaded.
        folder: where to.
        files: all files of the model, whether they are here already or not.
    """

    model: Model
    folder: Path
    files: tuple[RemoteFile, ...]

    @property
    def missing(self) -> tuple[RemoteFile, ...]:
        """The files that are not here."""
        return tuple(file for file in self.files if _size(self.folder / file.name) != file.size)

    @property
    def total_bytes(self) -> int:
        """Size of the missing files."""
        return sum(file.size for file in self.missing)

    @property
    def kept_bytes(self) -> int:
        """How many of these bytes an earlier download has left."""
        kept = (_size(self.folder / partial_name(file.name)) for file in self.missing)
        return sum(size for size in kept if size > 0)


def plan_download(model: Model, mirror: str | None, cancel: CancelToken) -> DownloadPlan:
    """Ask the hub what there is to download.

    Raises:
        DownloadError: if the hub cannot say.
        Cancelled: if ``cancel`` was set.
    """
    return DownloadPlan(model, model_folder(model), list_files(model, mirror, cancel))


def download(plan: DownloadPlan, progress: Progress, cancel: CancelToken) -> Path:
    """Download what is missing and return the model's folder.

    Progress is told as `Stage.DOWNLOAD` with the fraction of ``plan.total_bytes`` that is here,
    then as `Stage.VERIFY`.

    Raises:
        DownloadError: if it fails; what has arrived stays in ``*.incomplete`` for the next time.
        Cancelled: if ``cancel`` was set; likewise.
    """
    files, total, done_before = plan.missing, plan.total_bytes, 0
    check_space(plan.folder, total - plan.kept_bytes)
    try:
        plan.folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise explain_disk(error, plan.folder) from error
    with only_one(plan.model):
        for file in files:
            on_arrived = _reporter(progress, Stage.DOWNLOAD, done_before, total)
            on_checked = _reporter(progress, Stage.VERIFY, 0, file.size)
            fetch(file, plan.folder / file.name, on_arrived, on_checked, cancel)
            done_before += file.size
            if file.name == plan.model.weights:
                forget_quick_copies(plan.folder / file.name)
        checksums = {file.name: file.sha256 for file in plan.files if file.sha256 is not None}
        write_checksums(plan.folder, checksums)
    return plan.folder


def check_space(folder: Path, needed: int) -> None:
    """Check that this many bytes fit on the disk.

    Raises:
        DownloadError: if they do not; it names the folder, what is free and what is needed.
    """
    existing = next(parent for parent in (folder, *folder.parents) if is_folder(parent))
    free = shutil.disk_usage(existing).free
    if free < needed + _SPARE_BYTES:
        raise DownloadError(
            DownloadProblem.NO_ROOM, folder=folder, needed=megabytes(needed), free=megabytes(free)
        )


def write_checksums(folder: Path, checksums: Mapping[str, str]) -> None:
    """Keep the SHA-256 of the files by name, so that they can be verified without the hub.

    Raises:
        DownloadError: if they cannot be written.
    """
    path = folder / CHECKSUMS_NAME
    try:
        partial = path.with_name(partial_name(path.name))
        partial.write_text(json.dumps(dict(checksums), indent=1), encoding="utf-8")
        os.replace(partial, path)  # another window may read it at this moment
    except OSError as error:
        raise explain_disk(error, path) from error


def _reporter(progress: Progress, stage: Stage, done_before: int, total: int) -> Report:
    """Return a function that turns bytes of one file into a fraction of all bytes."""

    def report(done: int) -> None:
        progress(stage, min(1.0, (done_before + done) / max(1, total)))

    return report


def _size(path: Path) -> int:
    """Return the size of a file in bytes; -1 if there is none."""
    return size_of(path) if is_file(path) else -1
