"""Whatever is given for a picture ends in a picture or in one clear line."""

from __future__ import annotations

import contextlib
import io
import os
import random
import resource
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.limits import LIMIT_S
from tryon.errors import ImageReadError
from tryon.imaging import MAX_BYTES, decode_photo, find_pictures, read_photo, read_rgba
from tryon.messages import ImageNote, ImageProblem

HERE = Path(__file__).parent
MOVIE = b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41"


def noise(width: int = 64, height: int = 48) -> Image.Image:
    """Draw a picture in which each pixel counts."""
    values = np.random.default_rng(0).integers(0, 256, (height, width, 3), dtype=np.uint8)
    return Image.fromarray(values)


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    """Return a picture file's content."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def problem_with(path: Path) -> ImageProblem:
    """Return why a file is refused."""
    with pytest.raises(ImageReadError) as caught:
        read_photo(path)
    assert isinstance(caught.value.problem, ImageProblem)
    return caught.value.problem


@pytest.mark.parametrize("name", ["a\0b.jpg", "n" * 300 + ".jpg", "\ud800.jpg"])
def test_a_name_that_no_file_can_have_is_said(tmp_path: Path, name: str) -> None:
    problem = problem_with(tmp_path / name)
    assert problem is ImageProblem.BAD_NAME or (problem, name) == (
        ImageProblem.MISSING,
        "\ud800.jpg",
    )


@pytest.mark.skipif(os.name != "posix", reason="links of this kind are POSIX")
def test_a_loop_of_links_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").symlink_to("b.jpg")
    (tmp_path / "b.jpg").symlink_to("a.jpg")
    assert problem_with(tmp_path / "a.jpg") is ImageProblem.BAD_NAME


def test_a_picture_in_a_folder_that_may_not_be_entered_is_said(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    noise().save(folder / "a.png")
    folder.chmod(0)
    request.getfixturevalue("not_root")
    assert problem_with(folder / "a.png") is ImageProblem.FORBIDDEN
    with pytest.raises(ImageReadError, match="may not be read"):
        find_pictures(folder)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device that never ends")
def test_a_device_is_refused_and_not_read() -> None:
    assert problem_with(Path("/dev/zero")) is ImageProblem.NO_FILE


@pytest.mark.skipif(os.name != "posix", reason="pipes of this kind are POSIX")
def test_a_pipe_that_nobody_writes_to_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.jpg")
    assert problem_with(tmp_path / "a.jpg") is ImageProblem.NO_FILE


def entry(tag: int, kind: int, count: int) -> bytes:
    """Return EXIF with one entry of any type, whose value or place is 6."""
    head = b"Exif\0\0II*\0\x08\0\0\0"
    return head + struct.pack("<HHHIII", 1, tag, kind, count, 6, 0)


@pytest.mark.parametrize("tag", [0x0112, 0x010F, 0x8769, 0x8825, 0x927C])
@pytest.mark.parametrize("count", [0, 1, 2, 1000])
def test_exif_of_odd_types_costs_no_photo(tag: int, count: int) -> None:
    for kind in range(20):
        for suffix in ("JPEG", "PNG"):
            photo = decode_photo(encoded(noise(), suffix, exif=entry(tag, kind, count)), "a")
            assert min(photo.size.width, photo.size.height) == 48


def test_only_an_orientation_that_is_a_number_turns_a_photo() -> None:
    turned = decode_photo(encoded(noise(), "JPEG", exif=entry(0x0112, 3, 1)), "a")
    assert (turned.size.width, turned.size.height) == (48, 64)
    text = decode_photo(encoded(noise(), "JPEG", exif=entry(0x0112, 2, 1)), "a")
    assert (text.size.width, text.size.height) == (64, 48)


@pytest.mark.parametrize("kind", ["AVIF", "BMP", "GIF", "JPEG", "PNG", "TIFF", "WEBP"])
def test_damaged_files_of_each_kind_are_refused_or_opened(kind: str) -> None:
    chance = random.Random(kind)
    whole = encoded(noise(), kind)
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with contextlib.suppress(ImageReadError):  # anything else fails the test
            decode_photo(bytes(data[: chance.randint(0, 2 * len(data))]), "a")


def test_a_jpeg_without_its_last_byte_opens_with_a_note() -> None:
    data = (HERE / "cut1.jpg").read_bytes()
    photo = decode_photo(data, "cut1.jpg")
    np.testing.assert_array_equal(photo.pixels, decode_photo(data + b"\xd9", "whole").pixels)
    assert photo.note is not None
    assert photo.note.message is ImageNote.LACKS_ITS_END


@pytest.mark.parametrize("is_progressive", [False, True])
def test_a_jpeg_that_lacks_pixels_is_damaged(is_progressive: bool) -> None:
    whole = encoded(noise(), "JPEG", progressive=is_progressive)
    assert decode_photo(whole, "a").note is None
    assert decode_photo(whole[:-2], "a").note is not None
    for missing in (40, 200, 1000):
        with pytest.raises(ImageReadError, match="damaged or cut off"):
            decode_photo(whole[:-missing], "a")


def test_a_progressive_jpeg_without_its_last_scan_is_damaged() -> None:
    whole = encoded(noise(), "JPEG", progressive=True)
    with pytest.raises(ImageReadError, match="damaged or cut off"):
        decode_photo(whole[: whole.rindex(b"\xff\xda")], "a")


@pytest.mark.parametrize(
    ("head", "problem"),
    [
        (MOVIE, ImageProblem.VIDEO),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", ImageProblem.VIDEO),
        (b"\0\0\0\x08wide\0\0\0\0mdat", ImageProblem.VIDEO),
        (b"\x1aE\xdf\xa3\x01\0\0\0", ImageProblem.VIDEO),
        (b"RIFF\0\0\0\0AVI LIST", ImageProblem.VIDEO),
        (b"\0\0\0\x18ftypcrx \0\0\0\1crx isom", ImageProblem.RAW),
        (b"FUJIFILMCCD-RAW 0201", ImageProblem.RAW),
        (b"II*\0\x10\0\0\0CR\2\0", ImageProblem.RAW),
    ],
)
def test_videos_and_raw_files_are_told_by_their_first_bytes(
    tmp_path: Path, head: bytes, problem: ImageProblem
) -> None:
    (tmp_path / "a.jpg").write_bytes(head + bytes(1000))
    assert problem_with(tmp_path / "a.jpg") is problem


def test_the_thumbnail_of_a_raw_file_is_not_taken_for_the_photo(tmp_path: Path) -> None:
    noise().save(tmp_path / "a.NEF", "TIFF")
    assert problem_with(tmp_path / "a.NEF") is ImageProblem.RAW
    noise().save(tmp_path / "a.tif", tiffinfo={50706: b"\1\4\0\0"})
    assert problem_with(tmp_path / "a.tif") is ImageProblem.RAW


@pytest.mark.parametrize(
    ("name", "head", "words"),
    [
        ("movie.mp4", MOVIE, "is a video"),
        ("a.jpg", b"\xff\xd8\xff", f"limit is {MAX_BYTES // 10**6}"),
    ],
)
@pytest.mark.skipif(os.name != "posix", reason="files with holes of this kind are POSIX")
def test_five_gigabytes_are_refused_without_being_read(
    tmp_path: Path, name: str, head: bytes, words: str
) -> None:
    with (tmp_path / name).open("wb") as file:
        file.write(head)
        file.truncate(5 << 30)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(ImageReadError, match=words):
        read_photo(tmp_path / name)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="counts memory as Linux does")
def test_a_large_picture_of_16_bits_takes_little_more_memory_than_its_pixels(
    tmp_path: Path,
) -> None:
    values = np.zeros((5_000, 8_000), np.uint16)
    Image.fromarray(values).save(tmp_path / "a.png", compress_level=1)
    status = Path("/proc/self/status")  # unlike getrusage it knows nothing of who started it
    if not status.exists():
        pytest.skip("needs the peak of a process by itself")
    code = (
        "import sys; from pathlib import Path; from tryon.imaging import read_photo\n"
        "read_photo(Path(sys.argv[1]))\n"
        "lines = Path('/proc/self/status').read_text().splitlines()\n"
        "print(next(line.split()[1] for line in lines if line.startswith('VmHWM')))"
    )
    words = [sys.executable, "-c", code, str(tmp_path / "a.png")]
    done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=LIMIT_S)
    pixels_kb = values.size * 3 // 1024
    assert int(done.stdout) < 2 * pixels_kb + values.nbytes // 1024 + 100_000


@pytest.mark.parametrize("kind", ["AVIF", "GIF", "JPEG", "PNG", "TIFF", "WEBP"])
def test_what_begins_as_a_picture_is_damaged_and_no_stranger(tmp_path: Path, kind: str) -> None:
    (tmp_path / "a").write_bytes(encoded(noise(), kind)[:28])
    assert problem_with(tmp_path / "a") in (ImageProblem.DAMAGED, ImageProblem.DAMAGED_AT_START)


def test_a_photo_that_is_transparent_everywhere_is_said(tmp_path: Path) -> None:
    Image.new("RGBA", (40, 40), (200, 30, 40, 0)).save(tmp_path / "a.png")
    assert problem_with(tmp_path / "a.png") is ImageProblem.TRANSPARENT
    assert not read_rgba(tmp_path / "a.png")[..., 3].any()


@pytest.mark.parametrize("name", ["quadrants.heic", "turned.heic"])
def test_heic_comes_upright_in_its_colours(name: str) -> None:
    pytest.importorskip("pillow_heif", reason="of the extra heif")
    photo = read_photo(HERE / name)
    assert (photo.size.width, photo.size.height) == (64, 48)
    for row, column, colour in (
        (5, 5, (200, 30, 40)),
        (5, 60, (20, 180, 60)),
        (40, 5, (10, 50, 220)),
    ):
        assert np.abs(photo.pixels[row, column].astype(int) - colour).max() <= 4


def test_without_its_package_heic_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    with pytest.raises(ImageReadError, match=r"pip install 'tryon\[heif\]'"):
        read_photo(HERE / "quadrants.heic")


def test_a_heic_package_with_a_known_hole_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    class Old:
        @staticmethod
        def libheif_version() -> str:
            return "1.23.1"

    monkeypatch.setitem(sys.modules, "pillow_heif", Old)
    assert problem_with(HERE / "quadrants.heic") is ImageProblem.HEIF_NEEDS_PACKAGE
