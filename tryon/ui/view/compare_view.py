"""The view of the result: after, before, or both with a line between them that can be dragged."""

from __future__ import annotations

from collections.abc import Hashable
from enum import Enum

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from tryon.fitting.origin import ORIGIN_COLORS, Origin, OriginShares
from tryon.ui.kit.badge import draw_badge, draw_divider
from tryon.ui.view.canvas import Canvas
from tryon.ui.view.painting import (
    draw_key,
    draw_patch,
    draw_pyramid,
    key_size,
)
from tryon.ui.view.pyramid import Pyramid
from tryon.ui.view.scene import Scene
from tryon.ui.view.view_link import ViewLink

_BADGE_HEIGHT = 26.0
_GRAB_RADIUS = 10.0
"""View pixels beside the divider in which a press takes it."""


class Comparison(Enum):
    """What the view shows once something is worn."""

    AFTER = "after"
    BEFORE = "before"
    SPLIT = "split"


class CompareView(Canvas):
    """Photo with the garments worn."""

    def __init__(self, link: ViewLink, parent: QWidget | None = None) -> None:
        super().__init__(link, parent)
        self._is_split = False
        self._is_held = False
        self._is_framed = False
        self._divider = 0.5
        self._is_divider_dragged = False
        self._has_tint = False

    @property
    def comparison(self) -> Comparison:
        """What is shown now."""
        if self.scene is None or self.scene.after is None:
            return Comparison.AFTER
        if self._is_held:
            return Comparison.BEFORE
        return Comparison.SPLIT if self._is_split else Comparison.AFTER

    @property
    def divider_x(self) -> float:
        """Where the line between before and after stands, in view pixels."""
        return self._divider * self.width()

    def set_split(self, is_split: bool) -> None:
        """Show before and after with a line between them, or after alone."""
        self._is_split = is_split
        self.update()

    def hold_before(self, is_held: bool) -> None:
        """Show the photo as it was, for as long as it is held."""
        if is_held != self._is_held:
            self._is_held = is_held
            self.update()

    def set_framed(self, is_framed: bool) -> None:
        """Set whether a frame around what is worn marks the selection already."""
        self._is_framed = is_framed
        self.update()

    def set_guessed_shown(self, is_shown: bool) -> None:
        """Tint what of the result was moved and what was guessed, or show it as it is."""
        self._has_tint = is_shown
        self._describe_shares()
        self.update()

    def set_scene(self, scene: Scene | None) -> None:
        """Set what is painted."""
        super().set_scene(scene)
        self._describe_shares()

    @property
    def shown_shares(self) -> OriginShares | None:
        """What the key to the tint says; None without one, and while a preview is not measured."""
        scene = self.scene
        is_hidden = not self._has_tint or self.comparison is Comparison.BEFORE
        if is_hidden or scene is None or scene.patches:
            return None
        return OriginShares() if scene.origins is None else scene.origins.shares

    def picture_state(self) -> Hashable:
        """Return what the comparison depends on."""
        comparison = self.comparison
        divider = self._divider if comparison is Comparison.SPLIT else None
        return comparison, divider, self._has_tint

    def paint_picture(self, painter: QPainter, scene: Scene) -> None:
        """Paint before, after, or both."""
        viewport, view = self.link.viewport, self.view_size
        comparison = self.comparison
        after = scene.after
        if after is None or comparison is Comparison.BEFORE:
            draw_pyramid(painter, scene.before, viewport, view)
            return
        if comparison is Comparison.AFTER:
            self._paint_after(painter, after, scene)
            return
        left, right = self._halves()
        painter.save()
        painter.setClipRect(left, Qt.ClipOperation.IntersectClip)
        draw_pyramid(painter, scene.before, viewport, view)
        painter.restore()
        painter.setClipRect(right, Qt.ClipOperation.IntersectClip)
        self._paint_after(painter, after, scene)

    def paint_front(self, painter: QPainter, scene: Scene) -> None:
        """Paint the line, its knob, which side is which, and what the tint means."""
        shares = self.shown_shares
        if shares is not None:
            self._paint_key(painter, shares)
        if self.comparison is Comparison.BEFORE:
            self._paint_badge(painter, self.tr("Before"), is_left=True, edge=0.0)
        if self.comparison is not Comparison.SPLIT:
            return
        x = self.divider_x
        draw_divider(painter, x, self.rect().toRectF())
        self._paint_badge(painter, self.tr("Before"), is_left=True, edge=x)
        self._paint_badge(painter, self.tr("After"), is_left=False, edge=x)

    def _paint_key(self, painter: QPainter, shares: OriginShares) -> None:
        """Write which tint means what, in the upper corner: messages float below."""
        colors = [None if o is Origin.PHOTO else QColor(*ORIGIN_COLORS[o]) for o in Origin]
        entries = list(zip(colors, self._share_texts(shares), strict=True))
        size = key_size(entries, self.font())
        left = self.width() - size.width() - 12.0
        is_split = self.comparison is Comparison.SPLIT
        if is_split and left < self.divider_x + 12.0:
            return
        top = 24.0 + _BADGE_HEIGHT if is_split else 12.0
        draw_key(painter, entries, QRectF(QPointF(left, top), size), self.font())

    def _share_texts(self, shares: OriginShares) -> tuple[str, str, str]:
        """Return a line for each `Origin`, in their order."""
        photo, moved, guessed = (f"{percent:.1f}" for percent in shares.percentages)
        return (
            self.tr("Photo {percent} %").format(percent=photo),
            self.tr("Garment {percent} %").format(percent=moved),
            self.tr("Guessed {percent} %").format(percent=guessed),
        )

    def _describe_shares(self) -> None:
        """Tell who cannot see the tint what it says."""
        shares = self.shown_shares
        texts = () if shares is None else self._share_texts(shares)
        self.setAccessibleDescription(", ".join(texts))

    def is_selection_shown(self) -> bool:
        """Return False for a result that is only looked at: the mouse is elsewhere."""
        if self._is_framed:
            return False
        is_photo = self.scene is None or self.scene.after is None
        return is_photo or (self._mouse is not None and not self._is_held)

    def resting_cursor(self) -> Qt.CursorShape:
        """Show that the line can be dragged."""
        if self._mouse is not None and self.is_on_divider(self._mouse):
            return Qt.CursorShape.SplitHCursor
        return super().resting_cursor()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take the line, if it is under the mouse."""
        is_left = event.button() is Qt.MouseButton.LeftButton
        if is_left and self.is_on_divider(event.position()):
            self._is_divider_dragged = True
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Drag the line."""
        if self._is_divider_dragged:
            self._divider = min(max(event.position().x() / max(self.width(), 1), 0.02), 0.98)
            self.update()
            return
        super().mouseMoveEvent(event)
        if not event.buttons():
            self.setCursor(self.resting_cursor())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Let the line go."""
        if self._is_divider_dragged:
            self._is_divider_dragged = False
        else:
            super().mouseReleaseEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Paint the badges in the new language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._describe_shares()
            self.update()

    def _paint_after(self, painter: QPainter, after: Pyramid, scene: Scene) -> None:
        draw_pyramid(painter, after, self.link.viewport, self.view_size)
        for patch in scene.patches:
            draw_patch(painter, patch, self.link.viewport, self.view_size)
        if scene.origins is not None and self.shown_shares is not None:
            draw_pyramid(painter, scene.origins.tint, self.link.viewport, self.view_size)

    def _halves(self) -> tuple[QRectF, QRectF]:
        x = self.divider_x
        return QRectF(0, 0, x, self.height()), QRectF(x, 0, self.width() - x, self.height())

    def is_on_divider(self, at: QPointF) -> bool:
        """Return whether a press here takes the line between before and after."""
        return self.comparison is Comparison.SPLIT and abs(at.x() - self.divider_x) <= _GRAB_RADIUS

    def _paint_badge(self, painter: QPainter, text: str, *, is_left: bool, edge: float) -> None:
        """Write a side's name; with a line, only if that side is wide enough for it."""
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        width = QFontMetricsF(font).horizontalAdvance(text) + 20
        room = edge if is_left else self.width() - edge
        if edge and room < width + 24:
            return
        left = 12.0 if is_left else self.width() - width - 12.0
        draw_badge(painter, text, QRectF(left, 12.0, width, _BADGE_HEIGHT), font)
