"""A garment's sizes and what it measures in each, in centimetres."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from tryon.errors import EntryError
from tryon.json_file import quoted
from tryon.messages import EntryProblem
from tryon.shape.category import GarmentCategory

MOST_SIZES = 40
LONGEST_NAME = 30
LEAST_CM, MOST_CM = 3.0, 400.0


class Measure(Enum):
    """What a table says of a garment; chest, waist and hips all the way round."""

    CHEST = "chest"
    WAIST = "waist"
    HIPS = "hips"
    LENGTH = "length"
    SLEEVE = "sleeve"
    INSEAM = "inseam"


USED = {
    GarmentCategory.TOP: (Measure.CHEST, Measure.LENGTH, Measure.SLEEVE),
    GarmentCategory.DRESS: (Measure.CHEST, Measure.LENGTH, Measure.SLEEVE),
    GarmentCategory.TROUSERS: (Measure.HIPS, Measure.INSEAM, Measure.LENGTH),
    GarmentCategory.SKIRT: (Measure.LENGTH,),
}
"""Measures that decide how a garment of a kind lies on a person."""


@dataclass(frozen=True)
class SizeRow:
    """One size.

    Attributes:
        name: what the shop calls it.
        centimetres: what is known of it, each measure once.
    """

    name: str
    centimetres: tuple[tuple[Measure, float], ...]

    def cm(self, measure: Measure) -> float | None:
        """Return a measure; None if the table does not say it."""
        return dict(self.centimetres).get(measure)


@dataclass(frozen=True)
class SizeTable:
    """All sizes of a garment, smallest first as shops list them.

    Raises:
        EntryError: a ValueError, if there is none, or too many, or a length makes no sense.
    """

    rows: tuple[SizeRow, ...]
    _by_name: Mapping[str, SizeRow] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = {row.name.casefold(): row for row in self.rows}
        if not 1 <= len(self.rows) <= MOST_SIZES or len(names) != len(self.rows):
            raise EntryError(EntryProblem.NO_SIZES, most=MOST_SIZES)
        for row in self.rows:
            if not 1 <= len(row.name) <= LONGEST_NAME:
                raise EntryError(EntryProblem.NO_SIZE_NAME, found=quoted(row.name))
            for measure, cm in row.centimetres:
                if not LEAST_CM <= cm <= MOST_CM:
                    raise EntryError(
                        EntryProblem.OUT_OF_RANGE,
                        name=f"{measure.value} {row.name}",
                        low=f"{LEAST_CM:g} cm",
                        high=f"{MOST_CM:g} cm",
                        found=f"{cm:g} cm",
                    )
        object.__setattr__(self, "_by_name", names)

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What the table says of any size, in the order of `Measure`."""
        said = {measure for row in self.rows for measure, _ in row.centimetres}
        return tuple(measure for measure in Measure if measure in said)

    def row(self, name: str) -> SizeRow:
        """Return a size by its name, whatever its case.

        Raises:
            EntryError: a ValueError that lists the sizes, if there is none of the name.
        """
        found = self._by_name.get(name.strip().casefold())
        if found is None:
            raise EntryError(
                EntryProblem.NO_CHOICE,
                name="size",
                choices=tuple(row.name for row in self.rows),
                found=quoted(name),
            )
        return found

    def to_json(self) -> list[dict[str, object]]:
        """Return what `from_json` reads."""
        return [
            {"size": row.name, **{measure.value: cm for measure, cm in row.centimetres}}
            for row in self.rows
        ]

    @classmethod
    def from_json(cls, stored: object) -> SizeTable:
        """Read what `to_json` returned.

        Raises:
            EntryError: a ValueError, if it is no table.
        """
        example = '[{"size": "M", "chest": 104, "length": 71}]'
        if not isinstance(stored, list):
            raise EntryError(EntryProblem.NOT_THE_FORM, example=example)
        rows = []
        for each in stored:
            if not isinstance(each, dict) or type(each.get("size")) is not str:
                raise EntryError(EntryProblem.NOT_THE_FORM, example=example)
            found = [(measure, each.get(measure.value)) for measure in Measure]
            rows.append(SizeRow(each["size"], tuple(_lengths(found))))
        return cls(tuple(rows))


def _lengths(found: list[tuple[Measure, object]]) -> list[tuple[Measure, float]]:
    lengths = []
    for measure, cm in found:
        if cm is None:
            continue
        if isinstance(cm, bool) or not isinstance(cm, int | float):
            raise EntryError(EntryProblem.NO_NUMBER, name=measure.value, found=quoted(cm))
        lengths.append((measure, float(cm)))
    return lengths
