"""Choosing a parser, also when its weights are missing or when it fails."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from tryon.errors import WeightsError
from tryon.messages import WeightsProblem
from tryon.parsing.choice import ParserChoice
from tryon.parsing.parser import Engine
from tryon.ui.kit.dialogs.files import ask_folder
from tryon.ui.parsers.parser_settings import ParserSettings
from tryon.ui.room.fitting_room import FittingRoom


class ParserControl(QObject):
    """Tells the fitting room which parser to use.

    A choice is kept for the next start. It goes back to the earlier one when the user gives up
    waiting for it, and to the bundled parser when it fails; a failure is not kept, for the cause
    may be gone the next time.
    """

    engine_changed = Signal(object)
    """(Engine) that photos are parsed with; emitted after every choice, even if nothing changed"""
    adopted = Signal()
    """The chosen parser is used from now on"""
    models_asked = Signal(str)
    """(why): the chosen parser's weights have to be downloaded or named first"""

    def __init__(self, window: QWidget, room: FittingRoom, settings: ParserSettings) -> None:
        super().__init__(window)
        self._window, self._room, self._settings = window, room, settings
        self._earlier = settings.first_choice
        self._is_m2fp_wanted = False
        room.use_parser(self._earlier)
        room.parser_failed.connect(self._on_failed)
        room.parse_given_up.connect(self._on_given_up)

    @property
    def engine(self) -> Engine:
        """The parser in use."""
        return self._room.parser_choice.engine

    @Slot(object)
    def choose(self, engine: Engine) -> None:
        """Use a parser from now on, and for the open photo too; without weights, ask for them."""
        choice = self._settings.choice_of(engine)
        self._is_m2fp_wanted = engine is Engine.M2FP and not choice.has_weights
        if self._is_m2fp_wanted:
            self.models_asked.emit(
                self.tr(
                    "M2FP needs its weights first: download them, or choose the folder that holds "
                    "them in Settings > Parser > M2FP weights folder."
                )
            )
        else:
            self._use(choice)
        self.engine_changed.emit(self.engine)

    @Slot()
    def use_downloaded(self) -> None:
        """Use M2FP if it was chosen before its weights were there, and they are now."""
        if self._is_m2fp_wanted and self._settings.choice_of(Engine.M2FP).has_weights:
            self.choose(Engine.M2FP)

    @Slot()
    def ask_weights_folder(self) -> None:
        """Ask where M2FP's weights lie, and use them."""
        title = self.tr("Folder with M2FP's weights")
        folder = ask_folder(self._window, title, self._settings.weights_folder)
        if folder is not None:
            self.use_weights_folder(folder)

    def use_weights_folder(self, folder: Path) -> None:
        """Take M2FP's weights from a folder, and use M2FP."""
        if not ParserChoice(Engine.M2FP, folder).has_weights:
            self._room.failed.emit(WeightsError(WeightsProblem.FOLDER_WITHOUT_M2FP, folder=folder))
            return
        self._settings.keep_weights_folder(folder)
        self.choose(Engine.M2FP)

    def _use(self, choice: ParserChoice) -> None:
        if not self._room.is_parsing_again:
            self._earlier = self._room.parser_choice
        self._settings.keep(choice.engine)
        self.adopted.emit()
        self._room.use_parser(choice)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.engine_changed.emit(self.engine)

    @Slot()
    def _on_given_up(self) -> None:
        self._settings.keep(self._earlier.engine)
        self._room.use_parser_next(self._earlier)
        self.engine_changed.emit(self.engine)
