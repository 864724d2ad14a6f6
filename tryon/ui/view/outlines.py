"""Outlines of parts as polygons in photo pixels, for drawing at any zoom. Free of Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tryon.geometry import Box, HardMask, Points, Size
from tryon.human_parse import HumanParse
from tryon.late import cv2
from tryon.ui.kit.picking import Part, Selection, part_pixels, selection_pixels

LONGEST_SIDE = 1600
"""Maps are traced at this size at most: hovering must stay fast on a 60-megapixel photo."""


@dataclass(frozen=True, eq=False)
class Outline:
    """Closed polygons (N, 2) around a mask's areas and holes, for an odd-even fill."""

    polygons: tuple[Points, ...]


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
    contours, _ = cv2.findContours(inside, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_TC89_L1)
    origin = np.array([box.left, box.top], dtype=np.float64)
    # Sample i of the doubled grid lies at (i + 0.5) / 2 of the padded one; the pad takes 1 off.
    # Sample i of the thinned map is the photo's pixel i * step, whose centre is half a pixel in.
    return Outline(
        tuple(
            ((contour[:, 0, :] + 0.5) / 2 - 1.5 + origin) * step + 0.5
            for contour in contours
            if len(contour) >= 3
        )
    )
