"""Help > Copy diagnostics: adds facts about the window to those about the program."""

from __future__ import annotations

from PySide6.QtCore import QLocale, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from tryon.diagnostics import diagnostics
from tryon.parsing import Engine
from tryon.ui.kit.language import Language


def copy_diagnostics(window: QWidget, engine: Engine, language: Language) -> None:
    """Put the diagnostics on the clipboard."""
    screen = window.screen()
    size = screen.size()
    facts = {
        "Qt": f"{qVersion()} ({QGuiApplication.platformName()})",
        "Language": f"{language.code} (desktop: {QLocale.system().name()})",
        "Screen": f"{size.width()}x{size.height()} at scale {screen.devicePixelRatio():g}",
        "Parser": engine.value,
    }
    QGuiApplication.clipboard().setText(diagnostics(facts))
