"""Light, dark, or as the desktop: chosen in Settings and kept."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QObject, QSettings, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from tryon.ui.kit.settings import kept_text
from tryon.ui.kit.theme import DARK, LIGHT, apply_theme

_SETTING = "appearance"


class Appearance(Enum):
    """What the user may choose; the value is kept in the settings."""

    DESKTOP = "desktop"
    LIGHT = "light"
    DARK = "dark"


_SCHEMES = {
    Appearance.DESKTOP: Qt.ColorScheme.Unknown,
    Appearance.LIGHT: Qt.ColorScheme.Light,
    Appearance.DARK: Qt.ColorScheme.Dark,
}


class AppearanceSwitch(QObject):
    """Applies the theme, and again when the desktop turns dark or light."""

    def __init__(self, app: QApplication, settings: QSettings) -> None:
        super().__init__(app)
        self._app, self._settings = app, settings
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)
        self._apply()

    @property
    def chosen(self) -> Appearance:
        """What the user chose."""
        value = kept_text(self._settings, _SETTING)
        return next((a for a in Appearance if a.value == value), Appearance.DESKTOP)

    def choose(self, appearance: Appearance) -> None:
        """Use a theme from now on."""
        self._settings.setValue(_SETTING, appearance.value)
        self._apply()

    def _apply(self) -> None:
        scheme = _SCHEMES[self.chosen]
        hints = QGuiApplication.styleHints()
        hints.setColorScheme(scheme)  # native dialogs and title bars, where the platform can
        if scheme is Qt.ColorScheme.Unknown:
            scheme = hints.colorScheme()
        apply_theme(self._app, DARK if scheme is Qt.ColorScheme.Dark else LIGHT)

    @Slot(Qt.ColorScheme)
    def _on_scheme_changed(self, scheme: Qt.ColorScheme) -> None:
        if self.chosen is Appearance.DESKTOP:
            apply_theme(self._app, DARK if scheme is Qt.ColorScheme.Dark else LIGHT)
