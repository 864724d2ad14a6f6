"""Each form of an export shows what the state shows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.unit.test_session import opened, worn
from tryon.errors import ExportError
from tryon.fitting.origin import Origin
from tryon.labels import Region
from tryon.session import TryOnState
from tryon.sharing.export import ExportKind, write_export
from tryon.sharing.slider_page import PageWords
from tryon.sharing.tinted import tinted


@pytest.fixture
def state() -> TryOnState:
    """Four by four pixels, two by two of them changed, by a camera with a name."""
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    dressed = opened().with_layer(worn(Region.UPPER))
    assert dressed.photo is not None
    return replace(dressed, photo=replace(dressed.photo, exif=exif.tobytes()))


def read(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image)


def test_the_picture_beside_the_photo_has_both(state: TryOnState, tmp_path: Path) -> None:
    write_export(ExportKind.BEFORE_AFTER, tmp_path / "a.png", state)
    both = read(tmp_path / "a.png")
    assert state.photo is not None
    np.testing.assert_array_equal(both[:, :4], state.photo.pixels)
    np.testing.assert_array_equal(both[:, -4:], state.composite())


def test_the_map_of_what_is_guessed_is_grey_where_the_garment_is(
    state: TryOnState, tmp_path: Path
) -> None:
    write_export(ExportKind.GUESSED, tmp_path / "a.png", state)
    greys = read(tmp_path / "a.png")
    assert greys.shape == (4, 4)
    assert (greys[:2, :2] == 128).all()
    assert greys.sum() == 4 * 128


def test_what_is_not_the_photos_is_tinted_and_shines_through(
    state: TryOnState, tmp_path: Path
) -> None:
    write_export(ExportKind.TINTED, tmp_path / "a.png", state)
    picture, result = read(tmp_path / "a.png"), state.composite()
    np.testing.assert_array_equal(picture[2:], result[2:])
    np.testing.assert_array_equal(picture[:2, 2:], result[:2, 2:])
    assert (result[:2, :2] == 50).all()
    assert picture[0, 0].tolist() == [44, 88, 163], "0.45 * 50 + 0.55 * (40, 120, 255)"
    origins = np.full((4, 4), Origin.GUESSED, np.uint8)
    assert tinted(result, origins)[0, 0].tolist() == [163, 100, 22]


@pytest.mark.parametrize("kind", ExportKind)
def test_a_file_never_has_the_suffix_of_another_form(
    state: TryOnState, tmp_path: Path, kind: ExportKind
) -> None:
    others = {suffix for other in ExportKind for suffix in other.suffixes} - set(kind.suffixes)
    for suffix in (*others, ""):
        with pytest.raises(ExportError, match="unknown format"):
            write_export(kind, tmp_path / f"a{suffix}", state)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ExportKind)
def test_only_the_result_itself_carries_what_the_camera_said(
    state: TryOnState, tmp_path: Path, kind: ExportKind
) -> None:
    for suffix in kind.suffixes:
        path = tmp_path / f"a{suffix}"
        write_export(kind, path, state, words=PageWords())
        assert (b"Camera" in path.read_bytes()) == (kind is ExportKind.RESULT), suffix
