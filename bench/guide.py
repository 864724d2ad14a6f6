"""Make the user guide's pictures: two stories on a photo of two people, told in the real window.

    python -m bench.guide --out docs/images/guide [--language en zh_CN]

Open, split two people, brush a missed sleeve, dress both, undo by the panel, save, be killed in the
middle of it, recover, export. The photo is put together from a sample photo. The parser makes none
of the mistakes that the story needs, so two steps before its beginning make them: the two people
are merged and a sleeve is erased.

The second story is about outfits: layers, an outfit that is kept and worn, a swap, and variants.

Each language is a process that is killed, one that recovers, as users' programs are, one for the
second story, and one for the pictures of the other pages (`bench.guide_pages`).
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QPoint, QSettings, QSize, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from tryon.geometry import RgbImage
from tryon.imaging import read_photo, write_image
from tryon.labels import Label
from tryon.resources import sample_photos
from tryon.ui.kit.language import Language, LanguageSwitch
from tryon.ui.kit.picking import Selection
from tryon.ui.kit.viewport import Position
from tryon.ui.shell.app import create_application, create_windows
from tryon.ui.shell.main_window import MainWindow
from tryon.ui.tools.toolbox import ToolName
from tryon.ui.view.canvas import Canvas
from tryon.ui.wardrobe.browse.label_dialog import LabelDialog

WINDOW = QSize(1360, 860)
LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
_COLUMNS = slice(215, 740)
"""Columns of the sample photo that hold its person; two of these make a photo of two people."""
_OUTFIT = {"en": "Sunday", "zh_CN": "周日"}
"""What the outfit is called."""
_DEAD = "killed as asked"


def main() -> int:
    """Tell the story in each language, or one act of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("docs/images/guide"), metavar="DIR")
    parser.add_argument("--language", nargs="+", default=["en", "zh_CN"], metavar="CODE")
    acts = ("dress", "recover", "outfits", "pages")
    parser.add_argument("--act", choices=acts, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    out: Path = arguments.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    if arguments.act:
        language = arguments.language[0]
        if arguments.act == "pages":
            from bench.guide_pages import Pages

            Pages(out, language).tell()
        else:
            story = Story(out, language)
            told = {"dress": story.dress, "recover": story.recover, "outfits": story.outfits}
            told[arguments.act]()
        return 0
    for language in arguments.language:
        with tempfile.TemporaryDirectory() as home:
            tell(out, language, Path(home))
    return 0


def tell(out: Path, language: str, home: Path) -> None:
    """Run all acts in a home of their own; the first one is killed."""
    write_image(home / "friends.png", two_people())
    kinds = ("CONFIG", "DATA", "CACHE", "STATE")
    environment = {**os.environ, **{f"XDG_{kind}_HOME": str(home / kind) for kind in kinds}}
    words = [sys.executable, "-m", "bench.guide", f"--out={out}", "--language", language, "--act"]
    first = subprocess.Popen(
        [*words, "dress"],
        env={**environment, "TRYON_GUIDE": str(home)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert first.stdout is not None
    for line in first.stdout:
        if line.strip() == _DEAD:
            first.send_signal(signal.SIGKILL)
        else:
            print(line, end="")
    assert first.wait() == -signal.SIGKILL, "the first act ended by itself"
    for act in ("recover", "outfits", "pages"):
        subprocess.run([*words, act], env={**environment, "TRYON_GUIDE": str(home)}, check=True)


def two_people() -> RgbImage:
    """Return a photo (H, W, 3) of two people: a sample's person and its mirror image."""
    person = read_photo(sample_photos()[0]).pixels[:, _COLUMNS]
    return np.ascontiguousarray(np.hstack([person, person[:, ::-1]]))


class Story:
    """The window, and the pictures taken of it."""

    def __init__(self, out: Path, language: str) -> None:
        self.home = Path(os.environ["TRYON_GUIDE"])
        self.app = create_application()
        LanguageSwitch(QSettings()).choose(Language(language))
        self.window: MainWindow = create_windows(self.app).open()
        self.window.resize(WINDOW)
        self._name, self._language = str(out / f"{language}-"), language
        QTest.qWaitForWindowExposed(self.window)
        self.settle()

    def dress(self) -> None:
        """The first act, up to the moment when the program is killed."""
        window = self.window
        window.room.open_file(self.home / "friends.png")
        self.wait_until(lambda: window.room.document is not None)
        self.use(ToolName.MERGE_PEOPLE, (262, 700), (788, 700))
        self.drag(ToolName.ERASER, (160, 560), (175, 480), (160, 540), (180, 470))
        self.close_bar()
        self.picture("1-open", "two people are taken for one, and a sleeve is missing")
        QTest.keyClick(window, Qt.Key.Key_E)
        self.drag(ToolName.SPLIT_PERSON, (525, 200), (525, 800), (525, 1400), is_let_go=False)
        self.picture("2-split", "a line is drawn between them")
        self.let_go((525, 1400))
        window.correcting.bench.set_label(Label.UPPER_CLOTHES)
        self.drag(ToolName.BRUSH, (160, 560), (175, 500), (185, 450), is_let_go=False)
        self.picture("3-brush", "the sleeve is painted back")
        self.let_go((185, 450))
        self.close_bar()
        self.put_on((262, 600), 1)
        self.put_on((788, 600), 2)
        self.put_on((665, 1000), 7)
        self.picture("4-dressed", "both are dressed")
        self.show_history()
        self.click_step(-3)
        self.picture("5-history", "the history goes back two steps")
        self.click_step(-1)
        file = self.home / "friends.tryon"
        self.answer(file)
        QTest.keyClick(window, Qt.Key.Key_S, CONTROL)
        self.wait_until(lambda: not window.isWindowModified())
        self.picture("6-saved", "the look is saved")
        self.put_on((262, 600), 3)
        self.wait_until(lambda: window.room.journal.is_written)
        print(_DEAD, flush=True)
        self.app.exec()

    def recover(self) -> None:
        """The second act: the next start."""
        window = self.window
        self.wait_until(lambda: bool(self.offers()))
        self.picture("7-welcome", "what was not saved is offered")
        QTest.mouseClick(self.offers()[0], LEFT)
        self.wait_until(lambda: window.room.document is not None)
        self.picture("8-recovered", "nothing is lost, the garment put on last neither")
        picture = self.home / "friends-dressed.png"
        self.answer(picture)
        QTest.keyClick(window, Qt.Key.Key_E, CONTROL)
        self.wait_until(picture.exists)
        self.picture("9-exported", "the picture is written")
        assert (read_photo(picture).pixels == window.room.state.composite()).all()
        self.answer(self.home / "friends.tryon")
        QTest.keyClick(window, Qt.Key.Key_S, CONTROL)
        self.wait_until(lambda: not window.isWindowModified())
        QTimer.singleShot(0, window.close)
        self.app.exec()

    def outfits(self) -> None:
        """The second story: what is worn as layers, as an outfit, on the other one, in variants."""
        window = self.window
        window.room.open_file(self.home / "friends.png")
        self.wait_until(lambda: window.room.document is not None)
        self.put_on((262, 1000), 7)
        self.put_on((262, 600), 4)
        self.put_on((788, 600), 2)
        QTest.mouseClick(window.side.layers_button, LEFT)
        layers = window.outfits.layers
        self.choose_row(0)
        window.messages.dismiss()
        self.picture("outfits-1-layers", "what is worn, as layers")
        layers.opacity.setFocus()
        for _ in range(4):
            QTest.keyClick(layers.opacity, Qt.Key.Key_PageDown)
        self.wait_until(lambda: any(w.layer.opacity < 1 for w in window.room.state.worn))
        self.choose_row(2)
        QTest.mouseClick(layers.list.item_of(layers.list.rows[2]).lock, LEFT)
        self.choose_row(0)
        window.messages.dismiss()
        self.picture("outfits-2-opacity", "a layer shines through, another one is locked")
        QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
        self.settle()
        QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
        self.settle()
        window.room.select(Selection(1, None))
        self.press(Qt.Key.Key_S)
        dialog = next(each for each in window.findChildren(LabelDialog) if each.isVisible())
        dialog.line.setText(_OUTFIT[self._language])
        QTest.mouseClick(dialog.keep_button, LEFT)
        window.activateWindow()  # which the offscreen platform leaves to its dialogs
        QTest.mouseClick(window.side.outfits_button, LEFT)
        outfits = window.outfits.outfits
        self.wait_until(lambda: outfits.list.count() == 1)
        QTest.mouseClick(view := window.workspace.result, LEFT, pos=self.point(view, (788, 600)))
        outfits.list.setCurrentRow(0)
        QTest.mouseClick(outfits.wear_button, LEFT)
        window.messages.dismiss()
        self.picture("outfits-3-worn", "the other one wears the outfit")
        QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
        self.settle()
        QTest.mouseClick(window.side.layers_button, LEFT)
        self.press(Qt.Key.Key_X)
        window.messages.dismiss()
        self.picture("outfits-4-swapped", "the two have changed clothes")
        self.press(Qt.Key.Key_N)
        QTest.mouseClick(window.side.garments_button, LEFT)
        self.put_on((262, 600), 3)
        self.put_on((788, 600), 1)
        QTest.mouseClick(window.side.layers_button, LEFT)
        QTest.keyClick(window.workspace.result, Qt.Key.Key_V)
        self.wait_until(window.outfits.page.isVisible)
        window.messages.dismiss()
        self.picture("outfits-5-variants", "two variants side by side")
        window.documents.close()
        self.close()

    def choose_row(self, number: int) -> None:
        """Click a row of the layers."""
        rows = self.window.outfits.layers.list
        QTest.mouseClick(rows.item_of(rows.rows[number]).name, LEFT)
        self.settle()

    def press(self, key: Qt.Key) -> None:
        """Press Shift and a letter on the photo."""
        view = self.window.workspace.result
        view.setFocus()
        QTest.keyClick(view, key, Qt.KeyboardModifier.ShiftModifier)
        self.settle()

    def close(self) -> None:
        """Close the window without saving."""
        question = self.window.documents.question
        if question is not None:
            question.discard_button.click()
        QTimer.singleShot(0, self.window.close)
        self.app.exec()

    def use(self, tool: ToolName, *places: tuple[float, float]) -> None:
        """Click places of the photo with a tool."""
        self.choose(tool)
        for place in places:
            QTest.mouseClick(self.overlay, LEFT, pos=self.point(self.overlay, place))
            self.settle()

    def drag(self, tool: ToolName, *path: tuple[float, float], is_let_go: bool = True) -> None:
        """Draw a line with a tool."""
        self.choose(tool)
        QTest.mousePress(self.overlay, LEFT, pos=self.point(self.overlay, path[0]))
        for place in path[1:]:
            QTest.mouseMove(self.overlay, self.point(self.overlay, place))
            self.app.processEvents()
        if is_let_go:
            self.let_go(path[-1])

    def let_go(self, place: tuple[float, float]) -> None:
        """End a line."""
        QTest.mouseRelease(self.overlay, LEFT, pos=self.point(self.overlay, place))
        self.settle()

    def choose(self, tool: ToolName) -> None:
        """Choose a tool by its button."""
        if not self.window.correcting.bar.isVisible():
            QTest.keyClick(self.window, Qt.Key.Key_E)
        QTest.mouseClick(self.window.correcting.bar.buttons[tool], LEFT)

    def close_bar(self) -> None:
        """Put the tools away."""
        QTest.keyClick(self.window, Qt.Key.Key_E)
        self.settle()

    def put_on(self, place: tuple[float, float], row: int) -> None:
        """Click clothes, then the card of a garment."""
        view, cards = self.window.workspace.result, self.window.garments.list
        QTest.mouseClick(view, LEFT, pos=self.point(view, place))
        index = cards.model().index(row, 0)
        cards.scrollTo(index)
        QTest.mouseClick(cards.viewport(), LEFT, pos=cards.visualRect(index).center())
        self.settle()

    def show_history(self) -> None:
        """Turn to the page of the history."""
        QTest.mouseClick(self.window.side.history_button, LEFT)
        self.settle()

    def click_step(self, row: int) -> None:
        """Click a step of the history, counted from its end."""
        steps = self.window.history.list
        item = steps.item(steps.count() + row)
        QTest.mouseClick(steps.viewport(), LEFT, pos=steps.visualItemRect(item).center())
        self.settle()

    def offers(self) -> list[QWidget]:
        """Return the buttons by which the welcome page offers to go on."""
        return list(self.window.welcome.left_behind.findChildren(QPushButton, "continue"))

    def answer(self, path: Path) -> None:
        """Let the next dialog that asks for a file answer this one."""
        setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))  # noqa: B010 - mypy

    def picture(self, name: str, what: str) -> None:
        """Save a picture of the window."""
        self.picture_of(self.window, name, what)

    def picture_of(self, shown: QWidget, name: str, what: str) -> None:
        """Save a picture of a window or a dialog."""
        self.settle()
        path = f"{self._name}{name}.jpg"
        shown.grab().toImage().save(path, quality=86)
        print(f"saved {path}: {what}", flush=True)

    @property
    def overlay(self) -> Canvas:
        """The view that is corrected."""
        return self.window.workspace.overlay

    def point(self, view: Canvas, place: tuple[float, float]) -> QPoint:
        """Return where a place of the photo is in a view."""
        at = view.link.viewport.to_view(Position(*place), view.view_size)
        return QPoint(round(at.x), round(at.y))

    def settle(self) -> None:
        """Wait until every job has ended and what it changed is painted."""
        self.wait_until(lambda: self.window.jobs.is_idle)
        QTest.qWait(200)
        self.wait_until(lambda: self.window.jobs.is_idle)

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        """Let the window live until something is so; jobs run meanwhile."""
        while not is_so():
            self.app.processEvents()
            time.sleep(0.01)  # QTest.qWait would keep them from running


if __name__ == "__main__":
    sys.exit(main())
