"""What becomes of a picture that is added, with the real reader and a real wardrobe."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from samples.varied.cuts import LowerKind, UpperKind
from tests.unit.garments.test_see import opaque, side_by_side
from tryon.errors import Cancelled
from tryon.garments.adding.add import add_picture, likely_categories
from tryon.garments.adding.outcome import (
    Added,
    Duplicate,
    Failed,
    Outcome,
    Refused,
    Several,
    Unsure,
)
from tryon.garments.adding.source import PictureSource
from tryon.garments.corrections import Correction, correction_file, write_correction
from tryon.garments.reader.kinds import PictureKind
from tryon.garments.see import read_picture
from tryon.garments.thumbnails import ThumbnailCache
from tryon.garments.wardrobe import GarmentLibrary
from tryon.geometry import RgbaImage
from tryon.imaging import write_image
from tryon.messages import GarmentProblem
from tryon.progress import CancelToken
from tryon.resources import sample_photos
from tryon.shape.category import GarmentCategory
from tryon.shape.sides import Side


@pytest.fixture
def library(tmp_path: Path) -> GarmentLibrary:
    return GarmentLibrary(tmp_path / "kept", thumbnails=ThumbnailCache(tmp_path / "thumbnails"))


def own(library: GarmentLibrary) -> list[str]:
    return [entry.name for entry in library.entries() if getattr(entry, "is_own", False)]


def add(
    library: GarmentLibrary,
    picture: RgbaImage | Path,
    category: GarmentCategory | None = None,
) -> Outcome:
    if isinstance(picture, Path):
        source = PictureSource.of_file(picture)
    else:
        source = PictureSource("drawn", pixels=picture)
    return add_picture(source.read(), library, category)


def test_a_garment_is_added_and_kept(library: GarmentLibrary) -> None:
    outcome = add(library, opaque(LowerKind.TROUSERS, 5))
    assert isinstance(outcome, Added)
    assert outcome.entry.category is GarmentCategory.TROUSERS
    assert own(library) == ["drawn"]
    assert outcome.notes == ()


def test_a_turned_picture_is_turned_back_and_says_so(library: GarmentLibrary) -> None:
    outcome = add(library, np.ascontiguousarray(np.rot90(opaque(LowerKind.TROUSERS, 5))))
    assert isinstance(outcome, Added)
    assert "turned by 270 degrees" in str(outcome.notes[0])


def test_the_same_picture_twice_is_one_garment(library: GarmentLibrary, tmp_path: Path) -> None:
    picture = opaque(LowerKind.TROUSERS, 5)
    first = add(library, picture)
    file = tmp_path / "another name.png"
    write_image(file, picture)
    again = add(library, file)
    content = PictureSource("pasted", data=file.read_bytes()).read()
    pasted = add_picture(content, library, GarmentCategory.SKIRT)
    assert isinstance(first, Added)
    assert isinstance(again, Duplicate)
    assert isinstance(pasted, Duplicate)
    assert again.entry.file == pasted.entry.file == first.entry.file
    assert own(library) == ["drawn"]


def test_a_removed_garment_can_be_added_again(library: GarmentLibrary) -> None:
    picture = opaque(LowerKind.TROUSERS, 5)
    first = add(library, picture)
    assert isinstance(first, Added)
    library.remove(first.entry)
    again = add(library, picture)
    assert isinstance(again, Added)
    library.restore(first.entry)
    assert own(library) == ["drawn", "drawn"]


def test_a_person_is_refused_and_kept_if_the_user_says_so(library: GarmentLibrary) -> None:
    photo = sample_photos()[0]
    refused = add(library, photo)
    assert isinstance(refused, Refused)
    assert refused.kind is PictureKind.PERSON
    assert set(refused.likely) == set(GarmentCategory)
    assert own(library) == []
    outcome = add(library, photo, GarmentCategory.DRESS)
    assert isinstance(outcome, Added)
    assert outcome.entry.category is GarmentCategory.DRESS


def test_several_garments_are_each_added_by_themselves(library: GarmentLibrary) -> None:
    picture = side_by_side(opaque(UpperKind.TOP, 11), opaque(LowerKind.TROUSERS, 5))
    outcome = add(library, picture)
    assert isinstance(outcome, Several)
    assert [piece.category for piece in outcome.pieces] == [
        GarmentCategory.TOP,
        GarmentCategory.TROUSERS,
    ]
    assert all(piece.kind.category is piece.category for piece in outcome.pieces)
    added = [add(library, piece.rgba, piece.category) for piece in outcome.pieces]
    assert all(isinstance(each, Added) for each in added)
    assert isinstance(add(library, outcome.pieces[0].rgba), Duplicate)


def test_what_the_reader_is_not_sure_of_is_asked(library: GarmentLibrary) -> None:
    unsure = next(
        picture
        for seed in range(100, 160)
        for picture in [opaque(UpperKind.TOP, seed), opaque(LowerKind.SKIRT, seed)]
        if 0.3 < read_picture(picture).confidence < 0.7
        and read_picture(picture).kind.category is not None
    )
    outcome = add(library, unsure)
    assert isinstance(outcome, Unsure)
    first, second, *_ = likely_categories(read_picture(unsure))
    assert outcome.likely == (first, second)
    answered = add(library, unsure, second)
    assert isinstance(answered, Added)
    assert answered.entry.category is second
    assert answered.notes == (), "the user knows"


def test_what_cannot_be_kept_or_used_fails_in_words(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("in the way")
    library = GarmentLibrary(tmp_path / "kept", thumbnails=ThumbnailCache(tmp_path / "thumbnails"))
    outcome = add(library, opaque(LowerKind.TROUSERS, 5))
    assert isinstance(outcome, Failed)
    tiny = add(library, np.full((30, 30, 4), 255, np.uint8))
    assert isinstance(tiny, Failed)
    assert tiny.error.problem is GarmentProblem.TINY_PICTURE


def test_nothing_is_kept_once_it_is_cancelled(library: GarmentLibrary) -> None:
    cancel = CancelToken()
    cancel.cancel()
    picture = PictureSource("drawn", pixels=opaque(LowerKind.TROUSERS, 5)).read()
    with pytest.raises(Cancelled):
        add_picture(picture, library, cancel=cancel)
    assert own(library) == []


def test_points_beside_the_picture_are_kept_with_it(
    library: GarmentLibrary, tmp_path: Path
) -> None:
    file = tmp_path / "shirt.png"
    write_image(file, opaque(UpperKind.TOP, 11))
    correction = Correction(GarmentCategory.TOP).with_sleeve(Side.LEFT, False)
    write_correction(correction_file(file), correction)
    outcome = add(library, file)
    assert isinstance(outcome, Added)
    assert library.load(outcome.entry.file).correction == correction


def test_a_picture_comes_from_one_place() -> None:
    with pytest.raises(ValueError, match="from a file, from content or as pixels"):
        PictureSource("nothing")
