"""The command that puts several garments on one or several people, in one step."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, ClassVar

from tryon.document.commands import Parts, keep_parameters, person_number
from tryon.document.layer_commands import layer_from_json, layer_to_json
from tryon.document.look import Look, WornGarment
from tryon.document.outfits.outfit import Piece
from tryon.fitting.parameters import parameters_from_json
from tryon.messages import StepName, Text
from tryon.shape.figure_json import Json


@dataclass(frozen=True, eq=False)
class Clothes:
    """What somebody is to wear.

    Attributes:
        person: who.
        pieces: garments, lowest first; each takes the place of what is worn on its region.
        takes_off: whether everything else that was put on is taken off before.
    """

    person: int
    pieces: tuple[Piece, ...]
    takes_off: bool = False


@dataclass(frozen=True, eq=False)
class Wear:
    """Put garments on people.

    Attributes:
        clothes: what each of them is to wear.
        step: what to call it in the history.
    """

    kind: ClassVar[str] = "wear"
    clothes: tuple[Clothes, ...]
    step: Text

    def apply(self, look: Look) -> Look:
        """Return the look with all of it; the look itself if all of that is worn already."""
        after = look
        for each in self.clothes:
            if each.takes_off:
                after = after.without(partial(_goes, each.person))
            for piece in each.pieces:
                if after.locked_at(each.person, piece.region) is None:
                    after = after.with_worn(piece.on(each.person))
        pairs = zip(look.worn, after.worn, strict=False)
        is_same = len(look.worn) == len(after.worn) and all(was.is_same(now) for was, now in pairs)
        return look if is_same else after

    def name(self, before: Look) -> Text:
        """Return what it does, for the history."""
        return self.step

    def without(self, failed: Collection[WornGarment]) -> Wear:
        """Return the command that does not put on these garments, which cannot be fitted."""
        left = {(worn.person, worn.garment) for worn in failed}
        return replace(
            self,
            clothes=tuple(
                replace(
                    each,
                    pieces=tuple(p for p in each.pieces if (each.person, p.garment) not in left),
                )
                for each in self.clothes
            ),
        )

    def to_json(self, parts: Parts) -> Json:
        """Return what `from_json` reads."""
        return {
            "clothes": [
                {
                    "person": each.person,
                    "takes_off": each.takes_off,
                    "pieces": [_piece_to_json(piece, parts) for piece in each.pieces],
                }
                for each in self.clothes
            ],
            "step": self.step.message.name,
            "values": dict(self.step.values),
        }

    @classmethod
    def from_json(cls, stored: Json, parts: Parts) -> Wear:
        """Read what `to_json` returned."""
        clothes = tuple(
            Clothes(
                person_number(each["person"]),
                tuple(_piece_from_json(piece, parts) for piece in each["pieces"]),
                each["takes_off"] is True,
            )
            for each in stored["clothes"]
        )
        return cls(clothes, _step_from_json(stored))


def _goes(person: int, worn: WornGarment) -> bool:
    return worn.person == person and not worn.layer.is_locked


def _piece_to_json(piece: Piece, parts: Parts) -> Json:
    return {
        "garment": parts.keep_garment(piece.garment),
        "parameters": keep_parameters(piece.parameters, parts),
        "layer": layer_to_json(piece.layer),
    }


def _piece_from_json(stored: Any, parts: Parts) -> Piece:  # noqa: ANN401 - JSON
    return Piece(
        parts.garment(stored["garment"]),
        parameters_from_json(stored["parameters"], parts.pattern),
        layer_from_json(stored["layer"]),
    )


def _step_from_json(stored: Json) -> Text:
    step, values = StepName[stored["step"]], dict(stored["values"])
    if values.keys() != step.names or not all(isinstance(v, str | int) for v in values.values()):
        raise ValueError(f"these are no values of {step.name}")
    return step.with_values(**values)
