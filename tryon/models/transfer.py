"""One file from a server to the disk, resumed where an earlier transfer ended.

The bytes go to ``NAME.incomplete`` beside the target and are renamed when size and checksum are
right. What has arrived stays there whenever the transfer stops, and the next one, by tryon or by
ModelScope's client, asks the server for the rest only.
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

from tryon.errors import DownloadError
from tryon.models.hub import OTHER_WAY_HINT, RemoteFile, refusal
from tryon.models.store import partial_name
from tryon.models.waiting import iterate
from tryon.progress import CancelToken

Report = Callable[[int], None]
"""Called with the number of bytes that are done."""

TRIES = 6
"""Attempts in a row that bring nothing before the transfer gives up."""
CONNECT_S, SILENCE_S = 10.0, 30.0
_BLOCK = 1 << 15
_HASH_BLOCK = 1 << 22
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")
_FULL = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))
_LOCKED = (errno.EACCES, errno.EPERM, errno.EROFS)


class _BrokenError(Exception):
    """The transfer stopped for a reason that may pass."""


@dataclass(frozen=True)
class _Answer:
    """How a server began its answer."""

    status: int
    size: int | None
    range_start: int | None
    range_total: int | None
    kind: str


def fetch(
    file: RemoteFile, target: Path, report: Report, check: Report, cancel: CancelToken
) -> None:
    """Bring a file to ``target``.

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
    is_resumed = _kept(partial, file) > 0
    try:
        _fill(file, partial, report, cancel)
        if is_resumed and not _is_right(partial, file, check, cancel):
            partial.unlink()  # what an earlier transfer left was damaged
            _fill(file, partial, report, cancel)
        if not _is_right(partial, file, check, cancel):
            partial.unlink()
            raise DownloadError(
                f"{file.host} sent a damaged {file.name}: its checksum is not the one that the hub "
                f"lists. It was deleted. Try again later; or {OTHER_WAY_HINT}."
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
    """Say why a file cannot be written, and what helps."""
    reason = error.strerror or str(error)
    if error.errno in _FULL:
        return DownloadError(
            f"{path} cannot be written: {reason}. Free some space and start again; what has "
            "arrived is kept."
        )
    if error.errno in _LOCKED:
        return DownloadError(
            f"{path} cannot be written: {reason}. Make its folder writable, or set "
            "MODELSCOPE_CACHE to another folder."
        )
    return DownloadError(f"{path} cannot be written: {reason}. Check the disk and start again.")


def _fill(file: RemoteFile, partial: Path, report: Report, cancel: CancelToken) -> None:
    """Append to the partial file until it has the file's size."""
    tries = 0
    while (done := _kept(partial, file)) < file.size or not partial.exists():
        report(done)
        try:
            _append(file, partial, done, report, cancel)
        except _BrokenError as error:
            tries = 1 if _kept(partial, file) > done else tries + 1
            if tries == TRIES:
                kept = _kept(partial, file)
                raise DownloadError(
                    f"the connection to {file.host} keeps breaking ({error}) at {kept} of "
                    f"{file.size} bytes of {file.name}. {partial} is kept: start again later to "
                    f"go on from there; or {OTHER_WAY_HINT}."
                ) from error
            cancel.sleep(min(0.25 * 2**tries, 8.0))
    report(file.size)


def _append(
    file: RemoteFile, partial: Path, offset: int, report: Report, cancel: CancelToken
) -> None:
    """Make one request for what is missing, and write what arrives.

    Raises:
        _BrokenError: if not everything arrives; what did is written.
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
        raise _BrokenError(f"the answer ended after {done - start} bytes")


def _write(
    items: Iterator[_Answer | bytes], out: IO[bytes], done: int, file: RemoteFile, report: Report
) -> int:
    for block in items:
        if isinstance(block, bytes):
            done += len(block)
            if done > file.size:
                raise _other_file(file, f"more than {file.size} bytes")
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
        raise _BrokenError(type(error).__name__) from error


def _read_head(status: int, headers: dict[str, str]) -> _Answer:
    length, matched = (
        headers.get("content-length", ""),
        _RANGE.match(headers.get("content-range", "")),
    )
    return _Answer(
        status=status,
        size=int(length) if length.isdigit() else None,
        range_start=int(matched[1]) if matched else None,
        range_total=int(matched[2]) if matched and matched[2] != "*" else None,
        kind=headers.get("content-type", "no type"),
    )


def _start_of(answer: _Answer, file: RemoteFile, offset: int, partial: Path) -> int:
    """Return where the answer's bytes belong.

    Raises:
        DownloadError: if the server refuses, or has another file under the name.
        _BrokenError: if asking again may help.
    """
    if answer.status == 206 and answer.range_start == offset:
        if answer.range_total not in (None, file.size):
            raise _other_file(file, f"{answer.range_total} bytes")
        return offset
    if answer.status in (206, 416):  # not the range that was asked for: start over
        partial.unlink(missing_ok=True)
        raise _BrokenError(f"it cannot resume, HTTP {answer.status}")
    if answer.status == 200:
        if answer.size not in (None, file.size):
            raise _other_file(file, f"{answer.size} bytes ({answer.kind})")
        return 0
    if answer.status in (408, 429) or answer.status >= 500:
        raise _BrokenError(f"HTTP {answer.status}")
    raise refusal(file.host, file.name, answer.status)


def _other_file(file: RemoteFile, found: str) -> DownloadError:
    return DownloadError(
        f"{file.host} sends {found} for {file.name}, expected {file.size} bytes: a login page or "
        f"proxy may be in between, or the file has changed. Open the address in a browser; or "
        f"{OTHER_WAY_HINT}."
    )


def _kept(partial: Path, file: RemoteFile) -> int:
    """Return how many bytes an earlier transfer left that can be used."""
    size = partial.stat().st_size if partial.exists() else 0
    if size > file.size:
        partial.unlink()
        return 0
    return size


def _is_right(partial: Path, file: RemoteFile, check: Report, cancel: CancelToken) -> bool:
    return file.sha256 is None or sha256_of(partial, check, cancel) == file.sha256
