"""The picture of a garment is kept, an outline is applied to it, and both can be given up."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from tests.unit.conftest import TSHIRT, add_file, draw, long_removed
from tryon.cli import main
from tryon.errors import GarmentError
from tryon.garments.corrections import Correction, correction_file, read_correction
from tryon.garments.garment import Garment
from tryon.garments.landmarks import find_figure
from tryon.garments.loading import find_garments
from tryon.garments.outline.kept import original_file
from tryon.garments.outline.outline import Drawing, Outline, to_outline
from tryon.garments.wardrobe import GarmentLibrary, WardrobeEntry
from tryon.geometry import Box
from tryon.resources import sample_garments_folder
from tryon.shape.category import GarmentCategory

pytestmark = pytest.mark.slow


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photo, without transparency, of a striped T-shirt on a plain table."""
    rgba = cv2.resize(draw(TSHIRT, (200, 30, 40)), None, fx=3, fy=3)
    rgba[::24, :, :3] = rgba[1::24, :, :3] = 250
    alpha = rgba[..., 3:].astype(np.float32) / 255
    picture = np.rint(rgba[..., :3] * alpha + (210, 200, 180) * (1 - alpha)).astype(np.uint8)
    path = tmp_path / "my shirt.JPG"
    Image.fromarray(picture).save(path, "JPEG", quality=95)
    return path


@pytest.fixture
def library(tmp_path: Path) -> GarmentLibrary:
    return GarmentLibrary(tmp_path / "wardrobe")


def drawn(library: GarmentLibrary, garment: Garment) -> Outline:
    """Erase the lower half of what was found."""
    found = library.original_of(garment).found
    coverage = found.coverage.copy()
    coverage[coverage.shape[0] // 2 :] = 0
    return to_outline(Drawing(coverage, found.turned_degrees))


def correct(library: GarmentLibrary, garment: Garment, outline: Outline | None) -> Garment:
    return library.correct(garment, Correction(garment.category, outline=outline))


def last_entry(library: GarmentLibrary) -> WardrobeEntry:
    entry = list(library.entries())[-1]
    assert isinstance(entry, WardrobeEntry)
    return entry


def test_the_picture_is_kept_beside_the_cut_out_byte_by_byte(
    library: GarmentLibrary, photo: Path
) -> None:
    added = add_file(library, photo, GarmentCategory.TOP)
    assert added.file is not None
    kept = original_file(added.file)
    assert kept.name == f"{added.file.stem}.original.jpg"
    assert kept.read_bytes() == photo.read_bytes()
    original = library.original_of(added)
    assert original.rgba.shape[:2] == original.found.coverage.shape
    assert np.array_equal(original.along(original.found).rgba, added.rgba)


def test_an_outline_is_there_after_a_restart(
    library: GarmentLibrary, photo: Path, tmp_path: Path
) -> None:
    added = add_file(library, photo, GarmentCategory.TOP)
    outline = drawn(library, added)
    changed = correct(library, added, outline)
    assert changed.rgba.shape[0] < 0.6 * added.rgba.shape[0]
    again = GarmentLibrary(tmp_path / "wardrobe").garments()[-1]
    assert again.outline == outline
    assert np.array_equal(again.rgba, changed.rgba)
    assert again.warning is None


def test_a_folders_garments_are_not_their_originals_and_outlines(
    library: GarmentLibrary, photo: Path, tmp_path: Path
) -> None:
    added = add_file(library, photo, GarmentCategory.TOP)
    correct(library, added, drawn(library, added))
    folder = tmp_path / "wardrobe"
    pictures = {path for path in folder.iterdir() if path.suffix in (".png", ".jpg")}
    assert len(pictures) == 3
    assert find_garments([folder]) == (added.file,)
    assert set(find_garments([*pictures])) == pictures, "what is named is meant"
    strangers = [tmp_path / "mine" / name for name in ("shirt.original.png", "a.outline-b.png")]
    for path in strangers:
        path.parent.mkdir(exist_ok=True)
        path.touch()
    assert set(find_garments([tmp_path / "mine"])) == set(strangers)


def test_starting_again_brings_back_what_was_found_to_the_pixel(
    library: GarmentLibrary, photo: Path, tmp_path: Path
) -> None:
    added = add_file(library, photo, GarmentCategory.TOP)
    files = sorted(path.name for path in (tmp_path / "wardrobe").iterdir())
    changed = correct(library, added, drawn(library, added))
    assert len(list((tmp_path / "wardrobe").iterdir())) == len(files) + 2
    back = correct(library, changed, None)
    assert np.array_equal(back.rgba, added.rgba)
    assert back.correction is None
    assert sorted(path.name for path in (tmp_path / "wardrobe").iterdir()) == files


def test_a_second_outline_replaces_the_file_of_the_first(
    library: GarmentLibrary, photo: Path, tmp_path: Path
) -> None:
    added = add_file(library, photo, GarmentCategory.TOP)
    changed = correct(library, added, drawn(library, added))
    found = library.original_of(changed).found
    crop = to_outline(Drawing(found.coverage, found.turned_degrees, Box(0, 0, 200, 200)))
    correct(library, changed, crop)
    assert len(list((tmp_path / "wardrobe").glob("*.outline-*.png"))) == 1
    assert GarmentLibrary(tmp_path / "wardrobe").garments()[-1].outline == crop


def test_the_thumbnail_follows_the_outline_and_comes_back(
    library: GarmentLibrary, photo: Path, tmp_path: Path
) -> None:
    added = add_file(library, photo, GarmentCategory.TOP)
    before = last_entry(library).thumbnail
    changed = correct(library, added, drawn(library, added))
    shown = library.entry_of(changed).thumbnail
    assert shown != before
    assert last_entry(GarmentLibrary(tmp_path / "wardrobe")).thumbnail == shown
    correct(library, changed, None)
    assert last_entry(library).thumbnail == before


def test_a_turned_picture_is_turned_after_a_restart(
    library: GarmentLibrary, photo: Path, tmp_path: Path
) -> None:
    added = add_file(library, photo, GarmentCategory.TOP)
    found = library.original_of(added).found
    changed = correct(library, added, to_outline(found.turned(180)))
    again = GarmentLibrary(tmp_path / "wardrobe").garments()[-1]
    assert np.array_equal(again.rgba, changed.rgba)
    upright = np.rot90(changed.rgba, 2)[..., 3]
    side = np.array(added.rgba.shape[1::-1])
    share = cv2.resize(np.ascontiguousarray(upright), tuple(side)) >= 128
    other = added.rgba[..., 3] >= 128
    assert (share & other).sum() / (share | other).sum() > 0.98


def test_a_wardrobe_without_pictures_opens_and_can_be_drawn_in(
    library: GarmentLibrary, photo: Path
) -> None:
    """As older versions wrote it: the cut-out alone, which still holds its surroundings."""
    added = add_file(library, photo, GarmentCategory.TOP)
    assert added.file is not None
    original_file(added.file).unlink()
    assert original_file(added.file) == added.file
    old = library.load(added.file)
    assert np.array_equal(old.rgba, added.rgba)
    changed = correct(library, old, drawn(library, old))
    assert changed.rgba.shape[0] < 0.6 * added.rgba.shape[0]
    full = np.full(library.original_of(old).found.coverage.shape, 255, np.uint8)
    whole = correct(library, changed, to_outline(Drawing(full)))
    corner = whole.rgba[2, 2, :3].astype(int)
    assert np.abs(corner - (210, 200, 180)).max() < 20, "the surroundings are lost"


def test_the_outline_of_a_sample_lies_in_the_users_folder(
    library: GarmentLibrary, tmp_path: Path
) -> None:
    sample = library.load(sample_garments_folder() / "tshirt-white.png")
    changed = correct(library, sample, drawn(library, sample))
    assert changed.rgba.shape[0] < 0.6 * sample.rgba.shape[0]
    again = GarmentLibrary(tmp_path / "wardrobe").load(
        sample_garments_folder() / "tshirt-white.png"
    )
    assert np.array_equal(again.rgba, changed.rgba)
    assert {path.suffix for path in (tmp_path / "wardrobe").iterdir()} == {".json", ".png"}
    assert not list(sample_garments_folder().glob("*.outline-*"))


def test_an_empty_outline_is_refused_and_nothing_is_kept(
    library: GarmentLibrary, photo: Path
) -> None:
    added = add_file(library, photo, GarmentCategory.TOP)
    assert added.file is not None
    empty = np.zeros_like(library.original_of(added).found.coverage)
    with pytest.raises(GarmentError):
        correct(library, added, to_outline(Drawing(empty)))
    assert not correction_file(added.file).exists()


@pytest.mark.parametrize(
    "damage", ["missing", "cut off", "another picture", "elsewhere", "number", "pipe"]
)
def test_a_damaged_outline_is_a_warning_and_the_garment_is_as_found(
    library: GarmentLibrary, photo: Path, tmp_path: Path, damage: str
) -> None:
    if damage == "pipe" and os.name != "posix":
        pytest.skip("pipes of this kind are POSIX")
    added = add_file(library, photo, GarmentCategory.TOP)
    assert added.file is not None
    correct(library, added, drawn(library, added))
    (coverage,) = (tmp_path / "wardrobe").glob("*.outline-*.png")
    file = correction_file(added.file)
    stored = json.loads(file.read_text("utf-8"))
    if damage == "missing":
        coverage.unlink()
    elif damage == "pipe":
        coverage.unlink()
        os.mkfifo(coverage)
    elif damage == "cut off":
        coverage.write_bytes(coverage.read_bytes()[:80])
    elif damage == "another picture":
        Image.new("L", (300, 40), 255).save(coverage)
    elif damage == "elsewhere":
        stored["outline"]["coverage"] = f"../{photo.name}"
    else:
        stored["outline"] = 7
    file.write_text(json.dumps(stored), "utf-8")
    library = GarmentLibrary(tmp_path / "wardrobe")
    garment = library.load(added.file)
    assert garment.warning is not None
    assert np.array_equal(garment.rgba, added.rgba)
    assert isinstance(list(library.entries())[-1], WardrobeEntry)


def test_without_its_picture_the_garment_is_as_found(
    library: GarmentLibrary, photo: Path, tmp_path: Path
) -> None:
    added = add_file(library, photo, GarmentCategory.TOP)
    assert added.file is not None
    correct(library, added, drawn(library, added))
    original_file(added.file).write_bytes(b"no picture")
    garment = GarmentLibrary(tmp_path / "wardrobe").load(added.file)
    assert garment.warning is not None
    assert np.array_equal(garment.rgba, added.rgba)


def test_a_picture_whose_outline_was_drawn_can_be_added(
    library: GarmentLibrary, photo: Path
) -> None:
    """Its correction lies beside it, as of every file that is not in the wardrobe."""
    found = library.load(photo)
    changed = correct(library, found, drawn(library, found))
    added = add_file(library, photo, GarmentCategory.TOP)
    assert added.file is not None
    assert added.outline == changed.outline
    assert np.array_equal(library.load(added.file).rgba, changed.rgba)
    assert np.array_equal(correct(library, added, None).rgba, found.rgba)


def test_landmarks_measured_on_a_person_come_back_when_the_picture_is_turned_back(
    library: GarmentLibrary, tshirt: Garment
) -> None:
    figure = find_figure(tshirt.rgba[..., 3], tshirt.category)
    taken = library.load(library.keep(replace(tshirt, figure=figure)))
    found = library.original_of(taken).found
    turned = correct(library, taken, to_outline(found.turned(90)))
    assert turned.figure is None
    coverage = found.coverage.copy()
    coverage[:8] = 0
    back = correct(library, turned, to_outline(Drawing(coverage)))
    assert back.figure is not None
    assert np.array_equal(back.rgba[..., 3], coverage)


def test_what_was_removed_long_ago_is_deleted_with_its_picture_and_outline(
    library: GarmentLibrary, photo: Path, tmp_path: Path
) -> None:
    added = add_file(library, photo, GarmentCategory.TOP)
    assert added.file is not None
    correct(library, added, drawn(library, added))
    library.remove(last_entry(library))
    long_removed(added.file, days=40)
    list(library.entries())
    assert [path for path in (tmp_path / "wardrobe").rglob("*") if path.is_file()] == []


def test_the_points_file_of_an_older_version_has_no_outline(tmp_path: Path) -> None:
    path = tmp_path / "shirt.points.json"
    path.write_text('{"version": 1, "category": "top", "points": {}}', "utf-8")
    correction = read_correction(path)
    assert correction is not None
    assert correction.outline is None


def test_the_command_line_tells_of_an_outline_and_resets_it(
    library: GarmentLibrary, photo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    added = add_file(library, photo, GarmentCategory.TOP)
    correct(library, added, drawn(library, added))
    command = ["garment", "points", str(added.file)]
    assert main([*command, "--sleeves", "left"]) == 0
    assert "outline: drawn by hand" in capsys.readouterr().out
    assert main([*command, "--reset"]) == 0
    assert "outline" not in capsys.readouterr().out
    assert added.file is not None
    assert not correction_file(added.file).exists()
    assert not list(added.file.parent.glob("*.outline-*"))
