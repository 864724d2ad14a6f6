"""Icons from ``assets/icons``, tinted to the palette and sharp on every screen."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from tryon.resources import assets_folder
from tryon.ui.kit.theme import current_theme

_SIDES = (16, 20, 24, 32, 40, 48, 64)


def icon(name: str) -> QIcon:
    """Return a line icon in the theme's text colour, paler when disabled."""
    theme = current_theme()
    result = QIcon()
    for side in _SIDES:
        result.addPixmap(_pixmap(name, side, theme.text), QIcon.Mode.Normal)
        pale = QColor(theme.muted)
        pale.setAlphaF(0.45)
        result.addPixmap(
            _pixmap(name, side, pale.name(QColor.NameFormat.HexArgb)), QIcon.Mode.Disabled
        )
    return result


def choice_icon(name: str) -> QIcon:
    """Return a line icon for a button that is in the accent colour while it is chosen."""
    result = icon(name)
    for side in _SIDES:
        pixmap = _pixmap(name, side, current_theme().on_accent)
        result.addPixmap(pixmap, QIcon.Mode.Normal, QIcon.State.On)
    return result


def accent_icon(name: str) -> QIcon:
    """Return a line icon for use on the accent colour."""
    theme = current_theme()
    result = QIcon()
    for side in _SIDES:
        result.addPixmap(_pixmap(name, side, theme.on_accent), QIcon.Mode.Normal)
        result.addPixmap(_pixmap(name, side, theme.muted), QIcon.Mode.Disabled)
    return result


def icon_pixmap(name: str, side: int, color: str, pixel_ratio: float = 1.0) -> QPixmap:
    """Return a line icon of ``side`` logical pixels in a colour."""
    pixmap = QPixmap(_pixmap(name, round(side * pixel_ratio), color))
    pixmap.setDevicePixelRatio(pixel_ratio)
    return pixmap


def app_icon() -> QIcon:
    """Return the application's own icon."""
    result = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        result.addPixmap(_pixmap("tryon", side, "#000000"))
    return result


@cache
def _pixmap(name: str, side: int, color: str) -> QPixmap:
    text = _source(name).replace("currentColor", QColor(color).name())
    renderer = QSvgRenderer(QByteArray(text.encode()))
    pixmap = QPixmap(QSize(side, side))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setOpacity(QColor(color).alphaF())
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap


@cache
def _source(name: str) -> str:
    return (assets_folder() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
