"""Pictures of every odd kind become upright sRGB, or a message that says what to do."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from tryon.errors import ExportError, ImageReadError
from tryon.imaging import (
    MAX_PIXELS,
    decode_photo,
    read_photo,
    read_rgba,
    write_atomically,
    write_image,
)

RED, GREEN, BLUE = (200, 30, 40), (20, 180, 60), (10, 50, 220)


def quadrants(width: int = 64, height: int = 48) -> Image.Image:
    """Draw a picture with a red top left, green top right and blue bottom."""
    image = Image.new("RGB", (width, height), BLUE)
    image.paste(RED, (0, 0, width // 2, height // 2))
    image.paste(GREEN, (width // 2, 0, width, height // 2))
    return image


def test_channels_come_as_red_green_blue(tmp_path: Path) -> None:
    quadrants().save(tmp_path / "a.png")
    pixels = read_photo(tmp_path / "a.png").pixels
    assert pixels.shape == (48, 64, 3)
    assert tuple(pixels[0, 0]) == RED
    assert tuple(pixels[0, 63]) == GREEN
    assert tuple(pixels[47, 0]) == BLUE


@pytest.mark.parametrize("suffix", [".png", ".webp"])
def test_lossless_formats_give_back_the_same_pixels(tmp_path: Path, suffix: str) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (40, 50, 3), dtype=np.uint8)
    write_image(tmp_path / f"a{suffix}", pixels)
    np.testing.assert_array_equal(read_photo(tmp_path / f"a{suffix}").pixels, pixels)


def test_jpeg_comes_back_close(tmp_path: Path) -> None:
    pixels = np.asarray(quadrants())
    write_image(tmp_path / "a.jpg", pixels)
    again = read_photo(tmp_path / "a.jpg").pixels.astype(int)
    assert np.abs(again - pixels).mean() < 2


def test_label_maps_are_written_as_one_8_bit_channel(tmp_path: Path) -> None:
    labels = np.arange(20, dtype=np.uint8).repeat(40).reshape(20, 40)
    write_image(tmp_path / "labels.png", labels)
    with Image.open(tmp_path / "labels.png") as image:
        assert image.mode == "L"
        np.testing.assert_array_equal(np.asarray(image), labels)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_exif_orientation_comes_upright(tmp_path: Path, orientation: int) -> None:
    upright = quadrants()
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = upright.transpose(undo[orientation]) if orientation in undo else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored.save(tmp_path / "a.png", exif=exif)
    np.testing.assert_array_equal(read_photo(tmp_path / "a.png").pixels, np.asarray(upright))


def test_cmyk_becomes_rgb(tmp_path: Path) -> None:
    Image.new("CMYK", (40, 40), (0, 255, 255, 0)).save(tmp_path / "a.jpg", quality=100)
    red, green, blue = (int(v) for v in read_photo(tmp_path / "a.jpg").pixels[20, 20])
    assert red > 200
    assert green < 60
    assert blue < 60


def test_16_bit_greys_are_scaled_and_not_clipped(tmp_path: Path) -> None:
    ramp = np.linspace(0, 65535, 64, dtype=np.uint16)[None].repeat(40, axis=0)
    Image.fromarray(ramp).save(tmp_path / "a.png")
    row = read_photo(tmp_path / "a.png").pixels[0, :, 0]
    np.testing.assert_array_equal(row, np.rint(ramp[0] / 65535 * 255))


def test_a_dark_16_bit_photo_stays_dark(tmp_path: Path) -> None:
    Image.fromarray(np.full((40, 40), 200, dtype=np.uint16)).save(tmp_path / "a.png")
    assert read_photo(tmp_path / "a.png").pixels.max() == 1


def test_grey_becomes_three_equal_channels(tmp_path: Path) -> None:
    Image.new("L", (40, 40), 77).save(tmp_path / "a.png")
    assert set(read_photo(tmp_path / "a.png").pixels.ravel()) == {77}


def test_transparent_parts_of_a_photo_become_white(tmp_path: Path) -> None:
    image = quadrants().convert("P")
    image.save(tmp_path / "a.png", transparency=image.getpixel((0, 0)))
    pixels = read_photo(tmp_path / "a.png").pixels
    assert tuple(pixels[0, 0]) == (255, 255, 255)
    assert tuple(pixels[0, 63]) != (255, 255, 255)


def test_transparency_of_a_garment_is_kept(tmp_path: Path) -> None:
    image = quadrants().convert("P")
    image.save(tmp_path / "a.png", transparency=image.getpixel((0, 0)))
    rgba = read_rgba(tmp_path / "a.png")
    assert rgba[0, 0, 3] == 0
    assert rgba[0, 63, 3] == 255


def test_of_an_animation_the_first_frame_is_read(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (40, 40), color) for color in (RED, GREEN)]
    frames[0].save(tmp_path / "a.webp", save_all=True, append_images=frames[1:], lossless=True)
    assert tuple(read_photo(tmp_path / "a.webp").pixels[0, 0]) == RED


def test_a_wide_gamut_profile_is_converted_to_srgb(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    quadrants().save(tmp_path / "a.png", icc_profile=profile.tobytes())
    assert np.abs(read_photo(tmp_path / "a.png").pixels[0, 0].astype(int) - RED).max() <= 1


def test_a_broken_colour_profile_does_not_cost_the_photo(tmp_path: Path) -> None:
    quadrants().save(tmp_path / "a.png", icc_profile=b"not a profile")
    assert tuple(read_photo(tmp_path / "a.png").pixels[0, 0]) == RED


def test_sixty_megapixels_are_read(tmp_path: Path) -> None:
    Image.new("L", (10_000, 6_000), 9).save(tmp_path / "a.png", compress_level=1)
    assert read_photo(tmp_path / "a.png").pixels.shape == (6_000, 10_000, 3)


def test_more_than_the_limit_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    Image.new("1", (MAX_PIXELS // 10_000 + 1, 10_000)).save(tmp_path / "a.png")
    with pytest.raises(ImageReadError, match=r"megapixels; the limit is 120"):
        read_photo(tmp_path / "a.png")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"hello, I am text", "is not a picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a.jpg is (not a picture|damaged)"),
    ],
)
def test_what_is_no_picture_is_named(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "a.jpg").write_bytes(content)
    with pytest.raises(ImageReadError, match=message):
        read_photo(tmp_path / "a.jpg")


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".webp"])
def test_a_cut_off_file_is_named_as_damaged(tmp_path: Path, suffix: str) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (200, 200, 3), dtype=np.uint8)
    whole = tmp_path / f"whole{suffix}"
    write_image(whole, noise)
    cut = tmp_path / f"cut{suffix}"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    with pytest.raises(ImageReadError, match=r"damaged or cut off"):
        read_photo(cut)


def test_one_pixel_is_no_photo(tmp_path: Path) -> None:
    Image.new("RGB", (1, 1)).save(tmp_path / "a.png")
    with pytest.raises(ImageReadError, match=r"1x1 pixels.*at least 32"):
        read_photo(tmp_path / "a.png")


def test_a_folder_is_no_photo(tmp_path: Path) -> None:
    with pytest.raises(ImageReadError, match="is a folder"):
        read_photo(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ImageReadError, match="does not exist"):
        read_photo(tmp_path / "none.jpg")


def test_a_file_without_permission_is_named(tmp_path: Path, not_root: None) -> None:
    path = tmp_path / "a.png"
    with contextlib.suppress(PermissionError):  # nobody may not even enter the folder
        quadrants().save(path)
        path.chmod(0)
    with pytest.raises(ImageReadError, match="may not be read"):
        read_photo(path)


def test_a_pasted_picture_keeps_its_name() -> None:
    with pytest.raises(ImageReadError, match="clipboard is not a picture"):
        decode_photo(b"text", "clipboard")


def test_an_unknown_output_format_lists_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"\.png, \.jpg"):
        write_image(tmp_path / "a.xyz", np.zeros((4, 4, 3), dtype=np.uint8))


def test_writing_into_a_missing_folder_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="cannot write"):
        write_image(tmp_path / "none" / "a.png", np.zeros((4, 4, 3), dtype=np.uint8))


def test_a_failed_write_leaves_the_old_file_and_no_leftovers(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"old")

    def fail(_: object) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(ExportError, match="No space left"):
        write_atomically(path, fail)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name != "posix", reason="links and pipes of this kind are POSIX")
def test_a_link_stays_a_link_and_its_file_is_written(tmp_path: Path) -> None:
    (tmp_path / "real.png").write_bytes(b"old")
    link = tmp_path / "link.png"
    link.symlink_to("real.png")
    write_atomically(link, lambda file: file.write(b"new"))
    assert link.is_symlink()
    assert (tmp_path / "real.png").read_bytes() == b"new"


@pytest.mark.skipif(os.name != "posix", reason="links and pipes of this kind are POSIX")
def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_atomically(pipe, lambda file: file.write(b"report"))
    assert os.read(reader, 100) == b"report"
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
