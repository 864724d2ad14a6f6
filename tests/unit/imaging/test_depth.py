"""Pictures of many bits and of floats get the white they were made with."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageCms

from tryon.imaging import read_photo


def read(path: Path, values: NDArray[np.generic]) -> NDArray[np.uint8]:
    """Write grey values as TIFF and read them as a photo's first channel."""
    Image.fromarray(values).save(path / "a.tif")
    return read_photo(path / "a.tif").pixels[..., 0]


def ramp(white: float, kind: type[np.generic]) -> NDArray[np.generic]:
    """Return grey values from 0 to ``white``."""
    return np.linspace(0, white, 64)[None].repeat(64, axis=0).astype(kind)


EXPECTED = np.rint(np.linspace(0, 255, 64))


@pytest.mark.parametrize(
    ("white", "kind"),
    [
        (1.0, np.float32),
        (255.0, np.float32),
        (65535.0, np.float32),
        (255, np.int32),
        (4095, np.int32),
        (65535, np.int32),
        (4095, np.uint16),
        (65535, np.uint16),
    ],
)
def test_white_is_found_by_type_and_range(
    tmp_path: Path, white: float, kind: type[np.generic]
) -> None:
    assert np.abs(read(tmp_path, ramp(white, kind))[0] - EXPECTED).max() <= 1


@pytest.mark.parametrize(
    ("white", "beyond", "kind"),
    [
        (1.0, 1.01, np.float32),
        (1.0, 9000.0, np.float32),
        (255.0, 256.0, np.float32),
        (255, 256, np.int32),
        (1.0, np.nan, np.float32),
        (1.0, np.inf, np.float32),
    ],
)
def test_one_value_beyond_white_turns_nothing_black(
    tmp_path: Path, white: float, beyond: float, kind: type[np.generic]
) -> None:
    values = ramp(white, kind)
    values[10, 10] = beyond
    assert np.abs(read(tmp_path, values)[0] - EXPECTED).max() <= 1


def test_interpolation_beyond_white_is_clipped(tmp_path: Path) -> None:
    pixels = read(tmp_path, ramp(1.2, np.float32))
    assert pixels[0, 63] == 255
    assert abs(int(pixels[0, 32]) - 255 * 1.2 * 32 / 63) <= 1


def test_a_palette_with_a_profile_is_converted_as_the_colours_are(tmp_path: Path) -> None:
    image = Image.new("RGB", (40, 40), (200, 30, 40))
    profile = swapped_profile()
    image.save(tmp_path / "rgb.png", icc_profile=profile)
    image.quantize(4).save(tmp_path / "palette.png", icc_profile=profile)
    colours = read_photo(tmp_path / "rgb.png").pixels
    assert np.abs(colours[0, 0].astype(int) - (200, 30, 40)).max() > 20
    np.testing.assert_array_equal(read_photo(tmp_path / "palette.png").pixels, colours)


def swapped_profile() -> bytes:
    """Return sRGB's profile with its red and green exchanged."""
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    red, green = data.index(b"rXYZ", 128), data.index(b"gXYZ", 128)
    changed = bytearray(data)
    changed[red : red + 4], changed[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(changed)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "L", "RGB"])
def test_strips_join_without_a_seam(tmp_path: Path, mode: str) -> None:
    values = np.random.default_rng(1).integers(1, 256, (1500, 1400, 4), dtype=np.uint8)
    image = Image.fromarray(values).convert(mode)
    image.save(tmp_path / "a.png", compress_level=1)
    paper = Image.new("RGBA", image.size, "white")
    expected = Image.alpha_composite(paper, image.convert("RGBA")).convert("RGB")
    np.testing.assert_array_equal(read_photo(tmp_path / "a.png").pixels, np.asarray(expected))


@pytest.mark.parametrize("channels", [3, 4])
@pytest.mark.parametrize("white", [4095, 65535])
def test_colour_of_12_bits_stored_in_16_is_as_bright_as_it_was(
    tmp_path: Path, channels: int, white: int
) -> None:
    levels = ramp(white, np.uint16)
    picture = np.dstack([levels, levels // 2, levels[:, ::-1], np.full_like(levels, 65535)])
    cv2.imwrite(str(tmp_path / "deep.png"), picture[..., :channels])  # blue first
    pixels = read_photo(tmp_path / "deep.png").pixels
    assert np.abs(pixels[0, :, 2] - EXPECTED).max() <= 1
    assert np.abs(pixels[0, :, 1] - EXPECTED / 2).max() <= 1
    assert np.abs(pixels[0, :, 0] - EXPECTED[::-1]).max() <= 1


def test_a_dark_night_of_16_bits_stays_dark(tmp_path: Path) -> None:
    picture = np.full((64, 64, 3), 700, np.uint16)
    cv2.imwrite(str(tmp_path / "night.png"), picture)
    assert read_photo(tmp_path / "night.png").pixels.max() <= 3
