"""The command line's promises that need no network: speed, exit codes, one line of error."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from tests.limits import LIMIT_S
from tryon import __version__
from tryon.cli import main
from tryon.commands.gui import has_display
from tryon.errors import ImageReadError, ParsingError
from tryon.imaging import find_photos
from tryon.messages import ParsingProblem
from tryon.models.catalogue import M2FP
from tryon.models.store import model_folder
from tryon.parsing import Engine
from tryon.parsing.choice import ParserChoice


def test_version_and_help_answer_at_once() -> None:
    best = 9.0
    for option in ("--version", "--help", "--version"):
        started = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "tryon", option],
            capture_output=True,
            text=True,
            check=True,
            timeout=LIMIT_S,
        )
        best = min(best, time.perf_counter() - started)
        assert done.stdout.startswith(("tryon " + __version__, "usage: tryon"))
    assert best < 0.3


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["nonsense"],
        ["parse"],
        ["parse", "a.jpg", "--parser", "other"],
        ["parse", "a.jpg", "--opacity", "2"],
        ["parse", "a.jpg", "--opacity", "much"],
        ["parse", "a.jpg", "--opacity", "nan"],
        ["fit", "a.jpg", "--garment", "b.png", "--person", "first", "-o", "c.png"],
        ["fit", "a.jpg", "--garment", "b.png", "--person", "1" * 5000, "-o", "c.png"],
        ["models", "export", "--size", "640", "-o", "c.onnx"],
        ["models", "export", "--size", f"640x{'9' * 5000}", "-o", "c.onnx"],
        ["fit", "a.jpg", "--garment", "b.png", "--region", "upper"],
        ["fit", "a.jpg", "--garment", "b.png", "--region", "elbow", "-o", "c.png"],
        ["fit", "a.jpg", "--garment", "b.png", "--region", "upper", "--person", "0", "-o", "c.png"],
    ],
)
def test_wrong_use_exits_with_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_info:
        main(words)
    assert exit_info.value.code == 2
    printed = capsys.readouterr().err
    assert "usage:" in printed
    assert "invalid _" not in printed, "an option is named, not the function that reads it"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.png"
    Image.new("RGB", (64, 64), "gray").save(path)
    return path


def error_line(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line on stderr."""
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("tryon: ")
    return lines[0]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--labels", "labels.jpg"], "should end in .png"),
        (["-o", "overlay.txt"], "should end in"),
        (["--parser", "m2fp", "--instances", "out.txt"], "should end in .npz"),
        (["--labels", "same.png", "--people", "same.png"], "already another output"),
        (["-o", "photo.png"], "an input"),
        (["-o", "."], "is a folder"),
    ],
)
def test_outputs_that_make_no_sense_are_wrong_use(
    photo: Path,
    options: list[str],
    message: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(photo.parent)
    before = photo.read_bytes()
    assert main(["parse", "photo.png", *options]) == 2
    assert message in error_line(capsys)
    assert photo.read_bytes() == before


def test_a_fit_needs_a_garment(photo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fit", str(photo), "--region", "upper", "-o", "c.png"]) == 2
    assert "--garment or --garment-from" in error_line(capsys)


def test_whose_garment_to_take_needs_a_photo(
    photo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--garment", "a.png", "--garment-person", "2", "--region", "upper", "-o", "c.png"]
    assert main(["fit", str(photo), *words]) == 2
    assert "--garment-from PHOTO" in error_line(capsys)


def test_each_output_has_a_suffix_of_its_own_and_is_no_input(
    photo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["fit", str(photo), "--garment", "a.png", "--region", "upper", "-o", "c.png"]
    assert main([*words, "--save-parameters", "c.txt"]) == 2
    assert ".json" in error_line(capsys)
    for option, suffix in {
        "--coverage": ".png",
        "--guessed": ".png",
        "--tinted": ".png",
        "--before-after": ".png",
        "--slider": ".html",
        "--animation": ".webp",
    }.items():
        assert main([*words, option, "c.mov"]) == 2
        assert suffix in error_line(capsys)
    assert main([*words, "--before-after", "c.png"]) == 2
    assert "another output" in error_line(capsys)
    assert main([*words, "--parameters", str(photo.parent / "none.json")]) == 1
    assert "cannot read the parameters" in error_line(capsys)


def test_a_dye_or_a_pattern_is_one_for_each_garment(
    photo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["fit", str(photo), "--garment", "a.png", "--region", "upper", "-o", "c.png"]
    assert main([*words, "--dye", "none", "--dye", "#aa3355"]) == 2
    assert "1 --garment but 2 --dye" in error_line(capsys)
    assert main([*words, "--dye-prints"]) == 2
    assert "add --dye" in error_line(capsys)
    assert main([*words, "--pattern-scale", "0.2"]) == 2
    assert "--pattern-scale is about a pattern; add --pattern PICTURE" in error_line(capsys)
    assert main([*words, "--pattern", "a.png", "--pattern", "none"]) == 2
    assert "1 --garment but 2 --pattern" in error_line(capsys)
    assert main([*words, "--pattern", str(photo), "--pattern-angle", "270"]) == 2
    assert "angle_degrees must be between -180 and 180, got 270" in error_line(capsys)
    with pytest.raises(SystemExit):
        main([*words, "--dye", "reddish"])
    assert "expected a colour like '#aa3355' or none, got 'reddish'" in capsys.readouterr().err


def test_a_size_needs_a_table_and_a_height(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["fit", str(photo), "--garment", "a.png", "--region", "upper", "-o", "c.png"]
    table = tmp_path / "table.csv"
    table.write_text("Size,Chest\nS,96\nM,104\n", encoding="utf-8")
    for given in (["--size", "M"], ["--size", "M", "--size-table", str(table)]):
        assert main([*words, *given]) == 2
        assert "add --size-table FILE and --height CM" in error_line(capsys)
    tall = [*words, "--height", "178", "--size-table"]
    assert main([*tall, str(table)]) == 2
    assert "add --size NAME, one of S, M" in error_line(capsys)
    assert main([*tall, str(table), "--size", "XL"]) == 1
    assert "table.csv: size must be one of S, M, got 'XL'" in error_line(capsys)
    assert main([*tall, str(tmp_path / "none.csv"), "--size", "M"]) == 1
    assert "cannot read the table of sizes" in error_line(capsys)
    table.write_text("nothing", encoding="utf-8")
    assert main([*tall, str(table), "--size", "M"]) == 1
    assert "no table of sizes can be read" in error_line(capsys)
    with pytest.raises(SystemExit):
        main([*words, "--height", "1.78"])
    assert "1.78 is no height of a person" in capsys.readouterr().err


def test_a_look_has_its_own_suffix_and_overwrites_nothing_of_the_command(
    photo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["fit", str(photo), "--garment", "a.png", "--region", "upper", "-o", "c.png"]
    assert main([*words, "--save", "c.zip"]) == 2
    assert ".tryon" in error_line(capsys)
    assert main([*words, "--link-photo"]) == 2
    assert "--save LOOK.tryon" in error_line(capsys)
    look = photo.with_suffix(".tryon")
    assert main(["export", str(look), "-o", "c.tryon"]) == 2
    assert ".png" in error_line(capsys)
    assert main(["export", str(photo), "-o", str(photo)]) == 2
    assert "an input" in error_line(capsys)
    assert main(["export", str(look), "-o", "c.png"]) == 1
    assert "cannot be read" in error_line(capsys)
    assert main(["export", str(photo), "-o", "c.png"]) == 1
    assert "is not a look" in error_line(capsys)


def test_what_to_take_from_a_photo_must_be_named(
    photo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fit", str(photo), "--garment-from", str(photo), "-o", "c.png"]) == 2
    assert "add --region" in error_line(capsys)


def test_regions_are_named_for_all_garments_or_none(
    photo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--garment", "a.png", "--garment", "b.png", "--region", "upper", "-o", "c.png"]
    assert main(["fit", str(photo), *words]) == 2
    assert "one --region for each --garment" in error_line(capsys)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--category", "top", "--category", "skirt"], "one --category for each --garment"),
        (["--pick", "1", "--pick", "2"], "one --pick for each --garment"),
        (["--category", "top", "--region", "upper"], "leave --region out"),
    ],
)
def test_what_is_said_of_garments_is_said_of_each_once(
    options: list[str], message: str, photo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fit", str(photo), "--garment", "a.png", *options, "-o", "c.png"]) == 2
    assert message in error_line(capsys)


@pytest.mark.parametrize(
    "option", ["--coverage", "--guessed", "--tinted", "--before-after", "--slider", "--animation"]
)
def test_a_batch_takes_no_file_that_it_would_not_write(
    option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["batch", "photos", "--garments", "wardrobe", "-o", "out"]
    with pytest.raises(SystemExit) as refused:
        main([*words, option, "file.png"])
    assert refused.value.code == 2
    assert option in capsys.readouterr().err


def test_the_composite_never_overwrites_photo_or_garment(
    photo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--garment", str(photo.parent / "b.png"), "--region", "upper", "-o"]
    for name in ("photo.png", "b.png"):
        assert main(["fit", str(photo), *words, str(photo.parent / name)]) == 2
        assert "an input" in error_line(capsys)


def test_a_missing_photo_is_one_line_and_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["parse", str(tmp_path / "none.jpg")]) == 1
    assert "does not exist" in error_line(capsys)


def test_debug_shows_where_an_error_comes_from(tmp_path: Path) -> None:
    with pytest.raises(ImageReadError):
        main(["parse", "--debug", str(tmp_path / "none.jpg")])


def test_missing_weights_are_named(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--parser", "bundled", "--weights", str(tmp_path / "nowhere")]
    assert main(["parse", str(photo), *words]) == 1
    assert "nowhere" in error_line(capsys)


def test_m2fp_says_where_its_weights_come_from(
    photo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["parse", str(photo), "--parser", "m2fp"]) == 1
    line = error_line(capsys)
    assert "damo/cv_resnet101_image-multiple-human-parsing" in line
    assert "CC BY-NC 4.0" in line
    assert "--parser bundled" in line


def test_m2fp_uses_what_was_downloaded(photo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("torch")
    downloaded = model_folder(M2FP) / M2FP.weights
    downloaded.parent.mkdir(parents=True)
    downloaded.write_bytes(b"cut off")
    assert main(["parse", str(photo), "--parser", "m2fp"]) == 1
    assert str(downloaded) in error_line(capsys)


def test_m2fp_without_torch_says_what_to_install(
    photo: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("tryon.parsing.m2fp.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "torch", None)
    words = ["--parser", "m2fp", "--weights", str(photo.parent)]
    assert main(["parse", str(photo), *words]) == 1
    assert "tryon[m2fp]" in error_line(capsys)


def test_the_bundled_parser_has_no_instances(
    photo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = photo.parent / "out.npz"
    assert main(["parse", str(photo), "--instances", str(out)]) == 2
    assert "--parser m2fp" in error_line(capsys)
    assert not out.exists()


def test_a_window_without_a_display_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if sys.platform != "linux":
        pytest.skip("other systems always have a display")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert main(["gui"]) == 1
    assert "no display" in error_line(capsys)


@pytest.mark.parametrize(
    ("environment", "is_seen"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
    ],
)
def test_a_window_that_nobody_would_see_is_no_display(
    environment: dict[str, str], is_seen: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert has_display() is is_seen


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], None),
        (["--parser", "bundled"], ParserChoice()),
        (["--parser", "m2fp"], ParserChoice(Engine.M2FP)),
        (["--parser", "m2fp", "--weights", "here"], ParserChoice(Engine.M2FP, Path("here"))),
    ],
)
def test_the_window_gets_the_parser_that_is_named(
    words: list[str], expected: ParserChoice | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    named: list[ParserChoice | None] = []

    def run_app(photo: Path | None, *, parser: ParserChoice | None) -> int:
        named.append(parser)
        return 0

    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr("tryon.ui.shell.app.run_app", run_app)
    assert main(["gui", *words]) == 0
    assert named == [expected]


@pytest.mark.parametrize(
    "words", [["--weights", "here"], ["--precision", "float32"], ["--device", "cpu"]]
)
def test_options_of_a_parser_that_is_not_named_are_wrong_use(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    commands = (["gui"], ["parse", "a.jpg"], ["fit", "a.jpg", "--garment", "b.png", "-o", "c.png"])
    for command in commands:
        assert main([*command, *words]) == 2
        assert f"{words[0]} needs --parser" in error_line(capsys)


@pytest.mark.parametrize("words", [["--precision", "float32"], ["--device", "cpu"]])
def test_how_m2fp_computes_is_no_option_of_the_bundled_parser(
    words: list[str], photo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["parse", str(photo), "--parser", "bundled", *words]) == 2
    assert f"{words[0]} needs --parser m2fp" in error_line(capsys)


def test_out_of_memory_is_one_line(
    photo: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def run_out(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("tryon.parsing.choice.create_parser", run_out)
    assert main(["parse", str(photo)]) == 1
    assert "out of memory" in error_line(capsys)


def test_a_message_of_several_lines_becomes_one(
    photo: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ParsingError(ParsingProblem.BUNDLED_FAILED, reason="first\n  second")

    monkeypatch.setattr("tryon.parsing.choice.create_parser", fail)
    assert main(["parse", str(photo)]) == 1
    assert "tryon: the bundled parser failed (first second); close" in error_line(capsys)


@pytest.mark.skipif(os.name != "posix", reason="links of this kind are POSIX")
@pytest.mark.parametrize("command", ["parse", "fit"])
def test_a_photo_that_is_a_loop_of_links_is_one_line(
    tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    loop = tmp_path / "loop.jpg"
    loop.symlink_to(loop)
    words = [] if command == "parse" else ["--garment", str(loop), "-o", str(tmp_path / "a.png")]
    assert main([command, str(loop), *words]) == 1
    assert "cannot be the name of a file" in error_line(capsys)


def test_a_photo_in_a_folder_that_may_not_be_entered_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = tmp_path / "locked" / "a.jpg"

    def refuse(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if path == photo:  # root may enter every folder
            raise PermissionError(13, "Permission denied", str(path))
        return os.stat(path, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", refuse)
    assert main(["parse", str(photo)]) == 1
    assert "may not be read" in error_line(capsys)


def test_a_folder_gives_its_pictures_in_order(tmp_path: Path) -> None:
    for name in ("b.jpg", "a.PNG", "notes.txt"):
        (tmp_path / name).write_bytes(b"x")
    assert [path.name for path in find_photos([tmp_path])] == ["a.PNG", "b.jpg"]


def test_a_photo_named_twice_is_parsed_once(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"x")
    assert find_photos([tmp_path, tmp_path / "a.png"]) == (tmp_path / "a.png",)


def test_a_folder_without_pictures_is_named(tmp_path: Path) -> None:
    with pytest.raises(ImageReadError, match="holds no pictures"):
        find_photos([tmp_path])
