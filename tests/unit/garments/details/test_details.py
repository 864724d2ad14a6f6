"""What is noted about garments: values, files, and two computers that write at once."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.conftest import long_removed
from tryon.garments.details.details import (
    LONGEST_LABEL,
    MOST_LABELS,
    Details,
    Notes,
    known_labels,
    label,
    labels,
)
from tryon.garments.details.details_files import (
    change_details,
    details_file,
    read_details,
    remove_details,
)
from tryon.garments.details.details_json import details_from_json, details_to_json
from tryon.garments.garment import Garment
from tryon.garments.sizes.size_table import Measure, SizeRow, SizeTable
from tryon.garments.wardrobe import GarmentLibrary, WardrobeEntry

FULL = Details(
    is_favourite=True,
    tags=("summer", "Büro"),
    collections=("Holiday",),
    notes=Notes("A shop", "€ 29", "M", "https://example.org/shirt", "Wash cold.\nIron."),
    sizes=SizeTable((SizeRow("M", ((Measure.CHEST, 104.0), (Measure.LENGTH, 71.5))),)),
    worn_at=1_700_000_000,
    changed_at=1_700_000_001,
)
COPIES = (
    "{key} (Anna's conflicted copy 2026-11-29).details",
    "{key}.sync-conflict-20261129-101112-ABCDEFG.details",
    "{key} 2.details",
    "{key}-LAPTOP.details",
)
"""As Dropbox, Syncthing, iCloud and OneDrive call what they could not bring together."""


def test_a_label_is_one_line_without_commas_and_not_too_long() -> None:
    assert label("  #summer \n dress, red ") == "summer dress red"
    assert len(label("x" * 500)) == LONGEST_LABEL
    assert labels(["Summer", "summer", " ", "red", "SUMMER "]) == ("Summer", "red")
    assert len(labels(map(str, range(1000)))) == MOST_LABELS
    assert known_labels([("b", "A"), ("a", "c")]) == ("A", "b", "c")


def test_details_come_back_as_they_were_written() -> None:
    written = details_to_json(FULL, "shirt.png")
    assert details_from_json(json.loads(written)) == FULL
    assert json.loads(details_to_json(Details(), "shirt.png")) == {
        "version": 1,
        "garment": "shirt.png",
    }


@pytest.mark.parametrize(
    "damage",
    [
        "[]",
        '"x"',
        '{"version": 2}',
        '{"tags": "summer"}',
        '{"tags": [7]}',
        '{"tags": [["x"]]}',
        '{"shop": 7}',
        '{"text": ["x"]}',
        '{"worn_at": "now"}',
        '{"worn_at": true}',
        '{"changed_at": 1.5}',
    ],
)
def test_what_makes_no_sense_is_refused_and_a_file_of_it_holds_nothing(
    damage: str, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match=r"."):
        details_from_json(json.loads(damage))
    (tmp_path / "x.details").write_text(damage)
    assert read_details([tmp_path / "x.details"]) == Details()


def test_a_clock_that_goes_wrong_does_not_put_a_garment_first_for_ever() -> None:
    assert details_from_json({"worn_at": 10**15}).worn_at == 0


def test_what_two_computers_wrote_is_brought_together_and_nothing_is_lost() -> None:
    first = replace(FULL, tags=("a", "b"), notes=Notes(shop="old", text="kept"), changed_at=5)
    second = Details(tags=("B", "c"), notes=Notes(shop="new"), worn_at=7, changed_at=6)
    merged = first.merged(second)
    assert merged == second.merged(first) or set(merged.tags) == {"a", "b", "c"}
    assert merged.is_favourite
    assert merged.notes == Notes(shop="new", text="kept")
    assert merged.worn_at == FULL.worn_at
    assert merged.collections == ("Holiday",)


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_that_a_service_left_is_read_and_gone_once_something_is_written(
    name: str, tmp_path: Path
) -> None:
    picture = tmp_path / "shirt-0123456789abcdef-01234567.png"
    change_details(tmp_path, picture, lambda details: details.with_tag("mine"))
    copy = tmp_path / name.format(key=picture.stem)
    copy.write_text(details_to_json(Details(tags=("theirs",)), picture.name))
    before, after = change_details(tmp_path, picture, lambda details: details.with_favourite(True))
    assert set(before.tags) == set(after.tags) == {"mine", "theirs"}
    assert not copy.exists()
    assert read_details([details_file(tmp_path, picture)]) == after


def test_a_file_of_another_garment_whose_name_begins_the_same_is_no_copy(tmp_path: Path) -> None:
    short, long = tmp_path / "shirt.png", tmp_path / "shirt-2.png"
    change_details(tmp_path, long, lambda details: details.with_tag("long"))
    before, _ = change_details(tmp_path, short, lambda details: details.with_tag("short"))
    assert before == Details()
    remove_details(tmp_path, short)
    assert details_file(tmp_path, long).exists()


def test_what_does_not_change_is_not_written(tmp_path: Path) -> None:
    picture = tmp_path / "shirt.png"
    change_details(tmp_path, picture, lambda details: details)
    assert list(tmp_path.iterdir()) == []
    change_details(tmp_path, picture, lambda details: details.with_tag("a"))
    stamp = details_file(tmp_path, picture).stat().st_mtime_ns
    change_details(tmp_path, picture, lambda details: details.with_tag("A"))
    assert details_file(tmp_path, picture).stat().st_mtime_ns == stamp


def listed(library: GarmentLibrary) -> list[WardrobeEntry]:
    return [entry for entry in library.entries() if isinstance(entry, WardrobeEntry)]


def test_the_wardrobe_lists_details_of_own_garments_and_of_samples(
    tmp_path: Path, tshirt: Garment
) -> None:
    library = GarmentLibrary(tmp_path)
    library.keep(tshirt)
    sample, *_, own = listed(library)
    assert library.change_details(sample, lambda d: d.with_favourite(True)).details.is_favourite
    library.change_details(own, lambda d: replace(FULL, worn_at=0))
    again_sample, *_, again = listed(GarmentLibrary(tmp_path))
    assert again_sample.details.is_favourite
    assert again.details.notes == FULL.notes
    assert (again.details.tags, again.details.collections) == (FULL.tags, FULL.collections)


def test_a_list_that_is_read_again_sees_what_another_computer_wrote(
    tmp_path: Path, tshirt: Garment
) -> None:
    here, there = GarmentLibrary(tmp_path), GarmentLibrary(tmp_path)
    picture = here.keep(tshirt)
    before = listed(here)[-1]
    there.change_details(listed(there)[-1], lambda d: d.with_tag("there"))
    copy = tmp_path / COPIES[0].format(key=picture.stem)
    copy.write_text(details_to_json(Details(tags=("copy",)), picture.name))
    after = listed(here)[-1]
    assert before.details.tags == ()
    assert set(after.details.tags) == {"there", "copy"}
    assert listed(here)[0] == listed(here)[0]


def test_a_copy_of_the_file_that_describes_a_garment_is_no_second_garment(
    tmp_path: Path, tshirt: Garment
) -> None:
    library = GarmentLibrary(tmp_path)
    described = library.keep(tshirt).with_suffix(".json")
    copy = tmp_path / f"{described.stem} (conflicted copy).json"
    copy.write_bytes(described.read_bytes())
    assert [entry.name for entry in listed(library) if entry.is_own] == [tshirt.name]


def test_a_garment_that_two_computers_removed_and_renamed_stays(
    tmp_path: Path, tshirt: Garment
) -> None:
    library = GarmentLibrary(tmp_path)
    described = library.keep(tshirt).with_suffix(".json")
    content = described.read_bytes()
    library.remove(listed(library)[-1])
    removed = json.loads((tmp_path / "removed" / described.name).read_text())
    (tmp_path / "removed" / described.name).write_text(json.dumps(removed | {"removed_at": 1}))
    described.write_bytes(content)  # as the other computer renamed it
    shown = listed(library)[-1]
    assert shown.name == tshirt.name
    assert library.load(shown.file).name == tshirt.name


def test_details_go_with_a_garment_that_was_removed_long_ago(
    tmp_path: Path, tshirt: Garment
) -> None:
    library = GarmentLibrary(tmp_path)
    picture = library.keep(tshirt)
    library.change_details(listed(library)[-1], lambda d: d.with_tag("a"))
    library.remove(listed(library)[-1])
    long_removed(picture, days=31)
    listed(library)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
