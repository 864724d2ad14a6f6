"""What a hand has changed of how a garment lies, in a few kinds."""

from __future__ import annotations

from dataclasses import fields
from enum import Enum

from tryon.fitting.parameters import USUAL, FitParameters


class HandChange(Enum):
    """Something that differs from what was measured."""

    MOVED = "moved"
    RESIZED = "resized"
    TURNED = "turned"
    LENGTHS = "lengths"
    TUCK = "tuck"
    BENT = "bent"
    DYED = "dyed"
    PATTERN = "pattern"
    LIGHT = "light"
    EDGE = "edge"
    OTHER = "other"


_KINDS = {
    "move_x": HandChange.MOVED,
    "move_y": HandChange.MOVED,
    "scale_x": HandChange.RESIZED,
    "scale_y": HandChange.RESIZED,
    "width": HandChange.RESIZED,
    "rotate_degrees": HandChange.TURNED,
    "sleeve_length": HandChange.LENGTHS,
    "hem_length": HandChange.LENGTHS,
    "tuck": HandChange.TUCK,
    "mesh": HandChange.BENT,
    "dye": HandChange.DYED,
    "pattern": HandChange.PATTERN,
    "shading": HandChange.LIGHT,
    "colour_match": HandChange.LIGHT,
    "grain": HandChange.LIGHT,
    "contact_shadow": HandChange.LIGHT,
    "edge_softness": HandChange.EDGE,
}


def hand_changes(parameters: FitParameters) -> tuple[HandChange, ...]:
    """Return what differs from the usual parameters, each kind once, in the order of the enum."""
    found = {
        _KINDS.get(field.name, HandChange.OTHER)
        for field in fields(FitParameters)
        if getattr(parameters, field.name) != getattr(USUAL, field.name)
    }
    return tuple(change for change in HandChange if change in found)
