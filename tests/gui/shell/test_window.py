"""The window as a whole: small enough, named for who cannot see it, reached by keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.conftest import GREEN_TROUSERS, RED_TOP, color_at, open_in, pick_garment, wait_idle
from tryon import __version__
from tryon.ui.kit.language import languages
from tryon.ui.kit.picking import Selection
from tryon.ui.shell.dependencies import Dependencies
from tryon.ui.shell.help.about_dialog import AboutDialog
from tryon.ui.shell.help.key_sheet import KeySheet
from tryon.ui.shell.main_window import MainWindow

SMALL = QSize(940, 560)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def dressed(opened: MainWindow, qtbot: QtBot) -> MainWindow:
    """A window in which the second person wears a top, and nobody is chosen."""
    opened.room.select(Selection(2, None))
    pick_garment(qtbot, opened, RED_TOP)
    opened.room.select(None)
    return opened


def names(widget: QWidget) -> str:
    """Return what a screen reader says."""
    text = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
    return widget.accessibleName() or text


def lies_inside(part: QWidget, window: QWidget) -> bool:
    corners = (part.rect().topLeft(), part.rect().bottomRight())
    return all(window.rect().contains(part.mapTo(window, corner)) for corner in corners)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("is_adjusting", [False, True])
def test_it_fits_a_small_screen_in_every_language(
    make_window: Callable[..., MainWindow],
    photo_file: Path,
    qtbot: QtBot,
    language: object,
    is_adjusting: bool,
) -> None:
    window = open_in(make_window(), photo_file, qtbot)
    window.settings_actions._choose_language(language)
    pick_garment(qtbot, window, RED_TOP)
    window.actions_.adjust.setChecked(is_adjusting)
    window.actions_.correct_parse.setChecked(not is_adjusting)
    window.resize(SMALL)
    qtbot.waitUntil(lambda: window.size() == SMALL)
    assert window.minimumSizeHint().width() <= SMALL.width()
    assert window.minimumSizeHint().height() <= SMALL.height()
    for part in (window.workspace, window.side, window.toolbar.export_button):
        qtbot.waitUntil(lambda part=part: lies_inside(part, window))
    widths = window.workspace.panes.sizes()
    assert not is_adjusting or abs(widths[0] - widths[1]) <= 2, "both views are of the same size"
    window.settings_actions._choose_language(None)


def test_adjust_works_whenever_something_is_worn(dressed: MainWindow, qtbot: QtBot) -> None:
    assert dressed.room.selection is None
    assert dressed.actions_.adjust.isEnabled()
    qtbot.keyClick(dressed, Qt.Key.Key_A)
    assert dressed.adjuster.target is dressed.room.state.worn[0]
    assert dressed.adjust_panel.isVisible()
    qtbot.keyClick(dressed, Qt.Key.Key_A)
    dressed.room.take_off_all()
    assert not dressed.actions_.adjust.isEnabled()


def test_adjust_takes_the_topmost_garment_of_who_is_chosen(
    dressed: MainWindow, qtbot: QtBot
) -> None:
    dressed.room.select(Selection(1, None))
    pick_garment(qtbot, dressed, RED_TOP)
    pick_garment(qtbot, dressed, GREEN_TROUSERS)
    dressed.room.select(None)
    dressed.actions_.adjust.trigger()
    target = dressed.adjuster.target
    assert target is not None
    assert (target.person, target.garment.name) == (1, "Green trousers")


def test_the_adjust_panel_scrolls_where_there_is_little_room(
    dressed: MainWindow, qtbot: QtBot
) -> None:
    dressed.resize(SMALL)
    dressed.actions_.adjust.trigger()
    area, slider = dressed.adjust_panel.area, dressed.adjust_panel.sliders["edge_softness"]
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    area.ensureWidgetVisible(slider)
    at = slider.mapTo(area.viewport(), slider.rect().center())
    assert area.viewport().rect().contains(at)


def test_a_slider_has_its_usual_value_in_the_middle(dressed: MainWindow) -> None:
    dressed.actions_.adjust.trigger()
    for slider in dressed.adjust_panel.sliders.values():
        assert slider.value() == (slider.minimum() + slider.maximum()) / 2
        for place in (slider.minimum(), -40, 0, 40, slider.maximum()):
            assert abs(slider.place_of(slider.value_at(place)) - place) <= 2


def test_everything_that_takes_keys_has_a_name(dressed: MainWindow) -> None:
    dressed.actions_.adjust.trigger()
    nameless = [
        f"{type(each).__name__} {each.objectName()}"
        for each in dressed.findChildren(QWidget)
        if each.isVisible()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not names(each)
        and not each.objectName().startswith("qt_")
    ]
    assert nameless == []


def test_tab_goes_from_the_photo_by_the_people_to_the_garments(
    opened: MainWindow, qtbot: QtBot
) -> None:
    opened.workspace.overlay.setFocus()
    met: list[QWidget] = []
    for _ in range(40):
        focus = QApplication.focusWidget()
        assert focus is not None
        if not met or met[-1] is not focus:
            met.append(focus)
        if focus is opened.garments.list:
            break
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert met[-1] is opened.garments.list
    assert opened.workspace.people.buttons[0] in met or opened.workspace.people.buttons[1] in met


def test_the_icon_of_export_can_be_seen_in_its_menu_and_on_its_button(
    opened: MainWindow,
) -> None:
    menu_icon = opened.actions_.export.icon().pixmap(20, 20).toImage()
    button_icon = opened.toolbar.export_button.icon().pixmap(20, 20).toImage()
    middle = QPoint(10, 5)
    assert menu_icon.pixelColor(middle).lightness() < 128, "dark on the light menu"
    assert button_icon.pixelColor(middle).lightness() > 200, "light on the accent colour"


def test_the_export_button_does_what_the_action_does(
    opened: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    opened.actions_.export.triggered.connect(lambda: asked.append(True))
    monkeypatch.setattr("tryon.ui.shell.photo.export_actions.ask_export", lambda *_: None)
    qtbot.mouseClick(opened.toolbar.export_button, LEFT)
    assert asked == [True]
    opened.actions_.export.setEnabled(False)
    assert not opened.toolbar.export_button.isEnabled()


def test_f1_lists_every_key_of_the_window(opened: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(opened, Qt.Key.Key_F1)
    sheet = opened.findChild(KeySheet)
    assert sheet is not None
    qtbot.waitUntil(sheet.isVisible)
    said = "\n".join(label.text() for label in sheet.findChildren(QLabel))
    for action in opened.actions():
        keys = action.shortcut().toString()
        assert keys in said, f"{action.text()} ({keys})"
    assert "Space + drag" in said
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: opened.findChild(KeySheet) is None)


def test_about_names_versions_licences_and_links(
    opened: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.actions_.about.trigger()
    dialog = opened.findChild(AboutDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    labels = dialog.findChildren(QLabel)
    said = "\n".join(label.text() for label in labels)
    for word in (__version__, "Apache License 2.0", "LGPL", "Qt", "ONNX Runtime"):
        assert word in said
    opened_links: list[str] = []
    monkeypatch.setattr(
        "tryon.ui.shell.help.about_dialog.QDesktopServices.openUrl",
        lambda url: opened_links.append(url.toString()),
    )
    link = next(label for label in labels if "numpy.org" in label.text())
    link.linkActivated.emit("https://numpy.org")
    assert opened_links == ["https://numpy.org"]
    dialog.close()


def test_worn_and_current_look_different_on_a_card(dressed: MainWindow, qtbot: QtBot) -> None:
    cards = dressed.garments.list
    model = cards.model()
    dressed.workspace.result.setFocus()
    worn, other = (cards.visualRect(model.index(row, 0)) for row in (0, 1))
    ring, edge = QPoint(1, 60), QPoint(4, 60)

    def colors(card: object) -> tuple[object, object]:
        assert hasattr(card, "topLeft")
        return tuple(color_at(cards.viewport(), card.topLeft() + at) for at in (ring, edge))

    plain, only_worn = colors(other), colors(worn)
    assert only_worn[0] == plain[0]
    assert only_worn[1] != plain[1]
    cards.setFocus()
    cards.setCurrentIndex(model.index(1, 0))
    current = colors(other)
    assert current[0] != plain[0], "there is a ring around it"
    assert current[1] == plain[1], "and it has the edge of what is not worn"
    wait_idle(dressed, qtbot)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("size", [SMALL, QSize(940, 760)])
def test_the_welcome_page_is_not_wider_than_there_is_room(
    make_window: Callable[..., MainWindow], qtbot: QtBot, language: object, size: QSize
) -> None:
    window = make_window()
    window.settings_actions._choose_language(language)
    window.resize(size)
    qtbot.waitUntil(lambda: window.size() == size)
    scroll = window.welcome.findChild(QScrollArea, "welcomeScroll")
    assert scroll.isVisible()
    qtbot.waitUntil(lambda: scroll.horizontalScrollBar().maximum() == 0)


def test_a_window_that_is_closed_before_it_is_whole_closes_then(
    dependencies: Dependencies, qtbot: QtBot
) -> None:
    window = MainWindow(dependencies.settings, lambda: dependencies)
    window.show()
    assert not window.close()
    window.complete()
    qtbot.waitUntil(lambda: not window.isVisible())
    window.deleteLater()


def test_nothing_moves_when_a_window_becomes_whole(
    dependencies: Dependencies, qtbot: QtBot
) -> None:
    window = MainWindow(dependencies.settings, lambda: dependencies)
    window.show()
    place = window.welcome.mapToGlobal(window.welcome.rect().topLeft())
    window.complete()
    qtbot.waitUntil(lambda: window.jobs.is_idle)
    assert window.welcome.mapToGlobal(window.welcome.rect().topLeft()) == place
    assert window.close()
    window.deleteLater()
