"""How large a person is in the photo follows from height and joints, and says how sure it is."""

from __future__ import annotations

import numpy as np
import pytest

from tryon.body.stature import BodyScale, measure_scale
from tryon.errors import FitError
from tryon.geometry import PhotoPoints
from tryon.joints import JointName as J
from tryon.joints import Joints

DEPTHS = {"EYE": 60.0, "SHOULDER": 190.0, "HIP": 496.0, "KNEE": 713.0, "ANKLE": 928.0}
"""Pixels below the crown of somebody who is 1,000 pixels tall."""


def standing(*, hidden: tuple[str, ...] = (), scale: float = 1.0) -> Joints:
    """Return the joints of somebody who stands upright; the names of levels that are hidden."""
    points, confidence = np.zeros((17, 2)), np.zeros(17)
    for name in J:
        side, _, level = name.name.partition("_")
        if level in DEPTHS:
            points[name] = (40.0 if side == "LEFT" else -40.0, DEPTHS[level])
            confidence[name] = 0.1 if level in hidden else 0.9
    return Joints(PhotoPoints(points * scale + 300), confidence)


def scale_of(joints: Joints | None, height_cm: float = 170.0) -> BodyScale:
    return measure_scale(joints, height_cm, person=1)


@pytest.mark.parametrize("factor", [0.3, 1.0, 2.5])
def test_who_stands_is_measured_from_the_eyes_to_the_ankles(factor: float) -> None:
    found = scale_of(standing(scale=factor))
    assert found.pixels_per_cm == pytest.approx(factor * 1000 / 170, rel=0.01)
    assert found.percent == 4


def test_the_less_is_seen_the_less_sure_it_is() -> None:
    whole = scale_of(standing())
    half = scale_of(standing(hidden=("KNEE", "ANKLE")))
    torso = scale_of(standing(hidden=("EYE", "KNEE", "ANKLE")))
    assert half.pixels_per_cm == pytest.approx(whole.pixels_per_cm, rel=0.01)
    assert whole.uncertainty < half.uncertainty < torso.uncertainty
    assert torso.percent >= 9


def test_thighs_that_point_at_the_camera_do_not_make_a_person_smaller() -> None:
    joints = standing()
    points = joints.points.copy()
    for name in (J.LEFT_KNEE, J.RIGHT_KNEE, J.LEFT_ANKLE, J.RIGHT_ANKLE):
        points[name, 1] -= 150
    sitting = Joints(PhotoPoints(points), joints.confidence)
    found = scale_of(sitting)
    assert found.pixels_per_cm == pytest.approx(1000 / 170, rel=0.02)
    assert found.uncertainty > scale_of(joints).uncertainty


def test_one_bent_leg_leaves_the_other_to_measure_by() -> None:
    joints = standing()
    points = joints.points.copy()
    points[[J.LEFT_KNEE, J.LEFT_ANKLE], 1] -= 120
    assert scale_of(Joints(PhotoPoints(points), joints.confidence)).pixels_per_cm == pytest.approx(
        1000 / 170, rel=0.02
    )


def test_too_little_and_a_height_that_nobody_has_are_refused_with_what_to_do() -> None:
    face = standing(hidden=("HIP", "KNEE", "ANKLE"))
    for joints in (face, None):
        with pytest.raises(FitError, match="choose a photo that shows at least shoulders and hips"):
            scale_of(joints)
    for height in (17.0, 1700.0):
        with pytest.raises(FitError, match="must be between 50 and 250 cm"):
            scale_of(standing(), height)
