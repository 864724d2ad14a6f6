"""Puts the result on the clipboard, at full size."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication

from tryon.geometry import RgbImage
from tryon.progress import CancelToken, Progress, Stage
from tryon.session import TryOnState
from tryon.ui.kit.jobs import JobKind
from tryon.ui.kit.qimage import rgb_to_qimage
from tryon.ui.room.fitting_room import FittingRoom


@dataclass(frozen=True, eq=False)
class CopyRequest:
    """A state whose picture is wanted."""

    state: TryOnState


def compose_state(request: CopyRequest, cancel: CancelToken, progress: Progress) -> RgbImage:
    """Return what a state shows, as exported."""
    progress(Stage.COMPOSITE, 0.0)
    return request.state.composite()


class PictureCopier(QObject):
    """Copies what the document shows.

    Args:
        room: has the document.
        parent: the window.
    """

    def __init__(self, room: FittingRoom, parent: QObject) -> None:
        super().__init__(parent)
        self._room = room
        self._is_waiting = False
        room.dresser.settled.connect(self._on_settled)

    @Slot()
    def copy(self) -> None:
        """Compose the picture in a job, after a fit that is still running, then copy it."""
        room, state = self._room, self._room.state
        self._is_waiting = room.refitter.is_active or room.editor.is_settling
        if state.photo is not None and not self._is_waiting:
            self._room.jobs.submit(
                JobKind.EXPORT, compose_state, CopyRequest(state), subject=self, done=self._on_done
            )

    @Slot()
    def _on_settled(self) -> None:
        if self._is_waiting:
            self.copy()

    def _on_done(self, pixels: RgbImage) -> None:
        QGuiApplication.clipboard().setImage(rgb_to_qimage(pixels).copy())
        self._room.noted.emit(self.tr("The picture was copied."))
