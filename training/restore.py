"""Reads an exported network back into a checkpoint that training can start from.

    python -m training.restore --weights assets/parser/tryon-lite.onnx --out runs/restored/last.pt

The export folds each batch normalisation into the convolution before it and balances the garments.
Here the normalisations are put back, with statistics measured on prepared photos, so that the
network computes the same in eval mode and about the same in training.
"""

from __future__ import annotations

import argparse
import multiprocessing
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor, nn

from training.checkpoint import Averaged, imagenet_weights, save_checkpoint
from training.export import balanced, largest_difference
from training.loader import SceneBatches
from training.network import LiteParser
from training.run import build_optimizer

_BATCHES = 24
_BATCH_SIZE = 8
_DECODER_NORM = 1.0
"""Length of each restored filter of decoder and heads; only the rate of learning depends on it."""


def folded_convolutions(model: Path) -> list[tuple[Tensor, Tensor]]:
    """Return weight and bias of each convolution, in the order in which they are computed."""
    graph = onnx.load(str(model)).graph
    tensors = {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in graph.initializer}
    for node in graph.node:
        if node.op_type == "Cast" and node.input[0] in tensors:  # weights stored as 16-bit floats
            tensors[node.output[0]] = tensors[node.input[0]].astype(np.float32)
    return [
        (torch.tensor(tensors[node.input[1]]), torch.tensor(tensors[node.input[2]]))
        for node in graph.node
        if node.op_type == "Conv"
    ]


def in_order(network: LiteParser) -> list[tuple[nn.Conv2d, nn.BatchNorm2d | None]]:
    """Return the convolutions as they are computed, each with the normalisation that follows."""
    calls: list[nn.Module] = []
    hooks = [
        module.register_forward_hook(lambda called, _inputs, _output: calls.append(called))
        for module in network.modules()
        if isinstance(module, nn.Conv2d | nn.BatchNorm2d)
    ]
    with torch.no_grad():
        network.eval()(torch.zeros(1, 3, 64, 64))
    for hook in hooks:
        hook.remove()
    following = [*calls[1:], None]
    return [
        (module, after if isinstance(after, nn.BatchNorm2d) else None)
        for module, after in zip(calls, following, strict=True)
        if isinstance(module, nn.Conv2d)
    ]


@torch.no_grad()
def restore(model: Path, images: list[Tensor]) -> LiteParser:
    """Build the network that ``export`` folded.

    Args:
        model: the ONNX file.
        images: float32 (N, 3, H, W) batches on which the normalisations' statistics are measured.
    """
    network = LiteParser()
    encoder = imagenet_weights()
    names = {module: name for name, module in network.named_modules()}
    layers = in_order(network)
    for (convolution, norm), (weight, bias) in zip(layers, folded_convolutions(model), strict=True):
        if norm is None:
            convolution.weight.copy_(weight)
            assert convolution.bias is not None
            convolution.bias.copy_(bias)
            continue
        published = encoder.get(f"{names[convolution].removeprefix('encoder.')}.weight")
        wanted = torch.tensor(_DECODER_NORM) if published is None else _lengths(published).mean()
        scale = wanted / _lengths(weight).clamp(min=1e-6)
        convolution.weight.copy_(weight * scale[:, None, None, None])
        norm.running_mean = torch.zeros_like(bias)
        norm.running_var = torch.ones_like(bias)
        norm.bias.copy_(bias)
        norm.weight.copy_((1 + norm.eps) ** 0.5 / scale)
    _measure(network, [norm for _, norm in layers if norm is not None], images)
    return balanced(network, undo=True).eval()


def _lengths(weight: Tensor) -> Tensor:
    return weight.square().sum((1, 2, 3)).sqrt()


def _measure(network: LiteParser, norms: list[nn.BatchNorm2d], images: list[Tensor]) -> None:
    """Replace the normalisations' statistics by measured ones; what they compute stays."""
    sums = {norm: torch.zeros(3, norm.num_features, dtype=torch.float64) for norm in norms}

    def add(norm: nn.Module, inputs: tuple[Tensor, ...], _output: Tensor) -> None:
        assert isinstance(norm, nn.BatchNorm2d)
        values = inputs[0].double()
        count = torch.full((norm.num_features,), values.numel() / norm.num_features)
        sums[norm].add_(torch.stack((count, values.sum((0, 2, 3)), values.square().sum((0, 2, 3)))))

    hooks = [norm.register_forward_hook(add) for norm in norms]
    for image in images:
        network.eval()(image)
    for hook in hooks:
        hook.remove()
    for norm in norms:
        count, total, squares = sums[norm]
        mean = total / count
        variance = (squares / count - mean.square()).clamp(min=0)
        assert norm.running_mean is not None
        assert norm.running_var is not None
        slope = norm.weight / (norm.running_var + norm.eps).sqrt()
        norm.bias.add_(slope * (mean.float() - norm.running_mean))
        norm.weight.copy_(slope * (variance.float() + norm.eps).sqrt())
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(variance)


def main() -> None:
    """Write the checkpoint; exits with an error if it computes something else than the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--prepared", type=Path, default=Path("runs/data"))
    parser.add_argument("--weights", type=Path, default=Path("assets/parser/tryon-lite.onnx"))
    parser.add_argument("--out", type=Path, default=Path("runs/restored/last.pt"))
    args = parser.parse_args()
    torch.manual_seed(0)
    progress = multiprocessing.Value("d", 1.0)
    loader = SceneBatches(args.prepared, _BATCH_SIZE, 1, progress).started()
    images = [next(loader)[0].permute(0, 3, 1, 2).float() for _ in range(_BATCHES)]
    network = restore(args.weights, images)
    differences = largest_difference(balanced(network), args.weights)
    print(", ".join(f"{name} differs by {value:.1e}" for name, value in differences.items()))
    if not np.isfinite(list(differences.values())).all() or max(differences.values()) > 1e-2:
        raise SystemExit("the restored network differs from the file")
    args.out.parent.mkdir(parents=True, exist_ok=True)
    save_checkpoint(args.out, network, Averaged(network), build_optimizer(network, 1e-3), 0, 0.0)


if __name__ == "__main__":
    main()
