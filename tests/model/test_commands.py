"""``tryon parse``, ``fit`` and ``sample`` on real photos, files and weights."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from samples.varied.cuts import LowerKind, UpperKind
from tests.unit.garments.test_see import opaque, side_by_side
from tryon.cli import main
from tryon.imaging import read_photo, write_image
from tryon.labels import Label
from tryon.parsing import Engine, HumanParser, create_parser
from tryon.resources import sample_garments_folder, sample_photos

SHIRT = sample_garments_folder() / "tshirt-striped.png"
JEANS = sample_garments_folder() / "jeans-blue.png"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """The sample person at half size, turned on its side with an EXIF note to turn it back."""
    path = tmp_path / "photo.jpg"
    with Image.open(sample_photos()[0]) as image:
        exif = Image.Exif()
        exif[0x0112] = 6
        small = image.convert("RGB").resize((image.width // 2, image.height // 2))
        small.transpose(Image.Transpose.ROTATE_90).save(path, exif=exif, quality=95)
    return path


@pytest.fixture
def nobody(tmp_path: Path) -> Path:
    path = tmp_path / "nobody.png"
    Image.new("RGB", (200, 160), (120, 130, 140)).save(path)
    return path


def read_grey(path: Path) -> NDArray[np.uint8]:
    """Read an 8-bit single-channel file as it is."""
    with Image.open(path) as image:
        assert image.mode == "L"
        return np.asarray(image)


def test_parse_writes_all_it_promises(photo: Path, tmp_path: Path) -> None:
    overlay, labels, people, report = (
        tmp_path / name for name in ("overlay.png", "labels.png", "people.png", "parse.json")
    )
    words = ["-o", overlay, "--labels", labels, "--people", people, "--json", report]
    assert main(["parse", str(photo), *map(str, words)]) == 0

    shape = read_photo(photo).pixels.shape
    label_map, person_map = read_grey(labels), read_grey(people)
    assert label_map.shape == person_map.shape == shape[:2]
    assert shape[0] > shape[1]
    with Image.open(overlay) as image:
        assert (image.height, image.width) == shape[:2]

    said = json.loads(report.read_text())
    assert (said["width"], said["height"]) == (shape[1], shape[0])
    assert said["engine"].startswith("tryon-lite")
    assert {"load_engine", "load_photo", "find_people"} <= said["milliseconds"].keys()
    assert [person["person"] for person in said["people"]] == list(range(1, person_map.max() + 1))
    for person in said["people"]:
        mine = person_map == person["person"]
        rows, columns = np.nonzero(mine)
        box = [columns.min(), rows.min(), columns.max() + 1, rows.max() + 1]
        assert person["box"] == box
        assert 0 < person["score"] <= 1
        assert person["area"] == mine.sum()
        for part in person["parts"]:
            assert part["label"] == Label(part["id"]).title
            assert part["area"] == (label_map[mine] == part["id"]).sum()


def test_the_legend_makes_the_overlay_wider(photo: Path, tmp_path: Path) -> None:
    plain, named = tmp_path / "plain.png", tmp_path / "named.png"
    assert main(["parse", str(photo), "-o", str(plain)]) == 0
    assert main(["parse", str(photo), "-o", str(named), "--legend"]) == 0
    with Image.open(plain) as first, Image.open(named) as second:
        assert second.width > first.width
        assert second.height == first.height


def test_a_folder_gives_a_file_per_photo_and_goes_on_past_the_bad_one(
    photo: Path, nobody: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"not a picture")
    labels, reports = tmp_path / "out" / "labels", tmp_path / "out" / "json"
    words = ["--labels", str(labels), "--json", str(reports)]
    assert main(["parse", str(tmp_path), *words]) == 1

    assert sorted(path.name for path in labels.iterdir()) == ["nobody.png", "photo.png"]
    assert sorted(path.name for path in reports.iterdir()) == ["nobody.json", "photo.json"]
    assert not read_grey(labels / "nobody.png").any()
    printed = capsys.readouterr()
    assert "tryon: broken.jpg is not a picture" in printed.err
    assert "3/3" in printed.err
    assert "1 of 3 photos failed" in printed.err
    assert "nobody.png: nobody found" in printed.out


def test_photos_of_one_stem_do_not_overwrite_each_other(nobody: Path, tmp_path: Path) -> None:
    other = tmp_path / "nobody.jpg"
    Image.new("RGB", (100, 90)).save(other)
    out = tmp_path / "labels"
    assert main(["parse", str(nobody), str(other), "--labels", str(out)]) == 0
    assert sorted(path.name for path in out.iterdir()) == ["nobody.jpg.png", "nobody.png.png"]


def test_parameters_that_were_saved_make_the_same_fit_again(photo: Path, tmp_path: Path) -> None:
    first, again, kept = tmp_path / "a.png", tmp_path / "b.png", tmp_path / "kept.json"
    asked = tmp_path / "asked.json"
    asked.write_text('{"version": 1, "fits": [{"shading": 0.2, "move_y": 0.05}]}')
    words = ["fit", str(photo), "--garment", str(SHIRT), "--region", "upper", "-o"]
    saving = ["--parameters", str(asked), "--save-parameters", str(kept)]
    assert main([*words, str(first), *saving]) == 0
    assert main([*words, str(again), "--parameters", str(kept)]) == 0
    assert json.loads(kept.read_text())["fits"][0]["move_y"] == 0.05
    np.testing.assert_array_equal(read_photo(first).pixels, read_photo(again).pixels)
    plain = tmp_path / "plain.png"
    assert main([*words, str(plain)]) == 0
    assert (read_photo(plain).pixels != read_photo(first).pixels).any()


def test_parameters_for_another_number_of_garments_are_refused(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = tmp_path / "asked.json"
    asked.write_text('{"version": 1, "fits": [{}, {}, {}]}')
    words = ["--garment", str(SHIRT), "--region", "upper", "--parameters", str(asked)]
    assert main(["fit", str(photo), *words, "-o", str(tmp_path / "a.png")]) == 1
    assert "3 entries for 1 garments" in capsys.readouterr().err


def test_somebody_wears_her_own_top_as_before(photo: Path, tmp_path: Path) -> None:
    result, labels = tmp_path / "dressed.png", tmp_path / "labels.png"
    assert main(["parse", str(photo), "--labels", str(labels)]) == 0
    words = ["--garment-from", str(photo), "--garment-person", "1", "--region", "upper"]
    assert main(["fit", str(photo), *words, "-o", str(result)]) == 0
    before, after = read_photo(photo).pixels, read_photo(result).pixels
    upper = np.isin(read_grey(labels), (Label.UPPER_CLOTHES, Label.COAT))
    error = (before[upper].astype(float) - after[upper].astype(float)) ** 2
    assert (before != after).any()
    assert 10 * np.log10(255**2 / error.mean()) > 27


def test_a_garments_picture_says_where_it_goes(photo: Path, tmp_path: Path) -> None:
    named, unnamed = tmp_path / "named.png", tmp_path / "unnamed.png"
    words = ["fit", str(photo), "--garment", str(JEANS)]
    assert main([*words, "--region", "lower", "-o", str(named)]) == 0
    assert main([*words, "-o", str(unnamed)]) == 0
    assert unnamed.read_bytes() == named.read_bytes()


def test_what_is_refused_is_worn_if_its_category_is_named(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bag, result = tmp_path / "bag.png", tmp_path / "dressed.png"
    write_image(bag, opaque(None, 8))
    words = ["fit", str(photo), "--garment", str(bag), "-o", str(result)]
    assert main(words) == 1
    assert "name it with --category" in capsys.readouterr().err
    assert main([*words, "--category", "skirt"]) == 0
    assert (read_photo(result).pixels != read_photo(photo).pixels).any()
    result.unlink()
    assert main(["garment", "points", str(bag)]) == 1
    assert main(["garment", "points", str(bag), "--category", "skirt"]) == 0
    assert main(words) == 0, "it was corrected, so it is a garment"
    assert result.exists()


def test_one_of_several_garments_is_picked(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outfit, result = tmp_path / "outfit.png", tmp_path / "dressed.png"
    write_image(outfit, side_by_side(opaque(UpperKind.TOP, 11), opaque(LowerKind.TROUSERS, 5)))
    words = ["fit", str(photo), "--garment", str(outfit)]
    assert main([*words, "-o", str(result)]) == 1
    assert "--pick 1 to 2" in capsys.readouterr().err
    assert main([*words, "--pick", "3", "-o", str(result)]) == 1
    assert "there is no garment 3" in capsys.readouterr().err
    picked = [*words, "--pick", "2", "--garment", str(outfit), "--pick", "1"]
    assert main([*picked, "-o", str(result)]) == 0
    assert "wears Outfit, Outfit" in capsys.readouterr().out


def test_a_turned_garment_says_so(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    jeans = tmp_path / "jeans.png"
    write_image(jeans, np.ascontiguousarray(np.rot90(opaque(LowerKind.TROUSERS, 5))))
    words = ["fit", str(photo), "--garment", str(jeans), "-o", str(tmp_path / "dressed.png")]
    assert main(words) == 0
    assert "note: Jeans: the picture lies turned by 270 degrees" in capsys.readouterr().err


def test_fit_changes_the_region_and_nothing_else(photo: Path, tmp_path: Path) -> None:
    labels, result = tmp_path / "labels.png", tmp_path / "dressed.png"
    assert main(["parse", str(photo), "--labels", str(labels)]) == 0
    cover = tmp_path / "coverage.png"
    words = ["--garment", str(SHIRT), "--region", "upper", "-o", str(result)]
    assert main(["fit", str(photo), *words, "--coverage", str(cover)]) == 0

    before, after = read_photo(photo).pixels, read_photo(result).pixels
    changed = (before != after).any(axis=2)
    upper = np.isin(read_grey(labels), (Label.UPPER_CLOTHES, Label.COAT))
    assert changed[upper].mean() > 0.9
    coverage = read_grey(cover)
    assert coverage.shape == upper.shape
    assert coverage[upper].mean() > 200
    assert changed[coverage == 255].mean() > 0.99
    arms = np.isin(read_grey(labels), (Label.LEFT_ARM, Label.RIGHT_ARM))
    rows, columns = np.nonzero(upper | arms)
    outside = np.ones_like(upper)
    outside[max(0, rows.min() - 24) : rows.max() + 24, columns.min() - 24 : columns.max() + 24] = 0
    assert not changed[outside].any()


def test_fit_tells_what_was_photographed_moved_and_guessed(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result, guessed = tmp_path / "dressed.png", tmp_path / "guessed.png"
    words = ["--garment", str(SHIRT), "--garment", str(JEANS), "-o", str(result)]
    assert main(["fit", str(photo), *words, "--guessed", str(guessed)]) == 0

    before, after, origins = read_photo(photo).pixels, read_photo(result).pixels, read_grey(guessed)
    assert origins.shape == before.shape[:2]
    assert set(np.unique(origins)) == {0, 128, 255}
    assert (before == after).all(axis=2)[origins == 0].all()
    assert (before != after).any(axis=2)[origins > 0].mean() > 0.98
    moved, new = (100 * float((origins == grey).mean()) for grey in (128, 255))
    assert moved > 4 * new > 0
    line = capsys.readouterr().out.splitlines()[-1]
    told = re.search(r"([\d.]+) % of .*: ([\d.]+) % garment, ([\d.]+) % guessed", line)
    assert told is not None, line
    changed, *parts = map(float, told.groups())
    assert parts == [pytest.approx(moved, abs=0.06), pytest.approx(new, abs=0.06)]
    assert changed == pytest.approx(sum(parts))


def test_the_place_of_a_photo_stays_out_of_a_fit_unless_asked_for(
    photo: Path, tmp_path: Path
) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    exif[0x8825] = {1: "N", 2: (48.0, 8.0, 14.0)}
    tagged, result = tmp_path / "tagged.png", tmp_path / "dressed.jpg"
    Image.fromarray(read_photo(photo).pixels).save(tagged, exif=exif)
    words = ["fit", str(tagged), "--garment", str(SHIRT), "-o", str(result)]
    for option, has_place in (([], False), (["--metadata", "all"], True)):
        assert main([*words, *option]) == 0
        with Image.open(result) as image:
            assert image.getexif()[0x010F] == "Camera"
            assert bool(image.getexif().get_ifd(0x8825)) is has_place


def test_several_garments_are_layered(photo: Path, tmp_path: Path) -> None:
    one, both = tmp_path / "one.png", tmp_path / "both.png"
    jeans = ["--garment", str(JEANS), "--region", "lower"]
    shirt = ["--garment", str(SHIRT), "--region", "upper"]
    assert main(["fit", str(photo), *jeans, "-o", str(one)]) == 0
    assert main(["fit", str(photo), *jeans, *shirt, "-o", str(both)]) == 0
    first, second = read_photo(one).pixels, read_photo(both).pixels
    height = first.shape[0]
    assert (first != second).any(axis=2)[: height // 2].sum() > 1000
    assert not (first != second)[height * 3 // 4 :].any()


def test_a_second_fit_on_a_photo_takes_its_parse_from_the_cache_unless_told_not_to(
    photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third = (tmp_path / f"{name}.png" for name in ("first", "second", "third"))
    words = ["fit", str(photo), "--garment", str(SHIRT), "--region", "upper", "-o"]
    monkeypatch.setattr("tryon.parsing.cache.user_cache_path", lambda *_, **__: tmp_path / "kept")
    loads: list[object] = []

    def load(engine: Engine, *rest: object) -> HumanParser:
        loads.append(engine)
        return create_parser(engine, *rest)

    monkeypatch.setattr("tryon.parsing.choice.create_parser", load)
    assert main([*words, str(first)]) == 0
    assert main([*words, str(second)]) == 0
    assert loads == [Engine.BUNDLED]
    assert main([*words, str(third), "--no-cache"]) == 0
    assert loads == [Engine.BUNDLED] * 2
    assert first.read_bytes() == second.read_bytes() == third.read_bytes()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--person", "9"], "there is no person 9"),
        (["--region", "dress"], "tryon: "),
    ],
)
def test_what_cannot_be_fitted_is_one_line_and_no_file(
    photo: Path,
    tmp_path: Path,
    options: list[str],
    message: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    result = tmp_path / "dressed.png"
    region = [] if "--region" in options else ["--region", "upper"]
    garment = tmp_path / "empty.png"
    Image.new("RGBA", (300, 300)).save(garment)
    chosen = garment if "--region" in options else SHIRT
    words = ["--garment", str(chosen), *region, *options, "-o", str(result)]
    assert main(["fit", str(photo), *words]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert message in lines[0]
    assert not result.exists()


def test_a_photo_without_people_cannot_be_dressed(
    nobody: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--garment", str(SHIRT), "--region", "upper", "-o", str(tmp_path / "out.png")]
    assert main(["fit", str(nobody), *words]) == 1
    assert "nobody was found in nobody.png" in capsys.readouterr().err


def test_the_sample_session_is_saved_without_a_display(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sample", "--no-window", "--out", str(tmp_path / "out")]) == 0
    printed = capsys.readouterr().out
    for name in ("photo", "overlay", "people", "composite"):
        assert (tmp_path / "out" / f"{name}.png").is_file()
        assert f"{name}.png" in printed
    assert "ms" in printed
    before = read_photo(tmp_path / "out" / "photo.png").pixels
    after = read_photo(tmp_path / "out" / "composite.png").pixels
    assert (before != after).any(axis=2).mean() > 0.05
