"""Shows recent documents with small pictures, in the menu and on the welcome page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QPixmap

from tryon.garments.thumbnails import ThumbnailCache
from tryon.ui.kit.recent import RecentDocuments
from tryon.ui.room.saver import OF_DOCUMENTS
from tryon.ui.shell.menus import Menus
from tryon.ui.shell.welcome import Welcome


class RecentMenus(QObject):
    """Between the list in the settings and what shows it.

    Args:
        recent: the list.
        thumbnails: the small pictures.
        menus: shows it.
        welcome: shows the first few of it.
        parent: the window.
    """

    def __init__(
        self,
        recent: RecentDocuments,
        thumbnails: ThumbnailCache,
        menus: Menus,
        welcome: Welcome,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._recent, self._thumbnails = recent, thumbnails
        self._menus, self._welcome = menus, welcome
        menus.recent_shown.connect(self.show)
        menus.recent_cleared.connect(self._clear)
        self.show()

    @Slot()
    def show(self) -> None:
        """Show the list as it is now."""
        recent = [(path, self._picture_of(path)) for path in self._recent.paths]
        self._menus.set_recent(recent)
        self._welcome.recent.set_recent(recent)

    @Slot()
    def _clear(self) -> None:
        self._recent.clear()
        self.show()

    def _picture_of(self, path: Path) -> QPixmap:
        picture = QPixmap()
        png = self._thumbnails.find(path, version=OF_DOCUMENTS)
        if png is not None:
            picture.loadFromData(png)
        return picture
