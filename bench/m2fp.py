"""Speed and memory of the M2FP engine: time per stage and peak memory, a process for each size.

    python -m bench.m2fp --synthetic
    python -m bench.m2fp --weights DIR --precision bfloat16

With ``--synthetic`` the weights are those of the tests: as fast as the published ones in the
network, but they find about 85 instances everywhere, so drawing masks takes longer than for people.
Times are the best of several runs.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import cv2
import numpy as np

from tryon.geometry import RgbImage, Size
from tryon.imaging import read_photo
from tryon.parsing import Engine, Precision, create_parser
from tryon.progress import Stage
from tryon.resources import sample_photos

SIZES = (Size(550, 832), Size(2000, 3000), Size(4000, 6000))
COLUMNS = ("backbone", "pixel decoder", "decoder", "masks", "people", "total")


def main() -> None:
    """Measure each size and print a Markdown table."""
    arguments = _read_arguments()
    if arguments.size is not None:
        print(json.dumps(measure(arguments, Size(*arguments.size))))
        return
    with tempfile.TemporaryDirectory() as folder:
        weights = arguments.weights
        if weights is None:
            from tests.model.m2fp_weights import write_weights_folder

            weights = write_weights_folder(Path(folder))
        print(f"{_processor()}, {arguments.precision}, seconds, memory in GB above the weights\n")
        print("| photo |", " | ".join((*COLUMNS, "peak memory")), "|")
        print("|---" * (len(COLUMNS) + 2) + "|")
        for size in SIZES:
            result = _measure_apart(arguments, weights, size)
            cells = " | ".join(f"{result[column]:.2f}" for column in (*COLUMNS, "memory"))
            print(f"| {size.width}x{size.height} | {cells} |", flush=True)


def measure(arguments: argparse.Namespace, size: Size) -> dict[str, float]:
    """Return seconds for each stage of the fastest run, and peak memory in GB above the weights."""
    import torch

    from tryon.parsing.m2fp.network import BACKBONE_TIME, PIXEL_DECODER_TIME

    if arguments.threads is not None:
        torch.set_num_threads(arguments.threads)
        cv2.setNumThreads(arguments.threads)
    image = _photo(size)
    parser = create_parser(Engine.M2FP, arguments.weights, Precision(arguments.precision))
    loaded = _memory_gb()
    runs = []
    for _ in range(arguments.runs):
        seen: dict[float, float] = {}

        def note(stage: Stage, fraction: float, seen: dict[float, float] = seen) -> None:
            if stage is Stage.PARSE_PEOPLE:
                seen[round(fraction, 6)] = time.perf_counter()

        started = time.perf_counter()
        parse = parser.parse(image, progress=note)
        finished = time.perf_counter()
        own = {stage.stage: stage.ms / 1e3 for stage in parse.times}
        backbone, pixels = (
            seen[round(share, 6)] for share in (BACKBONE_TIME, BACKBONE_TIME + PIXEL_DECODER_TIME)
        )
        seconds = (
            backbone - started,
            pixels - backbone,
            own[Stage.PARSE_PEOPLE] - (pixels - started),
            own[Stage.REFINE_EDGES],
            own[Stage.FIND_PEOPLE],
            finished - started,
        )
        runs.append(dict(zip(COLUMNS, seconds, strict=True)))
    best = min(runs, key=lambda run: run["total"])
    return {**best, "memory": _memory_gb() - loaded}


def _measure_apart(arguments: argparse.Namespace, weights: Path, size: Size) -> dict[str, float]:
    """Measure in a new process, because peak memory never falls."""
    words = ["--weights", str(weights), "--precision", arguments.precision]
    words += ["--runs", str(arguments.runs), "--size", str(size.width), str(size.height)]
    if arguments.threads is not None:
        words += ["--threads", str(arguments.threads)]
    command = [sys.executable, "-m", "bench.m2fp", *words]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def _photo(size: Size) -> RgbImage:
    image = read_photo(sample_photos()[0]).pixels
    return np.asarray(cv2.resize(image, (size.width, size.height)), dtype=np.uint8)


def _memory_gb() -> float:
    """Return the process's peak memory so far."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e9


def _processor() -> str:
    import torch

    name = str(torch.cpu.get_capabilities().get("cpu_name", "")) or platform.processor()
    return f"{name}, {torch.get_num_threads()} threads"


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--weights", type=Path, metavar="DIR")
    source.add_argument("--synthetic", action="store_true", help="use the tests' weights")
    parser.add_argument("--precision", choices=[p.value for p in Precision], default="float32")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--threads", type=int)
    parser.add_argument("--size", type=int, nargs=2, metavar=("W", "H"), help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
