"""Composes training samples: views of street photos, of everyday photos, and pasted crowds.

Cutting labelled people out of street photos and pasting them elsewhere gives person numbers and
part labels for scenes of several people, which no labelled photo shows (Cut, Paste and Learn,
arXiv 1708.01642).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from training.augment import (
    Placement,
    View,
    ViewSize,
    degrade,
    place,
    relight,
    warp_image,
    warp_target,
)
from training.classes import BACKGROUND_ANY, BAG, IGNORED

EVERYDAY = {
    "wild-coco_val_single": 0.34,
    "wild-coco_mini": 0.20,
    "coco_people": 0.14,
    "wild-voc_union": 0.14,
    "pennfudan": 0.06,
    "wild-pelota": 0.04,
    "wild-negatives": 0.20,
}
"""How often each collection is drawn; one sport must not weigh more than its share."""

STREET = "ccp"
TAGGED_STREET = "ccp_tags"
"""Street photos labelled by ``training.pseudo``, if that was run."""

CRISP_STREET = "atr"
"""Ten street photos with outlines as crisp as the photo."""

_TAGGED_SHARE = 0.45
_CRISP_SHARE = 0.06
"""Share of street views from those ten: each is drawn six times as often as another photo."""


@dataclass(frozen=True, eq=False)
class Sample:
    """One prepared photo: uint8 image (h, w, 3), target (2, h, w)."""

    image: NDArray[np.uint8]
    target: NDArray[np.uint8]


@cache
def read_sample(folder: Path, name: str) -> Sample:
    """Map one prepared photo into memory; ``name`` is ``<set>/<id>``."""
    return Sample(
        np.load(folder / f"{name}.image.npy", mmap_mode="r"),
        np.load(folder / f"{name}.target.npy", mmap_mode="r"),
    )


def box_of(mask: NDArray[np.bool_]) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of a mask (H, W), the last two exclusive."""
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


class SceneComposer:
    """Draws views from prepared photos; one per loader process.

    Args:
        folder: output of ``training.prepare``.
        names: the photos to draw from, ``<set>/<id>``.
        seed: of the random choices.
    """

    def __init__(self, folder: Path, names: list[str], seed: int) -> None:
        self._folder = folder
        self._rng = np.random.default_rng(seed)
        self._by_set: dict[str, list[str]] = {}
        for name in names:
            self._by_set.setdefault(name.split("/")[0], []).append(name)

    def compose(self, size: ViewSize) -> View:
        """Draw one view: half of them street, a fifth pasted crowds, the rest everyday."""
        draw = self._rng.random()
        if draw < 0.5:
            view = self._street(size)
        elif draw < 0.7:
            view = self._crowd(size)
        else:
            view = self._everyday(size)
        image = relight(self._rng, view.image) if self._rng.random() < 0.8 else view.image
        return View(degrade(self._rng, image), view.codes, view.persons)

    def _draw(self, collection: str) -> Sample:
        return read_sample(self._folder, str(self._rng.choice(self._by_set[collection])))

    def _draw_street(self) -> Sample:
        draw = self._rng.random()
        if draw < _CRISP_SHARE and CRISP_STREET in self._by_set:
            return self._draw(CRISP_STREET)
        is_tagged = draw > 1 - _TAGGED_SHARE and TAGGED_STREET in self._by_set
        return self._draw(TAGGED_STREET if is_tagged else STREET)

    def _draw_everyday(self) -> Sample:
        known = [name for name in EVERYDAY if name in self._by_set]
        odds = np.array([EVERYDAY[name] for name in known])
        return self._draw(str(self._rng.choice(known, p=odds / odds.sum())))

    def _view(self, sample: Sample, placement: Placement, size: ViewSize) -> View:
        fill = None if self._rng.random() < 0.4 else int(self._rng.integers(0, 256))
        image = warp_image(np.asarray(sample.image), placement, size, fill)
        return View(image, *warp_target(sample.target, placement, size))

    def _street(self, size: ViewSize) -> View:
        """One dressed person: fitted, close up (any part cut off), or small."""
        rng = self._rng
        sample = self._draw_street()
        left, top, right, bottom = box_of(sample.target[1] > 0)
        kind = rng.random()
        if kind < 0.5:
            share = rng.uniform(0.7, 1.05)
        elif kind < 0.85:
            share = np.exp(rng.uniform(np.log(1.05), np.log(3.0)))
        else:
            share = rng.uniform(0.4, 0.7)
        scale = share * size.height / (bottom - top)
        if share <= 1.05:
            focus = ((left + right) / 2, (top + bottom) / 2)
        else:  # close-ups show heads and tops more often than shoes
            focus = (rng.uniform(left, right), top + (bottom - top) * rng.beta(1.2, 1.8))
        slack = max(1 - share, 0.06) / 2
        at = (
            size.width * (0.5 + rng.uniform(-0.2, 0.2)),
            size.height * (0.5 + rng.uniform(-slack, slack)),
        )
        return self._view(sample, place(rng, focus_xy=focus, at_xy=at, scale=scale), size)

    def _everyday(self, size: ViewSize) -> View:
        return self._view_everyday(self._draw_everyday(), size)

    def _view_everyday(self, sample: Sample, size: ViewSize) -> View:
        """The photo about whole, or one person's crop as the second pass sees it."""
        rng = self._rng
        height, width = sample.image.shape[:2]
        fits = (size.height / height, size.width / width)
        scale = np.exp(rng.uniform(np.log(0.85 * min(fits)), np.log(1.6 * max(fits))))
        focus = (rng.uniform(0.3, 0.7) * width, rng.uniform(0.3, 0.7) * height)
        numbers = np.unique(sample.target[1])
        numbers = numbers[numbers > 0]
        if len(numbers) and rng.random() < 0.6:
            left, top, right, bottom = box_of(sample.target[1] == rng.choice(numbers))
            focus = ((left + right) / 2, (top + bottom) / 2)
            if rng.random() < 0.6:
                tight = min(size.height / (bottom - top), size.width / (right - left))
                scale = min(tight * rng.uniform(0.55, 1.1), 4.5)
        at = (
            size.width * rng.uniform(0.35, 0.65),
            size.height * rng.uniform(0.38, 0.62),
        )
        return self._view(sample, place(rng, focus_xy=focus, at_xy=at, scale=scale), size)

    def _backdrop(self, size: ViewSize) -> View:
        draw = self._rng.random()
        if draw < 0.3:
            return self._street(size)
        if draw < 0.6:
            return self._everyday(size)
        return self._view_everyday(self._draw("wild-negatives"), size)

    def _crowd(self, size: ViewSize) -> View:
        """Paste one to five people of similar size, the smaller ones behind the larger."""
        rng = self._rng
        view = self._backdrop(size)
        image, codes, persons = view.image.copy(), view.codes.copy(), view.persons.copy()
        count = int(rng.choice([1, 2, 3, 4, 5], p=[0.2, 0.3, 0.25, 0.15, 0.1]))
        share = np.exp(rng.uniform(np.log(0.16), np.log(1.3)))
        shares = np.sort(share * np.exp(rng.uniform(-0.3, 0.3, count)))
        next_number = int(persons.max()) + 1
        x = size.width * rng.uniform(0.1, 0.9)
        for number, share in enumerate(shares, start=next_number):
            foot = size.height * min(rng.uniform(0.45, 1.1) + 0.4 * share, 1.25)
            self._paste(image, codes, persons, size, (x, foot - share * size.height / 2), share)
            added = persons == 255
            persons[added] = number
            near = rng.random() < 0.5
            step = share * size.height * rng.uniform(0.12, 0.4) * rng.choice([-1, 1])
            x = x + step if near else size.width * rng.uniform(0.0, 1.0)
        return View(image, codes, persons)

    def _paste(
        self,
        image: NDArray[np.uint8],
        codes: NDArray[np.uint8],
        persons: NDArray[np.uint8],
        size: ViewSize,
        at_xy: tuple[float, float],
        share: float,
    ) -> None:
        """Draw one cut-out into the caller's arrays; its pixels become person 255."""
        rng, sample = self._rng, self._draw_street()
        solid = (sample.target[1] > 0) | (sample.target[0] == BAG)
        left, top, right, bottom = box_of(solid)
        part = Sample(
            np.ascontiguousarray(sample.image[top:bottom, left:right]),
            np.ascontiguousarray(sample.target[:, top:bottom, left:right]),
        )
        placement = place(
            rng,
            focus_xy=((right - left) / 2, (bottom - top) / 2),
            at_xy=at_xy,
            scale=share * size.height / (bottom - top),
        )
        cut = relight(rng, warp_image(part.image, placement, size, None))
        mask = (solid[top:bottom, left:right] * 255).astype(np.uint8)
        alpha = warp_image(mask, placement, size, 0)
        if rng.random() < 0.8:
            alpha = np.asarray(cv2.GaussianBlur(alpha, (0, 0), rng.uniform(0.5, 1.2)), np.uint8)
        weight = alpha[..., None].astype(np.float32) / 255
        image[:] = (image + weight * (cut.astype(np.float32) - image)).astype(np.uint8)
        new_codes, new_persons = warp_target(part.target, placement, size)
        shown = (new_codes != BACKGROUND_ANY) & (new_codes != 0) & (new_codes != IGNORED)
        codes[shown] = new_codes[shown]
        persons[shown] = np.where(new_persons[shown] > 0, 255, 0)
