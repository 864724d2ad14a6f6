"""Trains the bundled parser within a wall-clock budget; started again, it goes on.

    python -m training.train --out runs/lite --minutes 90

See `training.run` for how.
"""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from functools import partial
from pathlib import Path

import torch
from torch import Tensor

from training.checkpoint import imagenet_weights, load_network
from training.loader import SceneBatches
from training.losses import BatchTargets, class_weights, compute_losses
from training.network import Heads, LiteParser
from training.run import Plan, Run

_FREEZE_FROM = 0.25
"""Share of the budget from which the first blocks rest. A run that starts from another run's
weights rests them from its first step."""


def _losses(weights: Tensor, heads: Heads, targets: BatchTargets) -> dict[str, Tensor]:
    return compute_losses(heads, targets, weights)._asdict()


def main() -> None:
    """Run or resume a training."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("runs/data"))
    parser.add_argument("--out", type=Path, default=Path("runs/lite"))
    parser.add_argument("--minutes", type=float, default=90.0)
    parser.add_argument(
        "--start-from", type=Path, help="another run's checkpoint instead of ImageNet's weights"
    )
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--max-steps", type=int, default=10**9)
    parser.add_argument("--save-every-s", type=float, default=180.0)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(0)
    torch.set_num_threads(os.cpu_count() or 2)
    plan = Plan(args.out, args.minutes, args.rate, _FREEZE_FROM, args.save_every_s, args.max_steps)
    if args.start_from is None:
        network = LiteParser()
        network.encoder.load_state_dict(imagenet_weights())
    else:
        network = load_network(args.start_from, averaged=False)
        plan = replace(plan, freeze_from=0.0)
    Run(
        network,
        plan,
        lambda seed, progress: SceneBatches(args.data, args.batch, seed, progress).started(),
        partial(_losses, class_weights()),
    ).train()


if __name__ == "__main__":
    main()
