"""A report says the same as CSV, as JSON and to the next run, and survives a kill."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tryon.batch.plan import BatchPlan
from tryon.batch.report import Journal, read_known, report_of, write_report
from tryon.batch.rows import COLUMNS, Row, done_of_json, to_csv
from tryon.errors import BatchError, ExportError
from tryon.messages import BatchProblem, Text

PLAN = BatchPlan.of([Path("a.jpg"), Path("b.jpg")], [Path("shirt.png")])
MADE = Row(
    "a.jpg",
    "shirt.png",
    2,
    people=3,
    file="a/shirt.png",
    seconds=0.5,
    photo_seconds=1.25,
    moved=0.125,
    guessed=0.0,
    notes=("hangs freely", 'a "note", with commas\nand lines'),
)
FAILED = Row("b.jpg", None, problem=Text(BatchProblem.NO_MEMORY))


def test_both_forms_say_the_same(tmp_path: Path) -> None:
    write_report(tmp_path, PLAN, [FAILED, MADE], left=4)
    stored = json.loads((tmp_path / "report.json").read_bytes())
    assert {name: stored[name] for name in ("done", "failed", "left", "photos", "garments")} == {
        "done": 1, "failed": 1, "left": 4, "photos": 2, "garments": 1
    }  # fmt: skip
    table = list(csv.DictReader(io.StringIO((tmp_path / "report.csv").read_text("utf-8"))))
    assert [row["file"] for row in table] == ["a/shirt.png", ""]
    for line, result in zip(table, stored["results"], strict=True):
        assert tuple(line) == tuple(result) == COLUMNS
        assert line["status"] == result["status"]
        assert line["problem"] == (result["problem"] or "")
        assert line["notes"] == " | ".join(result["notes"])
    assert table[0]["moved"] == "0.125"
    assert (table[0]["guessed"], table[1]["guessed"]) == ("0.0", ""), "0 is not unknown"


def test_the_next_run_knows_what_was_made_and_tries_what_failed_again(tmp_path: Path) -> None:
    assert read_known(tmp_path) == {}
    write_report(tmp_path, PLAN, [FAILED, MADE], left=0)
    assert read_known(tmp_path) == {"a/shirt.png": MADE}
    assert report_of(PLAN, [], 0).endswith(b"]}\n")
    assert json.loads(report_of(PLAN, [], 0))["results"] == []


def test_what_a_kill_leaves_of_the_journal_is_read_up_to_the_line_it_tore(tmp_path: Path) -> None:
    second = Row("b.jpg", "shirt.png", 1, people=1, file="b/shirt.png")
    journal = Journal(tmp_path)
    journal.write([MADE])
    journal.write([FAILED, second])
    journal.close()
    file = tmp_path / "report.jsonl"
    whole = file.read_bytes()
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        assert read_known(tmp_path).keys() <= {"a/shirt.png", "b/shirt.png"}
    file.write_bytes(whole[:-20])
    assert read_known(tmp_path) == {"a/shirt.png": MADE}
    journal = Journal(tmp_path)
    journal.write([second])
    assert read_known(tmp_path) == {"a/shirt.png": MADE, "b/shirt.png": second}
    journal.remove()
    journal.remove()
    assert read_known(tmp_path) == {}


@pytest.mark.parametrize(
    ("name", "content"),
    [("report.json", "[1, 2]"), ("report.json", "{"), ("report.csv", "date;turnover\n")],
)
def test_a_report_of_something_else_is_not_overwritten(
    tmp_path: Path, name: str, content: str
) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(BatchError, match=rf"{name} is no report of a batch"):
        read_known(tmp_path)


def test_a_journal_that_cannot_be_written_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="cannot write"):
        Journal(tmp_path / "missing").write([MADE])


@pytest.mark.parametrize(
    "change",
    [
        {"status": "failed"},
        {"file": None},
        {"photo": 3},
        {"person": 0},
        {"person": True},
        {"people": "2"},
        {"seconds": "long"},
        {"moved": [1]},
    ],
)
def test_what_makes_no_sense_is_no_result(change: dict[str, object]) -> None:
    assert done_of_json(MADE.to_json()) == MADE
    assert done_of_json({**MADE.to_json(), **change}) is None
    assert done_of_json([MADE.to_json()]) is None


def test_names_that_are_no_text_do_not_stop_the_table() -> None:
    assert b"\\udcff.jpg" in to_csv([Row("\udcff.jpg", None)])
