"""Joints and people on real weights and real photos."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.model.bundled import parser, sample, sample_parse
from tryon.cli import main
from tryon.geometry import Size
from tryon.human_parse import HumanParse
from tryon.imaging import read_photo, write_image
from tryon.joints import JointName, Joints
from tryon.labels import Label
from tryon.parsing import Engine, create_parser
from tryon.parsing.joints.finder import JointFinder
from tryon.parsing.joints.network import MIRRORED
from tryon.parsing.joints.people import with_joints
from tryon.progress import Stage, StageClock
from tryon.resources import joints_file

FIRST_BELOW_SECOND = (
    (JointName.LEFT_SHOULDER, JointName.NOSE),
    (JointName.LEFT_HIP, JointName.LEFT_SHOULDER),
    (JointName.RIGHT_HIP, JointName.RIGHT_SHOULDER),
    (JointName.LEFT_KNEE, JointName.LEFT_HIP),
    (JointName.RIGHT_ANKLE, JointName.RIGHT_KNEE),
)


def only_joints(parse: HumanParse) -> Joints:
    """The joints of the largest person."""
    person = parse.largest_person
    assert person is not None
    assert person.joints is not None
    return person.joints


def test_the_sample_person_stands_upright_and_faces_the_camera() -> None:
    points = only_joints(sample_parse()).points
    for low, high in FIRST_BELOW_SECOND:
        assert points[low, 1] > points[high, 1]
    for left, right in ((5, 6), (11, 12), (15, 16)):
        assert points[left, 0] > points[right, 0]


def test_joints_lie_on_the_body_parts_they_name() -> None:
    parse, joints = sample_parse(), only_joints(sample_parse())
    for name, labels in (
        (JointName.NOSE, {Label.FACE}),
        (JointName.LEFT_SHOULDER, {Label.UPPER_CLOTHES}),
        (JointName.RIGHT_KNEE, {Label.PANTS}),
        (JointName.LEFT_WRIST, {Label.LEFT_ARM}),
        (JointName.RIGHT_WRIST, {Label.RIGHT_ARM}),
    ):
        column, row = joints.points[name].round().astype(int)
        assert Label(int(parse.labels[row, column])) in labels, name


def test_a_mirrored_photo_has_mirrored_joints() -> None:
    mirrored = only_joints(parser().parse(np.ascontiguousarray(sample()[:, ::-1])))
    expected = only_joints(sample_parse()).points[MIRRORED] * [-1, 1]
    expected += [sample().shape[1] - 1, 0]
    gaps = np.linalg.norm(mirrored.points - expected, axis=1)
    assert np.median(gaps) < sample().shape[0] / 100
    assert gaps.max() < sample().shape[0] / 30


def test_joints_do_not_need_the_clothes() -> None:
    grey = sample().copy()
    grey[sample_parse().labels == Label.UPPER_CLOTHES] = 128
    gaps = np.linalg.norm(
        only_joints(parser().parse(grey)).points - only_joints(sample_parse()).points, axis=1
    )
    assert gaps.max() < sample().shape[0] / 25


def test_each_of_two_people_has_joints_of_their_own() -> None:
    height, width = sample().shape[:2]
    close = np.hstack([sample()[:, : width - width // 4], sample()[:, width // 4 :]])
    parse = parser().parse(close)
    whole = [person for person in parse.people if person.box.height > height / 2]
    assert len(whole) == 2
    for person in whole:
        assert person.joints is not None
        box = person.box.grown(height // 100, limit=Size.of(close))  # about as exact as joints are
        inside = [
            box.left <= x < box.right and box.top <= y < box.bottom for x, y in person.joints.points
        ]
        assert all(inside)


def test_another_engines_people_get_the_same_joints() -> None:
    parse = sample_parse()
    clock = StageClock()
    bare = HumanParse(parse.labels, parse.person_map, parse.people, engine="another")
    joints = only_joints(with_joints(bare, sample(), JointFinder(joints_file()), clock))
    gaps = np.linalg.norm(joints.points - only_joints(parse).points, axis=1)
    assert gaps.max() < sample().shape[0] / 50
    assert {time.stage for time in clock.times} == {Stage.FIND_JOINTS}


def test_loading_the_networks_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    create_parser(Engine.BUNDLED)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("seed", range(3))
def test_noise_and_blots_are_nobody(seed: int) -> None:
    rng = np.random.default_rng(seed)
    coarse = rng.integers(0, 255, (9, 12, 3), dtype=np.uint8)
    photo = cv2.resize(coarse, (480, 360), interpolation=cv2.INTER_CUBIC)
    assert parser().parse(np.asarray(photo, np.uint8)).people == ()


def test_the_report_names_joints_as_coco_does(tmp_path: Path) -> None:
    photo, report = tmp_path / "photo.jpg", tmp_path / "report.json"
    write_image(photo, sample())
    plain, drawn = tmp_path / "plain.png", tmp_path / "drawn.png"
    assert main(["parse", str(photo), "--json", str(report), "-o", str(plain)]) == 0
    assert main(["parse", str(photo), "--skeleton", "-o", str(drawn)]) == 0
    [person] = json.loads(report.read_text())["people"]
    assert list(person["joints"]) == [name.key for name in JointName]
    x, y, confidence = person["joints"]["left_shoulder"]
    assert abs(x - only_joints(sample_parse()).points[JointName.LEFT_SHOULDER, 0]) < 5
    assert 0.5 < confidence <= 1
    before, after = (read_photo(path).pixels.astype(int) for path in (plain, drawn))
    changed = (before != after).any(axis=2)
    assert changed[round(y), round(x)]
    assert 0.002 < changed.mean() < 0.1
