"""How the views are arranged, and what of the window stands around them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QSettings, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QWidget

from tryon.ui.kit.actions import Actions
from tryon.ui.kit.settings import kept_text
from tryon.ui.view.arrangement import Arrangement
from tryon.ui.view.panes import ViewPanes

_SETTING = "arrangement"


class ViewModes(QObject):
    """Keeps what the user chose in the settings; hides what is not the photo when that is wanted.

    Args:
        window: the one that may fill the screen.
        panes: the views.
        around: what a full screen hides.
        side: what the result alone hides, too.
        actions: those of the View menu.
        settings: where the choice is kept.
    """

    changed = Signal(object)
    """(Arrangement | None) that is chosen; None while it follows the photo"""

    def __init__(
        self,
        window: QMainWindow,
        panes: ViewPanes,
        *,
        around: Sequence[QWidget],
        side: QWidget,
        actions: Actions,
        settings: QSettings,
    ) -> None:
        super().__init__(window)
        self._window, self._panes, self._around, self._side = window, panes, tuple(around), side
        self._full, self._settings = actions.full_screen, settings
        self._was_maximized = False
        self._has_photo = False
        self._choices: dict[QAction, Arrangement | None] = {
            actions.view_auto: None,
            actions.view_one: Arrangement.ONE,
            actions.view_beside: Arrangement.BESIDE,
            actions.view_stacked: Arrangement.STACKED,
            actions.view_result: Arrangement.RESULT,
        }
        actions.arrangements.triggered.connect(self._on_chosen)
        actions.full_screen.toggled.connect(self._on_full_screen)
        panes.arranged.connect(self._show_around)
        self.choose(_kept(settings))

    def choose(self, chosen: Arrangement | None) -> None:
        """Arrange the views so from now on; None leaves it to the photo's shape."""
        action = next(each for each, value in self._choices.items() if value is chosen)
        action.setChecked(True)
        self._panes.choose(chosen)
        self.changed.emit(chosen)

    def set_photo_shown(self, is_shown: bool) -> None:
        """Set whether the views show, and not the welcome page."""
        self._has_photo = is_shown
        self._show_around()

    def leave(self) -> bool:
        """Leave the full screen; False if the window does not fill it."""
        was_full = self._full.isChecked()
        self._full.setChecked(False)
        return was_full

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        chosen = self._choices[action]
        self._settings.setValue(_SETTING, "" if chosen is None else chosen.value)
        self.choose(chosen)

    @Slot(bool)
    def _on_full_screen(self, is_full: bool) -> None:
        if is_full:
            self._was_maximized = self._window.isMaximized()
            self._window.showFullScreen()
        elif self._was_maximized:
            self._window.showMaximized()
        else:
            self._window.showNormal()
        self._show_around()

    @Slot()
    def _show_around(self) -> None:
        is_full = self._full.isChecked()
        for part in self._around:
            part.setVisible(not is_full)
        inside = self._window.centralWidget()
        if inside is not None:
            inside.setContentsMargins(12, 8 if is_full else 0, 12, 4)
        is_alone = self._has_photo and self._panes.arrangement is Arrangement.RESULT
        self._side.setVisible(not is_full and not is_alone)


def _kept(settings: QSettings) -> Arrangement | None:
    value = kept_text(settings, _SETTING)
    return next((each for each in Arrangement if each.value == value), None)
