"""What each correction does to a parse, and what all of them keep."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
import pytest

from tests.scenes import Scene
from tests.unit.conftest import as_parse
from tests.unit.correction.conftest import check_invariants, middle_of, same_parse
from tryon.correction.add_person import AddPerson, find_person
from tryon.correction.drawn import as_path
from tryon.correction.edit import Edited, ParseEdit
from tryon.correction.edit_json import edit_from_json
from tryon.correction.grow import GrowToEdge
from tryon.correction.move_joint import MoveJoint
from tryon.correction.paint import Brush, Polygon
from tryon.correction.people import MergePeople, RemovePerson, SplitPerson, SwapSides
from tryon.correction.relabel import Relabel, segment_at
from tryon.errors import CorrectionError
from tryon.geometry import Box, RgbImage
from tryon.human_parse import HumanParse
from tryon.imaging import Photo
from tryon.joints import JointName, Joints
from tryon.json_file import parse_json
from tryon.labels import Label
from tryon.messages import CorrectionProblem, Text
from tryon.parsing import Engine, create_parser
from tryon.parsing.people import build_parse


def test_a_stroke_paints_its_pixels_and_no_others(two_people: Scene) -> None:
    parse = two_people.parse
    x, y = middle_of(two_people, 1, Label.UPPER_CLOTHES)
    edit = Brush(((x + 0.5, y + 0.5), (x + 40.5, y + 0.5)), 6.0, Label.SCARF, 1)
    edited = edit.apply(parse, two_people.photo)
    painted = edited.parse.labels == Label.SCARF
    rows, columns = np.mgrid[: parse.size.height, : parse.size.width] + 0.5
    way = np.hypot(columns - np.clip(columns, x + 0.5, x + 40.5), rows - (y + 0.5))
    assert painted[way < 5.0].all()
    assert not painted[way > 7.5].any()
    np.testing.assert_array_equal(edited.parse.labels[~painted], parse.labels[~painted])
    assert edited.changed == {1}
    check_invariants(edited.parse)


def test_a_dab_paints_a_disc_round_its_place(two_people: Scene) -> None:
    edited = Brush(((50.5, 50.5),), 10.0, Label.HAT, 1).apply(two_people.parse, two_people.photo)
    painted = edited.parse.labels == Label.HAT
    assert abs(int(painted.sum()) - np.pi * 100) < 40
    assert Box.around(painted) == Box(40, 40, 61, 61)


def test_the_background_erases_and_the_parse_before_stays(two_people: Scene) -> None:
    before = two_people.parse.labels.copy()
    x, y = middle_of(two_people, 1, Label.UPPER_CLOTHES)
    edit = Brush(((x, y),), 15.0, Label.BACKGROUND, 0)
    edited = edit.apply(two_people.parse, two_people.photo)
    assert edited.parse.person_map[y, x] == 0
    np.testing.assert_array_equal(two_people.parse.labels, before)
    check_invariants(edited.parse)


def test_painting_what_is_there_already_changes_nothing(two_people: Scene) -> None:
    x, y = middle_of(two_people, 1, Label.UPPER_CLOTHES)
    edit = Brush(((x, y),), 3.0, Label.UPPER_CLOTHES, 1)
    edited = edit.apply(two_people.parse, two_people.photo)
    assert edited.parse is two_people.parse
    assert edited.changed == frozenset()


def test_a_stroke_far_away_makes_the_box_larger_and_may_change_the_order(
    two_people: Scene,
) -> None:
    parse = two_people.parse
    right = parse.size.width - 3.0
    edited = Brush(((right, 450.0),), 2.0, Label.GLOVES, 1).apply(parse, two_people.photo)
    assert edited.numbers == {1: 2, 2: 1}
    assert edited.changed == {2}
    check_invariants(edited.parse)


def test_a_stroke_for_a_new_person_adds_one(two_people: Scene) -> None:
    edit = Brush(((10.0, 10.0), (10.0, 200.0)), 5.0, Label.DRESS, 3)
    edited = edit.apply(two_people.parse, two_people.photo)
    assert edited.numbers == {1: 2, 2: 3}
    assert edited.changed == {1}
    assert edited.parse.person(1).joints is None
    check_invariants(edited.parse)


def test_a_polygon_paints_what_is_inside(two_people: Scene) -> None:
    corners = ((10.0, 10.0), (60.0, 10.0), (60.0, 30.0), (10.0, 30.0))
    edited = Polygon(corners, Label.COAT, 2).apply(two_people.parse, two_people.photo)
    painted = edited.parse.labels == Label.COAT
    inside = painted[11:29, 11:59]
    assert inside.all()
    assert painted.sum() <= 52 * 22
    check_invariants(edited.parse)


def drawn_sleeve() -> tuple[RgbImage, HumanParse, np.ndarray]:
    """A torso that is known, and a sleeve of noisy cloth beside it that nobody saw."""
    rng = np.random.default_rng(3)
    photo = np.full((400, 500, 3), (190, 200, 205), np.uint8)
    sleeve = np.zeros((400, 500), np.uint8)
    cv2.fillPoly(sleeve, [np.array([(250, 90), (420, 250), (370, 300), (250, 200)])], 1)
    labels = np.zeros((400, 500), np.uint8)
    labels[80:380, 100:250] = Label.UPPER_CLOTHES
    photo[(labels > 0) | (sleeve > 0)] = (150, 40, 60)
    noise = rng.normal(0, 9, photo.shape)
    photo = np.clip(photo + noise, 0, 255).astype(np.uint8)
    return photo, as_parse(labels), sleeve > 0


def test_a_stroke_grows_to_the_edges_of_the_sleeve_it_is_drawn_in() -> None:
    photo, parse, sleeve = drawn_sleeve()
    edit = GrowToEdge(((280.0, 150.0), (370.0, 250.0)), 14.0, Label.UPPER_CLOTHES, 1)
    edited = edit.apply(parse, photo)
    found = (edited.parse.labels == Label.UPPER_CLOTHES) & (parse.labels == 0)
    wanted = sleeve & (parse.labels == 0)
    assert (found & wanted).sum() / (found | wanted).sum() > 0.95
    check_invariants(edited.parse)


def test_a_grown_stroke_holds_the_stroke_at_least(two_people: Scene) -> None:
    x, y = middle_of(two_people, 2, Label.UPPER_CLOTHES)
    path = ((x - 20.0, float(y)), (x + 20.0, float(y)))
    grown = GrowToEdge(path, 8.0, Label.SCARF, 2).apply(two_people.parse, two_people.photo)
    drawn = Brush(path, 8.0, Label.SCARF, 2).apply(two_people.parse, two_people.photo)
    is_drawn = drawn.parse.labels == Label.SCARF
    assert (grown.parse.labels[is_drawn] == Label.SCARF).all()


def test_a_part_is_named_anew_as_far_as_it_is_connected(two_people: Scene) -> None:
    parse = two_people.parse
    x, y = middle_of(two_people, 1, Label.UPPER_CLOTHES)
    box, mask = segment_at(parse, x, y)
    edited = Relabel(x, y, Label.COAT, 1).apply(parse, two_people.photo)
    coat = edited.parse.labels == Label.COAT
    assert coat.sum() == mask.sum()
    assert coat[box.slices][mask].all()
    check_invariants(edited.parse)


def test_a_part_can_get_another_owner(two_people: Scene) -> None:
    x, y = middle_of(two_people, 1, Label.UPPER_CLOTHES)
    edited = Relabel(x, y, Label.UPPER_CLOTHES, 2).apply(two_people.parse, two_people.photo)
    assert edited.changed == {1, 2}
    assert edited.parse.person_map[y, x] == edited.numbers[2]
    check_invariants(edited.parse)


def test_nothing_can_be_named_where_nobody_is(two_people: Scene) -> None:
    for place in ((0, 0), (-1, 5), (9999, 5)):
        with pytest.raises(CorrectionError) as caught:
            Relabel(*place, Label.COAT, 1).apply(two_people.parse, two_people.photo)
        assert caught.value.problem is CorrectionProblem.NOBODY_THERE


def merged(two_people: Scene) -> HumanParse:
    return MergePeople(1, 2).apply(two_people.parse, two_people.photo).parse


def test_merged_people_are_one_and_the_surer_skeleton_stays(two_people: Scene) -> None:
    first, second = two_people.parse.people
    assert first.joints is not None
    unsure = Joints(first.joints.points, first.joints.confidence / 2)
    people = (replace(first, joints=unsure), second)
    parse = replace(two_people.parse, people=people)
    edited = MergePeople(1, 2).apply(parse, two_people.photo)
    assert edited.numbers == {1: 1, 2: 1}
    assert len(edited.parse.people) == 1
    np.testing.assert_array_equal(edited.parse.person_map > 0, parse.person_map > 0)
    assert edited.parse.people[0].joints is second.joints
    check_invariants(edited.parse)


def test_a_line_splits_one_person_into_two_and_their_joints(two_people: Scene) -> None:
    one = merged(two_people)
    middle = sum(p.box.left + p.box.right for p in two_people.parse.people) / 4
    edited = SplitPerson(1, ((middle, 100.0), (middle, 800.0))).apply(one, two_people.photo)
    assert edited.numbers == {1: 1} or edited.numbers == {1: 2}
    assert edited.changed == {1, 2}
    left, right = edited.parse.people
    assert left.box.right <= middle + 1 <= right.box.left + 2
    for person, is_right in ((left, False), (right, True)):
        if person.joints is not None:
            sure = person.joints.confidence > 0
            assert ((person.joints.points[sure, 0] > middle) == is_right).all()
    check_invariants(edited.parse)


def test_a_line_may_bend(two_people: Scene) -> None:
    line = as_path([(560, 0), (560, 400), (640, 400), (640, 899)])
    edited = SplitPerson(1, line).apply(merged(two_people), two_people.photo)
    owner = edited.parse.person_map
    for x, y, number in ((550, 300, 1), (575, 300, 2), (630, 600, 1), (650, 600, 2)):
        assert owner[y, x] in {0, number}
    check_invariants(edited.parse)


def test_a_line_beside_a_person_splits_nobody(two_people: Scene) -> None:
    edit = SplitPerson(1, ((2.0, 0.0), (2.0, 800.0)))
    with pytest.raises(CorrectionError) as caught:
        edit.apply(two_people.parse, two_people.photo)
    assert caught.value.problem is CorrectionProblem.LINE_MISSES


def test_who_is_removed_leaves_background(two_people: Scene) -> None:
    edited = RemovePerson(1).apply(two_people.parse, two_people.photo)
    assert edited.numbers == {1: None, 2: 1}
    assert not edited.parse.labels[two_people.parse.person_map == 1].any()
    check_invariants(edited.parse)


def test_left_and_right_change_places_and_back(two_people: Scene) -> None:
    parse, photo = two_people.parse, two_people.photo
    edited = SwapSides(1).apply(parse, photo)
    before, after = parse.person(1), edited.parse.person(1)
    assert before.joints is not None
    assert after.joints is not None
    left, right = JointName.LEFT_WRIST, JointName.RIGHT_WRIST
    np.testing.assert_array_equal(after.joints.points[left], before.joints.points[right])
    own = parse.person_map == 1
    was_left = own & (parse.labels == Label.LEFT_ARM)
    assert was_left.any()
    assert (edited.parse.labels[was_left] == Label.RIGHT_ARM).all()
    assert same_parse(SwapSides(1).apply(edited.parse, photo).parse, parse)
    check_invariants(edited.parse)


def test_a_joint_moves_alone_and_is_sure_then(two_people: Scene) -> None:
    edit = MoveJoint(1, JointName.LEFT_ELBOW, 333.0, 444.0)
    edited = edit.apply(two_people.parse, two_people.photo)
    joints, before = edited.parse.person(1).joints, two_people.parse.person(1).joints
    assert joints is not None
    assert before is not None
    assert joints.points[JointName.LEFT_ELBOW].tolist() == [333.0, 444.0]
    assert joints.confidence[JointName.LEFT_ELBOW] == 1.0
    others = np.arange(17) != JointName.LEFT_ELBOW
    np.testing.assert_array_equal(joints.points[others], before.points[others])
    assert edited.changed == {1}
    assert edited.parse.labels is two_people.parse.labels, "no pixel changes"


def test_somebody_who_was_missed_is_found_in_a_box(
    astronaut: tuple[Photo, HumanParse], two_people: Scene
) -> None:
    photo, parse = astronaut
    nobody = RemovePerson(parse.largest_person.number).apply(parse, photo.pixels).parse
    box = parse.largest_person.box
    seen: list[RgbImage] = []

    def parse_part(part: RgbImage) -> HumanParse:
        seen.append(part)
        return create_parser(Engine.BUNDLED).parse(part)

    edit = find_person(photo.pixels, box, parse_part)
    edited = edit.apply(nobody, photo.pixels)
    found = edited.parse.largest_person
    assert found is not None
    own, wanted = edited.parse.person_mask(found.number), parse.person_map > 0
    assert (own & wanted).sum() / (own | wanted).sum() > 0.9
    assert found.joints is not None
    nose = found.joints.points[JointName.NOSE]
    np.testing.assert_allclose(nose, parse.largest_person.joints.points[JointName.NOSE], atol=12)
    check_invariants(edited.parse)


def test_an_empty_box_says_what_to_do(two_people: Scene) -> None:
    def nobody(part: RgbImage) -> HumanParse:
        empty = np.zeros(part.shape[:2], np.uint8)
        return HumanParse(empty, empty, (), "nobody")

    with pytest.raises(CorrectionError) as caught:
        find_person(two_people.photo, Box(0, 0, 90, 90), nobody)
    assert caught.value.problem is CorrectionProblem.NOBODY_IN_BOX


def test_the_box_takes_who_lies_in_it_and_not_who_is_larger(two_people: Scene) -> None:
    parse = two_people.parse
    box = parse.person(1).box
    edit = find_person(two_people.photo, box, lambda part: _cut(parse, box, part))
    own = parse.person_map == 1
    assert (edit.labels > 0).sum() == own.sum()


def _cut(parse: HumanParse, box: Box, part: RgbImage) -> HumanParse:
    """Return the part of a parse that `find_person` shows to its parser."""
    seen = box.grown(round(0.2 * max(box.width, box.height)), limit=parse.size)
    assert part.shape[:2] == (seen.height, seen.width)
    labels, owners = (
        np.ascontiguousarray(ids[seen.slices]) for ids in (parse.labels, parse.person_map)
    )
    return build_parse(labels, owners, {1: 0.9, 2: 0.9}, engine="cut")


EDITS: dict[str, Callable[[np.random.Generator, HumanParse], ParseEdit]] = {
    "brush": lambda r, p: Brush(_path(r, p, 1), float(r.uniform(0, 60)), _label(r), _who(r, p, 1)),
    "polygon": lambda r, p: Polygon(_path(r, p, 3), _label(r), _who(r, p, 1)),
    "grow": lambda r, p: GrowToEdge(
        _path(r, p, 1)[:2], float(r.uniform(2, 20)), _label(r), _who(r, p, 1)
    ),
    "relabel": lambda r, p: Relabel(
        int(r.integers(p.size.width)), int(r.integers(p.size.height)), _label(r), _who(r, p, 1)
    ),
    "split": lambda r, p: SplitPerson(_who(r, p), _path(r, p, 2)),
    "merge": lambda r, p: MergePeople(_who(r, p), _who(r, p)),
    "remove": lambda r, p: RemovePerson(_who(r, p)),
    "swap": lambda r, p: SwapSides(_who(r, p)),
    "joint": lambda r, p: MoveJoint(_who(r, p), JointName(int(r.integers(17))), *_path(r, p, 1)[0]),
    "add": lambda r, p: _addition(r, p),
}


def _path(rng: np.random.Generator, parse: HumanParse, least: int) -> tuple:
    size = np.array([parse.size.width, parse.size.height])
    return as_path(rng.uniform(-0.1, 1.1, (least + int(rng.integers(4)), 2)) * size)


def _label(rng: np.random.Generator) -> Label:
    return Label(int(rng.integers(20)))


def _who(rng: np.random.Generator, parse: HumanParse, more: int = 0) -> int:
    return int(rng.integers(1, max(1, len(parse.people)) + 1 + more))


def _addition(rng: np.random.Generator, parse: HumanParse) -> AddPerson:
    left, top = (int(v) for v in rng.integers(0, 500, 2))
    labels = rng.integers(0, 20, (80, 40)).astype(np.uint8)
    return AddPerson(Box(left, top, left + 40, top + 80), labels, 0.5)


@pytest.mark.parametrize("seed", range(12))
def test_after_any_corrections_a_parse_is_sound_and_they_can_be_replayed(
    two_people: Scene, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    parse = two_people.parse
    for _ in range(10):
        edit = list(EDITS.values())[int(rng.integers(len(EDITS)))](rng, parse)
        kept = edit_from_json(parse_json(json.dumps(edit.to_json()).encode()))
        edited, replayed = (outcome(each, parse, two_people.photo) for each in (edit, kept))
        if isinstance(edited, Text) or isinstance(replayed, Text):
            assert edited == replayed
            continue
        assert same_parse(edited.parse, replayed.parse)
        assert edited.numbers == replayed.numbers
        assert edited.numbers.keys() == {p.number for p in parse.people}
        check_invariants(edited.parse)
        for before, now in edited.numbers.items():
            if now is not None and now not in edited.changed:
                np.testing.assert_array_equal(
                    parse.person_map == before, edited.parse.person_map == now
                )
        parse = edited.parse


def outcome(edit: ParseEdit, parse: HumanParse, photo: RgbImage) -> Edited | Text:
    """Return what a correction makes of a parse, or why it cannot be made."""
    try:
        return edit.apply(parse, photo)
    except CorrectionError as error:
        return error.text


GOOD = {
    "kind": "brush",
    "path": [[1.0, 2.0]],
    "radius": 3.0,
    "label": 5,
    "person": 1,
}


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "airbrush"},
        {"kind": ["brush"]},
        {"path": []},
        {"path": [[1.0]]},
        {"path": [[1.0, "2"]]},
        {"path": [[1e9, 2.0]]},
        {"path": [[float("nan"), 2.0]]},
        {"path": {"x": 1}},
        {"radius": -1},
        {"radius": True},
        {"radius": float("inf")},
        {"label": 20},
        {"label": 5.0},
        {"person": 256},
        {"person": -1},
        {"person": None},
        {"person": 0},
        {"extra": 1},
    ],
    ids=str,
)
def test_what_no_correction_holds_is_refused(change: dict[str, object]) -> None:
    assert edit_from_json(GOOD) == Brush(((1.0, 2.0),), 3.0, Label.UPPER_CLOTHES, 1)
    with pytest.raises((LookupError, ValueError, TypeError)):
        edit_from_json(GOOD | change)


@pytest.mark.parametrize(
    "change",
    [
        {"labels": "!!"},
        {"labels": "aGVsbG8="},
        {"labels": None},
        {"box": [0, 0, 0, 80]},
        {"box": [0, 0, 41, 80]},
        {"box": [0.0, 0, 40, 80]},
        {"box": [0, 0, 40]},
        {"score": 2},
        {"joints": [[1, 2, 3]]},
        {"joints": "joints"},
        {"joints": [[1e12, 0, 1]] * 17},
    ],
    ids=str,
)
def test_a_damaged_addition_is_refused(two_people: Scene, change: dict[str, object]) -> None:
    stored = _addition(np.random.default_rng(0), two_people.parse).to_json()
    edit_from_json(stored)
    with pytest.raises((LookupError, ValueError, TypeError)):
        edit_from_json(stored | change)


@pytest.mark.parametrize("stored", [None, [], "brush", 3, {}, {"kind": "brush"}], ids=str)
def test_what_is_no_object_of_a_kind_is_refused(stored: object) -> None:
    with pytest.raises((LookupError, ValueError, TypeError)):
        edit_from_json(stored)


def test_people_who_are_not_there_cannot_be_corrected(two_people: Scene) -> None:
    for edit in (
        Brush(((1.0, 1.0),), 3.0, Label.HAT, 4),
        RemovePerson(3),
        SwapSides(9),
        MergePeople(1, 3),
        SplitPerson(3, ((0.0, 0.0), (1.0, 1.0))),
        MoveJoint(3, JointName.NOSE, 0.0, 0.0),
    ):
        with pytest.raises(CorrectionError) as caught:
            edit.apply(two_people.parse, two_people.photo)
        assert caught.value.problem is CorrectionProblem.NO_SUCH_PERSON
