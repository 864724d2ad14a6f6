"""Reduced pictures of a look, to be seen until its garments are fitted at full size.

They are made by the same fit, on a reduced part of the photo and of its parse, and only to be
looked at: no step of a history and no file is ever made of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from tryon.document.fits import KnownFits, find_fit
from tryon.document.look import Look, WornGarment
from tryon.errors import FitError, GarmentError
from tryon.fitting.composite import FitResult, LayerState, compose
from tryon.fitting.reduced import REDUCED_PIXELS, ReducedPart, with_soft_rim
from tryon.fitting.request import FitGarment
from tryon.geometry import Box, RgbaImage, RgbImage
from tryon.human_parse import HumanParse
from tryon.late import cv2
from tryon.pixels.recent_values import RecentValues
from tryon.progress import CancelToken, ignore_progress
from tryon.session import Worn

_MARGIN = 0.15
"""Around a person, in longest sides of its box: a garment may be wider than the old one."""
_LEAST_GAIN = 4.0
"""Least factor by which reducing must lower the pixels: else the full fit is about as quick."""
_PEOPLE = 4
"""How many reduced people of a parse are kept."""


@dataclass(frozen=True, eq=False)
class Sketch:
    """A reduced picture of a part of a look.

    Attributes:
        box: where it lies, in pixels of the photo.
        pixels: (h, w, 4) uint8, clear where the look is as it was.
    """

    box: Box
    pixels: RgbaImage


@dataclass(frozen=True, eq=False)
class Portrait:
    """A reduced picture of one person in a look.

    Attributes:
        box: what it shows, in pixels of the photo.
        pixels: (h, w, 3) uint8.
    """

    box: Box
    pixels: RgbImage

    @property
    def is_reduced(self) -> bool:
        """Whether the photo has more pixels there."""
        return self.pixels.shape[:2] != (self.box.height, self.box.width)


class Sketcher:
    """Draws sketches, on several threads if need be; it keeps the latest people for the next one.

    Args:
        fit: fits on reduced parts. What it keeps of them it must not keep in place of what is
            measured at full size.
    """

    def __init__(self, fit: FitGarment) -> None:
        self._fit = fit
        self._parts: WeakKeyDictionary[HumanParse, RecentValues[int, ReducedPart]]
        self._parts = WeakKeyDictionary()

    def sketches(
        self, look: Look, known: KnownFits, shown: Sequence[Worn], cancel: CancelToken
    ) -> Iterator[Sketch]:
        """Draw each person who is to look otherwise than now.

        Args:
            look: what is to be shown, on its own parse.
            known: fits at full size that there are.
            shown: what is worn in the picture that shows, lowest first.
            cancel: checked between garments.

        Raises:
            Cancelled: if ``cancel`` was set.
        """
        parse = look.parse
        assert parse is not None
        lying = [find_fit(known, parse, worn) for worn in look.worn]
        for person in _people_who_change(look, lying, shown):
            box = portrait_box(parse, person)
            if box.width * box.height >= _LEAST_GAIN * REDUCED_PIXELS:
                part = self._part(look.photo.pixels, parse, person, box)
                yield self._sketch(part, person, look, lying, shown, cancel)

    def portrait(
        self, look: Look, known: KnownFits, worn: WornGarment, cancel: CancelToken
    ) -> Portrait:
        """Draw the person who wears a garment of a look, in all that is worn there.

        Args:
            look: what is to be shown, on its own parse.
            known: fits at full size that there are.
            worn: the garment; others that cannot be fitted are left out.
            cancel: checked between garments.

        Raises:
            FitError: if the garment cannot be fitted.
            GarmentError: if it cannot be measured.
            Cancelled: if ``cancel`` was set.
        """
        parse = look.parse
        assert parse is not None
        box = portrait_box(parse, worn.person)
        part = self._part(look.photo.pixels, parse, worn.person, box)
        fits = list[FitResult]()
        for each in look.worn:
            cancel.check()
            found = find_fit(known, parse, each)
            lying = list[FitResult]()
            if found is not None:
                lying += [part.fit(fit) for fit in _fits_within(box, [found])]
            elif each is worn:
                lying.append(self._fit_in(part, look, each, cancel))
            elif each.person == worn.person:
                lying += self._fitted(part, look, each, cancel)
            fits += _seen(each.layer, lying)
        return Portrait(box, compose(part.photo, fits))

    def _part(self, photo: RgbImage, parse: HumanParse, person: int, box: Box) -> ReducedPart:
        """Return a person reduced; kept for as long as the parse is in use."""
        parts = self._parts.get(parse)
        if parts is None:
            parts = self._parts.setdefault(parse, RecentValues(_PEOPLE))
        return parts.get(person, lambda: ReducedPart.of(photo, parse, box))

    def _sketch(
        self,
        part: ReducedPart,
        person: int,
        look: Look,
        lying: Sequence[Worn | None],
        shown: Sequence[Worn],
        cancel: CancelToken,
    ) -> Sketch:
        """Draw one person: garments whose fit is known as they lie, the others fitted here."""
        kept = {id(fit) for fit in _fits_within(part.box, lying)}
        before = list[FitResult]()
        for each in shown:
            if id(each.fit) in kept:
                before += _seen(each.layer, [part.fit(each.fit)])
            elif each.fit.box.overlap(part.box) is not None:
                # What goes need not be seen well, only where it was.
                before += _seen(each.layer, [part.sampled(each.fit)])
        after = list[FitResult]()
        for worn, found in zip(look.worn, lying, strict=True):
            cancel.check()
            fits = list[FitResult]()
            if found is not None:
                fits += [part.fit(found.fit)] if id(found.fit) in kept else []
            elif worn.person == person:
                fits += self._fitted(part, look, worn, cancel)
            after += _seen(worn.layer, fits)
        picture, earlier = compose(part.photo, after), compose(part.photo, before)
        return Sketch(part.box, with_soft_rim(picture, _changed(picture, earlier)))

    def _fitted(
        self, part: ReducedPart, look: Look, worn: WornGarment, cancel: CancelToken
    ) -> list[FitResult]:
        """Fit a garment here; nothing if that is not possible: the full fit will say why."""
        try:
            return [self._fit_in(part, look, worn, cancel)]
        except (FitError, GarmentError):
            return []

    def _fit_in(
        self, part: ReducedPart, look: Look, worn: WornGarment, cancel: CancelToken
    ) -> FitResult:
        request = part.request(look.request_for(worn, part.parse))
        return self._fit(request, progress=ignore_progress, cancel=cancel)


def _people_who_change(
    look: Look, lying: Sequence[Worn | None], shown: Sequence[Worn]
) -> list[int]:
    """Return who is to wear something whose fit is not known, or other fits than now."""
    assert look.parse is not None

    def fits_of(person: int, all_worn: Sequence[Worn | None]) -> list[tuple[int, LayerState]]:
        return [(id(w.fit), w.layer) for w in all_worn if w is not None and w.person == person]

    missing = {worn.person for worn, found in zip(look.worn, lying, strict=True) if found is None}
    return [
        person.number
        for person in look.parse.people
        if person.number in missing
        or fits_of(person.number, lying) != fits_of(person.number, shown)
    ]


def portrait_box(parse: HumanParse, person: int) -> Box:
    """Return a person's box with room for wide garments, in pixels of the photo."""
    box = parse.person(person).box
    return box.grown(round(_MARGIN * max(box.width, box.height)), limit=parse.size)


def _fits_within(box: Box, all_worn: Sequence[Worn | None]) -> list[FitResult]:
    fits = {id(worn.fit): worn.fit for worn in all_worn if worn is not None}
    return [fit for fit in fits.values() if fit.box.overlap(box) is not None]


def _seen(layer: LayerState, fits: Sequence[FitResult]) -> list[FitResult]:
    return [seen for fit in fits if (seen := layer.seen(fit)) is not None]


def _changed(picture: RgbImage, earlier: RgbImage) -> RgbImage:
    """Return 255 (h, w) where two pictures (h, w, 3) differ, else 0."""
    nothing = (0, 0, 0)
    difference = cv2.absdiff(picture, earlier)
    return np.asarray(cv2.bitwise_not(cv2.inRange(difference, nothing, nothing)), np.uint8)
