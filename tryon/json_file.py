"""JSON files that somebody else may have written, edited or damaged.

Python's own reader takes what no file of tryon holds, and raises what nobody expects: a
RecursionError for deep nesting, numbers that no float can hold, the last of two values of one name.
Everything that is not known to be written by tryon itself is read here.
"""

from __future__ import annotations

import errno
import json
import math
from os import PathLike
from pathlib import Path
from typing import NoReturn

from tryon.errors import EntryError
from tryon.messages import EntryProblem

MOST_BYTES = 8_000_000
"""Largest size of a file: many times that of the largest that tryon writes."""
MOST_LEVELS = 40
"""How deep lists and objects may lie in each other."""
_MOST_DIGITS = 300
"""Of a whole number, so that a float can hold it."""
_MOST_SHOWN = 60
"""Characters of a value that a message quotes."""


def read_json(path: str | PathLike[str]) -> object:
    """Return the content of a JSON file.

    Raises:
        OSError: if it cannot be read.
        ValueError: if it is no JSON; an `EntryError` if it holds what cannot be used.
    """
    try:
        with Path(path).open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except ValueError as error:  # a name that no file can have, for example with a null byte
        raise OSError(errno.EINVAL, str(error)) from error
    return parse_json(content)


def parse_json(content: bytes, *, most_bytes: int = MOST_BYTES) -> object:
    """Return what a JSON file with this content holds; see `read_json`.

    Args:
        content: of the file.
        most_bytes: what is larger is refused.

    Raises:
        ValueError: if it is no JSON; an `EntryError` if it holds what cannot be used.
    """
    if len(content) > most_bytes:
        raise EntryError(EntryProblem.TOO_MANY_BYTES, megabytes=most_bytes // 1_000_000)
    try:
        found = json.loads(
            content,
            parse_int=_whole_number,
            parse_float=_number,
            parse_constant=_refuse_constant,
            object_pairs_hook=_object,
        )
    except UnicodeDecodeError as error:
        raise EntryError(EntryProblem.NOT_UTF_8) from error
    except RecursionError as error:
        raise EntryError(EntryProblem.TOO_DEEP, levels=MOST_LEVELS) from error
    _check(found)
    return found


def checked_number(name: str, value: object, low: float, high: float) -> float:
    """Return a value if it is a number from ``low`` to ``high``.

    Raises:
        EntryError: naming it, if it is none.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise EntryError(EntryProblem.NO_NUMBER, name=name, found=quoted(value))
    if not math.isfinite(value) or not low <= value <= high:
        raise EntryError(
            EntryProblem.OUT_OF_RANGE,
            name=name,
            low=f"{low:g}",
            high=f"{high:g}",
            found=f"{value:g}",
        )
    return value


def quoted(value: object) -> str:
    """Return a value of a file as a message quotes it, cut off where it is long."""
    return shortened(repr(value))


def shortened(text: str) -> str:
    """Return the beginning of a text that may be of any length."""
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


def _whole_number(text: str) -> int:
    if len(text) > _MOST_DIGITS:
        raise EntryError(EntryProblem.TOO_MANY_DIGITS, count=len(text.lstrip("-")))
    return int(text)


def _number(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise EntryError(EntryProblem.NOT_FINITE, found=text)
    return value


def _refuse_constant(text: str) -> NoReturn:
    raise EntryError(EntryProblem.NOT_FINITE, found=text)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise EntryError(EntryProblem.NAME_TWICE, name=quoted(name))
        found[name] = value
    return found


def _check(content: object) -> None:
    """Refuse deep nesting, and texts that no file can hold."""
    level = [content]
    for _ in range(MOST_LEVELS + 1):
        below: list[object] = []
        for value in level:
            if isinstance(value, dict):
                below += [*value, *value.values()]
            elif isinstance(value, list):
                below += value
            elif isinstance(value, str) and not value.isascii():
                _check_text(value)
        if not below:
            return
        level = below
    raise EntryError(EntryProblem.TOO_DEEP, levels=MOST_LEVELS)


def _check_text(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise EntryError(EntryProblem.NO_TEXT, found=quoted(text)) from error
