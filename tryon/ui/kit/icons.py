"""Icons from ``assets/icons``, tinted to the palette and sharp on every screen."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from tryon.resources import assets_folder
from tryon.ui.kit.theme import current_theme

_PALE = 0.45
"""Opacity of an icon that is disabled."""
_ON = QIcon.State.On


_KEPT: list[QIconEngine] = []
"""Copies that Qt asked for."""


class _LineIcon(QIconEngine):
    """Draws an icon when it is shown, in the size that is asked for.

    Args:
        name: of its file.
        color: what it is drawn in.
        disabled: instead of that, while it is disabled.
        chosen: instead of that, while it is chosen.
    """

    def __init__(self, name: str, color: str, disabled: str, chosen: str | None = None) -> None:
        super().__init__()
        self._name, self._color, self._disabled, self._chosen = name, color, disabled, chosen

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return it in device pixels."""
        color = self._color
        if mode is QIcon.Mode.Disabled:
            color = self._disabled
        elif state is _ON and self._chosen is not None:
            color = self._chosen
        return _pixmap(self._name, min(size.width(), size.height()), color)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint it into a rectangle."""
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect, self.pixmap(rect.size() * ratio, mode, state))

    def clone(self) -> QIconEngine:
        """Return another one that draws the same."""
        copy = _LineIcon(self._name, self._color, self._disabled, self._chosen)
        _KEPT.append(copy)  # Qt does not hold on to what Python returns
        return copy


def icon(name: str) -> QIcon:
    """Return a line icon in the theme's text colour, paler when disabled."""
    theme = current_theme()
    return QIcon(_LineIcon(name, theme.text, _pale(theme.muted)))


def choice_icon(name: str) -> QIcon:
    """Return a line icon for a button that is in the accent colour while it is chosen."""
    theme = current_theme()
    return QIcon(_LineIcon(name, theme.text, _pale(theme.muted), theme.on_accent))


def accent_icon(name: str) -> QIcon:
    """Return a line icon for use on the accent colour."""
    theme = current_theme()
    return QIcon(_LineIcon(name, theme.on_accent, theme.muted))


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


def _pale(color: str) -> str:
    pale = QColor(color)
    pale.setAlphaF(_PALE)
    return pale.name(QColor.NameFormat.HexArgb)


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
