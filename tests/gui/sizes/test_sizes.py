"""Sizes side by side and the ruler, in the real window with the real fit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from tests.gui.conftest import LIMIT_MS, OnePerson, open_in, save_person, wait_idle
from tests.unit.conftest import TSHIRT, draw
from tryon.document.look_file import read_look
from tryon.fitting.fit import fit_garment
from tryon.garments.garment import Garment
from tryon.garments.sizes.size_table import Measure
from tryon.garments.wardrobe import GarmentLibrary, WardrobeEntry
from tryon.human_parse import HumanParse
from tryon.joints import Joints
from tryon.shape.category import GarmentCategory
from tryon.ui.shell.main_window import MainWindow
from tryon.ui.sizes.sizes_dialog import MOST, SizesDialog

LEFT = Qt.MouseButton.LeftButton
TABLE = "Size\tChest\tLength\tSleeve\nS\t84\t58\t16\nM\t94\t62\t18\nL\t104\t66\t20"
LONG_TABLE = "Size\tChest\n" + "\n".join(f"{n}\t{80 + 4 * n}" for n in range(1, 8))


@pytest.fixture
def wardrobe(tmp_path: Path) -> GarmentLibrary:
    library = GarmentLibrary(tmp_path / "wardrobe")
    library.keep(Garment(draw(TSHIRT, (200, 30, 40)), GarmentCategory.TOP, "Shirt"))
    return library


def own_shirt(wardrobe: GarmentLibrary) -> WardrobeEntry:
    return next(e for e in wardrobe.entries() if isinstance(e, WardrobeEntry) and e.is_own)


@pytest.fixture
def dressed(
    make_window: Callable[..., MainWindow], wardrobe: GarmentLibrary, tmp_path: Path, qtbot: QtBot
) -> MainWindow:
    """A person in a shirt of the wardrobe."""
    window = make_window(
        parser=lambda choice: OnePerson("known 1"), wardrobe=wardrobe, fit=fit_garment
    )
    open_in(window, save_person(tmp_path / "person.png"), qtbot)
    window.room.put_on(own_shirt(wardrobe))
    wait_idle(window, qtbot)
    return window


def sizes_dialog(window: MainWindow, qtbot: QtBot) -> SizesDialog:
    """Open it by the button of the Adjust panel."""
    if not window.actions_.adjust.isChecked():
        window.actions_.adjust.trigger()
        wait_idle(window, qtbot)
    qtbot.mouseClick(window.adjust_panel.sizes_button, LEFT)
    dialog = window.findChild(SizesDialog)
    assert dialog is not None
    return dialog


def say(dialog: SizesDialog, height: str, table: str, qtbot: QtBot) -> None:
    """Type a height, paste a table, and ask for the sizes."""
    field = dialog.form.height_field
    field.selectAll()
    QTest.keyClicks(field, height)
    QTest.keyClick(field, Qt.Key.Key_Tab)
    dialog.form.text.setPlainText(table)
    qtbot.waitUntil(dialog.form.show_button.isEnabled, timeout=LIMIT_MS)
    qtbot.mouseClick(dialog.form.show_button, LEFT)


def test_sizes_show_side_by_side_and_one_is_worn_as_a_step(
    dressed: MainWindow, wardrobe: GarmentLibrary, qtbot: QtBot
) -> None:
    before = dressed.room.state
    dialog = sizes_dialog(dressed, qtbot)
    assert not dialog.form.show_button.isEnabled()
    say(dialog, "172", TABLE, qtbot)
    qtbot.waitUntil(
        lambda: (
            len(dialog.columns) == 3
            and all(column.view.scene is not None for column in dialog.columns)
        ),
        timeout=LIMIT_MS,
    )
    wait_idle(dressed, qtbot)
    assert [column.title for column in dialog.columns] == ["S", "M", "L"]
    assert "±4 %" in dialog.form.certainty.text()
    assert dressed.room.state.worn[0] is before.worn[0]  # nothing is worn yet
    large = dialog.columns[2]
    assert "chest 104" in large.about.text()
    qtbot.mouseClick(large.button, LEFT)
    wait_idle(dressed, qtbot)
    (worn,) = dressed.room.state.worn
    assert worn.parameters == large.fit.parameters
    assert worn.parameters.width > 1
    dressed.actions_.undo.trigger()
    wait_idle(dressed, qtbot)
    np.testing.assert_array_equal(dressed.room.state.composite(), before.composite())
    kept = own_shirt(wardrobe).details.sizes
    assert kept is not None
    assert kept.row("m").cm(Measure.LENGTH) == 62


def test_what_was_said_is_there_the_next_time_and_in_the_look(
    dressed: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    say(sizes_dialog(dressed, qtbot), "172", TABLE, qtbot)
    wait_idle(dressed, qtbot)
    window_dialog = dressed.findChild(SizesDialog)
    assert window_dialog is not None
    window_dialog.reject()
    wait_idle(dressed, qtbot)
    path = tmp_path / "look.tryon"
    dressed.room.save(path, links_photo=False)
    wait_idle(dressed, qtbot)
    assert read_look(path).look.heights == ((1, 172.0),)
    dressed.actions_.sizes.trigger()
    wait_idle(dressed, qtbot)
    again = [d for d in dressed.findChildren(SizesDialog) if d.isVisible()]
    (dialog,) = again
    assert dialog.form.height_cm == 172.0
    assert len(dialog.columns) == 3  # they show at once
    dialog.reject()


def test_of_many_sizes_four_show_and_others_are_chosen(dressed: MainWindow, qtbot: QtBot) -> None:
    dialog = sizes_dialog(dressed, qtbot)
    say(dialog, "172", LONG_TABLE, qtbot)
    qtbot.waitUntil(lambda: len(dialog.columns) == MOST, timeout=LIMIT_MS)
    hidden = next(chip for chip in dialog.chips if not chip.isChecked())
    qtbot.mouseClick(hidden, LEFT)
    wait_idle(dressed, qtbot)
    assert len(dialog.columns) == MOST
    assert hidden.text() in [column.title for column in dialog.columns]
    dialog.reject()


def test_what_is_no_table_says_so_where_it_is_typed(dressed: MainWindow, qtbot: QtBot) -> None:
    dialog = sizes_dialog(dressed, qtbot)
    dialog.form.text.setPlainText("small or large")
    qtbot.waitUntil(lambda: "Chest" in dialog.form.found.text(), timeout=LIMIT_MS)
    assert not dialog.form.show_button.isEnabled()
    say(dialog, "172", "Size\tHips\nS\t90\nL\t100", qtbot)
    qtbot.waitUntil(dialog.problem.isVisible, timeout=LIMIT_MS)
    assert "needs one of" in dialog.problem.text()
    dialog.reject()


def answer(window: MainWindow, height: float, qtbot: QtBot) -> None:
    question = window.ruler.question
    assert isinstance(question, QInputDialog)
    question.setDoubleValue(height)
    question.accept()
    wait_idle(window, qtbot)


def test_the_ruler_asks_once_how_tall_somebody_is(dressed: MainWindow, qtbot: QtBot) -> None:
    layer = dressed.ruler.layers[0]
    before = dressed.room.state.composite()
    dressed.actions_.ruler.trigger()
    answer(dressed, 160, qtbot)
    ruler = dressed.ruler.ruler
    assert ruler is not None
    tall = ruler.box.height / ruler.scale.pixels_per_cm
    assert 140 < tall < 180
    line = layer.line()
    scale = dressed.workspace.link.viewport.scale
    assert line.length() == pytest.approx(
        ruler.length_cm * ruler.scale.pixels_per_cm * scale, rel=0.01
    )
    np.testing.assert_array_equal(dressed.room.state.composite(), before)
    dressed.actions_.ruler.trigger()
    assert not layer.isVisible()
    dressed.actions_.ruler.trigger()
    assert dressed.ruler.question is None
    assert layer.isVisible()
    dressed.actions_.undo.trigger()  # the height is a step
    wait_idle(dressed, qtbot)
    assert dressed.ruler.ruler is None


def test_zooming_takes_the_ruler_along_and_the_mouse_goes_through_it(
    dressed: MainWindow, qtbot: QtBot
) -> None:
    dressed.actions_.ruler.trigger()
    answer(dressed, 172, qtbot)
    layer = dressed.ruler.layers[0]
    before = layer.line().length()
    dressed.actions_.zoom_in.trigger()
    assert layer.line().length() == pytest.approx(1.25 * before, rel=0.01)
    assert layer.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    qtbot.mouseClick(dressed.workspace.result, LEFT, pos=dressed.workspace.result.rect().center())
    assert dressed.room.selection is not None


class FaceOnly(OnePerson):
    """Finds a person without joints."""

    def parse(self, *arguments: object, **options: object) -> HumanParse:
        """Return the person as if only the face were sure."""
        from dataclasses import replace

        parse = super().parse(*arguments, **options)  # type: ignore[arg-type]
        people = tuple(
            replace(person, joints=Joints(person.joints.points, np.zeros(17)))
            for person in parse.people
            if person.joints is not None
        )
        return HumanParse(parse.labels, parse.person_map, people, parse.engine)


def test_where_too_little_is_seen_there_is_no_ruler_and_a_reason(
    make_window: Callable[..., MainWindow], tmp_path: Path, qtbot: QtBot
) -> None:
    window = make_window(parser=lambda choice: FaceOnly("known 1"), fit=fit_garment)
    open_in(window, save_person(tmp_path / "person.png"), qtbot)
    window.actions_.ruler.trigger()
    wait_idle(window, qtbot)
    assert not window.actions_.ruler.isChecked()
    assert window.messages.isVisible()
    assert window.ruler.ruler is None
