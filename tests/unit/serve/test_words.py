"""Figures, languages, names and maps: what a server says, without one that runs."""

from __future__ import annotations

import numpy as np
import pytest

from tryon.errors import FitError
from tryon.labels import Region
from tryon.messages import FitProblem, NotWorn, RequestProblem
from tryon.serve.languages import garment_name, language_of, text_in
from tryon.serve.metrics import Figure, RequestFigures, exposition
from tryon.serve.work.engine import run_lengths
from tryon.serve.work.tasks import FitTask, Language, ParseTask, Picture, WantedGarment, key_of

PHOTO, OTHER = Picture(b"photo", "a.jpg"), Picture(b"other", "a.jpg")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", Language.ENGLISH),
        ("zh-CN,zh;q=0.9,en;q=0.8", Language.CHINESE),
        ("en-GB,zh;q=0.5", Language.ENGLISH),
        ("fr, zh-Hans;q=0.9", Language.CHINESE),
        ("*", Language.ENGLISH),
    ],
)
def test_the_first_language_that_we_have_counts(accepted: str, language: Language) -> None:
    assert language_of(accepted) is language


def test_messages_are_those_of_the_window() -> None:
    error = FitError(FitProblem.NOT_WORN, person=3, nothing=NotWorn.TOP, regions=(Region.DRESS,))
    assert text_in(Language.ENGLISH, error) == str(error)
    chinese = text_in(Language.CHINESE, error)
    assert "3" in chinese
    assert "连衣裙" in chinese
    assert "wears" not in chinese
    assert garment_name(Language.CHINESE, "Blue jeans") != "Blue jeans"
    assert garment_name(Language.CHINESE, "My own") == "My own"


def test_figures_are_what_prometheus_reads() -> None:
    figures = RequestFigures()
    figures.add("POST", "/v1/parse", 200, 0.2)
    figures.add("POST", "/v1/parse", 200, 0.02)
    figures.add("GET", "none", 404, 0.001)
    lines = exposition(figures, [Figure("waiting", "gauge", "Tasks.", 3)]).splitlines()
    assert 'tryon_requests_total{method="POST",route="/v1/parse",status="200"} 2' in lines
    assert 'tryon_request_seconds_bucket{route="/v1/parse",le="0.05"} 1' in lines
    assert 'tryon_request_seconds_bucket{route="/v1/parse",le="+Inf"} 2' in lines
    assert 'tryon_request_seconds_sum{route="/v1/parse"} 0.22' in lines
    assert lines[-3:] == [
        "# HELP tryon_waiting Tasks.",
        "# TYPE tryon_waiting gauge",
        "tryon_waiting 3",
    ]


def test_run_lengths_read_a_map_row_by_row() -> None:
    assert run_lengths(np.array([[0, 0, 5], [5, 5, 1]], np.uint8)) == [0, 2, 5, 3, 1, 1]
    assert run_lengths(np.zeros((0, 4), np.uint8)) == []


def test_a_key_follows_from_all_that_decides_an_answer_and_from_nothing_else() -> None:
    tasks = [
        ParseTask(PHOTO),
        ParseTask(OTHER),
        ParseTask(PHOTO, language=Language.CHINESE),
        ParseTask(PHOTO, included=()),
        FitTask(PHOTO, (WantedGarment(OTHER),)),
        FitTask(PHOTO, (WantedGarment(OTHER, person=2),)),
        FitTask(PHOTO, (WantedGarment(OTHER, region=Region.UPPER),)),
        FitTask(PHOTO, (WantedGarment(OTHER), WantedGarment(OTHER))),
        FitTask(PHOTO, (WantedGarment(OTHER),), is_picture=True),
    ]
    keys = {key_of(task, "v1") for task in tasks}
    assert len(keys) == len(tasks)
    assert key_of(tasks[0], "v2") not in keys
    assert key_of(ParseTask(PHOTO, known_parse=b"known"), "v1") == key_of(tasks[0], "v1")


def test_every_problem_of_a_request_has_a_status_of_its_kind() -> None:
    from tryon.messages.serve import HTTP_STATUS

    assert set(HTTP_STATUS.values()) <= {
        400,
        401,
        403,
        404,
        405,
        406,
        408,
        409,
        413,
        415,
        421,
        429,
        503,
    }
    waits = {member for member in RequestProblem if "seconds" in member.names}
    asks_again = {member for member, status in HTTP_STATUS.items() if status in (429, 503)}
    assert asks_again <= waits, "who is told to come back is told when"
