"""Before and after as a short animation: a line wipes over the photo and back, for ever."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tryon.geometry import RgbImage
from tryon.imaging import srgb_profile, write_atomically
from tryon.pixels.resize import reduced

ANIMATION_SUFFIXES = (".webp", ".gif")
LONGEST_SIDE = 720
"""Pixels that a frame has at most: messengers and mailboxes take what comes of that."""
_STEPS = 18
"""Frames in which the line crosses the picture."""
_STEP_MS, _BEFORE_MS, _AFTER_MS = 50, 1000, 1600
_LINE = 2
"""Pixels."""
_WEBP_QUALITY = 88
_LONGEST_OF_PALETTE = 720
"""Pixels of before and after, one above the other, that colours are chosen by."""
_WHITE = 255
"""The place of white in the palette of a GIF: what stands before it is measured."""

Told = Callable[[float], None]
"""Called with the finished fraction; it may raise to stop."""


@dataclass(frozen=True)
class _Moment:
    """One frame.

    Attributes:
        shown: how much of the picture the line has crossed.
        ms: how long it stays.
    """

    shown: float
    ms: int


def moments() -> tuple[_Moment, ...]:
    """Return every frame in order: the photo, the way to the result, the result, the way back."""
    steps = np.arange(1, _STEPS) / _STEPS
    eased = (steps * steps * (3 - 2 * steps)).tolist()  # slowly off and slowly in
    there = [_Moment(share, _STEP_MS) for share in eased]
    return (_Moment(0.0, _BEFORE_MS), *there, _Moment(1.0, _AFTER_MS), *reversed(there))


def wiped(
    before: NDArray[np.uint8], after: NDArray[np.uint8], share: float, white: int
) -> NDArray[np.uint8]:
    """Return the photo with the result on the left up to ``share`` of the width.

    Args:
        before: the photo (H, W, 3), or its palette indices (H, W).
        after: the result, in the same form.
        share: in [0, 1]; between the two a line is drawn.
        white: what the line is painted with.
    """
    edge = round(share * before.shape[1])
    frame = before.copy()
    frame[:, :edge] = after[:, :edge]
    if 0 < edge < before.shape[1]:
        frame[:, max(0, edge - _LINE // 2) : edge + _LINE - _LINE // 2] = white
    return frame


def write_animation(path: Path, before: RgbImage, after: RgbImage, tell: Told) -> None:
    """Write the animation of two pictures (H, W, 3), as WebP or GIF by the suffix.

    Raises:
        ExportError: if the file cannot be written.
    """
    small = [reduced(picture, LONGEST_SIDE) for picture in (before, after)]
    write = _write_gif if path.suffix.lower() == ".gif" else _write_webp
    write_atomically(path, lambda file: write(file, small[0], small[1], tell))


def _write_webp(file: IO[bytes], before: RgbImage, after: RgbImage, tell: Told) -> None:
    """Write frames as differences, but the result, which stays longest, as a whole picture."""
    frames = map(Image.fromarray, _frames(before, after, 255, tell))
    whole = {"kmin": _STEPS - 1, "kmax": _STEPS}
    _save(file, "WEBP", frames, quality=_WEBP_QUALITY, icc_profile=srgb_profile(), **whole)


def _write_gif(file: IO[bytes], before: RgbImage, after: RgbImage, tell: Told) -> None:
    """Write frames in one palette: what does not change between them takes no room."""
    both = Image.fromarray(reduced(np.concatenate([before, after]), _LONGEST_OF_PALETTE))
    covering = Image.Quantize.MAXCOVERAGE  # the median cut has no colour left for little hair
    palette = both.quantize(_WHITE, method=covering, kmeans=1, dither=Image.Dither.NONE)
    colours = np.full((256, 3), 255, np.uint8)
    used = np.asarray(palette.getpalette(), np.uint8).reshape(-1, 3)[:_WHITE]
    colours[: len(used)] = used
    indices = [
        np.asarray(Image.fromarray(picture).quantize(palette=palette))
        for picture in (before, after)
    ]

    def image_of(frame: NDArray[np.uint8]) -> Image.Image:
        image = Image.fromarray(frame).convert("P")
        image.putpalette(colours.tobytes())
        return image

    frames = map(image_of, _frames(indices[0], indices[1], _WHITE, tell))
    _save(file, "GIF", frames, optimize=False)


def _frames(
    before: NDArray[np.uint8], after: NDArray[np.uint8], white: int, tell: Told
) -> Iterator[NDArray[np.uint8]]:
    every = moments()
    for number, moment in enumerate(every):
        tell(number / len(every))
        yield wiped(before, after, moment.shown, white)


def _save(file: IO[bytes], kind: str, frames: Iterator[Image.Image], **options: object) -> None:
    first = next(frames)
    durations = [moment.ms for moment in moments()]
    first.save(
        file, kind, save_all=True, append_images=frames, duration=durations, loop=0, **options
    )
