"""Weights that the user already has, put where a download would put them."""

from __future__ import annotations

import os
from pathlib import Path

from tryon.errors import WeightsError
from tryon.messages import WeightsProblem
from tryon.models.catalogue import Model
from tryon.models.download import check_space, write_checksums
from tryon.models.lock import only_one
from tryon.models.store import forget_quick_copies, model_folder, partial_name, remove_empty
from tryon.models.transfer import explain_disk
from tryon.models.verify import Verified, check_file, published_checksums
from tryon.paths import is_file, is_folder, is_same_file, resolved
from tryon.progress import CancelToken, Progress, Stage

_BLOCK = 1 << 22
"""Bytes copied at once."""


def adopt(
    model: Model, source: Path, mirror: str | None, progress: Progress, cancel: CancelToken
) -> Verified:
    """Check weights and link them into the cache, or copy them where that cannot be done.

    Args:
        model: which model the weights should be.
        source: their file, or the folder that has them under their own name.
        mirror: see `list_files`; the checksums are compared if the hub can be reached.
        progress: told `Stage.ASK_HUB`, `Stage.VERIFY`, and `Stage.DOWNLOAD` while copying.
        cancel: stops it; nothing is left behind.

    Raises:
        WeightsError: if the file is missing, damaged, or of another model.
        DownloadError: if it cannot be put into place.
        Cancelled: if ``cancel`` was set.
    """
    weights = find_weights(model, source)
    folder = model_folder(model)
    proof, checksums = published_checksums(model, weights.parent, mirror, progress, cancel)
    sources = {model.weights: weights} | {
        name: weights.parent / name
        for name in model.files
        if name != model.weights and is_file(weights.parent / name)
    }
    for name, path in sources.items():
        check_file(model, name, path, checksums, progress, cancel)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise explain_disk(error, folder) from error
    with only_one(model):
        try:
            for name, path in sources.items():
                _place(resolved(path), folder / name, progress, cancel)
        except BaseException:
            remove_empty(folder)
            raise
        if checksums:
            write_checksums(folder, checksums)
    return Verified(model, folder, proof)


def find_weights(model: Model, source: Path) -> Path:
    """Return the weights file that ``source`` names.

    Raises:
        WeightsError: if there is none.
    """
    path = source / model.weights if is_folder(source) else source
    if not is_file(path):
        raise WeightsError(
            WeightsProblem.FILE_MISSING, path=path, weights=model.weights, model=model.repository
        )
    return path


def _place(source: Path, target: Path, progress: Progress, cancel: CancelToken) -> None:
    """Link or copy one file under a temporary name, then rename it."""
    if is_same_file(target, source):
        return
    partial = target.with_name(partial_name(target.name))
    try:
        partial.unlink(missing_ok=True)
        try:
            os.link(source, partial)
        except OSError:  # another disk, or a file system without links
            check_space(target.parent, source.stat().st_size)
            _copy(source, partial, progress, cancel)
        os.replace(partial, target)
        forget_quick_copies(target)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise explain_disk(error, target) from error
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def _copy(source: Path, target: Path, progress: Progress, cancel: CancelToken) -> None:
    total, done = max(1, source.stat().st_size), 0
    with source.open("rb") as reader, target.open("wb") as writer:
        while block := reader.read(_BLOCK):
            cancel.check()
            writer.write(block)
            done += len(block)
            progress(Stage.DOWNLOAD, done / total)
