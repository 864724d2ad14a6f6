"""Pictures are added: read on a card, asked about, refused with a way out, and each once."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QByteArray, QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from samples.varied.cuts import LowerKind, UpperKind
from tests.gui.conftest import (
    OnePerson,
    drag_in,
    drop,
    save_picture,
    wait_idle,
)
from tests.unit.garments.test_see import opaque, side_by_side
from tryon.garments.adding.outcome import Piece, Unsure
from tryon.garments.reader.kinds import PictureKind
from tryon.garments.thumbnails import ThumbnailCache
from tryon.garments.wardrobe import GarmentLibrary, WardrobeEntry
from tryon.parsing.choice import ParserChoice
from tryon.resources import sample_photos
from tryon.shape.category import GarmentCategory
from tryon.ui.kit.jobs import JobKind
from tryon.ui.kit.qimage import rgba_to_qimage
from tryon.ui.shell.main_window import MainWindow
from tryon.ui.wardrobe.adding.pieces_dialog import PiecesDialog
from tryon.ui.wardrobe.adding.question import Question
from tryon.ui.wardrobe.garment_card import READING_ROLE, Turn
from tryon.ui.wardrobe.take_dialog import TakeDialog

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def library(tmp_path: Path) -> GarmentLibrary:
    return GarmentLibrary(tmp_path / "kept", thumbnails=ThumbnailCache(tmp_path / "thumbnails"))


@pytest.fixture
def window(make_window: Callable[..., MainWindow], library: GarmentLibrary) -> MainWindow:
    return make_window(parser=lambda choice: OnePerson(), wardrobe=library)


@pytest.fixture
def trousers(tmp_path: Path) -> Path:
    return save_picture(tmp_path / "blue_jeans.png", opaque(LowerKind.TROUSERS, 5))


@pytest.fixture
def shirt(tmp_path: Path) -> Path:
    return save_picture(tmp_path / "shirt.png", opaque(UpperKind.TOP, 11))


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    return save_picture(tmp_path / "bag.png", opaque(None, 8))


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def add(window: MainWindow, qtbot: QtBot, *paths: Path) -> None:
    drop(window.garments, files(*paths))
    wait_idle(window, qtbot)


def own(library: GarmentLibrary) -> list[tuple[str, GarmentCategory]]:
    entries = (entry for entry in library.entries() if isinstance(entry, WardrobeEntry))
    return [(entry.name, entry.category) for entry in entries if entry.is_own]


def cards(window: MainWindow) -> list[tuple[str, bool]]:
    """Return the name of every card, and whether its picture is being read."""
    model = window.garments.model
    indexes = [model.index(row, 0) for row in range(model.rowCount())]
    return [(str(index.data()), index.data(READING_ROLE) is not None) for index in indexes]


def only_question(window: MainWindow) -> Question:
    (question,) = window.garments.tray.questions
    return question


def answer(question: Question, text: str, qtbot: QtBot) -> None:
    """Click a button, or choose from the menu of one."""
    for button in question.buttons:
        if button.text() == text:
            qtbot.mouseClick(button, LEFT)
            return
        menu = button.menu()
        if menu is not None and text in [action.text() for action in menu.actions()]:
            next(action for action in menu.actions() if action.text() == text).trigger()
            return
    raise AssertionError(f"{text} is no answer to {question.text}")


def test_a_card_shows_at_once_and_becomes_the_garment(
    window: MainWindow, library: GarmentLibrary, trousers: Path, qtbot: QtBot
) -> None:
    drop(window.garments, files(trousers))
    assert cards(window)[-1] == ("Blue jeans", True)
    wait_idle(window, qtbot)
    assert cards(window)[-1] == ("Blue jeans", False)
    assert own(library) == [("Blue jeans", GarmentCategory.TROUSERS)]
    current = window.garments.current
    assert current is not None
    assert current.name == "Blue jeans"
    assert not window.garments.tray.isVisible()


def test_cards_take_turns(window: MainWindow, trousers: Path, shirt: Path, qtbot: QtBot) -> None:
    turns = []
    model = window.garments.model

    def note(*_: object) -> None:
        turns.append([model.index(r, 0).data(READING_ROLE) for r in range(model.rowCount())][-2:])

    window.room.adding.shown.connect(note)
    add(window, qtbot, trousers, shirt)
    assert turns == [[Turn.NOW, Turn.LATER], [None, Turn.NOW]]


def test_the_file_dialog_adds_in_the_same_way(
    window: MainWindow,
    library: GarmentLibrary,
    trousers: Path,
    shirt: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chosen = [str(trousers), str(shirt)]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (chosen, ""))
    window.actions_.add_garment.trigger()
    wait_idle(window, qtbot)
    assert [name for name, _ in own(library)] == ["Blue jeans", "Shirt"]


def test_the_picture_shows_before_it_is_known_what_it_is(
    window: MainWindow, trousers: Path, qtbot: QtBot
) -> None:
    shown = []
    window.room.adding.shown.connect(
        lambda addition, thumbnail: shown.append((cards(window)[-1], thumbnail))
    )
    add(window, qtbot, trousers)
    ((card, thumbnail),) = shown
    assert card == ("Blue jeans", True)
    assert thumbnail.startswith(b"\x89PNG")


def test_of_many_it_says_how_far_it_is_and_cancel_keeps_what_was_read(
    window: MainWindow, library: GarmentLibrary, tmp_path: Path, qtbot: QtBot
) -> None:
    kinds = [LowerKind.TROUSERS, UpperKind.TOP, LowerKind.SKIRT, UpperKind.TOP]
    paths = [
        save_picture(tmp_path / f"{number}.png", opaque(kind, 11 + number))
        for number, kind in enumerate(kinds)
    ]
    before = len(cards(window))
    progress = []
    tray = window.garments.tray

    def cancel_after_one(*_: object) -> None:
        if len(progress) == 2:
            qtbot.mouseClick(tray.cancel_button, LEFT)

    window.room.adding.advanced.connect(lambda *_: progress.append(tray.progress))
    window.room.adding.shown.connect(cancel_after_one)
    drop(window.garments, files(*paths))
    assert len(cards(window)) == before + 4
    assert tray.cancel_button.isVisible()
    wait_idle(window, qtbot)
    assert progress[:2] == ["Reading 1 of 4", "Reading 2 of 4"]
    assert not tray.cancel_button.isVisible()
    assert len(own(library)) + len(tray.questions) == 1
    assert [name for name, is_reading in cards(window) if is_reading] == []
    assert len(cards(window)) == before + len(own(library))


def test_the_same_picture_again_marks_the_card_that_is_there(
    window: MainWindow, library: GarmentLibrary, trousers: Path, shirt: Path, qtbot: QtBot
) -> None:
    add(window, qtbot, trousers, shirt)
    add(window, qtbot, trousers)
    assert len(own(library)) == 2
    assert window.garments.current is not None
    assert window.garments.current.name == "Blue jeans"
    assert window.garments.list.hasFocus()
    assert window.messages.text == ("blue_jeans.png is already among your garments, as Blue jeans.")


def test_a_bag_is_said_to_be_one_and_worn_only_if_the_user_insists(
    window: MainWindow, library: GarmentLibrary, bag: Path, qtbot: QtBot
) -> None:
    add(window, qtbot, bag)
    question = only_question(window)
    assert "Bags cannot be tried on yet" in question.text
    assert own(library) == []
    answer(question, "Skirt", qtbot)
    wait_idle(window, qtbot)
    assert own(library) == [("Bag", GarmentCategory.SKIRT)]
    assert window.garments.tray.questions == ()
    assert not window.garments.tray.isVisible()


def test_a_refused_picture_is_dismissed(
    window: MainWindow, library: GarmentLibrary, bag: Path, qtbot: QtBot
) -> None:
    add(window, qtbot, bag)
    qtbot.mouseClick(only_question(window).dismiss_button, LEFT)
    assert window.garments.tray.questions == ()
    assert own(library) == []


@pytest.mark.slow
@pytest.mark.parametrize("is_pasted", [False, True], ids=["file", "pasted"])
def test_a_person_leads_to_the_clothes_that_they_wear(
    is_pasted: bool, make_window: Callable[..., MainWindow], library: GarmentLibrary, qtbot: QtBot
) -> None:
    window = make_window(parser=ParserChoice.load, wardrobe=library)
    photo = sample_photos()[0]
    if is_pasted:
        data = QMimeData()
        data.setImageData(QImage(str(photo)))
        drop(window.garments, data)
    else:
        drop(window.garments, files(photo))
    wait_idle(window, qtbot)
    question = only_question(window)
    assert question.text == "Somebody wears it. You can take what they wear."
    answer(question, "Take clothes…", qtbot)
    wait_idle(window, qtbot)
    dialog = window.findChild(TakeDialog)
    assert isinstance(dialog, TakeDialog)
    dialog.accept()
    wait_idle(window, qtbot)
    assert GarmentCategory.TOP in {category for _, category in own(library)}
    assert window.garments.tray.questions == ()


def test_several_garments_are_chosen_from(
    window: MainWindow, library: GarmentLibrary, tmp_path: Path, qtbot: QtBot
) -> None:
    both = side_by_side(opaque(UpperKind.TOP, 11), opaque(LowerKind.TROUSERS, 5))
    add(window, qtbot, save_picture(tmp_path / "outfit.png", both))
    question = only_question(window)
    assert question.text == "There are 2 garments in it."
    answer(question, "Choose…", qtbot)
    dialog = window.findChild(PiecesDialog)
    assert isinstance(dialog, PiecesDialog)
    assert dialog.marked_rows == (0, 1)
    first = dialog.list.visualItemRect(dialog.list.item(0)).center()
    qtbot.mouseClick(dialog.list.viewport(), LEFT, pos=first)
    qtbot.mouseClick(dialog.keep_button, LEFT)
    wait_idle(window, qtbot)
    assert own(library) == [("Trousers · outfit", GarmentCategory.TROUSERS)]
    assert window.garments.tray.questions == ()


def test_a_piece_that_cannot_be_worn_is_offered_and_not_marked(window: MainWindow) -> None:
    shirt = opaque(UpperKind.TOP, 11)
    kinds = (PictureKind.TOP, PictureKind.SHOES, PictureKind.COAT, PictureKind.TOP)
    pieces = [Piece(shirt, kind, GarmentCategory.TOP) for kind in kinds]
    dialog = PiecesDialog("Autumn outfit of 2024.jpg", pieces, window)
    assert dialog.marked_rows == (0, 2, 3)
    names = [addition.source.name for addition in dialog.additions]
    assert names == [f"{name} · Autumn outfit …" for name in ("Top 1", "Coat", "Top 2")]
    dialog.deleteLater()


def test_what_is_unsure_is_asked_and_kept_as_what_was_answered(
    window: MainWindow,
    library: GarmentLibrary,
    trousers: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tryon.garments.adding.add.SURE", 1.01)  # nothing is that sure
    add(window, qtbot, trousers)
    question = only_question(window)
    assert isinstance(question.outcome, Unsure)
    assert question.text == "What is it?"
    assert question.buttons[0].text() == "Trousers or shorts"
    assert question.buttons[-1].text() == "Neither"
    other = question.buttons[1].text()
    answer(question, other, qtbot)
    wait_idle(window, qtbot)
    ((name, category),) = own(library)
    assert name == "Blue jeans"
    assert category is question.outcome.likely[1]


def test_a_failure_of_one_is_listed_and_the_others_are_added(
    window: MainWindow,
    library: GarmentLibrary,
    trousers: Path,
    bag: Path,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    broken = tmp_path / "notes.png"
    broken.write_text("no picture")
    tiny = save_picture(tmp_path / "tiny.png", np.full((20, 30, 3), 200, np.uint8))
    add(window, qtbot, broken, bag, trousers, tiny, tmp_path / "gone.png")
    assert own(library) == [("Blue jeans", GarmentCategory.TROUSERS)]
    texts = [question.text for question in window.garments.tray.questions]
    assert [
        part in text
        for part, text in zip(
            ("notes.png is not a picture", "Bags cannot", "at least 64 pixels", "gone.png"),
            texts,
            strict=True,
        )
    ] == [True] * 4
    window.garments.tray.dismiss_all()
    assert window.garments.tray.questions == ()
    assert not window.messages.isVisible()


def test_a_question_about_a_picture_is_asked_once(
    window: MainWindow, bag: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    again = tmp_path / "again.png"
    again.write_bytes(bag.read_bytes())
    add(window, qtbot, bag, again)
    assert only_question(window).addition.source.name == "again.png"


def test_the_status_bars_cancel_stops_adding_too(
    window: MainWindow, trousers: Path, shirt: Path, qtbot: QtBot
) -> None:
    drop(window.garments, files(trousers, shirt))
    window.jobs.cancel()
    wait_idle(window, qtbot)
    assert [name for name, is_reading in cards(window) if is_reading] == []
    add(window, qtbot, shirt)
    assert cards(window)[-1] == ("Shirt", False)


def test_a_turned_picture_says_that_it_was_turned(
    window: MainWindow, library: GarmentLibrary, tmp_path: Path, qtbot: QtBot
) -> None:
    turned = np.ascontiguousarray(np.rot90(opaque(LowerKind.TROUSERS, 5)))
    add(window, qtbot, save_picture(tmp_path / "jeans.png", turned))
    assert own(library) == [("Jeans", GarmentCategory.TROUSERS)]
    assert window.messages.text == (
        "Jeans: the picture lies turned by 270 degrees and was turned back"
    )


def png_of(path: Path) -> QByteArray:
    return QByteArray(path.read_bytes())


def browser_drag(trousers: Path, kind: str) -> QMimeData:
    """Return what a browser gives when a picture is dragged out of a page."""
    data = QMimeData()
    data.setUrls([QUrl("https://shop.example/img/dark_jeans.png?w=800")])
    if kind == "content":
        data.setData("image/png", png_of(trousers))
    elif kind == "promised file":
        data.setData('application/x-qt-windows-mime;value="FileContents"', png_of(trousers))
    elif kind == "pixels":
        data.setImageData(rgba_to_qimage(opaque(LowerKind.TROUSERS, 5)))
    elif kind == "data address":
        content = base64.b64encode(trousers.read_bytes()).decode()
        data.setHtml(f'<img alt="" src="data:image/png;base64,{content}">')
    return data


@pytest.mark.parametrize("kind", ["content", "promised file", "pixels", "data address"])
def test_a_picture_is_dragged_out_of_a_browser(
    kind: str, window: MainWindow, library: GarmentLibrary, trousers: Path, qtbot: QtBot
) -> None:
    drop(window.garments, browser_drag(trousers, kind))
    wait_idle(window, qtbot)
    assert own(library) == [("Dark jeans", GarmentCategory.TROUSERS)]
    add(window, qtbot, trousers)
    assert len(own(library)) == 1, "it is the same picture, however it came"


def test_an_address_alone_is_not_downloaded_and_says_what_to_do(
    window: MainWindow, library: GarmentLibrary, trousers: Path, qtbot: QtBot
) -> None:
    drop(window.garments, browser_drag(trousers, "address"))
    assert window.jobs.is_idle
    assert "nothing is downloaded" in window.messages.text
    assert "Paste garment" in window.messages.text
    assert own(library) == []


def test_a_copied_picture_is_pasted_among_the_garments(
    window: MainWindow, library: GarmentLibrary, qtbot: QtBot
) -> None:
    data = QMimeData()
    data.setImageData(rgba_to_qimage(opaque(LowerKind.TROUSERS, 5)))
    QGuiApplication.clipboard().setMimeData(data)
    window.actions_.paste_garment.trigger()
    wait_idle(window, qtbot)
    assert own(library) == [("Pasted picture", GarmentCategory.TROUSERS)]
    QGuiApplication.clipboard().setText("no picture")
    window.actions_.paste_garment.trigger()
    assert "There is no picture in it." in window.messages.text


def test_a_dropped_folder_stands_for_its_pictures(
    window: MainWindow, library: GarmentLibrary, trousers: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "to add"
    folder.mkdir()
    trousers.rename(folder / trousers.name)
    (folder / "notes.txt").write_text("no picture")
    add(window, qtbot, folder)
    assert [name for name, _ in own(library)] == ["Blue jeans"]
    assert window.garments.tray.questions == ()


def test_text_is_not_taken_for_a_picture(window: MainWindow) -> None:
    data = QMimeData()
    data.setText("blue jeans")
    panel = window.garments
    assert not drag_in(panel, data, panel.rect().center()).isAccepted()


def test_what_fails_unforeseen_is_shown_and_the_next_is_read(
    window: MainWindow,
    library: GarmentLibrary,
    trousers: Path,
    shirt: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keep = library.keep

    def fail_once(*arguments: object, **options: object) -> Path:
        monkeypatch.setattr(library, "keep", keep)
        raise RuntimeError("nobody foresaw it")

    monkeypatch.setattr(library, "keep", fail_once)
    add(window, qtbot, trousers, shirt)
    assert "nobody foresaw it" in window.messages.text
    assert [name for name, _ in own(library)] == ["Shirt"]
    assert [name for name, is_reading in cards(window) if is_reading] == []


def test_reading_is_no_job_of_the_status_bar(
    window: MainWindow, trousers: Path, qtbot: QtBot
) -> None:
    started = []
    window.jobs.started.connect(lambda job: started.append(job.kind))
    add(window, qtbot, trousers)
    assert set(started) == {JobKind.READ_PICTURE}
    assert window.status.jobs.text == ""
