"""Loads the checkpoint from a folder as ModelScope stores it."""

from __future__ import annotations

import pickle
import zipfile
from collections.abc import Mapping
from functools import reduce
from os import PathLike
from pathlib import Path

import torch
from safetensors import SafetensorError
from torch import Tensor

from tryon.errors import WeightsError
from tryon.messages import Difference, Hint, Text, Value, WeightsProblem
from tryon.models.store import SAFETENSORS_SUFFIX
from tryon.parsing.m2fp.config import read_config
from tryon.parsing.m2fp.network import M2fpNetwork
from tryon.parsing.m2fp.quick_copy import (
    read_quick_copy,
    read_tensors,
    write_quick_copy,
)
from tryon.parsing.m2fp.source import WEIGHTS_NAME, find_weights
from tryon.paths import size_of

_ENTRY = "model"
"""The checkpoint's entry that holds the weights."""
_MAX_NAMED = 3
"""Tensors that an error names; the others are counted."""
_READ_ERRORS = (
    OSError,
    RuntimeError,
    EOFError,
    ValueError,
    KeyError,
    pickle.UnpicklingError,
    zipfile.BadZipFile,
    SafetensorError,
)
"""Raised by reading a damaged file."""


def load_network(folder: str | PathLike[str]) -> M2fpNetwork:
    """Load the network in eval mode, float32, on the CPU.

    Args:
        folder: holds ``pytorch_model.pt`` (or ``.safetensors``) and, unless the published sizes
            hold, ``configuration.json``; or the path of the weights file itself.

    Raises:
        WeightsError: if a file is missing, damaged or of another model.
    """
    folder = Path(folder)
    path = find_weights(folder)
    if path is None:
        raise WeightsError(
            WeightsProblem.M2FP_MISSING, path=folder / WEIGHTS_NAME, hint=Hint.M2FP_WEIGHTS
        )
    config = read_config(path.parent)
    quick_copy = None if path.suffix == SAFETENSORS_SUFFIX else read_quick_copy(path)
    state = read_state(path) if quick_copy is None else quick_copy
    with torch.device("meta"):
        network = M2fpNetwork(config)
    _check(state, network.state_dict(), path)
    if quick_copy is None and path.suffix != SAFETENSORS_SUFFIX:
        write_quick_copy(path, state)
    floats = {
        key: value.float() if value.is_floating_point() else value for key, value in state.items()
    }
    network.load_state_dict(floats, strict=False, assign=True)
    return network.requires_grad_(False).eval()


def read_state(path: str | PathLike[str]) -> dict[str, Tensor]:
    """Read the tensors of a safetensors file, or of a checkpoint's entry ``model``.

    Other entries are not loaded.

    Raises:
        WeightsError: if the file cannot be read, or holds something else.
    """
    path = Path(path)
    try:
        checkpoint = (
            {_ENTRY: read_tensors(path)[0]} if path.suffix == SAFETENSORS_SUFFIX else _load(path)
        )
    except _READ_ERRORS as error:
        lines = str(error).splitlines() or [type(error).__name__]
        reason = lines[0].split(". ")[0]  # torch goes on with advice that does not help users
        raise WeightsError(
            WeightsProblem.DAMAGED,
            path=path,
            megabytes=round(size_of(path) / 1e6),
            reason=reason,
            hint=Hint.M2FP_WEIGHTS,
        ) from error
    state = checkpoint.get(_ENTRY) if isinstance(checkpoint, Mapping) else None
    if not isinstance(state, Mapping) or not all(isinstance(v, Tensor) for v in state.values()):
        raise WeightsError(
            WeightsProblem.NO_TENSORS, path=path, entry=_ENTRY, hint=Hint.M2FP_WEIGHTS
        )
    return dict(state)


def _load(path: Path) -> object:
    """Map the file into memory, so that the optimizer's state beside the weights is never read."""
    with path.open("rb") as file:
        is_zip = file.read(4) == b"PK\x03\x04"  # torch's format since 1.6; only that can be mapped
    try:
        checkpoint = torch.load(path, map_location="cpu", weights_only=True, mmap=is_zip)
    except _READ_ERRORS:
        raise
    except Exception as error:  # a damaged pickle makes its reader raise anything
        raise ValueError(str(error) or type(error).__name__) from error
    if is_zip:
        _check_archive(path)
    return checkpoint


def _check_archive(path: Path) -> None:
    """Compare the checksums inside, because torch loads damaged numbers without an error.

    This is done once for a file: the next start reads the copy that opens fast.
    """
    with zipfile.ZipFile(path) as archive:
        damaged = archive.testzip()
    if damaged is not None:
        raise ValueError(f"the checksum of {damaged} is wrong")


def _check(state: Mapping[str, Tensor], expected: Mapping[str, Tensor], path: Path) -> None:
    needed = {key for key in expected if not key.endswith("num_batches_tracked")}
    common = sorted(needed & state.keys())
    found: dict[Difference, list[Value]] = {
        Difference.LACKS: [*sorted(needed - state.keys())],
        Difference.UNKNOWN: [*sorted(state.keys() - expected.keys())],
        Difference.OTHER_SHAPE: [
            Difference.SHAPES.with_values(
                entry=key,
                found=str(tuple(state[key].shape)),
                expected=str(tuple(expected[key].shape)),
            )
            for key in common
            if state[key].shape != expected[key].shape
        ],
        Difference.NO_DECIMALS: [
            key
            for key in common
            if expected[key].is_floating_point() and not state[key].is_floating_point()
        ],
    }
    differences = [kind.with_values(entries=_some(keys)) for kind, keys in found.items() if keys]
    if differences:
        raise WeightsError(
            WeightsProblem.OTHER_MODEL,
            path=path,
            differences=reduce(_both, differences),
            hint=Hint.M2FP_WEIGHTS,
        )


def _both(first: Text, second: Text) -> Text:
    return Difference.BOTH.with_values(first=first, second=second)


def _some(entries: list[Value]) -> Value:
    named, unnamed = tuple(entries[:_MAX_NAMED]), len(entries) - _MAX_NAMED
    return Difference.AND_MORE.with_values(entries=named, count=unnamed) if unnamed > 0 else named
