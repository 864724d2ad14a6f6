"""Finds M2FP's weights. Does not import torch, so that it works without it."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from tryon.models.store import SAFETENSORS_SUFFIX
from tryon.paths import is_file

WEIGHTS_NAME = "pytorch_model.pt"
"""File of the published checkpoint."""


def find_weights(place: str | PathLike[str]) -> Path | None:
    """Return the weights' file of a folder, or the file itself; None if there is none."""
    place = Path(place)
    published = place / WEIGHTS_NAME
    candidates = (place, published, published.with_suffix(SAFETENSORS_SUFFIX))
    return next((path for path in candidates if is_file(path)), None)
