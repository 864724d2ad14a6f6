"""Notices what others change in the folder of the garments, and lists them again.

Others are another window, another computer whose changes a service brings, or the user with a file
manager. The system tells of files that come and go; what it does not tell is looked for when the
window is looked at again.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

from tryon.garments.wardrobe import WardrobeEntry
from tryon.messages import Text
from tryon.paths import is_folder
from tryon.progress import CancelToken, Progress
from tryon.ui.kit.jobs import JobKind, Jobs
from tryon.ui.room.tasks import Wardrobe

_SETTLE_MS = 400
"""How long it must be quiet before the garments are listed: several files come one by one."""


@dataclass(frozen=True, eq=False)
class Relisted:
    """The whole wardrobe, as it is now.

    Attributes:
        entries: what the panel shows.
        missing: why garments are not among them that should be.
    """

    entries: tuple[WardrobeEntry, ...]
    missing: tuple[Text, ...]


def list_again(wardrobe: Wardrobe, cancel: CancelToken, progress: Progress) -> Relisted:
    """List the whole wardrobe."""
    entries: list[WardrobeEntry] = []
    missing: list[Text] = []
    for shown in wardrobe.entries():
        cancel.check()
        if isinstance(shown, WardrobeEntry):
            entries.append(shown)
        else:
            missing.append(shown)
    return Relisted(tuple(entries), tuple(missing))


class Relister(QObject):
    """Watches the folder of the garments.

    Args:
        jobs: runs what takes long.
        wardrobe: whose folder it is.
    """

    listed = Signal(object)
    """(Relisted)"""

    def __init__(self, jobs: Jobs, wardrobe: Wardrobe, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._wardrobe = jobs, wardrobe
        self._is_started = self._is_listing = self._is_doubted = False
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._on_changed)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self.list_again)

    def start(self) -> None:
        """Begin to watch, now that the wardrobe was listed for the first time."""
        self._is_started = True
        self._watch()

    @Slot()
    def look_again(self) -> None:
        """List the garments again, as somebody looks at the window again."""
        if self._is_started:
            self.list_again()

    def _watch(self) -> None:
        """Watch the folder where it is now, once it is there."""
        folder = str(self._wardrobe.folder)
        watched = self._watcher.directories()
        if watched and watched != [folder]:
            self._watcher.removePaths(watched)
        if folder not in watched and is_folder(self._wardrobe.folder):
            self._watcher.addPath(folder)

    @Slot()
    def list_again(self) -> None:
        """List the garments again."""
        self._watch()
        self._is_listing, self._is_doubted = True, False
        self._jobs.submit(
            JobKind.LIST_GARMENTS, list_again, self._wardrobe, subject=self, done=self._on_listed
        )

    @Slot()
    def doubt(self) -> None:
        """List again what is being listed: the window itself has changed something meanwhile."""
        self._is_doubted = self._is_listing

    def _on_listed(self, relisted: Relisted) -> None:
        self._is_listing = False
        if self._is_doubted:
            self.list_again()
        else:
            self.listed.emit(relisted)

    @Slot()
    def _on_changed(self) -> None:
        self._settle.start()
