"""Removing a person: a click on who is none, or is not to be dressed."""

from __future__ import annotations

from tryon.correction.people import RemovePerson
from tryon.ui.tools.person_tool import PersonTool


class RemovePersonTool(PersonTool):
    """What was theirs becomes background."""

    def choose(self, person: int) -> None:
        """Remove the person."""
        self._bench.ask(RemovePerson(person))
