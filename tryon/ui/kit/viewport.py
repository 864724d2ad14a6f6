"""Where a view looks at the photo. Pure arithmetic, shared by both linked views.

Distances in a view are logical pixels; a screen with a device pixel ratio of 2 shows each of
them as two pixels. Positions are x then y.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tryon.geometry import Size

MAX_SCALE = 32.0
"""Logical view pixels per photo pixel."""
MARGIN = 16.0
"""View pixels left free around a photo that is fitted to the view."""


@dataclass(frozen=True)
class Position:
    """A point of the photo or of a view."""

    x: float
    y: float


@dataclass(frozen=True)
class Viewport:
    """What is shown, independent of the size of the view that shows it.

    Attributes:
        scale: logical view pixels per photo pixel.
        center: the point of the photo in the middle of the view.
    """

    scale: float
    center: Position

    def to_photo(self, at: Position, view: Size) -> Position:
        """Map a position in the view to one in the photo."""
        return Position(
            self.center.x + (at.x - view.width / 2) / self.scale,
            self.center.y + (at.y - view.height / 2) / self.scale,
        )

    def to_view(self, at: Position, view: Size) -> Position:
        """Map a position in the photo to one in the view."""
        return Position(
            view.width / 2 + (at.x - self.center.x) * self.scale,
            view.height / 2 + (at.y - self.center.y) * self.scale,
        )

    def zoomed(self, factor: float, at: Position, view: Size, photo: Size) -> Viewport:
        """Zoom by ``factor`` so that the photo point under ``at`` stays where it is."""
        lowest = min(fitted(photo, view).scale / 2, self.scale)
        scale = min(max(self.scale * factor, lowest), max(MAX_SCALE, self.scale))
        kept = self.to_photo(at, view)
        center = Position(
            kept.x - (at.x - view.width / 2) / scale, kept.y - (at.y - view.height / 2) / scale
        )
        return Viewport(scale, center).clamped(view, photo)

    def panned(self, dx: float, dy: float, view: Size, photo: Size) -> Viewport:
        """Move the picture by view pixels, as if dragged."""
        center = Position(self.center.x - dx / self.scale, self.center.y - dy / self.scale)
        return replace(self, center=center).clamped(view, photo)

    def clamped(self, view: Size, photo: Size) -> Viewport:
        """Keep the photo in sight: no gap on one side while it extends past the other."""
        return replace(
            self,
            center=Position(
                _clamp_axis(self.center.x, view.width / self.scale, photo.width),
                _clamp_axis(self.center.y, view.height / self.scale, photo.height),
            ),
        )


def fitted(photo: Size, view: Size) -> Viewport:
    """Show the whole photo, centred; small photos are enlarged at most to three times."""
    width = max(view.width - 2 * MARGIN, 1.0)
    height = max(view.height - 2 * MARGIN, 1.0)
    scale = min(width / photo.width, height / photo.height, 3.0)
    return Viewport(scale, Position(photo.width / 2, photo.height / 2))


def _clamp_axis(center: float, visible: float, extent: int) -> float:
    if visible >= extent:
        return extent / 2
    return min(max(center, visible / 2), extent - visible / 2)
