"""The bundled parser on real weights and real photos."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.model.bundled import parser, sample, sample_parse
from tryon.errors import Cancelled, WeightsError
from tryon.human_parse import HumanParse
from tryon.labels import Label, Region, mirror_label_ids
from tryon.parsing import Engine, create_parser
from tryon.progress import CancelToken, Stage


def agreement(first: HumanParse, second: HumanParse) -> float:
    """Fraction of equal label pixels."""
    return float((first.labels == second.labels).mean())


def test_the_sample_person_is_found_with_top_and_trousers() -> None:
    parse = sample_parse()
    person = parse.largest_person
    assert person is not None
    assert person.score > 0.6
    for region in (Region.UPPER, Region.LOWER):
        assert parse.region_mask(person.number, region).mean() > 0.01
    present = {part.label for part in person.parts}
    assert {Label.FACE, Label.HAIR} <= present


def test_the_maps_have_the_photos_size_and_agree_with_each_other() -> None:
    parse = sample_parse()
    assert parse.labels.shape == sample().shape[:2]
    np.testing.assert_array_equal(parse.labels > 0, parse.person_map > 0)


def test_two_people_side_by_side_are_two_people_from_left_to_right() -> None:
    pair = np.hstack([sample(), sample()])
    parse = parser().parse(pair)
    whole = [person for person in parse.people if person.box.height > pair.shape[0] / 2]
    assert len(whole) == 2
    assert whole[0].box.right <= whole[1].box.left + pair.shape[1] // 20


def test_a_mirrored_photo_gives_the_mirrored_labels() -> None:
    mirrored = parser().parse(np.ascontiguousarray(sample()[:, ::-1]))
    expected = mirror_label_ids()[sample_parse().labels[:, ::-1]]
    assert (mirrored.labels == expected).mean() > 0.95


@pytest.mark.parametrize("scale", [0.4, 2.0])
def test_photos_of_other_sizes_give_the_same_parts(scale: float) -> None:
    resized = cv2.resize(sample(), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    parse = parser().parse(np.asarray(resized, dtype=np.uint8))
    height, width = sample().shape[:2]
    labels = cv2.resize(parse.labels, (width, height), interpolation=cv2.INTER_NEAREST)
    assert (labels == sample_parse().labels).mean() > 0.95


def test_parsing_twice_gives_the_same_and_leaves_the_photo_alone() -> None:
    before = sample().copy()
    again = parser().parse(sample())
    assert agreement(again, sample_parse()) == 1.0
    np.testing.assert_array_equal(sample(), before)


@pytest.mark.parametrize("shape", [(32, 32), (33, 700), (900, 40)])
def test_odd_sizes_work(shape: tuple[int, int]) -> None:
    assert parser().parse(np.full((*shape, 3), 90, dtype=np.uint8)).labels.shape == shape


def test_a_photo_without_people_has_none() -> None:
    gradient = np.linspace(90, 160, 320, dtype=np.uint8)[None, :, None]
    parse = parser().parse(np.tile(gradient, (240, 1, 3)))
    assert parse.people == ()
    assert not parse.labels.any()


def test_stages_are_timed_and_reported() -> None:
    seen: list[tuple[Stage, float]] = []
    parse = parser().parse(sample(), progress=lambda *report: seen.append(report))
    assert next(time.stage for time in parse.times) is Stage.FIND_PEOPLE
    assert {stage for stage, _ in seen} >= {Stage.FIND_PEOPLE, Stage.REFINE_EDGES}
    assert all(0 <= fraction <= 1 for _, fraction in seen)


def test_a_cancelled_parse_stops() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        parser().parse(sample(), cancel=token)


def test_the_engine_names_its_weights() -> None:
    assert sample_parse().engine.startswith("tryon-lite ")


def test_a_file_that_is_no_network_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tryon-lite.onnx"
    path.write_bytes(b"not a network")
    with pytest.raises(WeightsError, match="reinstall tryon"):
        create_parser(Engine.BUNDLED, path)
