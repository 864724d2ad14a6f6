"""Sizes of garments on the command line: tables, names, and how that makes them lie."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tryon.errors import FitError, UsageError, reason_of
from tryon.fitting.fit_sizes import fit_sizes
from tryon.fitting.request import FitRequest
from tryon.garments.sizes.size_table import SizeRow
from tryon.garments.sizes.table_text import LONGEST_TEXT, parse_table
from tryon.messages import FitProblem, UsageProblem


def wanted_sizes(
    arguments: argparse.Namespace, tables: Sequence[str | None], names: Sequence[str | None]
) -> tuple[SizeRow | None, ...]:
    """Return the size of each garment; None for one that is to lie as it falls.

    Raises:
        UsageError: if a size has no table, or a table no size of the name.
        FitError: if a table cannot be read.
    """
    return tuple(_row(table, name, arguments) for table, name in zip(tables, names, strict=True))


def _row(table: str | None, name: str | None, arguments: argparse.Namespace) -> SizeRow | None:
    has_table, has_name = (each not in (None, "none") for each in (table, name))
    if not has_table and not has_name:
        return None
    if not has_table or arguments.height is None:
        raise UsageError(UsageProblem.SIZE_WITHOUT_TABLE)
    path = Path(str(table))
    try:
        with path.open(encoding="utf-8-sig") as file:
            found = parse_table(file.read(LONGEST_TEXT))
        if not has_name:
            sizes = tuple(row.name for row in found.rows)
            raise UsageError(UsageProblem.NO_SIZE, sizes=sizes)
        return found.row(str(name))
    except OSError as error:
        reason = reason_of(error)
        raise FitError(FitProblem.SIZES_UNREADABLE, path=path, reason=reason) from error
    except ValueError as error:
        raise FitError(FitProblem.SIZES_WRONG, file=path.name, problem=error) from error


def at_size(request: FitRequest, row: SizeRow | None, height_cm: float | None) -> FitRequest:
    """Return the request for a garment of a size; say how sure its scale is.

    Raises:
        FitError: if too little of the person is seen to tell.
    """
    if row is None or height_cm is None:
        return request
    sized = fit_sizes(request, [row], height_cm)
    fit = sized.of(row.name)
    name = request.garment.name
    print(
        f"tryon: note: {name}: size {row.name}; "
        f"its lengths are right to about ±{sized.scale.percent} %",
        file=sys.stderr,
    )
    for note in fit.notes:
        print(f"tryon: note: {name}: {note}", file=sys.stderr)
    return replace(request, parameters=fit.parameters)
