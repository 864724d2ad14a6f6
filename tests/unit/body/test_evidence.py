"""A fit needs more to go by than a few specks of cloth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.scenes import ALONE, Scene, alone
from tryon.body.evidence import check_evidence, seen_share
from tryon.body.view import RegionView, chosen_view
from tryon.errors import FitError
from tryon.fitting.fit import fit_garment
from tryon.fitting.request import FitRequest
from tryon.fitting.take import take_garment
from tryon.garments.garment import Garment
from tryon.human_parse import HumanParse
from tryon.joints import JointName, Joints
from tryon.labels import Label, Region
from tryon.messages import FitNote
from tryon.shape.category import GarmentCategory

_SHOULDERS_AND_HIPS = [
    JointName.LEFT_SHOULDER,
    JointName.RIGHT_SHOULDER,
    JointName.LEFT_HIP,
    JointName.RIGHT_HIP,
]


def with_top(drawn: Scene, *places: tuple[float, float, float, float]) -> HumanParse:
    """Bare the torso but for patches: left, top, right, bottom in half shoulder breadths."""
    labels = drawn.parse.labels.copy()
    is_top = labels == Label.UPPER_CLOTHES
    labels[is_top] = Label.TORSO_SKIN
    for left, top, right, bottom in places:
        (first_row, first), (last_row, last) = ALONE.pixel(left, top), ALONE.pixel(right, bottom)
        patch = np.s_[first_row:last_row, first:last]
        labels[patch][is_top[patch]] = Label.UPPER_CLOTHES
    return replace(drawn.parse, labels=labels)


def with_confidence(parse: HumanParse, joints: list[JointName], confidence: float) -> HumanParse:
    """Change how sure the parser is of joints of the first person."""
    person = parse.person(1)
    assert person.joints is not None
    sure = person.joints.confidence.copy()
    sure[joints] = confidence
    changed = replace(person, joints=Joints(person.joints.points, sure))
    return replace(parse, people=(changed, *parse.people[1:]))


def view_of(parse: HumanParse, region: Region = Region.UPPER) -> RegionView:
    return chosen_view(parse, 1, region)


def test_the_share_is_the_area_of_the_cloth_in_areas_of_the_torso() -> None:
    square = view_of(with_top(alone(ALONE), (-0.5, 0.5, 0.5, 1.5)))
    half = view_of(with_top(alone(ALONE), (-0.5, 0.5, 0.5, 1.0)))
    share, half_share = (seen_share(view, Region.UPPER) for view in (square, half))
    assert share is not None
    joints = alone(ALONE).parse.person(1).joints
    assert joints is not None
    shoulders, hips = joints.points[_SHOULDERS_AND_HIPS].reshape(2, 2, 2) / ALONE.half_shoulder
    breadth = np.linalg.norm(shoulders[0] - shoulders[1])
    length = np.linalg.norm(hips.mean(axis=0) - shoulders.mean(axis=0))
    assert share == pytest.approx(1 / (breadth * length), rel=0.03)
    assert half_share == pytest.approx(share / 2, rel=0.05)


def test_two_patches_on_a_bare_chest_are_refused_and_the_reason_is_named(tshirt: Garment) -> None:
    drawn = alone(ALONE)
    parse = with_top(drawn, (-0.8, 0.8, -0.4, 1.3), (0.5, 1.0, 0.8, 1.5))
    with pytest.raises(FitError, match=r"person 1 wears on the region 'upper'.*covers 9 %"):
        fit_garment(FitRequest(drawn.photo, parse, 1, Region.UPPER, tshirt))
    with pytest.raises(FitError, match="choose another region or a photo"):
        take_garment(
            drawn.photo,
            parse,
            person=1,
            region=Region.UPPER,
            category=GarmentCategory.TOP,
            name="scraps",
        )


def test_a_strip_of_cloth_is_dressed_with_a_note(tshirt: Garment) -> None:
    drawn = alone(ALONE)
    parse = with_top(drawn, (-1.0, 0.3, 1.0, 0.7))
    fit = fit_garment(FitRequest(drawn.photo, parse, 1, Region.UPPER, tshirt))
    assert FitNote.LITTLE_SEEN in fit.notes


def test_who_is_dressed_from_neck_to_hem_gets_no_note() -> None:
    for region in (Region.UPPER, Region.LOWER):
        view = view_of(alone(ALONE).parse, region)
        share = seen_share(view, region)
        assert share is not None
        assert share > 0.8
        assert check_evidence(view, 1, region) == ()


def test_what_the_photo_cuts_off_is_not_missed() -> None:
    whole = alone(ALONE)
    row, _ = ALONE.pixel(0.0, 0.9)
    parse, person = whole.parse, whole.parse.person(1)
    cut = HumanParse(
        np.ascontiguousarray(parse.labels[:row]),
        np.ascontiguousarray(parse.person_map[:row]),
        (person,),
        parse.engine,
    )
    share = seen_share(view_of(cut), Region.UPPER)
    assert share is not None
    assert share > 0.7


def test_a_body_without_shoulders_and_hips_is_noted_as_estimated(tshirt: Garment) -> None:
    drawn = alone(ALONE)
    parse = with_confidence(drawn.parse, _SHOULDERS_AND_HIPS, 0.05)
    fit = fit_garment(FitRequest(drawn.photo, parse, 1, Region.UPPER, tshirt))
    assert FitNote.BODY_GUESSED in fit.notes


def test_people_of_whom_no_joint_is_known_are_dressed_as_ever(tshirt: Garment) -> None:
    drawn = alone(ALONE)
    parse = with_top(drawn, (-0.8, 0.8, -0.4, 1.3), (0.5, 1.0, 0.8, 1.5))
    unknown = with_confidence(parse, list(JointName), 0.05)
    assert check_evidence(view_of(unknown), 1, Region.UPPER) == ()
    assert fit_garment(FitRequest(drawn.photo, unknown, 1, Region.UPPER, tshirt)).change.any()
