"""The eraser: what it touches is nobody's."""

from __future__ import annotations

from tryon.correction.drawn import Path
from tryon.correction.edit import ParseEdit
from tryon.correction.paint import Brush
from tryon.labels import Label
from tryon.ui.tools.stroke_tool import StrokeTool


class EraserTool(StrokeTool):
    """Paints background."""

    erases = True

    @property
    def label(self) -> Label:
        """The background."""
        return Label.BACKGROUND

    def edit(self, path: Path, radius: float, person: int) -> ParseEdit:
        """Return the stroke."""
        return Brush(path, radius, Label.BACKGROUND, 0)
