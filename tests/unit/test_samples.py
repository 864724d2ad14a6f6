"""The garments and people that ship in ``assets/``: complete, usable, and licensed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tryon.garments.corrections import write_correction
from tryon.garments.garment import Garment
from tryon.garments.loading import load_garment, points_file
from tryon.garments.measure import measure_garment
from tryon.resources import sample_garments_folder, sample_photos
from tryon.shape.category import GarmentCategory
from tryon.shape.figure import Point
from tryon.shape.point_names import PointName

_ENTRIES: list[dict[str, Any]] = json.loads(
    (sample_garments_folder() / "garments.json").read_text(encoding="utf-8")
)


def _file(entry: dict[str, Any]) -> Path:
    return sample_garments_folder() / entry["file"]


@pytest.fixture(params=_ENTRIES, ids=lambda entry: entry["file"])
def entry(request: pytest.FixtureRequest) -> dict[str, Any]:
    return request.param


def test_there_are_garments_of_every_category() -> None:
    assert len(_ENTRIES) >= 8
    assert {entry["category"] for entry in _ENTRIES} == {c.value for c in GarmentCategory}


def test_the_list_names_every_garment_once_and_nothing_else() -> None:
    listed = [entry["file"] for entry in _ENTRIES]
    assert sorted(listed) == sorted(path.name for path in sample_garments_folder().glob("*.png"))


def test_garments_load_as_their_category(entry: dict[str, Any]) -> None:
    garment = load_garment(_file(entry))
    assert isinstance(garment, Garment)
    assert garment.category is GarmentCategory(entry["category"])


def test_garments_are_cut_out_with_a_soft_edge(entry: dict[str, Any]) -> None:
    with Image.open(_file(entry)) as image:
        assert image.mode == "RGBA"
        alpha = np.asarray(image)[..., 3]
    assert np.mean(alpha == 0) > 0.1
    assert np.mean(alpha == 255) > 0.3
    assert np.any((alpha > 0) & (alpha < 255))
    assert not alpha[[0, -1]].any()
    assert not alpha[:, [0, -1]].any()


def test_garments_lie_frontal_and_symmetric(entry: dict[str, Any]) -> None:
    with Image.open(_file(entry)) as image:
        inside = np.asarray(image)[..., 3] >= 128
    overlap = np.sum(inside & inside[:, ::-1]) / np.sum(inside | inside[:, ::-1])
    assert overlap > 0.95


def test_all_garments_together_stay_small() -> None:
    assert sum(path.stat().st_size for path in sample_garments_folder().glob("*.png")) < 5e6


def test_sample_photos_open() -> None:
    assert sample_photos()
    for path in sample_photos():
        with Image.open(path) as image:
            image.load()
            assert image.format == "JPEG"
            assert min(image.size) >= 500


def test_every_person_has_a_licence() -> None:
    for path in sample_photos():
        licences = (path.parent / "LICENSES.md").read_text(encoding="utf-8")
        assert f"`{path.name}`" in licences


def test_garments_have_a_licence() -> None:
    assert "CC0" in (sample_garments_folder() / "LICENSES.md").read_text(encoding="utf-8")


def test_nothing_of_the_inside_of_the_shirts_collar_is_worn(tmp_path: Path) -> None:
    shirt = load_garment(sample_garments_folder() / "shirt-flannel.png", folder=tmp_path)
    front = measure_garment(shirt).front[..., 3]
    height, width = front.shape
    back = slice(0, round(0.1 * height)), slice(round(0.495 * width), round(0.505 * width))
    assert (shirt.rgba[..., 3][back] > 0).mean() > 0.8
    assert not front[back].any()
    assert front[round(0.2 * height), width // 2] == 255


def test_what_the_user_corrects_counts_more_than_what_ships(tmp_path: Path) -> None:
    picture = sample_garments_folder() / "shirt-flannel.png"
    shipped = load_garment(picture, folder=tmp_path).correction
    assert shipped is not None
    corrected = shipped.with_points({PointName.NECK_CENTRE: Point(0.5, 0.3)})
    write_correction(points_file(picture, tmp_path), corrected)
    assert load_garment(picture, folder=tmp_path).correction == corrected
