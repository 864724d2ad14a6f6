"""What every correction of a parse is: a value that turns one parse into the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Protocol

from tryon.correction.json_values import Json
from tryon.geometry import RgbImage
from tryon.human_parse import HumanParse
from tryon.messages import Text


@dataclass(frozen=True, eq=False)
class Edited:
    """A corrected parse, and what became of its people.

    Attributes:
        parse: as it is now; the same object if the correction changed nothing.
        numbers: of each person before, the number now, None for who is not there any more.
        changed: numbers now of the people whose pixels or joints are others.
    """

    parse: HumanParse
    numbers: Mapping[int, int | None]
    changed: frozenset[int]

    @classmethod
    def nothing(cls, parse: HumanParse) -> Edited:
        """Return a parse that stays as it is."""
        numbers = {person.number: person.number for person in parse.people}
        return cls(parse, numbers, frozenset())


class ParseEdit(Protocol):
    """One correction. It is a value: the same one on the same parse gives the same parse."""

    kind: ClassVar[str]
    """What tells it from the others in JSON"""

    def apply(self, parse: HumanParse, photo: RgbImage) -> Edited:
        """Return the parse of a photo (H, W, 3) as it is with this correction.

        Raises:
            CorrectionError: if that cannot be done to this parse.
        """
        ...

    def to_json(self) -> Json:
        """Return what `tryon.correction.edit_json.edit_from_json` reads."""
        ...

    @property
    def name(self) -> Text:
        """What it does, for the history."""
        ...
