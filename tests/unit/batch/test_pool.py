"""What is lost by the end of a process, and what others do of its work."""

from __future__ import annotations

import os
from pathlib import Path

from tryon.batch.plan import Item, PhotoWork
from tryon.batch.pool import MOST_BY_ITSELF, after_death, usual_jobs
from tryon.batch.talk import Began
from tryon.messages import BatchProblem

FIRST, SECOND, THIRD = (Item(Path(f"{name}.png"), name) for name in ("first", "second", "third"))
TASK = PhotoWork(Item(Path("a.jpg"), "a"), (FIRST, SECOND, THIRD))


def test_a_process_that_ends_before_the_first_garment_ended_by_the_photo() -> None:
    step, rest = after_death(TASK, None, set())
    assert [(row.photo, row.garment) for row in step.rows] == [("a.jpg", None)]
    assert (step.settled, rest.garments) == (3, ())
    assert step.rows[0].problem is not None
    assert step.rows[0].problem.message is BatchProblem.PROCESS_ENDED


def test_one_that_ends_by_a_garment_costs_that_and_no_other() -> None:
    step, rest = after_death(TASK, Began(SECOND, 2), {FIRST})
    assert [(row.garment, row.person) for row in step.rows] == [("second.png", 2)]
    assert (step.settled, rest.garments) == (1, (THIRD,))


def test_one_that_ends_before_it_can_tell_of_a_result_has_made_it() -> None:
    step, rest = after_death(TASK, Began(SECOND, 1), {FIRST}, "a/second.png")
    assert [(row.file, row.problem) for row in step.rows] == [("a/second.png", None)]
    assert (step.settled, rest.garments) == (1, (THIRD,))


def test_one_that_ends_between_two_costs_nothing() -> None:
    step, rest = after_death(TASK, Began(FIRST, 1), {FIRST})
    assert (step.rows, step.settled, rest.garments) == ((), 0, (SECOND, THIRD))
    assert after_death(TASK, Began(THIRD, 1), {FIRST, SECOND, THIRD})[1].garments == ()


def test_there_is_a_process_for_each_core_but_not_for_hundreds() -> None:
    assert 1 <= usual_jobs() <= min(MOST_BY_ITSELF, os.cpu_count() or 1)
