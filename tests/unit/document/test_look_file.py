"""A look's file: the same pixels after it as before, and what becomes of damaged and odd ones."""

from __future__ import annotations

import io
import json
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache, reduce
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.drawn import draw_photo, parse_drawn
from tests.scenes import Scene
from tests.unit.conftest import SKIRT, TROUSERS, TSHIRT, draw
from tryon.document.archive import open_archive
from tryon.document.commands import TakeOff
from tryon.document.dress import dress
from tryon.document.layer_commands import ChangeLayer
from tryon.document.look import Look, WornGarment
from tryon.document.look_file import read_look, write_look
from tryon.document.variant_commands import AddVariant, RenameVariant
from tryon.errors import ExportError, LookFileError
from tryon.fitting.cloth.dye import Dye
from tryon.fitting.cloth.pattern import Pattern, PatternPicture
from tryon.fitting.composite import LayerState
from tryon.fitting.fit import fit_garment
from tryon.fitting.mesh import pulled
from tryon.fitting.parameters import USUAL, FitParameters, Tuck
from tryon.fitting.request import FitRequest
from tryon.fitting.take import take_garment
from tryon.garments.corrections import Correction
from tryon.garments.garment import Garment
from tryon.garments.outline.original import Original, redrawn_along
from tryon.garments.outline.outline import Drawing, to_outline
from tryon.geometry import Size
from tryon.imaging import Photo, decode_photo, photo_of_pixels, read_photo, write_image
from tryon.json_file import MOST_BYTES
from tryon.labels import Region
from tryon.messages import LookNote, LookProblem
from tryon.session import TryOnState, fit_each
from tryon.shape.category import GarmentCategory
from tryon.shape.figure import Point
from tryon.shape.point_names import PointName
from tryon.shape.sides import Pair

DOTS = PatternPicture.of(
    np.random.default_rng(5).integers(0, 255, (12, 10, 4)).astype(np.uint8), "Dots"
)
VERSION_1 = Path(__file__).with_name("version-1.tryon")
"""A file as version 1 wrote it; it must open for good."""
TOP = Garment(draw(TSHIRT, (200, 30, 40)), GarmentCategory.TOP, "Red T-shirt")
BOTTOM = Garment(draw(TROUSERS, (20, 60, 160)), GarmentCategory.TROUSERS, "Blue trousers")


def drawn_photo(path: Path | None = None) -> Photo:
    return Photo(draw_photo(), "people.png", path)


def small_look(path: Path | None = None) -> Look:
    """Return two drawn people: both wear one top, the second trousers above it."""
    photo = drawn_photo(path)
    worn = (
        WornGarment(1, TOP, FitParameters(move_x=0.1)),
        WornGarment(2, TOP, USUAL),
        WornGarment(2, BOTTOM, USUAL),
    )
    return Look(photo, parse_drawn(photo.pixels), worn)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A small look that holds its photo."""
    path = tmp_path / "small.tryon"
    write_look(path, small_look())
    return path


def members_of(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def change(file: Path, **contents: bytes | None) -> None:
    """Write other members into a file, named without their suffix; None leaves one out."""
    members = members_of(file)
    for name in list(members):
        content = contents.get(name.split(".")[0].replace("-", "_"), members[name])
        if content is None:
            del members[name]
        else:
            members[name] = content
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def change_json(file: Path, edit: Callable[[dict[str, Any]], object]) -> None:
    about = json.loads(members_of(file)["look.json"])
    edit(about)
    change(file, look=json.dumps(about).encode())


def notes_of(file: Path) -> list[object]:
    return [note.message for note in read_look(file).notes]


def worn_of(file: Path) -> list[tuple[int, str]]:
    return [(worn.person, worn.garment.name) for worn in read_look(file).look.worn]


@cache
def outlined(garment: Garment) -> Garment:
    """Return a garment whose lowest part was erased and one of whose points was moved."""
    original = Original.whole(garment)
    coverage = original.found.coverage.copy()
    coverage[-20:] = 0
    outline = to_outline(Drawing(coverage))
    correction = Correction(
        GarmentCategory.TOP,
        ((PointName.HEM_LEFT, Point(0.26, 0.97)),),
        Pair(None, True),
        outline,
    )
    cut = redrawn_along(garment, garment.rgba, outline)
    return replace(cut, correction=correction, found_category=GarmentCategory.DRESS)


@pytest.mark.slow
def test_two_people_in_several_garments_have_the_same_pixels_after_a_file(
    two_people: Scene, tmp_path: Path
) -> None:
    photo_file = tmp_path / "people.png"
    write_image(photo_file, two_people.photo)
    photo, parse = read_photo(photo_file), two_people.parse
    taken = take_garment(
        photo.pixels,
        parse,
        person=1,
        region=Region.UPPER,
        category=GarmentCategory.TOP,
        name="Taken",
    )
    skirt = Garment(draw(SKIRT, (20, 160, 60)), GarmentCategory.SKIRT, "短裙")
    bent = FitParameters(
        shading=0.3,
        move_y=0.017,
        rotate_degrees=3.3,
        sleeve_length=0.7,
        tuck=Tuck.OVER,
        mesh=pulled((), 6, (0.07, 1 / 30)),
        dye=Dye((20, 60, 160), prints_too=True),
    )
    wanted = (
        (1, BOTTOM, USUAL),
        (2, taken, FitParameters(grain=0.2)),
        (1, outlined(TOP), bent),
        (2, skirt, FitParameters(hem_length=1.3, pattern=Pattern(DOTS, 0.2, 15.0))),
    )
    requests = [
        FitRequest(photo.pixels, parse, person, garment.category.region, garment, parameters)
        for person, garment, parameters in wanted
    ]
    before = TryOnState(photo=photo, parse=parse)
    for outcome in fit_each(requests, fit_garment):
        before = before.with_layer(outcome.worn)

    file = tmp_path / "look.tryon"
    write_look(file, Look.of(before))
    photo_file.unlink()
    opened = read_look(file)
    assert opened.notes == ()
    assert opened.look.parse is not None
    after = dress(opened.look, opened.look.parse, fit_garment)
    assert after.notes == ()
    assert [w.garment.name for w in after.state.worn] == [g.name for _, g, _ in wanted]
    assert after.state.worn[2].parameters == bent
    corrected = after.state.worn[2].garment
    assert corrected.correction == outlined(TOP).correction
    assert corrected.found_category is GarmentCategory.DRESS
    np.testing.assert_array_equal(after.state.composite(), before.composite())
    np.testing.assert_array_equal(after.state.origins(), before.origins())
    assert (before.composite() != photo.pixels).any(axis=2).sum() > 20_000


def test_the_parse_is_the_same_to_the_last_digit(file: Path) -> None:
    before, after = small_look().parse, read_look(file).look.parse
    assert before is not None
    assert after is not None
    np.testing.assert_array_equal(after.labels, before.labels)
    np.testing.assert_array_equal(after.person_map, before.person_map)
    assert (after.people, after.engine) == (before.people, before.engine)
    for mine, its in zip(after.people, before.people, strict=True):
        assert mine.joints is not None
        assert its.joints is not None
        np.testing.assert_array_equal(mine.joints.points, its.joints.points)
        np.testing.assert_array_equal(mine.joints.confidence, its.joints.confidence)


def test_a_garment_that_two_people_wear_is_kept_once(file: Path) -> None:
    assert [name for name in members_of(file) if name.startswith("garment")] == [
        "garment-1.png",
        "garment-2.png",
    ]
    first, second, _ = read_look(file).look.worn
    assert first.garment is second.garment
    np.testing.assert_array_equal(first.garment.rgba, TOP.rgba)


def test_the_same_look_is_saved_as_the_same_bytes(file: Path, tmp_path: Path) -> None:
    write_look(tmp_path / "again.tryon", small_look())
    assert (tmp_path / "again.tryon").read_bytes() == file.read_bytes()


@pytest.fixture(params=["jpg", "png"])
def photo_file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A photo that was taken with the camera on its side, somewhere."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera"
    exif[0x8825] = {1: "N", 2: (48.0, 8.0, 14.0)}
    path = tmp_path / f"IMG_1.{request.param}"
    Image.fromarray(draw_photo()).save(path, exif=exif)
    return path


def is_same_photo(first: Photo, second: Photo) -> bool:
    return (
        np.array_equal(first.pixels, second.pixels)
        and (first.name, first.exif) == (second.name, second.exif)
        and bool(first.exif)
    )


def test_a_photo_is_kept_as_its_file_was(photo_file: Path, tmp_path: Path) -> None:
    photo, file = read_photo(photo_file), tmp_path / "look.tryon"
    write_look(file, Look(photo, None, ()))
    assert members_of(file)[f"photo{photo_file.suffix}"] == photo_file.read_bytes()
    kept = read_look(file).look.photo
    assert is_same_photo(kept, photo)
    assert kept.path is None


@pytest.mark.parametrize("is_there", [True, False])
def test_a_photo_whose_file_is_another_by_now_is_kept_as_it_was_opened(
    photo_file: Path, tmp_path: Path, is_there: bool
) -> None:
    photo, file = read_photo(photo_file), tmp_path / "look.tryon"
    photo_file.unlink()
    if is_there:
        Image.new("RGB", (300, 260), "red").save(photo_file)
    write_look(file, Look(photo, None, ()))
    assert is_same_photo(read_look(file).look.photo, photo)
    with pytest.raises(LookFileError, match="cannot be linked to"):
        write_look(file, Look(photo, None, ()), links_photo=True)


def test_a_pasted_photo_is_kept_without_loss(tmp_path: Path) -> None:
    pasted, file = photo_of_pixels(draw_photo(), "a/b: pasted"), tmp_path / "look.tryon"
    write_look(file, Look(pasted, None, ()))
    kept = read_look(file).look.photo
    np.testing.assert_array_equal(kept.pixels, pasted.pixels)
    assert Path(kept.name).name == kept.name


def test_a_linked_photo_is_found_where_it_was_and_when_both_have_moved(
    photo_file: Path, tmp_path: Path
) -> None:
    photo, folder = read_photo(photo_file), tmp_path / "looks"
    folder.mkdir()
    file = folder / "look.tryon"
    write_look(file, Look(photo, None, ()), links_photo=True)
    assert list(members_of(file)) == ["look.json"]
    assert is_same_photo(read_look(file).look.photo, photo)
    assert read_look(file).look.photo.path == photo_file

    alone = file.rename(tmp_path.parent / f"{tmp_path.name}-alone.tryon")
    assert read_look(alone).look.photo.path == photo_file
    (tmp_path / "trip" / "looks").mkdir(parents=True)
    moved = photo_file.rename(tmp_path / "trip" / photo_file.name)
    file = alone.rename(tmp_path / "trip" / "looks" / "look.tryon")
    assert read_look(file).look.photo.path == moved
    beside = moved.rename(file.with_name(photo_file.name))
    assert read_look(file).look.photo.path == beside


def test_a_linked_photo_that_is_gone_is_an_error_that_says_where_it_was_looked_for(
    photo_file: Path, tmp_path: Path
) -> None:
    file = tmp_path / "look.tryon"
    write_look(file, Look(read_photo(photo_file), None, ()), links_photo=True)
    content = photo_file.read_bytes()
    photo_file.write_bytes(content + b"more")
    with pytest.raises(LookFileError, match="has changed since it was saved") as changed:
        read_look(file)
    assert str(photo_file) in str(changed.value)
    photo_file.unlink()
    with pytest.raises(LookFileError, match=r"IMG_1.* is not there any more") as gone:
        read_look(file)
    assert str(photo_file) in str(gone.value)


def test_no_server_is_asked_for_a_linked_photo(photo_file: Path, tmp_path: Path) -> None:
    file = tmp_path / "look.tryon"
    write_look(file, Look(read_photo(photo_file), None, ()), links_photo=True)
    photo_file.unlink()
    server = {"path": r"\\spy\share\a.jpg", "beside": "//spy/share/a.jpg"}
    change_json(file, lambda about: about["photo"]["link"].update(server))
    with pytest.raises(LookFileError) as error:
        read_look(file)
    assert "spy" not in str(error.value)


def varied_look() -> Look:
    """Return a look of two variants; in the one that shows, layers are hidden and faint."""
    commands = (
        AddVariant("Night", "Day"),
        ChangeLayer(1, LayerState(is_visible=False)),
        ChangeLayer(2, LayerState(opacity=0.4, is_locked=True)),
        TakeOff(1, Region.UPPER),
        RenameVariant(0, "Daylight"),
    )
    return reduce(lambda look, command: command.apply(look), commands, small_look())


def test_layers_and_variants_come_back(tmp_path: Path) -> None:
    file = tmp_path / "varied.tryon"
    wanted = varied_look().with_height(2, 181.5)
    write_look(file, wanted)
    opened = read_look(file)
    look = opened.look
    assert opened.notes == ()
    assert [v.name for v in look.variants] == ["Daylight", "Night"]
    assert look.present == 1
    assert look.heights == ((2, 181.5),)
    assert [w.parameters for w in look.all_worn] == [w.parameters for w in wanted.all_worn]
    assert [w.layer for w in look.all_worn] == [w.layer for w in wanted.all_worn]
    assert [(w.person, w.garment.name) for w in look.all_worn] == [
        (w.person, w.garment.name) for w in wanted.all_worn
    ]
    assert look.worn[0].garment is look.variants[0].worn[0].garment, "each picture is kept once"
    again = tmp_path / "again.tryon"
    write_look(again, look)
    assert members_of(again) == members_of(file)


def test_a_look_without_layers_and_variants_stays_readable_for_older_programs(file: Path) -> None:
    assert json.loads(members_of(file)["look.json"])["version"] == 1


@pytest.mark.parametrize(
    ("change_of_it", "note", "count"),
    [
        (lambda about: about.update(present=5), None, 3),
        (lambda about: about.update(present="x"), None, 3),
        (lambda about: about.update(variants=7), LookNote.GARMENT_LOST, 0),
        (lambda about: about["variants"][0].update(worn=None), LookNote.GARMENT_LOST, 0),
        (
            lambda about: about["variants"][1]["worn"][0].update(layer={"opacity": 3}),
            LookNote.LAYER_LOST,
            3,
        ),
    ],
)
def test_what_is_damaged_of_variants_and_layers_loses_only_itself(
    tmp_path: Path, change_of_it: Callable[[dict[str, Any]], object], note: object, count: int
) -> None:
    file = tmp_path / "varied.tryon"
    write_look(file, varied_look())
    change_json(file, change_of_it)
    opened = read_look(file)
    assert notes_of(file) == ([] if note is None else [note])
    shown = opened.look.variants[0].worn
    assert len(shown) == count


def test_a_file_of_version_1_opens() -> None:
    opened = read_look(VERSION_1)
    assert opened.notes == ()
    assert opened.look.photo.size == Size(300, 260)
    first, second, third = opened.look.worn
    assert (first.person, second.person, third.person) == (1, 2, 2)
    assert (first.garment.name, third.garment.name) == ("Red T-shirt", "Blue trousers")
    assert first.garment.rgba.shape == (191, 171, 4)
    assert (first.parameters, third.parameters) == (FitParameters(move_x=0.1), USUAL)
    assert opened.look.parse is not None
    assert [person.box.edges for person in opened.look.parse.people] == [
        [25, 30, 115, 230],
        [156, 10, 274, 250],
    ]
    assert opened.look.parse.people[0].joints is not None


def test_a_newer_file_is_refused_with_what_to_do(file: Path) -> None:
    change_json(file, lambda about: about.update(version=7))
    with pytest.raises(LookFileError, match=r"newer tryon \(version 7.*update tryon") as error:
        read_look(file)
    assert error.value.problem is LookProblem.NEWER


@pytest.mark.parametrize("version", [0, "1", None, True, 1.0, [1]])
def test_a_senseless_version_is_a_damaged_file(file: Path, version: object) -> None:
    change_json(file, lambda about: about.update(version=version))
    with pytest.raises(LookFileError, match="is damaged"):
        read_look(file)


@pytest.mark.parametrize(
    "content", [b"", b"PK\5\6", b"not an archive" * 10, b"\x89PNG\r\n\x1a\n" + b"\0" * 200]
)
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.tryon"
    file.write_bytes(content)
    with pytest.raises(LookFileError, match="not a look"):
        read_look(file)


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    for path in (tmp_path / "none.tryon", tmp_path, tmp_path / "a\0b.tryon"):
        with pytest.raises(LookFileError, match="cannot be read"):
            read_look(path)


def test_a_file_that_was_cut_off_is_refused_and_not_half_opened(file: Path) -> None:
    content = file.read_bytes()
    for length in range(0, len(content), 97):
        file.write_bytes(content[:length])
        with pytest.raises(LookFileError):
            read_look(file)


@pytest.mark.parametrize("content", [None, b"", b"no picture"])
def test_a_damaged_garment_loses_only_itself(file: Path, content: bytes | None) -> None:
    change(file, garment_1=content)
    assert worn_of(file) == [(2, "Blue trousers")]
    assert notes_of(file) == [LookNote.GARMENT_LOST] * 2


def test_a_damaged_byte_is_noticed(file: Path) -> None:
    content = bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as archive:
        member = archive.getinfo("garment-2.png")
    content[member.header_offset + 30 + len(member.filename) + member.file_size // 2] ^= 1
    file.write_bytes(content)
    assert notes_of(file) == [LookNote.GARMENT_LOST]
    assert worn_of(file) == [(1, "Red T-shirt"), (2, "Red T-shirt")]


def test_a_damaged_description_of_a_garment_loses_only_that(file: Path) -> None:
    change_json(file, lambda about: about["garments"][1].update(figure={"kind": "hat"}))
    assert worn_of(file) == [(1, "Red T-shirt"), (2, "Red T-shirt")]
    change_json(file, lambda about: about["worn"][0].update(person=-3))
    change_json(file, lambda about: about["worn"].append("nonsense"))
    assert worn_of(file) == [(2, "Red T-shirt")]
    assert notes_of(file) == [LookNote.GARMENT_LOST] * 3


@pytest.mark.parametrize(
    "damaged",
    [{"move_x": 99}, {"dye": "#ff0000"}, {"dye": {"colour": [255, 0, 0], "prints_too": False}}],
    ids=str,
)
def test_damaged_parameters_lose_only_themselves(damaged: object, file: Path) -> None:
    change_json(file, lambda about: about["worn"][0].update(parameters=damaged))
    assert [worn.parameters for worn in read_look(file).look.worn] == [USUAL] * 3
    assert notes_of(file) == [LookNote.PARAMETERS_LOST]


def test_heights_come_back_and_damaged_ones_lose_only_themselves(
    file: Path, tmp_path: Path
) -> None:
    look = read_look(file).look.with_height(2, 181.5).with_height(1, 160)
    kept = tmp_path / "heights.tryon"
    write_look(kept, look)
    assert read_look(kept).look.heights == ((1, 160.0), (2, 181.5))
    for damaged in ({"1": 170}, [{"person": 1, "height_cm": 9000}], [3], "tall"):
        change_json(kept, lambda about, damaged=damaged: about.update(heights=damaged))
        opened = read_look(kept)
        assert opened.look.heights == ()
        assert len(opened.look.worn) == 3
        assert notes_of(kept) == [LookNote.HEIGHTS_LOST]


def test_a_pattern_is_kept_once_and_a_damaged_one_loses_only_itself(
    file: Path, tmp_path: Path
) -> None:
    look = read_look(file).look
    worn = tuple(
        replace(each, parameters=FitParameters(pattern=Pattern(DOTS, 0.1 * number)))
        for number, each in enumerate(look.worn, start=1)
    )
    kept = tmp_path / "dots.tryon"
    write_look(kept, replace(look, worn=worn))
    with zipfile.ZipFile(kept) as archive:
        names = [name for name in archive.namelist() if name.startswith("pattern-")]
    assert names == [f"pattern-{DOTS.digest}.png"]
    assert [w.parameters for w in read_look(kept).look.worn] == [w.parameters for w in worn]
    change_json(
        kept, lambda about: about["worn"][0]["parameters"]["pattern"].update(picture="../../x")
    )
    assert [w.parameters.pattern is None for w in read_look(kept).look.worn] == [True, False, False]
    assert notes_of(kept) == [LookNote.PARAMETERS_LOST]


def grey_png(value: int, shape: tuple[int, int] = (260, 300)) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(np.full(shape, value, np.uint8)).save(stream, "PNG")
    return stream.getvalue()


@pytest.mark.parametrize(
    "contents",
    [
        {"labels": b"no picture"},
        {"labels": grey_png(77)},
        {"labels": grey_png(5, (20, 30))},
        {"people": None},
        {"people": grey_png(3)},
    ],
)
def test_damaged_maps_lose_the_parse_and_nothing_else(
    file: Path, contents: dict[str, bytes | None]
) -> None:
    change(file, **contents)
    assert read_look(file).look.parse is None
    assert notes_of(file) == [LookNote.PARSE_LOST]
    assert len(worn_of(file)) == 3


@pytest.mark.parametrize("box", [[0, 0, 999, 10], [5, 5, 5, 9], [0, 0, 9], ["a", 0, 1, 1], None])
def test_people_who_cannot_be_in_the_photo_lose_the_parse(file: Path, box: object) -> None:
    change_json(file, lambda about: about["parse"]["people"][0].update(box=box))
    assert read_look(file).look.parse is None


@pytest.mark.parametrize("joint", [[1e6, 0, 0.9], [0, -700, 0.9], [5, 5, 2], [5, 5, -1], [5, 5]])
def test_a_joint_that_nobody_can_have_loses_the_parse(file: Path, joint: list[float]) -> None:
    """A body that is a kilometre wide would be painted for hours."""

    def edit(about: dict[str, Any]) -> None:
        about["parse"]["people"][1]["joints"][5] = joint

    change_json(file, edit)
    assert read_look(file).look.parse is None


@pytest.mark.parametrize("content", [None, b"", b"no picture"])
def test_without_its_photo_a_look_is_an_error(file: Path, content: bytes | None) -> None:
    change(file, photo=content)
    with pytest.raises(LookFileError, match=r"the photo in small\.tryon is damaged or missing"):
        read_look(file)


def test_a_look_without_a_parse_is_one_that_must_be_parsed(tmp_path: Path) -> None:
    file = tmp_path / "look.tryon"
    write_look(file, replace(small_look(), parse=None))
    assert read_look(file).look.parse is None
    assert notes_of(file) == []


def test_a_garment_for_somebody_who_is_not_there_is_left_out_of_the_picture(file: Path) -> None:
    change_json(file, lambda about: about["worn"][0].update(person=9))
    look = read_look(file).look
    assert look.parse is not None
    dressed = dress(look, look.parse, fit_garment)
    assert LookNote.NOT_FITTED in [note.message for note in dressed.notes]
    assert "no person 9" in str(dressed.notes[0])


def test_a_member_that_unpacks_to_more_than_it_says_is_not_unpacked(file: Path) -> None:
    members = members_of(file)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, b"\0" * 40_000_000 if name == "labels.png" else content)
    content = bytearray(file.read_bytes())
    entry = content.rindex(b"labels.png") - 46
    assert content[entry : entry + 4] == b"PK\1\2"
    content[entry + 24 : entry + 28] = struct.pack("<L", 100)
    file.write_bytes(content)
    tracemalloc.start()
    notes, (_, peak) = read_look(file).notes, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "labels.png cannot be read: Bad CRC-32" in str(notes[0])
    assert peak < 10_000_000


def test_members_that_are_too_large_are_not_read(file: Path) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("look.json", b" " * (MOST_BYTES + 1))
    with pytest.raises(LookFileError, match="more than 8 MB"):
        read_look(file)
    large = grey_png(0, (9000, 9000))
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(8):
            archive.writestr(f"garment-{number}.png", large)
    refused = []
    with open_archive(file) as opened:
        for number in range(8):
            try:
                opened.read_png(f"garment-{number}.png")
            except ValueError as error:
                refused.append(str(error))
    assert len(refused) == 4
    assert "too many pixels" in refused[0]


def test_an_archive_of_very_many_members_is_not_listed(tmp_path: Path) -> None:
    file = tmp_path / "many.tryon"
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(20_000):
            archive.writestr(f"{number}", b"")
    with pytest.raises(LookFileError, match="not a look"):
        read_look(file)


def test_names_that_lead_elsewhere_are_not_followed(file: Path, tmp_path: Path) -> None:
    evil = tmp_path / "deep" / "small.tryon"
    evil.parent.mkdir()
    file.rename(evil)
    with zipfile.ZipFile(evil, "a") as archive:
        archive.writestr("../evil.png", b"evil")
    change_json(evil, lambda about: about["photo"].update(name="../../etc/passwd.png"))
    assert read_look(evil).look.photo.name == "passwd.png"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["deep", "small.tryon"]


def test_a_look_that_cannot_be_written_leaves_the_earlier_one(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = file.read_bytes()

    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("tryon.document.look_file.write_parse", fail)
    with pytest.raises(ExportError, match="the disk is full"):
        write_look(file, small_look())
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_photo_that_lacks_its_end_says_so_again(tmp_path: Path) -> None:
    stream, file = io.BytesIO(), tmp_path / "look.tryon"
    Image.fromarray(draw_photo()).save(stream, "JPEG")
    path = tmp_path / "a.jpg"
    path.write_bytes(stream.getvalue()[:-2])
    photo = read_photo(path)
    assert photo.note is not None
    write_look(file, Look(photo, None, ()))
    assert read_look(file).look.photo.note == photo.note
    assert decode_photo(path.read_bytes(), "a.jpg").note == photo.note
