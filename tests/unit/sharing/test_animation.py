"""A line wipes from before to after and back, small enough to be sent."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.unit.test_session import opened, worn
from tryon.errors import Cancelled
from tryon.labels import Region
from tryon.progress import CancelToken, ignore_progress
from tryon.sharing.animation import (
    ANIMATION_SUFFIXES,
    LONGEST_SIDE,
    moments,
    wiped,
    write_animation,
)
from tryon.sharing.export import ExportKind, write_export

RED, BLUE = (200, 20, 20), (20, 20, 200)


def plain(color: tuple[int, int, int], *, height: int = 60, width: int = 90) -> np.ndarray:
    return np.full((height, width, 3), color, np.uint8)


def read(path: Path) -> tuple[list[np.ndarray], list[int], int]:
    """Return the frames (H, W, 3) of a file, how long each stays in ms, and how often all play."""
    frames, times = [], []
    with Image.open(path) as image:
        for number in range(image.n_frames):
            image.seek(number)
            frames.append(np.asarray(image.convert("RGB")).astype(int))
            times.append(round(image.info["duration"]))
        return frames, times, image.info["loop"]


@pytest.mark.parametrize("suffix", ANIMATION_SUFFIXES)
def test_it_begins_with_the_photo_shows_the_result_and_returns_for_ever(
    tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"a{suffix}"
    write_animation(path, plain(RED), plain(BLUE), lambda fraction: None)
    frames, times, loops = read(path)
    middle = len(frames) // 2
    assert np.abs(frames[0] - RED).max() <= 6
    assert np.abs(frames[middle] - BLUE).max() <= 6
    assert len(frames) == len(moments())
    assert loops == 0
    assert times[0] >= 1000
    assert times[middle] >= 1000
    assert max(times[1:middle] + times[middle + 1 :]) <= 60
    reds = [int((np.abs(frame - RED).max(axis=2) < 40).sum()) for frame in frames]
    assert reds[: middle + 1] == sorted(reds[: middle + 1], reverse=True)
    assert reds[middle:] == sorted(reds[middle:])


def test_beside_the_line_every_pixel_is_one_of_the_two() -> None:
    frame = wiped(plain(RED), plain(BLUE), 0.5, 255)
    assert (frame[:, :44] == BLUE).all()
    assert (frame[:, 44:46] == 255).all()
    assert (frame[:, 46:] == RED).all()
    np.testing.assert_array_equal(wiped(plain(RED), plain(BLUE), 0.0, 255), plain(RED))
    np.testing.assert_array_equal(wiped(plain(RED), plain(BLUE), 1.0, 255), plain(BLUE))


def test_a_gif_of_a_person_keeps_still_what_does_not_change(tmp_path: Path) -> None:
    noise = np.random.default_rng(3).integers(0, 256, (60, 90, 3), dtype=np.uint8)
    after = noise.copy()
    after[20:40, 30:60] = RED
    write_animation(tmp_path / "a.gif", noise, after, lambda fraction: None)
    frames, _, _ = read(tmp_path / "a.gif")
    middle = len(frames) // 2
    np.testing.assert_array_equal(frames[0][:20], frames[middle][:20])
    assert np.abs(frames[middle][25:35, 35:55] - RED).max() <= 8


def test_a_little_hair_keeps_its_colour_in_a_gif(tmp_path: Path) -> None:
    brown = (52, 32, 28)
    generator = np.random.default_rng(5)
    grey = generator.integers(120, 230, (300, 200, 1)) + generator.integers(-12, 12, (300, 200, 3))
    photo = grey.astype(np.uint8)
    photo[:16, :16] = np.clip(generator.normal(brown, 3, (16, 16, 3)), 0, 255)
    photo[200:, :] = np.clip(generator.normal((30, 40, 90), 12, (100, 200, 3)), 0, 255)
    write_animation(tmp_path / "a.gif", photo, photo[::-1].copy(), lambda fraction: None)
    frames, _, _ = read(tmp_path / "a.gif")
    assert np.abs(frames[0][2:14, 2:14].mean((0, 1)) - brown).max() < 5


@pytest.mark.parametrize("suffix", ANIMATION_SUFFIXES)
def test_large_pictures_are_reduced(tmp_path: Path, suffix: str) -> None:
    large = [plain(color, height=1600, width=800) for color in (RED, BLUE)]
    write_animation(tmp_path / f"a{suffix}", *large, lambda fraction: None)
    frames, _, _ = read(tmp_path / f"a{suffix}")
    assert frames[0].shape == (LONGEST_SIDE, LONGEST_SIDE // 2, 3)


@pytest.mark.parametrize("suffix", ANIMATION_SUFFIXES)
def test_cancelled_half_way_it_leaves_the_file_that_was_there(tmp_path: Path, suffix: str) -> None:
    path, token, told = tmp_path / f"a{suffix}", CancelToken(), list[float]()
    path.write_bytes(b"mine")

    def progress(stage: object, fraction: float) -> None:
        told.append(fraction)
        if fraction > 0.6:
            token.cancel()

    state = opened().with_layer(worn(Region.UPPER))
    with pytest.raises(Cancelled):
        write_export(ExportKind.ANIMATION, path, state, progress=progress, cancel=token)
    assert path.read_bytes() == b"mine"
    assert list(tmp_path.iterdir()) == [path]
    assert told == sorted(told)
    write_export(ExportKind.ANIMATION, path, state, progress=ignore_progress)
    assert len(read(path)[0]) > 2, "so few pixels are the same in many moments"
