"""The overlay shows each part in its colour and leaves the rest of the photo alone."""

from __future__ import annotations

import colorsys
from itertools import combinations

import numpy as np
import pytest

from tests.skeletons import standing
from tryon.geometry import Size
from tryon.human_parse import HumanParse
from tryon.joints import BONES, JointName
from tryon.labels import Label
from tryon.parsing.overlay import (
    PALETTE,
    ScoredMask,
    add_legend,
    labels_present,
    merge_scored_masks,
    person_outlines,
    render_overlay,
    skeleton_lines,
)
from tryon.parsing.people import build_parse

SIZE = Size(width=4, height=1)

TOUCHING = [
    {Label.HAIR, Label.FACE, Label.HAT},
    {Label.HAIR, Label.TORSO_SKIN, Label.UPPER_CLOTHES},
    {Label.FACE, Label.TORSO_SKIN, Label.SCARF},
    {Label.FACE, Label.SUNGLASSES},
    {Label.UPPER_CLOTHES, Label.COAT, Label.SCARF},
    {Label.UPPER_CLOTHES, Label.PANTS, Label.LEFT_ARM},
    {Label.UPPER_CLOTHES, Label.SKIRT, Label.RIGHT_ARM},
    {Label.COAT, Label.PANTS, Label.RIGHT_ARM},
    {Label.DRESS, Label.LEFT_LEG, Label.RIGHT_LEG},
    {Label.SKIRT, Label.LEFT_LEG, Label.RIGHT_LEG},
    {Label.LEFT_ARM, Label.RIGHT_ARM, Label.GLOVES},
    {Label.PANTS, Label.SOCKS, Label.LEFT_SHOE},
    {Label.PANTS, Label.RIGHT_SHOE, Label.LEFT_SHOE},
    {Label.LEFT_LEG, Label.LEFT_SHOE, Label.SOCKS},
]


def mask(*columns: int) -> np.ndarray:
    """A mask over SIZE with these columns set."""
    return np.isin(np.arange(SIZE.width), columns)[None]


def one_person() -> HumanParse:
    """A person of two parts in a 20x10 photo."""
    labels = np.zeros((10, 20), dtype=np.uint8)
    labels[2:5, 5:15], labels[5:8, 5:15] = Label.UPPER_CLOTHES, Label.PANTS
    return build_parse(labels, (labels > 0).astype(np.int32), {1: 1.0}, engine="test")


@pytest.mark.parametrize("reverse", [False, True])
def test_the_higher_score_wins_in_any_order(reverse: bool) -> None:
    masks = [ScoredMask(Label.COAT, 0.9, mask(1, 2)), ScoredMask(Label.PANTS, 0.4, mask(2, 3))]
    merged = merge_scored_masks(masks[::-1] if reverse else masks, SIZE)
    assert merged.tolist() == [[0, Label.COAT, Label.COAT, Label.PANTS]]


def test_of_equal_scores_the_first_wins() -> None:
    masks = [ScoredMask(Label.COAT, 0.5, mask(1)), ScoredMask(Label.PANTS, 0.5, mask(1))]
    assert merge_scored_masks(masks, SIZE)[0, 1] == Label.COAT


def test_a_mask_of_another_size_is_refused() -> None:
    wrong = ScoredMask(Label.COAT, 0.5, np.ones((2, 2), dtype=np.bool_))
    with pytest.raises(ValueError, match="mask of"):
        merge_scored_masks([wrong], SIZE)


@pytest.mark.parametrize(
    "pair", sorted({tuple(sorted(p)) for group in TOUCHING for p in combinations(group, 2)})
)
def test_parts_that_touch_are_far_apart_in_hue(pair: tuple[Label, Label]) -> None:
    first, second = (colorsys.rgb_to_hsv(*PALETTE[label] / 255)[0] * 360 for label in pair)
    gap = abs(first - second)
    assert min(gap, 360 - gap) >= 50


def test_every_label_has_a_colour_of_its_own() -> None:
    assert len({tuple(color) for color in PALETTE}) == 20


def test_the_background_keeps_its_pixels_and_parts_are_mixed() -> None:
    photo = np.full((10, 20, 3), 100, dtype=np.uint8)
    overlay = render_overlay(photo, one_person(), opacity=0.5, outlines=False)
    assert overlay[0, 0].tolist() == [100, 100, 100]
    expected = (PALETTE[Label.UPPER_CLOTHES].astype(int) + 100) / 2
    np.testing.assert_allclose(overlay[3, 10], expected, atol=0.5)
    assert (photo == 100).all()


def test_opacity_zero_is_the_photo_and_one_the_flat_colour() -> None:
    photo = np.full((10, 20, 3), 100, dtype=np.uint8)
    parse = one_person()
    np.testing.assert_array_equal(render_overlay(photo, parse, opacity=0, outlines=False), photo)
    flat = render_overlay(photo, parse, opacity=1, outlines=False)
    np.testing.assert_array_equal(flat[6, 10], PALETTE[Label.PANTS])


def test_outlines_run_around_the_person_and_not_between_parts() -> None:
    lines = person_outlines(one_person())
    assert lines[2, 10]
    assert not lines[4:6, 10].any()


def test_bones_are_drawn_where_they_are_sure_and_in_the_colours_of_their_sides() -> None:
    photo = np.full((200, 120, 3), 100, dtype=np.uint8)
    labels = np.zeros((200, 120), np.uint8)
    labels[20:180, 40:80] = Label.UPPER_CLOTHES
    joints = standing(60, 200)
    joints.confidence[JointName.LEFT_WRIST] = 0.1
    parse = build_parse(labels, (labels > 0).astype(np.int32), {1: 1.0}, {1: joints}, engine="test")
    lines = skeleton_lines(parse)
    assert len(lines) == len(BONES) - 1
    assert len({line.color for line in lines}) == 3
    plain = render_overlay(photo, parse, outlines=False)
    drawn = render_overlay(photo, parse, outlines=False, skeleton=True)
    changed = (plain != drawn).any(axis=2)
    for name in (JointName.LEFT_HIP, JointName.RIGHT_WRIST, JointName.NOSE):
        column, row = joints.points[name].round().astype(int)
        assert changed[row, column]
    column, row = joints.points[JointName.LEFT_WRIST].round().astype(int)
    assert not changed[row, column]
    assert skeleton_lines(one_person()) == ()


def test_a_parse_of_another_photo_is_refused() -> None:
    with pytest.raises(ValueError, match="its parse"):
        render_overlay(np.zeros((5, 5, 3), dtype=np.uint8), one_person())


def test_the_legend_names_the_parts_that_are_there() -> None:
    parse = one_person()
    assert labels_present(parse) == (Label.UPPER_CLOTHES, Label.PANTS)
    photo = np.zeros((10, 20, 3), dtype=np.uint8)
    with_legend = add_legend(photo, parse)
    assert with_legend.shape[0] == 10
    assert with_legend.shape[1] > 40
    np.testing.assert_array_equal(with_legend[:, :20], photo)


def test_the_legend_shows_the_colours() -> None:
    photo = np.zeros((400, 20, 3), dtype=np.uint8)
    labels = np.full((400, 20), Label.COAT, dtype=np.uint8)
    parse = build_parse(labels, np.ones((400, 20), np.int32), {1: 1.0}, engine="test")
    column = add_legend(photo, parse)[:, 20:]
    assert (column == PALETTE[Label.COAT]).all(axis=2).sum() > 50
