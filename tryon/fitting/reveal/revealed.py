"""What old clothes hid, painted in the view, and its pieces at the photo's size."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tryon.body.view import RegionView, view_to_photo
from tryon.fitting.light.grain import Grain, grained
from tryon.fitting.reveal.background import Background
from tryon.geometry import Box, RgbImage, SoftMask
from tryon.late import cv2

_DITHER = 0.6
"""Least noise on what is painted, in 8-bit units; without it gentle slopes show steps."""
_LEAST_BLUR = 0.7
"""Least blur (sigma, pixels of the photo) of the painted body's outline."""

Colours = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Patch:
    """A piece of painting that takes the place of the photo.

    Attributes:
        box: its pixels.
        colours: (h, w, 3) float32.
        weight: how much (h, w) in [0, 1] it counts against the photo.
    """

    box: Box
    colours: Colours
    weight: SoftMask


@dataclass(frozen=True, eq=False)
class Revealed:
    """What the old clothes hid, in pixels of the view.

    Attributes:
        ground: colours (h, w, 3) of what lies behind the person.
        background: where that is taken from; None if it is a guess of its colours.
        body: colours (h, w, 3) of the person.
        cloth: where clothes of the body that go on under a hem are taken from; None if there are
            none, or they are a guess of their colours.
        cloth_weight: where (h, w) the body are such clothes.
        shade: what the garment's shadow (h, w, 3) leaves of the body's light.
        depth: pixels (h, w) from the person's outline; negative outside.
        weight: how much (h, w) in [0, 1] this counts against the photo.
        kept: pixels (h, w) from the outline of what stays as it is, shoes; negative outside.
    """

    ground: Colours
    background: Background | None
    body: Colours
    cloth: Background | None
    cloth_weight: SoftMask
    shade: Colours
    depth: SoftMask
    weight: SoftMask
    kept: SoftMask

    def colours(self) -> Colours:
        """Return the body before the ground (h, w, 3), with an outline as soft as the view's."""
        mixed = self.body * self.shade - self.ground
        mixed *= np.clip(self.depth + 0.5, 0.0, 1.0)[..., None]
        mixed += self.ground
        return mixed

    def patches(
        self, photo: RgbImage, view: RegionView, box: Box, grain: Grain
    ) -> tuple[Patch, ...]:
        """Bring each piece to the photo's size, sharpness and grain.

        Args:
            photo: the photo (H, W, 3).
            view: where it was painted.
            box: pixels of the photo.
            grain: the photo's noise and blur.

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
            weight = view_to_photo(np.where(ids == number, self.weight, 0.0), view, photo_box)
            colours = self._at_full_size(photo, view, photo_box, grain)
            patches.append(Patch(photo_box.moved(-box.left, -box.top), colours, weight))
        return tuple(patches)

    def _at_full_size(self, photo: RgbImage, view: RegionView, box: Box, grain: Grain) -> Colours:
        """Return body and ground (H, W, 3) in a box of the photo, with the photo's grain."""
        wanted = replace(grain, fine=max(grain.fine, _DITHER))
        smooth = Grain(0.0, 0.0, grain.blur)
        painted = grained(view_to_photo(self.body, view, box), smooth, wanted, strength=1.0)
        place = box.moved(-view.box.left, -view.box.top)
        picture = photo[view.box.slices]
        if self.cloth is not None and self.cloth_weight.any():
            cloth = self.cloth.painted(picture, place, scale=1 / view.scale)
            painted += (cloth - painted) * view_to_photo(self.cloth_weight, view, box)[..., None]
        painted *= view_to_photo(self.shade, view, box)
        if self.background is None:
            ground = grained(view_to_photo(self.ground, view, box), smooth, wanted, strength=1.0)
        else:
            ground = self.background.painted(picture, place, scale=1 / view.scale)
        sharpness = 0.5 / (view.scale * max(grain.blur, _LEAST_BLUR))
        alpha = np.clip(sharpness * view_to_photo(self.depth, view, box) + 0.5, 0.0, 1.0)
        painted = ground + (painted - ground) * alpha[..., None]
        kept = sharpness * view_to_photo(self.kept, view, box) + 0.5
        if kept.max() > 0:
            painted += (photo[box.slices] - painted) * np.clip(kept, 0.0, 1.0)[..., None]
        return np.asarray(np.clip(painted, 0, 255), dtype=np.float32)
