"""Small pictures of the people of a photo, to tell them apart. Made off the GUI thread."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage

from tryon.geometry import Box
from tryon.human_parse import Person
from tryon.labels import Label
from tryon.ui.view.outlines import PartMap
from tryon.ui.view.pyramid import Pyramid

FACE_SIDE = 96
"""Pixels of a picture's side: twice what shows, for screens of double density."""
_ROOM = 1.6
"""Sides of a picture in those of the face."""
_HEADS = (
    (Label.FACE, Label.SUNGLASSES),
    (Label.HAIR, Label.HAT),
)
"""What shows where a head is; the first that there is decides."""


def face_images(photo: Pyramid, parts: PartMap) -> tuple[QImage, ...]:
    """Return a square picture of the head of each person, in order."""
    return tuple(_cut(photo, _head_box(parts, each), parts.step) for each in parts.thin.people)


def _head_box(parts: PartMap, person: Person) -> Box:
    """Return where a head is in the reduced parse; that of a mere body is at its upper end."""
    box = person.box
    own = parts.thin.person_map[box.slices] == person.number
    for labels in _HEADS:
        head = Box.around(own & np.isin(parts.thin.labels[box.slices], labels))
        if head is not None:
            return head.moved(box.left, box.top)
    side = min(box.width, box.height)
    left = (box.left + box.right - side) // 2
    return Box(left, box.top, left + side, box.top + side)


def _cut(photo: Pyramid, head: Box, step: int) -> QImage:
    side = _ROOM * max(head.width, head.height) * step
    level = photo.level_for(FACE_SIDE / side)
    scale = level.scale * step
    x, y = (head.left + head.right) / 2 * scale, (head.top + head.bottom) / 2 * scale
    size = min(max(round(side * level.scale), 1), level.image.width(), level.image.height())
    left = min(max(round(x - size / 2), 0), level.image.width() - size)
    top = min(max(round(y - size / 2), 0), level.image.height() - size)
    picture = level.image.copy(QRect(left, top, size, size))
    return picture.scaled(
        FACE_SIDE,
        FACE_SIDE,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
