"""Nothing that was kept can stop a start: what makes no sense is as if it were not there."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from tests.drawn import draw_photo
from tests.gui.conftest import save_picture
from tryon.ui.kit.appearance import Appearance, AppearanceSwitch
from tryon.ui.kit.language import LanguageSwitch
from tryon.ui.kit.recent import RecentDocuments
from tryon.ui.parsers.parser_settings import ParserSettings
from tryon.ui.shell.dependencies import Dependencies
from tryon.ui.shell.main_window import MainWindow

NAMES = (
    "geometry",
    "language",
    "appearance",
    "recent_photos",
    "model_mirror",
    "parser",
    "m2fp_weights",
    "export_folder",
    "export_format",
)
BROKEN = (
    r"@ByteArray(\x1\xd9\xd0\xcb\0\x3\0\0)",
    r"@ByteArray(" + "z" * 5000 + ")",
    "@Variant(garbage",
    "@Rect(1 2 3 4)",
    "@Invalid()",
    r"@Variant(\0\0\0\x9\0\0\0\x2\0\0\0\xa\0\0\0\x2\0x\0\0\0\x2\0\0\0\x1)",
    r"@Variant(\0\0\0\b\0\0\0\x1\0\0\0\x2\0x\0\0\0\x2\0\0\0\x1)",
    "a, b, c",
    r"/tmp/a\0b.png",
    "x" * 5000,
    f"/{'x' * 1000}/y.png",
    "\x7f\udcff\udcfe",
    "",
)
MakeWindow = Callable[..., MainWindow]


@pytest.fixture
def read(dependencies: Dependencies, tmp_path: Path) -> Callable[[bytes], dict[str, object]]:
    """Return what a window depends on that reads a file of settings."""

    def read(content: bytes) -> dict[str, object]:
        file = tmp_path / "remembered.ini"
        file.write_bytes(content)
        settings = QSettings(str(file), QSettings.Format.IniFormat)
        dependencies.language._settings = dependencies.appearance._settings = settings
        dependencies.language.apply()
        dependencies.appearance._apply()
        return {"settings": settings}

    return read


@pytest.mark.parametrize("value", BROKEN)
def test_a_window_starts_whatever_is_kept(
    value: str, read: Callable[[bytes], dict[str, object]], make_window: MakeWindow
) -> None:
    lines = "\n".join(f"{name}={value}" for name in NAMES)
    changes = read(f"[General]\n{lines}\n".encode(errors="surrogateescape"))
    window = make_window(**changes)
    assert window.isVisible()
    settings = changes["settings"]
    assert isinstance(settings, QSettings)
    assert RecentDocuments(settings).paths == ()
    assert not ParserSettings(settings).first_choice.weights
    assert window._dependencies.language.chosen is None
    assert window._dependencies.appearance.chosen is Appearance.DESKTOP


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 5000, b"\xff\xd8\xff\xe0 no settings", b"[" * 9999]
)
def test_a_window_starts_on_a_file_of_settings_that_is_none(
    content: bytes, read: Callable[[bytes], dict[str, object]], make_window: MakeWindow
) -> None:
    assert make_window(**read(content)).isVisible()


def test_good_photos_stay_among_bad_ones(dependencies: Dependencies, tmp_path: Path) -> None:
    good = save_picture(tmp_path / "good.png", draw_photo())
    settings = dependencies.settings
    names = [str(good), "x" * 300, "y" * 9000, "a\0b.png", str(tmp_path / "gone.png")]
    settings.setValue("recent_photos", names)
    recent = RecentDocuments(settings)
    assert recent.paths == (good,)
    recent.add(good)
    assert settings.value("recent_photos") in (str(good), [str(good)])


@pytest.mark.skipif(os.geteuid() == 0, reason="an administrator may enter every folder")
def test_a_photo_in_a_folder_that_may_not_be_entered_is_left_out(
    dependencies: Dependencies, tmp_path: Path, make_window: MakeWindow
) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    photo = save_picture(folder / "photo.png", draw_photo())
    RecentDocuments(dependencies.settings).add(photo)
    folder.chmod(0)
    try:
        assert make_window().isVisible()
        assert RecentDocuments(dependencies.settings).paths == ()
    finally:
        folder.chmod(0o700)


def test_the_switches_read_nothing_but_what_they_know(
    dependencies: Dependencies, qapp: object
) -> None:
    dependencies.settings.setValue("language", ["zh_CN"])
    dependencies.settings.setValue("appearance", 7)
    assert LanguageSwitch(dependencies.settings).chosen is None
    assert AppearanceSwitch(qapp, dependencies.settings).chosen is Appearance.DESKTOP
