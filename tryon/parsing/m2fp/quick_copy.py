"""A copy of the checkpoint that opens fast: only the weights, mapped into memory.

The published checkpoint keeps the optimizer's state beside the weights and is a pickle, which has
to be unpacked each time. The copy is a safetensors file that names the checkpoint it was made
from; a copy of another checkpoint, or a damaged one, is ignored and written again.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from tryon.models.store import quick_copies
from tryon.paths import is_file

_MARK = "checkpoint"
"""Key of the metadata that identifies the checkpoint."""


def read_quick_copy(checkpoint: Path) -> dict[str, Tensor] | None:
    """Return the weights of a checkpoint's copy; None if it has none that is up to date."""
    for path in quick_copies(checkpoint):
        if is_file(path):
            with suppress(OSError, SafetensorError):
                tensors, mark = read_tensors(path)
                if mark == _mark_of(checkpoint):
                    return tensors
    return None


def write_quick_copy(checkpoint: Path, state: Mapping[str, Tensor]) -> None:
    """Keep a checkpoint's weights for the next start.

    The copy only saves time: if neither place can be written to, there is none.
    """
    tensors = {key: value.contiguous() for key, value in state.items()}
    for path in quick_copies(checkpoint):
        try:
            _save(path, tensors, checkpoint)
        except (OSError, SafetensorError):  # read-only or full: the next place may do
            continue
        return


def read_tensors(path: Path) -> tuple[dict[str, Tensor], str]:
    """Map a safetensors file into memory; return its tensors, and the mark of their checkpoint.

    Raises:
        OSError: if the file cannot be read.
        SafetensorError: if it is damaged.
    """
    with safe_open(path, framework="pt") as file:
        tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118
        return tensors, (file.metadata() or {}).get(_MARK, "")


def _mark_of(checkpoint: Path) -> str:
    state = checkpoint.stat()
    return f"{checkpoint.name} {state.st_size} {state.st_mtime_ns}"


def _save(path: Path, tensors: dict[str, Tensor], checkpoint: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        save_file(tensors, temporary, metadata={_MARK: _mark_of(checkpoint)})
        shutil.copymode(checkpoint, temporary)  # safetensors lets only the owner read
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
