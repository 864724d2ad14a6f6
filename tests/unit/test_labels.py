"""The label set is M2FP's, id for id."""

from __future__ import annotations

import numpy as np
import pytest

from tryon.labels import REGION_LABELS, Label, Region, mirror_label_ids, region_of_label

PUBLISHED = [
    *("Background", "Hat", "Hair", "Gloves", "Sunglasses", "UpperClothes", "Dress", "Coat"),
    *("Socks", "Pants", "Torso-skin", "Scarf", "Skirt", "Face", "Left-arm", "Right-arm"),
    *("Left-leg", "Right-leg", "Left-shoe", "Right-shoe"),
]


def test_ids_and_names_are_the_published_ones() -> None:
    assert [label.title for label in Label] == PUBLISHED
    assert [int(label) for label in Label] == list(range(20))


@pytest.mark.parametrize(
    ("label", "region"),
    [
        (Label.UPPER_CLOTHES, Region.UPPER),
        (Label.COAT, Region.UPPER),
        (Label.PANTS, Region.LOWER),
        (Label.SKIRT, Region.LOWER),
        (Label.DRESS, Region.DRESS),
        (Label.LEFT_SHOE, Region.SHOES),
        (Label.HAIR, None),
        (Label.BACKGROUND, None),
    ],
)
def test_a_click_selects_the_region_of_its_label(label: Label, region: Region | None) -> None:
    assert region_of_label(label) is region


def test_a_dress_takes_the_place_of_top_and_bottom() -> None:
    assert REGION_LABELS[Region.DRESS] >= REGION_LABELS[Region.UPPER] | REGION_LABELS[Region.LOWER]


def test_mirroring_swaps_left_and_right_and_nothing_else() -> None:
    table = mirror_label_ids()
    assert table[Label.LEFT_ARM] == Label.RIGHT_ARM
    assert table[Label.RIGHT_SHOE] == Label.LEFT_SHOE
    np.testing.assert_array_equal(table[table], np.arange(20))
    assert (table != np.arange(20)).sum() == 6
