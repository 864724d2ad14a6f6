"""Sleeves that touch the torso, parted from it on a real photo."""

from __future__ import annotations

import numpy as np

from tests.model.bundled import parser
from tryon.body.region import correct_region
from tryon.body.view import chosen_view
from tryon.body.worn_top import measure_worn_top
from tryon.imaging import read_photo
from tryon.labels import Region
from tryon.resources import sample_photos


def test_a_wide_sleeve_beside_the_torso_belongs_to_the_arm() -> None:
    photo = read_photo(sample_photos()[1]).pixels  # an astronaut, whose suit has no gap at the arm
    parse = parser().parse(photo)
    person = parse.largest_person
    assert person is not None
    view = chosen_view(parse, person.number, Region.UPPER)
    image = view.reduced(photo)
    view = view.with_region(correct_region(view, image))
    worn = measure_worn_top(view, view.region, image)
    arm, path = worn.arms.limbs.left, worn.arms.paths.left
    assert path is not None
    # all of the sleeve's width at the elbow, which is far wider than the arm
    elbow = len(path.middle) // 2
    across = path.middle[elbow] + np.linspace(-1.0, 1.7, 13)[:, None] * (
        path.radius[elbow] * path.outward[elbow]
    )
    x, y = np.rint(across).astype(int).T
    assert arm[y, x].all()
    chest = np.rint((worn.torso.armpits.left + worn.skeleton.middle) / 2).astype(int)
    assert not arm[chest[1], chest[0]]
    assert not (arm & worn.arms.limbs.right).any()
