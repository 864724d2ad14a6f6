"""Commands about the variants of a look, which share its photo and parse."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from tryon.document.commands import Parts, whole_number
from tryon.document.look import Look, Variant
from tryon.messages import StepName, Text
from tryon.shape.figure_json import Json

MOST_VARIANTS = 20
"""More than anybody keeps apart."""


@dataclass(frozen=True)
class AddVariant:
    """Keep what is worn as a variant, and go on with another one that begins with the same.

    Attributes:
        name_of_new: what to call the new one.
        present: what to call the present one if it has no name yet.
    """

    kind: ClassVar[str] = "add_variant"
    name_of_new: str
    present: str

    def apply(self, look: Look) -> Look:
        """Return the look with one variant more, which is the present one."""
        variants = list(look.variants)
        if len(variants) >= MOST_VARIANTS:
            return look
        here = variants[look.present]
        variants[look.present] = replace(here, name=here.name or self.present)
        variants.insert(look.present + 1, Variant(self.name_of_new, look.worn))
        return look.of_variants(variants, look.present + 1)

    def name(self, before: Look) -> Text:
        """Return what it does, for the history."""
        return StepName.ADD_VARIANT.with_values(variant=self.name_of_new)

    def to_json(self, parts: Parts) -> Json:
        """Return what `from_json` reads."""
        return {"name": self.name_of_new, "present": self.present}

    @classmethod
    def from_json(cls, stored: Json, parts: Parts) -> AddVariant:
        """Read what `to_json` returned."""
        return cls(_text(stored["name"]), _text(stored["present"]))


@dataclass(frozen=True)
class ShowVariant:
    """Go on with another variant.

    Attributes:
        variant: which one, from 0.
    """

    kind: ClassVar[str] = "show_variant"
    variant: int

    def apply(self, look: Look) -> Look:
        """Return the look with that variant as the present one."""
        if self.variant == look.present or not _has(look, self.variant):
            return look
        return look.of_variants(look.variants, self.variant)

    def name(self, before: Look) -> Text:
        """Return what it does, for the history."""
        return StepName.SHOW_VARIANT.with_values(variant=_name_of(before, self.variant))

    def to_json(self, parts: Parts) -> Json:
        """Return what `from_json` reads."""
        return {"variant": self.variant}

    @classmethod
    def from_json(cls, stored: Json, parts: Parts) -> ShowVariant:
        """Read what `to_json` returned."""
        return cls(whole_number(stored["variant"]))


@dataclass(frozen=True)
class RenameVariant:
    """Call a variant something else.

    Attributes:
        variant: which one, from 0.
        new_name: what to call it.
    """

    kind: ClassVar[str] = "rename_variant"
    variant: int
    new_name: str

    def apply(self, look: Look) -> Look:
        """Return the look with the variant called so."""
        if not _has(look, self.variant) or _name_of(look, self.variant) == self.new_name:
            return look
        variants = list(look.variants)
        variants[self.variant] = replace(variants[self.variant], name=self.new_name)
        return look.of_variants(variants, look.present)

    def name(self, before: Look) -> Text:
        """Return what it does, for the history."""
        return StepName.RENAME_VARIANT.with_values(variant=self.new_name)

    def to_json(self, parts: Parts) -> Json:
        """Return what `from_json` reads."""
        return {"variant": self.variant, "name": self.new_name}

    @classmethod
    def from_json(cls, stored: Json, parts: Parts) -> RenameVariant:
        """Read what `to_json` returned."""
        return cls(whole_number(stored["variant"]), _text(stored["name"]))


@dataclass(frozen=True)
class RemoveVariant:
    """Drop a variant; its neighbour takes the place of the present one.

    Attributes:
        variant: which one, from 0.
    """

    kind: ClassVar[str] = "remove_variant"
    variant: int

    def apply(self, look: Look) -> Look:
        """Return the look without it; the look itself if it is the only one."""
        if len(look.variants) == 1 or not _has(look, self.variant):
            return look
        variants = list(look.variants)
        del variants[self.variant]
        goes_down = look.present > self.variant or look.present == len(variants)
        return look.of_variants(variants, look.present - goes_down)

    def name(self, before: Look) -> Text:
        """Return what it does, for the history."""
        return StepName.REMOVE_VARIANT.with_values(variant=_name_of(before, self.variant))

    def to_json(self, parts: Parts) -> Json:
        """Return what `from_json` reads."""
        return {"variant": self.variant}

    @classmethod
    def from_json(cls, stored: Json, parts: Parts) -> RemoveVariant:
        """Read what `to_json` returned."""
        return cls(whole_number(stored["variant"]))


def _has(look: Look, variant: int) -> bool:
    return 0 <= variant < len(look.variants)


def _name_of(look: Look, variant: int) -> str:
    return look.variants[variant].name if _has(look, variant) else ""


def _text(stored: object) -> str:
    if not isinstance(stored, str):
        raise TypeError("a name must be a text")
    return stored
