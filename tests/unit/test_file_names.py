"""Results are called by stems, and by more where two would be one file on some system."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tryon.paths import distinct_names, file_name


def names(
    *files: str, titles: tuple[str | None, ...] = (), reserved: tuple[str, ...] = ()
) -> list[str]:
    paths = [Path("/pictures") / file for file in files]
    return list(distinct_names(paths, titles or (None,) * len(paths), reserved))


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (["a.jpg", "b.png"], ["a", "b"]),
        (["a.jpg", "a.png", "b.png"], ["a.jpg", "a.png", "b"]),
        (["IMG.jpg", "img.png"], ["IMG.jpg", "img.png"]),
        (["x/IMG.JPG", "y/img.jpg"], ["x-IMG.JPG", "y-img.jpg"]),
        (["e\N{COMBINING ACUTE ACCENT}.jpg", "\N{LATIN SMALL LETTER E WITH ACUTE}.png"],
         ["e\N{COMBINING ACUTE ACCENT}.jpg", "\N{LATIN SMALL LETTER E WITH ACUTE}.png"]),
        (["straße.jpg", "STRASSE.png"], ["straße.jpg", "STRASSE.png"]),
        (["a.jpg", "a.png", "a.jpg.gif"], ["pictures-a.jpg", "a.png", "a.jpg.gif"]),
    ],
)  # fmt: skip
def test_a_name_is_as_short_as_tells_it_from_the_others(
    files: list[str], expected: list[str]
) -> None:
    assert names(*files) == expected


def test_files_of_one_name_in_folders_of_one_name_differ_by_their_paths() -> None:
    first, second = names("1/trip/a.jpg", "2/trip/a.jpg")
    assert first.startswith("trip-a.jpg-")
    assert second.startswith("trip-a.jpg-")
    assert first != second


def test_names_do_not_depend_on_the_order() -> None:
    files = ["1/a.jpg", "2/A.jpg", "a.png", "b.jpg", "a.jpg.png", "x/y/a.jpg", "x/z/a.jpg", "B.JPG"]
    expected = dict(zip(files, names(*files), strict=True))
    assert len({name.casefold() for name in expected.values()}) == len(files)
    for seed in range(20):
        random.Random(seed).shuffle(files)
        assert dict(zip(files, names(*files), strict=True)) == expected


def test_what_is_there_beside_the_results_is_no_photos_name() -> None:
    assert names("Report.csv.png", reserved=("report.csv",)) == ["Report.csv.png"]


def test_a_title_takes_the_place_of_the_stem() -> None:
    titles = ("Striped T-shirt", "Jeans: blue/black?", "Jeans  ")
    assert names("9f.png", "8e.png", "7d.png", titles=titles) == [
        "Striped T-shirt",
        "Jeans- blue-black-",
        "Jeans",
    ]


@pytest.mark.parametrize(
    ("text", "name"), [("a.b. ", "a.b"), ("...", "-"), ("a\0b", "a-b"), (".hidden", ".hidden")]
)
def test_a_name_is_one_that_every_system_takes(text: str, name: str) -> None:
    assert file_name(text) == name
