"""A network that ships with the app, loaded and run, with errors that say what to do."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tryon.errors import ParsingError, WeightsError
from tryon.messages import ParsingProblem, WeightsProblem
from tryon.networks.onnx_session import open_session
from tryon.paths import is_file


class BundledNetwork:
    """An ONNX file with one input.

    Args:
        path: the file.
        outputs: names of the outputs to compute.

    Raises:
        WeightsError: if the file is missing, damaged or another network.
    """

    def __init__(self, path: str | PathLike[str], outputs: tuple[str, ...]) -> None:
        path = Path(path)
        if not is_file(path):
            raise WeightsError(WeightsProblem.BUNDLED_MISSING, path=path)
        try:
            self._session = open_session(path)
        except Exception as error:  # onnxruntime's exceptions share no base of their own
            raise WeightsError(
                WeightsProblem.BUNDLED_NOT_LOADED, path=path, reason=error
            ) from error
        found = {output.name for output in self._session.get_outputs()}
        if not found.issuperset(outputs):
            raise WeightsError(
                WeightsProblem.OTHER_NETWORK, path=path, found=tuple(sorted(found)), needed=outputs
            )
        self._outputs = outputs
        self._input = self._session.get_inputs()[0].name

    def run(self, batch: NDArray[Any]) -> list[NDArray[np.float32]]:
        """Return the outputs for a contiguous input.

        Raises:
            ParsingError: if onnxruntime fails, for example for lack of memory.
        """
        try:
            outputs: list[NDArray[np.float32]] = self._session.run(
                self._outputs, {self._input: batch}
            )
        except Exception as error:  # onnxruntime's exceptions share no base of their own
            raise ParsingError(ParsingProblem.BUNDLED_FAILED, reason=error) from error
        return outputs
