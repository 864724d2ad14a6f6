"""Where a model lies on this computer: in the cache that ModelScope's own client keeps.

Its versions have used several layouts. A model is looked for in all of them, so that what another
program has downloaded is used, and tryon downloads to where the client would look.
"""

from __future__ import annotations

import hashlib
import os
from enum import Enum
from pathlib import Path

import platformdirs

from tryon.errors import DownloadError, reason_of
from tryon.messages import DownloadProblem
from tryon.models.catalogue import Model
from tryon.paths import home_expanded, is_file, resolved, size_of

REVISION = "master"
"""Branch of the hub's repositories."""
CHECKSUMS_NAME = ".tryon-checksums.json"
"""File beside a model that tryon downloaded, with the SHA-256 of each of its files."""
SAFETENSORS_SUFFIX = ".safetensors"
"""Of the copies that open fast."""


class ModelState(Enum):
    """How much of a model is here."""

    ABSENT = "absent"
    PARTIAL = "partial"
    READY = "ready"


def cache_folder() -> Path:
    """Return the root of ModelScope's cache: ``MODELSCOPE_CACHE``, or where its client puts it."""
    named = os.environ.get("MODELSCOPE_CACHE")
    folder = home_expanded(Path(named)) if named else Path.home() / ".cache" / "modelscope"
    return folder.absolute()


def model_folder(model: Model) -> Path:
    """Return the folder in which the model lies, or into which it will be downloaded."""
    candidates = _candidates(model)
    for name in (model.weights, partial_name(model.weights)):
        for folder in candidates:
            if is_file(folder / name):
                return folder
    return next((folder for folder in candidates if _has_entries(folder)), candidates[0])


def installed_folder(model: Model) -> Path | None:
    """Return the folder of the model's weights, or None if they are not here."""
    folder = model_folder(model)
    return folder if is_file(folder / model.weights) else None


def model_state(model: Model) -> ModelState:
    """Return how much of a model is here."""
    if installed_folder(model) is not None:
        return ModelState.READY
    return ModelState.PARTIAL if kept_bytes(model) else ModelState.ABSENT


def kept_bytes(model: Model) -> int:
    """Return the size of what an unfinished download has left."""
    folder = model_folder(model)
    return sum(size_of(folder / partial_name(name)) for name in model.files)


def used_bytes(model: Model) -> int:
    """Return the room that a model takes on the disk, with all that was made from it."""
    return sum(map(size_of, _files_of(model)))


def partial_name(name: str) -> str:
    """Return the name of an unfinished download; ModelScope's client resumes the same file."""
    return f"{name}.incomplete"


def quick_copies(checkpoint: Path) -> tuple[Path, ...]:
    """Return where a fast copy of a checkpoint may lie: beside it, or in tryon's cache."""
    digest = hashlib.sha256(str(resolved(checkpoint)).encode()).hexdigest()[:16]
    cache = platformdirs.user_cache_path("tryon", appauthor=False)
    beside = checkpoint.with_suffix(SAFETENSORS_SUFFIX)
    return beside, cache / "m2fp" / f"{digest}{SAFETENSORS_SUFFIX}"


def forget_quick_copies(weights: Path) -> None:
    """Delete copies that were made from a checkpoint which has been replaced.

    Raises:
        OSError: if one cannot be deleted.
    """
    for path in quick_copies(weights):
        path.unlink(missing_ok=True)


def remove(model: Model) -> int:
    """Delete a model, what is left of its download and what was made from it.

    Returns:
        The number of bytes that are free again; a file that is linked from elsewhere frees nothing.

    Raises:
        DownloadError: if a file cannot be deleted.
    """
    folder, freed = model_folder(model), 0
    for path in _files_of(model):
        size = _freed_by(path)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise DownloadError(
                DownloadProblem.NOT_DELETED, path=path, reason=reason_of(error)
            ) from error
        freed += size
    remove_empty(folder)
    return freed


def _files_of(model: Model) -> tuple[Path, ...]:
    """Return all that a model may have on the disk, whether it is there or not."""
    folder = model_folder(model)
    names = [*model.files, *map(partial_name, model.files), CHECKSUMS_NAME]
    return (*(folder / name for name in names), *quick_copies(folder / model.weights))


def remove_empty(folder: Path) -> None:
    """Remove the model's folder and those above it that hold nothing else."""
    for parent in (folder, *folder.parents):
        if parent == cache_folder() or _has_entries(parent):
            return
        try:
            parent.rmdir()
        except OSError:
            return


def _candidates(model: Model) -> tuple[Path, ...]:
    """Return the folders that versions of ModelScope's client use, newest layout first."""
    root = cache_folder()
    owner, name = model.repository.split("/")
    snapshots = root / "models" / f"{owner}--{name}" / "snapshots"
    newest = snapshots / REVISION
    try:
        others = sorted(path for path in snapshots.iterdir() if path != newest)
    except (OSError, ValueError):
        others = []
    return (
        newest,
        *others,
        root / "models" / owner / name,
        root / "hub" / "models" / owner / name,
        root / owner / name,
        root / "hub" / owner / name,
    )


def _has_entries(folder: Path) -> bool:
    try:
        return any(folder.iterdir())
    except (OSError, ValueError):
        return False


def _freed_by(path: Path) -> int:
    """Return the bytes that deleting a file frees: none while it has another hard link."""
    try:
        status = path.stat()
    except OSError:
        return 0
    return status.st_size if status.st_nlink == 1 else 0
