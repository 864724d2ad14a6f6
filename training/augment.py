"""Random views of one photo: where the crop lies, how it is lit, how its pixels are degraded."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from training.classes import BACKGROUND_ANY, mirror_codes

TARGET_STRIDE = 2
"""Codes and persons are kept at half the view's resolution."""

_MIRROR = mirror_codes()


@dataclass(frozen=True)
class ViewSize:
    """Height and width of a network input, multiples of 32."""

    height: int
    width: int


@dataclass(frozen=True, eq=False)
class View:
    """What one placement of a photo shows.

    Attributes:
        image: uint8 (H, W, 3) RGB.
        codes: uint8 (H/2, W/2), see ``training.classes``.
        persons: uint8 (H/2, W/2), 0 for none or unknown.
    """

    image: NDArray[np.uint8]
    codes: NDArray[np.uint8]
    persons: NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Placement:
    """An affine map (2, 3) from photo pixels to view pixels, and its mean scale."""

    matrix: NDArray[np.float64]
    scale: float
    is_mirrored: bool


def place(
    rng: np.random.Generator,
    *,
    focus_xy: tuple[float, float],
    at_xy: tuple[float, float],
    scale: float,
    max_turn_degrees: float = 8.0,
) -> Placement:
    """Bring the photo's point ``focus_xy`` to the view's ``at_xy``, turned and mirrored by chance.

    Args:
        rng: source of chance.
        focus_xy: x, y in photo pixels.
        at_xy: x, y in view pixels.
        scale: view pixels per photo pixel.
        max_turn_degrees: half of the photos are turned by up to this much.
    """
    turn = np.deg2rad(rng.uniform(-max_turn_degrees, max_turn_degrees)) * (rng.random() < 0.5)
    stretch = np.exp(rng.uniform(-0.12, 0.12))
    is_mirrored = bool(rng.random() < 0.5)
    linear = scale * np.array(
        [[np.cos(turn) * stretch, -np.sin(turn)], [np.sin(turn), np.cos(turn) / stretch]]
    )
    if is_mirrored:
        linear[:, 0] = -linear[:, 0]
    shift = np.array(at_xy) - linear @ np.array(focus_xy)
    return Placement(np.column_stack((linear, shift)), scale, is_mirrored)


def _shrunk(matrix: NDArray[np.float64], factor: float) -> NDArray[np.float64]:
    """The map into a view whose pixels are ``factor`` times larger, pixel centres kept."""
    return np.column_stack((matrix[:, :2], matrix[:, 2] - (factor - 1) / 2)) / factor


def warp_image(
    image: NDArray[np.uint8], placement: Placement, size: ViewSize, fill: int | None
) -> NDArray[np.uint8]:
    """Warp uint8 (h, w[, C]); shrinking averages. ``fill`` None repeats the border."""
    matrix, scale = placement.matrix.copy(), placement.scale
    while scale < 0.6 and min(image.shape[:2]) > 8:
        halved = cv2.resize(image, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        image = np.asarray(halved, np.uint8)
        # Photo pixel centres move to (x - 0.5) / 2, so the map from there has twice the scale.
        matrix[:, 2] += matrix[:, :2] @ np.array([0.5, 0.5])
        matrix[:, :2] *= 2
        scale *= 2
    warped = cv2.warpAffine(
        image,
        matrix,
        (size.width, size.height),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE if fill is None else cv2.BORDER_CONSTANT,
        borderValue=(fill or 0,) * 3,
    )
    return np.asarray(warped, np.uint8)


def warp_target(
    target: NDArray[np.uint8], placement: Placement, size: ViewSize
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Warp a target (2, h, w) to codes and persons (H/2, W/2); nobody outside the photo."""
    half = (size.width // TARGET_STRIDE, size.height // TARGET_STRIDE)
    matrix = _shrunk(placement.matrix, TARGET_STRIDE)

    def warp(plane: NDArray[np.uint8], outside: int) -> NDArray[np.uint8]:
        warped = cv2.warpAffine(
            np.ascontiguousarray(plane),
            matrix,
            half,
            flags=cv2.INTER_NEAREST,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=outside,
        )
        return np.asarray(warped, np.uint8)

    codes, persons = warp(target[0], BACKGROUND_ANY), warp(target[1], 0)
    return (_MIRROR[codes] if placement.is_mirrored else codes), persons


def relight(rng: np.random.Generator, image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Change brightness, contrast, gamma, colour balance and saturation at random."""
    levels = np.linspace(0.0, 1.0, 256)[:, None]
    gain = np.exp(rng.normal(0, 0.15)) * np.exp(rng.normal(0, 0.06, 3))
    curve = gain * levels ** np.exp(rng.normal(0, 0.25)) + rng.normal(0, 0.04)
    table = (np.clip(curve, 0, 1) * 255).astype(np.uint8)
    lit = cv2.LUT(image, table[:, None, :])
    keep_colour = 0.0 if rng.random() < 0.06 else float(np.clip(rng.normal(1.0, 0.25), 0.2, 1.6))
    grey = cv2.cvtColor(cv2.cvtColor(lit, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    return np.asarray(cv2.addWeighted(lit, keep_colour, grey, 1 - keep_colour, 0), np.uint8)


def degrade(rng: np.random.Generator, image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Blur, add noise and compress, each to some of the photos."""
    if rng.random() < 0.2:
        image = np.asarray(cv2.GaussianBlur(image, (0, 0), rng.uniform(0.4, 1.6)), np.uint8)
    if rng.random() < 0.15:
        grain = rng.normal(0, rng.uniform(2, 12), image.shape[:2])[..., None]
        image = np.clip(image + grain, 0, 255).astype(np.uint8)
    if rng.random() < 0.3:
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(30, 90))]
        stored = cv2.imencode(".jpg", image, quality)[1]
        image = np.asarray(cv2.imdecode(stored, cv2.IMREAD_COLOR), np.uint8)
    return image
