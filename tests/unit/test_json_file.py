"""What a JSON file may hold is decided in one place, and every reader says it in one line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tryon import sample_session
from tryon.errors import EntryError, FitError, GarmentError, ImageReadError, WeightsError
from tryon.fitting.parameters import read_parameters
from tryon.garments.corrections import read_correction
from tryon.json_file import MOST_BYTES, MOST_LEVELS, parse_json, quoted, read_json
from tryon.parsing.m2fp.config import CONFIGURATION_NAME, read_config
from tryon.sample_session import read_sample_session

DEEP = b"[" * 100_000
ODD = {
    "deep": (DEEP + b"]" * 100_000, "40 deep"),
    "deep and cut off": (DEEP, "40 deep"),
    "a little too deep": (
        b'{"a":' * (MOST_LEVELS + 1) + b"1" + b"}" * (MOST_LEVELS + 1),
        "40 deep",
    ),
    "400 digits": (b'{"version": 1' + b"0" * 399 + b"}", "400 digits"),
    "6000 digits": (b'{"version": -' + b"1" * 6000 + b"}", "6000 digits"),
    "too large a number": (b'{"version": 1e999}', "1e999 is not a finite number"),
    "not a number": (b'{"version": NaN}', "NaN is not a finite number"),
    "infinity": (b'{"version": -Infinity}', "-Infinity is not a finite number"),
    "a name twice": (b'{"version": 1, "version": 2}', "the name 'version' twice"),
    "latin 1": ('{"version": "é"}'.encode("latin-1"), "not UTF-8"),
    "half a character": (rb'{"version": "\ud800"}', "characters that do not exist"),
    "too large": (b" " * MOST_BYTES + b"{}", "more than 8 MB"),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_content_is_named(name: str) -> None:
    content, complaint = ODD[name]
    with pytest.raises(EntryError, match=complaint) as caught:
        parse_json(content)
    assert len(str(caught.value)) < 120


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_editors_save_is_read(encoding: str) -> None:
    text = '{"name": "裙子", "points": [0.25, 12345678901234567890]}'
    assert parse_json(text.encode(encoding)) == {
        "name": "裙子",
        "points": [0.25, 12345678901234567890],
    }


def test_as_deep_as_it_may_be_is_read() -> None:
    parse_json(b"[" * MOST_LEVELS + b"]" * MOST_LEVELS)


def test_a_name_that_no_file_can_have_is_an_error_of_reading(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="null"):
        read_json(tmp_path / "a\0b.json")


def test_a_value_of_any_length_is_quoted_in_short() -> None:
    assert quoted("top") == "'top'"
    assert len(quoted("x" * 10_000)) < 70


def read_sample(path: Path) -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sample_session, "sample_session_file", lambda: path)
        return read_sample_session()


READERS: dict[str, tuple[Callable[[Path], object], type[Exception], str]] = {
    "parameters": (read_parameters, FitError, "parameters.json"),
    "points": (read_correction, GarmentError, "shirt.points.json"),
    "configuration": (lambda path: read_config(path.parent), WeightsError, CONFIGURATION_NAME),
    "sample session": (read_sample, ImageReadError, "sample_session.json"),
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", [*ODD, "no object", "no json", "empty"])
def test_every_reader_says_it_in_one_line_of_its_own_kind(
    name: str, reader: str, tmp_path: Path
) -> None:
    others = {"no object": b"[1]", "no json": b"{", "empty": b""}
    read, error, file = READERS[reader]
    (tmp_path / file).write_bytes(others[name] if name in others else ODD[name][0])
    with pytest.raises(error) as caught:
        read(tmp_path / file)
    message = str(caught.value)
    assert file in message
    assert "\n" not in message
    assert len(message) < 300 + len(str(tmp_path))


@pytest.mark.parametrize("reader", READERS)
def test_every_reader_refuses_a_loop_of_links_or_finds_nothing(reader: str, tmp_path: Path) -> None:
    read, error, file = READERS[reader]
    (tmp_path / file).symlink_to(tmp_path / file)
    if reader == "configuration":  # optional: without it the published sizes hold
        read(tmp_path / file)
        return
    with pytest.raises(error, match=file):
        read(tmp_path / file)


def test_unknown_names_without_end_do_not_fill_the_terminal(tmp_path: Path) -> None:
    names = ", ".join(f'"{"x" * 5000}{number}": 1' for number in range(300))
    (tmp_path / "fit.json").write_text(f'{{"version": 1, "fits": [{{{names}}}]}}')
    with pytest.raises(FitError, match="unknown parameter") as caught:
        read_parameters(tmp_path / "fit.json")
    assert len(str(caught.value)) < 900


def test_a_canvas_without_end_is_refused(tmp_path: Path) -> None:
    size = '{"model": {"input_single_human": {"sizes": [[1e300, 5]]}}}'
    (tmp_path / CONFIGURATION_NAME).write_text(size)
    with pytest.raises(WeightsError, match="at most 4096"):
        read_config(tmp_path)
