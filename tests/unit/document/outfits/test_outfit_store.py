"""Outfits on disk, and putting one on."""

from __future__ import annotations

import os
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.drawn import paint_on
from tests.unit.document.test_commands import CHECKS, OTHER_TOP, TOP, TROUSERS, WIDER, opened, worn
from tryon.document.commands import PutOn
from tryon.document.dress import carry_out
from tryon.document.outfits.outfit import Outfit, Piece, pieces_of
from tryon.document.outfits.outfit_store import OutfitStore
from tryon.document.outfits.wear import Clothes, Wear
from tryon.errors import FitError, OutfitError
from tryon.fitting.cloth.pattern import Pattern
from tryon.fitting.composite import FitResult, LayerState
from tryon.fitting.parameters import FitParameters
from tryon.fitting.request import FitRequest
from tryon.imaging import png_of
from tryon.messages import FitProblem, OutfitNote, OutfitProblem, StepName

PICTURE = png_of(np.full((9, 7, 4), 255, np.uint8))
OUTFIT = Outfit(
    "Sunday",
    (
        Piece(
            replace(TROUSERS, file=Path("/wardrobe/blue.png")),
            FitParameters(pattern=Pattern(CHECKS, 0.2)),
        ),
        Piece(replace(TOP, file=None), WIDER, LayerState(opacity=0.5)),
    ),
)
STEP = StepName.WEAR_OUTFIT.with_values(outfit="Sunday", person=1)


@pytest.fixture
def store(tmp_path: Path) -> OutfitStore:
    return OutfitStore(tmp_path / "outfits")


def names(store: OutfitStore) -> list[str]:
    return [entry.name for entry in store.entries()]


def rewrite(file: Path, **contents: bytes) -> None:
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, contents.get(name.split(".")[0].replace("-", "_"), content))


def test_an_outfit_comes_back_from_its_file_with_all_that_makes_it(store: OutfitStore) -> None:
    entry = store.keep(OUTFIT, PICTURE)
    assert store.entries() == (entry,)
    assert (entry.name, entry.summary.garments) == ("Sunday", ("Trousers", "Red top"))
    kept = store.load(entry)
    assert kept.files == ("blue.png", "")
    assert [(p.parameters, p.layer) for p in kept.outfit.pieces] == [
        (p.parameters, p.layer) for p in OUTFIT.pieces
    ]
    for read, written in zip(kept.outfit.pieces, OUTFIT.pieces, strict=True):
        np.testing.assert_array_equal(read.garment.rgba, written.garment.rgba)
    assert os.listdir(store.folder) == [entry.file.name], "nothing temporary is left"


def test_outfits_are_listed_by_name_and_renamed_in_place(store: OutfitStore) -> None:
    first = store.keep(OUTFIT, PICTURE)
    store.keep(replace(OUTFIT, name="monday"), PICTURE)
    assert names(store) == ["monday", "Sunday"]
    renamed = store.rename(first, "Alps")
    assert names(store) == ["Alps", "monday"]
    assert store.load(renamed).files == ("blue.png", "")


def test_a_deleted_outfit_can_be_brought_back_for_a_while(store: OutfitStore) -> None:
    entry = store.keep(OUTFIT, PICTURE)
    store.remove(entry)
    assert names(store) == []
    store.clear_removed()
    store.restore(entry)
    assert names(store) == ["Sunday"]
    store.remove(entry)
    removed = store.folder / "removed" / entry.file.name
    os.utime(removed, (0, 0))
    store.clear_removed()
    with pytest.raises(OutfitError) as error:
        store.restore(entry)
    assert error.value.problem is OutfitProblem.NOT_MOVED


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"{}", OutfitProblem.DAMAGED),
        (b'{"version": 9}', OutfitProblem.NEWER),
        (b'{"version": 1, "name": 3, "garments": []}', OutfitProblem.DAMAGED),
    ],
)
def test_a_damaged_file_loses_only_itself(
    store: OutfitStore, content: bytes, problem: OutfitProblem
) -> None:
    store.keep(OUTFIT, PICTURE)
    damaged = store.keep(replace(OUTFIT, name="A"), PICTURE)
    rewrite(damaged.file, outfit=content)
    (store.folder / "none.outfit").write_bytes(b"no archive")
    lost = {e.file: None if e.lost is None else e.lost.message for e in store.entries()}
    assert lost[damaged.file] is problem
    assert lost[store.folder / "none.outfit"] is OutfitProblem.NO_OUTFIT
    assert list(lost.values()).count(None) == 1
    with pytest.raises(OutfitError):
        store.load(damaged)


def test_a_damaged_garment_leaves_the_others_and_is_not_renamed_away(store: OutfitStore) -> None:
    entry = store.keep(OUTFIT, PICTURE)
    rewrite(entry.file, garment_1=b"no picture")
    kept = store.load(entry)
    assert [piece.garment.name for piece in kept.outfit.pieces] == ["Red top"]
    assert kept.files == ("",)
    assert [note.message for note in kept.notes] == [OutfitNote.GARMENT_LOST]
    before = entry.file.read_bytes()
    with pytest.raises(OutfitError):
        store.rename(entry, "B")
    assert entry.file.read_bytes() == before


def test_an_outfit_is_put_on_in_one_step_and_locks_stay_where_they_were() -> None:
    look = PutOn(2, OTHER_TOP).apply(opened())
    locked = replace(look, worn=(replace(look.worn[0], layer=LayerState(is_locked=True)),))
    pieces = pieces_of(locked, 2)
    assert [piece.layer for piece in pieces] == [LayerState()], "a lock is about one place"
    dressed = Wear((Clothes(1, (*pieces, Piece(TROUSERS))),), STEP).apply(locked)
    assert worn(dressed) == [(2, "Blue top"), (1, "Blue top"), (1, "Trousers")]
    again = Wear((Clothes(1, (*pieces, Piece(TROUSERS))),), STEP)
    assert again.apply(dressed) is dressed


def test_what_somebody_cannot_wear_is_told_and_the_rest_is_worn() -> None:
    def fit(request: FitRequest, **how: object) -> FitResult:
        if (request.person, request.garment) == (2, TROUSERS):
            raise FitError(FitProblem.TOO_LITTLE_VISIBLE)
        return paint_on(request, **how)

    clothes = tuple(Clothes(person, (Piece(TOP), Piece(TROUSERS))) for person in (1, 2))
    done = carry_out(Wear(clothes, STEP), opened(), fit, known={})
    assert worn(done.look) == [(1, "Red top"), (1, "Trousers"), (2, "Red top")]
    assert [(f.worn.person, f.worn.garment.name) for f in done.failures] == [(2, "Trousers")]
