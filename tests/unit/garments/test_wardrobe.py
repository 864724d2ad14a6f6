"""Loading and keeping garments."""

from __future__ import annotations

import json
import logging
import os
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.unit.conftest import add_file, long_removed
from tryon.errors import ExportError, GarmentError, ImageReadError, TryOnError
from tryon.garments.adding.add import add_picture
from tryon.garments.adding.outcome import Failed
from tryon.garments.adding.source import PictureSource
from tryon.garments.corrections import Correction
from tryon.garments.garment import Garment
from tryon.garments.landmarks import find_figure
from tryon.garments.loading import load_garment
from tryon.garments.stored import read_stored
from tryon.garments.wardrobe import GarmentLibrary, WardrobeEntry, thumbnail
from tryon.messages import GarmentProblem, Text
from tryon.shape.category import GarmentCategory
from tryon.shape.sides import Side

SKIRT = (
    '{"kind": "skirt", "landmarks": {"waist_left": %s, "waist_right": [5, 2], "hem_left": [1, 9], '
    '"hem_right": [5, 9]}, "body": {"left": %s, "right": %s}}'
)
STRIP = "[[1, 2], [1, 9]]"
HUGE = f"1{'0' * 400}"
TAKEN = '{"file": "x.png", "name": "x", "category": "skirt", "figure": %s}'
DAMAGED_FIGURES = (
    "7",
    "[]",
    '"skirt"',
    SKIRT % ("[]", "[]", "[]"),
    SKIRT % ("[1, 2]", "[]", "[]"),
    SKIRT % ("[1, 2]", "[[1, 2]]", "[[1, 2]]"),
    SKIRT % ("[1, 2]", "[[1], [2]]", "[[1], [2]]"),
    SKIRT % ("[1, 1e400]", STRIP, STRIP),
    SKIRT % (f"[1, {HUGE}]", STRIP, STRIP),
    SKIRT % ("[1, NaN]", STRIP, STRIP),
    SKIRT % ('["a", {}]', STRIP, STRIP),
    SKIRT % ("[1, 2]", f"[[1, {HUGE}], [3, 4]]", STRIP),
)


def save(garment: Garment, path: Path) -> Path:
    Image.fromarray(garment.rgba).save(path)
    return path


def test_an_added_garment_is_there_after_a_restart(tmp_path: Path, trousers: Garment) -> None:
    source = save(trousers, tmp_path / "my_blue-jeans.png")
    folder = tmp_path / "wardrobe"
    added = add_file(GarmentLibrary(folder), source)
    again = GarmentLibrary(folder).garments()[-1]
    assert (again.name, again.category) == ("My blue jeans", GarmentCategory.TROUSERS)
    assert (again.rgba == added.rgba).all()


def test_a_category_that_the_user_chose_is_kept(tmp_path: Path, tshirt: Garment) -> None:
    source = save(tshirt, tmp_path / "long.png")
    folder = tmp_path / "wardrobe"
    add_file(GarmentLibrary(folder), source, GarmentCategory.DRESS)
    assert GarmentLibrary(folder).garments()[-1].category is GarmentCategory.DRESS


def test_samples_come_before_the_users_own(tmp_path: Path, tshirt: Garment) -> None:
    samples = GarmentLibrary(tmp_path / "none").garments()
    library = GarmentLibrary(tmp_path / "wardrobe")
    library.keep(tshirt)
    assert [g.name for g in library.garments()] == [*(g.name for g in samples), "Red T-shirt"]


def test_a_garment_taken_off_a_person_keeps_its_landmarks(tmp_path: Path, tshirt: Garment) -> None:
    figure = find_figure(tshirt.rgba[..., 3], tshirt.category)
    worn = replace(tshirt, figure=figure)
    GarmentLibrary(tmp_path).keep(worn)
    again = GarmentLibrary(tmp_path).garments()[-1]
    assert again.figure is not None
    assert again.figure.landmarks == figure.landmarks
    assert (again.rgba == worn.rgba).all()


@pytest.mark.slow
def test_a_removed_garment_is_gone_and_comes_back_whole(tmp_path: Path, tshirt: Garment) -> None:
    library = GarmentLibrary(tmp_path / "wardrobe")
    added = add_file(library, save(tshirt, tmp_path / "shirt.png"))
    samples = len(GarmentLibrary(tmp_path / "none").garments())
    corrected = library.correct(added, Correction(added.category).with_sleeve(Side.LEFT, False))
    entry = library.entry_of(corrected)
    library.remove(entry)
    assert not list((tmp_path / "wardrobe").glob(f"{entry.file.stem}.json"))
    with pytest.raises(GarmentError, match="was removed from your garments"):
        library.load(entry.file)
    with pytest.raises(GarmentError, match="was removed from your garments"):
        library.correct(corrected, None)
    assert len(library.garments()) == samples
    library.restore(entry)
    restored = GarmentLibrary(tmp_path / "wardrobe").garments()[samples]
    assert restored.correction == corrected.correction
    assert (restored.rgba == added.rgba).all()


def test_removed_garments_stay_for_30_days_of_their_removal(
    tmp_path: Path, tshirt: Garment
) -> None:
    library = GarmentLibrary(tmp_path)
    pictures = [library.keep(tshirt), library.keep(tshirt)]
    for picture in pictures:
        os.utime(picture, (0, 0))  # they were added long ago
        os.utime(picture.with_suffix(".json"), (0, 0))
        library.remove(library.entry_of(replace(tshirt, file=picture)))
    long_removed(pictures[1], days=31)
    library.garments()
    assert sorted(tmp_path.rglob("*.*")) == sorted(
        [pictures[0], tmp_path / "removed" / pictures[0].with_suffix(".json").name]
    )
    library.restore(library_entry(pictures[0], tshirt))
    assert library.garments()[-1].file == pictures[0]
    with pytest.raises(ExportError, match=r"cannot be moved.*try again"):
        library.restore(library_entry(pictures[1], tshirt))


def test_a_garment_that_an_older_version_removed_stays_for_30_days_too(
    tmp_path: Path, tshirt: Garment
) -> None:
    library = GarmentLibrary(tmp_path)
    pictures = [library.keep(tshirt), library.keep(tshirt)]
    for picture, days in zip(pictures, (29, 31), strict=True):
        library.remove(library.entry_of(replace(tshirt, file=picture)))
        described = json.loads(removed_file(picture).read_text("utf-8"))
        del described["removed_at"]
        removed_file(picture).write_text(json.dumps(described), "utf-8")
        days_ago = time.time() - days * 24 * 3600
        os.utime(picture, (days_ago, days_ago))
    library.garments()
    assert [picture.exists() for picture in pictures] == [True, False]


def library_entry(picture: Path, garment: Garment) -> WardrobeEntry:
    return WardrobeEntry(garment.name, garment.category, picture, is_own=True)


def test_a_removal_that_fails_leaves_the_garment(tmp_path: Path, tshirt: Garment) -> None:
    library = GarmentLibrary(tmp_path)
    garment = replace(tshirt, file=library.keep(tshirt))
    (tmp_path / "removed" / garment.file.with_suffix(".json").name / "x").mkdir(parents=True)
    with pytest.raises(ExportError, match="Red T-shirt"):
        library.remove(library.entry_of(garment))
    assert library.garments()[-1].name == "Red T-shirt"


def test_what_ships_with_the_app_cannot_be_removed(tmp_path: Path) -> None:
    library = GarmentLibrary(tmp_path)
    sample = next(library.entries())
    assert isinstance(sample, WardrobeEntry)
    assert not sample.is_own
    with pytest.raises(ValueError, match="was not added by the user"):
        library.remove(sample)


@pytest.mark.slow
@pytest.mark.parametrize(
    "damage",
    [
        "{",
        "[]",
        '{"file": "x.png", "name": "x", "category": "top", "figure": {"kind": "hat"}}',
        '{"file": "../x.png", "name": "", "category": "top"}',
        "",
        "null",
        "\\xff\\xfe",
        "[" * 100_000,
        '{"file":' * 100_000,
        "1" * 5_000,
        '{"file": 7, "name": "x", "category": "top"}',
        '{"file": "x.png", "name": ["x"], "category": "top"}',
        '{"file": "x.png", "name": "x", "category": ["top"]}',
        '{"file": "x\\u0000.png", "name": "x", "category": "top"}',
        '{"file": "x.png", "name": "x", "category": "top", "added_at": "now"}',
        *(TAKEN % figure for figure in DAMAGED_FIGURES),
    ],
)
def test_a_damaged_entry_is_one_message_and_the_others_stay(
    damage: str, tmp_path: Path, tshirt: Garment, caplog: pytest.LogCaptureFixture
) -> None:
    library = GarmentLibrary(tmp_path)
    library.keep(tshirt)
    (tmp_path / "bad.json").write_text(damage, encoding="latin-1")
    with caplog.at_level(logging.WARNING):
        entries = list(library.entries())
    assert caplog.text.count("left out") == 1
    texts = [str(entry) for entry in entries if isinstance(entry, Text)]
    assert len(texts) == 1
    assert "bad.json is missing among your garments" in texts[0]
    assert isinstance(entries[0], WardrobeEntry), "the samples"
    assert any(isinstance(entry, WardrobeEntry) and entry.is_own for entry in entries)


def test_a_stored_figure_is_read_back_whole(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(TAKEN % (SKIRT % ("[1, 2]", STRIP, STRIP)))
    assert read_stored(tmp_path / "x.json").figure is not None


@pytest.mark.parametrize("file", ["missing", "x" * 5000])
def test_a_garment_whose_picture_is_missing_is_listed_and_says_so(
    file: str, tmp_path: Path
) -> None:
    described = {"file": f"{file}.png", "name": "Blue shirt", "category": "top"}
    (tmp_path / "missing.json").write_text(json.dumps(described))
    library = GarmentLibrary(tmp_path)
    shown = list(library.entries())[-1]
    assert isinstance(shown, WardrobeEntry)
    assert (shown.name, shown.is_own) == ("Blue shirt", True)
    assert "is missing" in str(shown.lost)
    assert "Blue shirt" not in [garment.name for garment in library.garments()]


@pytest.mark.parametrize("damage", ["text", "clear"])
def test_a_damaged_picture_is_told_once_its_thumbnail_is_wanted(
    damage: str, tmp_path: Path, tshirt: Garment
) -> None:
    library = GarmentLibrary(tmp_path)
    picture = library.keep(tshirt)
    if damage == "text":
        picture.write_text("not a picture")
    else:
        Image.new("RGBA", (64, 64)).save(picture)
    before = list(library.entries())[-1]
    assert isinstance(before, WardrobeEntry)
    assert before.lost is None
    with pytest.raises(TryOnError):
        library.make_thumbnail(before)
    after = list(library.entries())[-1]
    assert isinstance(after, WardrobeEntry)
    assert after.lost is not None


def removed_file(picture: Path) -> Path:
    return picture.parent / "removed" / picture.with_suffix(".json").name


def test_nothing_but_the_two_files_is_written(tmp_path: Path, tshirt: Garment) -> None:
    picture = GarmentLibrary(tmp_path).keep(tshirt)
    assert sorted(tmp_path.iterdir()) == sorted([picture, picture.with_suffix(".json")])
    described = json.loads(picture.with_suffix(".json").read_text())
    assert described["file"] == picture.name
    assert abs(described["added_at"] - time.time()) < 60


def test_a_garment_that_is_refused_leaves_nothing_behind(tmp_path: Path) -> None:
    source = tmp_path / "clear.png"
    Image.new("RGBA", (64, 64)).save(source)
    folder = tmp_path / "wardrobe"
    outcome = add_picture(PictureSource.of_file(source).read(), GarmentLibrary(folder))
    assert isinstance(outcome, Failed)
    assert outcome.error.problem is GarmentProblem.TRANSPARENT
    assert not folder.exists()


def test_a_single_pixel_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "dot.png"
    Image.new("RGB", (1, 1), "red").save(path)
    with pytest.raises(GarmentError, match=r"dot\.png: .*1x1"):
        load_garment(path)


def test_a_photo_with_no_garment_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "wall.png"
    Image.new("RGB", (200, 200), "white").save(path)
    with pytest.raises(GarmentError, match=r"wall.png: the picture shows no garment"):
        load_garment(path)


def test_a_file_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.png"
    path.write_text("not a picture")
    with pytest.raises(ImageReadError):
        load_garment(path)


def test_a_greyscale_product_photo_is_cut_out(tmp_path: Path, tshirt: Garment) -> None:
    grey = np.where(np.pad(tshirt.rgba[..., 3], 20) > 0, 60, 245).astype(np.uint8)
    path = tmp_path / "grey.png"
    Image.fromarray(grey, "L").save(path)
    garment = load_garment(path)
    assert garment.category is GarmentCategory.TOP
    assert garment.rgba[garment.rgba.shape[0] // 2, garment.rgba.shape[1] // 2, 3] == 255


def test_a_palette_picture_keeps_its_transparency(tmp_path: Path, tshirt: Garment) -> None:
    picture = Image.fromarray(tshirt.rgba).convert("P")
    indices = np.asarray(picture).copy()
    indices[tshirt.rgba[..., 3] == 0] = 255
    palette = Image.fromarray(indices, "P")
    palette.putpalette(picture.getpalette() or [])
    path = tmp_path / "palette.png"
    palette.save(path, transparency=255)
    garment = load_garment(path)
    assert garment.rgba[0, 0, 3] == 0
    assert (garment.rgba[..., 3] > 0).sum() == pytest.approx(
        (tshirt.rgba[..., 3] > 0).sum(), rel=0.01
    )


def test_a_thumbnail_is_square_clear_around_and_keeps_the_shape(trousers: Garment) -> None:
    image = thumbnail(trousers, side=64)
    assert image.shape == (64, 64, 4)
    assert image[:, 0, 3].max() == 0
    assert image[32, 32 - 12, 3] == 255


def test_a_renamed_garment_keeps_its_place_and_everything_else(
    tmp_path: Path, tshirt: Garment, trousers: Garment
) -> None:
    library = GarmentLibrary(tmp_path)
    first = replace(tshirt, file=library.keep(tshirt))
    library.keep(trousers)
    before = library.load(first.file)
    renamed = library.rename(library.entry_of(first), "  Summer \n shirt ")
    assert renamed.name == "Summer shirt"
    shown = [e for e in GarmentLibrary(tmp_path).entries() if isinstance(e, WardrobeEntry)]
    assert [entry.name for entry in shown if entry.is_own] == ["Summer shirt", trousers.name]
    loaded = library.load(first.file)
    assert loaded.name == "Summer shirt"
    assert (loaded.rgba == before.rgba).all()


def test_a_name_is_never_empty_and_a_removed_garment_has_none(
    tmp_path: Path, tshirt: Garment
) -> None:
    library = GarmentLibrary(tmp_path)
    entry = library.entry_of(replace(tshirt, file=library.keep(tshirt)))
    with pytest.raises(ValueError, match="needs a name"):
        library.rename(entry, " \n ")
    library.remove(entry)
    with pytest.raises(GarmentError, match="was removed from your garments"):
        library.rename(entry, "x")
