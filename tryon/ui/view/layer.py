"""What a view has painted of the photo, kept from one frame to the next."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import cast

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap, QRegion

from tryon.ui.kit.viewport import Viewport

_WHOLE = 1e-3
"""How far from a whole number of device pixels the picture may be moved and still be reused."""


class PictureLayer:
    """Pixels of a view; a picture that is only moved is painted where it comes into sight."""

    def __init__(self) -> None:
        self._pixmap = QPixmap()
        self._key: Hashable = None
        self._viewport: Viewport | None = None

    def picture(
        self,
        key: Hashable,
        viewport: Viewport,
        size: QSize,
        pixel_ratio: float,
        paint: Callable[[QPainter], None],
    ) -> QPixmap:
        """Return the picture of a view.

        Args:
            key: all that the picture depends on beside the arguments below.
            viewport: where the view looks.
            size: the view's size in logical pixels.
            pixel_ratio: device pixels per logical one.
            paint: paints the picture; only what lies in the painter's clip is kept.
        """
        key = (key, viewport.scale, size, pixel_ratio)
        exposed = QRegion(QRect(QPoint(), size))
        if key == self._key:
            exposed = self._move(viewport, size, pixel_ratio)
        else:
            self._pixmap = QPixmap(size * pixel_ratio)
            self._pixmap.setDevicePixelRatio(pixel_ratio)
            self._pixmap.fill(Qt.GlobalColor.transparent)  # which gives it an alpha channel
        self._key, self._viewport = key, viewport
        for part in cast("Iterable[QRect]", exposed):
            painter = QPainter(self._pixmap)
            painter.setClipRect(part)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            painter.fillRect(part, Qt.GlobalColor.transparent)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            paint(painter)
            painter.end()
        return self._pixmap

    def _move(self, viewport: Viewport, size: QSize, pixel_ratio: float) -> QRegion:
        """Move what is painted; return the parts of the view, in logical pixels, that it leaves."""
        before, whole = self._viewport, QRegion(QRect(QPoint(), size))
        assert before is not None
        if before == viewport:
            return QRegion()
        scale = viewport.scale * pixel_ratio
        x = (before.center.x - viewport.center.x) * scale
        y = (before.center.y - viewport.center.y) * scale
        shift = QPoint(round(x), round(y))
        if max(abs(x - shift.x()), abs(y - shift.y())) > _WHOLE:
            return whole
        self._pixmap.scroll(shift.x(), shift.y(), self._pixmap.rect())
        # Rounded inwards: a logical pixel that is half exposed is painted again.
        moved = QRect(QPoint(), size).translated(
            *(round(part / pixel_ratio) for part in (shift.x(), shift.y()))
        )
        if pixel_ratio != 1.0:
            moved.adjust(1, 1, -1, -1)
        return whole.subtracted(QRegion(moved))
