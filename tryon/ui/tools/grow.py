"""Growing to the edge: a rough stroke becomes all that looks the same around it."""

from __future__ import annotations

from tryon.correction.drawn import Path
from tryon.correction.edit import ParseEdit
from tryon.correction.grow import GrowToEdge
from tryon.ui.tools.stroke_tool import StrokeTool


class GrowTool(StrokeTool):
    """Paints the chosen part as far as the photo's edges."""

    def edit(self, path: Path, radius: float, person: int) -> ParseEdit:
        """Return the stroke that grows."""
        return GrowToEdge(path, radius, self.label, person)
