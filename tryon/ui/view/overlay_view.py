"""The view of the overlay: every part in its colour."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from tryon.parsing.overlay import DEFAULT_OPACITY, skeleton_lines
from tryon.ui.kit.badge import draw_badge
from tryon.ui.view.canvas import Canvas
from tryon.ui.view.painting import draw_pyramid, draw_skeleton, line_path, stroke
from tryon.ui.view.pyramid import Pyramid
from tryon.ui.view.scene import Scene
from tryon.ui.view.view_link import ViewLink

_OUTLINE = QColor(255, 255, 255, 235)
_SHADOW = QColor(20, 20, 30, 110)


class OverlayView(Canvas):
    """Photo with the colours of its parts over it."""

    def __init__(self, link: ViewLink, parent: QWidget | None = None) -> None:
        super().__init__(link, parent)
        self._opacity = DEFAULT_OPACITY
        self._has_outlines = True
        self._has_skeleton = False
        self._is_held = False
        self._heat: Pyramid | None = None

    @property
    def heat(self) -> Pyramid | None:
        """What shows instead of the parts' colours."""
        return self._heat

    def set_heat(self, heat: Pyramid | None) -> None:
        """Show another picture over the photo instead of the parts' colours, or them again."""
        self._heat = heat
        self.update()

    @property
    def opacity(self) -> float:
        """How strong the colours are, 0 to 1."""
        return self._opacity

    def set_opacity(self, opacity: float) -> None:
        """Set how strong the colours are, 0 to 1."""
        self._opacity = opacity
        self.update()

    def set_outlines_shown(self, is_shown: bool) -> None:
        """Show or hide the line around each person."""
        self._has_outlines = is_shown
        self.update()

    def set_skeleton_shown(self, is_shown: bool) -> None:
        """Show or hide the joints of each person."""
        self._has_skeleton = is_shown
        self.update()

    def hold_before(self, is_held: bool) -> None:
        """Show the photo alone, for as long as it is held."""
        self._is_held = is_held
        self.update()

    def picture_state(self) -> Hashable:
        """Return what the colours depend on."""
        return self._opacity, self._has_outlines, self._has_skeleton, self._is_held, self._heat

    def paint_picture(self, painter: QPainter, scene: Scene) -> None:
        """Paint photo, colours, outlines and skeletons of people."""
        viewport, view = self.link.viewport, self.view_size
        draw_pyramid(painter, scene.before, viewport, view)
        if self._is_held:
            return
        colors = self._heat or scene.labels
        if colors is not None:
            painter.setOpacity(self._opacity)
            draw_pyramid(painter, colors, viewport, view)
            painter.setOpacity(1.0)
        if self._has_outlines:
            for person in scene.people:
                path = line_path(person, viewport, view, painter.clipBoundingRect())
                stroke(painter, path, _SHADOW, 3.2)
                stroke(painter, path, _OUTLINE, 1.6)
        if self._has_skeleton and scene.parse is not None:
            draw_skeleton(painter, skeleton_lines(scene.parse), viewport, view)

    def paint_front(self, painter: QPainter, scene: Scene) -> None:
        """Show that the photo is still being parsed."""
        if scene.parse is None:
            text = self.tr("Finding people and clothes…")
            width = QFontMetricsF(self.font()).horizontalAdvance(text) + 32
            box = QRectF(0, 0, width, 34)
            box.moveCenter(self.rect().toRectF().center())
            draw_badge(painter, text, box, self.font())
