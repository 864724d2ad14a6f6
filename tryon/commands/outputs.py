"""Checks that a command makes on the files it is about to write."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tryon.errors import UsageError, reason_of
from tryon.imaging import WRITABLE_SUFFIXES
from tryon.messages import UsageProblem
from tryon.paths import resolved


def check_is_picture(path: Path, suffixes: tuple[str, ...] = WRITABLE_SUFFIXES) -> None:
    """Refuse a file name whose suffix is not one of ``suffixes``.

    Raises:
        UsageError: naming the file and the suffixes.
    """
    if path.suffix.lower() not in suffixes:
        raise UsageError(UsageProblem.OTHER_SUFFIX, path=path, suffixes=suffixes)


def check_apart(outputs: Iterable[Path], inputs: Iterable[Path]) -> None:
    """Refuse outputs that would overwrite an input or each other.

    Raises:
        UsageError: naming the file.
    """
    problem_of = {resolved(path): UsageProblem.OVER_INPUT for path in inputs}
    for path in outputs:
        place = resolved(path)
        if place in problem_of:
            raise UsageError(problem_of[place], path=path)
        problem_of[place] = UsageProblem.OVER_OUTPUT


def make_folder(path: Path) -> None:
    """Make a folder for a batch of results.

    Raises:
        UsageError: if that is not possible, for example because a file has the name.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise UsageError(UsageProblem.NO_FOLDER, path=path, reason=reason_of(error)) from error
