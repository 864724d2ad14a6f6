"""An executor whose processes are those of a Ray cluster.

Garments are cut out where the batch is started, as in any batch, and go to the cluster once. Photos
go through Ray Data, which keeps a process for each core, gives out no more than they can take, and
repeats what a machine took with it.
"""

from __future__ import annotations

import logging
import os
import pickle
import queue
import secrets
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import tryon
from tryon.batch.cluster.store import fetch, is_url
from tryon.batch.order import Order, Step, garments_of
from tryon.batch.plan import Item, PhotoWork, in_shares
from tryon.batch.pool import error_of, in_a_row, prepare_garments, usual_jobs
from tryon.batch.rows import Row
from tryon.batch.shelf import new_shelf, place_of
from tryon.batch.talk import Hopeless
from tryon.batch.work import Dresser, problem_of
from tryon.batch.worker import THREAD_COUNTS
from tryon.errors import BatchError, Cancelled, TryOnError
from tryon.messages import BatchProblem, Text
from tryon.progress import CancelToken
from tryon.shape.category import GarmentCategory

os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # Ray's own report of what it is used for
os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")  # what is less goes to Ray's own files
import ray
import ray.data

from tryon.batch.cluster.actor import Actor, Assignment, Dressing, Tries

LOCAL = "local"
"""Stands for a cluster that is started here, and ends with the batch."""
_MOST_BLOCKS = 20_000
"""Ray Data knows each block by some kB."""
_SHORT = "/tmp" if os.name == "posix" else None
"""Where Ray may keep its files: names of sockets must not be long."""
_LOOK_S = 0.1
"""How often it is looked whether the user cancels."""


@dataclass(frozen=True)
class RayCluster:
    """Works on a batch with a Ray cluster; a `tryon.batch.order.Executor`.

    Attributes:
        address: of the cluster as Ray knows it (``auto``, ``HOST:PORT``), or `LOCAL`.
        store: the path or URL of the folder of all results, the same for all machines.
        actors: processes at most; None for one for each core, of nodes that come later, too.
        dresser: makes results; it is given the order and a shelf.
        actor_bytes: memory that a process is expected to take.
    """

    address: str
    store: str
    actors: int | None = None
    dresser: Callable[[Order, Path], Dressing] = Dresser
    actor_bytes: int = 700 * 2**20

    def steps(self, order: Order, work: Sequence[PhotoWork], cancel: CancelToken) -> Iterator[Step]:
        """Do the work; see `tryon.batch.order.Executor.steps`."""
        categories: dict[Item, GarmentCategory] = {}
        with new_shelf() as shelf:
            local, failed = _on_this_computer(work, shelf)
            yield from failed
            yield from prepare_garments(order, local, shelf, categories, cancel)
            tasks = in_shares(in_a_row(local, categories))
            if not tasks:
                return
            with _connected(self.address, self.actors):
                garments = {
                    item.name: ray.put(place_of(shelf, item.name).read_bytes())
                    for item in garments_of(tasks)
                }
                tries = ray.remote(num_cpus=0, max_restarts=-1, max_task_retries=-1)(Tries).remote()
                assignment = Assignment(
                    order, self.store, garments, tries, tryon.__version__, self.dresser
                )
                yield from self._dress(assignment, tasks, cancel)

    def _dress(
        self, assignment: Assignment, tasks: Sequence[PhotoWork], cancel: CancelToken
    ) -> Iterator[Step]:
        """Let the cluster dress photos; what nobody answered for is a row."""
        open_tasks = dict.fromkeys(tasks)
        for task, answer in self._answers(assignment, tasks, cancel):
            if isinstance(answer, Hopeless):
                raise error_of(answer.problem)
            if task in open_tasks:
                del open_tasks[task]
                yield from answer
        for task in open_tasks:
            row = Row(task.photo.address, None, problem=Text(BatchProblem.PROCESS_ENDED))
            yield Step((row,), len(task.garments))

    def _answers(
        self,
        assignment: Assignment,
        tasks: Sequence[PhotoWork],
        cancel: CancelToken,
    ) -> Iterator[tuple[PhotoWork, Any]]:
        """Return the answers to tasks as they come.

        Raises:
            BatchError: if the cluster is gone.
            Cancelled: once ``cancel`` is set.
        """
        most = min(self.actors or len(tasks), len(tasks))
        cores = int(ray.cluster_resources().get("CPU", 1))
        pool = ray.data.ActorPoolStrategy(
            min_size=1, max_size=most, initial_size=max(1, min(cores, most))
        )
        answers: queue.Queue[Any] = queue.Queue()
        dataset = ray.data.from_items(
            [{"task": pickle.dumps(task)} for task in tasks],
            override_num_blocks=min(_MOST_BLOCKS, len(tasks)),
        ).map(
            Actor,
            fn_constructor_args=(assignment,),
            compute=pool,
            num_cpus=1,
            memory=min(self.actor_bytes, _largest_memory()),
            runtime_env={"env_vars": dict.fromkeys(THREAD_COUNTS, "1")},
        )

        def receive() -> None:
            try:
                for row in dataset.iter_rows():
                    answers.put(row)
                answers.put(None)
            except Exception as error:  # Ray's, of many kinds
                answers.put(error)

        threading.Thread(target=receive, daemon=True).start()
        while True:
            if cancel.is_cancelled:
                raise Cancelled
            try:
                row = answers.get(timeout=_LOOK_S)
            except queue.Empty:
                continue
            if row is None:
                return
            if isinstance(row, Exception):
                raise BatchError(BatchProblem.CLUSTER_LOST, reason=_short(row)) from row
            yield pickle.loads(row["task"]), pickle.loads(row["answer"])


@contextmanager
def _connected(address: str, actors: int | None) -> Iterator[None]:
    """Use a cluster, or start one here that answers nobody else: a token that only it knows.

    Raises:
        BatchError: if it cannot be reached.
    """
    with ExitStack() as stack:
        how: dict[str, Any] = {"address": address}
        if address == LOCAL:
            os.environ.setdefault("RAY_AUTH_TOKEN", secrets.token_hex(32))
            logs = tempfile.TemporaryDirectory(
                prefix="tryon-ray-", dir=_SHORT, ignore_cleanup_errors=True
            )
            how |= {
                "num_cpus": actors or usual_jobs(),
                "include_dashboard": False,
                "_temp_dir": stack.enter_context(logs),
            }
        try:
            ray.init(**how, log_to_driver=False, logging_level=logging.ERROR)
        except Exception as error:  # Ray's, of many kinds
            raise BatchError(
                BatchProblem.NO_CLUSTER, address=address, reason=_short(error)
            ) from error
        stack.callback(ray.shutdown)
        logging.getLogger("ray.data").setLevel(logging.CRITICAL)
        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = False
        context.max_errored_blocks = -1
        stack.enter_context(redirect_stdout(sys.stderr))  # Ray tells of what it tries again
        yield


def _largest_memory() -> int:
    """Return the bytes of the node that has most: a process that wants more would never start."""
    nodes = (node["Resources"] for node in ray.nodes() if node["Alive"])
    return int(max(node.get("memory", 0) for node in nodes))


def _on_this_computer(
    work: Sequence[PhotoWork], shelf: Path
) -> tuple[tuple[PhotoWork, ...], list[Step]]:
    """Return work whose garments are files here, and what became of those that cannot be."""
    here: dict[Item, Item] = {}
    failed = []
    for garment in garments_of(work):
        try:
            here[garment] = _fetched(garment, shelf)
        except TryOnError as error:
            row = Row(None, garment.address, problem=problem_of(error))
            failed.append(Step((row,), sum(garment in each.garments for each in work)))
    parts = (
        PhotoWork(_absolute(each.photo), tuple(here[g] for g in each.garments if g in here))
        for each in work
    )
    return tuple(part for part in parts if part.garments), failed


def _fetched(garment: Item, shelf: Path) -> Item:
    if not is_url(garment.address):
        return garment
    folder = shelf / f"{place_of(shelf, garment.name).name}-picture"
    return replace(garment, file=fetch(garment.address, folder))


def _absolute(photo: Item) -> Item:
    """Return a photo that every machine finds by the same path, and a report calls as before."""
    if is_url(photo.address):
        return photo
    return replace(photo, file=photo.file.absolute(), url=photo.address)


def _short(error: Exception) -> str:
    """Return the last line of what Ray says of an error, which holds traces of other processes."""
    lines = str(error).strip().splitlines()
    return lines[-1] if lines else type(error).__name__
