"""Whatever a file holds, it is read or refused with a message: quickly, and in little memory."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from tests.attack import originals, readers
from tests.attack.campaign import BAD, Summary, keep, outcomes
from tests.attack.kinds import Input, Kind, Outcome, Verdict
from tests.attack.known import KNOWN
from tests.attack.worker import attempt
from tests.limits import LIMIT_S

INPUTS = range(200)
needs_cpu_timer = pytest.mark.skipif(
    not hasattr(signal, "setitimer"), reason="this system has no timer of processor time"
)


def whole_files() -> Iterable[tuple[Kind, str, bytes]]:
    """Return what is damaged, undamaged."""
    for name, modes in originals.MODES.items():
        for mode in modes:
            yield Kind.PHOTO, originals.SUFFIXES[name], originals.encoded(name, mode)
    for category in ("top", "trousers"):
        picture = Image.fromarray(originals.drawn_garment(category))
        yield Kind.GARMENT, ".png", originals.encode(picture, "PNG")
    yield Kind.PARAMETERS, ".json", originals.parameters_file()
    yield Kind.POINTS, ".points.json", originals.points_file()
    for category in ("top", "trousers", "skirt"):
        yield Kind.ENTRY, ".json", originals.entry_file(category)
    yield Kind.DETAILS, ".details", originals.details_file()
    yield Kind.COLLECTION, ".wardrobe", originals.collection_file()
    yield Kind.LOOK, ".tryon", originals.look_file()
    yield Kind.LOOK, ".tryon", originals.varied_look_file()
    yield Kind.OUTFIT, ".outfit", originals.outfit_file()
    yield Kind.SETTINGS, ".ini", originals.settings_file()
    yield Kind.PARSE, ".parse", originals.parse_file()
    yield Kind.CONFIGURATION, ".json", originals.configuration_file()


@pytest.mark.slow
@pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
def test_the_files_are_accepted_before_they_are_damaged(qapp: QApplication) -> None:
    for kind, suffix, data in whole_files():
        outcome = attempt(Input(kind, 0, suffix, data))
        assert outcome.verdict is Verdict.ACCEPTED, f"{kind.value}{suffix} {outcome.trace}"


@pytest.mark.slow
def test_a_whole_checkpoint_is_accepted_in_both_formats() -> None:
    pytest.importorskip("torch")
    for suffix, data in (
        (".pt", originals.checkpoint_file()),
        (".safetensors", originals.safetensors_file()),
    ):
        outcome = attempt(Input(Kind.CHECKPOINT, 0, suffix, data))
        assert outcome.verdict is Verdict.ACCEPTED, outcome.trace


def test_an_input_follows_from_the_seed_and_its_number() -> None:
    assert originals.make_input(1, 5) == originals.make_input(1, 5)
    assert originals.make_input(1, 5).data != originals.make_input(2, 5).data


@pytest.mark.slow
def test_damaged_files_crash_nothing_take_little_time_and_little_memory(tmp_path: Path) -> None:
    summary, unknown = Summary(), []
    for outcome in outcomes(1, INPUTS, workers=1):
        summary.add(outcome)
        error = outcome.place.split(" ")[0]
        if outcome.verdict in BAD and (outcome.kind, error) not in KNOWN:
            unknown.append(f"{keep(outcome, 1, tmp_path)}: {outcome.place}\n{outcome.trace}")
    assert unknown == [], "\n".join(unknown)
    assert summary.inputs == len(INPUTS)
    for verdict in (Verdict.ACCEPTED, Verdict.REFUSED):  # neither harmless nor hopeless
        assert sum(n for (_, v), n in summary.counts.items() if v is verdict) > len(INPUTS) / 10


def fail(kind: Kind, file: Path) -> bool:
    raise KeyError("what nobody foresaw")


def fill_memory(kind: Kind, file: Path) -> bool:
    raise MemoryError


def test_a_crash_is_told_with_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "read", fail)
    outcome = attempt(Input(Kind.PHOTO, 7, ".jpg", b""))
    assert outcome.verdict is Verdict.CRASHED
    assert outcome.place == "KeyError"
    assert "what nobody foresaw" in outcome.trace


def test_too_much_memory_is_told_even_if_the_app_says_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(readers, "read", fill_memory)
    assert attempt(Input(Kind.PHOTO, 7, ".jpg", b"")).verdict is Verdict.OVER_MEMORY
    monkeypatch.setattr("tests.attack.worker.MOST_BYTES", -1)
    monkeypatch.setattr(readers, "read", lambda kind, file: True)
    assert attempt(Input(Kind.PHOTO, 7, ".jpg", b"")).verdict is Verdict.OVER_MEMORY


@needs_cpu_timer
def test_a_process_that_takes_too_long_is_ended() -> None:
    code = (
        "from tests.attack.worker import time_limit\nwith time_limit(0.05):\n    while True: pass"
    )
    done = subprocess.run([sys.executable, "-c", code], timeout=LIMIT_S)
    assert done.returncode == -signal.SIGPROF


def hang(seed: int, folder: str, connection: Connection) -> None:
    """Do what a process does whose time is over at the first input."""
    connection.send(None)
    while (number := connection.recv()) is not None:
        if number == 0:
            os.kill(os.getpid(), signal.SIGPROF)
        connection.send(Outcome(Kind.PHOTO, number, Verdict.ACCEPTED))


def die(seed: int, folder: str, connection: Connection) -> None:
    """Do what a process does in which a library of C fails."""
    connection.send(None)
    connection.recv()
    os._exit(3)


@needs_cpu_timer
@pytest.mark.slow
def test_a_hang_is_counted_and_the_next_input_is_read_by_a_new_process() -> None:
    found = list(outcomes(1, range(3), workers=1, target=hang))
    assert [outcome.verdict for outcome in found] == [Verdict.HUNG, *[Verdict.ACCEPTED] * 2]


@pytest.mark.slow
def test_a_process_that_dies_is_a_crash() -> None:
    (outcome,) = outcomes(1, range(1), workers=1, target=die)
    assert outcome.verdict is Verdict.CRASHED
    assert outcome.place == "the process ended with 3"


@pytest.mark.slow
def test_each_place_is_kept_once_and_reads_the_same_again(tmp_path: Path) -> None:
    summary = Summary()
    crash = Outcome(Kind.PHOTO, 0, Verdict.CRASHED, "KeyError in imaging.py, _read", "a trace")
    assert summary.add(crash)
    assert not summary.add(crash)
    assert summary.bad == 2
    file = keep(crash, 1, tmp_path)
    assert file.read_bytes() == originals.make_input(1, 0).data
    assert file.with_name(f"{file.name}.txt").read_text() == "a trace"
    again = subprocess.run(
        [sys.executable, "-m", "tests.attack", "--replay", str(file)],
        capture_output=True,
        text=True,
        check=True,
        timeout=LIMIT_S,
    )
    assert again.stdout.startswith(f"{file}: ")
