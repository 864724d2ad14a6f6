"""What is under the mouse, what the keyboard selects next, and where a garment goes. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tryon.geometry import HardMask
from tryon.human_parse import HumanParse, Person
from tryon.labels import REGION_LABELS, Label, Region, region_of_label
from tryon.session import TryOnState, Worn
from tryon.ui.kit.viewport import Position

_KEYBOARD_ORDER = (Region.UPPER, Region.DRESS, Region.LOWER)
"""Where garments go, from head to feet; what else is worn can be clicked, but not replaced."""


@dataclass(frozen=True)
class Part:
    """One part of one person."""

    person: int
    label: Label


@dataclass(frozen=True)
class Selection:
    """What the user chose: a region of a person, or the person as a whole."""

    person: int
    region: Region | None


def part_at(parse: HumanParse, at: Position) -> Part | None:
    """Return the part at a photo position, or None off the photo, on background and on nobody."""
    x, y = int(np.floor(at.x)), int(np.floor(at.y))
    if not (0 <= x < parse.size.width and 0 <= y < parse.size.height):
        return None
    label, person = Label(int(parse.labels[y, x])), int(parse.person_map[y, x])
    if label is Label.BACKGROUND or person == 0:
        return None
    return Part(person, label)


def selection_of(part: Part) -> Selection:
    """Return what a click on a part selects: its region, or for skin and hair the person."""
    return Selection(part.person, region_of_label(part.label))


def part_pixels(parse: HumanParse, part: Part) -> HardMask:
    """Return the pixels (H, W) of a part."""
    return parse.part_mask(part.person, frozenset({part.label}))


def selection_pixels(parse: HumanParse, selection: Selection) -> HardMask:
    """Return the pixels (H, W) of a selection."""
    if selection.region is None:
        return parse.person_mask(selection.person)
    return parse.region_mask(selection.person, selection.region)


def regions_of(person: Person) -> tuple[Region, ...]:
    """Return the regions of a person that garments can go on, from head to feet."""
    worn = {region_of_label(part.label) for part in person.parts}
    return tuple(region for region in _KEYBOARD_ORDER if region in worn)


def selections_in_order(parse: HumanParse) -> tuple[Selection, ...]:
    """Return all selections that the keyboard steps through: left to right, head to feet."""
    return tuple(
        Selection(person.number, region)
        for person in parse.people
        for region in regions_of(person) or (None,)
    )


def next_selection(
    parse: HumanParse, current: Selection | None, *, step: int = 1
) -> Selection | None:
    """Step through the selections; None past either end, where the focus should move on."""
    order = selections_in_order(parse)
    if current is None:
        return order[0 if step > 0 else -1] if order else None
    if current not in order:
        same_person = [i for i, chosen in enumerate(order) if chosen.person == current.person]
        return order[same_person[0]] if same_person else None
    index = order.index(current) + step
    return order[index] if 0 <= index < len(order) else None


def target_of(
    parse: HumanParse, selection: Selection | None, garment_region: Region
) -> Selection | None:
    """Return where a garment goes: on the selected person, else on the largest; None if nobody."""
    if selection is not None:
        return Selection(selection.person, garment_region)
    largest = parse.largest_person
    return None if largest is None else Selection(largest.number, garment_region)


def worn_at(state: TryOnState, selection: Selection | None) -> Worn | None:
    """Return the topmost garment worn on the selection, or on anyone if nothing is selected."""
    for worn in reversed(state.worn):
        if selection is None or _is_worn_at(worn, selection):
            return worn
    return None


def _is_worn_at(worn: Worn, selection: Selection) -> bool:
    if worn.person != selection.person:
        return False
    if selection.region is None or selection.region is worn.region:
        return True
    return bool(REGION_LABELS[worn.region] & REGION_LABELS[selection.region])
