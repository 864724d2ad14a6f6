"""What lies in front of a garment at the photo's own size."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from tests.scenes import ALONE, Arm, Scene, alone
from tryon.body.view import RegionView, chosen_view
from tryon.fitting.layers import Layers, plan_layers
from tryon.fitting.reveal.coverage import Coverage
from tryon.garments.garment import Garment
from tryon.geometry import HardMask
from tryon.labels import Label, Region

HEAD = frozenset({Label.FACE, Label.HAIR})


def deep(mask: HardMask, by: int) -> HardMask:
    """Return the pixels (H, W) that lie more than ``by`` pixels inside."""
    side = 2 * by + 1
    return np.asarray(cv2.erode(mask.astype(np.uint8), np.ones((side, side), np.uint8)) > 0)


def everywhere(view: RegionView, may_cover: HardMask | None = None) -> Coverage:
    """Cover all of a view, as if nothing were in front."""
    whole = np.ones(view.shape, np.bool_)
    free = whole if may_cover is None else may_cover
    return Coverage(view.region, ~whole, whole, whole, whole, free, whole, ~whole, ())


def planned(drawn: Scene, person: int, free: HardMask | None = None) -> tuple[Layers, RegionView]:
    view = chosen_view(drawn.parse, person, Region.UPPER)
    alpha = np.ones((view.box.height, view.box.width), np.float32)
    coverage = everywhere(view, free)
    return plan_layers(drawn.parse, person, view, coverage, alpha, alpha, view.box), view


def test_a_garment_never_covers_another_person_or_the_wearers_head(two_people: Scene) -> None:
    layers, view = planned(two_people, 1)
    parse, here = two_people.parse, view.box.slices
    assert layers.alpha[deep(parse.person_mask(2), 5)[here]].max() < 0.01
    assert layers.alpha[deep(parse.part_mask(1, HEAD), 5)[here]].max() < 0.01
    free = ~parse.person_mask(2) & ~parse.part_mask(1, HEAD)
    assert layers.alpha[deep(free, 5)[here]].min() > 0.99


def test_an_arm_is_in_front_only_where_the_garment_may_not_lie() -> None:
    drawn = alone(ALONE)
    arms = drawn.parse.part_mask(1, frozenset({Label.LEFT_ARM, Label.RIGHT_ARM}))
    free, view = planned(drawn, 1)
    assert free.alpha[deep(arms, 5)[view.box.slices]].min() > 0.99
    layers, view = planned(drawn, 1, ~view.arms)
    assert layers.alpha[deep(arms, 5)[view.box.slices]].max() < 0.01


def test_who_stands_in_front_keeps_their_pixels(two_people: Scene, dress: Garment) -> None:
    parse = two_people.parse
    change = np.abs(two_people.dressed(dress).astype(int) - two_people.photo).max(axis=2)
    assert change[deep(parse.region_mask(1, Region.UPPER), 4)].mean() > 30
    assert not change[deep(parse.person_mask(2), 5)].any()
    assert not change[deep(parse.part_mask(1, HEAD), 5)].any()


def test_a_hand_on_the_belly_stays_on_top(sweater: Garment) -> None:
    drawn = alone(replace(ALONE, arms=(Arm.ON_BELLY, Arm.HANGING)))
    hand = drawn.parse.part_mask(1, frozenset({Label.RIGHT_ARM}))
    result = drawn.dressed(sweater).astype(int)
    assert deep(hand, 5).sum() > 200
    assert np.abs(result - drawn.photo)[deep(hand, 5)].max() < 12
