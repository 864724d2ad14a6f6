"""Pieces of cloth and the table they are laid on: light, shadow, seams and stitches."""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from samples.drape import smooth_noise
from samples.outline import Curve, Field, depth_inside, distance_to, line, resample

Colour = NDArray[np.float32]
"""Colour of the cloth (H, W, 3) in [0, 1], sRGB, before light falls on it."""

_LIGHT = np.array([-0.42, -0.58, 0.70], np.float32)
_AMBIENT = 0.5
_SHEEN = 0.010  # light that the fibres' surface reflects, whatever their dye


@dataclass(eq=False)
class Piece:
    """One piece of cloth as it is cut and sewn, before it is laid on the garment.

    Attributes:
        mask: coverage (H, W).
        colour: colour of the cloth.
        height: relief in pixels: folds, seams, weave.
        thickness: how far its edge stands off what lies below, which sets the shadow.
        roll: how many pixels wide the edge rolls under.
    """

    mask: Field
    colour: Colour
    height: Field
    thickness: float = 4.0
    roll: float = 7.0

    def dent(self, seam: Curve, *, depth: float, width: float) -> None:
        """Press a seam into the relief."""
        distance = distance_to(seam, self.mask.shape)
        self.height = self.height - depth * np.exp(-((distance / width) ** 2)).astype(np.float32)

    def pucker(
        self, seam: Curve, rng: np.random.Generator, *, depth: float, width: float, period: float
    ) -> None:
        """Gather the cloth along a seam in small uneven ripples across it."""
        distance = distance_to(seam, self.mask.shape)
        ripple = smooth_noise(self.mask.shape, period, rng)
        self.height = self.height + (depth * np.exp(-distance / width) * ripple).astype(np.float32)

    def stitch(
        self,
        seam: Curve,
        colour: tuple[float, float, float],
        *,
        length: float = 5.0,
        gap: float = 2.5,
        thickness: float = 1.4,
    ) -> None:
        """Sew a row of stitches: each a short thread that lies in a small hollow."""
        points = resample(seam, 0.5)
        period, on = round((length + gap) * 2), round(length * 2)
        ink = [points[i : i + on] for i in range(0, len(points) - on, period)]
        if not ink:
            return
        big = np.zeros((self.mask.shape[0] * 4, self.mask.shape[1] * 4), np.uint8)
        for thread in ink:
            pixels = np.round(thread * 4).astype(np.int32)
            cv2.polylines(big, [pixels], False, 255, max(1, round(thickness * 4)))
        threads = cv2.resize(big, self.mask.shape[::-1], interpolation=cv2.INTER_AREA) / 255.0
        self.dent(seam, depth=0.9, width=2.2)
        self.height = self.height + 0.8 * threads.astype(np.float32)
        blend = (0.85 * threads)[..., None]
        self.colour = (self.colour * (1 - blend) + np.array(colour) * blend).astype(np.float32)

    def shade(self) -> Colour:
        """Return the lit picture (H, W, 3) of the piece in [0, 1], sRGB."""
        depth = depth_inside(self.mask)
        rolled = np.clip(depth / self.roll, 0, 1)
        relief = self.height + self.thickness * np.sqrt(np.clip(1 - (1 - rolled) ** 2, 0, 1))
        relief = cv2.GaussianBlur(relief, (0, 0), 0.6)
        slope_y, slope_x = np.gradient(relief)
        towards = (-slope_x * _LIGHT[0] - slope_y * _LIGHT[1] + _LIGHT[2]) / np.sqrt(
            1 + slope_x**2 + slope_y**2
        )
        lit = _AMBIENT + (1 - _AMBIENT) * np.clip(towards / _LIGHT[2], 0, 1.6)
        inside = np.maximum(self.mask, 1e-3)
        for radius, strength in ((5.0, 0.05), (22.0, 0.022)):
            around = cv2.GaussianBlur(self.height * self.mask, (0, 0), radius)
            around = around / np.maximum(cv2.GaussianBlur(inside, (0, 0), radius), 1e-3)
            lit = lit * (1 - np.clip(strength * (around - self.height), -0.08, 0.4))
        lit = lit * (1 - 0.16 * np.exp(-depth / (0.6 * self.roll)))
        lit = lit * (1 - 0.07 * np.exp(-depth / 28))
        sheen = _SHEEN * np.clip(towards, 0, 1.2) ** 3
        linear = np.clip(self.colour, 0, 1) ** 2.2 * lit[..., None] + sheen[..., None]
        linear = linear.astype(np.float32)
        return np.asarray(np.clip(linear, 0, 1) ** np.float32(1 / 2.2), np.float32)


@dataclass(eq=False)
class Table:
    """What lies on the table so far, seen from above.

    Attributes:
        shape: (H, W).
        picture: lit colour (H, W, 3) in [0, 1].
        alpha: coverage (H, W).
    """

    shape: tuple[int, int]
    picture: Colour = field(init=False)
    alpha: Field = field(init=False)

    def __post_init__(self) -> None:
        self.picture = np.zeros((*self.shape, 3), np.float32)
        self.alpha = np.zeros(self.shape, np.float32)

    def lay(self, piece: Piece, *, shadow: float = 0.45, reach: float = 7.0) -> None:
        """Lay a piece on top; it shades what lies under it around its edge.

        Args:
            piece: the cloth.
            shadow: how dark the contact shadow is, in [0, 1].
            reach: how many pixels the shadow reaches.
        """
        moved = np.array([[1, 0, 0.35 * reach], [0, 1, 0.5 * reach]], np.float32)
        cast = cv2.warpAffine(piece.mask, moved, self.shape[::-1])
        dark = np.maximum(
            cv2.GaussianBlur(cast, (0, 0), reach), cv2.GaussianBlur(piece.mask, (0, 0), 1.5)
        )
        self.picture *= (1 - shadow * dark)[..., None]
        cover = piece.mask[..., None]
        self.picture = piece.shade() * cover + self.picture * (1 - cover)
        self.alpha = piece.mask + self.alpha * (1 - piece.mask)

    def groove(self, seam: Curve, *, width: float, strength: float) -> None:
        """Darken a line where two pieces meet."""
        dark = cv2.GaussianBlur(line(seam, width, self.shape), (0, 0), 0.8)
        self.picture *= (1 - strength * dark)[..., None]

    def rgba(self) -> NDArray[np.uint8]:
        """Return the picture (H, W, 4) with straight alpha, black where nothing lies."""
        alpha = np.round(self.alpha * 255)
        colour = self.picture / np.maximum(self.alpha, 1e-3)[..., None]
        colour = np.round(np.clip(colour, 0, 1) * 255) * (alpha > 0)[..., None]
        return np.dstack([colour, alpha]).astype(np.uint8)
