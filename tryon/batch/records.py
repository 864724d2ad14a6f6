"""What is known of the results of a batch, and where that is kept."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from tryon.batch.plan import LOCK, BatchPlan
from tryon.batch.report import Journal, read_known, write_report
from tryon.batch.rows import Row
from tryon.document.file_lock import FileLock
from tryon.errors import BatchError, ExportError, reason_of
from tryon.imaging import clear_left_behind, make_folder
from tryon.messages import BatchProblem, ExportProblem


class Records(Protocol):
    """Knows what is there, and keeps what is said of it."""

    def alone(self) -> AbstractContextManager[None]:
        """Make the place of the results, and keep other batches out of it.

        Raises:
            BatchError: if one writes into it.
            ExportError: if nothing can be written there.
        """
        ...

    def known(self, plan: BatchPlan) -> Mapping[str, Row]:
        """Return what earlier runs said of results, by their files.

        Raises:
            BatchError: if a report there is none of a batch.
        """
        ...

    def there(self, plan: BatchPlan) -> Collection[str]:
        """Return the files that are there; see `BatchPlan.result`."""
        ...

    def note(self, rows: Sequence[Row]) -> None:
        """Keep rows, for the case that the batch is killed.

        Raises:
            ExportError: if that is not possible.
        """
        ...

    def finish(self, plan: BatchPlan, rows: Collection[Row], left: int) -> None:
        """Write the report; `left` photos in garments were not come to.

        Raises:
            ExportError: if that is not possible.
        """
        ...


class FolderRecords:
    """`Records` that lie beside the results in a folder of this computer."""

    def __init__(self, out: Path) -> None:
        self._out, self._journal = out, Journal(out)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """See `Records.alone`."""
        make_folder(self._out)
        try:
            lock = FileLock.take(self._out / LOCK)
        except OSError as error:
            raise ExportError(
                ExportProblem.NOT_WRITTEN, path=self._out / LOCK, reason=reason_of(error)
            ) from error
        if lock is None:
            raise BatchError(BatchProblem.IN_USE, folder=self._out)
        try:
            yield
        finally:
            lock.release()

    def known(self, plan: BatchPlan) -> Mapping[str, Row]:
        """See `Records.known`."""
        return read_known(self._out)

    def there(self, plan: BatchPlan) -> Collection[str]:
        """Return the files in the photos' folders, without what killed runs were writing."""
        found = set()
        for photo in plan.photos:
            folder = self._out / photo.name
            if folder.is_dir():
                clear_left_behind(folder, older_than_s=0)
                found |= {f"{photo.name}/{name}" for name in os.listdir(folder)}
        return found

    def note(self, rows: Sequence[Row]) -> None:
        """See `Records.note`."""
        self._journal.write(rows)

    def finish(self, plan: BatchPlan, rows: Collection[Row], left: int) -> None:
        """See `Records.finish`."""
        self._journal.close()
        write_report(self._out, plan, rows, left)
        self._journal.remove()
