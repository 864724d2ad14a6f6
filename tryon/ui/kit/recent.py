"""Photos that were opened lately, newest first."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings

from tryon.paths import is_file

_SETTING = "recent_photos"
LIMIT = 8
"""Photos in the list."""


class RecentPhotos:
    """A short list in the settings."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    @property
    def paths(self) -> tuple[Path, ...]:
        """Photos that still exist."""
        stored = self._settings.value(_SETTING)
        if isinstance(stored, str):  # QSettings returns a list of one as plain text
            stored = [stored]
        names = stored if isinstance(stored, list) else []
        paths = [Path(name) for name in names if isinstance(name, str)]
        return tuple(path for path in paths if is_file(path))

    def add(self, path: Path) -> None:
        """Put a photo on top."""
        path = path.absolute()
        others = [other for other in self.paths if other != path]
        self._settings.setValue(_SETTING, [str(p) for p in [path, *others][:LIMIT]])

    def clear(self) -> None:
        """Forget all."""
        self._settings.remove(_SETTING)
