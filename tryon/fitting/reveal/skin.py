"""Skin where none was photographed, continued from the person's skin that was.

On a limb, colour is read across its visible stretch, so that the bright line and the dark sides go
on where they are; what the visible stretch differs from that fades out with distance. Nothing is
taken from the cloth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.body.view import RegionView
from tryon.fitting.reveal.limb import Limb
from tryon.geometry import Box, HardMask, Points
from tryon.pixels.fill import membrane, spread_colours

_LEAST_SKIN = 40
_LEAST_LIMBS = 0.4
"""Area of arms and legs, in areas of the face, below which the face tells more: necks lie in its
shadow."""
_OTHER_COLOUR = 0.055
"""Difference in chromaticity from most of the skin above which a pixel is none of it."""
_GREYER = 0.6
"""The same for greyer pixels, in the skin's own difference from grey, if that is less."""
_REDDER = 0.4
"""How much less it counts if the pixel is more colourful: skin in its own shade is."""
_WHITER = 1.5
"""Brightness in that of the face, from which what a parser took for skin is a cuff or a watch."""
_DEEPEST_SHADE = 0.25
"""Brightness of skin in shade, in that of lit skin, at least."""
_LIT = 0.6
_NEXT_TO_HIDDEN = 0.35
"""How much of a limb next to its hidden stretch tells how light falls on it."""
_READ_OUT_TO = 0.85
"""How far out, in half breadths, colours are read; further out the background mixes in."""
_HAND_START = 0.8
"""What shows of an arm further down is a hand, which is lit otherwise."""
_DEGREE = 3
_TURNED_AWAY = 0.2
"""How much darker an unseen limb or a torso is at its sides, where it turns away."""
_FADE = 0.6
"""In half shoulder breadths, how soon a limb forgets what its visible stretch shows."""

Colours = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class VisibleSkin:
    """The person's skin that shows.

    Attributes:
        colours: the view's pixels (h, w, 3) float32.
        mask: where skin of body and limbs shows for sure (h, w), clear of edges.
        hidden: the old clothes with all they touch (h, w).
        alike: what is coloured like it (h, w), wherever it lies.
        usual: its usual colour in good light (3,).
        half_width: half the shoulder breadth in pixels.
    """

    colours: Colours
    mask: HardMask
    hidden: HardMask
    alike: HardMask
    usual: Colours
    half_width: float

    @classmethod
    def find(
        cls, view: RegionView, hidden: HardMask, colours: Colours, *, half_width: float
    ) -> VisibleSkin | None:
        """Find the skin; None where too little shows.

        Args:
            view: the person.
            hidden: the old clothes with all they touch (h, w).
            colours: the view's pixels (h, w, 3).
            half_width: half the shoulder breadth in pixels.
        """
        shown = (view.bare & ~hidden).astype(np.uint8)
        inner = np.asarray(cv2.erode(shown, np.ones((3, 3), np.uint8)) > 0)
        below_face = inner & ~view.face
        limbs = inner & (view.arms | view.legs)
        is_lit = limbs.sum() > _LEAST_LIMBS * view.face.sum()
        known = np.asarray(below_face if is_lit else inner) & ~_whiter(colours, inner & view.face)
        if known.sum() <= _LEAST_SKIN:
            return None
        light = colours[known].mean(axis=1)
        low, high = np.percentile(light, [45, 90])
        usual = np.median(colours[known][(light >= low) & (light <= high)], axis=0)
        alike = _coloured_like(colours, np.asarray(usual, np.float32))
        grown = cv2.dilate(below_face.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
        mask = (known | (grown & (view.labels == 0))) & alike & ~hidden
        return cls(colours, mask, hidden, alike, np.asarray(usual, np.float32), half_width)

    @property
    def lit(self) -> HardMask:
        """What is coloured like skin and not in shade (h, w)."""
        bright = self.colours.sum(axis=2) > _LIT * self.usual.sum()
        return np.asarray(self.alike & bright)

    def on_body(self, body: HardMask) -> Colours:
        """Return skin (h, w, 3) of neck and torso: like the nearest that shows, then like most."""
        near = spread_colours(self.colours, self.mask, sigma=0.08 * self.half_width)
        far = cv2.distanceTransform((~self.mask).astype(np.uint8), cv2.DIST_L2, 3)
        share = np.exp(-np.asarray(far, np.float32) / (0.35 * self.half_width))[..., None]
        mixed = cv2.GaussianBlur(
            self.usual + (near - self.usual) * share, (0, 0), 0.04 * self.half_width + 0.5
        )
        depth = cv2.distanceTransform(body.astype(np.uint8), cv2.DIST_L2, 3)
        side = 1 - np.clip(np.asarray(depth, np.float32) / (0.2 * self.half_width), 0.0, 1.0)
        return np.asarray(mixed * (1 - _TURNED_AWAY * side**2)[..., None], dtype=np.float32)

    def on_limbs(self, limbs: Sequence[Limb], wanted: HardMask) -> tuple[Colours, Colours]:
        """Paint limbs where wanted (h, w).

        Returns:
            Colours (h, w, 3), and how deep (h, w) in a limb each wanted pixel lies; negative
            outside, and far outside where nothing was asked for.
        """
        painted = self.colours.copy()
        depth = np.full(wanted.shape, -np.inf, np.float32)
        shown = [self._shown_on(limb) for limb in limbs]
        lights = [self._light_on(limb, *own) for limb, own in zip(limbs, shown, strict=True)]
        seen = [light for light in lights if light is not None]
        for limb, own, (points, _, across) in zip(limbs, lights, shown, strict=True):
            light = own if own is not None else self._borrowed(seen)
            self._paint(limb, light, points, across, wanted, painted, depth)
        return painted, depth

    def _light_on(
        self, limb: Limb, points: Points, along: Points, across: Points
    ) -> Colours | None:
        """Fit colours across a limb, (degree + 1, 3) coefficients, from what shows of it."""
        first = np.flatnonzero(limb.shown)
        if not len(first):
            return None
        start = first[0] / (len(limb.shown) - 1)
        if start > _HAND_START:
            return None
        near = (along < start + _NEXT_TO_HIDDEN) & (np.abs(across) < _READ_OUT_TO)
        if near.sum() < _LEAST_SKIN:
            return None
        x, y = points[near].T.astype(int)
        powers = _powers(across[near])
        ridge = 0.02 * near.sum() * np.diag([0.0, 1.0, 1.0, 2.0])
        pixels = self.colours[y, x]
        return np.asarray(
            np.linalg.solve(powers.T @ powers + ridge, powers.T @ pixels), dtype=np.float32
        )

    def _borrowed(self, seen: Sequence[Colours]) -> Colours:
        """Return the light of the other limbs, or that of an evenly lit round one."""
        if seen:
            return np.asarray(np.mean(seen, axis=0), dtype=np.float32)
        plain = np.zeros((_DEGREE + 1, 3), np.float32)
        plain[0], plain[2] = self.usual, -_TURNED_AWAY * self.usual
        return plain

    def _shown_on(self, limb: Limb) -> tuple[Points, Points, Points]:
        box = _around(limb, self.mask.shape)
        ys, xs = np.nonzero(self.mask[box.slices] & limb.drawn(self.mask.shape)[box.slices])
        points = np.stack([xs + box.left, ys + box.top], axis=1).astype(np.float64)
        if not len(points):
            return points, np.zeros(0), np.zeros(0)
        along, across, depth = limb.places(points)
        inside = depth > 0
        return points[inside], along[inside], across[inside]

    def _paint(
        self,
        limb: Limb,
        light: Colours,
        shown: Points,
        across_shown: Points,
        wanted: HardMask,
        painted: Colours,
        depth: Colours,
    ) -> None:
        """Paint one limb over those before it, where it is deeper than they are."""
        box = _around(limb, wanted.shape)
        ys, xs = np.nonzero(wanted[box.slices] & limb.drawn(wanted.shape, margin=4)[box.slices])
        if not len(ys):
            return
        points = np.stack([xs + box.left, ys + box.top], axis=1).astype(np.float64)
        _, across, deep = limb.places(points)
        colours = _powers(np.clip(across, -1.0, 1.0)) @ light
        if len(shown):
            left_out = np.zeros((box.height, box.width, 3), np.float32)
            known = np.zeros((box.height, box.width), np.bool_)
            x, y = shown.T.astype(int)
            known[y - box.top, x - box.left] = True
            expected = _powers(np.clip(across_shown, -1.0, 1.0)) @ light
            left_out[y - box.top, x - box.left] = self.colours[y, x] - expected
            spread = membrane(_softened(left_out), _inner(known))
            far = cv2.distanceTransform((~known).astype(np.uint8), cv2.DIST_L2, 5)
            fade = np.exp(-np.asarray(far, np.float32) / (_FADE * self.half_width))
            colours = colours + (spread * fade[..., None])[ys, xs]
        ys, xs = ys + box.top, xs + box.left
        nearer = deep > depth[ys, xs]
        ys, xs = ys[nearer], xs[nearer]
        painted[ys, xs] = colours[nearer]
        depth[ys, xs] = deep[nearer]


def _whiter(colours: Colours, face: HardMask) -> HardMask:
    """Find what is too bright (h, w) for the skin of this face; nothing if none shows."""
    if face.sum() <= _LEAST_SKIN:
        return np.zeros(face.shape, np.bool_)
    light = colours.mean(axis=2)
    return np.asarray(light > _WHITER * np.percentile(light[face], 90))


def _coloured_like(colours: Colours, usual: Colours) -> HardMask:
    """Tell which pixels (h, w) have the chromaticity of ``usual`` skin, in light or in shade."""
    light = np.maximum(colours.sum(axis=2), 1.0)
    own = usual / max(float(usual.sum()), 1.0)
    difference = colours / light[..., None] - own
    redder = own - 1 / 3
    colourful = max(float(np.linalg.norm(redder)), 1e-6)
    redder = redder / colourful
    along = difference @ redder
    aside = np.linalg.norm(difference - along[..., None] * redder, axis=2)
    apart = np.hypot(np.where(along > 0, _REDDER * along, along), aside)
    greyest = min(_OTHER_COLOUR, _GREYER * colourful)
    return np.asarray(
        (apart < _OTHER_COLOUR) & (along > -greyest) & (light > _DEEPEST_SHADE * usual.sum())
    )


def _softened(colours: Colours) -> Colours:
    return np.asarray(cv2.GaussianBlur(colours, (0, 0), 1.0), dtype=np.float32)


def _inner(mask: HardMask) -> HardMask:
    return np.asarray(cv2.erode(mask.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0)


def _powers(across: Points) -> Points:
    return np.stack([across**power for power in range(_DEGREE + 1)], axis=1)


def _around(limb: Limb, shape: tuple[int, ...]) -> Box:
    reach = float(limb.half.max()) + 4
    left, top = np.maximum(limb.middle.min(axis=0) - reach, 0).astype(int).tolist()
    right, bottom = np.ceil(limb.middle.max(axis=0) + reach).astype(int).tolist()
    left, top = min(left, shape[1] - 1), min(top, shape[0] - 1)
    return Box(left, top, max(left + 1, min(right, shape[1])), max(top + 1, min(bottom, shape[0])))
