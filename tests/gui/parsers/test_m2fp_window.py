"""The window on a real M2FP: a small one with every layer, on weights that can be regenerated."""

from __future__ import annotations

import gc
import os
import sys
import weakref
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

torch = pytest.importorskip("torch")
from tests.gui.conftest import LIMIT_MS, Gate, open_in, put_on_first_top, wait_idle  # noqa: E402
from tests.gui.parsers.test_parser_choice import BUNDLED, M2FP, choose, chosen, engine_of  # noqa: E402
from tests.model.m2fp_weights import write_tiny_weights_folder  # noqa: E402
from tryon.fitting.fit import fit_garment  # noqa: E402
from tryon.garments.wardrobe import GarmentLibrary  # noqa: E402
from tryon.parsing import Engine, HumanParser  # noqa: E402
from tryon.parsing.cache import ParseCache  # noqa: E402
from tryon.parsing.choice import ParserChoice  # noqa: E402
from tryon.parsing.overlay import labels_present  # noqa: E402
from tryon.resources import sample_photos  # noqa: E402
from tryon.ui.kit.message_bar import MessageKind  # noqa: E402
from tryon.ui.shell.main_window import MainWindow  # noqa: E402

MakeWindow = Callable[..., MainWindow]


@pytest.fixture(scope="module")
def whole_weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_weights_folder(tmp_path_factory.mktemp("m2fp"))


class Loads:
    """Loads real parsers, and remembers which and whether they are still alive."""

    def __init__(self) -> None:
        self.engines: list[Engine] = []
        self._parsers: list[tuple[Engine, weakref.ref[HumanParser]]] = []

    def __call__(self, choice: ParserChoice) -> HumanParser:
        self.engines.append(choice.engine)
        parser = choice.load()
        self._parsers.append((choice.engine, weakref.ref(parser)))
        return parser

    def is_alive(self, engine: Engine) -> bool:
        gc.collect()
        return any(parser() is not None for loaded, parser in self._parsers if loaded is engine)


def test_a_dressed_session_moves_to_m2fp_and_back(
    make_window: MakeWindow, whole_weights: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    loads = Loads()
    window = make_window(
        parser=loads,
        wardrobe=GarmentLibrary(tmp_path),
        fit=fit_garment,
        cache=ParseCache(tmp_path / "parses"),
    )
    open_in(window, sample_photos()[0], qtbot)
    top = put_on_first_top(window, qtbot)
    before = window.room.state
    assert window.status.info.endswith("Bundled parser")

    window.parser.use_weights_folder(whole_weights)
    wait_idle(window, qtbot)
    assert (chosen(window), engine_of(window)) == (M2FP, "m2fp")
    assert window.status.info.endswith("M2FP")
    assert [worn.garment.file for worn in window.room.state.worn] == [top.file]
    assert not loads.is_alive(Engine.BUNDLED)

    choose(window, BUNDLED)
    wait_idle(window, qtbot)
    assert not loads.is_alive(Engine.M2FP)
    assert loads.engines == [Engine.BUNDLED, Engine.M2FP], "the cache knows this parse"
    assert before.parse is not None
    assert window.room.state.parse is not None
    np.testing.assert_array_equal(window.room.state.parse.labels, before.parse.labels)
    for _ in range(2):
        window.actions_.undo.trigger()
    wait_idle(window, qtbot)
    assert window.room.state.worn == before.worn
    assert engine_of(window) == before.parse.engine.split()[0]


@pytest.mark.parametrize(
    "layer",
    [
        "backbone.res2",
        "backbone.res4",
        "sem_seg_head.pixel_decoder.transformer.encoder.layers.1",
        "sem_seg_head.predictor.transformer_ffn_layers.4",
    ],
)
def test_giving_up_stops_the_network_within_the_layer_that_runs(
    make_window: MakeWindow,
    whole_weights: Path,
    photo_file: Path,
    gate: Gate,
    qtbot: QtBot,
    layer: str,
) -> None:
    begun: list[str] = []

    def load(choice: ParserChoice) -> HumanParser:
        parser = choice.load()
        if choice.engine is Engine.M2FP:
            for name, module in parser._runner._network.named_modules():
                if name.rpartition(".")[0].endswith(("backbone", "layers")):
                    watch(module, name)
        return parser

    def watch(module: torch.nn.Module, name: str) -> None:
        def on_begin(*_: object) -> None:
            begun.append(name)
            if name == layer:
                gate()

        module.register_forward_pre_hook(on_begin)

    window = open_in(make_window(parser=load), photo_file, qtbot)
    before = window.room.state
    window.parser.use_weights_folder(whole_weights)
    qtbot.waitUntil(gate.is_reached.is_set, timeout=LIMIT_MS)
    qtbot.waitUntil(window.status.jobs.isVisible)
    qtbot.mouseClick(window.status.jobs.cancel_button, Qt.MouseButton.LeftButton)
    assert not window.room.is_parsing_again
    assert chosen(window) == BUNDLED
    gate.may_pass.set()
    wait_idle(window, qtbot)
    assert begun[-1] == layer, "another layer was begun"
    assert window.room.state.worn == before.worn
    assert engine_of(window) == before.parse.engine.split()[0]


def damage(folder: Path, source: Path, how: str) -> Path:
    """Copy a folder of weights and damage the copy."""
    state = torch.load(source / "pytorch_model.pt", weights_only=True)
    if how == "not numbers":
        state["model"]["sem_seg_head.predictor.query_feat.weight"].fill_(float("nan"))
    elif how == "other sizes":
        (folder / "configuration.json").write_text("{}")
    torch.save(state, folder / "pytorch_model.pt")
    if how != "other sizes":
        (folder / "configuration.json").write_bytes((source / "configuration.json").read_bytes())
    if how == "cut off":
        os.truncate(folder / "pytorch_model.pt", 100_000)
    return folder


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ("cut off", "damaged or cut off"),
        ("other sizes", "another model"),
        ("not numbers", "returned no numbers"),
    ],
)
def test_damaged_weights_give_way_to_the_bundled_parser_and_leave_the_memory(
    make_window: MakeWindow,
    whole_weights: Path,
    photo_file: Path,
    tmp_path: Path,
    qtbot: QtBot,
    how: str,
    message: str,
) -> None:
    loads = Loads()
    folder = tmp_path / "weights"
    folder.mkdir()
    named = ParserChoice(Engine.M2FP, damage(folder, whole_weights, how))
    window = open_in(make_window(parser=loads, named_parser=named), photo_file, qtbot)
    assert window.messages.kind is MessageKind.ERROR
    assert message in window.messages.text
    assert "The bundled parser is used instead" in window.messages.text
    assert (chosen(window), engine_of(window)) == (BUNDLED, "tryon-lite")
    assert loads.engines[0] is Engine.M2FP
    assert not loads.is_alive(Engine.M2FP), "the message that is shown holds the network"


def test_without_torch_the_window_says_what_to_install_and_goes_on(
    make_window: MakeWindow,
    whole_weights: Path,
    photo_file: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = open_in(make_window(parser=ParserChoice.load), photo_file, qtbot)
    before = window.room.state
    for name in [name for name in sys.modules if name.startswith("tryon.parsing.m2fp.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "torch", None)
    window.parser.use_weights_folder(whole_weights)
    wait_idle(window, qtbot)
    assert "pip install 'tryon[m2fp]'" in window.messages.text
    assert chosen(window) == BUNDLED
    assert window.room.state.worn == before.worn
    assert engine_of(window) == before.parse.engine.split()[0]


def test_without_memory_for_the_network_the_window_goes_on(
    make_window: MakeWindow,
    whole_weights: Path,
    photo_file: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def run_out(*_: object) -> None:
        raise RuntimeError("DefaultCPUAllocator: can't allocate memory")

    window = open_in(make_window(parser=ParserChoice.load), photo_file, qtbot)
    before = window.room.state
    monkeypatch.setattr("tryon.parsing.m2fp.runner.load_network", run_out)
    window.parser.use_weights_folder(whole_weights)
    wait_idle(window, qtbot)
    assert "can't allocate memory" in window.messages.text
    assert "The parser cannot be loaded" in window.messages.text
    assert window.room.state.worn == before.worn
    assert engine_of(window) == before.parse.engine.split()[0]


def test_the_legend_shows_which_queries_found_a_part(
    make_window: MakeWindow, whole_weights: Path, qtbot: QtBot
) -> None:
    loads = Loads()
    window = make_window(parser=loads, fit=fit_garment)
    legend, overlay = window.workspace.legend, window.workspace.overlay
    open_in(window, sample_photos()[0], qtbot)
    label = labels_present(window.room.state.parse)[0]
    assert not legend.is_choosable
    qtbot.mouseClick(legend.entry(label), Qt.MouseButton.LeftButton)
    wait_idle(window, qtbot)
    assert overlay.heat is None

    window.parser.use_weights_folder(whole_weights)
    wait_idle(window, qtbot)
    assert legend.is_choosable
    first, second = labels_present(window.room.state.parse)[:2]
    colours = overlay.grab().toImage()
    qtbot.mouseClick(legend.entry(first), Qt.MouseButton.LeftButton)
    wait_idle(window, qtbot)
    assert overlay.heat is not None
    assert overlay.grab().toImage() != colours
    assert "Found by queries" in window.messages.text
    loaded, of_first = len(loads.engines), overlay.heat

    qtbot.keyClick(legend.entry(second), Qt.Key.Key_Space)
    wait_idle(window, qtbot)
    assert overlay.heat is not of_first
    assert len(loads.engines) == loaded
    qtbot.mouseClick(legend.entry(second), Qt.MouseButton.LeftButton)
    assert overlay.heat is None
    assert overlay.grab().toImage() == colours

    qtbot.mouseClick(legend.entry(first), Qt.MouseButton.LeftButton)
    wait_idle(window, qtbot)
    choose(window, BUNDLED)
    wait_idle(window, qtbot)
    assert overlay.heat is None
    assert not legend.is_choosable
