"""Written pictures say their colours, keep the place to themselves, and are whole or not there."""

from __future__ import annotations

import os
import struct
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import ExifTags, Image

from tryon.errors import ExportError
from tryon.imaging import WRITABLE_SUFFIXES, Metadata, read_photo, write_atomically, write_image
from tryon.imaging.atomic import clear_left_behind
from tryon.messages import ExportProblem

PIXELS = np.random.default_rng(0).integers(0, 256, (48, 64, 3), dtype=np.uint8)
PLACE, CAMERA = ExifTags.IFD.GPSInfo, ExifTags.IFD.Exif


@pytest.fixture
def exif(tmp_path: Path) -> bytes:
    """What a photo says that lies on its side, with camera, comment, place and thumbnail."""
    stored = Image.Exif()
    stored[0x010F], stored[0x010E], stored[0x0112] = "Camera", "at home", 6
    stored[CAMERA] = {0x9003: "2026:01:02 03:04:05", 0x829A: 0.01, 0xA431: "serial", 0x927C: b"x"}
    stored[PLACE] = {1: "N", 2: (48.0, 8.0, 14.0)}
    Image.fromarray(PIXELS).save(tmp_path / "photo.jpg", exif=stored)
    return read_photo(tmp_path / "photo.jpg").exif


@pytest.mark.parametrize("suffix", WRITABLE_SUFFIXES)
def test_every_format_holds_the_picture_and_says_that_it_is_srgb(
    tmp_path: Path, suffix: str
) -> None:
    smooth = np.linspace(0, 255, 64).astype(np.uint8)[None, :, None].repeat(48, 0).repeat(3, 2)
    write_image(tmp_path / f"a{suffix}", smooth)
    with Image.open(tmp_path / f"a{suffix}") as image:
        assert b"sRGB" in image.info["icc_profile"].replace(b"\0", b"")
    difference = read_photo(tmp_path / f"a{suffix}").pixels.astype(int) - smooth
    assert np.abs(difference).max() <= (3 if suffix in (".jpg", ".jpeg", ".avif") else 0)


@pytest.mark.parametrize("suffix", WRITABLE_SUFFIXES)
def test_place_and_comment_stay_out_unless_asked_for(
    tmp_path: Path, suffix: str, exif: bytes
) -> None:
    path = tmp_path / f"a{suffix}"
    write_image(path, PIXELS, exif=exif)
    with Image.open(path) as image:
        kept = image.getexif()
        assert kept[0x010F] == "Camera"
        assert kept.get_ifd(CAMERA)[0x9003] == "2026:01:02 03:04:05"
        assert not kept.get_ifd(PLACE)
        assert {0x0112, 0x010E}.isdisjoint(kept)
        assert {0xA431, 0x927C}.isdisjoint(kept.get_ifd(CAMERA))
    assert b"at home" not in path.read_bytes()
    write_image(path, PIXELS, exif=exif, metadata=Metadata.ALL)
    with Image.open(path) as image:
        assert image.getexif().get_ifd(PLACE)[2] == (48.0, 8.0, 14.0)
        assert image.getexif()[0x010E] == "at home"
    write_image(path, PIXELS, exif=exif, metadata=Metadata.NONE)
    with Image.open(path) as image:
        assert 0x010F not in image.getexif()


def test_a_file_does_not_depend_on_the_day_on_which_it_is_written(tmp_path: Path) -> None:
    write_image(tmp_path / "a.png", PIXELS)
    with Image.open(tmp_path / "a.png") as image:
        year, month, day = struct.unpack_from(">HHH", image.info["icc_profile"], 24)
    assert (year, month, day) == (2024, 1, 1)


def test_label_maps_have_no_profile(tmp_path: Path) -> None:
    write_image(tmp_path / "a.png", PIXELS[..., 0])
    with Image.open(tmp_path / "a.png") as image:
        assert "icc_profile" not in image.info


def test_a_picture_that_a_format_cannot_hold_says_which_can(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="at most 16383 pixels"):
        write_image(tmp_path / "a.webp", np.zeros((1, 20_000, 3), np.uint8))


def test_a_name_as_long_as_the_disk_takes_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 251 + ".png")
    write_image(path, PIXELS)
    assert path.is_file()


@pytest.mark.parametrize("name", ["n" * 300 + ".png", "a\0b.png"])
def test_a_name_that_no_file_can_have_asks_for_another_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(ExportError, match="Choose another name") as caught:
        write_image(tmp_path / name, PIXELS)
    assert caught.value.problem is ExportProblem.BAD_NAME


def test_what_killed_runs_left_is_cleared_after_a_day(tmp_path: Path) -> None:
    names = {}

    def look(_: object) -> None:
        names["temporary"] = next(path.name for path in tmp_path.iterdir())

    write_atomically(tmp_path / "a.png", look)
    (tmp_path / "a.png").unlink()
    old, new = tmp_path / names["temporary"], tmp_path / ".tryon-abcdefgh.tmp"
    others = [tmp_path / ".tryon-notes.tmp", tmp_path / "tryon-abcdefgh.tmp"]
    long_ago = time.time() - 25 * 60 * 60
    for path in (old, new, *others):
        path.write_bytes(b"half")
        if path != new:
            os.utime(path, (long_ago, long_ago))
    clear_left_behind(tmp_path)
    assert set(tmp_path.iterdir()) == {new, *others}


def test_writing_into_a_folder_clears_it(tmp_path: Path) -> None:
    left = tmp_path / ".tryon-abcdefgh.tmp"
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    write_image(tmp_path / "a.png", PIXELS)
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]
