"""What is said, over the picture, of what was done to it; and what can be done about that."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from tryon.ui.kit.message_bar import Done, MessageBar, Offer
from tryon.ui.kit.texts import Note
from tryon.ui.room.fitting_room import FittingRoom


class ResultMessages(QObject):
    """Between the room and the messages.

    Args:
        room: tells what was done.
        messages: shows it.
        undo: takes the latest step back.
        parent: the window.
    """

    def __init__(
        self, room: FittingRoom, messages: MessageBar, undo: Callable[[], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._room, self._messages, self._undo = room, messages, undo
        room.failed.connect(messages.show_error)
        room.parser_failed.connect(messages.show_parser_error)
        room.noted.connect(messages.show_note)
        room.fitted.connect(self._show_fitted)
        room.exported.connect(self._show_exported)
        room.editor.history_changed.connect(messages.forget_step)

    @Slot()
    def take_off_all(self) -> None:
        """Take everything off, and offer to undo that."""
        had_garments = bool(self._room.state.worn)
        self._room.take_off_all()
        if had_garments:
            text = self.tr("Everything was taken off.")
            self._messages.show_done(Done(text, self._undo, is_step=True))

    @Slot(object)
    def _show_fitted(self, notes: tuple[Note, ...]) -> None:
        """Show how garments lie, and offer to take the step back."""
        self._messages.show_result(notes, undo=self._undo)

    @Slot(object)
    def _show_exported(self, path: Path) -> None:
        def show_folder() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))

        text = self.tr("Exported {name}").format(name=path.name)
        self._messages.show_done(Done(text, show_folder, Offer.SHOW_IN_FOLDER))
