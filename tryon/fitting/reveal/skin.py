"""Skin that clothes hid, painted from the person's skin that shows.

On a limb a profile of colours across its visible part is continued, so that bright middle and dark
sides go on as they are; what differs from the profile there fades out with distance. No colour is
taken from cloth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.body.view import RegionView
from tryon.fitting.reveal.limb import Limb
from tryon.geometry import Box, HardMask, Points, SoftMask
from tryon.late import cv2
from tryon.pixels.fill import membrane, spread_colours

_LEAST_SKIN = 40
"""Pixels of skin that are needed to read its colour."""
_LEAST_LIMB_AREA = 0.4
"""Area of arms and legs, in areas of the face, below which the face counts too: the neck alone
lies in its shadow."""
_MOST_DIFFERENCE = 0.055
"""Difference in chromaticity from typical skin above which a pixel is not skin."""
_MOST_GREYER = 0.6
"""The same for greyer pixels, in differences of skin from grey, if that is less."""
_COLOURFUL_WEIGHT = 0.4
"""Weight of the difference if the pixel is more colourful, as skin in shade is."""
_TOO_BRIGHT = 1.5
"""Brightness, relative to the face, above which a parser's skin is a cuff or a watch."""
_DEEPEST_SHADE = 0.25
"""Least brightness of skin in shade, relative to lit skin."""
_READ_LENGTH = 0.35
"""Length of the visible part whose colours are read, in lengths of the limb."""
_READ_WIDTH = 0.85
"""How far from the middle colours are read, in half widths; at the edge background mixes in."""
_HAND_START = 0.8
"""Place, in lengths of the limb, below which a hand shows, whose light differs."""
_DEGREE = 3
"""Degree of the polynomial that describes colours across a limb."""
_TURNED_AWAY = 0.2
"""Fraction by which an unseen limb or a torso is darker at its sides, where it turns away."""
_FADE_LENGTH = 0.6
"""Distance at which 1/e is left of what differs from a limb's profile, in half shoulder widths."""

_CHIN_SHADE, _CHIN_REACH = 0.37, 0.15
"""How much darker than the face skin right below the chin is, and the distance at which 1/e of that
is left, in heights of the face: fitted to the necks of 43 photos."""

Colours = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class VisibleSkin:
    """The person's skin that shows.

    Attributes:
        colours: the view's pixels (h, w, 3) float32.
        mask: where skin of body and limbs shows for sure (h, w), clear of edges.
        hidden: the old clothes with all they touch (h, w).
        alike: all pixels (h, w) with the colour of skin.
        typical_colour: its median colour in good light (3,).
        half_width: half the width of the shoulders in pixels.
        shade: how much darker (h, w) the head's shade makes skin below it.
    """

    colours: Colours
    mask: HardMask
    hidden: HardMask
    alike: HardMask
    typical_colour: Colours
    half_width: float
    shade: SoftMask

    @classmethod
    def find(
        cls, view: RegionView, hidden: HardMask, colours: Colours, *, half_width: float
    ) -> VisibleSkin | None:
        """Find the skin; None where too little shows.

        Args:
            view: the person.
            hidden: the old clothes with all they touch (h, w).
            colours: the view's pixels (h, w, 3).
            half_width: half the width of the shoulders in pixels.
        """
        shown = (view.bare & ~hidden).astype(np.uint8)
        inner = np.asarray(cv2.erode(shown, np.ones((3, 3), np.uint8)) > 0)
        face = inner & view.face
        if face.sum() > _LEAST_SKIN:  # no watch, no cuff, no coat that was taken for an arm
            inner &= ~_brighter_than(colours, face)
            inner &= _has_colour_of(colours, _in_good_light(colours[face]))
        below_face = inner & ~view.face
        limbs = inner & (view.arms | view.legs)
        is_lit = limbs.sum() > _LEAST_LIMB_AREA * view.face.sum()
        known = np.asarray(below_face if is_lit else inner)
        if known.sum() <= _LEAST_SKIN:
            return None
        typical_colour = _in_good_light(colours[known])
        alike = _has_colour_of(colours, typical_colour)
        grown = cv2.dilate(below_face.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
        mask = (known | (grown & (view.labels == 0))) & alike & ~hidden
        shade = _below_chin(view.face)
        return cls(colours, mask, hidden, alike, typical_colour, half_width, shade)

    def on_body(self, body: HardMask) -> Colours:
        """Return skin (h, w, 3) of neck and torso: the nearest colours, further off the typical."""
        nearest_colour = spread_colours(self.colours, self.mask, sigma=0.08 * self.half_width)
        distance = cv2.distanceTransform((~self.mask).astype(np.uint8), cv2.DIST_L2, 3)
        weight = np.exp(-np.asarray(distance, np.float32) / (0.35 * self.half_width))[..., None]
        typical = self.typical_colour * (1 - self.shade[..., None])
        mixed = cv2.GaussianBlur(
            typical + (nearest_colour - typical) * weight,
            (0, 0),
            0.04 * self.half_width + 0.5,
        )
        depth = cv2.distanceTransform(body.astype(np.uint8), cv2.DIST_L2, 3)
        edge = 1 - np.clip(np.asarray(depth, np.float32) / (0.2 * self.half_width), 0.0, 1.0)
        return np.asarray(mixed * (1 - _TURNED_AWAY * edge**2)[..., None], dtype=np.float32)

    def on_limbs(self, limbs: Sequence[Limb], wanted: HardMask) -> tuple[Colours, Colours]:
        """Paint limbs where wanted (h, w).

        Returns:
            Colours (h, w, 3), and the depth (h, w) of each wanted pixel in a limb, in pixels;
            negative outside, and -inf where nothing is wanted.
        """
        painted = self.colours.copy()
        depth = np.full(wanted.shape, -np.inf, np.float32)
        shown = [self._shown_on(limb) for limb in limbs]
        lights = [self._light_on(limb, *skin) for limb, skin in zip(limbs, shown, strict=True)]
        known_lights = [light for light in lights if light is not None]
        for limb, own_light, (points, _, across) in zip(limbs, lights, shown, strict=True):
            light = own_light if own_light is not None else self._light_of_others(known_lights)
            self._paint(limb, light, points, across, wanted, painted, depth)
        return painted, depth

    def _light_on(
        self, limb: Limb, points: Points, along: Points, across: Points
    ) -> Colours | None:
        """Fit colours across a limb, (degree + 1, 3) coefficients, from what shows of it."""
        shown_samples = np.flatnonzero(limb.shown)
        if not len(shown_samples):
            return None
        start = shown_samples[0] / (len(limb.shown) - 1)
        if start > _HAND_START:
            return None
        is_read = (along < start + _READ_LENGTH) & (np.abs(across) < _READ_WIDTH)
        if is_read.sum() < _LEAST_SKIN:
            return None
        x, y = points[is_read].T.astype(int)
        powers = _powers(across[is_read])
        ridge = 0.02 * is_read.sum() * np.diag([0.0, 1.0, 1.0, 2.0])
        pixels = self.colours[y, x]
        return np.asarray(
            np.linalg.solve(powers.T @ powers + ridge, powers.T @ pixels), dtype=np.float32
        )

    def _light_of_others(self, known_lights: Sequence[Colours]) -> Colours:
        """Return the mean coefficients of other limbs, or those of an evenly lit round one."""
        if known_lights:
            return np.asarray(np.mean(known_lights, axis=0), dtype=np.float32)
        round_limb = np.zeros((_DEGREE + 1, 3), np.float32)
        round_limb[0], round_limb[2] = self.typical_colour, -_TURNED_AWAY * self.typical_colour
        return round_limb

    def _shown_on(self, limb: Limb) -> tuple[Points, Points, Points]:
        """Return the visible pixels (M, 2) of a limb, and their places along and across it."""
        box = _box_around(limb, self.mask.shape)
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
        box = _box_around(limb, wanted.shape)
        ys, xs = np.nonzero(wanted[box.slices] & limb.drawn(wanted.shape, margin=4)[box.slices])
        if not len(ys):
            return
        points = np.stack([xs + box.left, ys + box.top], axis=1).astype(np.float64)
        _, across, deep = limb.places(points)
        colours = _powers(np.clip(across, -1.0, 1.0)) @ light
        if len(shown):
            residual = np.zeros((box.height, box.width, 3), np.float32)
            known = np.zeros((box.height, box.width), np.bool_)
            x, y = shown.T.astype(int)
            known[y - box.top, x - box.left] = True
            expected = _powers(np.clip(across_shown, -1.0, 1.0)) @ light
            residual[y - box.top, x - box.left] = self.colours[y, x] - expected
            spread_residual = membrane(_smoothed(residual), _eroded(known))
            distance = cv2.distanceTransform((~known).astype(np.uint8), cv2.DIST_L2, 5)
            fade = np.exp(-np.asarray(distance, np.float32) / (_FADE_LENGTH * self.half_width))
            colours = colours + (spread_residual * fade[..., None])[ys, xs]
        ys, xs = ys + box.top, xs + box.left
        nearer = deep > depth[ys, xs]
        ys, xs = ys[nearer], xs[nearer]
        painted[ys, xs] = colours[nearer]
        depth[ys, xs] = deep[nearer]


def _below_chin(face: HardMask) -> SoftMask:
    """Return how much darker the head's shade makes skin (h, w) below a face (h, w)."""
    rows = np.flatnonzero(face.any(axis=1))
    if not len(rows):
        return np.zeros(face.shape, np.float32)
    distance = cv2.distanceTransform((~face).astype(np.uint8), cv2.DIST_L2, 5)
    shade = _CHIN_SHADE * np.exp(-distance / (_CHIN_REACH * (rows[-1] - rows[0] + 1)))
    shade[: (rows[0] + rows[-1]) // 2] = 0
    return np.asarray(shade, np.float32)


def _brighter_than(colours: Colours, face: HardMask) -> HardMask:
    """Return the pixels (h, w) that are too bright for the skin of a face (h, w)."""
    light = colours.mean(axis=2)
    return np.asarray(light > _TOO_BRIGHT * np.percentile(light[face], 90))


def _in_good_light(skin: Colours) -> Colours:
    """Return the median (3,) of skin's colours (N, 3), without its shade and its highlights."""
    light = skin.mean(axis=1)
    low, high = np.percentile(light, [45, 90])
    return np.asarray(np.median(skin[(light >= low) & (light <= high)], axis=0), np.float32)


def _has_colour_of(colours: Colours, typical_colour: Colours) -> HardMask:
    """Return the pixels (h, w) with the chromaticity of typical skin, in light or in shade."""
    light = np.maximum(colours.sum(axis=2), 1.0)
    chromaticity = typical_colour / max(float(typical_colour.sum()), 1.0)
    difference = colours / light[..., None] - chromaticity
    away_from_grey = chromaticity - 1 / 3
    saturation = max(float(np.linalg.norm(away_from_grey)), 1e-6)
    away_from_grey = away_from_grey / saturation
    along = difference @ away_from_grey
    aside = np.linalg.norm(difference - along[..., None] * away_from_grey, axis=2)
    weighted = np.hypot(np.where(along > 0, _COLOURFUL_WEIGHT * along, along), aside)
    most_greyer = min(_MOST_DIFFERENCE, _MOST_GREYER * saturation)
    return np.asarray(
        (weighted < _MOST_DIFFERENCE)
        & (along > -most_greyer)
        & (light > _DEEPEST_SHADE * typical_colour.sum())
    )


def _smoothed(colours: Colours) -> Colours:
    return np.asarray(cv2.GaussianBlur(colours, (0, 0), 1.0), dtype=np.float32)


def _eroded(mask: HardMask) -> HardMask:
    return np.asarray(cv2.erode(mask.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0)


def _powers(across: Points) -> Points:
    return np.stack([across**power for power in range(_DEGREE + 1)], axis=1)


def _box_around(limb: Limb, shape: tuple[int, ...]) -> Box:
    margin = float(limb.half.max()) + 4
    left, top = np.maximum(limb.middle.min(axis=0) - margin, 0).astype(int).tolist()
    right, bottom = np.ceil(limb.middle.max(axis=0) + margin).astype(int).tolist()
    left, top = min(left, shape[1] - 1), min(top, shape[0] - 1)
    return Box(left, top, max(left + 1, min(right, shape[1])), max(top + 1, min(bottom, shape[0])))
