"""The parameters of a fit, and the file that keeps them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tryon.errors import ExportError, FitError
from tryon.fitting.cloth.dye import Dye
from tryon.fitting.cloth.pattern import Pattern, PatternPicture
from tryon.fitting.mesh import FLAT, pulled
from tryon.fitting.parameters import (
    FitParameters,
    Tuck,
    parameters_to_json,
    read_parameters,
    write_parameters,
)

DOTS = PatternPicture.of(np.full((8, 8, 4), (200, 40, 90, 255), np.uint8), "Dots")
PATTERN_JSON = {
    "picture": "1f",
    "name": "dots",
    "scale": 0.3,
    "angle_degrees": 0.0,
    "keeps_prints": False,
}


def stored(path: Path, content: object) -> Path:
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_parameters_come_back_from_their_file_as_they_were(tmp_path: Path) -> None:
    fits = (
        FitParameters(shading=0.3, move_x=-0.1, rotate_degrees=4.5, tuck=Tuck.OVER),
        FitParameters(mesh=pulled(pulled(FLAT, 3, (0.1, 1 / 3)), 9, (-0.05, 0.2))),
        FitParameters(),
        FitParameters(dye=Dye((170, 51, 85), prints_too=True)),
        FitParameters(dye=Dye((170, 51, 85), instead_of=(10, 20, 30))),
        FitParameters(pattern=Pattern(DOTS, 0.25, -30.0, keeps_prints=True)),
        FitParameters(grain=0.5, pattern=Pattern(DOTS)),
    )
    write_parameters(tmp_path / "fit.json", fits)
    assert read_parameters(tmp_path / "fit.json") == fits


def test_what_a_file_leaves_out_has_its_usual_value(tmp_path: Path) -> None:
    path = stored(tmp_path / "fit.json", {"version": 1, "fits": [{"grain": 0}]})
    assert read_parameters(path) == (FitParameters(grain=0),)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ([], "expected"),
        ({"fits": [{}]}, "expected"),
        ({"version": 5, "fits": [{}]}, "expected a version from 1 to 4, got 5"),
        ({"version": 0, "fits": [{}]}, "expected a version from 1 to 4, got 0"),
        ({"version": [2], "fits": [{}]}, "expected a version from 1 to 4"),
        ({"version": 1}, '"fits" must be a list'),
        ({"version": 1, "fits": []}, '"fits" must be a list'),
        ({"version": 1, "fits": [3]}, "must be an object, got 3"),
        ({"version": 1, "fits": [{"shade": 1}]}, "unknown parameter shade; there are shading"),
        ({"version": 1, "fits": [{"shading": "much"}]}, "shading must be a number, got 'much'"),
        ({"version": 1, "fits": [{"shading": True}]}, "shading must be a number"),
        ({"version": 1, "fits": [{"scale_x": 0}]}, "scale_x must be between 0.25 and 4, got 0"),
        ({"version": 1, "fits": [{"move_x": float("nan")}]}, "NaN is not a finite number"),
        ({"version": 1, "fits": [{"tuck": "in"}]}, "tuck must be one of auto, tucked, over"),
        ({"version": 1, "fits": [{"tuck": ["over"]}]}, "tuck must be one of"),
        ({"version": 2, "fits": [{"mesh": [[0, 0]]}]}, "mesh must be empty or have 20 shifts"),
        ({"version": 2, "fits": [{"mesh": {"node": 1}}]}, "got {'node': 1}"),
        ({"version": 3, "fits": [{"dye": "#ff0000"}]}, 'expected {"colour": "#aa3355"'),
        ({"version": 3, "fits": [{"dye": {"colour": "red", "prints_too": False}}]}, "got 'red'"),
        ({"version": 3, "fits": [{"dye": {"colour": "#f00000", "prints_too": 1}}]}, "expected"),
        ({"version": 4, "fits": [{"pattern": {"picture": "1f"}}]}, 'expected {"picture": "1f'),
        ({"version": 4, "fits": [{"pattern": PATTERN_JSON}]}, "missing or damaged"),
        ({"version": 4, "fits": [{}], "patterns": [1]}, "expected"),
        (
            {"version": 4, "fits": [{"pattern": PATTERN_JSON}], "patterns": {"1f": "bm8="}},
            "missing or damaged",
        ),
        (
            {"version": 2, "fits": [{"mesh": [[0, 0]] * 9 + [[0.9, 0]] + [[0, 0]] * 10}]},
            "mesh folds the garment over",
        ),
    ],
)
def test_a_file_with_a_mistake_names_it(content: object, complaint: str, tmp_path: Path) -> None:
    with pytest.raises(FitError, match=complaint) as error:
        read_parameters(stored(tmp_path / "fit.json", content))
    assert "fit.json" in str(error.value)


def test_a_file_that_is_missing_or_no_json_says_so(tmp_path: Path) -> None:
    with pytest.raises(FitError, match="check the name"):
        read_parameters(tmp_path / "none.json")
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    with pytest.raises(FitError, match=r"bad\.json is not JSON"):
        read_parameters(tmp_path / "bad.json")


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(ExportError):
        write_parameters(tmp_path / "nowhere" / "fit.json", [FitParameters()])
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_the_version_without_a_mesh_is_still_read(tmp_path: Path) -> None:
    path = stored(tmp_path / "fit.json", {"version": 1, "fits": [{"move_x": 0.1, "tuck": "over"}]})
    assert read_parameters(path) == (FitParameters(move_x=0.1, tuck=Tuck.OVER),)


def test_by_measure_nothing_is_placed_or_bent() -> None:
    by_measure = FitParameters(hem_length=1.2, shading=0.5)
    by_hand = FitParameters(hem_length=1.2, shading=0.5, move_x=0.1, mesh=pulled(FLAT, 0, (0.1, 0)))
    assert by_hand.by_measure == by_measure
    assert by_hand.unplaced.mesh == by_hand.mesh


def test_only_move_scale_and_turn_place_a_garment_by_hand() -> None:
    assert not FitParameters(shading=0.0, hem_length=2.0).is_placed
    assert FitParameters(scale_y=1.1).is_placed
    assert FitParameters(move_y=0.1).is_placed


def test_what_is_not_dyed_is_written_as_versions_without_dyes_read_it() -> None:
    assert "dye" not in parameters_to_json(FitParameters(shading=0.5))


def test_a_dye_does_not_decide_where_a_garment_lies() -> None:
    assert FitParameters(move_x=0.1, dye=Dye((1, 2, 3))).placement == FitParameters(move_x=0.1)
