"""Photos and looks that were opened or saved lately, newest first."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLockFile, QSettings

from tryon.paths import is_file
from tryon.ui.kit.settings import kept_texts

_SETTING = "recent_photos"
"""As earlier versions called it, which knew photos only."""
LIMIT = 8
"""Documents in the list."""
_LOCK_MS = 500
"""How long another window is waited for; it writes within a few."""


class RecentDocuments:
    """A short list in the settings."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    @property
    def paths(self) -> tuple[Path, ...]:
        """Files that still exist, as far as can be seen."""
        names = kept_texts(self._settings, _SETTING)
        return tuple(path for path in map(Path, names) if is_file(path))

    def add(self, path: Path) -> None:
        """Put a file on top."""
        path = path.absolute()
        lock = QLockFile(f"{self._settings.fileName()}.{_SETTING}")
        lock.tryLock(_LOCK_MS)  # what another window has opened stays in the list
        self._settings.sync()
        others = [other for other in self.paths if other != path]
        self._settings.setValue(_SETTING, [str(p) for p in [path, *others][:LIMIT]])
        self._settings.sync()
        lock.unlock()

    def clear(self) -> None:
        """Forget all."""
        self._settings.remove(_SETTING)
