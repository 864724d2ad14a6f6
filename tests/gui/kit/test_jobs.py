"""Work beside the window: progress, cancelling, and newer work overtaking older."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QThread
from pytestqt.qtbot import QtBot

from tests.drawn import DrawnParser, draw_photo
from tests.gui.conftest import (
    RED_TOP,
    Gate,
    click_card,
    open_in,
    pick_garment,
    save_picture,
    wait_idle,
)
from tryon.errors import Cancelled
from tryon.parsing.choice import ParserChoice
from tryon.progress import CancelToken, Progress, Stage
from tryon.ui.kit.jobs import Job, JobKind, JobRunner, Jobs, SynchronousRunner
from tryon.ui.shell.main_window import MainWindow


@pytest.fixture(params=[JobRunner, SynchronousRunner])
def jobs(request: pytest.FixtureRequest) -> Iterator[Jobs]:
    """Both runners keep the same promises."""
    runner = request.param()
    yield runner
    runner.shutdown()


def double(request: int, cancel: CancelToken, progress: Progress) -> int:
    progress(Stage.WARP, 0.5)
    cancel.check()
    return 2 * request


def fail(request: object, cancel: CancelToken, progress: Progress) -> None:
    raise ArithmeticError("wrong sum")


def give_up(request: object, cancel: CancelToken, progress: Progress) -> None:
    raise Cancelled


def test_a_result_comes_back_on_the_gui_thread(jobs: Jobs, qtbot: QtBot) -> None:
    seen = []
    jobs.finished.connect(lambda job, result: seen.append((result, QThread.currentThread())))
    jobs.submit(JobKind.FIT, double, 21)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(42, jobs.thread())]


def test_progress_comes_before_the_result(jobs: Jobs, qtbot: QtBot) -> None:
    seen: list[str] = []
    jobs.started.connect(lambda job: seen.append("started"))
    jobs.progressed.connect(lambda job, stage, fraction: seen.append(f"{stage.value} {fraction}"))
    jobs.ended.connect(lambda job: seen.append("ended"))
    jobs.finished.connect(lambda job, result: seen.append("finished"))
    jobs.submit(JobKind.FIT, double, 1)
    qtbot.waitUntil(lambda: "finished" in seen)
    assert seen == ["started", "warp 0.5", "ended", "finished"]


def test_a_failure_is_told_as_a_failure(jobs: Jobs, qtbot: QtBot) -> None:
    seen: list[Exception] = []
    jobs.failed.connect(lambda job, error: seen.append(error))
    jobs.submit(JobKind.FIT, fail, None)
    qtbot.waitUntil(lambda: bool(seen))
    assert str(seen[0]) == "wrong sum"
    assert jobs.is_idle


def test_giving_up_is_no_failure(jobs: Jobs, qtbot: QtBot) -> None:
    seen: list[str] = []
    jobs.failed.connect(lambda job, error: seen.append("failed"))
    jobs.cancelled.connect(lambda job: seen.append("cancelled"))
    jobs.submit(JobKind.FIT, give_up, None)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["cancelled"]


def test_a_newer_job_about_the_same_thing_silences_the_older(gate: Gate, qtbot: QtBot) -> None:
    jobs = JobRunner()
    results: list[object] = []
    jobs.finished.connect(lambda job, result: results.append(result))
    jobs.submit(JobKind.FIT, gate.work, "old", subject="top")
    qtbot.waitUntil(gate.is_reached.is_set)
    jobs.submit(JobKind.FIT, double, 4, subject="top")
    qtbot.waitUntil(lambda: results == [8])
    gate.may_pass.set()
    qtbot.waitUntil(lambda: jobs.is_idle)
    jobs.shutdown()
    assert results == [8]


def test_jobs_about_different_things_both_finish(jobs: Jobs, qtbot: QtBot) -> None:
    results: list[object] = []
    jobs.finished.connect(lambda job, result: results.append(result))
    jobs.submit(JobKind.FIT, double, 1, subject="top")
    jobs.submit(JobKind.FIT, double, 2, subject="trousers")
    qtbot.waitUntil(lambda: sorted(results) == [2, 4])


def test_cancelling_tells_at_once_and_drops_the_late_result(gate: Gate, qtbot: QtBot) -> None:
    jobs = JobRunner()
    told: list[str] = []
    jobs.finished.connect(lambda job, result: told.append("finished"))
    jobs.cancelled.connect(lambda job: told.append("cancelled"))
    jobs.submit(JobKind.PARSE, gate.work, None)
    qtbot.waitUntil(gate.is_reached.is_set)
    jobs.cancel(JobKind.PARSE)
    assert told == ["cancelled"]
    assert not jobs.is_idle, "the thread still runs"
    gate.may_pass.set()
    qtbot.waitUntil(lambda: jobs.is_idle)
    jobs.shutdown()
    assert told == ["cancelled"]


@pytest.fixture
def slow_window(make_window: Callable[..., MainWindow], gate: Gate) -> MainWindow:
    """A window whose parser waits for the gate, from the second photo on."""
    photos = iter([lambda: None])
    return make_window(parser=lambda choice: DrawnParser(lambda: next(photos, gate)()))


def test_the_window_answers_and_shows_the_stage_while_it_parses(
    slow_window: MainWindow, photo_file: Path, gate: Gate, qtbot: QtBot
) -> None:
    open_in(slow_window, photo_file, qtbot)
    slow_window.room.open_file(photo_file)
    qtbot.waitUntil(slow_window.status.jobs.isVisible)
    qtbot.waitUntil(lambda: slow_window.status.jobs.text == "Finding people…")
    zoom = slow_window.workspace.link.zoom
    qtbot.keyClick(slow_window, Qt.Key.Key_Plus)
    assert slow_window.workspace.link.zoom > zoom
    gate.may_pass.set()
    wait_idle(slow_window, qtbot)
    assert not slow_window.status.jobs.isVisible()


@pytest.mark.parametrize("way", ["button", "undo"])
def test_giving_up_on_a_photo_brings_the_earlier_session_back(
    slow_window: MainWindow, photo_file: Path, tmp_path: Path, gate: Gate, qtbot: QtBot, way: str
) -> None:
    open_in(slow_window, photo_file, qtbot)
    pick_garment(qtbot, slow_window, RED_TOP)
    before, scene = slow_window.room.state, slow_window.workspace.scene
    other = save_picture(tmp_path / "other.png", draw_photo(width=400))
    slow_window.room.open_file(other)
    qtbot.waitUntil(gate.is_reached.is_set)
    qtbot.waitUntil(lambda: "other.png" in slow_window.windowTitle())
    assert slow_window.workspace.scene is not scene
    if way == "undo":
        slow_window.actions_.undo.trigger()
    else:
        qtbot.waitUntil(slow_window.status.jobs.isVisible)
        button = slow_window.status.jobs.cancel_button
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert slow_window.room.state is before
    assert slow_window.workspace.scene is scene
    assert "people.png" in slow_window.windowTitle()
    gate.may_pass.set()
    wait_idle(slow_window, qtbot)
    assert slow_window.room.state is before


def test_a_newer_photo_supersedes_the_one_being_parsed(
    slow_window: MainWindow, photo_file: Path, tmp_path: Path, gate: Gate, qtbot: QtBot
) -> None:
    open_in(slow_window, photo_file, qtbot)
    older = save_picture(tmp_path / "older.png", draw_photo(width=400))
    newer = save_picture(tmp_path / "newer.png", draw_photo(width=500))
    opened: list[str] = []
    slow_window.room.opened.connect(lambda photo: opened.append(photo.name))
    slow_window.room.open_file(older)
    qtbot.waitUntil(gate.is_reached.is_set)
    slow_window.room.open_file(newer)
    qtbot.waitUntil(lambda: "newer.png" in slow_window.windowTitle())
    gate.may_pass.set()
    wait_idle(slow_window, qtbot)
    assert opened == ["newer.png"]


def test_a_garment_cannot_be_put_on_a_photo_that_is_still_parsed(
    slow_window: MainWindow, photo_file: Path, gate: Gate, qtbot: QtBot
) -> None:
    open_in(slow_window, photo_file, qtbot)
    slow_window.room.open_file(photo_file)
    qtbot.waitUntil(gate.is_reached.is_set)
    click_card(qtbot, slow_window, RED_TOP)
    assert not slow_window.room.state.worn
    gate.may_pass.set()
    wait_idle(slow_window, qtbot)
    assert not slow_window.room.state.worn


def test_the_parser_is_loaded_once_and_not_before_it_is_needed(
    make_window: Callable[..., MainWindow], photo_file: Path, qtbot: QtBot
) -> None:
    loads: list[QThread] = []

    def load(choice: ParserChoice) -> DrawnParser:
        loads.append(QThread.currentThread())
        return DrawnParser()

    window = make_window(parser=load)
    assert loads == []
    open_in(window, photo_file, qtbot)
    open_in(window, photo_file, qtbot)
    assert len(loads) == 1
    assert loads[0] is not window.thread()


def test_jobs_are_told_apart_by_their_ids() -> None:
    assert Job(1, JobKind.FIT) != Job(2, JobKind.FIT)
