"""The report of a batch: kept line by line while it runs, written as CSV and JSON when it ends."""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import IO

from tryon.batch.plan import JOURNAL, REPORT_CSV, REPORT_JSON, BatchPlan, in_order
from tryon.batch.rows import COLUMNS, Row, done_of_lines, to_csv, to_line
from tryon.errors import BatchError, ExportError, reason_of
from tryon.imaging import write_atomically
from tryon.messages import BatchProblem, ExportProblem

VERSION = 1
"""Version of the JSON."""
_MARK = "tryon batch"
KNOWN_BY = REPORT_JSON, REPORT_CSV, JOURNAL
"""What tells of earlier runs."""
_LOG = logging.getLogger(__name__)


def read_known(out: Path) -> dict[str, Row]:
    """Return what earlier runs said of results in a folder, by their files.

    Raises:
        BatchError: if a report there is none of a batch: it is not to be overwritten.
    """
    return known_of({name: _content(out / name) for name in KNOWN_BY}, str(out))


def known_of(contents: Mapping[str, bytes], out: str) -> dict[str, Row]:
    """Return what reports and journals say of results, by their files.

    Args:
        contents: of each file, those of `KNOWN_BY` among them; of two that tell of one result the
            later counts.
        out: where they are.

    Raises:
        BatchError: if a report is none of a batch: it is not to be overwritten.
    """
    beginnings = {REPORT_JSON: f'{{"report": "{_MARK}"', REPORT_CSV: ",".join(COLUMNS)}
    for name, beginning in beginnings.items():
        if contents[name] and not contents[name].startswith(beginning.encode()):
            raise BatchError(BatchProblem.OTHER_REPORT, file=f"{out}/{name}")
    lines = (content for name, content in contents.items() if name != REPORT_CSV)
    rows = (row for content in lines for row in done_of_lines(content))
    return {row.file: row for row in rows if row.file is not None}


class Journal:
    """Keeps each row as soon as it is known, for the case that the batch is killed."""

    def __init__(self, out: Path) -> None:
        self._path = out / JOURNAL
        self._file: IO[bytes] | None = None

    def write(self, rows: Sequence[Row]) -> None:
        """Add rows.

        Raises:
            ExportError: if that is not possible.
        """
        try:
            if self._file is None:
                self._file = self._path.open("ab")
                self._file.write(b"\n")  # ends the line that a killed run may have begun
            self._file.writelines(to_line(row) + b"\n" for row in rows)
            self._file.flush()
        except OSError as error:
            raise ExportError(
                ExportProblem.NOT_WRITTEN, path=self._path, reason=reason_of(error)
            ) from error

    def close(self) -> None:
        """Write no more."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def remove(self) -> None:
        """Delete it: all of it is in the report."""
        self.close()
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            _LOG.warning("%s stays: %s", self._path, error)


def report_of(plan: BatchPlan, rows: Collection[Row], left: int) -> bytes:
    """Return the report in JSON, with a line for each result.

    Args:
        plan: all that there is to be.
        rows: what became of it.
        left: how many photos in garments were not come to.
    """
    failed = sum(row.is_failure for row in rows)
    head = {
        "report": _MARK,
        "version": VERSION,
        "people": plan.people.value,
        "photos": len(plan.photos),
        "garments": len(plan.garments),
        "done": len(rows) - failed,
        "failed": failed,
        "left": left,
    }
    begin = json.dumps(head).removesuffix("}").encode() + b', "results": ['
    lines = b",".join(b"\n" + to_line(row) for row in in_order(plan, rows))
    return b"".join((begin, lines, b"\n]}\n"))


def write_report(out: Path, plan: BatchPlan, rows: Collection[Row], left: int) -> None:
    """Write the report in both forms; each file appears complete or not at all.

    Raises:
        ExportError: if one of them cannot be written.
    """
    report, table = report_of(plan, rows, left), to_csv(in_order(plan, rows))
    write_atomically(out / REPORT_JSON, lambda file: file.write(report))
    write_atomically(out / REPORT_CSV, lambda file: file.write(table))


def _content(path: Path) -> bytes:
    """Return a file's content, nothing if there is no such file.

    Raises:
        BatchError: if it may not be read: it is not to be overwritten.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise BatchError(BatchProblem.OTHER_REPORT, file=path) from error
