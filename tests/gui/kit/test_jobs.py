"""Jobs: who gets the result, cancelling, and newer jobs overtaking older ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypedDict

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt, QThread
from PySide6.QtWidgets import QApplication
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
from tryon.ui.kit.jobs import Job, JobKind, JobRunner, Jobs, SynchronousRunner, Work
from tryon.ui.shell.main_window import MainWindow


@pytest.fixture(params=[JobRunner, SynchronousRunner])
def jobs(request: pytest.FixtureRequest) -> Iterator[Jobs]:
    """Both runners, which must behave alike."""
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


class Asker(QObject):
    """Records its calls, and on which thread they come."""

    def __init__(self, told: list[str]) -> None:
        super().__init__()
        self.told = told
        self.threads: list[QThread] = []

    def done(self, result: object) -> None:
        self.threads.append(QThread.currentThread())
        self.told.append(f"done {result}")

    def failed(self, error: Exception) -> None:
        self.threads.append(QThread.currentThread())
        self.told.append(f"failed {error}")

    def cancelled(self) -> None:
        self.threads.append(QThread.currentThread())
        self.told.append("cancelled")


class Answers(TypedDict):
    """The three ways in which a job can end."""

    done: Callable[[object], None]
    failed: Callable[[Exception], None]
    cancelled: Callable[[], None]


def all_of(asker: Asker) -> Answers:
    return {"done": asker.done, "failed": asker.failed, "cancelled": asker.cancelled}


@pytest.mark.parametrize(
    ("work", "told"),
    [(double, "done 42"), (fail, "failed wrong sum"), (give_up, "cancelled")],
)
def test_an_outcome_reaches_its_asker_alone_and_on_the_gui_thread(
    work: Work[int, object], told: str, jobs: Jobs, qtbot: QtBot
) -> None:
    asker, other = Asker([]), Asker([])
    jobs.submit(JobKind.FIT, double, 1, subject="other", **all_of(other))
    jobs.submit(JobKind.FIT, work, 21, subject="own", **all_of(asker))
    qtbot.waitUntil(lambda: jobs.is_idle and bool(asker.told) and bool(other.told))
    assert (asker.told, other.told) == ([told], ["done 2"])
    assert asker.threads == [jobs.thread()]


def test_what_signals_tell_comes_in_order_whoever_connects_first(jobs: Jobs, qtbot: QtBot) -> None:
    seen: list[str] = []
    jobs.ended.connect(lambda job: seen.append("ended"))
    jobs.progressed.connect(lambda job, stage, fraction: seen.append(f"{stage.value} {fraction}"))
    jobs.started.connect(lambda job: seen.append("started"))
    jobs.submit(JobKind.FIT, double, 1, **all_of(Asker(seen)))
    qtbot.waitUntil(lambda: len(seen) == 4)
    assert seen == ["started", "warp 0.5", "ended", "done 2"]


def test_a_job_is_over_before_its_asker_is_told(jobs: Jobs, qtbot: QtBot) -> None:
    active: list[tuple[Job, ...]] = []
    jobs.submit(JobKind.FIT, double, 1, done=lambda result: active.append(jobs.active))
    qtbot.waitUntil(lambda: bool(active))
    assert active == [()]


def test_a_failure_that_no_asker_takes_is_told_by_the_signal(jobs: Jobs, qtbot: QtBot) -> None:
    seen: list[Exception] = []
    jobs.failed.connect(seen.append)
    jobs.submit(JobKind.FIT, fail, None, subject="taken", failed=Asker([]).failed)
    jobs.submit(JobKind.FIT, fail, None, subject="left")
    qtbot.waitUntil(lambda: jobs.is_idle and bool(seen))
    assert [str(error) for error in seen] == ["wrong sum"]


def test_a_job_that_is_overtaken_tells_nobody(gate: Gate, qtbot: QtBot) -> None:
    jobs = JobRunner()
    old, new = Asker([]), Asker([])
    ended: list[Job] = []
    jobs.ended.connect(ended.append)
    older = jobs.submit(JobKind.FIT, gate.work, "old", subject="top", **all_of(old))
    qtbot.waitUntil(gate.is_reached.is_set)
    newer = jobs.submit(JobKind.FIT, double, 4, subject="top", **all_of(new))
    qtbot.waitUntil(lambda: new.told == ["done 8"])
    gate.may_pass.set()
    qtbot.waitUntil(lambda: jobs.is_idle)
    jobs.shutdown()
    assert (old.told, new.told) == ([], ["done 8"])
    assert ended == [older, newer]


def test_jobs_about_different_things_both_finish(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[str] = []
    jobs.submit(JobKind.FIT, double, 1, subject="top", **all_of(Asker(told)))
    jobs.submit(JobKind.FIT, double, 2, subject="trousers", **all_of(Asker(told)))
    qtbot.waitUntil(lambda: sorted(told) == ["done 2", "done 4"])


def test_cancelling_tells_at_once_and_drops_the_late_result(gate: Gate, qtbot: QtBot) -> None:
    jobs = JobRunner()
    asker = Asker([])
    jobs.submit(JobKind.PARSE, gate.work, None, **all_of(asker))
    qtbot.waitUntil(gate.is_reached.is_set)
    jobs.cancel(JobKind.FIT)
    assert asker.told == []
    jobs.cancel(JobKind.PARSE)
    assert asker.told == ["cancelled"]
    assert not jobs.is_idle, "the thread still runs"
    gate.may_pass.set()
    qtbot.waitUntil(lambda: jobs.is_idle)
    jobs.shutdown()
    assert asker.told == ["cancelled"]


def test_closing_tells_nobody_and_waits(gate: Gate, qtbot: QtBot) -> None:
    jobs = JobRunner()
    asker = Asker([])
    jobs.submit(JobKind.PARSE, gate.work, None, **all_of(asker))
    qtbot.waitUntil(gate.is_reached.is_set)
    gate.may_pass.set()
    jobs.shutdown()
    assert jobs.is_idle
    QApplication.sendPostedEvents()
    assert asker.told == []


def test_an_asker_that_is_gone_is_not_called(gate: Gate, qtbot: QtBot) -> None:
    jobs = JobRunner()
    gone, still_there = Asker([]), Asker([])
    jobs.submit(JobKind.FIT, gate.work, 1, subject="gone", **all_of(gone))
    jobs.submit(JobKind.FIT, gate.work, 2, subject="there", **all_of(still_there))
    qtbot.waitUntil(gate.is_reached.is_set)
    shiboken6.delete(gone)
    gate.may_pass.set()
    qtbot.waitUntil(lambda: still_there.told == ["done 2"] and jobs.is_idle)
    jobs.shutdown()
    assert gone.told == []


def test_an_asker_that_fails_stops_neither_the_runner_nor_the_others(
    jobs: Jobs, qtbot: QtBot
) -> None:
    def stumble(result: object) -> None:
        raise KeyError("lost")

    asker = Asker([])
    with qtbot.capture_exceptions() as caught:
        jobs.submit(JobKind.FIT, double, 1, subject="stumbles", done=stumble, failed=asker.failed)
        jobs.submit(JobKind.FIT, double, 2, subject="works", **all_of(asker))
        qtbot.waitUntil(lambda: asker.told == ["done 4"] and jobs.is_idle)
        qtbot.waitUntil(lambda: len(caught) == 1)
    assert caught[0][0] is KeyError
    assert asker.told == ["done 4"], "what the asker does wrong is no failure of the job"


def test_an_asker_that_fails_when_cancelled_keeps_no_other_job_running(
    gate: Gate, qtbot: QtBot
) -> None:
    def stumble() -> None:
        raise KeyError("lost")

    jobs = JobRunner()
    asker = Asker([])
    jobs.submit(JobKind.FIT, gate.work, 1, subject="stumbles", cancelled=stumble)
    jobs.submit(JobKind.FIT, gate.work, 2, subject="works", **all_of(asker))
    with qtbot.capture_exceptions() as caught:
        jobs.cancel()
    assert len(caught) == 1
    assert asker.told == ["cancelled"]
    gate.may_pass.set()
    jobs.shutdown()


def test_an_asker_may_ask_again_when_it_is_told(jobs: Jobs, qtbot: QtBot) -> None:
    asker = Asker([])

    def ask_again(result: int) -> None:
        jobs.submit(JobKind.FIT, double, result, **all_of(asker))

    jobs.submit(JobKind.FIT, double, 1, done=ask_again)
    qtbot.waitUntil(lambda: asker.told == ["done 4"])


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
