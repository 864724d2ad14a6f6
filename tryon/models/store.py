"""Where a model lies on this computer: in the cache that ModelScope's own client keeps.

Its versions have used several layouts, and a model is looked for in all of them, newest first,
so that what another program has downloaded is used, and what tryon downloads is shared.
"""

from __future__ import annotations

import os
from pathlib import Path

from tryon.models.catalogue import Model

_REVISION = "master"


def cache_folder() -> Path:
    """Give the root of ModelScope's cache: ``MODELSCOPE_CACHE``, or where its client puts it."""
    named = os.environ.get("MODELSCOPE_CACHE")
    return Path(named).expanduser() if named else Path.home() / ".cache" / "modelscope"


def model_folder(model: Model) -> Path:
    """Give the folder in which the model lies, or into which it will be downloaded."""
    candidates = _candidates(model)
    for folder in candidates:
        if (folder / model.weights).is_file():
            return folder
    return next((folder for folder in candidates if _has_entries(folder)), candidates[0])


def installed_folder(model: Model) -> Path | None:
    """Give the model's folder if its weights are there, whole; None if they are not."""
    folder = model_folder(model)
    return folder if (folder / model.weights).is_file() else None


def _candidates(model: Model) -> tuple[Path, ...]:
    """Give the folders that versions of ModelScope's client use, newest layout first."""
    root = cache_folder()
    owner, name = model.repository.split("/")
    return (
        root / "models" / f"{owner}--{name}" / "snapshots" / _REVISION,
        root / "models" / owner / name,
        root / "hub" / "models" / owner / name,
        root / owner / name,
        root / "hub" / owner / name,
    )


def _has_entries(folder: Path) -> bool:
    try:
        return any(folder.iterdir())
    except OSError:
        return False
