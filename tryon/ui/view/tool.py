"""What the left button of the mouse does in a view: the interface of every tool."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from tryon.geometry import Size
from tryon.ui.kit.viewport import Position, Viewport


@dataclass(frozen=True)
class Lens:
    """How a view shows the photo.

    Attributes:
        viewport: where it looks.
        view: its size in logical pixels.
    """

    viewport: Viewport
    view: Size

    @property
    def scale(self) -> float:
        """View pixels per photo pixel."""
        return self.viewport.scale

    def to_view(self, at: Position) -> QPointF:
        """Return where a position of the photo is in the view."""
        placed = self.viewport.to_view(at, self.view)
        return QPointF(placed.x, placed.y)


@dataclass(frozen=True)
class Touch:
    """Where the mouse is.

    Attributes:
        at: in the photo.
        scale: view pixels per photo pixel there.
        picks: whether a key is held that means: take what is here, and do nothing to it.
    """

    at: Position
    scale: float
    picks: bool = False


class Tool:
    """What is done with the mouse on a view. By default nothing: a tool has what it needs."""

    def press(self, touch: Touch) -> None:
        """Begin: the left button went down."""

    def move(self, touch: Touch) -> None:
        """Follow the mouse, with or without the button held."""

    def release(self, touch: Touch) -> None:
        """End: the left button went up."""

    def leave(self) -> None:
        """Forget the mouse, which is elsewhere."""

    def key(self, key: Qt.Key) -> bool:
        """Take a key; False leaves it to the view."""
        return False

    def wheel(self, notches: float) -> bool:
        """Take the wheel, turned with Ctrl held; False leaves it to the view."""
        return False

    def give_up(self) -> bool:
        """Cancel what was begun; False if nothing was."""
        return False

    def step_back(self) -> bool:
        """Take back the last of what was begun; False if nothing was."""
        return self.give_up()

    def paint(self, painter: QPainter, lens: Lens) -> None:
        """Paint what is marked or being drawn, over the photo."""

    def cursor(self) -> Qt.CursorShape:
        """Return the cursor while nothing is dragged."""
        return Qt.CursorShape.CrossCursor
