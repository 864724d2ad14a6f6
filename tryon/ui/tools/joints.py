"""Dragging joints, which show with the skeleton."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from tryon.correction.move_joint import MoveJoint
from tryon.joints import JointName
from tryon.parsing.overlay import SHOWN_CONFIDENCE, skeleton_lines
from tryon.ui.kit.viewport import Position
from tryon.ui.tools.workbench import Workbench
from tryon.ui.view.painting import draw_skeleton
from tryon.ui.view.tool import Lens, Tool, Touch

_REACH = 11.0
"""View pixels around a joint in which a press takes it."""
_CENTRE = 0.5
"""A joint's coordinates name a pixel, whose middle is this much farther in the photo."""
_SHADOW, _LINE = QColor(0, 0, 0, 150), QColor(255, 255, 255, 235)
_UNSURE = QColor(255, 255, 255, 90)

Joint = tuple[int, JointName]
"""Whose, and which."""


class JointsTool(Tool):
    """Takes the joint nearest to a press; what the parser is not sure of is a hollow ring."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._hot: Joint | None = None
        self._taken: Joint | None = None
        self._at: Position | None = None

    def press(self, touch: Touch) -> None:
        """Take a joint."""
        self._taken = None if self._bench.is_busy else self._joint_at(touch)
        self._at = None

    def move(self, touch: Touch) -> None:
        """Move the joint, or mark the one under the mouse."""
        if self._taken is None:
            self._hot = self._joint_at(touch)
        else:
            self._at = touch.at

    def release(self, touch: Touch) -> None:
        """Leave the joint where it is now; a click leaves it where it was."""
        taken, at = self._taken, self._at
        self._taken = self._at = None
        if taken is not None and at is not None:
            person, joint = taken
            self._bench.ask(MoveJoint(person, joint, at.x - _CENTRE, at.y - _CENTRE))

    def leave(self) -> None:
        """Mark no joint."""
        self._hot = None

    def give_up(self) -> bool:
        """Put the joint back."""
        was_dragging, self._taken, self._at = self._taken is not None, None, None
        return was_dragging

    def paint(self, painter: QPainter, lens: Lens) -> None:
        """Paint bones and joints of everybody, and where the one that is dragged goes."""
        parse = self._bench.parse
        if parse is None:
            return
        draw_skeleton(painter, skeleton_lines(parse), lens.viewport, lens.view)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for joint, at in self._joints().items():
            if not self._is_sure(joint):
                _paint_ring(painter, lens.to_view(at), 4.0, _UNSURE)
        marked = self._taken or self._hot
        places = self._joints()
        if marked in places:
            start = lens.to_view(places[marked])
            end = start if self._at is None else lens.to_view(self._at)
            for pen in (QPen(_SHADOW, 3.2), QPen(_LINE, 1.4, Qt.PenStyle.DashLine)):
                painter.setPen(pen)
                painter.drawLine(start, end)
            _paint_ring(painter, end, 8.0, _LINE)

    def cursor(self) -> Qt.CursorShape:
        """Show whether a joint can be taken."""
        if self._taken is not None:
            return Qt.CursorShape.ClosedHandCursor
        return Qt.CursorShape.ArrowCursor if self._hot is None else Qt.CursorShape.OpenHandCursor

    def _joints(self) -> dict[Joint, Position]:
        """Return where every joint is in the photo."""
        parse = self._bench.parse
        return {
            (person.number, name): Position(x + _CENTRE, y + _CENTRE)
            for person in (() if parse is None else parse.people)
            if person.joints is not None
            for name, (x, y) in zip(JointName, person.joints.points.tolist(), strict=True)
        }

    def _is_sure(self, joint: Joint) -> bool:
        parse = self._bench.parse
        joints = None if parse is None else parse.person(joint[0]).joints
        return joints is not None and joints.confidence[joint[1]] >= SHOWN_CONFIDENCE

    def _joint_at(self, touch: Touch) -> Joint | None:
        distances = {
            joint: math.hypot(touch.at.x - at.x, touch.at.y - at.y) * touch.scale
            for joint, at in self._joints().items()
        }
        near = min(distances, key=lambda joint: distances[joint], default=None)
        return near if near is not None and distances[near] <= _REACH else None


def _paint_ring(painter: QPainter, at: QPointF, radius: float, color: QColor) -> None:
    for pen in (QPen(_SHADOW, 3.2), QPen(color, 1.6)):
        painter.setPen(pen)
        painter.drawEllipse(at, radius, radius)
