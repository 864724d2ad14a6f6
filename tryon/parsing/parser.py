"""The protocol that every parser satisfies, and the function that loads one."""

from __future__ import annotations

from enum import Enum
from os import PathLike
from pathlib import Path
from typing import Protocol, runtime_checkable

from tryon.errors import WeightsError
from tryon.geometry import RgbImage
from tryon.human_parse import HumanParse
from tryon.messages import Hint, WeightsProblem
from tryon.models.catalogue import M2FP
from tryon.models.store import installed_folder
from tryon.parsing.attention import QueryAttention
from tryon.parsing.instances import Instance
from tryon.paths import is_folder
from tryon.progress import CancelToken, Progress, ignore_progress
from tryon.resources import bundled_parser_file


class Engine(Enum):
    """A parser the user can choose; the value is its name on the command line."""

    BUNDLED = "bundled"
    M2FP = "m2fp"


class Precision(Enum):
    """How M2FP computes; the value is its name on the command line."""

    FLOAT32 = "float32"
    BFLOAT16 = "bfloat16"
    AUTO = "auto"


class Device(Enum):
    """Where M2FP computes; the value is its name on the command line."""

    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"
    MPS = "mps"


class HumanParser(Protocol):
    """A loaded parser. Not thread-safe: one job at a time."""

    @property
    def engine(self) -> str:
        """Name and version, for reports and caches."""
        ...

    def parse(
        self,
        image: RgbImage,
        *,
        progress: Progress = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> HumanParse:
        """Parse a photo (H, W, 3) uint8 RGB; maps come back at (H, W).

        A photo without people is not an error: the parse is empty.

        Raises:
            ParsingError: if the engine fails on this photo.
            Cancelled: if ``cancel`` was set between stages.
        """
        ...


@runtime_checkable
class InstanceParser(HumanParser, Protocol):
    """A parser that can also return what its network found before parts are assigned to people."""

    def parse_instances(
        self,
        image: RgbImage,
        *,
        progress: Progress = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> tuple[HumanParse, tuple[Instance, ...]]:
        """Parse a photo as `parse` does, and return the instances too, best first."""
        ...


@runtime_checkable
class AttentionParser(HumanParser, Protocol):
    """A parser whose queries can be watched."""

    def watch(
        self,
        image: RgbImage,
        *,
        progress: Progress = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> QueryAttention:
        """Return where the queries of the network look in a photo (H, W, 3), and what they find.

        Raises:
            ParsingError: if the engine fails on this photo.
            Cancelled: if ``cancel`` was set between stages.
        """
        ...


def create_parser(
    engine: Engine,
    weights: str | PathLike[str] | None = None,
    precision: Precision = Precision.AUTO,
    device: Device = Device.AUTO,
) -> HumanParser:
    """Load a parser.

    Args:
        engine: which one.
        weights: their folder, or the file itself; None for the default place (M2FP: ModelScope's
            cache).
        precision: how M2FP computes; the bundled parser has one precision only.
        device: where M2FP computes; the bundled parser always uses the CPU.

    Raises:
        WeightsError: if the weights are missing, damaged or of another model.
        UsageError: if there is no such device.
    """
    weights = None if weights is None else Path(weights)
    if engine is Engine.M2FP:
        return _create_m2fp(weights, precision, device)
    from tryon.parsing.lite.engine import LiteParser  # onnxruntime loads only when it is needed

    bundled = bundled_parser_file()
    if weights is None:
        return LiteParser(bundled)
    return LiteParser(weights / bundled.name if is_folder(weights) else weights)


def _create_m2fp(weights: Path | None, precision: Precision, device: Device) -> HumanParser:
    weights = weights or installed_folder(M2FP)
    if weights is None:
        raise WeightsError(WeightsProblem.M2FP_NOT_HERE, hint=Hint.M2FP_WEIGHTS)
    try:
        from tryon.parsing.m2fp.engine import load_m2fp  # torch loads only when it is needed
    except (ImportError, OSError) as error:  # OSError where one of its libraries is missing
        raise WeightsError(WeightsProblem.NO_PYTORCH, reason=error) from error
    try:
        return load_m2fp(weights, precision=precision, device=device)
    except (RuntimeError, MemoryError) as error:  # torch raises RuntimeError without memory
        raise WeightsError(WeightsProblem.M2FP_NOT_LOADED, reason=error) from error
