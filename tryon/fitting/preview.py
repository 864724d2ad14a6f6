"""A worn garment on a reduced part of the photo, quick enough to follow the hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tryon.body.split_dress import split_dress
from tryon.body.view import chosen_view
from tryon.fitting.adjust.handles import GarmentHandles
from tryon.fitting.adjust.placement import Frame
from tryon.fitting.composite import PLAIN, FitResult, LayerState, compose
from tryon.fitting.fit import PreparedFit
from tryon.fitting.parameters import FitParameters
from tryon.fitting.reduced import ReducedPart, with_soft_rim
from tryon.fitting.request import FitRequest
from tryon.geometry import Box, RgbaImage
from tryon.late import cv2


class Preview:
    """A garment prepared once, to be looked at with one set of parameters after another.

    Only the person's surroundings are reduced, and only pixels that the garment changes are
    returned, so that all others keep the photo's own sharpness. Not to be used by two threads at
    a time.

    Args:
        request: the garment and where it is worn; each call gets parameters of its own.
        below: what lies below it, lowest first.
        above: what lies above it, lowest first.
        layer: how much of the garment shows.

    Raises:
        FitError: as `tryon.fitting.fit.fit_garment` does.
    """

    def __init__(
        self,
        request: FitRequest,
        *,
        below: Sequence[FitResult] = (),
        above: Sequence[FitResult] = (),
        layer: LayerState = PLAIN,
    ) -> None:
        person, region = request.person, request.region
        self.box = chosen_view(
            split_dress(request.photo, request.parse, person, region), person, region
        ).box
        self._part = ReducedPart.of(request.photo, request.parse, self.box)
        self._below = [self._part.fit(fit) for fit in below]
        self._above = [self._part.fit(fit) for fit in above]
        self._layer = layer
        self._prepared = PreparedFit(self._part.request(request))

    def handles(self, parameters: FitParameters) -> GarmentHandles:
        """Return the frame and the ends that a hand can pull, in pixels of the photo.

        Unlike `render` it may be called while another thread uses the preview.
        """
        handles = self._prepared.handles(parameters)
        frame = Frame(self._in_photo(handles.frame.garment), self._in_photo(handles.frame.region))
        factors = self.box.width / self._part.size.width, self.box.height / self._part.size.height
        corner = self.box.left, self.box.top
        ends = {end: np.asarray(place * factors + corner) for end, place in handles.ends.items()}
        return GarmentHandles(frame, ends)

    def render(self, parameters: FitParameters) -> RgbaImage:
        """Render `box` with these parameters (h, w, 4), transparent where nothing changes."""
        fit = self._prepared.render(parameters)
        seen = self._layer.seen(fit)
        own = [] if seen is None else [seen]
        picture = compose(self._part.photo, [*self._below, *own, *self._above])
        changed = np.zeros(picture.shape[:2], np.uint8)
        nothing = (0, 0, 0)
        changed[fit.box.slices] = cv2.bitwise_not(cv2.inRange(fit.change, nothing, nothing))
        return with_soft_rim(picture, changed)

    def _in_photo(self, box: Box) -> Box:
        x, y = self.box.width / self._part.size.width, self.box.height / self._part.size.height
        scaled = Box(
            round(box.left * x), round(box.top * y), round(box.right * x), round(box.bottom * y)
        )
        return scaled.moved(self.box.left, self.box.top)
