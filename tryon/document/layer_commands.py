"""Commands about the layers of a look: what shows, how much of it, what lies over what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from tryon.document.commands import Parts, whole_number
from tryon.document.look import Look, WornGarment
from tryon.fitting.composite import PLAIN, LayerState
from tryon.messages import StepName, Text
from tryon.shape.figure_json import Json


@dataclass(frozen=True)
class ChangeLayer:
    """Show or hide a garment that is worn, let more or less of it show, lock or unlock it.

    Attributes:
        layer: which one, from 0, lowest first.
        state: how it is then; while it is locked, only whether it shows can be changed.
    """

    kind: ClassVar[str] = "change_layer"
    layer: int
    state: LayerState

    def apply(self, look: Look) -> Look:
        """Return the look with that layer so; the look itself if there is none."""
        worn = layer_of(look, self.layer)
        if worn is None or worn.layer == self.state:
            return look
        if worn.layer.is_locked and self.state.is_locked and self._fades(worn):
            return look
        return look.with_changed(worn, replace(worn, layer=self.state))

    def name(self, before: Look) -> Text:
        """Return what it does, for the history."""
        worn = layer_of(before, self.layer)
        was = PLAIN if worn is None else worn.layer
        garment = "" if worn is None else worn.garment.name
        person = 0 if worn is None else abs(worn.person)
        if was.is_locked != self.state.is_locked:
            step = StepName.LOCK if self.state.is_locked else StepName.UNLOCK
        elif was.is_visible != self.state.is_visible:
            step = StepName.SHOW if self.state.is_visible else StepName.HIDE
        else:
            percent = str(round(100 * self.state.opacity))
            return StepName.FADE.with_values(garment=garment, person=person, percent=percent)
        return step.with_values(garment=garment, person=person)

    def to_json(self, parts: Parts) -> Json:
        """Return what `from_json` reads."""
        return {"layer": self.layer, "state": layer_to_json(self.state)}

    @classmethod
    def from_json(cls, stored: Json, parts: Parts) -> ChangeLayer:
        """Read what `to_json` returned."""
        return cls(whole_number(stored["layer"]), layer_from_json(stored["state"]))

    def _fades(self, worn: WornGarment) -> bool:
        return worn.layer.opacity != self.state.opacity


@dataclass(frozen=True)
class MoveLayer:
    """Lay a garment over or under others of the same person.

    Attributes:
        layer: which one, from 0, lowest first.
        steps: how many of that person's garments further up; negative is down.
    """

    kind: ClassVar[str] = "move_layer"
    layer: int
    steps: int

    def apply(self, look: Look) -> Look:
        """Return the look in the other order, no further than the person's garments go."""
        worn = layer_of(look, self.layer)
        if worn is None or worn.layer.is_locked:
            return look
        places = [i for i, each in enumerate(look.worn) if each.person == worn.person]
        own = [look.worn[i] for i in places]
        before = own.index(worn)
        after = min(max(before + self.steps, 0), len(own) - 1)
        if after == before:
            return look
        own.insert(after, own.pop(before))
        ordered = list(look.worn)
        for place, each in zip(places, own, strict=True):
            ordered[place] = each
        return replace(look, worn=tuple(ordered))

    def name(self, before: Look) -> Text:
        """Return what it does, for the history."""
        worn = layer_of(before, self.layer)
        garment = "" if worn is None else worn.garment.name
        step = StepName.RAISE if self.steps > 0 else StepName.LOWER
        return step.with_values(garment=garment)

    def to_json(self, parts: Parts) -> Json:
        """Return what `from_json` reads."""
        return {"layer": self.layer, "steps": self.steps}

    @classmethod
    def from_json(cls, stored: Json, parts: Parts) -> MoveLayer:
        """Read what `to_json` returned."""
        return cls(whole_number(stored["layer"]), whole_number(stored["steps"]))


def layer_of(look: Look, layer: int) -> WornGarment | None:
    """Return the garment of a layer; None if there is none."""
    return look.worn[layer] if 0 <= layer < len(look.worn) else None


def layer_to_json(layer: LayerState) -> Json:
    """Return what `layer_from_json` reads."""
    return {"visible": layer.is_visible, "opacity": layer.opacity, "locked": layer.is_locked}


def layer_from_json(stored: Any) -> LayerState:  # noqa: ANN401 - JSON
    """Read what `layer_to_json` returned.

    Raises:
        LookupError: if something is missing.
        ValueError: if the opacity is out of range.
        TypeError: if a value is of the wrong type.
    """
    visible, opacity, locked = (stored[name] for name in ("visible", "opacity", "locked"))
    if type(visible) is not bool or type(locked) is not bool:
        raise TypeError("visible and locked must be true or false")
    if type(opacity) not in (int, float):
        raise TypeError("the opacity must be a number")
    return LayerState(visible, float(opacity), locked)
