"""Where the queries of M2FP looked: each of them finds one part or person of a photo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import Box, LabelMap, RgbImage, Size
from tryon.labels import Label
from tryon.late import cv2

HEAT_COLORS: NDArray[np.uint8] = np.array(
    [
        np.interp(np.linspace(0, 1, 256), (0.0, 0.25, 0.5, 0.75, 1.0), channel)
        for channel in ((0, 87, 188, 249, 252), (0, 16, 55, 142, 255), (0, 110, 84, 9, 164))
    ]
).T.astype(np.uint8)
"""RGB of each heat (256, 3), from black by purple and orange to yellow."""


@dataclass(frozen=True)
class SeenPart:
    """What a query found.

    Attributes:
        query: its number, from 0.
        label: the part; None for a whole person.
        probability: of that, in [0, 1].
    """

    query: int
    label: Label | None
    probability: float

    def __str__(self) -> str:
        return f"{self.query} {'person' if self.label is None else self.label.title}"


@dataclass(frozen=True, eq=False)
class QueryAttention:
    """Where each query of M2FP looked in a photo, and what it found there.

    Attributes:
        seen: what was found, by query; a query that found nothing is not there, and one that is
            undecided is there more than once.
        weights: how much each query attended to each cell of the network's input (Q, h, w) float32
            in the last layer of each scale, the mean of all heads; 1 where most.
        padded: size of that input.
        content: where the photo lies in it.
        size: of the photo.
    """

    seen: tuple[SeenPart, ...]
    weights: NDArray[np.float32]
    padded: Size
    content: Box
    size: Size

    def find(self, name: str) -> tuple[SeenPart, ...]:
        """Return what queries found of a part (``hair``), a ``person``, or the query's number."""
        if name.isdecimal() and int(name) < len(self.weights):
            number = int(name)
            found = tuple(part for part in self.seen if part.query == number)
            return found or (SeenPart(number, Label.BACKGROUND, 0.0),)
        wanted = _plain(name)
        return tuple(part for part in self.seen if _plain(str(part).split(" ", 1)[1]) == wanted)

    def of_label(self, label: Label) -> tuple[SeenPart, ...]:
        """Return the queries that found a part, on whomever."""
        return tuple(part for part in self.seen if part.label is label)

    def heat(self, parts: Sequence[SeenPart]) -> LabelMap:
        """Return where queries looked (H, W), 0 to 255; of several the one that looked most."""
        numbers = sorted({part.query for part in parts})
        cells = self.weights[numbers].max(axis=0)
        inside = cv2.resize(cells, (self.padded.width, self.padded.height))[self.content.slices]
        pixels = cv2.resize(inside, (self.size.width, self.size.height))
        return np.asarray(np.rint(255 * pixels.clip(0, 1)), np.uint8)


def render_heat(image: RgbImage, heat: LabelMap, opacity: float) -> RgbImage:
    """Paint heat (H, W) over a photo (H, W, 3); where there is none the photo is dark."""
    return np.asarray(cv2.addWeighted(HEAT_COLORS[heat], opacity, image, 1 - opacity, 0), np.uint8)


def _plain(name: str) -> str:
    return "".join(filter(str.isalpha, name)).casefold()
