"""The overlay: the parts' colours, painted over the photo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from tryon.geometry import HardMask, LabelMap, Points, RgbImage, Size
from tryon.human_parse import HumanParse
from tryon.joints import JointName
from tryon.labels import Label
from tryon.late import cv2

DEFAULT_OPACITY = 0.6
"""Weight of the colours against the photo."""

_COLORS: dict[Label, tuple[int, int, int]] = {
    Label.BACKGROUND: (0, 0, 0),
    Label.HAT: (32, 190, 150),
    Label.HAIR: (122, 196, 50),
    Label.GLOVES: (255, 92, 190),
    Label.SUNGLASSES: (72, 52, 200),
    Label.UPPER_CLOTHES: (52, 132, 240),
    Label.DRESS: (246, 104, 170),
    Label.COAT: (24, 176, 104),
    Label.SOCKS: (100, 232, 205),
    Label.PANTS: (214, 30, 120),
    Label.TORSO_SKIN: (172, 96, 240),
    Label.SCARF: (255, 150, 40),
    Label.SKIRT: (232, 70, 200),
    Label.FACE: (255, 120, 180),
    Label.LEFT_ARM: (250, 156, 56),
    Label.RIGHT_ARM: (150, 220, 60),
    Label.LEFT_LEG: (255, 212, 64),
    Label.RIGHT_LEG: (84, 96, 232),
    Label.LEFT_SHOE: (104, 64, 216),
    Label.RIGHT_SHOE: (226, 232, 60),
}

PALETTE: NDArray[np.uint8] = np.array([_COLORS[label] for label in Label], dtype=np.uint8)
"""RGB of each label id (20, 3). Parts that touch are at least 50 degrees of hue apart."""


SHOWN_CONFIDENCE = 0.2
"""Confidence from which joints are drawn."""
_SIDE_COLORS = {"left": (255, 170, 40), "right": (60, 190, 255)}
_MIDDLE_COLOR = (245, 245, 245)
_RIM_COLOR = (30, 30, 36)


@dataclass(frozen=True, eq=False)
class SkeletonLine:
    """One bone: its ends (2, 2) in pixels of the photo, and its colour (RGB)."""

    ends: Points
    color: tuple[int, int, int]


@dataclass(frozen=True, eq=False)
class ScoredMask:
    """One part that a parser found: its label, its confidence in [0, 1] and its pixels (H, W)."""

    label: Label
    score: float
    mask: HardMask


def merge_scored_masks(masks: Sequence[ScoredMask], size: Size) -> LabelMap:
    """Merge parts into one label map (H, W), as M2FP's published visualisation does.

    Where masks overlap the higher score wins, whatever the order; of equal scores the first.

    Raises:
        ValueError: if a mask is not of ``size``.
    """
    labels = np.zeros((size.height, size.width), dtype=np.uint8)
    best = np.full(labels.shape, -np.inf, dtype=np.float32)
    for part in masks:
        if part.mask.shape != labels.shape:
            raise ValueError(f"mask of {part.mask.shape} in a picture of {labels.shape}")
        wins = part.mask & (best < part.score)
        labels[wins] = part.label
        best[wins] = part.score
    return labels


def label_color(label: Label) -> tuple[int, int, int]:
    """Return the RGB colour of a label."""
    return _COLORS[label]


def render_overlay(
    image: RgbImage,
    parse: HumanParse,
    *,
    opacity: float = DEFAULT_OPACITY,
    outlines: bool = True,
    skeleton: bool = False,
) -> RgbImage:
    """Paint the parts' colours over a photo (H, W, 3); the background stays as it is.

    Args:
        image: the photo that was parsed.
        parse: its parse.
        opacity: 0 leaves the photo, 1 shows flat colours.
        outlines: whether to draw a white line around each person.
        skeleton: whether to draw each person's bones and joints.

    Raises:
        ValueError: if the parse is of another size or ``opacity`` is outside [0, 1].
    """
    if Size.of(image) != parse.size:
        raise ValueError(f"photo is {Size.of(image)}, its parse {parse.size}")
    if not 0 <= opacity <= 1:
        raise ValueError(f"opacity must lie in [0, 1], got {opacity}")
    painted = cv2.addWeighted(PALETTE[parse.labels], opacity, image, 1 - opacity, 0)
    result = np.where((parse.labels > 0)[..., None], painted, image)
    if outlines:
        result[person_outlines(parse)] = 255
    if skeleton:
        _draw_skeletons(result, parse)
    return result


def skeleton_lines(parse: HumanParse) -> tuple[SkeletonLine, ...]:
    """Return the bones of everybody whose joints are sure enough to be shown."""
    return tuple(
        SkeletonLine(joints.points[[first, second]], _bone_color(first, second))
        for person in parse.people
        if (joints := person.joints) is not None
        for first, second in joints.sure_bones(SHOWN_CONFIDENCE)
    )


def _bone_color(first: JointName, second: JointName) -> tuple[int, int, int]:
    """Return the colour (RGB) of a bone: one for each side, and one for what joins them."""
    sides = {joint.key.split("_")[0] for joint in (first, second)} & {"left", "right"}
    return _SIDE_COLORS[sides.pop()] if len(sides) == 1 else _MIDDLE_COLOR


def _draw_skeletons(image: RgbImage, parse: HumanParse) -> None:
    """Draw bones and joints into a picture (H, W, 3)."""
    width = 2 * outline_width(parse.size)
    for line in skeleton_lines(parse):
        # OpenCV's fixed-point coordinates: sixteenths of a pixel.
        start, end = (tuple(map(int, np.rint(16 * point))) for point in line.ends)
        for color, thickness in ((_RIM_COLOR, width + 2), (line.color, width)):
            cv2.line(image, start, end, color, thickness, cv2.LINE_AA, shift=4)
        for point in (start, end):
            cv2.circle(image, point, 16 * width, _RIM_COLOR, cv2.FILLED, cv2.LINE_AA, shift=4)
            cv2.circle(image, point, 12 * width, line.color, cv2.FILLED, cv2.LINE_AA, shift=4)


def person_outlines(parse: HumanParse) -> HardMask:
    """Return the lines (H, W) between people and around them, wider on larger photos."""
    width = outline_width(parse.size)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (width + 1, width + 1))
    grown = cv2.dilate(parse.person_map, kernel)
    shrunk = cv2.erode(parse.person_map, kernel)
    return np.asarray(grown != shrunk)


def outline_width(size: Size) -> int:
    """Return a line width in pixels that looks alike on photos of every size."""
    return max(1, round(max(size.width, size.height) / 500))


def labels_present(parse: HumanParse) -> tuple[Label, ...]:
    """Return the labels that the legend lists, in order of their ids."""
    present = {part.label for person in parse.people for part in person.parts}
    return tuple(label for label in Label if label in present)


def add_legend(overlay: RgbImage, parse: HumanParse) -> RgbImage:
    """Return the overlay (H, W, 3) with a column to its right that names the colours."""
    height = overlay.shape[0]
    labels = labels_present(parse)
    line = max(14, min(height // max(len(labels) + 1, 12), round(height / 26)))
    font = ImageFont.load_default(size=line * 0.62)
    width = int(line * 2.2 + max((font.getlength(label.title) for label in labels), default=0))
    column = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(column)
    for row, label in enumerate(labels):
        top = line * (row + 0.5)
        swatch = (line * 0.5, top + line * 0.12, line * 1.3, top + line * 0.88)
        draw.rounded_rectangle(swatch, radius=line * 0.16, fill=label_color(label))
        draw.text((line * 1.6, top + line * 0.5), label.title, "#222222", font, anchor="lm")
    return np.hstack([overlay, np.asarray(column)])
