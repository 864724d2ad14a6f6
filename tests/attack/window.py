"""Random use of the real window: ``python -m tests.attack.window --runs 1000 --seed 1``.

A run opens a window of its own on drawn people and does what a user might, in any order and
without waiting. Nobody may raise, Qt may not warn, and the window must close.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import logging
import os
import re
import subprocess
import sys
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from types import TracebackType
from unittest.mock import patch

from PIL import Image
from PySide6.QtCore import (
    QEvent,
    QEventLoop,
    QMimeData,
    QPoint,
    QPointF,
    QSettings,
    Qt,
    QTimer,
    QtMsgType,
    QUrl,
    qInstallMessageHandler,
)
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QImage,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget

from tests.drawn import DrawnParser, draw_garment, draw_photo, paint_on, parse_drawn
from tests.limits import LIMIT_S
from tryon.document.journal import left_behind
from tryon.document.look import Look, WornGarment
from tryon.document.look_file import write_look
from tryon.fitting.fit import FitCache
from tryon.garments.wardrobe import GarmentLibrary
from tryon.imaging import read_photo
from tryon.labels import Label
from tryon.shape.category import GarmentCategory
from tryon.ui.kit.appearance import AppearanceSwitch
from tryon.ui.kit.jobs import JobRunner
from tryon.ui.kit.language import LanguageSwitch, languages
from tryon.ui.room.journal_keeper import Journals
from tryon.ui.shell.app import create_application
from tryon.ui.shell.dependencies import Dependencies
from tryon.ui.shell.main_window import MainWindow

STEPS = 30
BATCH = 25
"""Runs of one process."""
_NOISE = re.compile(
    r"propagateSizeHints|raise\(\)|grabbing the (keyboard|mouse)|platform plugin"
    r"|not accepted by receiving widget"
)
"""What the offscreen platform cannot do, and what QTest says of keys that nobody wants."""
_TICK_MS = 20
_KEYS = (
    *(Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Delete),
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home),
    *(Qt.Key.Key_A, Qt.Key.Key_B, Qt.Key.Key_F, Qt.Key.Key_L, Qt.Key.Key_O, Qt.Key.Key_P),
    *(Qt.Key.Key_S, Qt.Key.Key_Z, Qt.Key.Key_1, Qt.Key.Key_Plus, Qt.Key.Key_Minus),
    *(Qt.Key.Key_E, Qt.Key.Key_Backspace, Qt.Key.Key_BracketLeft, Qt.Key.Key_BracketRight),
)
_MODIFIERS = (
    *(Qt.KeyboardModifier.NoModifier,) * 4,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
_LEFT = Qt.MouseButton.LeftButton


@dataclass
class Run:
    """What happened in one run.

    Attributes:
        number: of the run.
        steps: what was done, in words.
        problems: exceptions, warnings of Qt, and a window that does not close.
    """

    number: int
    steps: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


class User:
    """Does random things to a window.

    Args:
        window: which is shown.
        rng: decides everything.
        files: what may be opened, added and dropped.
        run: where the steps are noted.
    """

    def __init__(self, window: MainWindow, rng: Random, files: list[Path], run: Run) -> None:
        self._window, self._rng, self._files, self._run = window, rng, files, run
        self._is_acting = False
        self._ticks = QTimer()
        self._ticks.timeout.connect(self._leave_loop)
        self._ticks.start(_TICK_MS)
        self._choices: list[Callable[[], str]] = [
            *(self._trigger,) * 5,
            *(self._click_photo,) * 4,
            *(self._click_card,) * 3,
            *(self._press_key,) * 3,
            *(self._drag_on_photo,) * 3,
            *(self._drop,) * 2,
            *(self._click_widget,) * 2,
            *(self._close_dialog,) * 2,
            *(self._choose_tool,) * 2,
            self._turn_wheel,
            self._ask_for_menu,
            self._resize,
            self._wait,
        ]

    def act(self) -> None:
        """Do one thing; let the window answer a little."""
        step = self._rng.choice(self._choices)
        self._is_acting = True
        try:
            self._run.steps.append(f"{step.__name__[1:]}: {step()}")
        finally:
            self._is_acting = False
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, self._rng.choice((0, 5)))

    def open_photo(self) -> None:
        """Open a photo and wait until its people are known."""
        self._window.room.open_file(self._files[0])
        self._wait()

    def leave(self) -> None:
        """Close dialogs and the window."""
        for _ in range(10):
            dialog = QApplication.activeModalWidget() or QApplication.activePopupWidget()
            if dialog is None:
                break
            dialog.close()
            QApplication.processEvents()
        self._window.close()
        question = self._window.documents.question
        if question is not None:
            question.discard_button.click()
        end = time.monotonic() + LIMIT_S  # it stays for as long as what runs takes to stop
        while self._window.isVisible() and time.monotonic() < end:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        self._ticks.stop()

    def _leave_loop(self) -> None:
        """Answer whatever holds up a step: a dialog, a menu or a drag with a loop of its own."""
        if not self._is_acting:
            return
        waiting = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if waiting is not None:
            waiting.close()
        else:
            QTest.keyClick(self._window, Qt.Key.Key_Escape)

    def _wait(self) -> str:
        end = time.monotonic() + LIMIT_S
        while not (self._window.jobs.is_idle or time.monotonic() > end):
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        QApplication.processEvents()
        return f"{len(self._window.room.state.worn)} worn"

    def _trigger(self) -> str:
        offered = [*self._window.actions(), *_actions_below(self._window.menuBar())]
        action = self._rng.choice([action for action in offered if action.isEnabled()])
        if action is self._window.actions_.quit and self._rng.random() < 0.9:
            return "not yet"
        name = action.text()
        action.trigger()
        return name

    def _click_photo(self) -> str:
        view = self._view()
        at = self._point_in(view)
        QTest.mouseMove(view, at)
        QTest.mouseClick(view, _LEFT, self._rng.choice(_MODIFIERS), at)
        return f"{at.toTuple()}"

    def _click_card(self) -> str:
        cards = self._window.garments.list
        rows = cards.model().rowCount()
        if not rows:
            return "none"
        row = self._rng.randrange(rows)
        at = cards.visualRect(cards.model().index(row, 0)).center()
        QTest.mouseClick(cards.viewport(), _LEFT, Qt.KeyboardModifier.NoModifier, at)
        return f"{row}"

    def _press_key(self) -> str:
        target = QApplication.focusWidget() or self._window
        key, modifier = self._rng.choice(_KEYS), self._rng.choice(_MODIFIERS)
        QTest.keyClick(target, key, modifier)
        return f"{modifier.name} {key.name}"

    def _drag_on_photo(self) -> str:
        view = self._rng.choice((self._view(), self._view(), self._window.garments.list.viewport()))
        start = self._point_in(view)
        button = self._rng.choice((_LEFT, _LEFT, Qt.MouseButton.MiddleButton))
        QTest.mousePress(view, button, Qt.KeyboardModifier.NoModifier, start)
        for _ in range(self._rng.choice((1, 3, 8))):
            QTest.mouseMove(view, self._point_in(view))
            if self._rng.random() < 0.1:
                QTest.keyClick(self._window, self._rng.choice(_KEYS))
        QTest.mouseRelease(view, button, Qt.KeyboardModifier.NoModifier, self._point_in(view))
        return f"from {start.toTuple()}"

    def _drop(self) -> str:
        data, name = QMimeData(), "nothing"
        what = self._rng.randrange(4)
        if what == 0:
            data.setImageData(QImage(str(self._files[0])))
            name = "a picture"
        elif what == 1:
            model = self._window.garments.model
            rows = [model.index(row, 0) for row in range(model.rowCount())]
            if rows:
                data, name = model.mimeData([self._rng.choice(rows)]), "a garment"
        elif what == 2:
            chosen = self._rng.sample(self._files, self._rng.randrange(1, 3))
            data.setUrls([QUrl.fromLocalFile(str(file)) for file in chosen])
            name = ", ".join(file.name for file in chosen)
        targets = (self._window, self._view(), self._window.garments.list.viewport())
        self._drop_on(self._rng.choice(targets), data)
        return name

    def _drop_on(self, target: QWidget, data: QMimeData) -> None:
        action, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
        at = self._point_in(target)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # Qt has no other way to make them
            enter = QDragEnterEvent(at, action, data, _LEFT, none)
            move = QDragMoveEvent(at, action, data, _LEFT, none)
        QApplication.sendEvent(target, enter)
        if not enter.isAccepted():
            return
        QApplication.sendEvent(target, move)
        if self._rng.random() < 0.2:
            QApplication.sendEvent(target, QDragLeaveEvent())
        else:
            QApplication.sendEvent(target, QDropEvent(QPointF(at), action, data, _LEFT, none))

    def _click_widget(self) -> str:
        top = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        tops = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
        top = top or self._rng.choice(tops or [self._window])
        inside = [w for w in top.findChildren(QWidget) if w.isVisible() and w.isEnabled()]
        widget = self._rng.choice(inside or [top])
        button = self._rng.choice((_LEFT, _LEFT, _LEFT, Qt.MouseButton.RightButton))
        click = self._rng.choice((QTest.mouseClick, QTest.mouseClick, QTest.mouseDClick))
        click(widget, button, Qt.KeyboardModifier.NoModifier, self._point_in(widget))
        return type(widget).__name__

    def _close_dialog(self) -> str:
        others = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
        others = [w for w in others if w is not self._window]
        if not others:
            return "none"
        dialog = self._rng.choice(others)
        if self._rng.random() < 0.5:
            dialog.close()
        else:
            QTest.keyClick(dialog, self._rng.choice((Qt.Key.Key_Escape, Qt.Key.Key_Return)))
        return type(dialog).__name__

    def _choose_tool(self) -> str:
        """Correct people and clothes from here on with another tool."""
        self._window.actions_.correct_parse.setChecked(True)
        bar = self._window.correcting.bar
        tool = self._rng.choice(list(bar.buttons))
        bar.buttons[tool].click()
        bar.label_menu.action_of(self._rng.choice(list(Label)[1:])).trigger()
        self._rng.choice([each for each in bar.person_menu.actions() if each.text()]).trigger()
        return tool.value

    def _turn_wheel(self) -> str:
        view = self._view()
        at, angle = (
            QPointF(self._point_in(view)),
            QPoint(0, self._rng.choice((-960, -120, 120, 960))),
        )
        wheel = QWheelEvent(
            at,
            QPointF(view.mapToGlobal(at)),
            QPoint(),
            angle,
            Qt.MouseButton.NoButton,
            self._rng.choice(_MODIFIERS),
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view, wheel)
        return f"{angle.y()}"

    def _ask_for_menu(self) -> str:
        target = self._rng.choice((self._view(), self._window.garments.list.viewport()))
        at = self._point_in(target)
        reason = QContextMenuEvent.Reason.Mouse
        QApplication.sendEvent(target, QContextMenuEvent(reason, at, target.mapToGlobal(at)))
        return f"{at.toTuple()}"

    def _resize(self) -> str:
        width, height = self._rng.randrange(200, 2000), self._rng.randrange(200, 1400)
        self._window.resize(width, height)
        return f"{width} x {height}"

    def _view(self) -> QWidget:
        return self._rng.choice((self._window.workspace.result, self._window.workspace.overlay))

    def _point_in(self, widget: QWidget) -> QPoint:
        """Return a point of a widget, seldom just outside."""
        slack = 5 if self._rng.random() < 0.05 else 0
        across = self._rng.randrange(-slack, max(1, widget.width() + slack))
        return QPoint(across, self._rng.randrange(-slack, max(1, widget.height() + slack)))


def _actions_below(menu: QWidget) -> Iterator[QAction]:
    """Return what a menu and those in it offer; other menus are for the place they open at."""
    for action in menu.actions():
        inside = action.menu()
        if isinstance(inside, QMenu):
            yield from _actions_below(inside)
        elif not action.isSeparator():
            yield action


class _Listener(logging.Handler):
    """Notes what is raised and what Qt warns of."""

    def __init__(self, run: Run) -> None:
        super().__init__(logging.ERROR)
        self._run = run

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if record.exc_info and record.exc_info[1] is not None:
            text += "\n" + "".join(traceback.format_exception(record.exc_info[1]))
        self._run.problems.append(text)

    def on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        self._run.problems.append("".join(traceback.format_exception(kind, error, trace)))

    def on_qt(self, kind: QtMsgType, context: object, text: str) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and not _NOISE.search(text):
            self._run.problems.append(f"Qt: {text}")


@contextmanager
def _listened_to(run: Run) -> Iterator[None]:
    listener, hook = _Listener(run), sys.excepthook
    logger = logging.getLogger("tryon")
    logger.addHandler(listener)
    logger.propagate = False
    sys.excepthook = listener.on_exception
    before = qInstallMessageHandler(listener.on_qt)
    try:
        yield
    except Exception as error:
        run.problems.append("".join(traceback.format_exception(error)))
    finally:
        qInstallMessageHandler(before)
        sys.excepthook = hook
        logger.propagate = True
        logger.removeHandler(listener)


def run_once(app: QApplication, seed: int, number: int, folder: Path) -> Run:
    """Use a new window at random; return what happened."""
    rng, run = Random(f"{seed}/{number}"), Run(number)
    files = _write_files(folder)
    answers = [str(file) for file in files] + ["", str(folder), str(folder / "missing.png")]
    ask_file = lambda *_, **__: (rng.choice(answers), "")  # noqa: E731
    ask_target = lambda *_, **__: (rng.choice(("", str(folder / "result"))), "PNG (*.png)")  # noqa: E731
    with (
        _listened_to(run),
        patch.object(QFileDialog, "getOpenFileName", ask_file),
        patch.object(QFileDialog, "getOpenFileNames", lambda *_, **__: ([ask_file()[0]], "")),
        patch.object(QFileDialog, "getSaveFileName", ask_target),
        patch.object(QDesktopServices, "openUrl", lambda *_: True),
        patch.object(QFileDialog, "getExistingDirectory", lambda *_, **__: str(folder)),
    ):
        dependencies = _dependencies(app, folder, rng)
        window = MainWindow.whole(dependencies)
        window.show()
        user = User(window, rng, files, run)
        try:
            _use(window, user, rng)
        finally:
            user.leave()
            if window.isVisible():
                run.problems.append("the window did not close")
            if not all(runner.is_idle for runner in window.runners):
                run.problems.append("a job outlived the window")
            if not window.isVisible() and left_behind(folder / "open"):
                run.problems.append("the window left its document behind")
            dependencies.language.remove()
            for thing in (window, dependencies.appearance):
                thing.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            QApplication.processEvents()
    return run


def _use(window: MainWindow, user: User, rng: Random) -> None:
    if rng.random() < 0.8:
        user.open_photo()
    for _ in range(STEPS):
        if not window.isVisible():
            return
        user.act()


def _dependencies(app: QApplication, folder: Path, rng: Random) -> Dependencies:
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    settings.setValue("language", rng.choice(languages()).code)
    library = GarmentLibrary(folder / "garments")
    for category in (GarmentCategory.TOP, GarmentCategory.TROUSERS, GarmentCategory.DRESS):
        library.keep(draw_garment((200, 40, 60), category, category.value))
    return Dependencies(
        parser=lambda choice: DrawnParser(),
        wardrobe=library,
        fit=rng.choice((paint_on, FitCache().fit)),
        jobs=JobRunner(),
        settings=settings,
        language=LanguageSwitch(settings),
        appearance=AppearanceSwitch(app, settings),
        model_jobs=JobRunner(),
        journals=Journals(folder / "open", JobRunner()),
    )


def _write_files(folder: Path) -> list[Path]:
    """Write a photo with people, a garment, a look, a broken picture, and one that is too small."""
    photo, garment, look, broken, small = (
        folder / name for name in ("people.png", "top.png", "look.tryon", "broken.jpg", "small.png")
    )
    Image.fromarray(draw_photo()).save(photo)
    Image.fromarray(draw_garment((20, 90, 200), GarmentCategory.TOP).rgba).save(garment)
    broken.write_bytes(b"\xff\xd8\xff\xe0 no picture")
    Image.fromarray(draw_photo()[:20, :20]).save(small)
    worn = WornGarment(2, draw_garment((20, 90, 200), GarmentCategory.TOP))
    write_look(look, Look(read_photo(photo), parse_drawn(draw_photo()), (worn,)))
    return [photo, garment, look, broken, small]


def _serve(seed: int, numbers: range) -> None:
    """Do some runs in this process; write each as a line of JSON."""
    faulthandler.enable()
    faulthandler.dump_traceback_later(LIMIT_S * len(numbers), exit=True)
    app = create_application()
    app.setQuitOnLastWindowClosed(False)
    for number in numbers:
        with TemporaryDirectory() as folder:
            run = run_once(app, seed, number, Path(folder))
        print(json.dumps(asdict(run)), flush=True)


def run_batch(seed: int, numbers: range) -> list[Run]:
    """Do some runs in a process of their own; one that ends it is a problem too."""
    with TemporaryDirectory() as home:
        names = ("CACHE_HOME", "CONFIG_HOME", "DATA_HOME", "STATE_HOME")
        here = {f"XDG_{name}": str(Path(home) / name) for name in names}
        nowhere = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
        command = [sys.executable, "-m", "tests.attack.window", "--seed", str(seed), "--serve"]
        done = subprocess.run(
            [*command, "--first", str(numbers.start), "--runs", str(len(numbers))],
            env={**os.environ, **here, **nowhere, "HOME": home, "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            timeout=LIMIT_S * (len(numbers) + 1),
        )
    runs = [Run(**json.loads(line)) for line in done.stdout.splitlines()]
    if len(runs) < len(numbers):
        lost = Run(numbers.start + len(runs))
        lost.problems.append(f"the process ended with {done.returncode}\n{done.stderr}")
        left = range(lost.number + 1, numbers.stop)
        runs += [lost, *(run_batch(seed, left) if left else ())]
    return runs


def main() -> int:
    """Do many runs; return 0 if nothing went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.attack.window", description=__doc__)
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first run")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    numbers = range(arguments.first, arguments.first + arguments.runs)
    if arguments.serve:
        _serve(arguments.seed, numbers)
        return 0
    start, bad, steps = time.monotonic(), 0, 0
    for first in range(numbers.start, numbers.stop, BATCH):
        for run in run_batch(arguments.seed, range(first, min(first + BATCH, numbers.stop))):
            steps += len(run.steps)
            if (run.number + 1) % 100 == 0:
                print(f"{run.number + 1} runs, {bad} bad", file=sys.stderr, flush=True)
            if run.problems:
                bad += 1
                last = "\n  ".join(run.steps[-6:])
                print(f"run {run.number}:\n  {last}\n" + "\n".join(run.problems), flush=True)
    seconds = time.monotonic() - start
    print(f"{len(numbers)} runs, {steps} steps, seed {arguments.seed}, {seconds:.0f} s, {bad} bad")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
