"""Codes, crops and centres that the bundled parser is trained on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from training.augment import View, ViewSize, place, warp_image, warp_target
from training.classes import (
    BACKGROUND_ANY,
    BAG,
    FACE_ANY,
    IGNORED,
    PERSON_ANY,
    SHOE_ANY,
    SHOES,
    SKIN,
    SUIT,
    UPPER_ANY,
    mirror_codes,
    tag_codes,
)
from training.loader import training_names
from training.parts import split_by_pose
from training.prepare import crisp_target
from training.scenes import SceneComposer
from training.targets import targets_of_view
from tryon.labels import Label


def _standing_landmarks() -> np.ndarray:
    """A person who faces the camera: the own left side has the larger x."""
    points = np.zeros((33, 3))
    points[:11] = (100, 40, 1)
    points[[2, 5], 0] = 104, 96
    points[[9, 10], 1] = 50
    for left, x, y in ((11, 120, 80), (13, 130, 120), (15, 130, 160), (19, 130, 170)):
        points[left], points[left + 1] = (x, y, 1), (200 - x, y, 1)
    for left, x, y in ((23, 112, 170), (25, 112, 230), (27, 112, 290), (29, 112, 300)):
        points[left], points[left + 1] = (x, y, 1), (200 - x, y, 1)
    points[31], points[32] = (116, 305, 1), (84, 305, 1)
    return points


def test_every_tag_has_its_code_and_unknown_ids_are_ignored() -> None:
    table = tag_codes({0: "null", 2: "bag", 3: "belt", 14: "dress", 41: "skin"})
    assert table[[0, 2, 3, 14, 41, 77]].tolist() == [
        Label.BACKGROUND, BAG, PERSON_ANY, Label.DRESS, SKIN, IGNORED,
    ]  # fmt: skip


def test_crisp_labels_leave_open_what_they_do_not_tell_apart() -> None:
    annotation = np.array([[0, 4, 5, 8, 10], [11, 14, 16, 17, 18]], np.uint8)
    codes, persons = crisp_target(annotation)
    assert codes.tolist() == [
        [Label.BACKGROUND, UPPER_ANY, Label.SKIRT, PERSON_ANY, SHOE_ANY],
        [FACE_ANY, Label.LEFT_ARM, BAG, Label.SCARF, IGNORED],
    ]
    assert persons.tolist() == [[0, 1, 1, 1, 1], [1, 1, 0, 1, 0]]


def test_half_of_the_crisp_photos_are_never_trained_on(tmp_path: Path) -> None:
    (tmp_path / "atr").mkdir()
    for stem in ("image_10", "image_12", "image_13", "image_16"):
        (tmp_path / "atr" / f"{stem}.target.npy").touch()
    assert training_names(tmp_path) == ["atr/image_10", "atr/image_13"]


def test_photos_with_crisp_outlines_are_drawn_beside_the_others(tmp_path: Path) -> None:
    codes = np.zeros((60, 40), np.uint8)
    for collection, worn in (("ccp", Label.COAT), ("atr", UPPER_ANY), ("wild-negatives", 0)):
        (tmp_path / collection).mkdir()
        codes[20:40, 10:30] = worn
        np.save(tmp_path / collection / "0.image.npy", np.zeros((60, 40, 3), np.uint8))
        np.save(tmp_path / collection / "0.target.npy", np.stack([codes, codes > 0]))
    composer = SceneComposer(tmp_path, training_names(tmp_path), seed=1)
    views = [composer.compose(ViewSize(64, 64)) for _ in range(200)]
    crisp, others = (
        sum(bool((view.codes == code).any()) for view in views) for code in (UPPER_ANY, Label.COAT)
    )
    assert 5 <= crisp < others / 4


def test_mirroring_codes_swaps_sides_twice_to_nothing_and_keeps_special_codes() -> None:
    mirror = mirror_codes()
    assert mirror[Label.LEFT_SHOE] == Label.RIGHT_SHOE
    assert mirror[[BAG, PERSON_ANY, BACKGROUND_ANY, IGNORED]].tolist() == [20, 253, 254, 255]
    assert (mirror[mirror] == np.arange(256)).all()


@pytest.mark.parametrize(
    ("x", "y", "code", "label"),
    [
        (100, 42, SKIN, Label.FACE),
        (100, 72, SKIN, Label.TORSO_SKIN),
        (130, 150, SKIN, Label.LEFT_ARM),
        (70, 150, SKIN, Label.RIGHT_ARM),
        (112, 250, SKIN, Label.LEFT_LEG),
        (88, 250, SKIN, Label.RIGHT_LEG),
        (114, 300, SHOES, Label.LEFT_SHOE),
        (86, 300, SHOES, Label.RIGHT_SHOE),
        (100, 100, SUIT, Label.COAT),
        (100, 280, SUIT, Label.PANTS),
    ],
)
def test_a_patch_goes_to_the_part_whose_bones_are_nearest(
    x: int, y: int, code: int, label: int
) -> None:
    codes = np.zeros((320, 200), np.uint8)
    codes[y - 1 : y + 2, x - 1 : x + 2] = code
    assert split_by_pose(codes, _standing_landmarks())[y, x] == label


def test_without_a_pose_skin_is_only_known_to_be_a_person() -> None:
    codes = np.array([[SKIN, Label.HAIR, 0]], np.uint8)
    assert split_by_pose(codes, None).tolist() == [[PERSON_ANY, Label.HAIR, 0]]


def test_a_placed_point_arrives_where_it_was_sent_and_codes_follow_the_image() -> None:
    rng = np.random.default_rng(1)
    for _ in range(8):
        image = np.zeros((120, 100, 3), np.uint8)
        target = np.zeros((2, 120, 100), np.uint8)
        image[52:69, 32:49] = 255
        target[0, 52:69, 32:49] = Label.LEFT_ARM
        target[1, 52:69, 32:49] = 1
        size = ViewSize(96, 64)
        placement = place(rng, focus_xy=(40, 60), at_xy=(30, 50), scale=0.5)
        view = warp_image(image, placement, size, 0)
        codes, persons = warp_target(target, placement, size)
        side = Label.RIGHT_ARM if placement.is_mirrored else Label.LEFT_ARM
        assert view[50, 30].min() > 250
        assert codes[25, 15] == side
        assert persons[25, 15] == 1
        assert codes[0, 0] == 0 or codes[0, 0] == BACKGROUND_ANY


def test_offsets_point_at_the_centre_of_mass_in_input_pixels() -> None:
    persons = np.zeros((32, 32), np.uint8)
    persons[8:24, 4:12] = 1
    codes = np.where(persons > 0, PERSON_ANY, BACKGROUND_ANY).astype(np.uint8)
    targets = targets_of_view(View(np.zeros((64, 64, 3), np.uint8), codes, persons))
    # Cells 2..5 by 4..11 at stride 4: the centre lies at x = 4 * 3.5 + 1.5, y = 4 * 7.5 + 1.5.
    assert targets.offset[:, 4, 2].tolist() == [15.5 - 9.5, 31.5 - 17.5]
    assert (targets.center == 1).sum() == 1
    assert targets.center[7, 3] == 1
    assert targets.center_weight.all()


def test_people_without_a_number_teach_no_centre() -> None:
    codes = np.full((16, 16), PERSON_ANY, np.uint8)
    codes[:, 8:] = BACKGROUND_ANY
    view = View(np.zeros((32, 32, 3), np.uint8), codes, np.zeros((16, 16), np.uint8))
    weight = targets_of_view(view).center_weight
    assert not weight[:, :4].any()
    assert weight[:, 4:].all()
