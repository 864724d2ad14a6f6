"""Outlines of parts as polygons in photo pixels, for drawing at any zoom. Free of Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tryon.geometry import Box, HardMask, Points, Size
from tryon.human_parse import HumanParse
from tryon.labels import Label
from tryon.late import cv2
from tryon.ui.kit.picking import Part, Selection, part_pixels, selection_pixels

LONGEST_SIDE = 1600
"""Maps are traced at this size at most: hovering must stay fast on a 60-megapixel photo."""
_SMOOTH = np.exp(-0.5 * (np.arange(-7, 8) / 2.5) ** 2)
"""Weights of the samples along a contour, half a pixel of the map apart, that make one of it."""


@dataclass(frozen=True, eq=False)
class Outline:
    """Closed polygons (N, 2) around a mask's areas and holes, for an odd-even fill.

    Attributes:
        polygons: corners so near each other that a curve through them is smooth.
        spacing: about how far they are apart, in pixels of the photo.
    """

    polygons: tuple[Points, ...]
    spacing: float = 1.0

    @cached_property
    def boxes(self) -> tuple[Points, ...]:
        """The least and the greatest position (2, 2) of each polygon."""
        return tuple(np.stack([each.min(axis=0), each.max(axis=0)]) for each in self.polygons)


@dataclass(frozen=True, eq=False)
class PartMap:
    """A parse reduced for tracing to every ``step``-th pixel."""

    thin: HumanParse
    step: int

    def outline_of(self, chosen: Part | Selection) -> Outline:
        """Trace a part or a selection."""
        if isinstance(chosen, Part):
            return trace(part_pixels(self.thin, chosen), step=self.step)
        return trace(selection_pixels(self.thin, chosen), step=self.step)

    def outline_of_label(self, label: Label) -> Outline:
        """Trace what has a label, on everybody."""
        return trace((self.thin.labels == label) & (self.thin.person_map > 0), step=self.step)

    def outline_of_person(self, number: int) -> Outline:
        """Trace a whole person."""
        return self.outline_of(Selection(number, None))


def part_map(parse: HumanParse) -> PartMap:
    """Reduce a parse for tracing."""
    step = max(1, -(-max(parse.labels.shape) // LONGEST_SIDE))
    thin = HumanParse(
        labels=np.ascontiguousarray(parse.labels[::step, ::step]),
        person_map=np.ascontiguousarray(parse.person_map[::step, ::step]),
        people=tuple(replace(each, box=_thinned(each.box, step)) for each in parse.people),
        engine=parse.engine,
    )
    return PartMap(thin, step)


def _thinned(box: Box, step: int) -> Box:
    """Return where a box of a map lies among every ``step``-th of its pixels."""
    edges = (-(-edge // step) for edge in (box.left, box.top, box.right, box.bottom))
    return Box(*edges)


def trace(mask: HardMask, *, step: int = 1) -> Outline:
    """Trace a mask (H, W) that holds every ``step``-th pixel of a photo."""
    box = Box.around(mask)
    if box is None:
        return Outline(())
    box = box.grown(1, limit=Size.of(mask))
    small = np.pad(mask[box.slices].astype(np.uint8) * np.uint8(255), 1)
    smooth = cv2.resize(small, None, fx=2, fy=2, interpolation=cv2.INTER_LINEAR)
    inside = (np.asarray(smooth) >= 128).astype(np.uint8)
    contours, _ = cv2.findContours(inside, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    origin = np.array([box.left, box.top], dtype=np.float64)
    # Sample i of the doubled grid lies at (i + 0.5) / 2 of the padded one; the pad takes 1 off.
    # Sample i of the thinned map is the photo's pixel i * step, whose centre is half a pixel in.
    return Outline(
        tuple(
            ((_smoothed(contour[:, 0, :]) + 0.5) / 2 - 1.5 + origin) * step + 0.5
            for contour in contours
            if len(contour) >= 3
        ),
        spacing=float(step),
    )


def _smoothed(contour: NDArray[np.integer | np.floating]) -> Points:
    """Round the steps of a closed contour (N, 2) off; return every second of its samples."""
    reach = len(_SMOOTH) // 2
    if len(contour) <= 2 * reach:
        return contour.astype(np.float64)
    closed = np.concatenate([contour[-reach:], contour, contour[:reach]])
    weights = _SMOOTH / _SMOOTH.sum()
    return np.stack([np.convolve(axis, weights, "valid") for axis in closed.T], axis=1)[::2]
