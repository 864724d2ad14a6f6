"""The brush: paints a part."""

from __future__ import annotations

from tryon.correction.drawn import Path
from tryon.correction.edit import ParseEdit
from tryon.correction.paint import Brush
from tryon.ui.tools.stroke_tool import StrokeTool


class BrushTool(StrokeTool):
    """Paints the chosen part."""

    def edit(self, path: Path, radius: float, person: int) -> ParseEdit:
        """Return the stroke."""
        return Brush(path, radius, self.label, person)
