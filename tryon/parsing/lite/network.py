"""The ONNX network behind numpy: RGB picture in, probabilities at a quarter of its size out."""

from __future__ import annotations

from dataclasses import dataclass
from os import PathLike

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import RgbImage, SoftMask
from tryon.labels import LABEL_COUNT
from tryon.networks.bundled_network import BundledNetwork

STRIDE = 4
"""Input pixels per output cell, each way."""
MULTIPLE = 32
"""Input sides are multiples of this."""
_OUTPUTS = ("labels", "person", "center", "offset")


@dataclass(frozen=True, eq=False)
class NetworkOutput:
    """The network's output for one picture (H, W); h = H / 4, w = W / 4.

    Attributes:
        labels: probability (20, h, w) float32 of each CIHP label; the rest of their sum to 1
            is an object in front of the body, for example a bag.
        person: probability (h, w) float32 that a cell belongs to a person.
        center: heat (h, w) float32 in [0, 1]; 1 at the middle of each person's visible pixels.
        offset: vector (2, h, w) float32 from a cell to its person's middle, x then y, input pixels.
    """

    labels: NDArray[np.float32]
    person: SoftMask
    center: SoftMask
    offset: NDArray[np.float32]


class LiteNetwork:
    """The loaded network.

    Raises:
        WeightsError: if the file is missing, damaged or not this network.
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        self._network = BundledNetwork(path, _OUTPUTS)

    def run(self, image: RgbImage) -> NetworkOutput:
        """Run the network on a picture (H, W, 3) whose sides are multiples of 32.

        Raises:
            ParsingError: if onnxruntime fails, for example for lack of memory.
        """
        batch = np.ascontiguousarray(image.transpose(2, 0, 1)[None], dtype=np.float32)
        labels, person, center, offset = self._network.run(batch)
        return NetworkOutput(
            labels=_softmax(labels[0])[:LABEL_COUNT],
            person=person[0, 0],
            center=center[0, 0],
            offset=offset[0],
        )


def _softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Turn logits (C, h, w) into probabilities over C."""
    exponentials = np.exp(logits - logits.max(axis=0, keepdims=True))
    return np.asarray(exponentials / exponentials.sum(axis=0, keepdims=True), dtype=np.float32)
