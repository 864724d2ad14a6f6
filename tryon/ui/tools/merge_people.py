"""Merging people: a click on one, then on the other, who are one."""

from __future__ import annotations

from tryon.correction.people import MergePeople
from tryon.ui.tools.person_tool import PersonTool
from tryon.ui.tools.workbench import Workbench


class MergePeopleTool(PersonTool):
    """The second one becomes a part of the first."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._first = 0

    @property
    def marked(self) -> int:
        """The first of the two."""
        return self._first

    def choose(self, person: int) -> None:
        """Take the first, or merge the second with it; the same one again lets go of it."""
        first, self._first = self._first, 0
        if not first:
            self._first = person
        elif person != first:
            self._bench.ask(MergePeople(first, person))

    def give_up(self) -> bool:
        """Let go of the first."""
        had_first, self._first = bool(self._first), 0
        return had_first
