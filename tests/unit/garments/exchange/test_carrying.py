"""Garments go into one file and come out of it in another wardrobe, whole and once."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.unit.conftest import TSHIRT, add_file, draw
from tryon.errors import Cancelled, ExportError, GarmentError
from tryon.garments.corrections import Correction
from tryon.garments.details.details import Notes
from tryon.garments.exchange import carry
from tryon.garments.exchange.collection_file import Imported
from tryon.garments.garment import Garment
from tryon.garments.landmarks import find_figure
from tryon.garments.outline.kept import original_file
from tryon.garments.sizes.table_text import parse_table
from tryon.garments.thumbnails import ThumbnailCache
from tryon.garments.wardrobe import GarmentLibrary, WardrobeEntry
from tryon.progress import CancelToken, ignore_progress
from tryon.shape.category import GarmentCategory
from tryon.shape.sides import Side

SIZES = parse_table("Size\tChest\nM\t104\nL\t112")
NOTES = Notes("Corner shop", "29 €", "M", "https://example.org", "From Anna")


def wardrobe(folder: Path) -> GarmentLibrary:
    return GarmentLibrary(folder, thumbnails=ThumbnailCache(folder.parent / "thumbnails"))


def own(library: GarmentLibrary) -> list[WardrobeEntry]:
    return [e for e in library.entries() if isinstance(e, WardrobeEntry) and e.is_own]


def send(
    library: GarmentLibrary, entries: Sequence[WardrobeEntry], path: Path, name: str = "Holiday"
) -> Path:
    carry.export_garments(
        library, entries, path, name=name, progress=ignore_progress, cancel=CancelToken()
    )
    return path


def take(library: GarmentLibrary, path: Path) -> Imported:
    return carry.import_garments(library, path, progress=ignore_progress, cancel=CancelToken())


@pytest.fixture
def mine(tmp_path: Path) -> GarmentLibrary:
    """A wardrobe with one shirt of the user's, corrected and noted about."""
    library = wardrobe(tmp_path / "mine")
    source = tmp_path / "red shirt.png"
    Image.fromarray(draw(TSHIRT, (200, 30, 40))).save(source)
    added = add_file(library, source)
    library.correct(added, Correction(added.category).with_sleeve(Side.LEFT, False))
    library.change_details(
        own(library)[0],
        lambda d: replace(
            d,
            is_favourite=True,
            tags=("red", "summer"),
            notes=NOTES,
            collections=("Secret",),
            sizes=SIZES,
        ),
    )
    return library


@pytest.fixture
def file(mine: GarmentLibrary, tmp_path: Path) -> Path:
    return send(mine, own(mine), tmp_path / "holiday.wardrobe")


def test_a_garment_arrives_whole_in_another_wardrobe(
    mine: GarmentLibrary, file: Path, tmp_path: Path
) -> None:
    there = wardrobe(tmp_path / "theirs")
    imported = take(there, file)
    assert (len(imported.added), imported.known, imported.lost) == (1, (), ())
    (sent,), (arrived,) = own(mine), own(there)
    before, after = mine.load(sent.file), there.load(arrived.file)
    assert np.array_equal(after.rgba, before.rgba)
    assert (after.name, after.category, after.correction) == (
        before.name,
        before.category,
        before.correction,
    )
    originals = [original_file(entry.file).read_bytes() for entry in (sent, arrived)]
    assert originals[0] == originals[1]
    assert arrived.details.tags == ("red", "summer")
    assert arrived.details.notes == NOTES
    assert arrived.details.sizes == SIZES
    assert arrived.details.collections == ("Holiday",)
    assert not arrived.details.is_favourite


def test_the_same_garment_twice_is_one_garment_and_its_notes_come_together(
    mine: GarmentLibrary, file: Path, tmp_path: Path
) -> None:
    mine.change_details(
        own(mine)[0],
        lambda d: replace(d, tags=("mine",), notes=Notes(shop="Mine"), sizes=None),
    )
    for _ in range(2):
        imported = take(mine, file)
        assert (imported.added, len(imported.known)) == ((), 1)
    (entry,) = own(mine)
    assert entry.details.tags == ("mine", "red", "summer")
    assert entry.details.notes == replace(NOTES, shop="Mine")
    assert entry.details.sizes == SIZES
    assert entry.details.collections == ("Secret", "Holiday")
    there = wardrobe(tmp_path / "theirs")
    take(there, file)
    take(there, file)
    assert len(own(there)) == 1


def test_a_garment_off_a_person_is_known_again_by_its_pixels(
    tmp_path: Path, tshirt: Garment
) -> None:
    here, there = wardrobe(tmp_path / "mine"), wardrobe(tmp_path / "theirs")
    figure = find_figure(tshirt.rgba[..., 3], tshirt.category)
    here.keep(replace(tshirt, figure=figure))
    path = send(here, own(here), tmp_path / "one.wardrobe", name="")
    assert len(take(here, path).known) == 1
    assert len(take(there, path).added) == 1
    assert len(take(there, path).known) == 1
    (arrived,) = own(there)
    assert there.load(arrived.file).figure is not None
    assert arrived.details.collections == ()


def test_samples_are_known_and_get_the_tags(tmp_path: Path) -> None:
    here, there = wardrobe(tmp_path / "mine"), wardrobe(tmp_path / "theirs")
    sample = next(here.entries())
    assert isinstance(sample, WardrobeEntry)
    tagged = here.change_details(sample, lambda d: d.with_tag("plain"))
    imported = take(there, send(here, [tagged], tmp_path / "sample.wardrobe"))
    assert [entry.details.tags for entry in imported.known] == [("plain",)]
    assert own(there) == []


def test_what_has_no_picture_is_left_out(mine: GarmentLibrary, tmp_path: Path) -> None:
    own(mine)[0].file.unlink()
    (entry,) = own(mine)
    count = carry.export_garments(
        mine,
        [entry],
        tmp_path / "x.wardrobe",
        name="",
        progress=ignore_progress,
        cancel=CancelToken(),
    )
    assert count == 0


def test_a_cancelled_export_leaves_nothing(mine: GarmentLibrary, tmp_path: Path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    (tmp_path / "out").mkdir()
    with pytest.raises(Cancelled):
        carry.export_garments(
            mine,
            own(mine),
            tmp_path / "out" / "x.wardrobe",
            name="",
            progress=ignore_progress,
            cancel=cancel,
        )
    assert list((tmp_path / "out").iterdir()) == []


def test_too_many_or_too_large_are_told(
    mine: GarmentLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ExportError, match="2001 garments are too many"):
        send(mine, own(mine) * 2001, tmp_path / "many.wardrobe")
    monkeypatch.setattr("zipfile.ZIP64_LIMIT", 1000)
    with pytest.raises(ExportError, match="larger than 2 GB"):
        send(mine, own(mine), tmp_path / "large.wardrobe")
    assert not list(tmp_path.glob("*.wardrobe"))


def rewritten(file: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Change the members of an archive."""
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file


def described(**changes: object) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        members["1.json"] = json.dumps(json.loads(members["1.json"]) | changes).encode()

    return change


@pytest.mark.parametrize(
    "change",
    [
        described(name=7),
        described(category="hat"),
        described(picture_key="../../etc/passwd"),
        described(picture_key="x" * 16),
        described(picture_key=["a"]),
        described(figure={"kind": "skirt"}),
        described(tags="red"),
        described(link={}),
        described(correction={"version": 1}),
        described(correction={"version": 1, "category": "top", "outline": {"coverage": "../x"}}),
        lambda members: members.pop("1.json"),
        lambda members: members.pop("1.png"),
        lambda members: members.update({"1.json": b"[" * 100_000}),
        lambda members: members.update({"1.json": b"[]"}),
        lambda members: members.update({"1.png": b"no picture"}),
        lambda members: members.update({"1.png": members["1.png"][:400]}),
        lambda members: members.update(
            {"1.png": members["1.png"][:16] + b"\x00\x01\xff\xff" * 2 + members["1.png"][24:]}
        ),
    ],
)
def test_a_garment_that_is_damaged_or_hostile_loses_only_itself(
    change: Callable[[dict[str, bytes]], None], mine: GarmentLibrary, tmp_path: Path
) -> None:
    mine.keep(Garment(draw(TSHIRT, (30, 40, 200)), GarmentCategory.TOP, "Blue shirt"))
    path = rewritten(send(mine, own(mine), tmp_path / "two.wardrobe"), change)
    there = wardrobe(tmp_path / "theirs" / "garments")
    imported = take(there, path)
    assert [entry.name for entry in imported.added] == ["Blue shirt"]
    assert len(imported.lost) == 1
    assert "two.wardrobe" in str(imported.lost[0])
    assert {path.parent for path in (tmp_path / "theirs").rglob("*.*")} <= {
        there.folder,
        tmp_path / "theirs" / "thumbnails",
    }


def test_an_original_that_is_no_picture_is_not_kept(file: Path, tmp_path: Path) -> None:
    rewritten(file, lambda members: members.update({"1.original": b"#!/bin/sh\necho hello\n"}))
    there = wardrobe(tmp_path / "theirs")
    assert len(take(there, file).added) == 1
    assert not list(there.folder.glob("*.original*"))


def about(**changes: object) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        found = json.loads(members["collection.json"]) | changes
        members["collection.json"] = json.dumps(found).encode()

    return change


@pytest.mark.parametrize(
    "change",
    [
        about(version="1"),
        about(version=-1),
        about(count=10**9),
        about(count=None),
        about(name=7),
        lambda members: members.pop("collection.json"),
        lambda members: members.update({"collection.json": b"{"}),
        lambda members: members.update({"collection.json": b" " * 200_000}),
    ],
)
def test_what_is_no_collection_is_refused(
    change: Callable[[dict[str, bytes]], None], file: Path, tmp_path: Path
) -> None:
    with pytest.raises(GarmentError, match="not a file of garments"):
        take(wardrobe(tmp_path / "theirs"), rewritten(file, change))


def test_a_newer_file_and_what_is_no_archive_say_so(file: Path, tmp_path: Path) -> None:
    there = wardrobe(tmp_path / "theirs")
    with pytest.raises(GarmentError, match="newer tryon"):
        take(there, rewritten(file, about(version=2, count="many")))
    (tmp_path / "text.wardrobe").write_text("no archive")
    with pytest.raises(GarmentError, match="not a file of garments"):
        take(there, tmp_path / "text.wardrobe")
    for gone in ("missing.wardrobe", "nul\0l.wardrobe"):
        with pytest.raises(GarmentError, match="cannot be read"):
            take(there, tmp_path / gone)


def test_a_member_that_unpacks_to_too_much_is_not_read(file: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["1.json"] = b" " * 50_000_000
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    (problem,) = take(wardrobe(tmp_path / "theirs"), file).lost
    assert "more than 4 MB" in str(problem)
