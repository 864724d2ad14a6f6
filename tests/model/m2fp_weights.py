"""Weights that anyone can regenerate from the parameters' names, and the picture to try them on."""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from tryon.geometry import RgbImage
from tryon.parsing.m2fp.config import read_config
from tryon.parsing.m2fp.network import M2fpNetwork

DATA = Path(__file__).parent / "data" / "m2fp"
SALT = "a"

_TINY = {
    "backbone": {
        "depth": 50,
        "width_per_group": 4,
        "stem_out_channels": 8,
        "res2_out_channels": 16,
    },
    "encoder": {
        "transformer_nheads": 4,
        "transformer_dim_feedforward": 32,
        "conv_dim": 32,
        "mask_dim": 32,
    },
    "decoder": {
        "hidden_dim": 32,
        "num_queries": 20,
        "nheads": 4,
        "dim_feedforward": 32,
        "mask_dim": 32,
    },
}


@cache
def synthetic_state(source: Path = DATA) -> dict[str, torch.Tensor]:
    """Return the state of a folder's configuration; every value follows from its key."""
    with torch.device("meta"):
        network = M2fpNetwork(read_config(source))
    return {
        key: torch.from_numpy(_values(key, tuple(value.shape)))
        for key, value in network.state_dict().items()
    }


def write_weights_folder(folder: Path) -> Path:
    """Write a folder as ModelScope's cache has it, with the synthetic state."""
    folder.mkdir(parents=True, exist_ok=True)
    torch.save({"model": synthetic_state(), "iteration": 7}, folder / "pytorch_model.pt")
    (folder / "configuration.json").write_bytes((DATA / "configuration.json").read_bytes())
    return folder


def write_tiny_weights_folder(
    folder: Path, *, classes: int = 21, model: Mapping[str, object] | None = None
) -> Path:
    """Write a network that is small enough to run in a moment: every layer, few channels.

    Args:
        folder: where to.
        classes: what it tells apart.
        model: other entries of the configuration's model.
    """
    folder.mkdir(parents=True, exist_ok=True)
    configuration = json.loads((DATA / "configuration.json").read_text(encoding="utf-8"))
    for section, sizes in _TINY.items():
        configuration["model"][section].update(sizes)
    configuration["model"]["decoder"]["num_classes"] = classes
    configuration["model"].update(model or {})
    (folder / "configuration.json").write_text(json.dumps(configuration), encoding="utf-8")
    torch.save({"model": synthetic_state(folder)}, folder / "pytorch_model.pt")
    return folder


def computed_picture(height: int, width: int) -> RgbImage:
    """Return waves of another length in each channel (H, W, 3)."""
    y, x, k = np.ogrid[:height, :width, :3]
    waves = 60 * np.sin(2 * np.pi * (k + 1) * x / 97) + 60 * np.cos(2 * np.pi * (k + 2) * y / 71)
    return np.asarray(np.rint(127.5 + waves).clip(0, 255), np.uint8)


def _values(key: str, shape: tuple[int, ...]) -> NDArray[np.generic]:
    if key.endswith("num_batches_tracked"):
        return np.zeros(shape, dtype=np.int64)
    seed = zlib.crc32(f"{SALT}:{key}".encode())
    noise = np.random.Generator(np.random.PCG64(seed)).standard_normal(shape, dtype=np.float32)
    if key.endswith("running_var"):
        return np.asarray(1 + 0.1 * np.abs(noise), dtype=np.float32)
    if key.endswith(("running_mean", "bias")):
        return np.asarray(0.05 * noise, dtype=np.float32)
    if noise.ndim <= 1:
        return np.asarray(1 + 0.1 * noise, dtype=np.float32)
    if "query_feat" in key:
        return 6 * noise
    if "query_" in key or "level_embed" in key:
        return noise
    return noise * np.float32(math.sqrt(_gain(key) / math.prod(shape[1:])))


def _gain(key: str) -> float:
    if "backbone" in key:
        return 0.1 if "conv3" in key and "stem" not in key else 2
    if "predictor" in key and ("out_proj" in key or "linear2" in key):
        return 0.01
    for part, gain in (("sampling_offsets", 1), ("class_embed", 40), ("mask_embed", 4)):
        if part in key:
            return gain
    return 1
