"""What is known of a batch whose results lie in a store: beside them, part by part.

Who makes results of a photo writes what became of them into the photo's folder. So nothing is lost
with the machine that gives out the work, and no file grows with the batch until it ends.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager

from tryon.batch.cluster.store import Store
from tryon.batch.plan import JOURNAL, LOCK, REPORT_CSV, REPORT_JSON, BatchPlan, PhotoWork, in_order
from tryon.batch.records import FolderRecords
from tryon.batch.report import KNOWN_BY, known_of, report_of
from tryon.batch.rows import Row, to_csv, to_line

_PART = re.compile(r"[^/]+/report-[0-9a-f]{12}\.jsonl")
_DIGITS = 12


def part_file(work: PhotoWork) -> str:
    """Return the file of what became of some garments on a photo; the same work has the same."""
    names = "\n".join(garment.name for garment in work.garments)
    digest = hashlib.sha256(names.encode("utf-8", "surrogateescape")).hexdigest()
    return f"{work.photo.name}/report-{digest[:_DIGITS]}.jsonl"


def part_of(rows: Sequence[Row]) -> bytes:
    """Return the content of such a file."""
    return b"".join(to_line(row) + b"\n" for row in rows)


class StoreRecords:
    """`tryon.batch.records.Records` of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names: set[str] = set()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep others out of a folder of this computer; elsewhere only see whether one can write.

        Two batches in one store make the same results twice, and do no other harm.
        """
        if self._store.folder is not None:
            with FolderRecords(self._store.folder).alone():
                yield
            return
        self._store.write(LOCK, b"")
        try:
            yield
        finally:
            self._store.remove(LOCK)

    def known(self, plan: BatchPlan) -> Mapping[str, Row]:
        """See `tryon.batch.records.Records.known`."""
        self._names = self._store.names()
        parts = sorted(name for name in self._names if _PART.fullmatch(name))
        contents = self._store.read([name for name in (*KNOWN_BY, *parts) if name in self._names])
        ordered = {name: contents.get(name, b"") for name in (*KNOWN_BY, *parts)}
        return known_of(ordered, self._store.address)

    def there(self, plan: BatchPlan) -> Collection[str]:
        """See `tryon.batch.records.Records.there`."""
        if self._store.folder is not None:
            return FolderRecords(self._store.folder).there(plan)
        return self._names

    def note(self, rows: Sequence[Row]) -> None:
        """Do nothing: who made the results has kept it."""

    def finish(self, plan: BatchPlan, rows: Collection[Row], left: int) -> None:
        """See `tryon.batch.records.Records.finish`."""
        self._store.write(REPORT_JSON, report_of(plan, rows, left))
        self._store.write(REPORT_CSV, to_csv(in_order(plan, rows)))
        if JOURNAL in self._names:  # of a batch without a cluster; all of it is in the report
            self._store.remove(JOURNAL)
