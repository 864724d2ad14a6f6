"""The network as an ONNX or TorchScript file, for other programs.

The whole network can be exported exactly, for one input size: the number of cells in each level,
and so the deformable attention's tables, are constants of the graph. What is not in the file: how
a photo becomes the input, which masks are kept, and how parts become people. TorchScript has the
network's own operations, so it computes the same bits. ONNX has no weighted embedding bags, so its
rows are gathered first, which takes more memory and time than here.
"""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Callable
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
    _check(path, size)
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
            (_blank(size),),
            input_names=[INPUT],
            output_names=list(OUTPUTS),
            opset_version=OPSET,
            dynamo=True,
            optimize=False,
            verbose=False,
        )
    assert program is not None  # only without dynamo
    _write(path, lambda file: program.save(file, external_data=False))


def export_torchscript(
    weights: str | PathLike[str], path: str | PathLike[str], *, size: Size
) -> None:
    """Write a network as TorchScript: a picture in, logits of classes and masks out, all float32.

    ``torch.jit.load`` opens it, without tryon, and in C++; arguments and errors are those of
    `export_onnx`.
    """
    path = Path(path)
    _check(path, size)
    network = load_network(weights)
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # about shapes, which are constants of the graph
        traced = torch.jit.trace(  # type: ignore[no-untyped-call]
            _WithoutReports(network).eval(), (_blank(size),), check_trace=False
        )
    _write(path, traced.save)


def _check(path: Path, size: Size) -> None:
    """Fail now rather than after minutes of work; see `export_onnx`."""
    if size.width % MULTIPLE or size.height % MULTIPLE:
        raise UsageError(
            UsageProblem.EXPORT_SIZE, multiple=MULTIPLE, width=size.width, height=size.height
        )
    if not is_folder(path.parent):
        raise ExportError(ExportProblem.NO_FOLDER, path=path, folder=path.parent)


def _blank(size: Size) -> Tensor:
    return torch.zeros(1, 3, size.height, size.width)


def _write(path: Path, save: Callable[[str], object]) -> None:
    """Let ``save`` write a file, and put it into place when it is whole.

    Raises:
        ExportError: if it cannot be written.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        save(str(temporary))
        os.replace(temporary, path)
    except (OSError, RuntimeError) as error:  # torch raises RuntimeError
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
