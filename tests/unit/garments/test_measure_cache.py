"""What was measured of a garment is found again, exactly, and never for another garment."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tryon.errors import GarmentError
from tryon.garments import measure
from tryon.garments.corrections import Correction
from tryon.garments.garment import Garment
from tryon.garments.loading import load_garment
from tryon.garments.measure import MeasuredGarment, measure_garment
from tryon.garments.measure_cache import MeasureCache
from tryon.garments.reader.cutouts import read_cutout
from tryon.garments.reader.reading import Reading
from tryon.garments.wardrobe import GarmentLibrary
from tryon.geometry import RgbaImage
from tryon.resources import sample_garments_folder
from tryon.shape.category import GarmentCategory
from tryon.shape.figure import Point
from tryon.shape.figure_json import figure_to_json
from tryon.shape.point_names import PointName

Reads = Callable[[], int]


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Reads:
    """Return how often the network has read a garment."""
    seen = list[RgbaImage]()

    def read(rgba: RgbaImage) -> Reading:
        seen.append(rgba)
        return read_cutout(rgba)

    monkeypatch.setattr(measure, "read_cutout", read)
    return lambda: len(seen)


def again(garment: Garment, **changes: object) -> Garment:
    """Return a garment as another start of the program loads it."""
    return replace(garment, rgba=garment.rgba.copy(), **changes)


def assert_equal(found: MeasuredGarment, expected: MeasuredGarment) -> None:
    assert json.dumps(figure_to_json(found.figure)) == json.dumps(figure_to_json(expected.figure))
    assert (found.is_flat, found.overruled) == (expected.is_flat, expected.overruled)
    np.testing.assert_array_equal(found.front, expected.front)


@pytest.mark.parametrize(
    "name", ["tshirt-white", "shirt-flannel", "jeans-blue", "skirt-pleated", "dress-floral"]
)
def test_a_garment_is_measured_once(name: str, tmp_path: Path, reads: Reads) -> None:
    garment = load_garment(sample_garments_folder() / f"{name}.png")
    MeasureCache(tmp_path).measure(again(garment))
    count = reads()
    found = MeasureCache(tmp_path).measure(again(garment))
    assert reads() == count
    assert_equal(found, measure_garment(again(garment)))
    if name.startswith("tshirt"):
        assert found.inside is not None, "the inside of the back shows"


def test_whatever_changes_what_is_measured_is_measured_again(
    tmp_path: Path, tshirt: Garment, reads: Reads
) -> None:
    cache = MeasureCache(tmp_path)
    cache.measure(again(tshirt))
    other = again(tshirt)
    other.rgba[40, 40, 0] ^= 1
    moved = Correction(tshirt.category, ((PointName.NECK_CENTRE, Point(0.5, 0.2)),))
    for count, changed in enumerate(
        (
            other,
            again(tshirt, category=GarmentCategory.DRESS),
            again(tshirt, correction=moved),
            again(tshirt, figure=measure_garment(again(tshirt)).figure),
        ),
        start=len(list(tmp_path.iterdir())) + 1,
    ):
        assert_equal(cache.measure(changed), measure_garment(again(changed)))
        assert len(list(tmp_path.iterdir())) == count


@pytest.mark.parametrize("damage", [b"", b"[]", b"{}", b'{"inside": [9e9]}', b"\xff"])
def test_a_damaged_file_is_made_again(
    damage: bytes, tmp_path: Path, tshirt: Garment, reads: Reads
) -> None:
    expected = MeasureCache(tmp_path).measure(again(tshirt))
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(damage)
    count = reads()
    assert_equal(MeasureCache(tmp_path).measure(again(tshirt)), expected)
    assert (reads(), file.read_bytes()) == (count + 1, whole)


def test_a_mask_that_lies_outside_the_picture_is_not_used(
    tmp_path: Path, tshirt: Garment, reads: Reads
) -> None:
    MeasureCache(tmp_path).measure(again(tshirt))
    (file,) = tmp_path.iterdir()
    stored = json.loads(file.read_bytes())
    file.write_text(json.dumps({**stored, "inside": [5, 10**9]}))
    count = reads()
    MeasureCache(tmp_path).measure(again(tshirt))
    assert reads() == count + 1


def test_a_folder_that_cannot_be_written_hides_nothing(tmp_path: Path, tshirt: Garment) -> None:
    (tmp_path / "measures").write_text("a file where a folder should be")
    assert_equal(
        MeasureCache(tmp_path / "measures").measure(tshirt), measure_garment(again(tshirt))
    )


def test_the_wardrobe_loads_a_garment_measured(
    tmp_path: Path, tshirt: Garment, reads: Reads
) -> None:
    def library() -> GarmentLibrary:
        return GarmentLibrary(tmp_path / "garments", measures=tmp_path / "measures")

    picture = library().keep(tshirt)
    measure_garment(library().load(picture))
    count = reads()
    measure_garment(library().load(picture))
    assert reads() == count


def test_a_garment_that_cannot_be_measured_is_loaded_all_the_same(tmp_path: Path) -> None:
    rgba = np.zeros((64, 64, 4), np.uint8)
    rgba[:, ::2] = 255  # stripes: the largest part is one of them
    library = GarmentLibrary(tmp_path / "garments", measures=tmp_path / "measures")
    loaded = library.load(library.keep(Garment(rgba, GarmentCategory.TROUSERS, "Stripes")))
    with pytest.raises(GarmentError, match="only one leg"):
        measure_garment(loaded)
