"""``tryon fit --save`` and ``tryon export``: the same pixels, by real parser and garments."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tryon.cli import main
from tryon.document.look_file import read_look
from tryon.fitting.cloth.dye import Dye
from tryon.fitting.parameters import FitParameters, read_parameters
from tryon.imaging import read_photo
from tryon.resources import sample_garments_folder, sample_photos

SHIRT = sample_garments_folder() / "tshirt-striped.png"
JEANS = sample_garments_folder() / "jeans-blue.png"
GARMENTS = ["--garment", str(JEANS), "--garment", str(SHIRT)]


@pytest.fixture(params=["jpg"])
def photo(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The sample person at half size, turned on its side with EXIF to turn it back, somewhere."""
    path = tmp_path / f"photo.{request.param}"
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera"
    exif[0x8825] = {1: "N", 2: (48.0, 8.0, 14.0)}
    half_size().transpose(Image.Transpose.ROTATE_90).save(path, exif=exif)
    return path


@pytest.fixture
def two_people(tmp_path: Path) -> Path:
    """The sample person twice, side by side."""
    person, path = half_size(), tmp_path / "two.png"
    both = Image.new("RGB", (2 * person.width, person.height))
    both.paste(person, (0, 0))
    both.paste(person, (person.width, 0))
    both.save(path)
    return path


def half_size() -> Image.Image:
    with Image.open(sample_photos()[0]) as image:
        return image.convert("RGB").resize((image.width // 2, image.height // 2))


def fit_and_export(words: list[str], folder: Path, *, suffix: str = ".png") -> Path:
    """Fit and save, export, compare all that both write; return the look's file."""
    look = folder / "look.tryon"
    suffixes = {"-o": suffix, "--slider": ".html", "--animation": ".webp"}
    shared = ("--tinted", "--before-after", "--slider", "--animation")
    kinds = ("-o", "--coverage", "--guessed", *shared)
    fitted, exported = (
        {kind: folder / f"{name}{kind}{suffixes.get(kind, '.png')}" for kind in kinds}
        for name in ("fitted", "exported")
    )
    assert main([*words, *files_of(fitted), "--save", str(look)]) == 0
    assert main(["export", str(look), *files_of(exported)]) == 0
    for kind in kinds:
        assert fitted[kind].read_bytes() == exported[kind].read_bytes(), kind
    return look


def files_of(paths: dict[str, Path]) -> list[str]:
    return [word for kind, path in paths.items() for word in (kind, str(path))]


@pytest.mark.parametrize("photo", ["jpg", "png"], indirect=True)
def test_an_exported_look_is_the_very_file_that_the_fit_wrote(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = tmp_path / "asked.json"
    fits = [{"hem_length": 0.8}, {"shading": 0.2, "move_y": 1 / 30, "rotate_degrees": 2.2}]
    asked.write_text(json.dumps({"version": 2, "fits": fits}))
    words = ["fit", str(photo), *GARMENTS, "--parameters", str(asked)]
    look = fit_and_export(words, tmp_path, suffix=".jpg")
    said = capsys.readouterr()
    assert said.out.count("person 1 of 1 wears Blue jeans, Striped T-shirt") == 2
    assert said.out.count("% of the picture was changed") == 2
    assert said.err.count("bare arms are filled by estimate") == 2
    with zipfile.ZipFile(look) as archive:
        assert archive.read(f"photo{photo.suffix}") == photo.read_bytes()
    with Image.open(tmp_path / "exported-o.jpg") as image:
        assert image.height > image.width
        assert image.getexif()[0x010F] == "Camera"
        assert not image.getexif().get_ifd(0x8825)
    assert main(["export", str(look), "--metadata", "all", "-o", str(tmp_path / "all.jpg")]) == 0
    with Image.open(tmp_path / "all.jpg") as image:
        assert image.getexif().get_ifd(0x8825)


def test_a_look_keeps_the_colours_that_its_garments_were_dyed_in(
    photo: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.json"
    dyes = ["--dye", "none", "--dye", "#aa3355", "--dye-prints", "--save-parameters", str(kept)]
    fit_and_export(["fit", str(photo), *GARMENTS, *dyes], tmp_path)
    jeans, shirt = read_parameters(kept)
    assert (jeans.dye, shirt.dye) == (None, Dye((0xAA, 0x33, 0x55), prints_too=True))
    plain = tmp_path / "plain.png"
    assert main(["fit", str(photo), *GARMENTS, "-o", str(plain)]) == 0
    dyed = read_photo(tmp_path / "fitted-o.png").pixels.astype(int)
    redder = dyed - read_photo(plain).pixels
    changed = (redder != 0).any(axis=2)
    assert 0.03 < changed.mean() < 0.5
    assert (redder[..., 0] - redder[..., 1])[changed].mean() > 20


def test_a_look_keeps_the_pattern_of_a_garment(photo: Path, tmp_path: Path) -> None:
    picture, kept = tmp_path / "spots.png", tmp_path / "kept.json"
    Image.new("RGB", (40, 40), (20, 160, 40)).save(picture)
    words = ["--pattern", "none", "--pattern", str(picture), "--pattern-scale", "0.1"]
    fit_and_export(["fit", str(photo), *GARMENTS, *words, "--save-parameters", str(kept)], tmp_path)
    jeans, shirt = read_parameters(kept)
    assert jeans.pattern is None
    assert shirt.pattern is not None
    assert (shirt.pattern.scale, shirt.pattern.picture.name) == (0.1, "spots")
    pixels = read_photo(tmp_path / "fitted-o.png").pixels.astype(int)
    is_green = (pixels[..., 1] > pixels[..., 0] + 40) & (pixels[..., 1] > pixels[..., 2] + 40)
    assert 0.03 < is_green.mean() < 0.5


def test_a_size_is_worn_and_the_look_keeps_the_height(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, kept, look = (tmp_path / name for name in ("table.tsv", "kept.json", "look.tryon"))
    table.write_text("Size\tHalf chest\tLength\nS\t46\t64\nXL\t56\t74\n", encoding="utf-8")
    words = ["--height", "178", "--size-table", "none", "--size-table", str(table)]
    widths = []
    for size in ("S", "XL"):
        chosen = ["--size", "none", "--size", size, "--save-parameters", str(kept)]
        out = ["-o", str(tmp_path / "out.png"), "--save", str(look)]
        assert main(["fit", str(photo), *GARMENTS, *words, *chosen, *out]) == 0
        jeans, shirt = read_parameters(kept)
        assert jeans == FitParameters()
        widths.append(shirt.width)
    assert widths[1] / widths[0] == pytest.approx(56 / 46, abs=0.01)
    assert "its lengths are right to about ±" in capsys.readouterr().err
    assert read_look(look).look.heights == ((1, 178.0),)


def test_what_was_taken_off_somebody_is_worn_by_the_second_person_again(
    two_people: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.png"
    half_size().transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(other)
    words = ["--garment-from", str(other), "--garment", str(JEANS)]
    regions = ["--region", "upper", "--region", "lower"]
    fit_and_export(["fit", str(two_people), "--person", "2", *words, *regions], tmp_path)
    assert capsys.readouterr().out.count("person 2 of 2 wears upper of other.png, Blue jeans") == 2
    dressed = read_photo(tmp_path / "exported-o.png").pixels
    changed = (dressed != read_photo(two_people).pixels).any(axis=(0, 2)).nonzero()[0]
    assert changed.min() > dressed.shape[1] // 2


def test_a_look_needs_neither_the_photo_nor_the_garments_any_more(tmp_path: Path) -> None:
    photo, shirt = tmp_path / "photo.png", tmp_path / "shirt.png"
    half_size().save(photo)
    shirt.write_bytes(SHIRT.read_bytes())
    look, first, second = (tmp_path / name for name in ("a.tryon", "a.png", "b.png"))
    words = ["fit", str(photo), "--garment", str(shirt), "-o", str(first), "--save", str(look)]
    assert main(words) == 0
    photo.unlink()
    shirt.unlink()
    assert main(["export", str(look), "-o", str(second)]) == 0
    assert first.read_bytes() == second.read_bytes()


def test_a_linked_photo_is_no_part_of_the_file_and_is_missed_when_it_is_gone(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["fit", str(photo), "--garment", str(SHIRT), "--link-photo"]
    look = fit_and_export(words, tmp_path)
    with zipfile.ZipFile(look) as archive:
        assert not [name for name in archive.namelist() if name.startswith("photo")]
    before = photo.read_bytes()
    assert main(["export", str(look), "-o", str(photo)]) == 2
    assert "is an input" in capsys.readouterr().err
    assert photo.read_bytes() == before
    photo.unlink()
    result = tmp_path / "none.png"
    assert main(["export", str(look), "-o", str(result)]) == 1
    assert f"it was looked for at {photo}" in capsys.readouterr().err
    assert not result.exists()


def test_a_look_whose_labels_are_damaged_is_parsed_again(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    look = fit_and_export(["fit", str(photo), *GARMENTS], tmp_path)
    with zipfile.ZipFile(look) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(look, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content[:50] if name == "labels.png" else content)
    capsys.readouterr()
    again = tmp_path / "again.png"
    assert main(["export", str(look), "-o", str(again)]) == 0
    assert "note: the labels in look.tryon are damaged" in capsys.readouterr().err
    np.testing.assert_array_equal(
        read_photo(again).pixels, read_photo(tmp_path / "fitted-o.png").pixels
    )


def test_a_garment_that_is_damaged_is_left_out_of_the_export(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    look = fit_and_export(["fit", str(photo), *GARMENTS], tmp_path)
    with zipfile.ZipFile(look) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    del members["garment-2.png"]
    with zipfile.ZipFile(look, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    capsys.readouterr()
    jeans, plain = tmp_path / "jeans.png", tmp_path / "plain.png"
    assert main(["export", str(look), "-o", str(jeans)]) == 0
    assert "garment-2.png is missing" in capsys.readouterr().err
    assert main(["fit", str(photo), "--garment", str(JEANS), "-o", str(plain)]) == 0
    assert jeans.read_bytes() == plain.read_bytes()
