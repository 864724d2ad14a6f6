"""Corrections are kept beside the garment, and a file that cannot be used does no harm."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from tests.unit.conftest import add_file
from tryon.cli import main
from tryon.errors import ExportError, GarmentError
from tryon.garments.corrections import Correction, read_correction, write_correction
from tryon.garments.garment import Garment
from tryon.garments.loading import load_garment, points_file
from tryon.garments.measure import measured_points
from tryon.garments.wardrobe import GarmentLibrary
from tryon.resources import sample_garments_folder
from tryon.shape.category import GarmentCategory
from tryon.shape.figure import Point
from tryon.shape.point_names import PointName
from tryon.shape.sides import Side

pytestmark = pytest.mark.slow

SAMPLE = sample_garments_folder() / "tshirt-white.png"
ARMPIT = {PointName.ARMPIT_LEFT: Point(0.25, 0.4)}


def correction(category: GarmentCategory = GarmentCategory.TOP) -> Correction:
    return Correction(category).with_points(ARMPIT).with_sleeve(Side.RIGHT, False)


def save(garment: Garment, path: Path, *, scale: float = 1.0) -> Path:
    rgba = cv2.resize(garment.rgba, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR)
    Image.fromarray(rgba).save(path)
    return path


def test_a_correction_comes_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "shirt.points.json"
    write_correction(path, correction())
    assert read_correction(path) == correction()
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_there_may_be_none(tmp_path: Path) -> None:
    assert read_correction(tmp_path / "shirt.points.json") is None


def test_a_kept_garment_is_corrected_after_a_restart(tmp_path: Path, tshirt: Garment) -> None:
    library = GarmentLibrary(tmp_path / "wardrobe")
    added = add_file(library, save(tshirt, tmp_path / "shirt.png"))
    library.correct(added, correction())
    again = GarmentLibrary(tmp_path / "wardrobe").garments()[-1]
    assert again.correction == correction()
    assert measured_points(again)[PointName.ARMPIT_LEFT] == Point(
        pytest.approx(0.25), pytest.approx(0.4)
    )
    assert again.file is not None
    assert again.file.with_name(f"{again.file.stem}.points.json").is_file()


def test_a_garment_that_ships_with_the_app_is_corrected_in_the_users_folder(
    tmp_path: Path, own_garments: Path
) -> None:
    before = sorted(SAMPLE.parent.iterdir())
    library = GarmentLibrary()
    white = next(g for g in library.garments() if g.file is not None and g.file.name == SAMPLE.name)
    library.correct(white, correction())
    assert sorted(SAMPLE.parent.iterdir()) == before
    assert points_file(SAMPLE) == own_garments / "tshirt-white.points.json"
    assert load_garment(SAMPLE).correction == correction()
    assert load_garment(SAMPLE, folder=tmp_path).correction is None


def test_a_deleted_correction_leaves_the_garment_as_measured(
    tmp_path: Path, tshirt: Garment
) -> None:
    path = save(tshirt, tmp_path / "shirt.png")
    library = GarmentLibrary(tmp_path / "wardrobe")
    skirt = library.correct(library.load(path), Correction(GarmentCategory.SKIRT))
    assert library.load(path).category is GarmentCategory.SKIRT
    plain = library.correct(skirt, None)
    assert plain.category is GarmentCategory.TOP
    assert plain.correction is None
    assert not points_file(path).exists()
    assert library.load(path).correction is None


def test_points_hold_for_the_same_picture_at_another_resolution(
    tmp_path: Path, tshirt: Garment
) -> None:
    small, large = save(tshirt, tmp_path / "a.png"), save(tshirt, tmp_path / "b.png", scale=2.5)
    write_correction(points_file(small), correction())
    write_correction(points_file(large), correction())
    small_points, large_points = (measured_points(load_garment(path)) for path in (small, large))
    assert small_points.keys() == large_points.keys()
    for name, point in small_points.items():
        assert (large_points[name].x, large_points[name].y) == pytest.approx(
            (point.x, point.y), abs=0.04
        ), name


def test_a_garment_that_is_added_brings_its_points_along(tmp_path: Path, tshirt: Garment) -> None:
    source = save(tshirt, tmp_path / "shirt.png")
    write_correction(points_file(source), correction(GarmentCategory.DRESS))
    library = GarmentLibrary(tmp_path / "wardrobe")
    add_file(library, source)
    again = library.garments()[-1]
    assert again.correction == correction(GarmentCategory.DRESS)
    assert again.category is GarmentCategory.DRESS
    assert again.uncorrected.category is GarmentCategory.TOP


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"version": 2, "category": "top"}',
        '{"version": 1, "category": "hat"}',
        '{"version": 1, "category": "top", "points": {"armpit_left": [0.2]}}',
        '{"version": 1, "category": "top", "points": {"armpit_left": [0.2, 7]}}',
        '{"version": 1, "category": "top", "points": {"armpit_left": [0.2, NaN]}}',
        '{"version": 1, "category": "top", "points": {"knee": [0.2, 0.3]}}',
        '{"version": 1, "category": "skirt", "points": {"armpit_left": [0.2, 0.3]}}',
        '{"version": 1, "category": "top", "points": {"armpit_left": [0.2, 0.001]}}',
        '{"version": 1, "category": "top", "sleeve_left": "yes"}',
        '{"version": 1, "category": "top", "sleeve_left": 2}',
    ],
)
def test_a_file_that_cannot_be_used_is_reported_once_and_the_silhouette_holds(
    text: str, tmp_path: Path, tshirt: Garment, caplog: pytest.LogCaptureFixture
) -> None:
    path = save(tshirt, tmp_path / "shirt.png")
    points_file(path).write_text(text)
    with caplog.at_level(logging.WARNING):
        garment = load_garment(path)
    assert garment.correction is None
    assert garment.category is GarmentCategory.TOP
    assert len(caplog.records) == 1
    assert "those measured" in str(garment.warning)
    assert measured_points(garment) == measured_points(garment.uncorrected)


def test_an_impossible_correction_is_refused_and_nothing_is_written(
    tmp_path: Path, tshirt: Garment
) -> None:
    path = save(tshirt, tmp_path / "shirt.png")
    library = GarmentLibrary(tmp_path / "wardrobe")
    high = Correction(GarmentCategory.TOP).with_points({PointName.ARMPIT_LEFT: Point(0.25, 0.01)})
    with pytest.raises(GarmentError, match="must lie above"):
        library.correct(library.load(path), high)
    assert not points_file(path).exists()


def test_a_correction_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file where a folder should be")
    with pytest.raises(ExportError, match="cannot"):
        write_correction(tmp_path / "file" / "shirt.points.json", correction())


def test_the_command_shows_moves_and_resets_points(
    tmp_path: Path, tshirt: Garment, capsys: pytest.CaptureFixture[str]
) -> None:
    path = save(tshirt, tmp_path / "shirt.png")
    command = ["garment", "points", str(path)]
    assert main([*command, "--set", "armpit_left=0.25,0.5", "--sleeves", "left"]) == 0
    printed = capsys.readouterr().out
    assert "armpit_left          0.2500,0.5000  moved" in printed
    assert "no sleeve: right" in printed
    assert main([*command, "--set", "armpit_right=0.75,0.5", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["moved"] == ["armpit_right", "armpit_left"]
    assert shown["points"]["armpit_left"] == pytest.approx([0.25, 0.5])
    assert main([*command, "--reset"]) == 0
    assert "moved" not in capsys.readouterr().out
    assert not points_file(path).exists()


def test_the_command_refuses_what_makes_no_sense(
    tmp_path: Path, tshirt: Garment, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(save(tshirt, tmp_path / "shirt.png"))
    assert main(["garment", "points", path, "--set", "crotch=0.5,0.5"]) == 2
    assert "of the kind top has no point crotch" in capsys.readouterr().err
    assert main(["garment", "points", path, "--set", "knee=0.5,0.5"]) == 2
    assert "of the kind top has no point knee; it has neck_left" in capsys.readouterr().err
    assert main(["garment", "points", path, "--set", "armpit_left=0.5,0.01"]) == 1
    assert "must lie above" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["garment", "points", path, "--set", "armpit_left"])
    assert "armpit_left=0.21,0.35" in capsys.readouterr().err


def test_a_garment_kept_from_a_person_keeps_its_own_figure_for_the_command(
    own_garments: Path, tshirt: Garment, capsys: pytest.CaptureFixture[str]
) -> None:
    library = GarmentLibrary()
    garment = Garment(tshirt.rgba, GarmentCategory.DRESS, "Her dress")
    path = library.keep(garment)
    assert path.parent == own_garments
    assert main(["garment", "points", str(path), "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["name"], shown["category"]) == ("Her dress", "dress")
    assert np.asarray(list(shown["points"].values())).shape[1] == 2
