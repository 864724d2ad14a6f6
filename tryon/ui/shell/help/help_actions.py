"""The Help menu. Its dialogs load when they are asked for: few starts need one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QSettings, Qt, Slot
from PySide6.QtWidgets import QDialog, QWidget

from tryon.parsing import Engine
from tryon.ui.kit.actions import Actions
from tryon.ui.kit.language import LanguageSwitch
from tryon.ui.kit.message_bar import MessageBar
from tryon.ui.shell.help.diagnostics import copy_diagnostics


class HelpActions(QObject):
    """Opens what the menu names.

    Args:
        window: in front of which it opens.
        actions: those of the menu.
        messages: shows that something was copied.
        settings: whose file Privacy names.
        language: for diagnostics.
        engine: returns the parser in use, likewise.
    """

    def __init__(
        self,
        window: QWidget,
        actions: Actions,
        messages: MessageBar,
        *,
        settings: QSettings,
        language: LanguageSwitch,
        engine: Callable[[], Engine],
    ) -> None:
        super().__init__(window)
        self._window, self._actions, self._messages = window, actions, messages
        self._settings, self._language, self._engine = settings, language, engine
        actions.keys.triggered.connect(self._show_keys)
        actions.privacy.triggered.connect(self._show_privacy)
        actions.copy_diagnostics.triggered.connect(self._copy_diagnostics)
        actions.about.triggered.connect(self._show_about)

    @Slot()
    def _show_keys(self) -> None:
        from tryon.ui.shell.help.key_sheet import KeySheet

        _open(KeySheet(self._actions, self._window))

    @Slot()
    def _show_privacy(self) -> None:
        from tryon.ui.shell.help.privacy_dialog import PrivacyDialog

        _open(PrivacyDialog(self._settings.fileName(), self._window))

    @Slot()
    def _copy_diagnostics(self) -> None:
        copy_diagnostics(self._window, self._engine(), self._language.current)
        self._messages.show_copied()

    @Slot()
    def _show_about(self) -> None:
        from tryon.ui.shell.help.about_dialog import AboutDialog

        _open(AboutDialog(self._window))


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
