"""Chooses the pattern of a garment's cloth."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QIcon, QPixmap
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from tryon.fitting.cloth.pattern import Pattern, PatternPicture, read_pattern_picture
from tryon.progress import CancelToken, Progress
from tryon.ui.adjust.swatches import swatch
from tryon.ui.kit.dialogs.files import ask_pattern
from tryon.ui.kit.jobs import JobKind, Jobs
from tryon.ui.kit.mime import files_in
from tryon.ui.kit.qimage import rgba_to_qimage

_ICON = 16
_NAME_WIDTH = 120
"""In logical pixels."""


def read_picture(path: Path, cancel: CancelToken, progress: Progress) -> PatternPicture:
    """Read the picture of a pattern and make it go on over its edges, as a job.

    Raises:
        ImageReadError: if it cannot be read.
    """
    picture = read_pattern_picture(path)
    _ = picture.tile
    return picture


class PatternChoice(QWidget):
    """A button with the pattern's picture, and whether prints stay over it.

    A picture can be dropped on it, too. What the user does comes back by `chosen`; what
    `show_pattern` sets does not.

    Args:
        jobs: reads the picture.
    """

    chosen = Signal(object)
    """(Pattern)"""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self.setObjectName("patternChoice")
        self.setAcceptDrops(True)
        self._jobs = jobs
        self._pattern: Pattern | None = None
        self._shown: PatternPicture | None = None
        self._folder: Path | None = None
        self.button, self.prints = QToolButton(), QToolButton()
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setIconSize(QSize(_ICON, _ICON))
        self.prints.setCheckable(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        for button in (self.button, self.prints):
            button.setProperty("chip", True)
            column.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.button.clicked.connect(self._ask)
        self.prints.clicked.connect(self._on_prints)
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow language and palette."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() is QEvent.Type.PaletteChange:
            self.show_pattern(self._pattern)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take one picture file."""
        if len(files_in(event.mimeData())) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Take the picture as the pattern."""
        event.acceptProposedAction()
        self._read(files_in(event.mimeData())[0])

    def show_pattern(self, pattern: Pattern | None) -> None:
        """Show a pattern without emitting a signal."""
        picture = None if pattern is None else pattern.picture
        if picture is None or picture is not self._shown:
            self.button.setIcon(swatch(None, _ICON) if picture is None else _icon(picture))
        self._pattern, self._shown = pattern, picture
        name = "" if pattern is None else pattern.picture.name
        name = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, _NAME_WIDTH)
        self.button.setText(name or (self.tr("Own") if pattern is None else self.tr("Picture")))
        self.prints.setVisible(pattern is not None)
        self.prints.setChecked(pattern is not None and pattern.keeps_prints)

    @Slot()
    def _ask(self) -> None:
        path = ask_pattern(self.window(), self._folder)
        if path is not None:
            self._read(path)

    def _read(self, path: Path) -> None:
        self._folder = path.parent
        self._jobs.submit(
            JobKind.READ_PICTURE, read_picture, path, subject="pattern", done=self._on_read
        )

    @Slot(object)
    def _on_read(self, picture: PatternPicture) -> None:
        now = self._pattern
        self.chosen.emit(Pattern(picture) if now is None else replace(now, picture=picture))

    @Slot(bool)
    def _on_prints(self, is_checked: bool) -> None:
        if self._pattern is not None:
            self.chosen.emit(replace(self._pattern, keeps_prints=is_checked))

    def _retranslate(self) -> None:
        self.prints.setText(self.tr("Keep prints"))
        self.prints.setToolTip(
            self.tr("Keep prints, logos and stripes of other colours over the pattern")
        )
        self.button.setToolTip(
            self.tr("Choose a picture as the pattern of the cloth, or drop one here")
        )
        self.button.setAccessibleName(self.tr("Choose the pattern of the cloth"))
        self.show_pattern(self._pattern)


def _icon(picture: PatternPicture) -> QIcon:
    """Return the middle of a picture, which tells a pattern better than all of it."""
    image = QPixmap.fromImage(rgba_to_qimage(picture.pixels))
    side = min(image.width(), image.height())
    middle = image.copy((image.width() - side) // 2, (image.height() - side) // 2, side, side)
    smooth = Qt.TransformationMode.SmoothTransformation
    small = middle.scaled(2 * _ICON, 2 * _ICON, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
    small.setDevicePixelRatio(2.0)
    return QIcon(small)
