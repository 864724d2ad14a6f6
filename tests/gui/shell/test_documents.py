"""Documents by mouse and keyboard: save, open, close, history, and more than one window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QAbstractButton, QFileDialog
from pytestqt.qtbot import QtBot

from tests.drawn import DrawnWardrobe, draw_photo, paint_on
from tests.gui.conftest import (
    BLUE_DRESS,
    GREEN_TROUSERS,
    RED_TOP,
    Gate,
    OnePerson,
    click,
    close_unsaved,
    drop,
    open_in,
    pick_garment,
    save_person,
    save_picture,
    wait_idle,
)
from tests.unit.conftest import TROUSERS, TSHIRT, draw
from tryon.cli import main
from tryon.document.look_file import read_look
from tryon.fitting.composite import FitResult
from tryon.fitting.fit import fit_garment
from tryon.fitting.request import FitRequest
from tryon.garments.garment import Garment
from tryon.garments.wardrobe import GarmentLibrary
from tryon.labels import Label
from tryon.shape.category import GarmentCategory
from tryon.shape.sides import Side
from tryon.ui.kit.jobs import JobRunner
from tryon.ui.room.journal_keeper import Journals
from tryon.ui.shell.dependencies import Dependencies
from tryon.ui.shell.document_dialogs import SaveChangesBox
from tryon.ui.shell.main_window import MainWindow
from tryon.ui.shell.windows import Windows
from tryon.ui.wardrobe.points_dialog import PointsDialog

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
INSIDE, LINKED = "Look with the photo in it (*.tryon)", "Look that links to the photo (*.tryon)"
MakeWindow = Callable[..., MainWindow]


def worn(window: MainWindow) -> list[tuple[int, str]]:
    return [(w.person, w.garment.name) for w in window.room.state.worn]


def steps(window: MainWindow) -> list[str]:
    items = window.history.list
    return [items.item(row).text() for row in range(items.count())]


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Path]]:
    """Let the dialog that asks where to save answer; return what it suggested."""

    def set_answer(path: Path | str, kind: str = INSIDE) -> list[Path]:
        asked = list[Path]()

        def ask(*arguments: object, **_: object) -> tuple[str, str]:
            asked.append(Path(str(arguments[2])))
            return str(path), kind

        monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
        return asked

    return set_answer


@pytest.fixture
def dressed(opened: MainWindow, qtbot: QtBot) -> MainWindow:
    """The first person wears the red top, the second the trousers."""
    click(qtbot, opened.workspace.result, 1, Label.UPPER_CLOTHES)
    pick_garment(qtbot, opened, RED_TOP)
    click(qtbot, opened.workspace.result, 2, Label.UPPER_CLOTHES)
    pick_garment(qtbot, opened, GREEN_TROUSERS)
    return opened


def save_by_key(window: MainWindow, qtbot: QtBot, modifiers: Qt.KeyboardModifier = CONTROL) -> None:
    qtbot.keyClick(window, Qt.Key.Key_S, modifiers)
    wait_idle(window, qtbot)


def test_ctrl_s_asks_once_where_to_save_and_then_no_more(
    dressed: MainWindow, tmp_path: Path, qtbot: QtBot, answer: Callable[..., list[Path]]
) -> None:
    asked = answer(tmp_path / "mine")
    assert dressed.isWindowModified()
    save_by_key(dressed, qtbot)
    file = tmp_path / "mine.tryon"
    assert asked == [tmp_path / "people.tryon"]
    assert not dressed.isWindowModified()
    assert "mine.tryon" in dressed.windowTitle()
    pick_garment(qtbot, dressed, BLUE_DRESS)
    assert dressed.isWindowModified()
    save_by_key(dressed, qtbot)
    assert len(asked) == 1
    look = read_look(file).look
    assert [(w.person, w.garment.name) for w in look.worn] == worn(dressed)
    assert look.photo.content == (tmp_path / "people.png").read_bytes()


def test_a_saved_look_opens_in_another_window_with_the_same_pixels(
    dressed: MainWindow,
    make_window: MakeWindow,
    tmp_path: Path,
    qtbot: QtBot,
    answer: Callable[..., list[Path]],
) -> None:
    answer(tmp_path / "mine.tryon")
    save_by_key(dressed, qtbot)
    other = open_in(make_window(), tmp_path / "mine.tryon", qtbot)
    np.testing.assert_array_equal(other.room.state.composite(), dressed.room.state.composite())
    assert worn(other) == worn(dressed)
    assert not other.isWindowModified()
    assert steps(other) == ["Open mine.tryon"]
    pick_garment(qtbot, other, BLUE_DRESS)
    other.actions_.undo.trigger()
    assert not other.isWindowModified(), "what was opened shows again"


def test_a_look_is_dropped_onto_the_window(
    dressed: MainWindow,
    make_window: MakeWindow,
    tmp_path: Path,
    qtbot: QtBot,
    answer: Callable[..., list[Path]],
) -> None:
    answer(tmp_path / "mine.tryon")
    save_by_key(dressed, qtbot)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "mine.tryon"))])
    other = make_window()
    with qtbot.waitSignal(other.room.opened):
        drop(other, data)
    wait_idle(other, qtbot)
    assert worn(other) == worn(dressed)


def test_export_writes_what_the_window_shows(
    make_window: MakeWindow, tmp_path: Path, qtbot: QtBot, answer: Callable[..., list[Path]]
) -> None:
    shirt = Garment(draw(TSHIRT, (200, 30, 40)), GarmentCategory.TOP, "Shirt")
    jeans = Garment(draw(TROUSERS, (20, 60, 160)), GarmentCategory.TROUSERS, "Jeans")
    window = make_window(
        parser=lambda choice: OnePerson(), wardrobe=DrawnWardrobe(shirt, jeans), fit=fit_garment
    )
    open_in(window, save_person(tmp_path / "person.png"), qtbot)
    for garment in (jeans, shirt):
        pick_garment(qtbot, window, garment)
    answer(tmp_path / "mine.tryon")
    save_by_key(window, qtbot)
    exported = tmp_path / "exported.png"
    assert main(["export", str(tmp_path / "mine.tryon"), "-o", str(exported)]) == 0
    with Image.open(exported) as image:
        np.testing.assert_array_equal(np.asarray(image), window.room.state.composite())
    scene = window.workspace.scene
    assert scene is not None
    assert scene.after is not None
    np.testing.assert_array_equal(scene.after.levels[0].pixels, window.room.state.composite())


def test_a_look_that_links_to_its_photo_is_chosen_in_the_dialog_and_stays_so(
    dressed: MainWindow, tmp_path: Path, qtbot: QtBot, answer: Callable[..., list[Path]]
) -> None:
    answer(tmp_path / "linked.tryon", LINKED)
    save_by_key(dressed, qtbot)
    file = tmp_path / "linked.tryon"
    assert read_look(file).look.photo.path == tmp_path / "people.png"
    pick_garment(qtbot, dressed, BLUE_DRESS)
    save_by_key(dressed, qtbot)
    assert read_look(file).look.photo.path == tmp_path / "people.png"
    answer(tmp_path / "inside.tryon")
    save_by_key(dressed, qtbot, CONTROL | SHIFT)
    assert read_look(tmp_path / "inside.tryon").look.photo.path is None
    (tmp_path / "people.png").unlink()
    dressed.documents.open_file(file)
    wait_idle(dressed, qtbot)
    assert "is not there any more" in dressed.messages.text
    assert worn(dressed) == [(1, "Red top"), (2, "Blue dress")], "what was open still is"


def test_a_look_that_cannot_be_saved_says_so_and_stays_changed(
    dressed: MainWindow, tmp_path: Path, qtbot: QtBot, answer: Callable[..., list[Path]]
) -> None:
    answer(tmp_path / "no folder" / "mine.tryon")
    save_by_key(dressed, qtbot)
    assert "cannot be saved" in dressed.messages.text
    assert dressed.isWindowModified()
    assert "people.png" in dressed.windowTitle()


def question_of(window: MainWindow, qtbot: QtBot) -> SaveChangesBox:
    qtbot.waitUntil(lambda: window.documents.question is not None)
    question = window.documents.question
    assert question is not None
    with qtbot.waitExposed(question):
        return question


def give(qtbot: QtBot, button: QAbstractButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_an_unchanged_document_closes_without_a_question(opened: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(opened, Qt.Key.Key_W, CONTROL)
    assert opened.welcome.isVisible()
    assert opened.room.document is None
    assert opened.windowTitle() == "tryon[*]"
    assert not opened.actions_.save.isEnabled()
    assert not opened.actions_.undo.isEnabled()
    qtbot.keyClick(opened, Qt.Key.Key_W, CONTROL)
    assert not opened.isVisible(), "there is nothing left to close but the window"


def test_closing_a_changed_window_asks_and_cancel_keeps_it(
    dressed: MainWindow, qtbot: QtBot
) -> None:
    dressed.close()
    question = question_of(dressed, qtbot)
    assert "people.png" in question.text()
    give(qtbot, question.cancel_button)
    assert dressed.isVisible()
    assert dressed.isWindowModified()
    dressed.close()
    qtbot.keyClick(question_of(dressed, qtbot), Qt.Key.Key_Escape)
    assert dressed.isVisible()
    assert len(worn(dressed)) == 2


def test_closing_without_saving_closes_and_leaves_no_journal(
    dressed: MainWindow, dependencies: Dependencies, qtbot: QtBot
) -> None:
    journals = dependencies.journals
    assert journals is not None
    qtbot.waitUntil(lambda: dressed.room.journal.is_written)
    assert len(list(journals.folder.iterdir())) == 1
    dressed.close()
    give(qtbot, question_of(dressed, qtbot).discard_button)
    qtbot.waitUntil(lambda: not dressed.isVisible())
    assert list(journals.folder.iterdir()) == []


def test_save_in_the_question_saves_and_then_closes(
    dressed: MainWindow, tmp_path: Path, qtbot: QtBot, answer: Callable[..., list[Path]]
) -> None:
    answer(tmp_path / "mine.tryon")
    dressed.close()
    give(qtbot, question_of(dressed, qtbot).save_button)
    qtbot.waitUntil(lambda: not dressed.isVisible())
    assert len(read_look(tmp_path / "mine.tryon").look.worn) == 2


def test_a_save_that_is_not_answered_keeps_the_window_open(
    dressed: MainWindow, qtbot: QtBot, answer: Callable[..., list[Path]]
) -> None:
    answer("")
    dressed.close()
    give(qtbot, question_of(dressed, qtbot).save_button)
    wait_idle(dressed, qtbot)
    assert dressed.isVisible()
    assert dressed.isWindowModified()


def test_another_photo_waits_for_the_answer(
    dressed: MainWindow, tmp_path: Path, qtbot: QtBot, answer: Callable[..., list[Path]]
) -> None:
    other = save_picture(tmp_path / "other.png", draw_photo(width=400))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(other))])
    drop(dressed, data)
    give(qtbot, question_of(dressed, qtbot).cancel_button)
    wait_idle(dressed, qtbot)
    assert "people.png" in dressed.windowTitle()
    answer(tmp_path / "mine.tryon")
    drop(dressed, data)
    with qtbot.waitSignal(dressed.room.opened):
        give(qtbot, question_of(dressed, qtbot).save_button)
    wait_idle(dressed, qtbot)
    assert "other.png" in dressed.windowTitle()
    assert not dressed.isWindowModified()
    assert steps(dressed) == ["Open other.png"]
    assert len(read_look(tmp_path / "mine.tryon").look.worn) == 2


def test_the_panel_lists_every_step_and_a_click_returns_to_one(
    dressed: MainWindow, qtbot: QtBot
) -> None:
    pick_garment(qtbot, dressed, BLUE_DRESS)
    give(qtbot, dressed.side.history_button)
    assert dressed.history.isVisible()
    names = [
        "Open people.png",
        "Put Red top on person 1",
        "Put Green trousers on person 2",
        "Put Blue dress on person 2",
    ]
    assert steps(dressed) == names
    assert dressed.history.list.currentRow() == 3
    click_step(dressed, 1, qtbot)
    assert worn(dressed) == [(1, "Red top")]
    assert steps(dressed) == names
    assert [is_faded(dressed, row) for row in range(4)] == [False, False, True, True]
    assert is_bold(dressed, 1)
    assert dressed.actions_.undo.text() == "&Undo: Put Red top on person 1"
    assert dressed.actions_.redo.text() == "&Redo: Put Green trousers on person 2"
    click_step(dressed, 3, qtbot)
    assert worn(dressed) == [(1, "Red top"), (2, "Blue dress")]
    click_step(dressed, 0, qtbot)
    assert worn(dressed) == []
    assert not dressed.actions_.undo.isEnabled()
    np.testing.assert_array_equal(dressed.room.state.composite(), draw_photo())
    qtbot.keyClick(dressed.history.list, Qt.Key.Key_Down)
    qtbot.keyClick(dressed.history.list, Qt.Key.Key_Down)
    qtbot.keyClick(dressed.history.list, Qt.Key.Key_Return)
    assert len(worn(dressed)) == 2
    give(qtbot, dressed.side.garments_button)
    assert dressed.garments.isVisible()


def click_step(window: MainWindow, row: int, qtbot: QtBot) -> None:
    items = window.history.list
    at = items.visualItemRect(items.item(row)).center()
    qtbot.mouseClick(items.viewport(), Qt.MouseButton.LeftButton, pos=at)
    wait_idle(window, qtbot)


def is_faded(window: MainWindow, row: int) -> bool:
    return window.history.list.item(row).foreground().style() is not Qt.BrushStyle.NoBrush


def is_bold(window: MainWindow, row: int) -> bool:
    return window.history.list.item(row).font().bold()


class CountingFit:
    """The drawn fit; counts, and waits at a gate if there is one."""

    def __init__(self) -> None:
        self.count = 0
        self.gate: Gate | None = None

    def __call__(self, request: FitRequest, **report: object) -> FitResult:
        self.count += 1
        if self.gate is not None:
            self.gate()
        return paint_on(request, **report)


@pytest.fixture
def fit() -> CountingFit:
    return CountingFit()


@pytest.fixture
def forgetful(
    make_window: MakeWindow, photo_file: Path, fit: CountingFit, qtbot: QtBot
) -> MainWindow:
    """A window with three steps that keeps no fit but those that show."""
    window = open_in(make_window(fit=fit), photo_file, qtbot)
    document = window.room.document
    assert document is not None
    document.fits._most_bytes = 0
    for garment in (RED_TOP, GREEN_TROUSERS, BLUE_DRESS):
        pick_garment(qtbot, window, garment)
    assert fit.count == 3
    return window


def test_fits_that_are_kept_no_more_are_made_again(
    forgetful: MainWindow, fit: CountingFit, qtbot: QtBot
) -> None:
    qtbot.keyClick(forgetful, Qt.Key.Key_Z, CONTROL)
    wait_idle(forgetful, qtbot)
    assert worn(forgetful) == [(2, "Red top"), (2, "Green trousers")]
    assert fit.count == 5
    qtbot.keyClick(forgetful, Qt.Key.Key_Z, CONTROL)
    wait_idle(forgetful, qtbot)
    assert worn(forgetful) == [(2, "Red top")]
    assert fit.count == 5


def test_undo_goes_on_from_the_step_that_it_is_about_to_reach(
    forgetful: MainWindow, fit: CountingFit, gate: Gate, qtbot: QtBot
) -> None:
    fit.gate = gate
    for _ in range(2):
        qtbot.keyClick(forgetful, Qt.Key.Key_Z, CONTROL)
        qtbot.waitUntil(gate.is_reached.is_set)
    gate.may_pass.set()
    wait_idle(forgetful, qtbot)
    assert worn(forgetful) == [(2, "Red top")]


def test_a_step_that_is_being_returned_to_can_be_cancelled(
    forgetful: MainWindow, fit: CountingFit, gate: Gate, qtbot: QtBot
) -> None:
    fit.gate = gate
    qtbot.keyClick(forgetful, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(gate.is_reached.is_set)
    assert worn(forgetful) == [(2, "Blue dress")], "nothing changes before it is there"
    qtbot.waitUntil(forgetful.status.jobs.isVisible)
    give(qtbot, forgetful.status.jobs.cancel_button)
    gate.may_pass.set()
    wait_idle(forgetful, qtbot)
    assert worn(forgetful) == [(2, "Blue dress")]
    assert forgetful.history.list.currentRow() == 3


def test_recent_documents_show_what_they_look_like(
    dressed: MainWindow,
    make_window: MakeWindow,
    tmp_path: Path,
    qtbot: QtBot,
    answer: Callable[..., list[Path]],
) -> None:
    answer(tmp_path / "mine.tryon")
    save_by_key(dressed, qtbot)
    other = make_window()
    cards = [c for c in other.welcome.recent.findChildren(QAbstractButton) if c.isVisible()]
    assert [card.accessibleName() for card in cards] == ["mine.tryon", "people.png"]
    colors = [card.icon().pixmap(88, 60).toImage().pixelColor(*TOP_AT) for card in cards]
    red, blue = ((c.red(), c.green(), c.blue()) for c in colors)
    assert red == pytest.approx((220, 30, 40), abs=12)
    assert red != blue
    with qtbot.waitSignal(other.room.opened):
        give(qtbot, cards[0])
    wait_idle(other, qtbot)
    assert worn(other) == worn(dressed)


TOP_AT = (25, 22)
"""Where the first person's top is in a card of 88x60 pixels."""


def test_a_garment_that_came_with_a_look_is_put_into_the_wardrobe_to_be_corrected(
    make_window: MakeWindow,
    dependencies: Dependencies,
    tmp_path: Path,
    qtbot: QtBot,
    answer: Callable[..., list[Path]],
) -> None:
    library = GarmentLibrary(tmp_path / "mine")
    shirt = Garment(draw(TSHIRT, (200, 30, 40)), GarmentCategory.TOP, "Shirt")
    kept = library.load(library.keep(shirt))
    person = save_person(tmp_path / "person.png")
    needs = {"parser": lambda choice: OnePerson(), "fit": fit_garment}
    first = open_in(make_window(wardrobe=library, **needs), person, qtbot)
    first.room.put_on(kept)
    wait_idle(first, qtbot)
    answer(tmp_path / "shirt.tryon")
    save_by_key(first, qtbot)

    for folder, count in (("mine", 1), ("another", 1)):
        wardrobe = GarmentLibrary(tmp_path / folder)
        window = open_in(make_window(wardrobe=wardrobe, **needs), tmp_path / "shirt.tryon", qtbot)
        (before,) = window.room.state.worn
        assert before.garment.file is None
        qtbot.keyClick(window, Qt.Key.Key_P)
        qtbot.waitUntil(lambda shown=window: shown.findChild(PointsDialog) is not None)
        dialog = window.findChild(PointsDialog)
        assert isinstance(dialog, PointsDialog)
        with qtbot.waitExposed(dialog):
            pass
        for side in Side:
            give(qtbot, dialog.points.sleeves[side])
        give(qtbot, dialog.save_button)
        qtbot.waitUntil(lambda shown=window: shown.findChild(PointsDialog) is None)
        wait_idle(window, qtbot)
        (after,) = window.room.state.worn
        assert after.garment.correction is not None
        assert not np.array_equal(after.fit.change, before.fit.change)
        assert steps(window)[-1] == "Correct Shirt"
        own = [entry for entry in wardrobe.entries() if getattr(entry, "is_own", False)]
        assert len(own) == count
        if folder == "mine":
            library.correct(library.load(own[0].file), None)


@pytest.fixture
def windows(dependencies: Dependencies, qtbot: QtBot) -> Iterator[Windows]:
    """What opens windows that share all but what runs their jobs."""
    runners = list[JobRunner]()
    journals = dependencies.journals
    assert journals is not None

    def make() -> MainWindow:
        new = [JobRunner(), JobRunner(), JobRunner()]
        runners.extend(new)
        own = replace(
            dependencies,
            jobs=new[0],
            model_jobs=new[1],
            journals=Journals(journals.folder, new[2]),
        )
        window = MainWindow.whole(own)
        window.resize(1100, 700)
        return window

    windows = Windows(make)
    yield windows
    for window in windows.windows:
        close_unsaved(window)
    qtbot.waitUntil(lambda: not windows.windows)
    for runner in runners:
        runner.shutdown()


def test_two_windows_have_a_document_each(
    windows: Windows, photo_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    first = windows.open()
    wait_idle(first, qtbot)
    qtbot.keyClick(first, Qt.Key.Key_N, CONTROL)
    _, second = windows.windows
    wait_idle(second, qtbot)
    open_in(first, photo_file, qtbot)
    open_in(second, save_picture(tmp_path / "other.png", draw_photo(width=400)), qtbot)
    pick_garment(qtbot, first, RED_TOP)
    pick_garment(qtbot, second, BLUE_DRESS)
    assert (worn(first), worn(second)) == ([(2, "Red top")], [(2, "Blue dress")])
    second.actions_.undo.trigger()
    assert (worn(first), worn(second)) == ([(2, "Red top")], [])
    assert steps(first) == ["Open people.png", "Put Red top on person 2"]
    assert "other.png" in second.windowTitle()
    qtbot.waitUntil(lambda: first.room.journal.is_written and second.room.journal.is_written)


def quit_by_key(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_Q, CONTROL)


def test_quitting_asks_in_the_window_that_has_changed_and_closes_the_other(
    windows: Windows, photo_file: Path, qtbot: QtBot
) -> None:
    first, second = windows.open(), windows.open()
    wait_idle(second, qtbot)
    open_in(first, photo_file, qtbot)
    pick_garment(qtbot, first, RED_TOP)
    quit_by_key(first, qtbot)
    qtbot.waitUntil(lambda: windows.windows == (first,))
    give(qtbot, question_of(first, qtbot).cancel_button)
    assert windows.windows == (first,)
    quit_by_key(first, qtbot)
    give(qtbot, question_of(first, qtbot).discard_button)
    qtbot.waitUntil(lambda: windows.windows == ())
    assert windows.running == ()
