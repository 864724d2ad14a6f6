"""Collars, cuffs and sleeves that a parser called something else go with the old clothes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.scenes import ALONE, Scene, Sleeve, alone
from tryon.body.worn import measure_region
from tryon.fitting.reveal.old_clothes import find_mislabelled, relabel
from tryon.geometry import Box, HardMask
from tryon.joints import JointName
from tryon.labels import IN_FRONT, Label, Region
from tryon.shape.category import GarmentCategory


def found_in(drawn: Scene) -> HardMask:
    view = drawn.view(Region.UPPER)
    upper = measure_region(view, GarmentCategory.TOP).upper
    assert upper is not None
    return find_mislabelled(view, upper, view.reduced(drawn.photo))


def relabelled(drawn: Scene, box: Box, label: Label) -> Scene:
    """Call the upper clothes in a box of the photo something else, as a parser might."""
    labels = drawn.parse.labels.copy()
    labels[box.slices][labels[box.slices] == Label.UPPER_CLOTHES] = label
    return replace(drawn, parse=replace(drawn.parse, labels=labels))


def box_around(x: float, y: float, half: float) -> Box:
    """Return a box of the photo around a place, all in half shoulder breadths."""
    return Box(*ALONE.pixel(x - half, y - half), *ALONE.pixel(x + half, y + half))


def test_a_collar_that_was_taken_for_a_scarf_is_the_old_tops_and_no_longer_in_front() -> None:
    plain = alone(replace(ALONE, sleeve=Sleeve.LONG))
    collar = box_around(0.0, 0.55, 0.3)
    drawn = relabelled(plain, collar, Label.SCARF)
    view = drawn.view(Region.UPPER)
    scarf = view.mask(Label.SCARF)

    found = found_in(drawn)
    parse, changed = relabel(drawn.parse, 1, view, found)

    assert found[scarf].mean() > 0.95
    assert changed.region[scarf].mean() > 0.95
    assert not parse.part_mask(1, IN_FRONT)[collar.slices].any()
    assert np.array_equal(drawn.parse.labels, relabelled(plain, collar, Label.SCARF).parse.labels)


def test_a_scarf_of_its_own_colour_stays() -> None:
    collar = box_around(0.0, 0.55, 0.3)
    drawn = relabelled(alone(replace(ALONE, sleeve=Sleeve.LONG)), collar, Label.SCARF)
    photo = drawn.photo.copy()
    photo[drawn.parse.labels == Label.SCARF] = (200, 170, 40)

    assert not found_in(replace(drawn, photo=photo)).any()


@pytest.mark.parametrize("label", [Label.PANTS, Label.RIGHT_ARM])
def test_a_forearms_sleeve_that_was_taken_for_trousers_or_for_skin_goes_too(label: Label) -> None:
    drawn = alone(replace(ALONE, sleeve=Sleeve.LONG))
    joints = drawn.parse.people[0].joints
    assert joints is not None
    x, y = np.rint(joints.points[JointName.RIGHT_WRIST]).astype(int).tolist()
    box = Box(x - 60, y - 170, x + 60, y + 10)
    cuff = relabelled(drawn, box, label)
    view, whole = cuff.view(Region.UPPER), drawn.view(Region.UPPER)
    area = whole.region.sum() / whole.scale**2

    _, changed = relabel(cuff.parse, 1, view, found_in(cuff))

    taken = np.count_nonzero(cuff.parse.labels != drawn.parse.labels)
    missing = area - view.region.sum() / view.scale**2
    still_missing = area - changed.region.sum() / view.scale**2
    assert still_missing < missing
    assert still_missing < 0.25 * taken


@pytest.mark.parametrize("sleeve", list(Sleeve))
def test_bare_arms_and_hands_are_nobodys_sleeves(sleeve: Sleeve) -> None:
    assert not found_in(alone(replace(ALONE, sleeve=sleeve))).any()


@pytest.mark.parametrize("away", [(10, 5, -20), (30, 20, -40), (0, 0, 0)])
def test_skin_is_no_sleeve_though_stripes_have_nearly_its_colour(
    away: tuple[int, int, int],
) -> None:
    drawn = alone(replace(ALONE, sleeve=Sleeve.SHORT, top_colour=(235, 235, 230)))
    skin = np.median(drawn.photo[drawn.parse.labels == Label.RIGHT_ARM], axis=0)
    photo = drawn.photo.copy()
    stripes = (np.arange(len(photo)) // 9 % 2 == 0)[:, None]
    striped = (drawn.parse.labels == Label.UPPER_CLOTHES) & stripes
    photo[striped] = np.clip(skin + away, 0, 255)
    assert not found_in(replace(drawn, photo=photo)).any()
