"""The history of one document: named steps, any of which can be returned to.

A step holds the garments worn, variants included, and the number of its parse; steps share whatever
did not change. Of the parses one is whole, that of the present step. The others are kept as what
differs from their neighbour, so a stroke that corrects a sleeve takes as much memory as the
sleeve's box.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from weakref import ReferenceType, WeakKeyDictionary, ref

from tryon.document.look import Aside, Heights, Look, WornGarment
from tryon.document.parse_difference import ParseDifference, ParseFacts
from tryon.human_parse import HumanParse
from tryon.messages import Text

MOST_STEPS = 200


@dataclass(frozen=True, eq=False)
class Step:
    """One step.

    Attributes:
        name: what was done.
        worn: the garments worn after it, lowest first.
        aside: the other variants.
        parse: the number of its parse, counted from the oldest that is kept.
        heights: how tall people are, as in a look.
    """

    name: Text
    worn: tuple[WornGarment, ...]
    aside: Aside
    parse: int
    heights: Heights = ()


class History:
    """Steps from a look as it was opened to what can be redone.

    Args:
        look: as it was opened, with a parse.
        name: what to call that.
        most_steps: how many are kept; the oldest are forgotten.
    """

    def __init__(self, look: Look, name: Text, *, most_steps: int = MOST_STEPS) -> None:
        parse = _parse_of(look)
        self._photo, self._most_steps = look.photo, most_steps
        self._steps = [Step(name, look.worn, look.aside, 0, look.heights)]
        self._position = 0
        self._parse = parse
        self._facts = [ParseFacts.of(parse)]
        self._between: list[ParseDifference] = []
        self._seen: WeakKeyDictionary[ParseFacts, ReferenceType[HumanParse]] = WeakKeyDictionary()
        self._saved: Step | None = self._steps[0]

    @property
    def look(self) -> Look:
        """The look of the present step."""
        return self._look_of(self._steps[self._position], self._parse)

    @property
    def position(self) -> int:
        """The number of the present step, counted from 0."""
        return self._position

    @property
    def names(self) -> tuple[Text, ...]:
        """What was done in each step, undone ones included."""
        return tuple(step.name for step in self._steps)

    @property
    def step(self) -> Step:
        """The present step, which is another object whenever something else shows."""
        return self._steps[self._position]

    @property
    def can_undo(self) -> bool:
        """Whether there is an earlier step."""
        return self._position > 0

    @property
    def can_redo(self) -> bool:
        """Whether there is a step that was undone."""
        return self._position < len(self._steps) - 1

    @property
    def is_saved(self) -> bool:
        """Whether the present step is the one that was saved or opened."""
        return self._steps[self._position] is self._saved

    @property
    def nbytes(self) -> int:
        """How much memory the parses of other steps take."""
        return sum(difference.nbytes for difference in self._between)

    def step_at(self, position: int) -> Step:
        """Return a step.

        Raises:
            IndexError: if there is no such step.
        """
        if not 0 <= position < len(self._steps):
            raise IndexError(f"step {position} of {len(self._steps)}")
        return self._steps[position]

    def position_of(self, step: Step) -> int | None:
        """Return the number of a step; None if it was dropped or forgotten."""
        return next((n for n, each in enumerate(self._steps) if each is step), None)

    def mark_saved(self, step: Step | None) -> None:
        """Take a step as the one that is in the file; None if no step is."""
        self._saved = step

    def push(self, name: Text, look: Look, *, difference: ParseDifference | None = None) -> None:
        """Add a step after the present one; what had been undone is dropped.

        Args:
            name: what was done.
            look: the look after it.
            difference: between the present parse and that of the look, where it is another one and
                the difference is known already.
        """
        parse = _parse_of(look)
        number = self._steps[self._position].parse
        del self._steps[self._position + 1 :], self._facts[number + 1 :], self._between[number:]
        if parse is not self._parse:
            self._between.append(difference or ParseDifference.between(self._parse, parse))
            self._facts.append(ParseFacts.of(parse))
            self._parse = parse
            number += 1
        self._steps.append(Step(name, look.worn, look.aside, number, look.heights))
        self._position += 1
        if len(self._steps) > self._most_steps:
            self._forget_oldest()

    def go_to(self, position: int) -> Look:
        """Return to a step; return its look.

        Raises:
            IndexError: if there is no such step.
        """
        look = self.look_at(position)
        self._parse, self._position = _parse_of(look), position
        return look

    def look_at(self, position: int) -> Look:
        """Return the look of a step without returning to it; `go_to` returns the same parse then.

        Raises:
            IndexError: if there is no such step.
        """
        step = self.step_at(position)
        return self._look_of(step, self._parse_numbered(step.parse))

    def _look_of(self, step: Step, parse: HumanParse) -> Look:
        return Look(self._photo, parse, step.worn, step.aside, step.heights)

    def _parse_numbered(self, number: int) -> HumanParse:
        present = self._steps[self._position].parse
        if number == present:
            return self._parse
        facts = self._facts[number]
        seen = self._seen.get(facts)
        parse = None if seen is None else seen()
        if parse is not None:  # somebody has looked at it and is about to go there
            return parse
        labels, people = self._parse.labels.copy(), self._parse.person_map.copy()
        for between in self._between[min(number, present) : max(number, present)]:
            between.apply(labels, people)  # exclusive or: in any order
        parse = facts.with_maps(labels, people)
        self._seen[facts] = ref(parse)
        return parse

    def _forget_oldest(self) -> None:
        del self._steps[0]
        self._position -= 1
        unused = self._steps[0].parse
        if unused:
            del self._facts[:unused], self._between[:unused]
            self._steps = [self._shifted(step, unused) for step in self._steps]

    def _shifted(self, step: Step, unused: int) -> Step:
        shifted = replace(step, parse=step.parse - unused)
        if step is self._saved:
            self._saved = shifted
        return shifted


def _parse_of(look: Look) -> HumanParse:
    if look.parse is None:
        raise ValueError("a history begins when a photo is parsed")
    return look.parse
