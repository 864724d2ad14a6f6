"""``tryon batch`` with its real processes: it stops and dies at any moment, and ends right."""

from __future__ import annotations

import csv
import errno
import json
import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import pytest
from PIL import Image

from tests.limits import LIMIT_S, wait_until
from tryon.batch.order import Order, Step
from tryon.batch.plan import BatchPlan, Item, People, PhotoWork, missing_work
from tryon.batch.pool import ProcessPool
from tryon.batch.run import BatchState, run_batch
from tryon.batch.work import Dresser
from tryon.cli import main
from tryon.document.file_lock import FileLock
from tryon.errors import ExportError, WeightsError
from tryon.garments.loading import wardrobe_folder
from tryon.imaging import Metadata, read_photo, write_image
from tryon.messages import BatchProblem, Text
from tryon.parsing import Engine
from tryon.parsing.choice import ParserChoice
from tryon.progress import CancelToken
from tryon.resources import sample_garments_folder, sample_photos

pytestmark = pytest.mark.slow

GARMENTS = ("tshirt-striped", "jeans-blue", "dress-floral")
SIZE = 300, 450


@dataclass(frozen=True)
class Folders:
    """The pictures of a batch, and where its results go."""

    photos: Path
    garments: Path
    out: Path

    def words(self, *more: str) -> list[str]:
        """Return the command's arguments."""
        return [
            "batch",
            str(self.photos),
            "--garments",
            str(self.garments),
            "-o",
            str(self.out),
            *more,
        ]

    @property
    def results(self) -> dict[str, bytes]:
        """Return all results by their places."""
        found = self.out.rglob("*.png")
        return {
            path.relative_to(self.out).as_posix(): path.read_bytes()
            for path in found
            if path.is_file()
        }

    @property
    def report(self) -> dict[str, object]:
        stored = json.loads((self.out / "report.json").read_bytes())
        assert isinstance(stored, dict)
        return stored

    @property
    def rows(self) -> list[dict[str, object]]:
        rows = self.report["results"]
        assert isinstance(rows, list)
        return rows


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """Two photos of one person and three garments."""
    made = Folders(tmp_path / "photos", tmp_path / "garments", tmp_path / "out")
    made.photos.mkdir()
    made.garments.mkdir()
    with Image.open(sample_photos()[0]) as image:
        small = image.convert("RGB").resize(SIZE)
    small.save(made.photos / "first.jpg", quality=95)
    small.transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(made.photos / "second.png")
    for name in GARMENTS:
        source = sample_garments_folder() / f"{name}.png"
        (made.garments / source.name).write_bytes(source.read_bytes())
    return made


def order_for(folders: Folders, people: People = People.LARGEST) -> Order:
    return Order(folders.out, wardrobe_folder(), people, ParserChoice(), Metadata.WITHOUT_PLACE)


def plan_of(folders: Folders, people: People = People.LARGEST) -> BatchPlan:
    photos, garments = (sorted(folder.iterdir()) for folder in (folders.photos, folders.garments))
    return BatchPlan.of(photos, garments, people)


@dataclass(frozen=True)
class InThisProcess:
    """An executor without processes: the protocol is enough to do the same work elsewhere."""

    shelf: Path

    def steps(self, order: Order, work: Sequence[PhotoWork], cancel: CancelToken) -> Iterator[Step]:
        dresser = Dresser(order, self.shelf)
        for garment in dict.fromkeys(garment for each in work for garment in each.garments):
            dresser.prepare(garment)
        for each in work:
            yield from dresser.dress(each, cancel, lambda garment, person: None)


def test_every_photo_comes_in_every_garment_as_the_command_fit_makes_it(
    folders: Folders, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(folders.words("--jobs", "2")) == 0
    expected = {f"{photo}/{name}.png" for photo in ("first", "second") for name in GARMENTS}
    assert folders.results.keys() == expected
    printed = capsys.readouterr()
    assert "6/6 0:00 left" in printed.err
    assert "6 results" in printed.out
    words = ["fit", str(folders.photos / "second.png"), "-o", str(tmp_path / "alone.png")]
    for name in GARMENTS:
        assert main([*words, "--garment", str(folders.garments / f"{name}.png")]) == 0
        assert (tmp_path / "alone.png").read_bytes() == folders.results[f"second/{name}.png"]

    with (folders.out / "report.csv").open(newline="", encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    assert {row["file"] for row in table} == expected
    for row in table:
        assert row["status"] == "done"
        assert float(row["seconds"]) > 0
        assert float(row["photo_seconds"]) > 0
        assert 0 < float(row["moved"]) < 1
    assert any(row["notes"] for row in table)


def test_what_is_there_stays_as_it_is_and_what_is_missing_is_made(
    folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(folders.words("--quiet")) == 0
    assert capsys.readouterr() == ("", "")
    before, rows = folders.results, folders.rows
    kept = folders.out / "first" / "jeans-blue.png"
    kept.write_bytes(b"the user's own")
    gone = folders.out / "second" / "jeans-blue.png"
    gone.unlink()
    assert main(folders.words()) == 0
    assert "1 result, 5 were there already" in capsys.readouterr().out
    assert kept.read_bytes() == b"the user's own"
    assert folders.results == {**before, "first/jeans-blue.png": b"the user's own"}
    untimed = [{**row, "seconds": 0, "photo_seconds": 0} for row in folders.rows]
    assert untimed == [{**row, "seconds": 0, "photo_seconds": 0} for row in rows]


def test_a_broken_photo_and_a_broken_garment_end_nothing_and_are_listed(
    folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    (folders.photos / "broken.jpg").write_bytes(b"no picture")
    write_image(folders.photos / "wall.png", np.full((160, 200, 3), 120, np.uint8))
    write_image(folders.garments / "empty.png", np.zeros((90, 90, 4), np.uint8))
    assert main(folders.words()) == 1
    assert len(folders.results) == 6
    failures = [row for row in folders.rows if row["status"] == "failed"]
    named = [(Path(str(row["photo"])).name, Path(str(row["garment"])).name) for row in failures]
    assert named == [("None", "empty.png"), ("broken.jpg", "None"), ("wall.png", "None")]
    assert (folders.report["done"], folders.report["failed"], folders.report["left"]) == (6, 3, 0)
    printed = capsys.readouterr()
    assert "tryon: broken.jpg is not a picture" in printed.err
    assert "tryon: nobody was found in wall.png" in printed.err
    assert "3 failed; see" in printed.err
    assert "16/16" in printed.err
    (folders.photos / "broken.jpg").write_bytes((folders.photos / "first.jpg").read_bytes())
    (folders.garments / "empty.png").unlink()
    (folders.photos / "wall.png").unlink()
    assert main(folders.words("--json")) == 0
    assert json.loads(capsys.readouterr().out)["done"] == 9


def test_all_people_are_dressed_and_the_name_says_who(folders: Folders) -> None:
    first, second = (read_photo(path).pixels for path in sorted(folders.photos.iterdir()))
    for path in folders.photos.iterdir():
        path.unlink()
    write_image(folders.photos / "both.png", np.hstack([first, second]))
    assert main(folders.words("--people", "all", "--metadata", "none")) == 0
    expected = {f"both/{name}-person-{number}.png" for name in GARMENTS for number in (1, 2)}
    results = folders.results
    assert results.keys() == expected
    assert [(row["person"], row["people"]) for row in folders.rows] == [(1, 2), (2, 2)] * 3
    for name in GARMENTS:
        left, right = (
            read_photo(folders.out / f"both/{name}-person-{number}.png").pixels for number in (1, 2)
        )
        assert (left[:, :250] != first[:, :250]).any()
        assert (left[:, 350:] == second[:, 50:]).all()
        assert (right[:, 350:] != second[:, 50:]).any()
    (folders.out / "both" / "jeans-blue-person-2.png").unlink()
    assert main(folders.words("--people", "all", "--metadata", "none")) == 0
    assert folders.results == results
    assert len(folders.rows) == 6


def test_photos_and_garments_of_one_stem_do_not_meet(folders: Folders) -> None:
    os.replace(folders.photos / "second.png", folders.photos / "FIRST.png")
    os.replace(folders.garments / "jeans-blue.png", folders.garments / "TShirt-Striped.jpg")
    assert main(folders.words()) == 0
    of_garments = ("TShirt-Striped.jpg.png", "dress-floral.png", "tshirt-striped.png.png")
    expected = {f"{photo}/{name}" for photo in ("first.jpg", "FIRST.png") for name in of_garments}
    assert folders.results.keys() == expected


def test_another_executor_makes_the_same_files(folders: Folders, tmp_path: Path) -> None:
    assert main(folders.words()) == 0
    by_processes = folders.results
    (tmp_path / "shelf").mkdir()
    elsewhere = Folders(folders.photos, folders.garments, tmp_path / "elsewhere")
    states: list[BatchState] = []
    outcome = run_batch(
        plan_of(folders),
        order_for(elsewhere),
        InThisProcess(tmp_path / "shelf"),
        tell=states.append,
        cancel=CancelToken(),
    )
    assert elsewhere.results == by_processes
    assert (outcome.made, outcome.earlier, outcome.left, outcome.failures) == (6, 0, 0, ())
    assert [state.over for state in states] == list(range(7))
    assert states[0].seconds_left is None
    assert states[-1].seconds_left == 0
    assert len(states[-1].news) == 1


@contextmanager
def running(folders: Folders, *more: str) -> Iterator[subprocess.Popen[str]]:
    """Run the command as a program with a process group of its own."""
    words = [sys.executable, "-m", "tryon", *folders.words(*more)]
    program = subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        yield program
    finally:
        if program.poll() is None:
            os.killpg(program.pid, signal.SIGKILL)
        program.communicate(timeout=LIMIT_S)


def wait_for_results(folders: Folders, count: int) -> None:
    wait_until(lambda: len(list(folders.out.rglob("[!.]*.png"))) >= count)


def is_locked(folders: Folders) -> bool:
    lock = FileLock.take(folders.out / ".tryon-batch.lock")
    if lock is None:
        return True
    lock.release()
    return False


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_killed_three_times_it_ends_right(folders: Folders, tmp_path: Path) -> None:
    expected = Folders(folders.photos, folders.garments, tmp_path / "expected")
    assert main(expected.words("--quiet")) == 0
    random = Random(17)
    for count in (1, 2, 4):
        with running(folders, "--jobs", "2") as program:
            wait_for_results(folders, count)
            if random.random() < 0.5:
                os.kill(program.pid, signal.SIGKILL)  # its processes notice, and end
            else:
                os.killpg(program.pid, signal.SIGKILL)
            program.communicate(timeout=LIMIT_S)
        assert not is_locked(folders)
        for name, content in folders.results.items():
            assert content == expected.results[name], "every result is whole"
    (folders.out / "first" / ".tryon-12345678.tmp").write_bytes(b"half a picture")
    assert main(folders.words()) == 0
    assert folders.results == expected.results
    assert [row["file"] for row in folders.rows] == [row["file"] for row in expected.rows]
    assert (folders.report["done"], folders.report["failed"], folders.report["left"]) == (6, 0, 0)
    left = {path.name for path in folders.out.rglob("*") if path.suffix != ".png"}
    assert left == {"first", "second", "report.csv", "report.json", ".tryon-batch.lock"}


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_it_finishes_what_it_writes_and_reports(
    folders: Folders, signal_number: signal.Signals
) -> None:
    with running(folders, "--jobs", "2") as program:
        wait_for_results(folders, 1)
        os.killpg(program.pid, signal_number)  # as a terminal does: its processes get it, too
        printed, complaints = program.communicate(timeout=LIMIT_S)
    assert program.returncode == 130
    assert complaints.splitlines()[-1] == "tryon: cancelled"
    assert "Traceback" not in complaints
    results = folders.results
    assert len(results) >= 1
    assert {row["file"] for row in folders.rows} == results.keys()
    assert folders.report["left"] == 6 - len(results)
    assert f"{len(results)} result" in printed
    assert main(folders.words("--quiet")) == 0
    assert results.items() <= folders.results.items()
    assert len(folders.rows) == 6


@dataclass
class Killer:
    """Kills a process of a batch once something is known."""

    after: int
    seen: int = 0

    def __call__(self, state: BatchState) -> None:
        self.seen += len(state.news)
        if self.seen == self.after and state.news:
            multiprocessing.active_children()[0].kill()


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_a_process_that_dies_costs_what_it_worked_on_and_nothing_else(folders: Folders) -> None:
    outcome = run_batch(
        plan_of(folders), order_for(folders), ProcessPool(1), tell=Killer(2), cancel=CancelToken()
    )
    # It dies while a result is made, which is lost, or between two, when nothing is.
    assert len(outcome.failures) <= 1
    assert all(row.problem == Text(BatchProblem.PROCESS_ENDED) for row in outcome.failures)
    assert (outcome.made + len(outcome.failures), outcome.left) == (6, 0)
    assert main(folders.words()) == 0
    assert len(folders.results) == 6


def test_a_batch_that_is_cancelled_says_what_is_left(folders: Folders) -> None:
    cancel = CancelToken()

    def stop(state: BatchState) -> None:
        if state.done:
            cancel.cancel()

    outcome = run_batch(
        plan_of(folders), order_for(folders), ProcessPool(1), tell=stop, cancel=cancel
    )
    assert outcome.left == folders.report["left"] == 6 - outcome.made
    assert 1 <= outcome.made < 6
    assert folders.results.keys() == {row.file for row in outcome.rows}


def test_two_batches_do_not_write_into_one_folder(
    folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    folders.out.mkdir()
    lock = FileLock.take(folders.out / ".tryon-batch.lock")
    assert lock is not None
    assert main(folders.words()) == 1
    assert "another batch writes into" in capsys.readouterr().err
    lock.release()


def test_without_a_parser_nothing_is_begun(folders: Folders, tmp_path: Path) -> None:
    missing = ParserChoice(Engine.BUNDLED, tmp_path / "no-weights")
    order = Order(folders.out, wardrobe_folder(), People.LARGEST, missing, Metadata.NONE)
    with pytest.raises(WeightsError, match="are missing"):
        run_batch(plan_of(folders), order, ProcessPool(2), tell=print, cancel=CancelToken())
    assert folders.report["left"] == 6


@pytest.fixture
def prepared(folders: Folders, tmp_path: Path) -> tuple[Dresser, PhotoWork]:
    """What works on the first photo, whose garments lie on the shelf."""
    (tmp_path / "shelf").mkdir()
    dresser = Dresser(order_for(folders), tmp_path / "shelf")
    work = missing_work(plan_of(folders), set(), {})[0]
    for garment in work.garments:
        dresser.prepare(garment)
    return dresser, work


def test_a_mistake_of_the_program_costs_one_result(prepared: tuple[Dresser, PhotoWork]) -> None:
    dresser, work = prepared
    unknown = Item(work.garments[0].file, "on no shelf")
    lacking = PhotoWork(work.photo, (unknown, *work.garments[1:]))
    steps = list(dresser.dress(lacking, CancelToken(), lambda *_: None))
    assert [step.settled for step in steps] == [1, 1, 1]
    assert [step.rows[0].is_failure for step in steps] == [True, False, False]
    assert "FileNotFoundError" in steps[0].trace
    assert "tryon made a mistake (FileNotFoundError" in str(steps[0].rows[0].problem)


def test_a_full_disk_ends_it_all(
    prepared: tuple[Dresser, PhotoWork], folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    dresser, work = prepared
    monkeypatch.setattr("tryon.imaging.atomic.os.replace", refuse)
    with pytest.raises(ExportError, match="free some space"):
        list(dresser.dress(work, CancelToken(), lambda *_: None))
    assert list((folders.out / "first").iterdir()) == []
