"""A parse with other labels and owners in a box; people are measured anew where that matters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from tryon.correction.edit import Edited
from tryon.errors import CorrectionError
from tryon.geometry import Box, HardMask, LabelMap
from tryon.human_parse import MAX_PEOPLE, HumanParse, Person
from tryon.joints import Joints
from tryon.labels import Label
from tryon.late import cv2
from tryon.messages import CorrectionProblem
from tryon.parsing.people import list_parts, look_up


@dataclass(frozen=True, eq=False)
class Repaint:
    """What a box of the photo shows from now on.

    Attributes:
        box: where, in pixels of the photo.
        labels: ids (h, w) there.
        owners: people (h, w) there, by their numbers before; one more than there are for a new one.
    """

    box: Box
    labels: LabelMap
    owners: LabelMap


def repaint(
    parse: HumanParse,
    paint: Repaint,
    joints: Mapping[int, Joints | None] | None = None,
    scores: Mapping[int, float] | None = None,
) -> Edited:
    """Return a parse with what was painted.

    A pixel with a label and no owner, or the other way round, becomes background. Who has no pixels
    left is gone, and people are numbered from left to right again.

    Args:
        parse: the parse before; its arrays stay as they are.
        paint: what a box shows now.
        joints: of people whose joints are others now, by their numbers before.
        scores: confidence in [0, 1] of people who are new or surer now, by those numbers.

    Raises:
        CorrectionError: if there would be too many people.
    """
    newest = int(paint.owners.max(initial=0))
    if newest > MAX_PEOPLE:
        raise CorrectionError(CorrectionProblem.TOO_MANY_PEOPLE, count=MAX_PEOPLE)
    labels, owners = _where(paint.owners, paint.labels), _where(paint.labels, paint.owners)
    old_labels, old_owners = parse.labels[paint.box.slices], parse.person_map[paint.box.slices]
    differs = (labels ^ old_labels) | (owners ^ old_owners)
    repainted = _people_in(old_owners, differs) | _people_in(owners, differs)
    touched = repainted | set(joints or {})
    if not touched:
        return Edited.nothing(parse)
    all_labels, person_map = parse.labels, parse.person_map
    if repainted:
        all_labels, person_map = all_labels.copy(), person_map.copy()
        all_labels[paint.box.slices], person_map[paint.box.slices] = labels, owners
    people = {person.number: person for person in parse.people}
    for number in touched:
        person = people.get(number) or Person(number, paint.box, 1.0, ())
        person = replace(
            person,
            joints=(joints or {}).get(number, person.joints),
            score=(scores or {}).get(number, person.score),
        )
        people.pop(number, None)
        measured = _measured(person, all_labels, person_map, paint.box)
        if measured is not None:
            people[number] = measured
    return _numbered(parse, all_labels, person_map, people, frozenset(touched))


def _numbered(
    parse: HumanParse,
    labels: LabelMap,
    person_map: LabelMap,
    people: Mapping[int, Person],
    touched: frozenset[int],
) -> Edited:
    """Return the parse whose people, by their numbers before, are numbered from left to right."""
    middles = {number: person.box.left + person.box.right for number, person in people.items()}
    ordered = sorted(people, key=lambda number: (middles[number], number))
    numbers = {before: now for now, before in enumerate(ordered, start=1)}
    table = np.zeros(MAX_PEOPLE + 1, np.uint8)
    for before, now in numbers.items():
        table[before] = now
    if any(before != now for before, now in numbers.items()):
        person_map = look_up(table, person_map)
    return Edited(
        replace(
            parse,
            labels=labels,
            person_map=person_map,
            people=tuple(replace(people[before], number=numbers[before]) for before in ordered),
        ),
        {person.number: numbers.get(person.number) for person in parse.people},
        frozenset(numbers[number] for number in touched if number in numbers),
    )


def _measured(
    person: Person, labels: LabelMap, person_map: LabelMap, painted: Box
) -> Person | None:
    """Return a person with box and parts as the maps have them; None without any pixels."""
    within = _around_both(person.box, painted)
    own = cv2.inRange(np.ascontiguousarray(person_map[within.slices]), person.number, person.number)
    left, top, width, height = cv2.boundingRect(own)
    if width == 0:
        return None
    box = Box(left, top, left + width, top + height).moved(within.left, within.top)
    return replace(person, box=box, parts=list_parts(labels, person_map, person.number, box))


def _around_both(first: Box, second: Box) -> Box:
    if second.width == 0:
        return first
    return Box(
        min(first.left, second.left),
        min(first.top, second.top),
        max(first.right, second.right),
        max(first.bottom, second.bottom),
    )


def _where(mask: LabelMap, ids: LabelMap) -> LabelMap:
    """Return ids (h, w) where a mask is not 0, else 0."""
    if not ids.size:
        return ids
    mask, ids = np.ascontiguousarray(mask), np.ascontiguousarray(ids)
    return np.asarray(cv2.bitwise_and(ids, ids, mask=mask), np.uint8)


def _people_in(owners: LabelMap, mask: LabelMap) -> set[int]:
    """Return the people who own pixels (h, w) where a mask is not 0."""
    if not owners.size:
        return set()
    shown = np.ascontiguousarray(owners)
    counts = cv2.calcHist([shown], [0], (mask > 0).view(np.uint8), [256], [0, 256])
    return {int(number) for number in np.flatnonzero(counts) if number}


def paint_mask(parse: HumanParse, box: Box, mask: HardMask, label: Label, person: int) -> Edited:
    """Return a parse in which the pixels (h, w) of a box are one part of one person.

    Args:
        parse: the parse before.
        box: where the mask lies.
        mask: which pixels.
        label: what they are; the background belongs to nobody.
        person: whose they are; one more than there are people for a new one.

    Raises:
        CorrectionError: if there is no such person, or would be too many.
    """
    if label is not Label.BACKGROUND:
        check_person(parse, person, may_be_new=True)
    owner = 0 if label is Label.BACKGROUND else person
    labels, owners = parse.labels[box.slices].copy(), parse.person_map[box.slices].copy()
    np.copyto(labels, np.uint8(label), where=mask)
    np.copyto(owners, np.uint8(owner), where=mask)
    return repaint(parse, Repaint(box, labels, owners))


def check_person(parse: HumanParse, number: int, *, may_be_new: bool = False) -> None:
    """Check that a correction is about somebody who is there.

    Raises:
        CorrectionError: if not.
    """
    count = len(parse.people)
    if may_be_new and number == count + 1:
        if number > MAX_PEOPLE:
            raise CorrectionError(CorrectionProblem.TOO_MANY_PEOPLE, count=MAX_PEOPLE)
    elif not 1 <= number <= count:
        raise CorrectionError(CorrectionProblem.NO_SUCH_PERSON, number=number, count=count)
