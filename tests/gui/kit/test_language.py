"""Chinese and English: by LANG, by the menu, live."""

# ruff: noqa: RUF001 - Chinese has punctuation of its own

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.conftest import RED_TOP, pick_garment
from tests.limits import LIMIT_S
from tryon.errors import (
    DownloadError,
    EntryError,
    FitError,
    GarmentError,
    ImageReadError,
    TryOnError,
    UsageError,
)
from tryon.labels import Label, Region
from tryon.messages import (
    DownloadProblem,
    EntryProblem,
    FitNote,
    FitProblem,
    GarmentProblem,
    Hint,
    ImageProblem,
    NotWorn,
    UsageProblem,
)
from tryon.models.catalogue import MODELS
from tryon.models.store import model_folder
from tryon.parsing import Device
from tryon.shape.category import GarmentCategory
from tryon.ui.kit.language import ENGLISH, Language, LanguageSwitch, desktop_language
from tryon.ui.kit.picking import Part
from tryon.ui.shell.dependencies import Dependencies
from tryon.ui.shell.main_window import MainWindow

ROOT = Path(__file__).resolve().parents[3]


def choose(qtbot: QtBot, window: MainWindow, name: str) -> None:
    """Choose in Settings > Language, as a click would, and wait for Qt to tell the widgets."""
    actions = [action for action in window.findChildren(QAction) if action.text() == name]
    assert len(actions) == 1
    before = window.actions_.open.text()
    actions[0].trigger()
    qtbot.waitUntil(lambda: window.actions_.open.text() != before)


def texts(window: MainWindow) -> list[str]:
    """Return every text that the window's widgets and actions show."""
    found = [action.text() for action in window.findChildren(QAction)]
    for kind in (QLabel, QPushButton, QToolButton):
        found += [widget.text() for widget in window.findChildren(kind)]
    found += [widget.toolTip() for widget in window.findChildren(QWidget)]
    found += [widget.accessibleName() for widget in window.findChildren(QWidget)]
    return [text for text in found if text]


def is_chinese(text: str) -> bool:
    return any("一" <= character <= "鿿" for character in text)


def test_the_menu_switches_to_chinese_and_back_at_once(opened: MainWindow, qtbot: QtBot) -> None:
    choose(qtbot, opened, "简体中文")
    assert opened.actions_.open.text() == "打开(&O)…"
    assert opened.actions_.export.iconText() == "导出"
    choose(qtbot, opened, "English")
    assert opened.actions_.open.text() == "&Open…"


def test_in_chinese_nothing_stays_english(
    opened: MainWindow, photo_file: Path, qtbot: QtBot
) -> None:
    english = set(texts(opened))
    choose(qtbot, opened, "简体中文")
    names = {"English", "简体中文", "people.png", "1:1", "Red top", "Green trousers", "Blue dress"}
    names |= {str(photo_file)}
    names |= {model.repository for model in MODELS} | {str(model_folder(m)) for m in MODELS}
    left = [
        text
        for text in texts(opened)
        if text in english and text not in names and any(c.isalpha() for c in text)
    ]
    assert left == []


def test_parts_people_and_stages_are_named_in_chinese(opened: MainWindow, qtbot: QtBot) -> None:
    choose(qtbot, opened, "简体中文")
    opened.workspace.set_hovered_part(Part(2, Label.UPPER_CLOTHES))
    assert opened.status.info == "人物 2 · 上衣"
    assert "裤子" in opened.workspace.legend.names
    assert is_chinese(opened.workspace.panes.hold_button.text())


def test_the_choice_outlives_the_window(
    opened: MainWindow, dependencies: Dependencies, qtbot: QtBot
) -> None:
    choose(qtbot, opened, "简体中文")
    dependencies.settings.sync()
    assert dependencies.settings.value("language") == "zh_CN"
    again = LanguageSwitch(dependencies.settings)
    assert again.chosen == Language("zh_CN")
    again.choose(None)
    assert again.chosen is None


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["zh-CN", "zh"], Language("zh_CN")),
        (["zh-Hans-CN"], Language("zh_CN")),
        (["en-GB", "en"], ENGLISH),
        (["de-DE", "de"], ENGLISH),
        (["C"], ENGLISH),
    ],
)
def test_the_desktops_language_decides_first(
    names: list[str], expected: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Locale:
        def uiLanguages(self) -> list[str]:  # noqa: N802
            return names

    monkeypatch.setattr(QLocale, "system", lambda: Locale())
    assert desktop_language() == expected


@pytest.mark.parametrize(("lang", "expected"), [("zh_CN.UTF-8", "zh_CN"), ("C", "en")])
@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not read LANG")
def test_lang_decides_in_a_fresh_process(lang: str, expected: str) -> None:
    code = "from tryon.ui.kit.language import desktop_language; print(desktop_language().code)"
    result = subprocess.run(
        [sys.executable, "-c", code],
        env={"LANG": lang, "PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
        timeout=LIMIT_S,
    )
    assert result.stdout.strip() == expected


def test_notes_of_a_fit_are_sentences_in_chinese(opened: MainWindow, qtbot: QtBot) -> None:
    choose(qtbot, opened, "简体中文")
    pick_garment(qtbot, opened, RED_TOP)
    opened.room.fitted.emit((FitNote.SHORTER_LEGS,))
    assert opened.messages.text == "原来的裤腿比新服装的长：多出部分为估计填充"


def test_the_catalogue_is_complete_and_compiled() -> None:
    script = ROOT / "assets" / "translations" / "update.py"
    result = subprocess.run(
        [sys.executable, str(script), "--check"],
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMIT_S,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_one_new_file_is_a_new_language(tmp_path: Path) -> None:
    for folder in ("tryon", "assets/translations", "assets/garments"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    script = tmp_path / "assets" / "translations" / "update.py"
    subprocess.run([sys.executable, script, "--add", "de"], check=True, timeout=LIMIT_S)
    file = script.with_name("tryon_de.ts")
    translated = re.sub(
        r"(<source>White T-shirt</source>\s*)<translation [^>]*>",
        r"\1<translation>Weißes T-Shirt</translation>",
        file.read_text(encoding="utf-8"),
    )
    file.write_text(translated, encoding="utf-8")
    subprocess.run([sys.executable, script], check=True, timeout=LIMIT_S)
    code = (
        "from PySide6.QtCore import QCoreApplication, QSettings\n"
        "from tryon.ui.kit.language import Language, LanguageSwitch, languages\n"
        "app = QCoreApplication([])\n"
        "switch = LanguageSwitch(QSettings('settings.ini', QSettings.Format.IniFormat))\n"
        "switch.choose(Language('de'))\n"
        "print([language.native_name for language in languages()])\n"
        "print(QCoreApplication.translate('Garments', 'White T-shirt'))"
    )
    said = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path), "PATH": "", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=LIMIT_S,
    )
    assert said.stdout.split("\n")[:2] == ["['English', 'Deutsch', '简体中文']", "Weißes T-Shirt"]


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (
            ImageReadError(ImageProblem.EMPTY, name="a.jpg"),
            "a.jpg 是空文件（0 字节）；请重新复制或下载。",
        ),
        (
            GarmentError(
                GarmentProblem.IN_FILE,
                file="shirt.jpg",
                problem=GarmentError(GarmentProblem.TRANSPARENT, hint=Hint.PLAIN_BACKGROUND),
            ),
            "shirt.jpg：图片完全透明。请使用纯色背景上的单件服装照片，或带透明背景的 PNG。",
        ),
        (
            FitError(
                FitProblem.NOT_WORN,
                person=2,
                nothing=NotWorn.HAT,
                regions=(Region.UPPER, Region.LOWER),
            ),
            "人物 2 没有戴帽子；请选择其他部位（上装、下装）。",
        ),
        (
            FitError(
                FitProblem.PARAMETERS_WRONG,
                file="fit.json",
                problem=EntryError(EntryProblem.NO_SLEEVES, category=GarmentCategory.SKIRT),
            ),
            "fit.json：“半身裙”类服装没有袖子；请在文件中更正。",
        ),
        (
            UsageError(
                UsageProblem.NO_DEVICE, version="2.13", device=Device.CUDA, found=(Device.CPU,)
            ),
            "PyTorch 2.13 在此处找不到 cuda 设备，只有 cpu；请去掉 --device，"
            "或安装适用于您显卡的 PyTorch。",
        ),
    ],
)
def test_errors_speak_chinese_with_all_that_is_in_them(
    opened: MainWindow, qtbot: QtBot, error: TryOnError, expected: str
) -> None:
    choose(qtbot, opened, "简体中文")
    opened.room.failed.emit(error)
    assert opened.messages.text.partition("\n")[2] == expected


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (
            ImageReadError(ImageProblem.EMPTY, name="{odd} file"),
            "{odd} file is empty (0 bytes); copy or download it again.",
        ),
        (
            GarmentError(GarmentProblem.TOO_SMALL),
            "The garment is too small to be measured; use a larger picture of it.",
        ),
        (
            DownloadError(
                DownloadProblem.WITH_OPTIONS,
                problem=DownloadError(DownloadProblem.ALREADY_RUNNING, model="m2fp"),
            ),
            "Another tryon is downloading m2fp already; wait until it is done, or stop it first. "
            "See --mirror and --from.",
        ),
    ],
)
def test_errors_in_english_begin_with_a_capital_unless_a_name_begins_them(
    opened: MainWindow, error: TryOnError, expected: str
) -> None:
    opened.room.failed.emit(error)
    assert opened.messages.text.partition("\n")[2] == expected


def test_a_message_that_stands_there_follows_the_language(opened: MainWindow, qtbot: QtBot) -> None:
    opened.room.failed.emit(GarmentError(GarmentProblem.TOO_SMALL))
    choose(qtbot, opened, "简体中文")
    assert opened.messages.text == "无法使用这件服装\n服装太小，无法测量；请使用更大的图片。"
