"""Draws a random pattern of random cloth: a picture with its coverage, inside and landmarks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np

from samples.outline import Curve
from samples.varied.cloths import Field, Picture, folds, random_cloth, random_colour
from samples.varied.cuts import Part, Pattern, Place, Role
from tryon.shape.point_names import PointName

SIDE = 288
"""Side in pixels of the square that a garment is drawn on."""
_MARGIN = 8
_FRACTION_BITS = 4


@dataclass(frozen=True, eq=False)
class Drawing:
    """A drawn garment.

    Attributes:
        colour: (SIDE, SIDE, 3) RGB, in [0, 255].
        alpha: its coverage (SIDE, SIDE) in [0, 1].
        inside: how much of each pixel shows the inside of the back (SIDE, SIDE) in [0, 1].
        points: its landmarks (2,) in pixels, those that are covered included.
    """

    colour: Picture
    alpha: Field
    inside: Field
    points: Mapping[PointName, Place]


def draw(pattern: Pattern, rng: np.random.Generator, cloth: Picture | None = None) -> Drawing:
    """Draw a pattern.

    Args:
        pattern: what to draw.
        rng: of all that is random: cloth, print, folds, and how it was put down.
        cloth: what it is made of (SIDE, SIDE, 3) in [0, 255]; random if None.
    """
    put_down = _PutDown(pattern, rng)
    cloth = random_cloth(SIDE, rng) if cloth is None else cloth
    brush = _Brush(cloth, rng)
    for part in pattern.parts:
        brush.lay(part, put_down(part.outline))
        if part.role is Role.CLOTH and part.grain == 0.0 and rng.random() < 0.35:
            brush.print_on(put_down(pattern.middle[0][None])[0], pattern.middle[1] * put_down.scale)
    for seam in pattern.seams:
        brush.sew(put_down(seam))
    points = {name: put_down(place[None])[0] for name, place in pattern.points.items()}
    return Drawing(brush.colour, brush.alpha, brush.inside, points)


class _PutDown:
    """Where a pattern's points lie in the picture, pulled about a little."""

    def __init__(self, pattern: Pattern, rng: np.random.Generator) -> None:
        every = np.concatenate([part.outline for part in pattern.parts])
        low, high = every.min(axis=0), every.max(axis=0)
        self.scale = (SIDE - 2 * _MARGIN) / float((high - low).max() * 1.06)
        self._middle = (low + high) / 2
        self._waves = rng.normal(0, 0.012, (3, 2)), rng.uniform(0.5, 2.5, (3, 2, 2))
        self._phases = rng.uniform(0, 2 * np.pi, (3, 2))
        self._shear = rng.normal(0, 0.035)

    def __call__(self, points: Curve) -> Curve:
        centred = points - self._middle
        moved = centred.copy()
        for amount, frequency, phase in zip(*self._waves, self._phases, strict=True):
            moved += amount * np.sin(centred @ frequency.T + phase)
        moved[:, 0] += self._shear * centred[:, 1]
        return np.asarray(moved * self.scale + SIDE / 2)


class _Brush:
    """What is drawn so far."""

    def __init__(self, cloth: Picture, rng: np.random.Generator) -> None:
        self._rng = rng
        self._light = folds(SIDE, rng)
        self._cloth = cloth
        self._trim = random_cloth(SIDE, rng)
        self._lining = cloth if rng.random() < 0.6 else random_cloth(SIDE, rng)
        self._dark = rng.uniform(0.55, 1.05)
        self._depth, self._reach = rng.uniform(0.0, 0.5), int(rng.integers(1, 6))
        self.colour = np.zeros((SIDE, SIDE, 3), np.float32)
        self.alpha = np.zeros((SIDE, SIDE), np.float32)
        self.inside = np.zeros((SIDE, SIDE), np.float32)

    def lay(self, part: Part, outline: Curve) -> None:
        """Lay a piece over what is there, with its shadow on it."""
        mask = _filled(outline)
        shadow = cv2.blur(mask, (2 * self._reach + 1,) * 2)
        self.colour *= (1 - self._depth * shadow)[..., None]
        picture = self._picture_of(part)
        self.colour += mask[..., None] * (picture - self.colour)
        self.alpha = np.maximum(self.alpha, mask)
        goal = mask if part.role is Role.INSIDE else 0.0
        self.inside += mask * (goal - self.inside)

    def _picture_of(self, part: Part) -> Picture:
        if part.role is Role.INSIDE:
            if part.grain:  # a label
                plain = np.empty_like(self._cloth)
                plain[:] = random_colour(self._rng)
                return plain
            return np.asarray(self._lining * self._dark, np.float32)
        cloth = self._trim if part.role is Role.TRIM else self._cloth
        if part.grain:
            turn = cv2.getRotationMatrix2D((SIDE / 2, SIDE / 2), -part.grain, 1.0)
            turned = cv2.warpAffine(cloth, turn, (SIDE, SIDE), borderMode=cv2.BORDER_REFLECT)
            cloth = np.asarray(turned, np.float32)
        return np.asarray(cloth * self._light[..., None], np.float32)

    def print_on(self, middle: Place, half: float) -> None:
        """Print blocks, discs and letters in the middle of what was laid last."""
        printed = np.clip(self.colour, 0, 255).astype(np.uint8)
        x, y = (int(v) for v in middle)
        size = max(4, int(half))
        for _ in range(int(self._rng.integers(1, 5))):
            ink = tuple(float(v) for v in random_colour(self._rng))
            dx, dy = self._rng.integers(-size, size + 1, 2) // 2
            centre = int(x + dx), int(y + dy)
            shape = self._rng.random()
            if shape < 0.35:
                axes = int(self._rng.integers(2, size)), int(self._rng.integers(2, size))
                cv2.ellipse(printed, centre, axes, 0, 0, 360, ink, -1, cv2.LINE_AA)
            elif shape < 0.6:
                corner = centre[0] + size, centre[1] + int(self._rng.integers(2, size))
                cv2.rectangle(printed, centre, corner, ink, -1)
            else:
                letters = self._rng.integers(65, 91, self._rng.integers(1, 8))
                word, thick = "".join(map(chr, letters)), int(self._rng.integers(1, 4))
                place, scale = (x - size, centre[1]), size / 60 + 0.3
                font = cv2.FONT_HERSHEY_DUPLEX
                cv2.putText(printed, word, place, font, scale, ink, thick, cv2.LINE_AA)
        on_cloth = self.alpha * (1 - self.inside)
        self.colour += on_cloth[..., None] * (printed - self.colour)

    def sew(self, seam: Curve) -> None:
        """Draw a seam, often with buttons along it."""
        line = np.zeros((SIDE, SIDE), np.float32)
        points = np.round(seam * (1 << _FRACTION_BITS)).astype(np.int32)
        cv2.polylines(line, [points], False, 1.0, int(self._rng.integers(1, 3)), cv2.LINE_AA,
                      _FRACTION_BITS)  # fmt: skip
        cover = line * self.alpha * (1 - self.inside)
        self.colour *= (1 + (self._rng.uniform(-0.6, 0.3)) * cover)[..., None]
        if self._rng.random() < 0.3:
            ink = tuple(float(v) for v in random_colour(self._rng))
            for share in np.linspace(0.05, 0.95, int(self._rng.integers(3, 8))):
                place = seam[0] + share * (seam[-1] - seam[0])
                cv2.circle(self.colour, (int(place[0]), int(place[1])), 2, ink, -1, cv2.LINE_AA)
            self.colour *= (self.alpha > 0)[..., None]


def _filled(outline: Curve) -> Field:
    """Return the coverage (SIDE, SIDE) of a closed outline."""
    mask = np.zeros((SIDE, SIDE), np.uint8)
    points = np.round(outline * (1 << _FRACTION_BITS)).astype(np.int32)
    cv2.fillPoly(mask, [points], 255, cv2.LINE_AA, _FRACTION_BITS)
    return np.divide(mask, 255, dtype=np.float32)
