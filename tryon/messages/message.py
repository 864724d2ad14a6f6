"""A message as data: a member of an enum, and its values."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import TypeAlias

Value: TypeAlias = "str | int | Path | Enum | Text | tuple[Value, ...]"
"""What a message can hold. Strings and paths are shown as they are; members of enums, messages
among them, have a translation of their own; a tuple is a list of words."""

_PLACE = re.compile(r"\{(\w+)\}")


class Message(Enum):
    """What the user is told; each value is the English template, with ``{name}`` for a value."""

    _value_: str

    @property
    def names(self) -> frozenset[str]:
        """The values that the template names."""
        return names_in(self.value)

    def with_values(self, **values: Value) -> Text:
        """Return the message with its values."""
        return Text(self, values)

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True)
class Text:
    """A message with its values; as a string, the English text.

    Values that do not fit the template are a mistake in the code. That is a warning only: the user
    needs the message, even with a gap in it.
    """

    message: Message
    values: Mapping[str, Value] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if self.values.keys() != self.message.names:
            given = ", ".join(sorted(self.values)) or "nothing"
            wanted = ", ".join(sorted(self.message.names)) or "nothing"
            warnings.warn(
                f"{self.message!r} takes {wanted}, got {given}", RuntimeWarning, stacklevel=5
            )

    def __str__(self) -> str:
        return fill(
            self.message.value, {name: english(value) for name, value in self.values.items()}
        )


def english(value: Value) -> str:
    """Return the English form of a value."""
    if isinstance(value, tuple):
        return ", ".join(map(english, value))
    if isinstance(value, Enum):
        return str(getattr(value, "title", value.value))  # that of a label, whose value is its id
    return str(value)


def names_in(template: str) -> frozenset[str]:
    """Return the values that a template names."""
    return frozenset(_PLACE.findall(template))


def fill(template: str, values: Mapping[str, str]) -> str:
    """Put values into a template; one that is missing leaves its ``{name}`` there."""
    return _PLACE.sub(lambda place: values.get(place[1], place[0]), template)
