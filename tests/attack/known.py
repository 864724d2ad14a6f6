"""Places at which damaged files still crash the app. An empty table makes the suite strict."""

from __future__ import annotations

from tests.attack.kinds import Kind

KNOWN: dict[tuple[Kind, str], str] = {}
"""Why, by the kind of file and the type of what is raised."""
