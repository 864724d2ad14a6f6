"""A loaded network on its device: photo in, logits on the CPU out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from os import PathLike
from pathlib import Path

import torch
from torch import Tensor

from tryon.errors import ParsingError, UsageError
from tryon.geometry import RgbImage
from tryon.labels import Label
from tryon.messages import ParsingProblem, UsageProblem
from tryon.parsing.attention import QueryAttention
from tryon.parsing.m2fp.attention import gather, watched
from tryon.parsing.m2fp.config import CONFIGURATION_NAME, M2fpConfig
from tryon.parsing.m2fp.frame import Frame
from tryon.parsing.m2fp.network import M2fpNetwork
from tryon.parsing.m2fp.prepare import choose_precision, prepare_network
from tryon.parsing.m2fp.source import find_weights
from tryon.parsing.m2fp.weights import load_network
from tryon.parsing.parser import Device, Precision
from tryon.progress import Stage, StageClock


class NetworkRunner:
    """Runs a network on photos.

    Args:
        weights: the weights' folder, or the file itself.
        precision: how the heavy layers compute.
        device: where.

    Raises:
        WeightsError: if the weights are missing, damaged or of another model.
        UsageError: if there is no such device.
    """

    def __init__(self, weights: str | PathLike[str], precision: Precision, device: Device) -> None:
        self._device = choose_device(device)
        self._network = load_network(weights)
        self._file = find_weights(weights) or Path(weights)
        dtype = choose_precision(precision, self._device)
        names = (_digest(self._network), str(dtype).removeprefix("torch."), self._device.type)
        self._name = " ".join(names[:2] if self._device.type == "cpu" else names)
        prepare_network(self._network, dtype)
        self._network.to(self._device)

    @property
    def config(self) -> M2fpConfig:
        """The network's sizes."""
        return self._network.config

    @property
    def configuration(self) -> Path:
        """The file that the sizes are from, if there is one."""
        return self._file.with_name(CONFIGURATION_NAME)

    @property
    def name(self) -> str:
        """Hash of the weights, precision, and the device unless it is the CPU."""
        return self._name

    def run(self, image: RgbImage, frame: Frame, clock: StageClock) -> tuple[Tensor, Tensor]:
        """Return logits of classes (1, Q, classes + 1) and masks (1, Q, H' / 4, W' / 4) on the CPU.

        Raises:
            ParsingError: if the network's output is not finite.
            Cancelled: between two layers, if the clock's job was cancelled.
        """
        with torch.inference_mode(), clock.stage(Stage.PARSE_PEOPLE) as report:
            picture = frame.cut(image).to(self._device)
            class_logits, mask_logits = self._network(picture, report)
            class_logits, mask_logits = class_logits.cpu(), mask_logits.cpu()
        if not (torch.isfinite(class_logits).all() and torch.isfinite(mask_logits).all()):
            raise ParsingError(ParsingProblem.NO_NUMBERS, path=self._file)
        return class_logits, mask_logits

    def watch(
        self, image: RgbImage, frame: Frame, labels: Sequence[Label | None], clock: StageClock
    ) -> QueryAttention:
        """Run the network on a photo and return where its queries looked.

        Args:
            image: the photo (H, W, 3).
            frame: how it lies in the input.
            labels: what each class is; None for a whole person.
            clock: as for `run`.
        """
        with explained(), watched(self._network.sem_seg_head.predictor) as weights:
            class_logits, mask_logits = self.run(image, frame, clock)
            return gather(class_logits, mask_logits, weights, frame, labels)


@contextmanager
def explained() -> Iterator[None]:
    """Turn what torch and numpy raise when memory runs out into a `ParsingError`."""
    try:
        yield
    except (RuntimeError, MemoryError) as error:
        raise ParsingError(ParsingProblem.M2FP_FAILED, reason=error) from error


def choose_device(device: Device) -> torch.device:
    """Return the device to compute on; ``auto`` is CUDA, else Apple's MPS, else the CPU.

    Raises:
        UsageError: if torch has no such device here.
    """
    is_available = {
        Device.CUDA: torch.cuda.is_available(),
        Device.MPS: torch.backends.mps.is_available(),
        Device.CPU: True,
    }
    if device is Device.AUTO:
        device = next(known for known, has in is_available.items() if has)
    if not is_available[device]:
        found = tuple(known for known, has in is_available.items() if has)
        raise UsageError(
            UsageProblem.NO_DEVICE, version=torch.__version__, device=device, found=found
        )
    return torch.device(device.value)


def _digest(network: M2fpNetwork) -> str:
    """Return a short hash of the learned queries, which differ from checkpoint to checkpoint."""
    queries = network.sem_seg_head.predictor.query_feat.weight.numpy()
    return hashlib.sha256(queries.tobytes()).hexdigest()[:8]
