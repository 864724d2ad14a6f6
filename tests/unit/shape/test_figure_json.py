"""Figures are kept under names that never change: a wardrobe outlives a version of the app."""

from __future__ import annotations

import json

import numpy as np
import pytest

from tryon.garments.garment import Garment
from tryon.garments.measure import measure_garment
from tryon.shape.figure import Figure
from tryon.shape.figure_json import figure_from_json, figure_to_json
from tryon.shape.point_names import named_points

TOP_MARKS = [
    *("neck_left", "neck_right", "neck_centre", "shoulder_left", "shoulder_right"),
    *("armpit_left", "armpit_right", "waist_left", "waist_right"),
    *("hem_left", "hem_right", "hem_centre", "sleeve_left", "sleeve_right"),
]
TROUSERS_MARKS = [
    *("waist_left", "waist_right", "crotch", "cuff_outer_left", "cuff_outer_right"),
    *("cuff_inner_left", "cuff_inner_right"),
]


@pytest.mark.parametrize(
    ("fixture", "kind", "marks", "strips"),
    [
        ("tshirt", "top", TOP_MARKS, ["torso", "shoulders", "sleeve_left", "sleeve_right"]),
        ("trousers", "trousers", TROUSERS_MARKS, ["leg_left", "leg_right"]),
        ("skirt", "skirt", ["waist_left", "waist_right", "hem_left", "hem_right"], ["body"]),
    ],
)
def test_a_figure_is_kept_by_name_and_read_back(
    fixture: str, kind: str, marks: list[str], strips: list[str], request: pytest.FixtureRequest
) -> None:
    garment: Garment = request.getfixturevalue(fixture)
    figure = measure_garment(garment).figure
    stored = json.loads(json.dumps(figure_to_json(figure)))
    assert stored["kind"] == kind
    assert sorted(stored["landmarks"]) == sorted(marks)
    assert sorted(stored) == sorted(["kind", "landmarks", *strips])
    again = figure_from_json(stored)
    assert again.landmarks == figure.landmarks
    assert figure_to_json(again) == stored


def test_left_and_right_are_not_exchanged_on_the_way(tshirt: Garment) -> None:
    figure: Figure = measure_garment(tshirt).figure
    stored = figure_to_json(figure)
    for name, point in named_points(figure.landmarks).items():
        if "sleeve" not in name.value:
            assert stored["landmarks"][name.value] == [point.x, point.y]
    armpits = (np.array(stored["torso"][side])[0] for side in ("left", "right"))
    assert [tuple(place) for place in armpits] == [
        tuple(stored["landmarks"][f"armpit_{side}"]) for side in ("left", "right")
    ]
    assert stored["sleeve_left"]["left"][-1] == stored["landmarks"]["sleeve_left"]["outer"]


def test_a_sleeve_that_is_not_there_is_kept_as_absent(dress: Garment) -> None:
    stored = figure_to_json(measure_garment(dress).figure)
    assert stored["sleeve_left"] is None
    assert stored["landmarks"]["sleeve_left"] is None
    again = figure_from_json(json.loads(json.dumps(stored)))
    assert figure_to_json(again) == stored


def test_a_figure_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="hat"):
        figure_from_json({"kind": "hat", "landmarks": {}})
