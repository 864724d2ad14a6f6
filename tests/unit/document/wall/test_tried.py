"""What the picture of a person in a garment follows from, and which pictures are kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from tests.drawn import draw_garment, draw_photo, paint_on, parse_drawn
from tryon.document.fits import FitKey
from tryon.document.look import Look, WornGarment
from tryon.document.sketch import Sketcher, portrait_box
from tryon.document.wall.tried import KeptPictures, TriedKey, with_tried
from tryon.errors import FitError
from tryon.fitting.parameters import USUAL
from tryon.garments.entry import WardrobeEntry
from tryon.garments.garment import Garment
from tryon.imaging import Photo
from tryon.labels import Region
from tryon.messages import FitProblem
from tryon.progress import CancelToken
from tryon.session import Worn
from tryon.shape.category import GarmentCategory


def garment(name: str, category: GarmentCategory, colour: tuple[int, int, int]) -> Garment:
    return replace(draw_garment(colour, category, name), file=Path(f"{name}.png"))


RED = garment("red", GarmentCategory.TOP, (200, 30, 40))
GREEN = garment("green", GarmentCategory.TOP, (20, 160, 60))
TROUSERS = garment("trousers", GarmentCategory.TROUSERS, (20, 60, 160))
DRESS = garment("dress", GarmentCategory.DRESS, (120, 60, 160))


@pytest.fixture
def look() -> Look:
    """Two drawn people."""
    photo = Photo(draw_photo(), "people.png")
    return Look(photo, parse_drawn(photo.pixels))


def entry(shown: Garment, stamp: str = "1") -> WardrobeEntry:
    assert shown.file is not None
    return WardrobeEntry(shown.name, shown.category, shown.file, thumbnail=stamp)


def test_a_step_changes_only_the_pictures_that_show_it(look: Look) -> None:
    in_red = look.with_worn(WornGarment(1, RED))
    assert TriedKey.of(look, 1, entry(GREEN)) == TriedKey.of(in_red, 1, entry(GREEN))
    assert TriedKey.of(look, 1, entry(DRESS)) == TriedKey.of(in_red, 1, entry(DRESS))
    assert TriedKey.of(look, 1, entry(TROUSERS)) != TriedKey.of(in_red, 1, entry(TROUSERS))
    assert TriedKey.of(look, 2, entry(GREEN)) != TriedKey.of(in_red, 2, entry(GREEN))
    assert TriedKey.of(look, 1, entry(GREEN)) != TriedKey.of(look, 1, entry(GREEN, "2"))


def test_what_is_worn_shows_as_it_lies(look: Look) -> None:
    worn = WornGarment(1, RED, replace(USUAL, sleeve_length=0.2))
    in_red = look.with_worn(worn)
    tried, on = with_tried(in_red, 1, RED)
    assert tried is in_red
    assert on is worn
    assert TriedKey.of(in_red, 1, entry(RED)).others == (worn,)
    tried, on = with_tried(in_red, 2, RED)
    assert [each.person for each in tried.worn] == [1, 2]
    assert on.parameters == USUAL


def test_a_portrait_shows_the_garment_with_all_that_is_worn(look: Look) -> None:
    parse = look.parse
    assert parse is not None
    trousers = WornGarment(1, TROUSERS)
    dressed = look.with_worn(trousers)
    fit = paint_on(look.request_for(trousers, parse))
    known = {FitKey.of(parse, trousers): Worn(1, Region.LOWER, TROUSERS, fit)}
    tried, on = with_tried(dressed, 1, RED)
    portrait = Sketcher(paint_on).portrait(tried, known, on, CancelToken())
    assert portrait.box == portrait_box(parse, 1)
    upper, lower = (
        parse.region_mask(1, region)[portrait.box.slices] for region in (Region.UPPER, Region.LOWER)
    )
    assert portrait.pixels.shape[:2] == upper.shape
    assert (portrait.pixels[upper] == (200, 30, 40)).all()
    assert (portrait.pixels[lower] == (20, 60, 160)).all()
    other = ~(upper | lower)
    assert (portrait.pixels[other] == look.photo.pixels[portrait.box.slices][other]).all()


def test_a_garment_that_does_not_fit_says_why(look: Look) -> None:
    def refuse(request: object, **_: object) -> object:
        raise FitError(FitProblem.NOBODY)

    tried, on = with_tried(look, 1, RED)
    with pytest.raises(FitError):
        Sketcher(refuse).portrait(tried, {}, on, CancelToken())  # type: ignore[arg-type]


@dataclass(frozen=True)
class Pixels:
    nbytes: int


def test_pictures_that_were_not_looked_at_for_long_make_room(look: Look) -> None:
    kept: KeptPictures[Pixels] = KeptPictures(10)
    red, green, dress = (TriedKey.of(look, 1, entry(each)) for each in (RED, GREEN, DRESS))
    kept.put(red, Pixels(4))
    kept.put(green, Pixels(4))
    assert kept.get(red) == Pixels(4)
    kept.put(dress, Pixels(4))
    assert [key in kept for key in (red, green, dress)] == [True, False, True]
    kept.put(red, Pixels(6))  # in place of the old one, not beside it
    assert [key in kept for key in (red, dress)] == [True, True]
    kept.forget(Path("red.png"))
    assert red not in kept
    kept.put(green, Pixels(6))
    assert dress in kept, "what was forgotten still takes room"


def test_portraits_of_large_photos_are_reduced(look: Look) -> None:
    parse = look.parse
    assert parse is not None
    large = np.repeat(np.repeat(look.photo.pixels, 12, axis=0), 12, axis=1)
    many = Look(Photo(large, "large.png"), parse_drawn(large))
    tried, on = with_tried(many, 1, RED)
    portrait = Sketcher(paint_on).portrait(tried, {}, on, CancelToken())
    assert portrait.pixels.shape[0] < portrait.box.height
    whole = portrait.box.height / portrait.box.width
    assert portrait.pixels.shape[0] / portrait.pixels.shape[1] == pytest.approx(whole, rel=0.02)
