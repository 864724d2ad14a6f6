"""Writes a checkpoint's network as ONNX, and proves that onnxruntime agrees with torch.

    python -m training.reader.export --out assets/reader/reader.onnx

Outputs, for an image float32 (N, 3, 256, 256), 0-255, RGB:

``kind`` (N, 13) and ``turn`` (N, 4) are probabilities. ``cover`` and ``inside`` (N, 1, 128, 128)
are logits. ``points`` (N, 20, 64, 64) is the probability that a landmark lies in a cell; what is
missing to a sum of 1 is that there is no such landmark.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor, nn

from training.convert import write_halved
from training.export import median_ms
from training.reader.network import GarmentReader
from training.reader.prepare import SIDE
from tryon.networks.onnx_session import open_session

OUTPUTS = ("kind", "turn", "cover", "inside", "points")
_OPSET = 17
_TOLERANCE = 0.02
_MAX_BYTES = 8 * 1000 * 1000


class ExportedReader(nn.Module):
    """The network with probabilities instead of logits where those are what is needed."""

    def __init__(self, network: GarmentReader) -> None:
        super().__init__()
        self.network = network

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Map float32 (N, 3, H, W), 0-255, to the five outputs."""
        heads = self.network(image)
        logits = torch.cat([heads.absent[..., None], heads.points.flatten(2)], dim=2)
        shares = logits.softmax(dim=2)[..., 1:].reshape(heads.points.shape)
        return heads.kind.softmax(1), heads.turn.softmax(1), heads.cover, heads.inside, shares


def load_reader(path: Path, *, averaged: bool) -> GarmentReader:
    """Read a checkpoint's network, averaged or as the last step left it, in eval mode."""
    network = GarmentReader()
    state = torch.load(path, map_location="cpu", weights_only=True)
    network.load_state_dict(state["average" if averaged else "network"])
    return network.eval()


def export(network: GarmentReader, out: Path) -> None:
    """Write ``out`` with 16-bit weights."""
    temporary = out.with_suffix(".full")
    torch.onnx.export(
        ExportedReader(network).eval(),
        (torch.zeros(1, 3, SIDE, SIDE),),
        str(temporary),
        input_names=["image"],
        output_names=list(OUTPUTS),
        dynamic_axes={"image": {0: "batch"}, **{name: {0: "batch"} for name in OUTPUTS}},
        opset_version=_OPSET,
        dynamo=False,
    )
    print(write_halved(onnx.load(temporary), out))
    os.remove(temporary)


def largest_difference(network: GarmentReader, model: Path) -> float:
    """Return the largest difference of a probability on noise; logits are compared as such."""
    image = np.random.default_rng(0).integers(0, 256, (1, 3, SIDE, SIDE)).astype(np.float32)
    with torch.inference_mode():
        expected = ExportedReader(network)(torch.from_numpy(image))
    found = open_session(model).run(list(OUTPUTS), {"image": image})
    differences = []
    for name, want, got in zip(OUTPUTS, expected, found, strict=True):
        wanted = want.numpy()
        if name in ("cover", "inside"):
            wanted, got = 1 / (1 + np.exp(-wanted)), 1 / (1 + np.exp(-got))
        differences.append(float(np.abs(wanted - got).max()))
    return max(differences)


def main() -> None:
    """Export, compare, time; exits with an error if the file is too large or differs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--run", type=Path, default=Path("runs/reader"))
    parser.add_argument("--out", type=Path, default=Path("assets/reader/reader.onnx"))
    parser.add_argument("--last-step", action="store_true", help="the weights without averaging")
    args = parser.parse_args()
    network = load_reader(args.run / "last.pt", averaged=not args.last_step)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    export(network, args.out)
    size, difference = args.out.stat().st_size, largest_difference(network, args.out)
    took = median_ms(args.out, SIDE, SIDE)
    print(f"{size / 1e6:.2f} MB, differs by {difference:.1e}, {took:.0f} ms")
    if size > _MAX_BYTES or difference > _TOLERANCE:
        raise SystemExit("the exported file is too large or differs from the checkpoint")


if __name__ == "__main__":
    main()
