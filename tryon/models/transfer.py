"""One file from a server to the disk, resumed where an earlier transfer ended.

The bytes go to ``NAME.incomplete`` beside the target and are renamed when size and checksum are
right. What has arrived stays there whenever the transfer stops, and the next one, by tryon or by
ModelScope's client, asks the server only for what is missing.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tryon.errors import DownloadError, reason_of
from tryon.messages import DownloadProblem, Hint, Interruption, Sent, Text, Value, english
from tryon.models.hub import RemoteFile, refusal
from tryon.models.network_failure import interruption_of
from tryon.models.store import partial_name
from tryon.models.waiting import iterate
from tryon.progress import CancelToken

Report = Callable[[int], None]
"""Called with the number of bytes that are done."""

TRIES = 6
"""Attempts in a row that bring nothing before the transfer gives up."""
CONNECT_S, SILENCE_S = 10.0, 30.0
"""Seconds to wait for a connection, and for the next bytes."""
_BLOCK = 1 << 15
"""Bytes received at once."""
_HASH_BLOCK = 1 << 22
"""Bytes read at once for the checksum."""
_CONTENT_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")
_FULL = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))
"""Errors of a disk without room for the file."""
_LOCKED = (errno.EACCES, errno.EPERM, errno.EROFS)
"""Errors of a folder that may not be written to."""


class _BrokenError(Exception):
    """The transfer stopped for a reason that may pass."""

    def __init__(self, reason: Value) -> None:
        super().__init__(english(reason))
        self.reason = reason


@dataclass(frozen=True)
class _Answer:
    """The head of a server's answer."""

    status: int
    size: int | None
    range_start: int | None
    range_total: int | None
    kind: str


def fetch(
    file: RemoteFile, target: Path, report: Report, check: Report, cancel: CancelToken
) -> None:
    """Download a file to ``target``.

    Args:
        file: what to fetch; what arrives must have its size and checksum.
        target: where it goes; its folder exists.
        report: told how many bytes have arrived, those of an earlier transfer too.
        check: told how many bytes have been compared with the checksum.
        cancel: stops it within a tenth of a second; what has arrived is kept.

    Raises:
        DownloadError: if the server refuses or sends something else, the connection keeps
            breaking, or the disk cannot take the file.
        Cancelled: if ``cancel`` was set.
    """
    partial = target.with_name(partial_name(target.name))
    is_resumed = _kept_bytes(partial, file) > 0
    try:
        _fill(file, partial, report, cancel)
        if is_resumed and not _is_intact(partial, file, check, cancel):
            partial.unlink()  # what an earlier transfer left was damaged
            _fill(file, partial, report, cancel)
        if not _is_intact(partial, file, check, cancel):
            partial.unlink()
            raise DownloadError(
                DownloadProblem.DAMAGED, host=file.host, name=file.name, hint=Hint.OTHER_WAY
            )
        os.replace(partial, target)
    except OSError as error:
        raise explain_disk(error, partial) from error


def sha256_of(path: Path, report: Report, cancel: CancelToken) -> str:
    """Return a file's SHA-256 in hex.

    Raises:
        OSError: if the file cannot be read.
        Cancelled: if ``cancel`` was set.
    """
    digest, done = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(_HASH_BLOCK):
            cancel.check()
            digest.update(block)
            done += len(block)
            report(done)
    return digest.hexdigest()


def explain_disk(error: OSError, path: Path) -> DownloadError:
    """Return the error that says why a file cannot be written, and what helps."""
    reason = reason_of(error)
    if error.errno in _FULL:
        return DownloadError(DownloadProblem.DISK_FULL, path=path, reason=reason)
    if error.errno in _LOCKED:
        return DownloadError(DownloadProblem.DISK_LOCKED, path=path, reason=reason)
    return DownloadError(DownloadProblem.DISK_FAILED, path=path, reason=reason)


def _fill(file: RemoteFile, partial: Path, report: Report, cancel: CancelToken) -> None:
    """Append to the partial file until it has the file's size."""
    tries = 0
    while (done := _kept_bytes(partial, file)) < file.size or not partial.exists():
        report(done)
        try:
            _append(file, partial, done, report, cancel)
        except _BrokenError as error:
            tries = 1 if _kept_bytes(partial, file) > done else tries + 1
            if tries == TRIES:
                raise DownloadError(
                    DownloadProblem.KEEPS_BREAKING,
                    host=file.host,
                    reason=error.reason,
                    kept=_kept_bytes(partial, file),
                    size=file.size,
                    name=file.name,
                    partial=partial,
                    hint=Hint.OTHER_WAY,
                ) from error
            cancel.sleep(min(0.25 * 2**tries, 8.0))
    report(file.size)


def _append(
    file: RemoteFile, partial: Path, offset: int, report: Report, cancel: CancelToken
) -> None:
    """Make one request for what is missing, and write what arrives.

    Raises:
        _BrokenError: if not everything arrives; what did arrive is written.
    """
    items = iterate(lambda: _receive(file.url, offset), cancel)
    answer = next(items)
    if not isinstance(answer, _Answer):
        raise TypeError(f"expected the answer's head first, got {type(answer).__name__}")
    start = _start_of(answer, file, offset, partial)
    with partial.open("r+b" if partial.exists() else "wb") as out:
        out.truncate(start)
        out.seek(start)
        done = _write(items, out, start, file, report)
    if done < file.size:
        raise _BrokenError(Interruption.ENDED.with_values(size=done - start))


def _write(
    items: Iterator[_Answer | bytes], out: IO[bytes], done: int, file: RemoteFile, report: Report
) -> int:
    for block in items:
        if isinstance(block, bytes):
            done += len(block)
            if done > file.size:
                raise _other_file(file, Sent.TOO_MUCH.with_values(size=file.size))
            out.write(block)
            report(done)
    return done


def _receive(url: str, offset: int) -> Iterator[_Answer | bytes]:
    """Return the head of a server's answer, then its bytes; runs on a thread of its own."""
    import requests  # comes with ModelScope's client

    headers = {"Accept-Encoding": "identity"}
    if offset:
        headers["Range"] = f"bytes={offset}-"
    try:
        with requests.get(
            url, headers=headers, stream=True, timeout=(CONNECT_S, SILENCE_S)
        ) as response:
            yield _read_head(response.status_code, dict(response.headers.lower_items()))
            if response.status_code in (200, 206):
                yield from response.iter_content(_BLOCK)
    except requests.RequestException as error:
        raise _BrokenError(interruption_of(error)) from error


def _read_head(status: int, headers: dict[str, str]) -> _Answer:
    length = headers.get("content-length", "")
    matched = _CONTENT_RANGE.match(headers.get("content-range", ""))
    return _Answer(
        status=status,
        size=int(length) if length.isdigit() else None,
        range_start=int(matched[1]) if matched else None,
        range_total=int(matched[2]) if matched and matched[2] != "*" else None,
        kind=headers.get("content-type", "no type"),
    )


def _start_of(answer: _Answer, file: RemoteFile, offset: int, partial: Path) -> int:
    """Return the offset in the file at which the answer's bytes begin.

    Raises:
        DownloadError: if the server refuses, or has another file under the name.
        _BrokenError: if asking again may help.
    """
    if answer.status == 206 and answer.range_start == offset:
        if answer.range_total not in (None, file.size):
            raise _other_file(file, Sent.OTHER_SIZE.with_values(size=answer.range_total))
        return offset
    if answer.status in (206, 416):  # not the range that was asked for: start over
        partial.unlink(missing_ok=True)
        raise _BrokenError(Interruption.NO_RESUMING.with_values(status=answer.status))
    if answer.status == 200:
        if answer.size not in (None, file.size):
            sent = Sent.OTHER_KIND.with_values(size=answer.size, kind=answer.kind)
            raise _other_file(file, sent)
        return 0
    if answer.status in (408, 429) or answer.status >= 500:
        raise _BrokenError(Interruption.STATUS.with_values(status=answer.status))
    raise refusal(file.host, file.name, answer.status)


def _other_file(file: RemoteFile, found: Text) -> DownloadError:
    return DownloadError(
        DownloadProblem.OTHER_FILE,
        host=file.host,
        found=found,
        name=file.name,
        size=file.size,
        hint=Hint.OTHER_WAY,
    )


def _kept_bytes(partial: Path, file: RemoteFile) -> int:
    """Return how many bytes an earlier transfer left; a file that is too large is deleted."""
    size = partial.stat().st_size if partial.exists() else 0
    if size > file.size:
        partial.unlink()
        return 0
    return size


def _is_intact(partial: Path, file: RemoteFile, check: Report, cancel: CancelToken) -> bool:
    return file.sha256 is None or sha256_of(partial, check, cancel) == file.sha256
