"""Correcting the parser's region by the photo."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tests.scenes import ALONE, Arm, alone
from tryon.body.region import correct_region, correct_view
from tryon.body.view import RegionView, chosen_view
from tryon.geometry import Box, HardMask, Size
from tryon.labels import Label, Region

SHIRT, WALL, SKIN, DENIM = (90, 140, 150), (190, 190, 188), (220, 170, 140), (40, 60, 120)


def photo() -> NDArray[np.uint8]:
    """Draw a shirt (rows 60-160, columns 60-140) over jeans, on a wall, with some grain."""
    image = np.full((280, 200, 3), WALL, np.uint8)
    image[160:270, 65:135] = DENIM
    image[60:160, 60:140] = SHIRT
    image[20:60, 85:115] = SKIN
    noise = np.random.default_rng(3).normal(0, 3, image.shape)
    return np.clip(image + noise, 0, 255).astype(np.uint8)


def view_of(region: HardMask) -> RegionView:
    labels = np.zeros(region.shape, np.uint8)
    labels[160:270, 65:135] = Label.PANTS
    labels[20:60, 85:115] = Label.FACE
    labels[region] = Label.UPPER_CLOTHES
    height, width = region.shape
    others = np.zeros(region.shape, np.bool_)
    return RegionView(Box(0, 0, width, height), 1.0, labels, others, region, Size(width, height))


def shirt() -> HardMask:
    region = np.zeros((280, 200), np.bool_)
    region[60:160, 60:140] = True
    return region


def disagreement(found: HardMask) -> int:
    return int((found != shirt()).sum())


def test_a_missed_hem_is_added_to_the_region() -> None:
    region = shirt()
    region[148:, :] = False
    assert disagreement(correct_region(view_of(region), photo())) < 80


def test_a_gap_beside_the_body_is_removed_from_the_region() -> None:
    region = shirt()
    region[110:150, 140:152] = True
    assert disagreement(correct_region(view_of(region), photo())) < 80


def test_jeans_that_were_taken_for_a_shirt_are_jeans() -> None:
    """Else the new top would lie on them: it is kept off trousers, not off cloth like its own."""
    region = shirt()
    region[160:172, 100:135] = True
    view = correct_view(view_of(region), photo())
    assert disagreement(view.region) < 80
    assert (view.labels[162:170, 103:132] == Label.PANTS).all()
    assert (view.labels[:158, 62:138] != Label.PANTS).all()


def test_where_colours_decide_nothing_the_parsers_region_stays() -> None:
    grey = np.full((280, 200, 3), 128, np.uint8)
    assert disagreement(correct_region(view_of(shirt()), grey)) < 200


def test_the_face_is_never_added_to_the_region() -> None:
    image = photo()
    image[20:60, 85:115] = SHIRT
    found = correct_region(view_of(shirt()), image)
    assert not found[22:58, 87:113].any()


def test_where_colours_are_misread_the_parser_is_believed() -> None:
    """A shirt in the wall's own colour is known by its large print alone."""
    image = np.full((280, 200, 3), WALL, np.uint8)
    image[160:270, 65:135] = DENIM
    image[20:60, 85:115] = SKIN
    image[76:144, 76:124] = (190, 30, 30)
    noise = np.random.default_rng(3).normal(0, 3, image.shape)
    found = correct_region(view_of(shirt()), np.clip(image + noise, 0, 255).astype(np.uint8))
    np.testing.assert_array_equal(found, shirt())


def test_somebody_in_the_same_shirt_never_joins() -> None:
    view = view_of(shirt())
    image = photo()
    others = np.zeros(view.shape, np.bool_)
    others[70:150, 141:190] = True
    image[others] = SHIRT
    found = correct_region(replace(view, others=others), image)
    assert not (found & others).any()
    assert disagreement(found) < 120


def test_a_speck_leaves_the_region_and_a_pinhole_joins_it() -> None:
    region = shirt()
    region[230:234, 20:24] = True
    region[100:103, 90:93] = False
    found = correct_region(view_of(region), photo())
    assert not found[230:234, 20:24].any()
    assert found[100:103, 90:93].all()


def test_a_fingertip_on_the_cloth_is_no_pinhole() -> None:
    region, image = shirt(), photo()
    tip = slice(100, 105), slice(90, 95)
    region[tip] = False
    image[tip] = SKIN
    view = view_of(region)
    labels = view.labels.copy()
    labels[tip] = Label.LEFT_ARM
    found = correct_region(replace(view, labels=labels), image)
    assert not found[101:104, 91:94].any()


def test_hands_before_flowers_of_the_colour_of_skin_are_no_cloth() -> None:
    light = replace(ALONE, arms=(Arm.ON_BELLY, Arm.ON_BELLY), top_colour=(220, 215, 205))
    drawn = alone(light)
    labels, photo = drawn.parse.labels, drawn.photo.copy()
    skin = np.median(photo[labels == Label.RIGHT_ARM], axis=0)
    rows, columns = np.indices(labels.shape)
    flowers = (np.hypot(rows % 10 - 5, columns % 10 - 5) < 5) & (labels == Label.UPPER_CLOTHES)
    noise = np.random.default_rng(1).normal(0, 25, (np.count_nonzero(flowers), 3))
    photo[flowers] = np.clip(skin + noise, 0, 255)
    view = chosen_view(drawn.parse, 1, Region.UPPER)
    corrected = correct_region(view, view.reduced(photo))
    assert np.count_nonzero(corrected & view.arms) < 0.1 * np.count_nonzero(view.arms)
