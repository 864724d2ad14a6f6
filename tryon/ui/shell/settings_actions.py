"""The Settings menu: parser and models, language, appearance."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from tryon.parsing import Engine
from tryon.ui.kit.actions import Actions
from tryon.ui.kit.appearance import Appearance
from tryon.ui.kit.language import Language
from tryon.ui.kit.message_bar import MessageBar
from tryon.ui.parsers.parser_control import ParserControl
from tryon.ui.shell.dependencies import Dependencies
from tryon.ui.shell.menus import Menus

if TYPE_CHECKING:
    from tryon.ui.parsers.models_window import ModelsWindow


class SettingsActions(QObject):
    """Between the menu and what it sets.

    Args:
        dependencies: language and appearance, and what the window of models works with.
        menus: the menu.
        actions: those of the menu.
        parser: which parser is used.
        messages: shows what is missing.
        window: the main one.
    """

    def __init__(
        self,
        dependencies: Dependencies,
        menus: Menus,
        actions: Actions,
        parser: ParserControl,
        messages: MessageBar,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._dependencies, self._parser, self._window = dependencies, parser, window
        self._language, self._appearance = dependencies.language, dependencies.appearance
        self._menus, self._messages = menus, messages
        menus.set_language(self._language.chosen)
        menus.set_appearance(self._appearance.chosen)
        menus.add_parsers(tuple(Engine))
        menus.set_parser(parser.engine)
        menus.parser_chosen.connect(parser.choose)
        menus.language_chosen.connect(self._choose_language)
        menus.appearance_chosen.connect(self._choose_appearance)
        actions.weights.triggered.connect(parser.ask_weights_folder)
        actions.models.triggered.connect(self.show_models)
        parser.engine_changed.connect(menus.set_parser)
        parser.adopted.connect(messages.dismiss)
        parser.models_asked.connect(self._ask_for_models)

    @cached_property
    def models(self) -> ModelsWindow:
        """The window of models, made when it is first needed."""
        from tryon.ui.parsers.model_jobs import ModelJobs
        from tryon.ui.parsers.models_window import ModelsWindow

        dependencies = self._dependencies
        models = ModelsWindow(
            ModelJobs(dependencies.model_jobs, self._window), dependencies.settings, self._window
        )
        models.model_changed.connect(self._parser.use_downloaded)
        models.jobs.failed.connect(self._on_model_failed)
        return models

    def close(self) -> None:
        """Close what is open: a window of its own, it would outlive what runs its jobs."""
        if "models" in self.__dict__:
            self.models.close()

    def follow_language(self) -> None:
        """Check the language that may have been chosen in another window."""
        self._menus.set_language(self._language.chosen)

    @Slot()
    def show_models(self) -> None:
        """Open the Models window, or bring it to the front."""
        self.models.show()
        self.models.raise_()
        self.models.activateWindow()

    @Slot(str)
    def _ask_for_models(self, why: str) -> None:
        self._messages.dismiss()
        self._messages.show_note(why)
        self.show_models()

    @Slot(object)
    def _on_model_failed(self, error: Exception) -> None:
        """Show an error of the Models window in the main one if that is closed."""
        if not self.models.isVisible():
            self._messages.show_error(error)

    @Slot(object)
    def _choose_language(self, language: Language | None) -> None:
        self._language.choose(language)

    @Slot(object)
    def _choose_appearance(self, appearance: Appearance) -> None:
        self._appearance.choose(appearance)
