"""A part of a photo with its parse, reduced to a size that is quick to fit on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from weakref import WeakKeyDictionary

import numpy as np

from tryon.fitting.composite import Echo, FitResult
from tryon.fitting.request import FitRequest
from tryon.geometry import Box, LabelMap, RgbaImage, RgbImage, Size
from tryon.human_parse import HumanParse
from tryon.late import cv2

REDUCED_PIXELS = 768 * 512
"""Pixels of a reduced part: about as many as a person takes in a window."""


@dataclass(frozen=True, eq=False)
class ReducedPart:
    """What lies in a box of a photo, with at most `REDUCED_PIXELS` pixels.

    Attributes:
        box: which part, in pixels of the photo.
        photo: its pixels (h, w, 3) uint8.
        parse: its labels and people; those outside it keep their number.
    """

    box: Box
    photo: RgbImage
    parse: HumanParse
    _fits: WeakKeyDictionary[FitResult, FitResult] = field(
        default_factory=WeakKeyDictionary, init=False, repr=False
    )

    @classmethod
    def of(cls, photo: RgbImage, parse: HumanParse, box: Box) -> ReducedPart:
        """Reduce a box of a photo (H, W, 3) and of its parse."""
        factor = min(1.0, (REDUCED_PIXELS / (box.width * box.height)) ** 0.5)
        size = Size(max(1, round(box.width * factor)), max(1, round(box.height * factor)))
        part = np.ascontiguousarray(photo[box.slices])
        return cls(box, _resized(part, size), _reduced_parse(parse, box, size))

    @property
    def size(self) -> Size:
        """Extent in pixels of its own."""
        return Size.of(self.photo)

    def request(self, request: FitRequest) -> FitRequest:
        """Return the request for the same fit here; its parameters mean the same."""
        return replace(request, photo=self.photo, parse=self.parse)

    def fit(self, fit: FitResult) -> FitResult:
        """Return what a fit of the whole photo changes here; kept for as long as that fit is."""
        reduced = self._fits.get(fit)
        if reduced is None:
            self._fits[fit] = reduced = self._reduced(fit)
        return reduced

    def sampled(self, fit: FitResult) -> FitResult:
        """Return roughly what a fit of the whole photo changes here: one pixel of many."""
        box, size = self.box, self.size
        y = ((np.arange(size.height) + 0.5) * (box.height / size.height)).astype(int) + box.top
        x = ((np.arange(size.width) + 0.5) * (box.width / size.width)).astype(int) + box.left
        top, bottom = np.searchsorted(y, (fit.box.top, fit.box.bottom)).tolist()
        left, right = np.searchsorted(x, (fit.box.left, fit.box.right)).tolist()
        seen = np.ix_(y[top:bottom] - fit.box.top, x[left:right] - fit.box.left)
        return FitResult(
            Box(left, top, right, bottom),
            fit.change[seen],
            fit.covered[seen],
            fit.origins[seen],
            echoes=self._echoes(fit),
        )

    def _echoes(self, fit: FitResult) -> tuple[Echo, ...]:
        return tuple(echo.within(self.box, self.size) for echo in fit.echoes)

    def _reduced(self, fit: FitResult) -> FitResult:
        box, size = self.box, self.size
        overlap = fit.box.overlap(box)
        change = np.zeros((box.height, box.width, 3), np.int16)
        covered, origins = np.zeros((2, box.height, box.width), np.uint8)
        if overlap is not None:
            in_box = overlap.moved(-box.left, -box.top).slices
            in_fit = overlap.moved(-fit.box.left, -fit.box.top).slices
            change[in_box], covered[in_box] = fit.change[in_fit], fit.covered[in_fit]
            origins[in_box] = fit.origins[in_fit]
        size_wh = (size.width, size.height)
        small_change = cv2.resize(change, size_wh, interpolation=cv2.INTER_AREA)
        small_covered = cv2.resize(covered, size_wh, interpolation=cv2.INTER_AREA)
        small_origins = cv2.resize(origins, size_wh, interpolation=cv2.INTER_NEAREST)
        return FitResult(
            Box(0, 0, size.width, size.height),
            np.asarray(small_change, dtype=np.int16).reshape(size.height, size.width, 3),
            np.asarray(small_covered, dtype=np.uint8),
            np.asarray(small_origins, dtype=np.uint8),
            echoes=self._echoes(fit),
        )


def with_soft_rim(picture: RgbImage, changed: LabelMap) -> RgbaImage:
    """Return a picture (h, w, 4) that shows where it changed, for laying over the whole photo.

    Without its soft rim the edge of the change would show the steps of the reduced pixels.

    Args:
        picture: (h, w, 3) uint8.
        changed: 255 (h, w) where it differs from what it is laid over, else 0.
    """
    rim = cv2.blur(cv2.dilate(changed, np.ones((3, 3), np.uint8)), (3, 3))
    return np.asarray(cv2.merge([*cv2.split(picture), rim]), dtype=np.uint8)


def _resized(image: RgbImage, size: Size) -> RgbImage:
    size_wh = (size.width, size.height)
    return np.asarray(cv2.resize(image, size_wh, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _reduced_parse(parse: HumanParse, box: Box, size: Size) -> HumanParse:
    """Return a box of a parse at another size; people outside it keep their number."""

    def reduced(ids: LabelMap) -> LabelMap:
        part, size_wh = np.ascontiguousarray(ids[box.slices]), (size.width, size.height)
        return np.asarray(cv2.resize(part, size_wh, interpolation=cv2.INTER_NEAREST), np.uint8)

    labels, person_map = reduced(parse.labels), reduced(parse.person_map)
    scale = size.width / box.width, size.height / box.height
    people = tuple(
        replace(
            person,
            box=Box.around(np.asarray(person_map == person.number)) or Box(0, 0, 0, 0),
            joints=person.joints and person.joints.within((box.left, box.top), scale),
        )
        for person in parse.people
    )
    return HumanParse(labels, person_map, people, parse.engine)
