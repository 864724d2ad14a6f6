"""Which parser the user chose, and where M2FP's weights lie: kept in the settings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSettings

from tryon.parsing.choice import ParserChoice
from tryon.parsing.parser import Engine
from tryon.ui.kit.settings import kept_text

_ENGINE = "parser"
_FOLDER = "m2fp_weights"


class ParserSettings:
    """The kept choice; one named on the command line takes precedence and is not kept.

    Args:
        settings: where it is kept.
        named: the parser of the command line, if it names one.
    """

    def __init__(self, settings: QSettings, named: ParserChoice | None = None) -> None:
        self._settings, self._named = settings, named

    @property
    def first_choice(self) -> ParserChoice:
        """What to start with."""
        if self._named is not None:
            return self.choice_of(self._named.engine)
        value = kept_text(self._settings, _ENGINE)
        engine = next((engine for engine in Engine if engine.value == value), Engine.BUNDLED)
        return self.choice_of(engine)

    @property
    def weights_folder(self) -> Path | None:
        """The folder that the user named for M2FP's weights."""
        name = kept_text(self._settings, _FOLDER)
        return Path(name) if name is not None else None

    def choice_of(self, engine: Engine) -> ParserChoice:
        """Return a parser with its weights: from the command line, as named, or downloaded."""
        if self._named is not None and self._named.engine is engine and self._named.weights:
            return self._named
        choice = replace(self._named or ParserChoice(), engine=engine, weights=None)
        in_folder = replace(choice, weights=self.weights_folder)
        return in_folder if engine is Engine.M2FP and in_folder.has_weights else choice

    def keep(self, engine: Engine) -> None:
        """Start with this parser the next time."""
        self._settings.setValue(_ENGINE, engine.value)

    def keep_weights_folder(self, folder: Path) -> None:
        """Take M2FP's weights from this folder from now on; the command line's is forgotten."""
        self._settings.setValue(_FOLDER, str(folder.absolute()))
        if self._named is not None:
            self._named = replace(self._named, weights=None)
