"""The handles of the garment that is adjusted, over the view of the result."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from tryon.fitting.adjust.handles import End
from tryon.fitting.adjust.placement import Frame
from tryon.geometry import Points
from tryon.ui.adjust.adjuster import Adjuster
from tryon.ui.adjust.end_handles import EndPull
from tryon.ui.adjust.handle_painter import paint_ends, paint_frame, paint_mesh
from tryon.ui.adjust.handles import (
    SIDES,
    FrameHandle,
    Pull,
    Vector,
    handle_at,
    handle_points,
    moved,
    nearest_handle,
    outset,
    scaled,
    turned,
)
from tryon.ui.adjust.mesh_handles import Node, NodePull, mesh_lines, node_moved, node_points
from tryon.ui.kit.viewport import Position
from tryon.ui.view.compare_view import CompareView, Comparison

Handle = FrameHandle | End | Node

_MARGIN = 14.0
"""View pixels between the garment and its frame, so that ends at the frame's sides have room."""
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_COARSE = 10
"""Steps that an arrow makes with Shift."""
_CURSORS = (
    Qt.CursorShape.SizeHorCursor,
    Qt.CursorShape.SizeFDiagCursor,
    Qt.CursorShape.SizeVerCursor,
    Qt.CursorShape.SizeBDiagCursor,
)
"""By the direction of a drag, in eighths of a turn from the viewer's right, clockwise."""


class HandleLayer(QWidget):
    """Lies over a view and passes on to it all events that are not about the garment.

    Either the frame shows, with a diamond where a sleeve, a leg or the hem ends, or the mesh.
    """

    def __init__(self, view: CompareView, adjuster: Adjuster) -> None:
        super().__init__(view)
        self._view, self._adjuster = view, adjuster
        self._pull: Pull | EndPull | NodePull | None = None
        self._pressed_at: QPointF | None = None
        self._is_pulled = False
        self._hot: Handle | None = None
        self._chosen: Node | None = None
        self.setMouseTracking(True)
        self.hide()
        layout = QVBoxLayout(view)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self)
        view.installEventFilter(self)
        adjuster.changed.connect(self._follow)
        self._retranslate()

    @property
    def corners(self) -> Points | None:
        """The frame's corners (4, 2) in the view, clockwise from top left; None without a frame."""
        frame = self._adjuster.frame
        if frame is None or self._adjuster.is_meshing:
            return None
        return outset(self._in_view(frame.corners(self._adjuster.parameters)), _MARGIN)

    @property
    def ends(self) -> dict[End, Vector]:
        """Where the diamonds are in the view."""
        if self._adjuster.is_meshing:
            return {}
        return {end: self._in_view(place) for end, place in self._adjuster.ends.items()}

    @property
    def nodes(self) -> dict[Node, Vector]:
        """Where the mesh's nodes are in the view."""
        frame = self._adjuster.frame
        if frame is None or not self._adjuster.is_meshing:
            return {}
        points = node_points(frame, self._adjuster.parameters)
        return {node: self._in_view(point) for node, point in points.items()}

    def give_up(self) -> bool:
        """Cancel the drag, or if there is none leave the mesh; False if there was neither."""
        self._release()
        if self._adjuster.give_up():
            return True
        was_meshing = self._adjuster.is_meshing
        self._adjuster.set_meshing(False)
        return was_meshing

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Take the arrow keys from the view while there is a frame."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self.isVisible() and self._nudge(event)
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take a handle, or the garment itself."""
        handle, frame = self._handle_at(event.position()), self._adjuster.frame
        if event.button() is not Qt.MouseButton.LeftButton or handle is None or frame is None:
            event.ignore()
            return
        self._adjuster.commit()
        self._pull = self._take(handle, frame, self._view.position_in_photo(event.position()))
        self._pressed_at, self._is_pulled = event.position(), False
        self._chosen = handle if isinstance(handle, Node) else None
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Drag the handle, or mark the one under the mouse."""
        if self._pull is None or self._pressed_at is None:
            self._set_hot(None if event.buttons() else self._handle_at(event.position()))
            event.setAccepted(self._hot is not None)
            return
        distance = (event.position() - self._pressed_at).manhattanLength()
        if self._is_pulled or distance >= QApplication.startDragDistance():
            self._is_pulled = True
            is_free = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            at = self._view.position_in_photo(event.position())
            self._adjuster.change(self._pull.to(at, is_free=is_free))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """End the drag; a press that did not move chooses a node, or is a click on the photo."""
        if self._pull is None:
            event.ignore()
        elif self._is_pulled:
            self._release()
            self._adjuster.commit()
        elif isinstance(self._pull, NodePull):
            self._release()
        else:
            self._release()
            self._view.clicked.emit(self._view.position_in_photo(event.position()))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Forget the mouse."""
        self._set_hot(None)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the handles."""
        frame, corners = self._adjuster.frame, self.corners
        if frame is None or self._view.comparison is Comparison.BEFORE:
            return
        active = self._hot if self._pull is None else self._pull.handle
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if corners is None:
            lines = map(self._in_view, mesh_lines(frame, self._adjuster.parameters))
            paint_mesh(painter, lines, self.nodes, active=active, chosen=self._chosen)
        else:
            paint_frame(painter, corners, handle_points(corners), active)
            paint_ends(painter, self.ends, active)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Frame around the garment"))
        self._set_hint()

    def _take(self, handle: Handle, frame: Frame, at: Position) -> Pull | EndPull | NodePull:
        parameters = self._adjuster.parameters
        if isinstance(handle, Node):
            return NodePull(handle, frame, parameters, at)
        if isinstance(handle, End):
            return EndPull.take(handle, parameters, at, self._adjuster.ends_with)
        return Pull(handle, frame, parameters, at)

    def _handle_at(self, at: QPointF) -> Handle | None:
        if self._view.may_pan or self._view.is_on_divider(at):
            return None
        position, corners = Position(at.x(), at.y()), self.corners
        if corners is None:
            return nearest_handle(self.nodes, position)
        points = handle_points(corners) | self.ends
        return nearest_handle(points, position) or handle_at(corners, position)

    def _in_view(self, points: Points) -> Points:
        """Map positions (N, 2) in the photo to the view."""
        viewport, size = self._view.link.viewport, self._view.view_size
        origin = viewport.to_view(Position(0.0, 0.0), size)
        return np.asarray(points * viewport.scale + (origin.x, origin.y))

    def _set_hot(self, handle: Handle | None) -> None:
        if handle == self._hot:
            return
        if self._hot is None:
            self._view.hovered.emit(None)
        self._hot = handle
        if handle is None:
            self.unsetCursor()
        else:
            self.setCursor(self._cursor(handle))
        self._set_hint()
        self.update()

    def _set_hint(self) -> None:
        """Set the tool tip for the handle under the mouse, if it is the end of a part."""
        hints = {
            End.HEM: self.tr("Drag to make it longer or shorter"),
            End.SLEEVE_LEFT: self.tr("Drag to make the sleeves longer or shorter"),
            End.LEG_LEFT: self.tr("Drag to make the legs longer or shorter"),
        }
        hints[End.SLEEVE_RIGHT] = hints[End.SLEEVE_LEFT]
        hints[End.LEG_RIGHT] = hints[End.LEG_LEFT]
        self.setToolTip(hints[self._hot] if isinstance(self._hot, End) else "")

    def _cursor(self, handle: Handle) -> Qt.CursorShape:
        corners = self.corners
        if isinstance(handle, End):
            return Qt.CursorShape.PointingHandCursor
        if isinstance(handle, Node) or handle is FrameHandle.MOVE or corners is None:
            return Qt.CursorShape.SizeAllCursor
        if handle is FrameHandle.ROTATE:
            return Qt.CursorShape.PointingHandCursor
        outward = handle_points(corners)[handle] - corners.mean(axis=0)
        if handle not in SIDES:
            outward = np.sign(outward)
        eighth = round(float(np.arctan2(outward[1], outward[0])) / (np.pi / 4))
        return _CURSORS[eighth % 4]

    def _release(self) -> None:
        self._pull, self._pressed_at, self._is_pulled = None, None, False
        self.update()

    def _nudge(self, event: QKeyEvent) -> bool:
        """Move the garment, or the chosen node, by a pixel on screen.

        With Ctrl turn it by a degree, or scale it by a hundredth.
        """
        direction, frame = _ARROWS.get(Qt.Key(event.key())), self._adjuster.frame
        if direction is None or frame is None or self._pull is not None:
            return False
        is_coarse = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        x, y = (_COARSE * step if is_coarse else step for step in direction)
        now = self._adjuster.parameters
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            dx, dy = x / self._view.link.viewport.scale, y / self._view.link.viewport.scale
            if self._chosen is None:
                wanted = moved(now, frame, dx, dy)
            else:
                wanted = node_moved(now, frame, self._chosen, dx, dy)
        elif x:
            wanted = turned(now, frame, now.rotate_degrees + x)
        else:
            wanted = scaled(now, frame, 1.01**-y, 1.01**-y, is_free=False)
        self._adjuster.change(wanted)
        self._adjuster.commit_soon()
        return True

    @Slot()
    def _follow(self) -> None:
        has_frame = self._adjuster.frame is not None
        if not has_frame:
            self._release()
        if not self._adjuster.is_meshing:
            self._chosen = None
        if not has_frame or isinstance(self._hot, Node) != self._adjuster.is_meshing:
            self._set_hot(None)
        self.setVisible(has_frame)
        self._view.set_framed(has_frame)
        self.update()
