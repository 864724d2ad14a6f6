"""What old clothes hid, painted in the view, and its pieces at the photo's size."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tryon.body.view import RegionView, view_to_photo
from tryon.fitting.light.grain import Grain, grained
from tryon.fitting.reveal.background import Background
from tryon.geometry import Box, PhotoPoints, RgbImage, SoftMask

_DITHER = 0.6
"""Least noise on what is painted, in 8-bit units; without it gentle slopes show steps."""
_TILES = 8
"""Tiles along each side of what is brought to the photo's size."""
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
        patches = []
        for tile in _tiles(box):
            weight = self._weight_in(view, tile)
            around = None if weight is None else Box.around(weight > 0)
            if weight is None or around is None:
                continue
            place = around.moved(tile.left, tile.top)
            colours = self._at_full_size(photo, view, place, grain)
            in_box = place.moved(-box.left, -box.top)
            patches.append(Patch(in_box, colours, np.ascontiguousarray(weight[around.slices])))
        return tuple(patches)

    def _weight_in(self, view: RegionView, box: Box) -> SoftMask | None:
        """Return the weight (H, W) in a box of the photo; None if nothing counts there."""
        corner, far = (
            view.from_photo(PhotoPoints(np.array([[x, y]], np.float64)))[0]
            for x, y in ((box.left, box.top), (box.right, box.bottom))
        )
        left, top = np.maximum(np.floor(corner).astype(int) - 1, 0)
        right, bottom = np.ceil(far).astype(int) + 2
        if not self.weight[top:bottom, left:right].any():
            return None
        return view_to_photo(self.weight, view, box)

    def _at_full_size(self, photo: RgbImage, view: RegionView, box: Box, grain: Grain) -> Colours:
        """Return body and ground (H, W, 3) in a box of the photo, with the photo's grain."""
        wanted = replace(grain, fine=max(grain.fine, _DITHER))
        smooth = Grain(0.0, 0.0, grain.blur)
        place = box.moved(-view.box.left, -view.box.top)
        picture = photo[view.box.slices]
        painted = grained(view_to_photo(self.body, view, box), smooth, wanted, strength=1.0)
        if self.cloth is not None:
            cloth_weight = view_to_photo(self.cloth_weight, view, box)[..., None]
            if cloth_weight.any():
                cloth = self.cloth.painted(picture, place, scale=1 / view.scale)
                painted += (cloth - painted) * cloth_weight
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


def _tiles(box: Box) -> list[Box]:
    """Cut a box into tiles: a thin strip around a garment needs no picture of all that is in it."""
    columns, rows = (
        np.linspace(first, last, _TILES + 1).astype(int).tolist()
        for first, last in ((box.left, box.right), (box.top, box.bottom))
    )
    return [
        Box(left, top, right, bottom)
        for top, bottom in pairwise(rows)
        for left, right in pairwise(columns)
        if left < right and top < bottom
    ]
