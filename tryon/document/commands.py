"""What a user does to a look, as values that turn it into the next one.

Window, journal and tests share them. Applying one is instant: it makes no fits, which follow from
the look (see `tryon.document.dress`). A command that finds nothing to change returns the look
itself, and none changes a garment whose layer is locked. In JSON (see
`tryon.document.command_json`), garments and parses stand by digest; a `Parts` keeps each of them
once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Protocol, runtime_checkable

from tryon.body.stature import read_height
from tryon.document.look import Look, WornGarment
from tryon.fitting.cloth.pattern import PatternPicture
from tryon.fitting.parameters import (
    USUAL,
    FitParameters,
    parameters_from_json,
    parameters_to_json,
)
from tryon.garments.garment import Garment
from tryon.geometry import RgbImage
from tryon.human_parse import HumanParse
from tryon.json_file import quoted
from tryon.labels import Region
from tryon.messages import StepName, Text
from tryon.shape.figure_json import Json


class Parts(Protocol):
    """Keeps what is too large for a line of JSON."""

    def keep_garment(self, garment: Garment) -> str:
        """Keep a garment; return its digest."""
        ...

    def garment(self, digest: str) -> Garment:
        """Return a garment that is kept, for one digest always the same object.

        Raises:
            MemberError: if it is missing or damaged.
        """
        ...

    def keep_pattern(self, picture: PatternPicture) -> None:
        """Keep the picture of a pattern."""
        ...

    def pattern(self, digest: str) -> bytes:
        """Return the file of the picture of a pattern that is kept.

        Raises:
            MemberError: if it is missing or damaged.
        """
        ...

    def keep_parse(self, parse: HumanParse) -> str:
        """Keep a parse; return its digest."""
        ...

    def parse(self, digest: str) -> HumanParse:
        """Return a parse that is kept.

        Raises:
            MemberError: if it is missing or damaged.
        """
        ...


class Command(Protocol):
    """Something that a user does to a look."""

    kind: ClassVar[str]
    """What tells it from the others in JSON"""

    def apply(self, look: Look) -> Look:
        """Return the look after it; the look itself if there is nothing to change."""
        ...

    def name(self, before: Look) -> Text:
        """Return what it does to a look, for the history."""
        ...

    def to_json(self, parts: Parts) -> Json:
        """Return what the reader of its kind reads."""
        ...


@runtime_checkable
class Narrowable(Protocol):
    """A command that can do a part of what it does."""

    def without(self, failed: Collection[WornGarment]) -> Command:
        """Return the command that does not put on these garments, which cannot be fitted."""
        ...


@dataclass(frozen=True, eq=False)
class NewParse:
    """Another parse of the same photo.

    Attributes:
        parse: the parse.
        wearers: who wears each garment of the look there, in the order of `Look.all_worn`; None if
            it is taken off, and the negative of the earlier number if the person is not found.
    """

    parse: HumanParse
    wearers: tuple[int | None, ...]


@runtime_checkable
class ChangesParse(Protocol):
    """A command that changes the parse; what cannot be fitted to the new one stays as it lies."""

    def new_parse(self, look: Look) -> NewParse:
        """Return the parse after it."""
        ...


@dataclass(frozen=True, eq=False)
class PutOn:
    """Put a garment on a person, in place of what is worn on the region."""

    kind: ClassVar[str] = "put_on"
    person: int
    garment: Garment
    parameters: FitParameters = USUAL

    def apply(self, look: Look) -> Look:
        """Return the look with the garment on top; the look itself if it lies there already."""
        worn = WornGarment(self.person, self.garment, self.parameters)
        is_there = bool(look.worn) and look.worn[-1].is_same(worn)
        is_locked = look.locked_at(self.person, worn.region) is not None
        return look if is_there or is_locked else look.with_worn(worn)

    def name(self, before: Look) -> Text:
        """Return what it does, for the history."""
        return StepName.PUT_ON.with_values(garment=self.garment.name, person=self.person)

    def to_json(self, parts: Parts) -> Json:
        """Return what `from_json` reads."""
        return {
            "person": self.person,
            "garment": parts.keep_garment(self.garment),
            "parameters": keep_parameters(self.parameters, parts),
        }

    @classmethod
    def from_json(cls, stored: Json, parts: Parts) -> PutOn:
        """Read what `to_json` returned."""
        parameters = parameters_from_json(stored["parameters"], parts.pattern)
        return cls(person_number(stored["person"]), parts.garment(stored["garment"]), parameters)


@dataclass(frozen=True)
class TakeOff:
    """Take off what a person wears on a region."""

    kind: ClassVar[str] = "take_off"
    person: int
    region: Region

    def apply(self, look: Look) -> Look:
        """Return the look without it."""
        return look.without(
            lambda worn: worn.is_at(self.person, self.region) and not worn.layer.is_locked
        )

    def name(self, before: Look) -> Text:
        """Return what it does, for the history."""
        worn = before.worn_at(self.person, self.region)
        garment = "" if worn is None else worn.garment.name
        return StepName.TAKE_OFF.with_values(garment=garment, person=abs(self.person))

    def to_json(self, parts: Parts) -> Json:
        """Return what `from_json` reads."""
        return {"person": self.person, "region": self.region.value}

    @classmethod
    def from_json(cls, stored: Json, parts: Parts) -> TakeOff:
        """Read what `to_json` returned."""
        return cls(whole_number(stored["person"]), Region(stored["region"]))


@dataclass(frozen=True)
class TakeOffAll:
    """Go back to the photo as it was opened."""

    kind: ClassVar[str] = "take_off_all"

    def apply(self, look: Look) -> Look:
        """Return the look without any garment but locked ones."""
        return look.without(lambda worn: not worn.layer.is_locked)

    def name(self, before: Look) -> Text:
        """Return what it does, for the history."""
        return Text(StepName.TAKE_OFF_ALL)

    def to_json(self, parts: Parts) -> Json:
        """Return what `from_json` reads."""
        return {}

    @classmethod
    def from_json(cls, stored: Json, parts: Parts) -> TakeOffAll:
        """Read what `to_json` returned."""
        return cls()


@dataclass(frozen=True)
class Adjust:
    """Lay what a person wears on a region otherwise."""

    kind: ClassVar[str] = "adjust"
    person: int
    region: Region
    parameters: FitParameters

    def apply(self, look: Look) -> Look:
        """Return the look with other parameters of the topmost garment there."""
        worn = look.worn_at(self.person, self.region)
        if worn is None or worn.layer.is_locked or worn.parameters == self.parameters:
            return look
        return look.with_changed(worn, replace(worn, parameters=self.parameters))

    def name(self, before: Look) -> Text:
        """Return what it does, for the history."""
        worn = before.worn_at(self.person, self.region)
        garment = "" if worn is None else worn.garment.name
        return StepName.ADJUST.with_values(garment=garment, person=self.person)

    def to_json(self, parts: Parts) -> Json:
        """Return what `from_json` reads."""
        return {
            "person": self.person,
            "region": self.region.value,
            "parameters": keep_parameters(self.parameters, parts),
        }

    @classmethod
    def from_json(cls, stored: Json, parts: Parts) -> Adjust:
        """Read what `to_json` returned."""
        parameters = parameters_from_json(stored["parameters"], parts.pattern)
        return cls(person_number(stored["person"]), Region(stored["region"]), parameters)


@dataclass(frozen=True)
class SetHeight:
    """Note how tall a person is, or that it is not known."""

    kind: ClassVar[str] = "set_height"
    person: int
    height_cm: float | None

    def apply(self, look: Look) -> Look:
        """Return the look with the height."""
        if look.height_of(self.person) == self.height_cm:
            return look
        return look.with_height(self.person, self.height_cm)

    def name(self, before: Look) -> Text:
        """Return what it does, for the history."""
        if self.height_cm is None:
            return StepName.FORGET_HEIGHT.with_values(person=self.person)
        return StepName.SET_HEIGHT.with_values(person=self.person, height=f"{self.height_cm:g}")

    def to_json(self, parts: Parts) -> Json:
        """Return what `from_json` reads."""
        return {"person": self.person, "height_cm": self.height_cm}

    @classmethod
    def from_json(cls, stored: Json, parts: Parts) -> SetHeight:
        """Read what `to_json` returned."""
        height = stored["height_cm"]
        return cls(person_number(stored["person"]), None if height is None else read_height(height))


@dataclass(frozen=True, eq=False)
class Correct:
    """Wear a garment as it was corrected, wherever a version of it is worn.

    Attributes:
        versions: the garment before, in all versions that are worn.
        garment: as it is now; its region may be another one.
        skipped: people whom it cannot be fitted on, and who go on wearing it as it was.
    """

    kind: ClassVar[str] = "correct"
    versions: tuple[Garment, ...]
    garment: Garment
    skipped: frozenset[int] = frozenset()

    def apply(self, look: Look) -> Look:
        """Return the look with the corrected garment."""
        for worn in look.worn:
            is_left = worn.layer.is_locked or worn.person in self.skipped
            if worn.garment in self.versions and worn.has_wearer and not is_left:
                look = look.with_changed(worn, replace(worn, garment=self.garment))
        return look

    def name(self, before: Look) -> Text:
        """Return what it does, for the history."""
        return StepName.CORRECT.with_values(garment=self.garment.name)

    def without(self, failed: Collection[WornGarment]) -> Correct:
        """Return the command that leaves their wearers as they are."""
        return replace(self, skipped=self.skipped | {worn.person for worn in failed})

    def to_json(self, parts: Parts) -> Json:
        """Return what `from_json` reads."""
        return {
            "versions": [parts.keep_garment(version) for version in self.versions],
            "garment": parts.keep_garment(self.garment),
            "skipped": sorted(self.skipped),
        }

    @classmethod
    def from_json(cls, stored: Json, parts: Parts) -> Correct:
        """Read what `to_json` returned."""
        versions = tuple(map(parts.garment, stored["versions"]))
        return cls(versions, parts.garment(stored["garment"]), frozenset(stored["skipped"]))


@dataclass(frozen=True, eq=False)
class ReplaceParse:
    """Take the parse of another engine.

    Attributes:
        parse: the new parse of the same photo.
        wearers: who wears each garment there, see `NewParse`; another parser takes nothing off.
    """

    kind: ClassVar[str] = "replace_parse"
    parse: HumanParse
    wearers: tuple[int, ...]

    def apply(self, look: Look) -> Look:
        """Return the look on the new parse."""
        return look.with_parse(self.parse, self.wearers)

    def new_parse(self, look: Look) -> NewParse:
        """Return the new parse."""
        return NewParse(self.parse, self.wearers)

    def name(self, before: Look) -> Text:
        """Return what it does, for the history."""
        return StepName.PARSE_AGAIN.with_values(engine=self.parse.engine)

    def to_json(self, parts: Parts) -> Json:
        """Return what `from_json` reads."""
        return {"parse": parts.keep_parse(self.parse), "wearers": self.wearers}

    @classmethod
    def from_json(cls, stored: Json, parts: Parts) -> ReplaceParse:
        """Read what `to_json` returned."""
        return cls(parts.parse(stored["parse"]), tuple(map(whole_number, stored["wearers"])))


class Edited(Protocol):
    """What an edit makes of a parse."""

    @property
    def parse(self) -> HumanParse:
        """The parse after it."""
        ...

    @property
    def numbers(self) -> Mapping[int, int | None]:
        """The new number of each person by the old one; None for who is gone."""
        ...


class ParseEdit(Protocol):
    """An edit of a parse by hand, as a frozen value."""

    def apply(self, parse: HumanParse, photo: RgbImage) -> Edited:
        """Return what it makes of the parse of a photo (H, W, 3)."""
        ...

    def to_json(self) -> Json:
        """Return the edit as JSON, with a ``kind`` that tells it from others."""
        ...

    @property
    def name(self) -> Text:
        """What it does, for the history."""
        ...


@dataclass(frozen=True, eq=False)
class EditParse:
    """Correct the parse by hand; what somebody wore who is gone is taken off."""

    kind: ClassVar[str] = "edit_parse"
    edit: ParseEdit

    def apply(self, look: Look) -> Look:
        """Return the look on the corrected parse."""
        new = self.new_parse(look)
        return look if new.parse is look.parse else look.with_parse(new.parse, new.wearers)

    def new_parse(self, look: Look) -> NewParse:
        """Return the corrected parse."""
        if look.parse is None:
            raise ValueError("no parse to correct")
        return self.parse_of(look, self.edit.apply(look.parse, look.photo.pixels))

    @staticmethod
    def parse_of(look: Look, edited: Edited) -> NewParse:
        """Return what an edit has made of the parse of a look, with who wears what there."""
        return NewParse(
            edited.parse,
            tuple(
                edited.numbers.get(worn.person) if worn.has_wearer else worn.person
                for worn in look.all_worn
            ),
        )

    def name(self, before: Look) -> Text:
        """Return what it does, for the history."""
        return self.edit.name

    def to_json(self, parts: Parts) -> Json:
        """Return what `command_from_json` reads."""
        return {"edit": self.edit.to_json()}


def keep_parameters(parameters: FitParameters, parts: Parts) -> Json:
    """Return how a garment lies as JSON; the picture of its pattern goes to ``parts``."""
    if parameters.pattern is not None:
        parts.keep_pattern(parameters.pattern.picture)
    return parameters_to_json(parameters)


def whole_number(stored: object) -> int:
    """Return a whole number out of JSON.

    Raises:
        TypeError: if it is none.
    """
    if type(stored) is not int:
        raise TypeError(f"a whole number is expected, got {quoted(stored)}")
    return stored


def person_number(stored: object) -> int:
    """Return a number that counts people, from 1, out of JSON.

    Raises:
        TypeError: if it is no whole number.
        ValueError: if it counts nobody.
    """
    number = whole_number(stored)
    if number < 1:
        raise ValueError(f"{number} is no person")
    return number
