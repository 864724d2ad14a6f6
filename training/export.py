"""Writes a checkpoint's network as ONNX, and proves that onnxruntime agrees with torch.

    python -m training.export --run runs/lite --out assets/parser/tryon-lite.onnx

The contract of the file is in ``training/README.md``.
"""

from __future__ import annotations

import argparse
import copy
import os
import time
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor, nn

from training.checkpoint import load_network
from training.losses import class_weights
from training.network import OFFSET_UNIT_PX, LiteParser
from tryon.labels import CLOTHES
from tryon.networks.onnx_session import open_session

OUTPUTS = ("labels", "person", "center", "offset")
_OPSET = 17
_TOLERANCE = 1e-3
_MAX_BYTES = 20 * 1000 * 1000


class ExportedParser(nn.Module):
    """The network in the units of the contract: probabilities, and offsets in pixels."""

    def __init__(self, network: LiteParser) -> None:
        super().__init__()
        self.network = network

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Map float32 (N, 3, H, W), 0-255, to the four outputs at (H/4, W/4)."""
        heads = self.network(image)
        return (
            heads.labels,
            heads.person.sigmoid(),
            heads.center.sigmoid(),
            heads.offset * OFFSET_UNIT_PX,
        )


def export(network: LiteParser, out: Path) -> None:
    """Write ``out`` through a temporary file; batch, height and width stay dynamic."""
    temporary = out.with_suffix(".tmp")
    axes = {0: "batch", 2: "rows", 3: "columns"}
    torch.onnx.export(
        ExportedParser(network).eval(),
        (torch.zeros(1, 3, 256, 192),),
        str(temporary),
        input_names=["image"],
        output_names=list(OUTPUTS),
        dynamic_axes={"image": axes, **dict.fromkeys(OUTPUTS, axes)},
        opset_version=_OPSET,
        dynamo=False,
    )
    onnx.checker.check_model(str(temporary))
    os.replace(temporary, out)


def largest_difference(network: LiteParser, model: Path) -> dict[str, float]:
    """Compare both on noise of two sizes; gives the largest absolute difference per output.

    Offsets are compared in units of ``OFFSET_UNIT_PX``.
    """
    session = open_session(model)
    rng = np.random.default_rng(0)
    worst = dict.fromkeys(OUTPUTS, 0.0)
    for shape in ((1, 3, 384, 288), (2, 3, 224, 320)):
        image = rng.integers(0, 256, shape).astype(np.float32)
        with torch.inference_mode():
            expected = ExportedParser(network)(torch.from_numpy(image))
        for name, want, got in zip(
            OUTPUTS, expected, session.run(list(OUTPUTS), {"image": image}), strict=True
        ):
            scale = OFFSET_UNIT_PX if name == "offset" else 1.0
            worst[name] = max(worst[name], float(np.abs(want.numpy() - got).max()) / scale)
    return worst


def median_ms(model: Path, height: int, width: int, repeats: int = 15) -> float:
    """Time one image of this size on onnxruntime's default threads, in milliseconds."""
    session = open_session(model)
    image = np.zeros((1, 3, height, width), np.float32)
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        session.run(None, {"image": image})
        times.append(1000 * (time.perf_counter() - start))
    return float(np.median(times))


def mixed(network: LiteParser, earlier: LiteParser, *, share: float) -> LiteParser:
    """Average the weights of a run and of the one it began from (WiSE-FT, arXiv 2109.01903)."""
    own, other = network.state_dict(), earlier.state_dict()
    result = LiteParser()
    result.load_state_dict(
        {
            key: torch.lerp(value, other[key], share) if value.is_floating_point() else value
            for key, value in own.items()
        }
    )
    return result.eval()


def balanced(network: LiteParser, *, undo: bool = False) -> LiteParser:
    """Return the network with garments as likely as they are, not as the loss weighs them.

    A loss that counts skirts 1.5 times makes every skirt 1.5 times as likely, and dresses partly
    skirts; dividing the probabilities by the weights undoes that (logit adjustment, arXiv
    2007.07314). Small things keep the help: found too often costs them less than not at all.
    """
    result = copy.deepcopy(network)
    labels = list(CLOTHES)
    with torch.no_grad():
        final = result.part_head[-1]
        assert isinstance(final, nn.Conv2d)
        assert final.bias is not None
        shift = class_weights()[labels].log()
        final.bias[labels] += shift if undo else -shift
    return result


def main() -> None:
    """Export, compare, time; exits with an error if the file is too large or differs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--run", type=Path, default=Path("runs/lite"))
    parser.add_argument("--out", type=Path, default=Path("assets/parser/tryon-lite.onnx"))
    parser.add_argument("--last-step", action="store_true", help="the weights without averaging")
    parser.add_argument(
        "--mix", type=Path, help="an earlier run to mix in, of which this one began"
    )
    parser.add_argument(
        "--share", type=float, default=0.3, help="share of the earlier run's weights"
    )
    args = parser.parse_args()
    network = load_network(args.run / "last.pt", averaged=not args.last_step)
    if args.mix is not None:
        earlier = load_network(args.mix / "last.pt", averaged=True)
        network = mixed(network, earlier, share=args.share)
    network = balanced(network)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    export(network, args.out)
    size = args.out.stat().st_size
    print(f"{args.out}: {size / 1e6:.1f} MB")
    differences = largest_difference(network, args.out)
    print(", ".join(f"{name} differs by {value:.1e}" for name, value in differences.items()))
    for height, width in ((512, 384), (384, 288)):
        print(f"{height}x{width}: {median_ms(args.out, height, width):.0f} ms")
    if size > _MAX_BYTES or max(differences.values()) > _TOLERANCE:
        raise SystemExit("the exported file is too large or differs from the checkpoint")


if __name__ == "__main__":
    main()
