"""The parser is chosen in the window: the open photo follows, and nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.drawn import DrawnParser, draw_photo, paint_on, parse_drawn
from tests.gui.conftest import (
    GREEN_TROUSERS,
    LIMIT_MS,
    RED_TOP,
    Gate,
    click_card,
    open_in,
    pick_garment,
    save_picture,
    wait_idle,
)
from tryon.document.look_file import read_look
from tryon.errors import FitError, ParsingError, WeightsError
from tryon.fitting.composite import FitResult
from tryon.fitting.request import FitRequest
from tryon.geometry import RgbImage
from tryon.human_parse import HumanParse
from tryon.labels import Label, Region
from tryon.messages import FitProblem, NotWorn, ParsingProblem, WeightsProblem
from tryon.models.catalogue import M2FP as M2FP_MODEL
from tryon.parsing import Engine, HumanParser
from tryon.parsing.cache import ParseCache
from tryon.parsing.choice import ParserChoice
from tryon.parsing.people import build_parse
from tryon.ui.kit.jobs import JobKind
from tryon.ui.kit.message_bar import MessageKind
from tryon.ui.kit.picking import Selection
from tryon.ui.shell.dependencies import Dependencies
from tryon.ui.shell.main_window import MainWindow

BUNDLED, M2FP = "Bundled (fast)", "M2FP (precise)"


class PreciseParser(DrawnParser):
    """Finds only some of the people that `DrawnParser` finds, and numbers them anew."""

    def __init__(
        self, before_parse: Callable[[], None] | None = None, *, people: tuple[int, ...] = (1, 2)
    ) -> None:
        super().__init__(before_parse)
        self._people = people

    @property
    def engine(self) -> str:
        return "m2fp 12345678 float32"

    def parse(self, image: RgbImage, **options: object) -> HumanParse:
        parse = super().parse(image, **options)
        seen = np.where(np.isin(parse.person_map, self._people), parse.person_map, 0)
        scores = dict.fromkeys(self._people, 0.8)
        return build_parse(parse.labels, seen, scores, engine=self.engine)


def by_engine(precise: Callable[[], HumanParser]) -> Callable[[ParserChoice], HumanParser]:
    """Load the drawn parser as the bundled one, and ``precise`` as M2FP."""
    return lambda choice: precise() if choice.engine is Engine.M2FP else DrawnParser()


@pytest.fixture
def weights(tmp_path: Path, dependencies: Dependencies) -> Path:
    """A folder with M2FP's weights that the user has named before."""
    folder = tmp_path / "weights"
    folder.mkdir()
    (folder / "pytorch_model.pt").write_bytes(b"weights")
    dependencies.settings.setValue("m2fp_weights", str(folder))
    return folder


@pytest.fixture
def precise_window(
    make_window: Callable[..., MainWindow], weights: Path, photo_file: Path, qtbot: QtBot
) -> MainWindow:
    """A photo of two people, open, and M2FP at hand."""
    return open_in(make_window(parser=by_engine(PreciseParser)), photo_file, qtbot)


def parser_action(window: MainWindow, name: str) -> QAction:
    """Find an entry of Settings > Parser."""
    return next(action for action in window.findChildren(QAction) if action.text() == name)


def choose(window: MainWindow, name: str) -> None:
    """Choose in Settings > Parser, as a click would."""
    parser_action(window, name).trigger()


def chosen(window: MainWindow) -> str:
    """Return the entry of Settings > Parser that is checked."""
    names = [name for name in (BUNDLED, M2FP) if parser_action(window, name).isChecked()]
    assert len(names) == 1
    return names[0]


def engine_of(window: MainWindow) -> str:
    """Name the parser that made the session's parse."""
    assert window.room.state.parse is not None
    return window.room.state.parse.engine.split()[0]


def worn(window: MainWindow) -> list[tuple[int, str]]:
    return [(item.person, item.garment.name) for item in window.room.state.worn]


def fail_to_parse() -> None:
    raise ParsingError(ParsingProblem.BUNDLED_FAILED, reason="out of memory")


def test_the_bundled_parser_is_used_until_another_is_chosen(opened: MainWindow) -> None:
    assert chosen(opened) == BUNDLED
    assert engine_of(opened) == "drawn"


def test_another_parser_reads_the_open_photo_and_the_status_line_names_it(
    precise_window: MainWindow, qtbot: QtBot
) -> None:
    zoom_before = precise_window.workspace.link.viewport
    choose(precise_window, M2FP)
    wait_idle(precise_window, qtbot)
    assert chosen(precise_window) == M2FP
    assert engine_of(precise_window) == "m2fp"
    assert precise_window.status.info.endswith("M2FP")
    scene = precise_window.workspace.scene
    assert scene is not None
    assert scene.parse is precise_window.room.state.parse
    assert precise_window.workspace.link.viewport == zoom_before


def test_garments_are_fitted_to_the_new_parse_as_one_step_of_undo(
    precise_window: MainWindow, qtbot: QtBot
) -> None:
    pick_garment(qtbot, precise_window, RED_TOP)
    pick_garment(qtbot, precise_window, GREEN_TROUSERS)
    before = precise_window.room.state
    choose(precise_window, M2FP)
    wait_idle(precise_window, qtbot)
    assert worn(precise_window) == [(2, "Red top"), (2, "Green trousers")]
    assert engine_of(precise_window) == "m2fp"
    fits = [item.fit for item in precise_window.room.state.worn]
    assert not any(fit in [item.fit for item in before.worn] for fit in fits)
    precise_window.actions_.undo.trigger()
    wait_idle(precise_window, qtbot)
    assert precise_window.room.state.worn == before.worn
    assert precise_window.status.info.endswith("drawn")
    precise_window.actions_.redo.trigger()
    wait_idle(precise_window, qtbot)
    assert precise_window.status.info.endswith("M2FP")


def test_people_with_other_numbers_keep_their_clothes_and_the_selection(
    make_window: Callable[..., MainWindow], weights: Path, photo_file: Path, qtbot: QtBot
) -> None:
    window = make_window(parser=by_engine(lambda: PreciseParser(people=(2,))))
    open_in(window, photo_file, qtbot)
    pick_garment(qtbot, window, RED_TOP)
    assert worn(window) == [(2, "Red top")]
    before = window.room.state.composite()
    choose(window, M2FP)
    wait_idle(window, qtbot)
    assert worn(window) == [(1, "Red top")]
    assert window.room.selection == Selection(1, Region.UPPER)
    np.testing.assert_array_equal(window.room.state.composite(), before)


def test_a_garment_on_somebody_whom_the_new_parser_misses_stays_and_says_so(
    make_window: Callable[..., MainWindow], weights: Path, photo_file: Path, qtbot: QtBot
) -> None:
    window = make_window(parser=by_engine(lambda: PreciseParser(people=(1,))))
    open_in(window, photo_file, qtbot)
    pick_garment(qtbot, window, RED_TOP)
    before = window.room.state.composite()
    choose(window, M2FP)
    wait_idle(window, qtbot)
    np.testing.assert_array_equal(window.room.state.composite(), before)
    assert "Red top: left as it was" in window.messages.text
    assert window.messages.kind is MessageKind.NOTE
    assert window.room.selection is None
    window.room.select(Selection(1, Region.UPPER))
    pick_garment(qtbot, window, RED_TOP)
    assert len(window.room.state.worn) == 2, "it is nobody's, so it gives way to nobody's"
    choose(window, BUNDLED)
    wait_idle(window, qtbot)
    assert worn(window) == [(2, "Red top"), (1, "Red top")]


def test_a_garment_of_nobody_is_not_saved_and_that_is_said(
    make_window: Callable[..., MainWindow],
    weights: Path,
    photo_file: Path,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    window = make_window(parser=by_engine(lambda: PreciseParser(people=(1,))))
    open_in(window, photo_file, qtbot)
    pick_garment(qtbot, window, RED_TOP)
    window.room.save(tmp_path / "dressed.tryon", links_photo=False)
    wait_idle(window, qtbot)
    assert "not saved" not in window.messages.text
    choose(window, M2FP)
    wait_idle(window, qtbot)
    window.room.save(tmp_path / "look.tryon", links_photo=False)
    wait_idle(window, qtbot)
    assert "Red top is not saved in look.tryon" in window.messages.text
    assert window.messages.kind is MessageKind.NOTE
    assert read_look(tmp_path / "look.tryon").look.worn == ()


def test_a_garment_that_does_not_fit_the_new_parse_stays_as_it_lies(
    make_window: Callable[..., MainWindow], weights: Path, photo_file: Path, qtbot: QtBot
) -> None:
    def fit(request: FitRequest, **report: object) -> FitResult:
        if request.parse.engine.startswith("m2fp"):
            raise FitError(FitProblem.NOTHING_WORN, person=2, nothing=NotWorn.TOP)
        return paint_on(request, **report)

    window = make_window(parser=by_engine(PreciseParser), fit=fit)
    open_in(window, photo_file, qtbot)
    pick_garment(qtbot, window, RED_TOP)
    before = window.room.state
    choose(window, M2FP)
    wait_idle(window, qtbot)
    assert window.room.state.worn[0].fit is before.worn[0].fit
    assert worn(window) == [(2, "Red top")]
    assert engine_of(window) == "m2fp"
    assert "left as it was" in window.messages.text


def test_the_choice_is_kept_for_the_next_start(
    make_window: Callable[..., MainWindow],
    precise_window: MainWindow,
    photo_file: Path,
    qtbot: QtBot,
) -> None:
    choose(precise_window, M2FP)
    wait_idle(precise_window, qtbot)
    again = open_in(make_window(parser=by_engine(PreciseParser)), photo_file, qtbot)
    assert chosen(again) == M2FP
    assert engine_of(again) == "m2fp"


def test_the_command_lines_choice_is_for_this_time_only(
    make_window: Callable[..., MainWindow], weights: Path, photo_file: Path, qtbot: QtBot
) -> None:
    load = by_engine(PreciseParser)
    named = make_window(parser=load, named_parser=ParserChoice(Engine.M2FP, weights))
    open_in(named, photo_file, qtbot)
    assert (chosen(named), engine_of(named)) == (M2FP, "m2fp")
    assert chosen(make_window(parser=load)) == BUNDLED


def test_the_command_lines_weights_go_before_the_named_folder(
    make_window: Callable[..., MainWindow], weights: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "pytorch_model.pt").write_bytes(b"others")
    window = make_window(named_parser=ParserChoice(Engine.M2FP, other))
    assert window.room.parser_choice.weights == other
    choose(window, BUNDLED)
    choose(window, M2FP)
    assert window.room.parser_choice.weights == other


@pytest.mark.parametrize("folder", ["gone", "x" * 5000])
def test_a_kept_folder_that_cannot_be_looked_into_keeps_no_window_from_opening(
    make_window: Callable[..., MainWindow],
    dependencies: Dependencies,
    photo_file: Path,
    tmp_path: Path,
    qtbot: QtBot,
    folder: str,
) -> None:
    dependencies.settings.setValue("parser", "m2fp")
    dependencies.settings.setValue("m2fp_weights", str(tmp_path / folder))
    window = open_in(make_window(parser=ParserChoice.load), photo_file, qtbot)
    assert "M2FP's weights" in window.messages.text
    assert (chosen(window), engine_of(window)) == (BUNDLED, "tryon-lite")


def test_without_weights_m2fp_asks_for_them_and_nothing_changes(
    opened: MainWindow, qtbot: QtBot
) -> None:
    opened.room.failed.emit(FitError(FitProblem.NO_PHOTO))
    before = opened.room.state
    with qtbot.waitSignal(opened.parser.models_asked) as blocker:
        choose(opened, M2FP)
    assert "download" in blocker.args[0]
    assert opened.messages.text == blocker.args[0]
    assert opened.settings_actions.models.isVisible()
    assert chosen(opened) == BUNDLED
    assert opened.room.state is before
    assert opened.jobs.is_idle


def test_weights_that_arrive_after_m2fp_was_chosen_are_used(
    make_window: Callable[..., MainWindow],
    photo_file: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MODELSCOPE_CACHE", str(tmp_path))
    window = open_in(make_window(parser=by_engine(PreciseParser)), photo_file, qtbot)
    window.parser.use_downloaded()
    assert chosen(window) == BUNDLED, "nobody has asked for M2FP"
    choose(window, M2FP)
    window.parser.use_downloaded()
    assert chosen(window) == BUNDLED, "nothing has been downloaded"
    folder = tmp_path / "models" / "damo" / "cv_resnet101_image-multiple-human-parsing"
    folder.mkdir(parents=True)
    (folder / "pytorch_model.pt").write_bytes(b"weights")
    assert window.messages.isVisible()
    window.settings_actions.models.model_changed.emit(M2FP_MODEL)
    assert not window.messages.isVisible(), "what was missing is there"
    wait_idle(window, qtbot)
    assert (chosen(window), engine_of(window)) == (M2FP, "m2fp")


def test_a_folder_that_the_user_names_is_used_and_kept(
    make_window: Callable[..., MainWindow],
    photo_file: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "my weights"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    window = open_in(make_window(parser=by_engine(PreciseParser)), photo_file, qtbot)
    window.actions_.weights.trigger()
    assert "my weights holds no pytorch_model.pt" in window.messages.text
    assert chosen(window) == BUNDLED
    (folder / "pytorch_model.pt").write_bytes(b"weights")
    window.actions_.weights.trigger()
    wait_idle(window, qtbot)
    assert (chosen(window), engine_of(window)) == (M2FP, "m2fp")
    assert not window.messages.isVisible()
    assert make_window().room.parser_choice == ParserChoice(Engine.M2FP, folder)


def test_a_parser_that_fails_on_the_open_photo_leaves_the_session(
    make_window: Callable[..., MainWindow], weights: Path, photo_file: Path, qtbot: QtBot
) -> None:
    window = make_window(parser=by_engine(lambda: PreciseParser(fail_to_parse)))
    open_in(window, photo_file, qtbot)
    pick_garment(qtbot, window, RED_TOP)
    before, scene = window.room.state, window.workspace.scene
    choose(window, M2FP)
    wait_idle(window, qtbot)
    assert window.messages.kind is MessageKind.ERROR
    assert "The bundled parser failed (out of memory)" in window.messages.text
    assert "The bundled parser is used instead" in window.messages.text
    assert chosen(window) == BUNDLED
    assert window.room.state is before
    assert window.workspace.scene is scene
    assert window.garments.isEnabled()
    pick_garment(qtbot, window, GREEN_TROUSERS)
    assert len(window.room.state.worn) == 2


@pytest.mark.parametrize(
    "error",
    [
        WeightsError(WeightsProblem.NO_PYTORCH, reason="no module"),
        MemoryError(),
        OSError("a library is missing"),
    ],
)
def test_a_parser_that_cannot_be_loaded_gives_way_and_the_photo_opens(
    make_window: Callable[..., MainWindow],
    dependencies: Dependencies,
    weights: Path,
    photo_file: Path,
    qtbot: QtBot,
    error: Exception,
) -> None:
    dependencies.settings.setValue("parser", "m2fp")

    def fail() -> HumanParser:
        raise error

    window = make_window(parser=by_engine(fail))
    assert chosen(window) == M2FP
    open_in(window, photo_file, qtbot)
    assert engine_of(window) == "drawn"
    assert chosen(window) == BUNDLED
    assert window.messages.kind is MessageKind.ERROR
    assert "The bundled parser is used instead" in window.messages.text
    assert dependencies.settings.value("parser") == "m2fp", "the cause may be gone the next time"


def test_a_bundled_parser_that_fails_is_not_replaced_by_itself(
    make_window: Callable[..., MainWindow], weights: Path, photo_file: Path, qtbot: QtBot
) -> None:
    def load(choice: ParserChoice) -> HumanParser:
        return PreciseParser() if choice.engine is Engine.M2FP else DrawnParser(fail_to_parse)

    window = make_window(parser=load, named_parser=ParserChoice(Engine.M2FP, weights))
    open_in(window, photo_file, qtbot)
    before = window.room.state
    choose(window, BUNDLED)
    wait_idle(window, qtbot)
    assert "The bundled parser failed (out of memory)" in window.messages.text
    assert "instead" not in window.messages.text
    assert window.room.state is before


@pytest.fixture
def slow_window(
    make_window: Callable[..., MainWindow],
    weights: Path,
    photo_file: Path,
    gate: Gate,
    qtbot: QtBot,
) -> MainWindow:
    """A dressed person, and an M2FP that waits for the gate."""
    window = make_window(parser=by_engine(lambda: PreciseParser(gate)))
    open_in(window, photo_file, qtbot)
    pick_garment(qtbot, window, RED_TOP)
    return window


@pytest.mark.parametrize("way", ["button", "undo"])
def test_giving_up_brings_the_earlier_parser_back(
    slow_window: MainWindow, gate: Gate, qtbot: QtBot, way: str
) -> None:
    before, scene = slow_window.room.state, slow_window.workspace.scene
    choose(slow_window, M2FP)
    qtbot.waitUntil(gate.is_reached.is_set)
    assert slow_window.workspace.scene is scene, "the session shows meanwhile"
    if way == "undo":
        slow_window.actions_.undo.trigger()
    else:
        qtbot.waitUntil(slow_window.status.jobs.isVisible)
        button = slow_window.status.jobs.cancel_button
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert chosen(slow_window) == BUNDLED
    assert slow_window.garments.isEnabled()
    gate.may_pass.set()
    wait_idle(slow_window, qtbot)
    assert slow_window.room.state is before


def test_while_the_photo_is_parsed_again_it_can_be_looked_at_but_not_changed(
    slow_window: MainWindow, gate: Gate, qtbot: QtBot
) -> None:
    choose(slow_window, M2FP)
    qtbot.waitUntil(gate.is_reached.is_set)
    zoom = slow_window.workspace.link.zoom
    qtbot.keyClick(slow_window, Qt.Key.Key_Plus)
    assert slow_window.workspace.link.zoom > zoom
    assert slow_window.actions_.export.isEnabled()
    assert not slow_window.actions_.take_off.isEnabled()
    click_card(qtbot, slow_window, GREEN_TROUSERS)
    gate.may_pass.set()
    wait_idle(slow_window, qtbot)
    assert worn(slow_window) == [(2, "Red top")]
    assert slow_window.actions_.take_off.isEnabled()


def test_switching_back_before_the_parse_is_done_changes_nothing(
    slow_window: MainWindow, gate: Gate, qtbot: QtBot
) -> None:
    before = slow_window.room.state
    choose(slow_window, M2FP)
    qtbot.waitUntil(gate.is_reached.is_set)
    choose(slow_window, BUNDLED)
    qtbot.waitUntil(lambda: not slow_window.room.is_parsing_again)
    gate.may_pass.set()
    wait_idle(slow_window, qtbot)
    assert slow_window.room.state is before
    assert chosen(slow_window) == BUNDLED


def test_another_photo_is_parsed_by_the_parser_that_was_being_tried(
    slow_window: MainWindow, tmp_path: Path, gate: Gate, qtbot: QtBot
) -> None:
    choose(slow_window, M2FP)
    qtbot.waitUntil(gate.is_reached.is_set)
    slow_window.room.open_file(save_picture(tmp_path / "other.png", draw_photo(width=400)))
    qtbot.waitUntil(lambda: slow_window.room.is_staging)
    gate.may_pass.set()
    wait_idle(slow_window, qtbot)
    assert "other.png" in slow_window.windowTitle()
    assert (chosen(slow_window), engine_of(slow_window)) == (M2FP, "m2fp")


def test_a_parser_chosen_while_a_photo_opens_parses_it(
    make_window: Callable[..., MainWindow],
    weights: Path,
    photo_file: Path,
    gate: Gate,
    qtbot: QtBot,
) -> None:
    def load(choice: ParserChoice) -> HumanParser:
        return PreciseParser() if choice.engine is Engine.M2FP else DrawnParser(gate)

    window = make_window(parser=load)
    window.room.open_file(photo_file)
    qtbot.waitUntil(gate.is_reached.is_set)
    with qtbot.waitSignal(window.room.opened, timeout=LIMIT_MS):
        choose(window, M2FP)
    assert engine_of(window) == "m2fp"
    gate.may_pass.set()
    wait_idle(window, qtbot)
    assert engine_of(window) == "m2fp"
    assert not window.room.editor.can_redo


def test_a_garment_that_is_being_fitted_is_worn_before_the_photo_is_parsed_again(
    make_window: Callable[..., MainWindow],
    weights: Path,
    photo_file: Path,
    gate: Gate,
    qtbot: QtBot,
) -> None:
    def fit(request: FitRequest, **report: object) -> FitResult:
        gate()
        return paint_on(request, **report)

    window = make_window(parser=by_engine(PreciseParser), fit=fit)
    open_in(window, photo_file, qtbot)
    click_card(qtbot, window, RED_TOP)
    qtbot.waitUntil(gate.is_reached.is_set)
    choose(window, M2FP)
    assert [job.kind for job in window.jobs.active] == [JobKind.FIT]
    gate.may_pass.set()
    qtbot.waitUntil(lambda: not window.room.is_parsing_again)
    wait_idle(window, qtbot)
    assert worn(window) == [(2, "Red top")]
    assert engine_of(window) == "m2fp"
    window.actions_.undo.trigger()
    assert worn(window) == [(2, "Red top")]
    assert engine_of(window) == "drawn"


def test_a_garment_that_slips_in_while_the_photo_is_parsed_again_is_not_lost(
    slow_window: MainWindow, gate: Gate, qtbot: QtBot
) -> None:
    choose(slow_window, M2FP)
    qtbot.waitUntil(gate.is_reached.is_set)
    slow_window.room.put_on(GREEN_TROUSERS)  # by no widget: they are disabled
    qtbot.waitUntil(lambda: len(slow_window.room.state.worn) == 2)
    gate.may_pass.set()
    qtbot.waitUntil(lambda: not slow_window.room.is_parsing_again)
    wait_idle(slow_window, qtbot)
    assert worn(slow_window) == [(2, "Red top"), (2, "Green trousers")]
    assert engine_of(slow_window) == "m2fp"


def test_a_photo_that_was_parsed_before_opens_without_loading_a_parser(
    make_window: Callable[..., MainWindow], photo_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    cache = ParseCache(tmp_path / "parses")
    first = open_in(make_window(cache=cache), photo_file, qtbot)
    loads: list[ParserChoice] = []

    def load(choice: ParserChoice) -> HumanParser:
        loads.append(choice)
        return DrawnParser()

    again = open_in(make_window(parser=load, cache=cache), photo_file, qtbot)
    assert loads == []
    one, other = first.room.state.parse, again.room.state.parse
    assert one is not None
    assert other is not None
    assert one.people == other.people == parse_drawn(draw_photo()).people
    np.testing.assert_array_equal(one.labels, other.labels)
    pick_garment(qtbot, again, RED_TOP)
    assert again.room.state.parse is not None
    region = again.room.state.parse.part_mask(2, frozenset({Label.UPPER_CLOTHES}))
    assert (again.room.state.composite()[region] == (220, 30, 40)).all()
