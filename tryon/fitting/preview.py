"""A worn garment on a reduced part of the photo, quick enough to follow the hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from tryon.body.split_dress import split_dress
from tryon.body.view import chosen_view
from tryon.fitting.adjust.handles import GarmentHandles
from tryon.fitting.adjust.placement import Frame
from tryon.fitting.composite import FitResult, compose
from tryon.fitting.fit import PreparedFit
from tryon.fitting.parameters import FitParameters
from tryon.fitting.request import FitRequest
from tryon.geometry import Box, LabelMap, RgbaImage, RgbImage, Size
from tryon.human_parse import HumanParse
from tryon.late import cv2

PREVIEW_PIXELS = 768 * 512
"""Pixels of the reduced part: about as many as a person takes in a window."""


class Preview:
    """A garment prepared once, to be looked at with one set of parameters after another.

    Only the person's surroundings are reduced, and only pixels that the garment changes are
    returned, so that all others keep the photo's own sharpness. Not to be used by two threads at
    a time.

    Args:
        request: the garment and where it is worn; each call gets parameters of its own.
        below: what lies below it, lowest first.
        above: what lies above it, lowest first.

    Raises:
        FitError: as `tryon.fitting.fit.fit_garment` does.
    """

    def __init__(
        self,
        request: FitRequest,
        *,
        below: Sequence[FitResult] = (),
        above: Sequence[FitResult] = (),
    ) -> None:
        person, region = request.person, request.region
        self.box = chosen_view(split_dress(request.parse, person, region), person, region).box
        factor = min(1.0, (PREVIEW_PIXELS / (self.box.width * self.box.height)) ** 0.5)
        self._size = Size(
            max(1, round(self.box.width * factor)), max(1, round(self.box.height * factor))
        )
        part = np.ascontiguousarray(request.photo[self.box.slices])
        self._image = _resized(part, self._size)
        self._below = [_reduced_fit(fit, self.box, self._size) for fit in below]
        self._above = [_reduced_fit(fit, self.box, self._size) for fit in above]
        small_parse = _reduced_parse(request.parse, self.box, self._size)
        self._prepared = PreparedFit(replace(request, photo=self._image, parse=small_parse))

    def handles(self, parameters: FitParameters) -> GarmentHandles:
        """Return the frame and the ends that a hand can pull, in pixels of the photo.

        Unlike `render` it may be called while another thread uses the preview.
        """
        handles = self._prepared.handles(parameters)
        frame = Frame(self._in_photo(handles.frame.garment), self._in_photo(handles.frame.region))
        factors = self.box.width / self._size.width, self.box.height / self._size.height
        corner = self.box.left, self.box.top
        ends = {end: np.asarray(place * factors + corner) for end, place in handles.ends.items()}
        return GarmentHandles(frame, ends)

    def render(self, parameters: FitParameters) -> RgbaImage:
        """Render `box` with these parameters (h, w, 4), transparent where nothing changes."""
        fit = self._prepared.render(parameters)
        picture = compose(self._image, [*self._below, fit, *self._above])
        changed = np.zeros(picture.shape[:2], np.uint8)
        nothing = (0, 0, 0)
        changed[fit.box.slices] = cv2.bitwise_not(cv2.inRange(fit.change, nothing, nothing))
        # Without this soft rim the garment's edge would show the steps of the reduced pixels.
        rim = cv2.blur(cv2.dilate(changed, np.ones((3, 3), np.uint8)), (3, 3))
        return np.asarray(cv2.merge([*cv2.split(picture), rim]), dtype=np.uint8)

    def _in_photo(self, box: Box) -> Box:
        x, y = self.box.width / self._size.width, self.box.height / self._size.height
        scaled = Box(
            round(box.left * x), round(box.top * y), round(box.right * x), round(box.bottom * y)
        )
        return scaled.moved(self.box.left, self.box.top)


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


def _reduced_fit(fit: FitResult, box: Box, size: Size) -> FitResult:
    """Return what another garment changes in a box, at another size."""
    overlap = Box(
        max(fit.box.left, box.left),
        max(fit.box.top, box.top),
        min(fit.box.right, box.right),
        min(fit.box.bottom, box.bottom),
    )
    change = np.zeros((box.height, box.width, 3), np.int16)
    covered, origins = np.zeros((2, box.height, box.width), np.uint8)
    if overlap.width > 0 and overlap.height > 0:
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
    )
