"""A sketch is the same fit on a reduced part: it looks like the full picture, and is quick."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import cv2
import numpy as np
import pytest

from tests.drawn import draw_garment, draw_photo, paint_on, parse_drawn
from tests.unit.fitting.test_preview import enlarged
from tryon.document.fits import FitKey, KnownFits
from tryon.document.look import Look, WornGarment
from tryon.document.sketch import Sketch, Sketcher
from tryon.errors import Cancelled, FitError
from tryon.fitting.composite import FitResult, compose
from tryon.fitting.fit import fit_garment
from tryon.fitting.reduced import REDUCED_PIXELS, ReducedPart
from tryon.fitting.request import FitRequest
from tryon.garments.garment import Garment
from tryon.geometry import Box, RgbImage
from tryon.human_parse import HumanParse
from tryon.imaging import Photo
from tryon.labels import Region
from tryon.messages import FitProblem
from tryon.progress import CancelToken
from tryon.session import Worn
from tryon.shape.category import GarmentCategory

TOP = draw_garment((200, 30, 40), GarmentCategory.TOP, "Red top")
TROUSERS = draw_garment((20, 60, 160), GarmentCategory.TROUSERS, "Trousers")
TIMES = 16


@pytest.fixture
def look() -> Look:
    """Two drawn people of many pixels."""
    large = cv2.resize(draw_photo(), None, fx=TIMES, fy=TIMES, interpolation=cv2.INTER_NEAREST)
    photo = Photo(np.asarray(large, np.uint8), "people.png")
    return Look(photo, parse_drawn(photo.pixels))


def sketches(
    look: Look, known: KnownFits | None = None, shown: tuple[Worn, ...] = ()
) -> list[Sketch]:
    return list(Sketcher(paint_on).sketches(look, known or {}, shown, CancelToken()))


def known_of(look: Look, *worn: WornGarment) -> dict[FitKey, Worn]:
    parse = look.parse
    assert parse is not None
    return {
        FitKey.of(parse, each): Worn(
            each.person, each.region, each.garment, paint_on(look.request_for(each, parse))
        )
        for each in worn
    }


def test_a_sketch_shows_what_is_put_on_and_nothing_else(look: Look) -> None:
    (sketch,) = sketches(look.with_worn(WornGarment(1, TOP)))
    height, width = sketch.pixels.shape[:2]
    assert height * width <= 1.01 * REDUCED_PIXELS
    assert look.parse is not None
    mask = look.parse.region_mask(1, Region.UPPER)[sketch.box.slices].astype(np.uint8)
    inside = cv2.erode(
        cv2.resize(mask, (width, height), interpolation=cv2.INTER_NEAREST), np.ones((5, 5))
    )
    assert (sketch.pixels[inside > 0] == (200, 30, 40, 255)).all()
    beside = cv2.dilate(
        cv2.resize(mask, (width, height), interpolation=cv2.INTER_NEAREST), np.ones((7, 7))
    )
    assert (sketch.pixels[beside == 0][:, 3] == 0).all()


def test_what_shows_already_is_not_drawn_again(look: Look) -> None:
    trousers = WornGarment(1, TROUSERS)
    known = known_of(look, trousers)
    dressed = look.with_worn(trousers).with_worn(WornGarment(1, TOP))
    (sketch,) = sketches(dressed, known, tuple(known.values()))
    blue = (sketch.pixels[..., :3] == (20, 60, 160)).all(axis=2)
    assert blue.any(), "the trousers are in the picture"
    deep = cv2.erode(blue.astype(np.uint8), np.ones((9, 9))) > 0
    assert (sketch.pixels[deep][:, 3] == 0).all(), "but what shows there stays"


def test_what_is_taken_off_shows_the_photo_again(look: Look) -> None:
    trousers = WornGarment(1, TROUSERS)
    known = known_of(look, trousers)
    (sketch,) = sketches(look.with_worn(WornGarment(1, TOP)), known, tuple(known.values()))
    part = ReducedPart.of(look.photo.pixels, look.parse, sketch.box)
    mask = part.parse.region_mask(1, Region.LOWER)
    assert (sketch.pixels[mask][:, 3] == 255).mean() > 0.95
    assert (sketch.pixels[mask][:, :3] == part.photo[mask]).all()


def test_a_fit_is_reduced_once_while_it_is_in_use(look: Look) -> None:
    trousers = WornGarment(1, TROUSERS)
    (worn,) = known_of(look, trousers).values()
    part = ReducedPart.of(look.photo.pixels, look.parse, look.parse.person(1).box)
    reduced = part.fit(worn.fit)
    assert part.fit(worn.fit) is reduced
    assert part.fit(replace(worn.fit)) is not reduced


def test_a_sampled_fit_lies_where_the_reduced_one_does(look: Look) -> None:
    (worn,) = known_of(look, WornGarment(1, TROUSERS)).values()
    box = look.parse.person(1).box
    for part_box in (box, replace(box, right=box.right - box.width // 2), worn.fit.box):
        part = ReducedPart.of(look.photo.pixels, look.parse, part_box)
        reduced = compose(part.photo, [part.fit(worn.fit)])
        sampled = compose(part.photo, [part.sampled(worn.fit)])
        differs = (reduced != sampled).any(axis=2).astype(np.uint8)
        assert (reduced != part.photo).any()
        assert not cv2.erode(differs, np.ones((3, 3))).any(), "at the edges only"


def test_sketches_that_threads_draw_at_a_time_are_those_drawn_one_by_one(look: Look) -> None:
    looks = [look.with_worn(WornGarment(who, each)) for who in (1, 2) for each in (TOP, TROUSERS)]
    sketcher = Sketcher(paint_on)
    with ThreadPoolExecutor(4) as threads:
        drawn = list(
            threads.map(lambda each: list(sketcher.sketches(each, {}, (), CancelToken())), looks)
        )
    for each, (sketch,) in zip(looks, drawn, strict=True):
        (alone,) = sketches(each)
        assert sketch.box == alone.box
        np.testing.assert_array_equal(sketch.pixels, alone.pixels)


def test_a_person_of_few_pixels_is_not_sketched() -> None:
    photo = Photo(draw_photo(), "people.png")
    small = Look(photo, parse_drawn(photo.pixels))
    assert sketches(small.with_worn(WornGarment(1, TOP))) == []


def test_a_garment_that_cannot_be_fitted_leaves_the_sketch_of_the_others(look: Look) -> None:
    def fit(request: FitRequest, **options: object) -> FitResult:
        if request.garment is TROUSERS:
            raise FitError(FitProblem.NOBODY)
        return paint_on(request)

    both = look.with_worn(WornGarment(1, TROUSERS)).with_worn(WornGarment(1, TOP))
    (sketch,) = Sketcher(fit).sketches(both, {}, (), CancelToken())
    colors = sketch.pixels[sketch.pixels[..., 3] == 255][:, :3]
    assert (colors == (200, 30, 40)).all(axis=1).any()
    assert not (colors == (20, 60, 160)).all(axis=1).any()


def test_a_sketch_can_be_cancelled(look: Look) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(Sketcher(paint_on).sketches(look.with_worn(WornGarment(1, TOP)), {}, (), cancel))


@pytest.mark.slow
def test_a_sketch_looks_like_the_full_picture(
    photo: RgbImage, parse: HumanParse, tshirt: Garment
) -> None:
    large, large_parse = enlarged(photo, parse, 5, 40)
    look = Look(Photo(large, "large.png"), large_parse).with_worn(WornGarment(1, tshirt))
    (sketch,) = Sketcher(fit_garment).sketches(look, {}, (), CancelToken())
    full = compose(large, [fit_garment(request) for request in look.requests(large_parse)])
    size_wh = sketch.pixels.shape[1], sketch.pixels.shape[0]
    expected = cv2.resize(full[sketch.box.slices], size_wh, interpolation=cv2.INTER_AREA)
    drawn = sketch.pixels[..., 3] > 0
    difference = np.abs(sketch.pixels[..., :3].astype(float) - expected)[drawn]
    assert drawn.mean() > 0.05
    assert difference.mean() < 6.0


def test_boxes_overlap_in_what_both_have() -> None:
    box = Box(0, 0, 10, 10)
    assert box.overlap(Box(4, -3, 20, 5)) == Box(4, 0, 10, 5)
    assert box.overlap(replace(box, left=10, right=12)) is None
