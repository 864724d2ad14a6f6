"""What a garment leaves free of the old clothes, and its pieces at the photo's size."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.body.view import RegionView, view_to_photo
from tryon.fitting.composite import Echo
from tryon.fitting.reveal.surface import Colours, Surface
from tryon.geometry import Box, HardMask, RgbImage, SoftMask
from tryon.late import cv2
from tryon.pixels.eight_bit import eight_bit

_LEAST_ECHO = 8
"""Least weight, of 255, of other clothes; where they are less, the photo may stay as it is."""
_STRIP = 256
"""Rows that are painted at a time, so that what is computed takes little memory."""
_LEAST_BLUR = 0.7
"""Least blur (sigma, pixels of the photo) of the painted body's outline."""


@dataclass(frozen=True, eq=False)
class Patch:
    """A piece of painting that takes the place of the photo.

    Attributes:
        box: its pixels.
        colours: (h, w, 3).
        weight: how much (h, w) in [0, 1] it counts against the photo.
    """

    box: Box
    colours: RgbImage
    weight: SoftMask

    def in_rows(self, rows: slice) -> Patch | None:
        """Return what of it lies in some rows, as they count; None if nothing does."""
        top, bottom = max(self.box.top, rows.start), min(self.box.bottom, rows.stop)
        if top >= bottom:
            return None
        own = slice(top - self.box.top, bottom - self.box.top)
        box = Box(self.box.left, top - rows.start, self.box.right, bottom - rows.start)
        return Patch(box, self.colours[own], self.weight[own])


@dataclass(frozen=True, eq=False)
class Revealed:
    """What the old clothes hid, in pixels of the view.

    Attributes:
        ground: what lies behind the person.
        body: the person.
        worn: clothes on the body, and where (h, w) each is instead of it, in [0, 1].
        shade: what the garment's shadow (h, w, 3) leaves of the body's light.
        depth: pixels (h, w) from the person's outline; negative outside.
        weight: how much (h, w) in [0, 1] this counts against the photo.
        kept: pixels (h, w) from the outline of what stays as it is, shoes; negative outside.
    """

    ground: Surface
    body: Surface
    worn: tuple[tuple[Surface, SoftMask], ...]
    shade: Colours
    depth: SoftMask
    weight: SoftMask
    kept: SoftMask

    def colours(self) -> Colours:
        """Return the body before the ground (h, w, 3), with an outline as soft as the view's."""
        mixed = self.body.colours.copy()
        for surface, weight in self.worn:
            mixed += (surface.colours - mixed) * weight[..., None]
        mixed *= self.shade
        mixed -= self.ground.colours
        mixed *= np.clip(self.depth + 0.5, 0.0, 1.0)[..., None]
        mixed += self.ground.colours
        return mixed

    def patches(
        self, photo: RgbImage, view: RegionView, box: Box, blur: float
    ) -> tuple[Patch, ...]:
        """Bring each piece to the photo's size and sharpness.

        Args:
            photo: the photo (H, W, 3).
            view: where it was painted.
            box: pixels of the photo.
            blur: the photo's blur (sigma) in pixels.

        Returns:
            The pieces, in pixels of ``box``.
        """
        count, ids, stats, _ = cv2.connectedComponentsWithStats((self.weight > 0).astype(np.uint8))
        patches = []
        for number in range(1, count):
            left, top, width, height = (int(value) for value in stats[number][:4])
            piece = Box(left, top, left + width, top + height)
            photo_box = view.box_in_photo(piece, margin=1, limit=box)
            if photo_box is None:
                continue
            own_weight = np.where(ids == number, self.weight, 0.0)
            for strip in photo_box.strips(_STRIP):
                weight = view_to_photo(own_weight, view, strip)
                if not weight.any():
                    continue
                colours = self._at_full_size(view, strip, weight, blur)
                kept = _inside(self.kept, view, strip, blur)
                if kept.any():
                    colours += (photo[strip.slices] - colours) * kept[..., None]
                in_box = strip.moved(-box.left, -box.top)
                patches.append(Patch(in_box, eight_bit(colours), weight))
        return tuple(patches)

    def echoes(self, view: RegionView, box: Box, alpha: SoftMask, blur: float) -> tuple[Echo, ...]:
        """Return which of it are other clothes of the photo, as far as a garment leaves it free.

        Args:
            view: where it was painted.
            box: pixels of the photo.
            alpha: the garment's coverage (H, W) of the box.
            blur: the photo's blur (sigma) in pixels.
        """
        echoes = []
        for surface, share in self.worn:
            counts = share * self.weight
            piece = Box.around(counts > 0)
            place = piece and view.box_in_photo(piece, margin=1, limit=box)
            if surface.sources is None or place is None:
                continue
            free = 1 - alpha[place.moved(-box.left, -box.top).slices]
            body = _inside(self.depth, view, place, blur)
            weight = eight_bit(255 * free * body * view_to_photo(counts, view, place))
            weight[weight < _LEAST_ECHO] = 0
            corner = view.box.left, view.box.top
            sources = surface.sources(place.moved(-corner[0], -corner[1]))
            echoes.append(Echo(place, weight, sources + np.array(corner, np.int32)))
        return tuple(echoes)

    def _at_full_size(self, view: RegionView, box: Box, weight: SoftMask, blur: float) -> Colours:
        """Return body and ground (H, W, 3) in a box of the photo, where they have any weight."""
        corner = box.left - view.box.left, box.top - view.box.top
        alpha = _inside(self.depth, view, box, blur)
        colours = np.zeros((box.height, box.width, 3), np.float32)
        _lay(colours, self.ground, (weight > 0) & (alpha < 1), corner)
        shown = (weight > 0) & (alpha > 0)
        around = Box.around(shown)
        if around is None:
            return colours
        shown = shown[around.slices]
        body = self.body.full(around.moved(*corner), shown).astype(np.float32)
        in_photo = around.moved(box.left, box.top)
        for surface, share in self.worn:
            _lay(
                body,
                surface,
                view_to_photo(share, view, in_photo) * shown,
                (corner[0] + around.left, corner[1] + around.top),
            )
        body *= view_to_photo(self.shade, view, in_photo)
        body -= colours[around.slices]
        body *= alpha[around.slices][..., None]
        colours[around.slices] += body
        return colours


def _inside(depth: SoftMask, view: RegionView, box: Box, blur: float) -> SoftMask:
    """Return the coverage (H, W) of a box of the photo by what is as deep (h, w) in the view."""
    sharpness = 0.5 / (view.scale * max(blur, _LEAST_BLUR))
    inside = np.clip(sharpness * view_to_photo(depth, view, box) + 0.5, 0.0, 1.0)
    return np.asarray(inside, np.float32)


def _lay(
    colours: Colours,
    surface: Surface,
    share: NDArray[np.float32] | HardMask,
    corner: tuple[int, int],
) -> None:
    """Lay a surface over colours (h, w, 3), by a share (h, w) of it in [0, 1].

    Args:
        colours: changed in place.
        surface: what is laid.
        share: how much of it; a mask for all or nothing.
        corner: x and y of the colours in the surface's picture.
    """
    around = Box.around(np.asarray(share > 0))
    if around is None:
        return
    part, share = colours[around.slices], share[around.slices]
    part += (surface.full(around.moved(*corner), share > 0) - part) * share[..., None]
