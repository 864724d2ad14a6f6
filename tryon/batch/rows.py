"""What became of each result of a batch, and its forms in CSV and JSON. Pure."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tryon.json_file import parse_json
from tryon.messages import Text

_BETWEEN_NOTES = " | "
"""Between the notes of one row in CSV."""


@dataclass(frozen=True)
class Row:
    """One result, or what failed.

    Attributes:
        photo: the photo's file; None if a garment cannot be used for any.
        garment: the garment's file; None if a photo cannot be used for any.
        person: who wears it, from 1; None if nobody could.
        people: how many people the photo shows; None if that is not known.
        file: the result, seen from the folder of all of them; None if there is none.
        seconds: in which the garment was fitted and the result written; None if that is not known.
        photo_seconds: in which the photo was read and parsed, once for all its garments.
        moved: fraction of the picture that comes from the garment's.
        guessed: fraction of the picture that is a guess.
        notes: what is worth knowing of it.
        problem: why there is no result; None if there is one.
    """

    photo: str | None
    garment: str | None
    person: int | None = None
    people: int | None = None
    file: str | None = None
    seconds: float | None = None
    photo_seconds: float | None = None
    moved: float | None = None
    guessed: float | None = None
    notes: tuple[str, ...] = ()
    problem: Text | None = None

    @property
    def is_failure(self) -> bool:
        """Whether there is no result."""
        return self.problem is not None

    @property
    def identity(self) -> tuple[str | None, str | None, int | None]:
        """What a later row about the same thing has in common with it."""
        return self.photo, self.garment, self.person

    def to_json(self) -> dict[str, object]:
        """Return what a report holds of it."""
        return {
            "photo": self.photo,
            "garment": self.garment,
            "person": self.person,
            "people": self.people,
            "status": "failed" if self.is_failure else "done",
            "file": self.file,
            "seconds": self.seconds,
            "photo_seconds": self.photo_seconds,
            "moved": self.moved,
            "guessed": self.guessed,
            "notes": list(self.notes),
            "problem": None if self.problem is None else str(self.problem),
        }


COLUMNS = tuple(Row(None, None).to_json())
"""Of the table, and keys of each result in JSON."""


def to_csv(rows: Sequence[Row]) -> bytes:
    """Return a table of rows, in UTF-8 with a line of titles."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        stored = row.to_json()
        stored["notes"] = _BETWEEN_NOTES.join(row.notes)
        writer.writerow(["" if value is None else value for value in stored.values()])
    return text.getvalue().encode("utf-8", "backslashreplace")


def to_line(row: Row) -> bytes:
    """Return a row as JSON without a line's end, as a journal and a report have it."""
    return json.dumps(row.to_json()).encode()


def done_of_lines(content: bytes) -> list[Row]:
    """Read the results of a journal or a report; a line that a killed run has begun is none."""
    rows = []
    for line in content.split(b"\n"):
        try:
            row = done_of_json(parse_json(line.strip().removesuffix(b",")))
        except ValueError:
            continue
        if row is not None:
            rows.append(row)
    return rows


def done_of_json(stored: object) -> Row | None:
    """Read a result of a report; None for a failure, which is tried again, and for what is none."""
    if not isinstance(stored, dict) or stored.get("status") != "done":
        return None
    values: dict[str, Any] = {name: stored.get(name) for name in COLUMNS}
    texts = all(isinstance(values[name], str) for name in ("photo", "garment", "file"))
    counts = all(_is_count(values[name]) for name in ("person", "people"))
    numbers = ("seconds", "photo_seconds", "moved", "guessed")
    if not (texts and counts and all(_is_number(values[name]) for name in numbers)):
        return None
    notes = values["notes"] if isinstance(values["notes"], list) else []
    del values["status"], values["problem"]
    return Row(**{**values, "notes": tuple(map(str, notes))})


def _is_count(value: object) -> bool:
    return value is None or (type(value) is int and value > 0)


def _is_number(value: object) -> bool:
    return value is None or type(value) in (int, float)
