"""The real window on drawn people: real events, offscreen unless ``--headed``."""

from __future__ import annotations

import gc
import threading
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partialmethod
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QDragEnterEvent, QDropEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.drawn import TWO_PEOPLE, DrawnParser, DrawnWardrobe, draw_garment, draw_photo, paint_on
from tests.limits import LIMIT_MS, LIMIT_S
from tests.unit.conftest import as_parse, person_labels
from tryon.garments.garment import Garment
from tryon.garments.wardrobe import WardrobeEntry
from tryon.geometry import RgbImage
from tryon.human_parse import HumanParse
from tryon.labels import Label
from tryon.progress import CancelToken, Progress
from tryon.shape.category import GarmentCategory
from tryon.ui.kit.appearance import AppearanceSwitch
from tryon.ui.kit.jobs import JobRunner
from tryon.ui.kit.language import ENGLISH, LanguageSwitch
from tryon.ui.kit.viewport import Position
from tryon.ui.room.journal_keeper import Journals
from tryon.ui.shell.app import create_application
from tryon.ui.shell.dependencies import Dependencies
from tryon.ui.shell.main_window import MainWindow
from tryon.ui.view.canvas import Canvas

RED_TOP = draw_garment((220, 30, 40), GarmentCategory.TOP, "Red top")
GREEN_TROUSERS = draw_garment((30, 160, 60), GarmentCategory.TROUSERS, "Green trousers")
BLUE_DRESS = draw_garment((40, 60, 200), GarmentCategory.DRESS, "Blue dress")


_OFFSCREEN_NOISE = (
    "propagateSizeHints",  # the offscreen platform warns when a layout's least size changes
    "raise\\(\\)",  # and when a window or menu is brought to the front
    "grabbing the keyboard",  # and when a context menu opens
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Ignore Qt's warnings about what the offscreen platform cannot do."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore(*_OFFSCREEN_NOISE, extend=True))


_DRAG = (
    Qt.DropAction.CopyAction,
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.NoModifier,
)


@pytest.fixture(scope="session")
def qapp_cls() -> Callable[[list[str]], QApplication]:
    """Let pytest-qt start the application as users get it."""
    return lambda arguments: create_application(arguments[1:])


@pytest.fixture(scope="package", autouse=True)
def automatic_collector() -> Iterator[None]:
    """Switch Python's own collector on again after these tests: no events are handled there."""
    yield
    gc.enable()


class PatientBot(QtBot):
    """A `QtBot` whose waits end by the common limit, not by the 5 seconds of its own."""

    waitUntil, waitSignal, waitSignals, waitCallback, waitExposed, waitActive = (  # noqa: N815
        partialmethod(wait, timeout=LIMIT_MS)
        for wait in (
            QtBot.waitUntil,
            QtBot.waitSignal,
            QtBot.waitSignals,
            QtBot.waitCallback,
            QtBot.waitExposed,
            QtBot.waitActive,
        )
    )


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """Replace pytest-qt's own fixture."""
    return PatientBot(request)


class OnePerson:
    """A parser that knows the person of `save_person`: a figure that real garments fit."""

    def __init__(self, engine: str = "known 1") -> None:
        self.engine = engine

    def parse(self, image: RgbImage, **_: object) -> HumanParse:
        parse = as_parse(person_labels())
        return HumanParse(parse.labels, parse.person_map, parse.people, self.engine)


class Gate:
    """Lets a job start, then holds it until it is told to go on."""

    def __init__(self) -> None:
        self.is_reached, self.may_pass = threading.Event(), threading.Event()

    def __call__(self) -> None:
        self.is_reached.set()
        assert self.may_pass.wait(LIMIT_S), "the test forgot to open the gate"

    def work(self, request: object, cancel: CancelToken, progress: Progress) -> object:
        self()
        return request


@pytest.fixture
def gate() -> Iterator[Gate]:
    gate = Gate()
    yield gate
    gate.may_pass.set()


@pytest.fixture
def dependencies(qapp: QApplication, tmp_path: Path) -> Iterator[Dependencies]:
    """What the window works with: drawn people, threads that are real."""
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    settings.setValue("language", ENGLISH.code)
    language = LanguageSwitch(settings)
    jobs, model_jobs, journal_jobs = JobRunner(), JobRunner(), JobRunner()
    yield Dependencies(
        parser=lambda choice: DrawnParser(),
        wardrobe=DrawnWardrobe(RED_TOP, GREEN_TROUSERS, BLUE_DRESS),
        fit=paint_on,
        jobs=jobs,
        settings=settings,
        language=language,
        appearance=AppearanceSwitch(qapp, settings),
        model_jobs=model_jobs,
        journals=Journals(tmp_path / "state" / "open", journal_jobs),
    )
    for runner in (jobs, model_jobs, journal_jobs):
        runner.shutdown()
    language.remove()


@pytest.fixture
def make_window(qtbot: QtBot, dependencies: Dependencies) -> Iterator[Callable[..., MainWindow]]:
    """Open windows on changed dependencies; fail the test that leaves a job or a window alive."""
    windows: list[MainWindow] = []

    def make(**changes: object) -> MainWindow:
        window = MainWindow.whole(replace(dependencies, **changes))
        windows.append(window)
        window.resize(1200, 760)
        with qtbot.waitExposed(window):
            window.show()
            window.activateWindow()
        qtbot.waitUntil(lambda: window.jobs.is_idle)
        return window

    yield make
    for window in windows:
        close_unsaved(window)
        qtbot.waitUntil(lambda shown=window: not shown.isVisible())
        is_idle, is_hidden = window.jobs.is_idle, not window.isVisible()
        window.deleteLater()
        assert is_idle, "a job outlived its window"
        assert is_hidden, "the window refused to close"


def close_unsaved(window: MainWindow) -> None:
    """Close a window; whatever has changed is not saved."""
    window.close()
    question = window.documents.question
    if question is not None:
        question.discard_button.click()


@pytest.fixture
def window(make_window: Callable[..., MainWindow]) -> MainWindow:
    """An empty window."""
    return make_window()


@pytest.fixture
def photo_file(tmp_path: Path) -> Path:
    """A photo of two drawn people."""
    return save_picture(tmp_path / "people.png", draw_photo())


@pytest.fixture
def opened(window: MainWindow, photo_file: Path, qtbot: QtBot) -> MainWindow:
    """A window with two people in it."""
    return open_in(window, photo_file, qtbot)


def open_in(window: MainWindow, path: Path, qtbot: QtBot) -> MainWindow:
    """Open a photo and wait until its people are known."""
    with qtbot.waitSignal(window.room.opened, timeout=LIMIT_MS):
        window.room.open_file(path)
    wait_idle(window, qtbot)
    return window


def wait_idle(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until every job has ended."""
    qtbot.waitUntil(lambda: window.jobs.is_idle, timeout=LIMIT_MS)


def save_picture(path: Path, pixels: object) -> Path:
    """Write an array as a picture file."""
    Image.fromarray(pixels).save(path)
    return path


def save_person(path: Path) -> Path:
    """Write a photo of one person in a green top."""
    palette = np.random.default_rng(5).integers(30, 220, (20, 3)).astype(np.uint8)
    palette[Label.UPPER_CLOTHES] = (0, 255, 0)
    return save_picture(path, palette[person_labels()])


def drag_in(target: QWidget, data: QMimeData, at: QPoint) -> QDragEnterEvent:
    """Drag ``data`` over a widget, as Qt would deliver it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Qt has no other way to make one
        enter = QDragEnterEvent(at, *_DRAG[:1], data, *_DRAG[1:])
    QApplication.sendEvent(target, enter)
    return enter


def drop(target: QWidget, data: QMimeData, at: QPoint | None = None) -> None:
    """Drag ``data`` onto a widget, by default its middle, and let go.

    Where the window asks what a picture is, the answer is that it is a photo.
    """
    let_go(target, data, at)
    window = target.window()
    if isinstance(window, MainWindow) and window.picture_drop.menu.isVisible():
        _, photo, _ = window.picture_drop.menu.actions()
        window.picture_drop.menu.close()
        window.activateWindow()  # which the offscreen platform leaves to its menus
        photo.trigger()


def let_go(target: QWidget, data: QMimeData, at: QPoint | None = None) -> None:
    """Drag ``data`` onto a widget, by default its middle, and answer nothing."""
    at = at or target.rect().center()
    assert drag_in(target, data, at).isAccepted(), "the drop was not wanted"
    QApplication.sendEvent(target, QDropEvent(QPointF(at), *_DRAG[:1], data, *_DRAG[1:]))


def view_point(view: Canvas, person: int, label: Label) -> QPoint:
    """Return where the middle of a person's part is in a view."""
    x, y = TWO_PEOPLE[person - 1].center_of(label)
    return photo_point(view, x, y)


def photo_point(view: Canvas, x: float, y: float) -> QPoint:
    """Return where a photo position is in a view."""
    at = view.link.viewport.to_view(Position(x, y), view.view_size)
    return QPoint(round(at.x), round(at.y))


def click(qtbot: QtBot, view: Canvas, person: int, label: Label) -> None:
    """Click the middle of a part."""
    at = view_point(view, person, label)
    qtbot.mouseMove(view, at)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=at)


def turn_wheel(view: QWidget, at: QPoint | QPointF, notches: int) -> None:
    """Turn the wheel over a point of a view, away from the user or towards."""
    place = QPointF(at)
    event = QWheelEvent(
        place,
        view.mapToGlobal(place),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def put_on_first_top(window: MainWindow, qtbot: QtBot) -> WardrobeEntry:
    """Wear the first top of the wardrobe, and wait until it is worn; return it."""
    model = window.garments.model
    garments = [model.entry(str(row)) for row in range(model.rowCount())]
    top = next(g for g in garments if g is not None and g.category is GarmentCategory.TOP)
    window.room.put_on(top)
    qtbot.waitUntil(lambda: bool(window.room.state.worn), timeout=LIMIT_MS)
    wait_idle(window, qtbot)
    return top


def pick_garment(qtbot: QtBot, window: MainWindow, garment: Garment) -> None:
    """Click a garment's card and wait until it is worn."""
    click_card(qtbot, window, garment)
    wait_idle(window, qtbot)


def click_card(qtbot: QtBot, window: MainWindow, garment: Garment) -> None:
    """Click a garment's card."""
    cards = window.garments.list
    model = cards.model()
    row = next(r for r in range(model.rowCount()) if model.index(r, 0).data() == garment.name)
    at = cards.visualRect(model.index(row, 0)).center()
    qtbot.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=at)


def card_menu(window: MainWindow, row: int, qtbot: QtBot) -> list[QAction]:
    """Open the menu of a garment's card and close it; return its actions, as they stood.

    Args:
        window: which has the card.
        row: of the garment in the order in which it was added.
        qtbot: waits for the menu.
    """
    cards = window.garments.list
    index = window.garments.shown.mapFromSource(window.garments.model.index(row, 0))
    cards.scrollTo(index)
    at = cards.visualRect(index).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, cards.viewport().mapToGlobal(at))
    QApplication.sendEvent(cards.viewport(), event)
    qtbot.waitUntil(window.garments.menu.isVisible)
    window.garments.menu.close()
    return [action for action in window.garments.menu.actions() if not action.isSeparator()]


def named(actions: list[QAction], word: str) -> QAction:
    """Return the action whose text holds a word."""
    return next(action for action in actions if word in action.text().replace("&", ""))


def color_at(widget: QWidget, at: QPoint) -> tuple[int, int, int]:
    """Return the colour that a widget shows at a point."""
    color = widget.grab().toImage().pixelColor(at * widget.devicePixelRatioF())
    return color.red(), color.green(), color.blue()
