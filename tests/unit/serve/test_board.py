"""What waits, what runs, who wants it, and when it is forgotten."""

from __future__ import annotations

import pytest

from tryon.errors import RequestError
from tryon.messages import RequestProblem, Text
from tryon.progress import Stage
from tryon.serve.queue.board import Board, Status
from tryon.serve.work.tasks import Answer, Failure, ParseTask, Picture

TASK = ParseTask(Picture(b"photo", "a.jpg"))
ANSWER = Answer("image/png", b"png")


def a_board(*, keep_s: float = 100.0) -> Board:
    return Board(most_waiting=2, workers=1, keep_s=keep_s)


def test_a_task_waits_runs_and_is_done() -> None:
    board = a_board()
    job = board.submit("a", TASK, None)
    assert (job.status, board.waiting, board.running) == (Status.WAITING, 1, 0)
    taken = board.take(0.0)
    assert taken is not None
    assert (job.status, board.waiting, board.running) == (Status.RUNNING, 0, 1)
    board.progress(taken, Stage.WARP, 0.5)
    assert job.computation.stage is Stage.WARP
    board.finish(taken, ANSWER)
    assert (job.status, board.running) == (Status.DONE, 0)
    assert job.computation.outcome == ANSWER
    assert job.computation.task is None, "a job that is known for long holds no photo"
    assert board.take(0.0) is None


def test_what_does_not_fit_in_is_told_when_to_come_back() -> None:
    board = a_board()
    for key in ("a", "b"):
        board.submit(key, TASK, None)
    with pytest.raises(RequestError) as raised:
        board.submit("c", TASK, None)
    assert raised.value.problem is RequestProblem.QUEUE_FULL
    assert raised.value.text.values["count"] == 2
    board.submit("a", TASK, None)  # somebody works on it anyway


def test_those_who_ask_for_the_same_share_it_and_the_last_one_s_leaving_ends_it() -> None:
    board = a_board()
    first, second = (board.submit("a", TASK, owner) for owner in ("one", "two"))
    assert first.computation is second.computation
    taken = board.take(0.0)
    assert taken is not None
    board.cancel(first)
    assert (first.status, second.status) == (Status.CANCELLED, Status.RUNNING)
    assert taken.is_wanted
    board.cancel(second)
    assert not taken.is_wanted
    third = board.submit("a", TASK, None)
    assert third.computation is not taken, "what is being given up is no use to anybody"
    board.finish(taken, None)
    assert third.status is Status.WAITING


def test_what_nobody_waits_for_any_more_is_never_begun() -> None:
    board = a_board()
    board.cancel(board.submit("a", TASK, None))
    assert board.waiting == 0
    assert board.take(0.0) is None


def test_what_a_worker_left_unfinished_is_next() -> None:
    board = a_board()
    first = board.submit("a", TASK, None)
    board.submit("b", TASK, None)
    taken = board.take(0.0)
    assert taken is first.computation
    board.put_back(taken)
    assert board.take(0.0) is taken
    assert taken.tries == 2
    board.put_back(taken, was_tried=False)
    assert taken.tries == 1


def test_a_job_is_known_to_its_owner_only() -> None:
    board = a_board()
    job = board.submit("a", TASK, "shop")
    assert board.find(job.id, "shop") is job
    for owner in (None, "other"):
        with pytest.raises(RequestError, match="there is no job"):
            board.find(job.id, owner)


def test_jobs_that_are_over_are_forgotten_after_a_while_and_others_are_not() -> None:
    board = a_board(keep_s=-1.0)
    done = board.add_done("a", None, ANSWER)
    waiting = board.submit("b", TASK, None)
    board.forget_old()
    assert board.find(waiting.id, None) is waiting
    with pytest.raises(RequestError):
        board.find(done.id, None)


def test_the_oldest_answers_go_first_when_there_are_too_many_bytes() -> None:
    board = a_board()
    large = Answer("image/png", bytes(60_000_000))
    jobs = [board.add_done(str(number), None, large) for number in range(4)]
    board.forget_old()
    known = []
    for job in jobs:
        try:
            known.append(board.find(job.id, None))
        except RequestError:
            continue
    assert known == jobs[-2:]


def test_listeners_hear_of_every_change_until_they_leave() -> None:
    board, heard = a_board(), []
    job = board.submit("a", TASK, None)
    with board.heard(job, lambda: heard.append(job.status)):
        taken = board.take(0.0)
        assert taken is not None
        board.finish(taken, Failure(Text(RequestProblem.UNFORESEEN)))
    assert heard == [Status.RUNNING, Status.FAILED]
    assert job.computation.listeners == set()


def test_a_board_that_is_closed_takes_nothing_and_ends_what_waits() -> None:
    board = a_board()
    job = board.submit("a", TASK, None)
    board.close(Failure(RequestProblem.STOPPING.with_values(seconds=5)))
    assert job.status is Status.FAILED
    with pytest.raises(RequestError, match="stopping"):
        board.submit("b", TASK, None)
