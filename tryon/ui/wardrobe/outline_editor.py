"""Changes of a garment's outline before they are saved, each a step of undo."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from tryon.garments.outline.changes import Change, change_between
from tryon.garments.outline.original import Original
from tryon.garments.outline.outline import (
    Coverage,
    Drawing,
    Outline,
    drawing_picture,
    to_outline,
    turned,
)
from tryon.garments.outline.strokes import draw_stroke, painted
from tryon.geometry import Box, RgbImage, Size
from tryon.ui.kit.viewport import Position

_MOST_STEPS = 200
"""Steps that can be taken back; one keeps the tiles of the coverage that it changed, packed."""
_NOWHERE = Box(0, 0, 0, 0)


class OutlineEditor(QObject):
    """A garment's outline while it is drawn; places are pixels of the turned picture.

    A stroke begins, is drawn on as often as the hand moves, and is ended or given up; other
    changes are steps at once.

    Raises:
        GarmentError: if the kept outline is damaged, or of another picture.
    """

    painted = Signal(object)
    """(Box) in which the coverage changed"""
    changed = Signal()
    """Everything may have changed: turn, crop, coverage"""
    stepped = Signal()
    """A step was made, taken back or made again"""

    def __init__(
        self, original: Original, outline: Outline | None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.original = original
        self.steps = QUndoStack(self)
        self.steps.setUndoLimit(_MOST_STEPS)
        self._kept = outline
        self._start = self._drawing = original.drawing_of(outline)
        self._upright = drawing_picture(original.rgba)
        self._picture = turned(self._upright, self._drawing.turned_degrees)
        self._stroke = np.zeros((0, 0), np.uint8)
        self._stroke_box: Box | None = None
        self._erases = False
        self._at = np.zeros(2)

    @property
    def picture(self) -> RgbImage:
        """The picture (H, W, 3), turned."""
        return self._picture

    @property
    def size(self) -> Size:
        """Size of the turned picture."""
        return Size.of(self._picture)

    @property
    def drawing(self) -> Drawing:
        """The outline as it is now, without a stroke that goes on."""
        return self._drawing

    @property
    def outline(self) -> Outline | None:
        """The outline to keep; None if it is as it was found."""
        if self._drawing is self._start or self._drawing.is_like(self._start):
            return self._kept
        return None if self.is_as_found else to_outline(self._drawing)

    @property
    def is_as_found(self) -> bool:
        """Whether nothing differs from what was found."""
        return self._drawing.is_like(self.original.found)

    @property
    def is_stroking(self) -> bool:
        """Whether a stroke goes on."""
        return self._stroke_box is not None

    def coverage_in(self, box: Box) -> Coverage:
        """Return the coverage in a box (h, w), with the stroke that goes on, before the crop."""
        coverage = self._drawing.coverage[box.slices]
        if self._stroke_box is None:
            return coverage
        return painted(coverage, self._stroke[box.slices], erases=self._erases)

    def begin_stroke(self, at: Position, radius: float, *, erases: bool) -> None:
        """Put the brush down; ``radius`` is in pixels of the picture."""
        self.end_stroke()
        self._stroke = np.zeros((self.size.height, self.size.width), np.uint8)
        self._stroke_box, self._erases = _NOWHERE, erases
        self._at = np.array([at.x, at.y])
        self.draw_to(at, radius)

    def draw_to(self, at: Position, radius: float) -> None:
        """Move the brush."""
        if self._stroke_box is None:
            return
        to = np.array([at.x, at.y])
        path = to[None] if np.array_equal(to, self._at) else np.stack([self._at, to])
        self._at = to
        part = draw_stroke(path, radius, self.size)
        box = part.box
        if box != _NOWHERE:
            touched = self._stroke[box.slices]
            np.maximum(touched, part.strength, out=touched)
            self._stroke_box = _around(self._stroke_box, box)
            self.painted.emit(box)

    def end_stroke(self) -> None:
        """Make the stroke a step."""
        box = self._stroke_box
        if box is None:
            return
        coverage = self._drawing.coverage.copy()
        coverage[box.slices] = self.coverage_in(box)
        self._stroke_box, self._stroke = None, np.zeros((0, 0), np.uint8)
        now = self._drawing
        self._push(Drawing(coverage, now.turned_degrees, now.crop), within=box)

    def give_up(self) -> bool:
        """Forget the stroke that goes on; False if there is none."""
        box = self._stroke_box
        self._stroke_box, self._stroke = None, np.zeros((0, 0), np.uint8)
        if box is not None:
            self.painted.emit(box)
        return box is not None

    def set_cropped(self, coverage: Coverage) -> None:
        """Replace the coverage within the crop, as when its edge was refined."""
        self.end_stroke()
        now, crop = self._drawing, self._drawing.crop
        if crop is not None:
            whole = now.coverage.copy()
            whole[crop.slices] = coverage[crop.slices]
            coverage = whole
        self._push(Drawing(coverage, now.turned_degrees, crop))

    def set_crop(self, crop: Box | None) -> None:
        """Set outside which box nothing is the garment's; None for nowhere."""
        self.end_stroke()
        self._push(Drawing(self._drawing.coverage, self._drawing.turned_degrees, crop))

    def turn(self, degrees: int) -> None:
        """Turn picture and outline clockwise by a multiple of 90 degrees."""
        self.end_stroke()
        self._push(self._drawing.turned(degrees))

    def start_again(self) -> None:
        """Go back to what was found."""
        self.give_up()
        self._push(self.original.found)

    def undo(self) -> None:
        """Take a step back; a stroke that goes on counts as one."""
        if not self.give_up():
            self.steps.undo()
            self.stepped.emit()

    def redo(self) -> None:
        """Take a step forward again."""
        if not self.is_stroking:
            self.steps.redo()
            self.stepped.emit()

    def show(self, drawing: Drawing, within: Box | None) -> None:
        """Take over what a step made of the outline.

        Args:
            drawing: the outline.
            within: where only its coverage changed; None if anything may have.
        """
        is_turned = drawing.turned_degrees != self._drawing.turned_degrees
        self._drawing = drawing
        if is_turned:
            self._picture = turned(self._upright, drawing.turned_degrees)
        if within is None:
            self.changed.emit()
        else:
            self.painted.emit(within)

    def _push(self, drawing: Drawing, within: Box | None = None) -> None:
        change = change_between(self._drawing, drawing, within)
        if not change.is_empty:
            self.steps.push(_Step(self, change, drawing))
            self.stepped.emit()


class _Step(QUndoCommand):
    """A change of the outline."""

    def __init__(self, editor: OutlineEditor, change: Change, drawing: Drawing) -> None:
        super().__init__()
        self._made: Drawing | None = drawing
        self._editor, self._change = editor, change
        is_painting = not change.turn_degrees and change.crops[0] == change.crops[1]
        self._within = change.box if is_painting else None

    def redo(self) -> None:
        """Do it again; called when it is pushed, too."""
        drawing, self._made = self._made, None
        if drawing is None:
            drawing = self._change.done(self._editor.drawing)
        self._editor.show(drawing, self._within)

    def undo(self) -> None:
        """Take it back."""
        self._editor.show(self._change.undone(self._editor.drawing), self._within)


def _around(first: Box, second: Box) -> Box:
    """Return the smallest box around two, the first of which may be empty."""
    if first == _NOWHERE:
        return second
    return Box(
        min(first.left, second.left),
        min(first.top, second.top),
        max(first.right, second.right),
        max(first.bottom, second.bottom),
    )
