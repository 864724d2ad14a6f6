"""Kills of what writes files, at random moments: ``python -m tests.attack.kills --kills 50``.

After each kill every file is as it was before or as it will be, and the next run goes through.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from PIL import Image

from tests.hub import CONFIGURATION, Hub, HubServer, checkpoint
from tests.limits import LIMIT_S
from tryon.correction.edit_json import edit_from_json
from tryon.document.journal import left_behind, recover
from tryon.models.catalogue import M2FP
from tryon.resources import sample_garments_folder, sample_photos

OLD = b"what was there before"
_ADD = """
import sys
from pathlib import Path
from tryon.garments.adding.add import add_picture
from tryon.garments.adding.source import PictureSource
from tryon.garments.wardrobe import GarmentLibrary
library = GarmentLibrary(Path(sys.argv[1]))
for picture in sys.argv[2:]:
    add_picture(PictureSource.of_file(Path(picture)).read(), library)
"""
_DO = """
import sys
from pathlib import Path
from tests.drawn import draw_garment, draw_photo, parse_drawn
from tryon.document.commands import PutOn
from tryon.document.document import Document
from tryon.document.journal import Did, Journal, JournalBase, do_to, new_folder
from tryon.imaging import Photo
from tryon.session import TryOnState
from tryon.shape.category import GarmentCategory
folder, count = Path(sys.argv[1]), int(sys.argv[2])
document = Document.of(TryOnState(Photo(draw_photo(), "people.png"), parse_drawn(draw_photo())))
journal = Journal.begin(new_folder(folder), JournalBase.of(document))
for number in range(1, count + 1):
    garment = draw_garment((number, 40, 60), GarmentCategory.TOP, f"{number}")
    command = PutOn(1, garment)
    do_to(document.history, command, command.apply(document.history.look))
    journal.write([Did(command)])
    with (folder / "acknowledged").open("ab") as file:
        file.write(b".")
"""
_ACTIONS = 60
_GARMENTS = ("tshirt-white.png", "trousers-black.png", "chinos-beige.png")
_WEIGHTS = checkpoint(size=30_000_000)


class Task(ABC):
    """A command that writes files into a folder."""

    name: str

    @abstractmethod
    def words(self, folder: Path) -> list[str]:
        """Return the command."""

    def prepare(self, folder: Path) -> None:
        """Make the folder as it is before the command; here, put nothing there."""
        folder.mkdir(exist_ok=True)

    @abstractmethod
    def wrong(self, folder: Path, *, is_done: bool) -> list[str]:
        """Return what is wrong with the files after a kill, or after the command is done."""


class _Written(Task):
    """A command whose every file replaces an old one.

    Attributes:
        files: their names; the command's options are in the same order.
    """

    files: tuple[str, ...]

    def __init__(self) -> None:
        self._expected: dict[str, object] = {}

    def prepare(self, folder: Path) -> None:
        for name in self.files:
            (folder / name).write_bytes(OLD)

    def wrong(self, folder: Path, *, is_done: bool) -> list[str]:
        """Compare with what the first run that was not killed has written."""
        problems = []
        for name in self.files:
            data = (folder / name).read_bytes()
            if data == OLD and not is_done:
                continue
            try:
                content = _without_times(json.loads(data)) if name.endswith(".json") else data
            except ValueError:
                content = data
            if self._expected.setdefault(name, content) != content:
                problems.append(f"{name} is half-written or wrong: {len(data)} bytes")
        return problems


class Fit(_Written):
    """A garment is put on; picture and parameters are exported, and the look is saved."""

    name = "fit"
    files = ("dressed.png", "fit.json", "look.tryon")

    def words(self, folder: Path) -> list[str]:
        garment = sample_garments_folder() / _GARMENTS[0]
        options = zip(("-o", "--save-parameters", "--save"), self.files, strict=True)
        outputs = [word for option, name in options for word in (option, folder / name)]
        return _tryon("fit", sample_photos()[0], "--garment", garment, *outputs)


class Parse(_Written):
    """A photo is parsed, and everything about it is exported."""

    name = "parse"
    files = ("overlay.png", "labels.png", "people.png", "parse.json")

    def words(self, folder: Path) -> list[str]:
        options = zip(("-o", "--labels", "--people", "--json"), self.files, strict=True)
        outputs = [word for option, name in options for word in (option, folder / name)]
        return _tryon("parse", sample_photos()[0], *outputs)


class Wardrobe(Task):
    """Three garments are added; a run that was killed leaves some of them."""

    name = "wardrobe"

    def words(self, folder: Path) -> list[str]:
        pictures = (sample_garments_folder() / name for name in _GARMENTS)
        return [sys.executable, "-c", _ADD, str(folder / "garments"), *map(str, pictures)]

    def wrong(self, folder: Path, *, is_done: bool) -> list[str]:
        """Open every picture and every entry; what is being written has a name with a dot."""
        garments, problems, whole = folder / "garments", [], 0
        for file in sorted(garments.glob("[!.]*")) if garments.is_dir() else ():
            try:
                if file.suffix == ".json":
                    entry = json.loads(file.read_text("utf-8"))
                    Image.open(garments / entry["file"]).load()
                    whole += 1
                elif file.suffix == ".png":
                    Image.open(file).load()
            except (OSError, ValueError, KeyError, SyntaxError) as error:
                problems.append(f"{file.name}: {error}")
        if is_done and whole < len(_GARMENTS):
            problems.append(f"only {whole} garments")
        return problems


class Journal(Task):
    """Garments are put on in an open document, whose journal notes each."""

    name = "journal"

    def words(self, folder: Path) -> list[str]:
        return [sys.executable, "-c", _DO, str(folder / "open"), str(_ACTIONS)]

    def prepare(self, folder: Path) -> None:
        (folder / "open").mkdir(parents=True)

    def wrong(self, folder: Path, *, is_done: bool) -> list[str]:
        """Recover what was done, and forget it; all that was written to its end must be there."""
        acknowledged = folder / "open" / "acknowledged"
        least = acknowledged.stat().st_size if acknowledged.exists() else 0
        acknowledged.unlink(missing_ok=True)
        left, found = left_behind(folder / "open"), 0
        for each in left:
            recovered = recover(each, edit_from_json)
            found = recovered.document.history.position
            recovered.journal.remove()
        if not least <= found <= _ACTIONS:
            return [f"{found} of {least} actions came back"]
        return ["nothing was left behind"] if is_done and found < _ACTIONS else []


class Download(Task):
    """A model comes from a hub on this computer."""

    name = "download"

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    def words(self, folder: Path) -> list[str]:
        return _tryon("models", "download", "--yes", "--mirror", self._hub.url)

    def wrong(self, folder: Path, *, is_done: bool) -> list[str]:
        """Compare each file with the hub's; what arrives is the beginning of it until then."""
        problems, found = [], set()
        for name, data in {
            "pytorch_model.pt": _WEIGHTS,
            "configuration.json": CONFIGURATION,
        }.items():
            for file in folder.rglob(f"{name}*"):
                content = file.read_bytes()
                is_whole = file.name == name
                found.add(file.name)
                if not (content == data if is_whole else data.startswith(content)):
                    problems.append(f"{file.name} is not the hub's: {len(content)} bytes")
            if is_done and (name not in found or f"{name}.incomplete" in found):
                problems.append(f"{name} did not arrive")
        return problems


def _without_times(content: object) -> object:
    """Return a report without what differs from run to run."""
    if not isinstance(content, dict):
        return content
    return {key: value for key, value in content.items() if key != "milliseconds"}


def _tryon(*words: object) -> list[str]:
    return [sys.executable, "-m", "tryon", *map(str, words)]


@contextmanager
def all_tasks() -> Iterator[tuple[Task, ...]]:
    """Return every task; a hub runs meanwhile."""
    hub = Hub(files={"configuration.json": CONFIGURATION, "pytorch_model.pt": _WEIGHTS})
    with HubServer(hub, M2FP):
        yield Fit(), Parse(), Wardrobe(), Journal(), Download(hub)


def duration_s(task: Task) -> float:
    """Run a task to its end in a new folder; return how long it takes.

    Raises:
        AssertionError: if it does not go through.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        task.prepare(folder)
        start = time.monotonic()
        problems = _run_to_end(task, folder)
        assert not problems, problems
        return time.monotonic() - start


def kill_once(task: Task, after_s: float) -> tuple[bool, list[str]]:
    """Kill a task after some time and run it again.

    Returns:
        Whether it was still running, and what was wrong then or afterwards.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        task.prepare(folder)
        process = subprocess.Popen(
            task.words(folder),
            env=_environment(folder),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            process.wait(timeout=min(after_s, LIMIT_S))
            is_killed = False
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=LIMIT_S)
            is_killed = True
        problems = [f"killed: {text}" for text in task.wrong(folder, is_done=False)]
        return is_killed, problems + [f"again: {text}" for text in _run_to_end(task, folder)]


def _run_to_end(task: Task, folder: Path) -> list[str]:
    done = subprocess.run(
        task.words(folder),
        env=_environment(folder),
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
    )
    if done.returncode:
        return [f"exit code {done.returncode}: {done.stderr.strip()}"]
    return task.wrong(folder, is_done=True)


def _environment(folder: Path) -> Mapping[str, str]:
    names = ("CACHE_HOME", "CONFIG_HOME", "DATA_HOME", "STATE_HOME")
    own = {f"XDG_{name}": str(folder / "home" / name) for name in names}
    own |= {"HOME": str(folder / "home"), "MODELSCOPE_CACHE": str(folder / "home" / "models")}
    return {**os.environ, **own, "MODELSCOPE_HOME": str(folder / "home" / "hub")}


def moment_s(rng: Random, whole_s: float) -> float:
    """Return when to kill: at any moment, or in the second half, where files are written."""
    return whole_s * rng.choice((rng.uniform(0.05, 1.05), rng.uniform(0.5, 1.05)))


def main() -> int:
    """Kill each task in turn; return 0 if nothing was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.attack.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    rng, bad, killed, start = Random(arguments.seed), 0, 0, time.monotonic()
    with all_tasks() as tasks:
        wholes_s = [duration_s(task) for task in tasks]
        for number in range(arguments.kills):
            task, whole_s = tasks[number % len(tasks)], wholes_s[number % len(tasks)]
            after_s = moment_s(rng, whole_s)
            was_running, problems = kill_once(task, after_s)
            killed += was_running
            bad += bool(problems)
            if (number + 1) % 10 == 0:
                print(f"{number + 1} runs, {bad} bad", file=sys.stderr, flush=True)
            for problem in problems:
                print(f"{number}: {task.name} after {after_s:.2f} s: {problem}", flush=True)
    seconds = time.monotonic() - start
    print(
        f"{arguments.kills} runs, {killed} of them killed before their end, "
        f"seed {arguments.seed}, {seconds:.0f} s, {bad} bad"
    )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
