"""Paints looks as a poster, into a picture or a PDF of one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPageSize,
    QPainter,
    QPainterPath,
    QPdfWriter,
)

from tryon.document.wall.poster_layout import PosterLayout
from tryon.geometry import Box
from tryon.imaging import write_image
from tryon.imaging.atomic import write_atomically
from tryon.ui.kit.qimage import qimage_to_rgb

_PDF_DPI = 200
_PAPER, _INK, _MUTED = QColor("#ffffff"), QColor("#1d1e26"), QColor("#666876")
_POINTS_PER_INCH = 72.0
_ROUNDING = 0.03
"""Radius of a tile's corners, as a share of its width."""


@dataclass(frozen=True, eq=False)
class PosterTile:
    """A picture on a poster, and the line below it."""

    image: QImage
    caption: str


def write_poster(path: Path, heading: str, tiles: Sequence[PosterTile], aspect: float) -> None:
    """Write a poster; the suffix decides whether it is a PDF or a picture.

    Args:
        path: where to.
        heading: the line above all.
        tiles: row by row; at least one.
        aspect: their height over their width.

    Raises:
        ExportError: if it cannot be written.
    """
    layout = PosterLayout.of(len(tiles), aspect)
    if path.suffix.lower() == ".pdf":
        content = _as_pdf(layout, heading, tiles)
        write_atomically(path, lambda file: file.write(content))
        return
    image = QImage(layout.size.width, layout.size.height, QImage.Format.Format_RGB888)
    painter = QPainter(image)
    _paint(painter, layout, heading, tiles)
    painter.end()
    write_image(path, qimage_to_rgb(image))


def _as_pdf(layout: PosterLayout, heading: str, tiles: Sequence[PosterTile]) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    scale = _POINTS_PER_INCH / _PDF_DPI
    size = QSizeF(layout.size.width * scale, layout.size.height * scale)
    match = QPageSize.SizeMatchPolicy.ExactMatch
    writer.setPageSize(QPageSize(size, QPageSize.Unit.Point, "", match))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setResolution(_PDF_DPI)
    writer.setTitle(heading)
    painter = QPainter(writer)
    _paint(painter, layout, heading, tiles)
    painter.end()
    buffer.close()
    return bytes(content.data())


def _paint(
    painter: QPainter, layout: PosterLayout, heading: str, tiles: Sequence[PosterTile]
) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.fillRect(0, 0, layout.size.width, layout.size.height, _PAPER)
    _write(painter, layout.heading, heading, _INK, 0.42, Qt.AlignmentFlag.AlignLeft)
    for tile, place, line in zip(tiles, layout.tiles, layout.captions, strict=True):
        face = _rect(place)
        shape = QPainterPath()
        shape.addRoundedRect(face, _ROUNDING * place.width, _ROUNDING * place.width)
        painter.save()
        painter.setClipPath(shape)
        painter.drawImage(face, tile.image, _filling(tile.image, face))
        painter.restore()
        _write(painter, line, tile.caption, _MUTED, 0.45, Qt.AlignmentFlag.AlignHCenter)


def _write(
    painter: QPainter, place: Box, text: str, color: QColor, share: float, align: Qt.AlignmentFlag
) -> None:
    """Write a line whose letters take a share of a place's height; what is too long is elided."""
    font = QFont(painter.font())
    font.setPixelSize(max(6, round(share * place.height)))
    painter.setFont(font)
    painter.setPen(color)
    metrics = QFontMetricsF(font, painter.device())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width)
    painter.drawText(_rect(place), align | Qt.AlignmentFlag.AlignVCenter, shown)


def _filling(image: QImage, face: QRectF) -> QRectF:
    """Return the part of a picture, from its middle, that has the shape of a tile."""
    scale = min(image.width() / face.width(), image.height() / face.height())
    part = QRectF(0, 0, face.width() * scale, face.height() * scale)
    part.moveCenter(QRectF(image.rect()).center())
    return part


def _rect(box: Box) -> QRectF:
    return QRectF(box.left, box.top, box.width, box.height)
