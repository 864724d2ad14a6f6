"""The network as an ONNX file, for other programs.

The whole network can be exported exactly, for one input size: the number of cells in each level,
and so the deformable attention's tables, are constants of the graph. What is not in the file: how
a photo becomes the input, which masks are kept, and how parts become people. ONNX has no weighted
embedding bags, so its rows are gathered first, which takes more memory and time than here.
"""

from __future__ import annotations

import logging
import os
import warnings
from os import PathLike
from pathlib import Path

import torch
from torch import Tensor, nn

from tryon.errors import ExportError, UsageError, reason_of
from tryon.geometry import Size
from tryon.messages import ExportProblem, UsageProblem
from tryon.parsing.m2fp.frame import MULTIPLE
from tryon.parsing.m2fp.network import M2fpNetwork
from tryon.parsing.m2fp.weights import load_network
from tryon.paths import is_folder

INPUT = "image"
OUTPUTS = ("pred_logits", "pred_masks")
OPSET = 20


def export_onnx(weights: str | PathLike[str], path: str | PathLike[str], *, size: Size) -> None:
    """Write a network as ONNX: ``image`` in, ``pred_logits`` and ``pred_masks`` out, all float32.

    Args:
        weights: the weights' folder, or the file itself.
        path: the file to write; half a file is never left.
        size: of the network's input; sides are multiples of 32.

    Raises:
        WeightsError: if the weights are missing, damaged or of another model.
        UsageError: if the network cannot take the size, or a package is missing.
        ExportError: if the file cannot be written.
    """
    path = Path(path)
    if size.width % MULTIPLE or size.height % MULTIPLE:
        raise UsageError(
            UsageProblem.EXPORT_SIZE, multiple=MULTIPLE, width=size.width, height=size.height
        )
    if not is_folder(path.parent):  # fail now rather than after minutes of work
        raise ExportError(ExportProblem.NO_FOLDER, path=path, folder=path.parent)
    try:
        import onnxscript  # noqa: F401 - torch needs it, and its own message is less clear
    except ImportError as error:
        raise UsageError(UsageProblem.EXPORT_NEEDS_ONNX, reason=error) from error
    network = load_network(weights)
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)  # it asks for optional packages
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # about the exporter's internals
        program = torch.onnx.export(
            _WithoutReports(network).eval(),
            (torch.zeros(1, 3, size.height, size.width),),
            input_names=[INPUT],
            output_names=list(OUTPUTS),
            opset_version=OPSET,
            dynamo=True,
            optimize=False,
            verbose=False,
        )
    assert program is not None  # only without dynamo
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        program.save(str(temporary), external_data=False)
        os.replace(temporary, path)
    except OSError as error:
        raise ExportError(
            ExportProblem.NETWORK_NOT_WRITTEN, path=path, reason=reason_of(error)
        ) from error
    finally:
        temporary.unlink(missing_ok=True)


class _WithoutReports(nn.Module):
    """The network with its picture as the only argument."""

    def __init__(self, network: M2fpNetwork) -> None:
        super().__init__()
        self._network = network

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor]:
        return self._network(image)  # type: ignore[no-any-return]
