"""Whether the bundled parser's network would be better in 8 bits: time, size and accuracy.

    python -m bench.int8 --prepared runs/data [--limit 150]

Quantizes the network's convolutions by onnxruntime, calibrated on photos that are not among the
validation photos, and measures the networks in turns on what the engine asks them, in time of the
processor, then the engine with each on the validation photos. Needs the package onnx, and photos as
``training.prepare`` writes them.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process

from bench.parsing import VALIDATION_IDS, accuracy_table, measure_accuracy
from tryon.geometry import RgbImage
from tryon.networks.onnx_session import open_session
from tryon.parsing.lite.network import LiteNetwork, NetworkOutput
from tryon.parsing.parser import Engine, create_parser
from tryon.resources import bundled_parser_file

Batch = NDArray[Any]

_COLLECTIONS = ("ccp", "coco_people", "wild-coco_val_single", "wild-negatives")
_CALIBRATED = 40
"""Photos."""
_ROUNDS = 7


class _Calibration(CalibrationDataReader):  # type: ignore[misc]
    """Hands out batches one by one."""

    def __init__(self, batches: Sequence[Batch]) -> None:
        self._batches = iter(batches)

    def get_next(self) -> dict[str, Batch] | None:
        """Return the next input; None after the last."""
        batch = next(self._batches, None)
        return None if batch is None else {"image": batch}


def asked(photos: Sequence[Path]) -> list[Batch]:
    """Return what the engine asks its network for these photos."""
    batches: list[Batch] = []
    compute = LiteNetwork.run

    def note(network: LiteNetwork, image: RgbImage) -> NetworkOutput:
        batches.append(np.ascontiguousarray(image.transpose(2, 0, 1)[None], dtype=np.float32))
        return compute(network, image)

    LiteNetwork.run = note  # type: ignore[method-assign,assignment]
    try:
        parser = create_parser(Engine.BUNDLED)
        for photo in photos:
            parser.parse(np.load(photo))
    finally:
        LiteNetwork.run = compute  # type: ignore[method-assign]
    return batches


def quantize(weights: Path, target: Path, batches: Sequence[Batch], keep: Sequence[str]) -> None:
    """Write a network with convolutions in 8 bits, but for some.

    Args:
        weights: the network in floats.
        target: the file to write.
        batches: what it is calibrated on.
        keep: names of the convolutions that stay as they are.
    """
    quantize_static(
        str(weights),
        str(target),
        _Calibration(batches),
        quant_format=QuantFormat.QDQ,
        op_types_to_quantize=["Conv"],
        nodes_to_exclude=list(keep),
        per_channel=True,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        calibrate_method=CalibrationMethod.MinMax,
    )


def delicate(weights: Path) -> list[str]:
    """Name the first convolution and those that give the outputs, which need the precision most."""
    graph = onnx.load(weights).graph
    makers = {output: node for node in graph.node for output in node.output}
    found = [next(node.name for node in graph.node if node.op_type == "Conv")]
    for output in graph.output:
        node = makers[output.name]
        while node.op_type != "Conv":
            node = makers[next(name for name in node.input if name in makers)]
        found.append(node.name)
    return found


def wide(weights: Path) -> list[str]:
    """Name the convolutions that look at neighbours, of each channel for itself or of all."""
    return [
        node.name
        for node in onnx.load(weights).graph.node
        for attribute in node.attribute
        if attribute.name == "kernel_shape" and max(attribute.ints) > 1
    ]


def network_ms(files: Sequence[Path], batches: Sequence[Batch]) -> list[float]:
    """Time networks in turns; return the milliseconds of each for one input, the median."""
    sessions = [open_session(file) for file in files]
    times: list[list[float]] = [[] for _ in files]
    for _ in range(_ROUNDS):
        for session, spent in zip(sessions, times, strict=True):
            start = time.process_time()
            for batch in batches:
                session.run(None, {"image": batch})
            spent.append(1000 * (time.process_time() - start) / len(batches))
    return [statistics.median(spent) for spent in times]


def main() -> None:
    """Print what 8 bits change."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--prepared", type=Path, default=Path("runs/data"))
    parser.add_argument("--limit", type=int, default=150, help="validation photos of a collection")
    arguments = parser.parse_args()
    kept_out = set(VALIDATION_IDS.read_text().split())
    photos = [
        photo
        for collection in _COLLECTIONS
        for photo in sorted((arguments.prepared / collection).glob("*.image.npy"))[::7]
        if f"{collection}/{photo.name.removesuffix('.image.npy')}" not in kept_out
    ]
    batches = asked(photos[:: max(1, len(photos) // _CALIBRATED)])
    print(f"calibrated on {len(batches)} inputs")
    with tempfile.TemporaryDirectory() as folder:
        floats = Path(folder) / "floats.onnx"
        quant_pre_process(str(bundled_parser_file()), str(floats), skip_symbolic_shape=True)
        files = {"float32": bundled_parser_file()}
        ends = delicate(floats)
        kinds = {
            "all convolutions": [],
            "but first and last": ends,
            "but first, last and wide": [*ends, *wide(floats)],
        }
        for name, keep in kinds.items():
            files[name] = Path(folder) / f"{name}.onnx"
            quantize(floats, files[name], batches, keep)
        times = network_ms([*files.values()], batches[::4])
        for (name, file), ms in zip(files.items(), times, strict=True):
            engine, start = create_parser(Engine.BUNDLED, file), time.process_time()
            accuracy = measure_accuracy(engine, arguments.prepared, arguments.limit)
            photo_ms = 1000 * (time.process_time() - start) / len(accuracy.times_ms)
            size = file.stat().st_size / 1e6
            print(f"\n## {name}: {size:.1f} MB, {ms:.1f} ms an input, {photo_ms:.0f} ms a photo")
            print(accuracy_table(accuracy))


if __name__ == "__main__":
    main()
