"""The line at the bottom: what is under the mouse, what runs, how far it is zoomed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from tryon.human_parse import HumanParse
from tryon.imaging import Photo
from tryon.ui.kit.job_status import JobStatus
from tryon.ui.kit.names import parser_name
from tryon.ui.view.view_link import ViewLink

_MESSAGE_MS = 8000


class StatusLine(QStatusBar):
    """Photo or part on the left; jobs and zoom on the right."""

    def __init__(self, link: ViewLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.jobs = JobStatus()
        self._link = link
        self._info, self._zoom = QLabel(), QLabel()
        self._photo: Photo | None = None
        self._parse: HumanParse | None = None
        self._part = ""
        self.setSizeGripEnabled(False)
        self.setContentsMargins(10, 0, 10, 4)
        self.addWidget(self._info, 1)
        self.addPermanentWidget(self.jobs)
        self.addPermanentWidget(self._zoom)
        link.viewport_changed.connect(self._show_zoom)

    @property
    def info(self) -> str:
        """What stands on the left."""
        return self._info.text()

    @Slot(str)
    def show_part(self, name: str) -> None:
        """Name the part under the mouse; without one, the photo again."""
        self._part = name
        self._show_info()

    def show_photo(self, photo: Photo | None, parse: HumanParse | None) -> None:
        """Describe the photo that is shown, and its people once they are known."""
        self._photo, self._parse = photo, parse
        self._show_info()
        self._show_zoom()

    @Slot(object)
    def show_saved(self, path: Path) -> None:
        """Show for a while where the result or the look is."""
        self.showMessage(self.tr("Saved {path}").format(path=path), _MESSAGE_MS)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._show_info()

    def _show_info(self) -> None:
        self._info.setText(self._part or self._describe())

    def _describe(self) -> str:
        if self._photo is None:
            return self.tr("No photo")
        size = self._photo.size
        words = [self._photo.name, f"{size.width} x {size.height}"]
        if self._parse is not None:
            words.append(self.tr("People: {count}").format(count=len(self._parse.people)))
            words.append(parser_name(self._parse))
        return "   ·   ".join(words)

    @Slot()
    def _show_zoom(self) -> None:
        has_photo = self._link.photo is not None
        self._zoom.setText(f"{self._link.zoom:.0%}" if has_photo else "")
