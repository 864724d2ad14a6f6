"""Which language the window speaks: the desktop's, unless Settings says otherwise."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QSettings, QTranslator

from tryon.resources import translation_file
from tryon.ui.kit.settings import kept_text

_SETTING = "language"


class Language(Enum):
    """A language of the window; the value names its translation file."""

    ENGLISH = "en"
    CHINESE = "zh_CN"

    @property
    def native_name(self) -> str:
        """Its name in the language itself, which is never translated."""
        return {Language.ENGLISH: "English", Language.CHINESE: "简体中文"}[self]


def desktop_language() -> Language:
    """Return the language that ``LANG`` and its like, or the system's settings, ask for."""
    for name in QLocale.system().uiLanguages():
        if name.startswith("zh"):
            return Language.CHINESE
        if name.startswith("en") or name == "C":
            return Language.ENGLISH
    return Language.ENGLISH


class LanguageSwitch(QObject):
    """Installs translations; every widget then gets a ``LanguageChange`` event."""

    def __init__(self, settings: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._translators: list[QTranslator] = []
        self.apply()

    @property
    def chosen(self) -> Language | None:
        """The language chosen in Settings, or None to follow the desktop."""
        value = kept_text(self._settings, _SETTING)
        return next((language for language in Language if language.value == value), None)

    @property
    def current(self) -> Language:
        """The language in use."""
        return self.chosen or desktop_language()

    def choose(self, language: Language | None) -> None:
        """Use a language from now on; None follows the desktop again."""
        if language is None:
            self._settings.remove(_SETTING)
        else:
            self._settings.setValue(_SETTING, language.value)
        self.apply()

    def apply(self) -> None:
        """Install the translations of the current language: Qt's own dialogs, then the app's."""
        self.remove()
        if self.current is Language.ENGLISH:
            return
        qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for file in (
            f"{qt_folder}/qtbase_{self.current.value}.qm",
            str(translation_file(self.current.value)),
        ):
            translator = QTranslator(self)
            if translator.load(file):
                QCoreApplication.installTranslator(translator)
                self._translators.append(translator)

    def remove(self) -> None:
        """Take the translations out again."""
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)
        self._translators.clear()
