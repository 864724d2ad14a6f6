"""Settings > Models: the real window, against a hub on this computer."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from tests.gui.conftest import LIMIT_MS
from tests.hub import CONFIGURATION, WEIGHTS, Hub
from tryon.models.catalogue import M2FP, M2FP_SINGLE
from tryon.models.store import installed_folder, kept_bytes, model_folder
from tryon.ui.kit.language import Language
from tryon.ui.kit.message_bar import MessageKind
from tryon.ui.parsers.model_card import ModelCard
from tryon.ui.parsers.models_window import ModelsWindow
from tryon.ui.shell.dependencies import Dependencies
from tryon.ui.shell.main_window import MainWindow


def has_part_of_weights() -> bool:
    return kept_bytes(M2FP) > len(CONFIGURATION)


@pytest.fixture
def models(window: MainWindow, hub: Hub, qtbot: QtBot) -> ModelsWindow:
    """The open Models window, which asks the hub as its mirror."""
    with qtbot.waitExposed(window.settings_actions.models):
        window.actions_.models.trigger()
    qtbot.mouseClick(window.settings_actions.models.mirror.heading, Qt.MouseButton.LeftButton)
    window.settings_actions.models.mirror.line.clear()
    qtbot.keyClicks(window.settings_actions.models.mirror.line, hub.url)
    return window.settings_actions.models


def press(qtbot: QtBot, button: object) -> None:
    """Click a button that can be seen."""
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def wait_done(qtbot: QtBot, models: ModelsWindow) -> None:
    """Wait until no job about a model runs."""
    qtbot.waitUntil(lambda: not models.jobs.is_busy, timeout=LIMIT_MS)


def ask_for(qtbot: QtBot, models: ModelsWindow) -> ModelCard:
    """Ask for M2FP and wait for the question."""
    card = models.card(M2FP)
    press(qtbot, card.download_button)
    qtbot.waitUntil(lambda: bool(card.question_text), timeout=LIMIT_MS)
    return card


def download(qtbot: QtBot, models: ModelsWindow) -> ModelCard:
    """Download M2FP."""
    card = ask_for(qtbot, models)
    press(qtbot, card.yes_button)
    wait_done(qtbot, models)
    return card


def test_each_model_shows_what_it_is_and_that_it_is_not_here(models: ModelsWindow) -> None:
    for model in (M2FP, M2FP_SINGLE):
        card = models.card(model)
        assert card.state_text == "Not here"
        texts = [label.text() for label in card.findChildren(QLabel)]
        for word in (model.repository, "about 723 MB", str(model_folder(model))):
            assert word in texts
        assert "CC BY-NC 4.0 (research and personal use)" in texts


def test_size_licence_and_folder_are_shown_before_anything_is_fetched(
    models: ModelsWindow, hub: Hub, qtbot: QtBot
) -> None:
    card = ask_for(qtbot, models)
    question = card.question_text.replace("\u200b", "")
    for word in ("0.4 MB", "CC BY-NC 4.0", "research and personal use", str(model_folder(M2FP))):
        assert word in question
    press(qtbot, card.no_button)
    assert card.question_text == ""
    assert hub.ranges_of("pytorch_model.pt") == []
    assert installed_folder(M2FP) is None


def test_a_download_arrives_and_can_be_verified(models: ModelsWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(models.model_changed, timeout=LIMIT_MS):
        card = download(qtbot, models)
    assert installed_folder(M2FP) is not None
    assert card.state_text == "Ready: 0.4 MB"
    assert not card.download_button.isVisible()
    press(qtbot, card.verify_button)
    wait_done(qtbot, models)
    assert models.messages.kind is MessageKind.NOTE
    assert "is what the hub publishes" in models.messages.text


def test_a_damaged_model_is_found_out(models: ModelsWindow, qtbot: QtBot) -> None:
    card = download(qtbot, models)
    folder = installed_folder(M2FP)
    assert folder is not None
    (folder / "pytorch_model.pt").write_bytes(WEIGHTS[:-1] + b"?")
    press(qtbot, card.verify_button)
    wait_done(qtbot, models)
    assert models.messages.kind is MessageKind.ERROR
    assert "not the published file" in models.messages.text


def test_cancelling_keeps_what_came_and_continuing_goes_on(
    models: ModelsWindow, hub: Hub, qtbot: QtBot
) -> None:
    hub.gate.clear()
    card = ask_for(qtbot, models)
    press(qtbot, card.yes_button)
    qtbot.waitUntil(lambda: has_part_of_weights() and "MB of" in card.progress_text)
    assert "Downloading…" in card.progress_text
    assert not models.card(M2FP_SINGLE).isEnabled()
    press(qtbot, card.cancel_button)
    assert card.state_text.startswith("Partly here")
    assert card.download_button.text() == "Continue download…"
    assert models.card(M2FP_SINGLE).isEnabled()
    hub.gate.set()
    qtbot.waitUntil(lambda: models.parent().jobs.is_idle)
    download(qtbot, models)
    assert hub.ranges_of("pytorch_model.pt")[-1] is not None
    assert card.state_text.startswith("Ready")


def test_the_speed_and_the_time_left_are_shown(
    models: ModelsWindow, hub: Hub, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tryon.models.rate._LEAST_S", 0.0)
    hub.gate.clear()
    card = ask_for(qtbot, models)
    press(qtbot, card.yes_button)
    qtbot.waitUntil(lambda: "/s" in card.progress_text)
    assert "left" in card.progress_text
    press(qtbot, card.cancel_button)


def test_a_refusal_is_said_in_the_window_only(
    models: ModelsWindow, window: MainWindow, hub: Hub, qtbot: QtBot
) -> None:
    hub.list_status = 403
    press(qtbot, models.card(M2FP).download_button)
    wait_done(qtbot, models)
    qtbot.waitUntil(models.messages.isVisible)
    assert "refuses to send" in models.messages.text
    assert not window.messages.isVisible()
    assert models.card(M2FP).download_button.isVisible()


def test_a_closed_window_lets_the_download_go_on_and_failures_show_in_the_main_window(
    models: ModelsWindow, window: MainWindow, hub: Hub, qtbot: QtBot
) -> None:
    hub.gate.clear()
    card = ask_for(qtbot, models)
    hub.listed_sha256["pytorch_model.pt"] = "0" * 64
    press(qtbot, card.yes_button)
    qtbot.waitUntil(has_part_of_weights)
    press(qtbot, models.close_button)
    qtbot.waitUntil(window.status.jobs.isVisible)
    assert window.status.jobs.text == "Downloading…"
    folder = model_folder(M2FP)
    (folder / "pytorch_model.pt").mkdir()  # the finished file cannot be renamed to this
    hub.gate.set()
    wait_done(qtbot, models)
    qtbot.waitUntil(window.messages.isVisible)
    assert "cannot be written" in window.messages.text


def test_the_status_line_can_cancel_a_download(
    models: ModelsWindow, window: MainWindow, hub: Hub, qtbot: QtBot
) -> None:
    hub.gate.clear()
    card = ask_for(qtbot, models)
    press(qtbot, card.yes_button)
    qtbot.waitUntil(has_part_of_weights)
    qtbot.waitUntil(window.status.jobs.isVisible)
    press(qtbot, window.status.jobs.cancel_button)
    wait_done(qtbot, models)
    assert card.state_text.startswith("Partly here")


def test_removing_asks_first(models: ModelsWindow, qtbot: QtBot) -> None:
    card = download(qtbot, models)
    press(qtbot, card.remove_button)
    assert "Other programs" in card.question_text
    press(qtbot, card.no_button)
    assert installed_folder(M2FP) is not None
    press(qtbot, card.remove_button)
    press(qtbot, card.yes_button)
    wait_done(qtbot, models)
    assert installed_folder(M2FP) is None
    assert card.state_text == "Not here"


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_weights_that_are_here_already_are_taken(
    models: ModelsWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    weights = tmp_path / "pytorch_model.pt"
    weights.write_bytes(WEIGHTS)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(weights), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    card = models.card(M2FP)
    menu = card.source_button.menu()
    menu.actions()[["file", "folder"].index(kind)].trigger()
    wait_done(qtbot, models)
    assert installed_folder(M2FP) is not None
    assert card.state_text.startswith("Ready")
    assert "is what the hub publishes" in models.messages.text


def test_a_file_that_is_no_model_is_refused(
    models: ModelsWindow, hub: Hub, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = tmp_path / "letter.pt"
    letter.write_text("hello")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(letter), ""))
    models.card(M2FP).source_button.menu().actions()[0].trigger()
    wait_done(qtbot, models)
    assert "letter.pt" in models.messages.text
    assert installed_folder(M2FP) is None


def test_what_another_program_downloaded_shows_when_the_window_opens_again(
    models: ModelsWindow, window: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, models.close_button)
    folder = model_folder(M2FP)
    folder.mkdir(parents=True)
    (folder / "pytorch_model.pt").write_bytes(WEIGHTS)
    window.actions_.models.trigger()
    assert models.card(M2FP).state_text.startswith("Ready")


def test_the_mirror_is_remembered(
    models: ModelsWindow, hub: Hub, dependencies: Dependencies
) -> None:
    assert dependencies.settings.value("model_mirror") == hub.url


def test_it_closes_with_the_window_whose_jobs_it_uses(
    models: ModelsWindow, window: MainWindow
) -> None:
    window.close()
    assert not models.isVisible()


def test_the_window_has_room_for_whatever_it_says(models: ModelsWindow, qtbot: QtBot) -> None:
    label = ask_for(qtbot, models)._question
    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()) > 30)


def test_it_speaks_chinese(models: ModelsWindow, dependencies: Dependencies, qtbot: QtBot) -> None:
    dependencies.language.choose(Language("zh_CN"))
    card = models.card(M2FP)
    qtbot.waitUntil(lambda: card.state_text == "未下载")
    assert models.windowTitle() == "模型"
    assert card.download_button.text() == "下载…"
    assert card.cancel_button.text() == "取消"
    assert "许可" in ask_for(qtbot, models).question_text
