"""Swapping left and right of a person by a click."""

from __future__ import annotations

from tryon.correction.people import SwapSides
from tryon.ui.tools.person_tool import PersonTool


class SwapSidesTool(PersonTool):
    """Arms, legs, shoes and joints change places."""

    def choose(self, person: int) -> None:
        """Swap the person's sides."""
        self._bench.ask(SwapSides(person))
