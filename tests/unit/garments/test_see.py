"""From a picture to a garment, with the network that ships with the app."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from samples.varied.cuts import LowerKind, UpperKind, bag_pattern, lower_pattern, upper_pattern
from samples.varied.drawing import SIDE, draw
from tryon.errors import GarmentError
from tryon.garments.loading import load_garment
from tryon.garments.see import (
    SeenGarment,
    SeenSeveral,
    notes_of,
    read_picture,
    refusal,
    see_garment,
    see_picture,
)
from tryon.geometry import RgbaImage
from tryon.imaging import read_rgba, write_image
from tryon.messages import GarmentProblem
from tryon.resources import sample_garments_folder, sample_photos
from tryon.shape.category import GarmentCategory


def opaque(kind: UpperKind | LowerKind | None, seed: int, ground: int = 150) -> RgbaImage:
    """Draw a garment, or a bag, on a grey ground."""
    rng = np.random.default_rng(seed)
    if isinstance(kind, UpperKind):
        pattern = upper_pattern(kind, rng)
    else:
        pattern = bag_pattern(rng) if kind is None else lower_pattern(kind, rng)
    drawing = draw(pattern, rng)
    share = drawing.alpha[..., None]
    rgb = np.rint(ground + share * (np.clip(drawing.colour, 0, 255) - ground))
    return np.dstack([rgb, np.full((SIDE, SIDE), 255)]).astype(np.uint8)


def test_a_picture_is_cut_out_upright_and_knows_its_place() -> None:
    picture = opaque(LowerKind.TROUSERS, 5)
    seen = see_garment(picture)
    assert seen.category is GarmentCategory.TROUSERS
    height, width = seen.rgba.shape[:2]
    assert (width, height) == pytest.approx(tuple(seen.cutout.extent * SIDE), abs=1)
    left, top = np.rint(seen.cutout.offset * SIDE).astype(int)
    inside = seen.rgba[..., 3] > 250
    there = picture[top : top + height, left : left + width, :3]
    assert np.abs(there[inside].astype(int) - seen.rgba[inside][:, :3]).mean() < 1


def test_a_picture_on_its_side_gives_the_same_garment() -> None:
    picture = opaque(LowerKind.TROUSERS, 5)
    straight = see_garment(picture)
    turned = see_garment(np.ascontiguousarray(np.rot90(picture)))
    assert turned.reading.turned_degrees == 270
    assert (turned.rgba == straight.rgba).all()


@pytest.mark.parametrize("photo", sample_photos(), ids=lambda path: path.stem)
def test_a_person_is_no_garment(photo: Path) -> None:
    assert refusal(read_picture(read_rgba(photo))) is GarmentProblem.WORN_BY_SOMEBODY


def test_a_bag_is_refused_in_words(tmp_path: Path) -> None:
    file = tmp_path / "bag.png"
    write_image(file, opaque(None, 8))
    with pytest.raises(GarmentError, match=r"bag\.png: the picture shows a bag"):
        load_garment(file)


def side_by_side(*pictures: RgbaImage) -> RgbaImage:
    return np.ascontiguousarray(np.hstack(pictures))


def test_several_garments_are_several_and_one_is_picked(tmp_path: Path) -> None:
    picture = side_by_side(opaque(UpperKind.TOP, 11), opaque(LowerKind.TROUSERS, 5))
    seen = see_picture(picture)
    assert isinstance(seen, SeenSeveral)
    assert [see_garment(piece).category for piece in seen.pieces] == [
        GarmentCategory.TOP,
        GarmentCategory.TROUSERS,
    ]
    with pytest.raises(GarmentError, match="shows 2 garments; choose one with --pick 1 to 2"):
        see_garment(picture)
    file = tmp_path / "two.png"
    write_image(file, picture)
    assert load_garment(file, pick=2).category is GarmentCategory.TROUSERS
    assert load_garment(file, GarmentCategory.DRESS, pick=1).category is GarmentCategory.DRESS
    with pytest.raises(GarmentError, match="there is no garment 3; the picture shows 2"):
        load_garment(file, pick=3)


def test_one_garment_is_the_first_of_one() -> None:
    picture = opaque(LowerKind.TROUSERS, 5)
    assert (see_garment(picture, pick=1).rgba == see_garment(picture).rgba).all()


def test_garments_that_touch_are_refused_in_words() -> None:
    shirts = [opaque(UpperKind.TOP, seed) for seed in (11, 12)]
    middle = SIDE // 2
    picture = side_by_side(shirts[0][:, : middle + 20], shirts[1][:, middle - 20 :])
    picture = side_by_side(picture, picture)
    seen = see_picture(picture)
    assert not isinstance(seen, SeenGarment)


def test_a_tiny_picture_says_how_large_it_should_be() -> None:
    with pytest.raises(GarmentError, match=r"only 40x50 pixels.*at least 64 pixels.*from 400"):
        see_picture(np.full((50, 40, 4), 255, np.uint8))


def test_a_picture_upside_down_is_turned_and_says_so() -> None:
    picture = opaque(UpperKind.TOP, 11)
    seen = see_picture(np.ascontiguousarray(picture[::-1, ::-1]))
    assert isinstance(seen, SeenGarment)
    assert (seen.rgba == see_garment(picture).rgba).all()
    assert "turned by 180 degrees" in str(notes_of(seen)[0])


def test_an_empty_wall_is_no_garment() -> None:
    wall = np.full((200, 240, 4), 255, np.uint8)
    wall[..., :3] = np.linspace(180, 200, 240)[None, :, None]
    with pytest.raises(GarmentError, match="shows no garment"):
        see_garment(wall)


def test_who_says_that_it_is_a_garment_is_believed(tmp_path: Path) -> None:
    file = tmp_path / "bag.png"
    write_image(file, opaque(None, 8))
    assert load_garment(file, is_surely_garment=True).category in GarmentCategory
    assert load_garment(file, GarmentCategory.SKIRT).category is GarmentCategory.SKIRT


@pytest.mark.parametrize(
    "file", sorted(sample_garments_folder().glob("*.png")), ids=lambda f: f.stem
)
def test_the_sample_garments_are_read_as_what_they_are(file: Path) -> None:
    known = load_garment(file).category
    reading = read_picture(read_rgba(file))
    assert reading.category is known
    assert refusal(reading) is None
    assert reading.turned_degrees == 0
