"""Which language the window speaks: the desktop's, unless Settings says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QSettings, QTranslator

from tryon.resources import translated_languages, translation_file
from tryon.ui.kit.settings import kept_text

_SETTING = "language"


@dataclass(frozen=True)
class Language:
    """A language of the window.

    Attributes:
        code: what names its translation, for example ``"zh_CN"``.
    """

    code: str

    @property
    def native_name(self) -> str:
        """Its name in the language itself, which is never translated."""
        return "English" if self == ENGLISH else QLocale(self.code).nativeLanguageName()

    def speaks(self, name: str) -> bool:
        """Return whether it is the language of a locale, for example ``"zh-Hans-CN"``."""
        return QLocale(name).language() == QLocale(self.code).language()


ENGLISH = Language("en")


@cache
def languages() -> tuple[Language, ...]:
    """Return English, in which the program is written, and every language with a translation."""
    return (ENGLISH, *map(Language, translated_languages()))


def desktop_language() -> Language:
    """Return the language that ``LANG`` and its like, or the system's settings, ask for."""
    asked = QLocale.system().uiLanguages()
    spoken = (language for name in asked for language in languages() if language.speaks(name))
    return next(spoken, ENGLISH)


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
        return next((language for language in languages() if language.code == value), None)

    @property
    def current(self) -> Language:
        """The language in use."""
        return self.chosen or desktop_language()

    def choose(self, language: Language | None) -> None:
        """Use a language from now on; None follows the desktop again."""
        if language is None:
            self._settings.remove(_SETTING)
        else:
            self._settings.setValue(_SETTING, language.code)
        self.apply()

    def apply(self) -> None:
        """Install the translations of the current language: Qt's own dialogs, then the app's."""
        self.remove()
        if self.current == ENGLISH:
            return
        qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for file in (
            f"{qt_folder}/qtbase_{self.current.code}.qm",
            str(translation_file(self.current.code)),
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
