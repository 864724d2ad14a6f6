"""The protocol every parser keeps, and the choice between them."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Protocol

from tryon.errors import WeightsError
from tryon.geometry import RgbImage
from tryon.human_parse import HumanParse
from tryon.progress import CancelToken, Progress, ignore_progress
from tryon.resources import bundled_parser_file


class Engine(Enum):
    """A parser the user can choose; the value is its name on the command line."""

    BUNDLED = "bundled"
    M2FP = "m2fp"


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

        A photo without people gives an empty result, not an error.

        Raises:
            ParsingError: if the engine fails on this photo.
            Cancelled: if ``cancel`` was set between stages.
        """
        ...


def create_parser(engine: Engine, weights: Path | None = None) -> HumanParser:
    """Load a parser.

    Args:
        engine: which one.
        weights: its weights, if not where they usually are: their folder, or the file itself.

    Raises:
        WeightsError: if the weights are missing, damaged or of another model.
    """
    if engine is Engine.M2FP:
        raise WeightsError(
            "this version of tryon cannot run M2FP yet; use --parser bundled (the default)."
        )
    from tryon.parsing.lite.engine import LiteParser  # onnxruntime loads only when it is needed

    bundled = bundled_parser_file()
    if weights is None:
        return LiteParser(bundled)
    return LiteParser(weights / bundled.name if weights.is_dir() else weights)
