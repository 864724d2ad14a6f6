"""A table of sizes as it is copied from a shop's page, or typed.

Columns are separated by tabs, semicolons, bars, commas or two spaces. One row has a name for each
column, in English, German or Chinese; sizes may go down or across. Lengths are in centimetres
unless the text says inches. Half a chest, which lies flat, is told from a whole one by its name, or
by being too small to go round anybody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tryon.errors import EntryError
from tryon.garments.sizes.size_table import Measure, SizeRow, SizeTable
from tryon.messages import EntryProblem

LONGEST_TEXT = 20_000
"""Characters of a table."""
_CM_PER_INCH = 2.54
_NAMES: tuple[tuple[Measure, str], ...] = (
    (Measure.SLEEVE, r"sleeve|arm\b|ärmel|aermel|袖"),
    (Measure.INSEAM, r"inseam|inside leg|inner leg|innenbein|schritt|内长|内缝|內長"),
    (Measure.HIPS, r"hip|seat|hüft|gesäß|臀"),
    (Measure.WAIST, r"waist|taille|bund|腰"),
    (
        Measure.CHEST,
        r"chest|bust|pit to pit|pit-to-pit|ptp|body width|\bwidth\b|brust|oberweite|breite|胸",
    ),
    (Measure.LENGTH, r"length|länge|laenge|衣长|裤长|裙长|衣長|褲長|裙長|长度|身长|outseam"),
)
"""What columns are called; the first that is found counts, so that sleeve length is no length."""
_HALF = re.compile(r"half|½|1/2|flat|pit|ptp|width|breite|halb|平铺|平鋪|宽|寬", re.I)
_INCHES = re.compile(r"\binch(es)?\b|\bin\b|\bin\.|[\"″”]|英寸|zoll", re.I)
_CENTIMETRES = re.compile(r"\bcms?\b|厘米|公分", re.I)
_NUMBER = re.compile(r"(\d+(?:[.,]\d+)?)(?:\s+(\d)/(\d))?\s*([½¼¾])?")
_FRACTIONS = {"": 0.0, "½": 0.5, "¼": 0.25, "¾": 0.75}
_ROUND = (Measure.CHEST, Measure.WAIST, Measure.HIPS)
_LEAST_ROUND = {Measure.CHEST: 72.0, Measure.WAIST: 52.0, Measure.HIPS: 72.0}
"""Centimetres round a body below which a column of adults' sizes is a half."""


def parse_table(text: str) -> SizeTable:
    """Read a table.

    Raises:
        EntryError: a ValueError, if no table of sizes can be found in it.
    """
    lines = [line for line in text[:LONGEST_TEXT].splitlines() if line.strip()]
    cells = _cells(lines)
    if _measures([row[0] for row in cells]) > max(map(_measures, cells), default=0):
        cells = _turned(cells)
    header = max(range(len(cells)), key=lambda n: _measures(cells[n]), default=0)
    if not cells or not _measures(cells[header]):
        raise EntryError(EntryProblem.NO_SIZE_TABLE)
    return _table(cells[header], cells[header + 1 :], is_inches=_says_inches(text))


def _cells(lines: Sequence[str]) -> list[list[str]]:
    """Split lines into cells by whatever separates them."""
    for separator in ("\t", ";", "|", ","):
        if sum(separator in line for line in lines) >= max(2, 0.6 * len(lines)):
            return [[cell.strip() for cell in line.strip(" |").split(separator)] for line in lines]
    return [re.split(r"\s{2,}", line.strip()) for line in lines]


def _turned(cells: list[list[str]]) -> list[list[str]]:
    """Return rows as columns; short ones are filled up."""
    width = max(map(len, cells))
    return [[row[n] if n < len(row) else "" for row in cells] for n in range(width)]


def _table(header: Sequence[str], rows: Sequence[Sequence[str]], *, is_inches: bool) -> SizeTable:
    measures = [_measure_of(cell) for cell in header]
    name_at = next((n for n, measure in enumerate(measures) if measure is None), 0)
    columns: dict[Measure, int] = {}
    for number, measure in enumerate(measures):
        if measure is not None and number != name_at:
            columns.setdefault(measure, number)
    found: list[tuple[str, dict[Measure, float]]] = []
    for row in rows:
        values = {
            measure: value
            for measure, number in columns.items()
            if number < len(row) and (value := _length(row[number], is_inches)) is not None
        }
        name = " ".join(row[name_at].split()) if name_at < len(row) else ""
        if name and values:
            found.append((name, values))
    if not found or not columns:
        raise EntryError(EntryProblem.NO_SIZE_TABLE)
    doubled = {
        measure
        for measure, number in columns.items()
        if measure in _ROUND
        and _is_half(header[number], measure, [v[measure] for _, v in found if measure in v])
    }
    return SizeTable(
        tuple(
            SizeRow(
                name,
                tuple(
                    (measure, round(values[measure] * (2 if measure in doubled else 1), 2))
                    for measure in Measure
                    if measure in values
                ),
            )
            for name, values in found
        )
    )


def _is_half(name: str, measure: Measure, values: Sequence[float]) -> bool:
    """Tell whether a column says how wide a garment lies flat."""
    if _HALF.search(name):
        return True
    return bool(values) and max(values) < _LEAST_ROUND[measure]


def _measures(row: Sequence[str]) -> int:
    return len({measure for cell in row if (measure := _measure_of(cell)) is not None})


def _measure_of(cell: str) -> Measure | None:
    """Return what a column is about; None for sizes' names and for what is a number."""
    if re.match(r"\s*\d", cell) and not re.match(r"\s*1/2\s", cell):
        return None
    return next((measure for measure, words in _NAMES if re.search(words, cell, re.I)), None)


def _says_inches(text: str) -> bool:
    return bool(_INCHES.search(text)) and not _CENTIMETRES.search(text)


def _length(cell: str, is_inches: bool) -> float | None:
    """Return a length in cm; of a range like 96-101 the middle; None if there is none."""
    numbers = []
    for whole, upper, lower, sign in _NUMBER.findall(cell):
        value = float(whole.replace(",", ".")) + _FRACTIONS[sign]
        numbers.append(value + (int(upper) / int(lower) if lower not in ("", "0") else 0.0))
    if not numbers:
        return None
    value = sum(numbers[:2]) / len(numbers[:2])
    in_inches = (
        bool(_INCHES.search(cell))
        if _CENTIMETRES.search(cell) or _INCHES.search(cell)
        else is_inches
    )
    return value * _CM_PER_INCH if in_inches else value
