"""What a process of a cluster does: it dresses photos with an engine of its own.

Photos come from their store into a folder of the process and results go back from there, so a
process that dies leaves nothing half-done, and who repeats its work makes the same files.
"""

from __future__ import annotations

import pickle
import tempfile
import traceback
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import ray

import tryon
from tryon.batch.cluster.records import part_file, part_of
from tryon.batch.cluster.store import Store, fetch, is_url
from tryon.batch.order import Order, Step
from tryon.batch.plan import MOST_GARMENTS, Item, PhotoWork
from tryon.batch.rows import Row
from tryon.batch.shelf import place_of
from tryon.batch.talk import Hopeless
from tryon.batch.work import Began, Dresser, problem_of, raise_if_hopeless
from tryon.errors import TryOnError, UsageError
from tryon.imaging import make_folder, write_atomically
from tryon.late import cv2
from tryon.messages import BatchProblem, Text, UsageProblem
from tryon.progress import CancelToken

MOST_LYING = 4 * MOST_GARMENTS
"""Garments that a process has on its disk, some MB each."""
MOST_TRIES = 3
"""How often a task is begun at most; a process may die of it, or with its machine."""

Answer = tuple[Step, ...] | Hopeless
"""What became of a task."""


class Dressing(Protocol):
    """Makes the results of a photo; see `tryon.batch.work.Dresser`."""

    def dress(self, work: PhotoWork, cancel: CancelToken, began: Began) -> Iterator[Step]:
        """See `tryon.batch.work.Dresser.dress`."""
        ...


@dataclass(frozen=True, eq=False)
class Assignment:
    """What each process of a cluster is told.

    Attributes:
        order: how results are to be made.
        store: the path or URL of the folder of all results.
        garments: by name, references to what lies on a shelf for each.
        tries: counts how often each task was begun.
        version: of tryon where the batch was started.
        dresser: makes results; it is given the order and a shelf.
    """

    order: Order
    store: str
    garments: Mapping[str, Any]
    tries: Any
    version: str
    dresser: Callable[[Order, Path], Dressing] = Dresser


class Tries:
    """Counts how often each task was begun, for all processes of a batch."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def begin(self, task: str) -> int:
        """Return how often a task was begun before."""
        before = self._counts[task]
        self._counts[task] += 1
        return before


class Actor:
    """Takes tasks and returns answers, both packed as rows of Ray Data."""

    def __init__(self, assignment: Assignment) -> None:
        cv2.setNumThreads(1)
        self._assignment = assignment
        self._folder = tempfile.TemporaryDirectory(prefix="tryon-actor-")
        place = Path(self._folder.name)
        self._photos, self._out, self._shelf = place / "photos", place / "out", place / "shelf"
        make_folder(self._shelf)
        self._lying: deque[str] = deque()
        order = replace(assignment.order, out=self._out)
        self._dresser = assignment.dresser(order, self._shelf)

    def __call__(self, row: dict[str, bytes]) -> dict[str, bytes]:
        """Work on the task of a row; return it with its answer."""
        answer = self._answer(pickle.loads(row["task"]))
        return {"task": row["task"], "answer": pickle.dumps(answer)}

    def _answer(self, work: PhotoWork) -> Answer:
        if tryon.__version__ != self._assignment.version:
            here, there = tryon.__version__, self._assignment.version
            error = UsageError(UsageProblem.OTHER_VERSION, found=here, expected=there)
            return Hopeless(error.text)
        begun: int = ray.get(self._assignment.tries.begin.remote(part_file(work)))
        if begun == MOST_TRIES:  # it took its process with it each time
            return (_failure(work, Text(BatchProblem.PROCESS_ENDED)),)
        try:
            return tuple(self._steps(work))
        except TryOnError as error:
            return Hopeless(error.text)
        except Exception as error:  # a mistake of tryon's, too, ends no batch
            return (_failure(work, problem_of(error), traceback.format_exc()),)

    def _steps(self, work: PhotoWork) -> Iterator[Step]:
        """Do the work; see `tryon.batch.work.Dresser.dress`.

        Raises:
            TryOnError: if nothing will come of any task.
        """
        store = Store(self._assignment.store)
        rows: list[Row] = []
        for step in self._dressed(work):
            kept = replace(step, rows=tuple(self._delivered(row, store) for row in step.rows))
            rows.extend(kept.rows)
            yield kept
        store.write(part_file(work), part_of(rows))

    def _dressed(self, work: PhotoWork) -> Iterator[Step]:
        try:
            photo = self._fetched(work.photo)
        except TryOnError as error:
            raise_if_hopeless(error)
            yield _failure(work, problem_of(error))
            return
        try:
            for garment in work.garments:
                self._lay_on_shelf(garment.name)
            here = replace(work, photo=photo)
            yield from self._dresser.dress(here, CancelToken(), lambda garment, person: None)
        finally:
            if photo is not work.photo:
                photo.file.unlink(missing_ok=True)

    def _fetched(self, photo: Item) -> Item:
        """Return a photo as a file of this computer."""
        if is_url(photo.address):
            return replace(photo, file=fetch(photo.address, self._photos))
        return photo

    def _lay_on_shelf(self, name: str) -> None:
        """Lay a garment on the shelf, and take off it what was not needed for longest."""
        if name in self._lying:
            self._lying.remove(name)
        else:
            content: bytes = ray.get(self._assignment.garments[name])
            write_atomically(place_of(self._shelf, name), lambda file: file.write(content))
        self._lying.append(name)
        if len(self._lying) > MOST_LYING:
            place_of(self._shelf, self._lying.popleft()).unlink()

    def _delivered(self, row: Row, store: Store) -> Row:
        """Return a row whose result lies where all of them do."""
        if row.file is None or row.is_failure:
            return row
        made = self._out / row.file
        try:
            store.write(row.file, made.read_bytes())
        except TryOnError as error:
            raise_if_hopeless(error)
            return replace(row, problem=problem_of(error))
        finally:
            made.unlink()
        return row


def _failure(work: PhotoWork, problem: Text, trace: str = "") -> Step:
    row = Row(work.photo.address, None, problem=problem)
    return Step((row,), len(work.garments), trace)
