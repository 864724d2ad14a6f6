"""File > Many photos at once: what goes in, where it comes out, how far it is, what failed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tryon.batch.order import Order
from tryon.batch.plan import BatchPlan, People
from tryon.batch.rows import Row
from tryon.batch.run import BatchOutcome, BatchState
from tryon.errors import ImageReadError
from tryon.garments.loading import find_garments, wardrobe_folder
from tryon.garments.wardrobe import WardrobeEntry
from tryon.imaging import Metadata, find_photos
from tryon.models.rate import minutes
from tryon.parsing.choice import ParserChoice
from tryon.ui.batch.batch_jobs import BatchJobs, BatchRequest
from tryon.ui.kit.dialogs.files import ask_folder, ask_photos
from tryon.ui.kit.elided_label import ElidedLabel
from tryon.ui.kit.message_bar import MessageBar
from tryon.ui.kit.settings import kept_text
from tryon.ui.kit.texts import sentence_of

_OUT = "batch_folder"
_OUT_NAME = "tryon"
"""Of the folder of results that is suggested, beside the photos."""


@dataclass(frozen=True)
class Source:
    """Where garments come from.

    Attributes:
        files: their pictures.
        titles: what to call each; None for its file's stem.
        folder: whose pictures they are; None for those of the wardrobe.
    """

    files: tuple[Path, ...]
    titles: tuple[str | None, ...]
    folder: Path | None = None

    @classmethod
    def of_wardrobe(cls, entries: Sequence[WardrobeEntry]) -> Source:
        """Return the garments of a list."""
        return cls(tuple(e.file for e in entries), tuple(e.name for e in entries))

    @classmethod
    def of_folder(cls, folder: Path) -> Source:
        """Return the garments of a folder.

        Raises:
            ImageReadError: if it holds none, or may not be read.
        """
        files = find_garments([folder])
        return cls(files, (None,) * len(files), folder)


class BatchDialog(QDialog):
    """Stays open beside the window's work; closed, the batch goes on, and it shows that again.

    Args:
        jobs: runs the batch.
        listed: returns the garments that the window lists at the moment.
        parser: returns the parser in use.
        settings: where the folder of results is kept.
        parent: the window.
    """

    def __init__(
        self,
        jobs: BatchJobs,
        listed: Callable[[], Sequence[WardrobeEntry]],
        parser: Callable[[], ParserChoice],
        settings: QSettings,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._listed, self._parser, self._settings = jobs, listed, parser, settings
        self._photos: tuple[Path, ...] = ()
        self._folder: Source | None = None
        kept = kept_text(settings, _OUT)
        self._out = None if kept is None else Path(kept)
        self._state: BatchState | None = None
        self._outcome: BatchOutcome | None = None
        self._failures: list[Row] = []
        self.messages = MessageBar()
        self.photos, self.garments, self.out = (ElidedLabel() for _ in range(3))
        self.photos_button, self.folder_button, self.listed_button = (
            QPushButton() for _ in range(3)
        )
        self.garments_button, self.out_button = QPushButton(), QPushButton()
        self.people = QComboBox()
        self.people.addItems([""] * len(People))
        self.progress, self.standing = QProgressBar(), QLabel()
        self.failed, self.failures = QLabel(), QListWidget()
        self.start_button, self.cancel_button = QPushButton(), QPushButton()
        self.show_button, self.close_button = QPushButton(), QPushButton()
        self._captions = tuple(QLabel() for _ in range(4))
        self._lay_out()
        self._connect()
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the language, and what the window lists, which may have changed meanwhile."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() is QEvent.Type.ActivationChange:
            self._show()

    def _lay_out(self) -> None:
        rows = QGridLayout()
        rows.setHorizontalSpacing(10)
        rows.setVerticalSpacing(10)
        rows.setColumnStretch(1, 1)
        chosen: tuple[tuple[QWidget, ...], ...] = (
            (self.photos, self.photos_button, self.folder_button),
            (self.garments, self.listed_button, self.garments_button),
            (self.out, self.out_button),
            (self.people,),
        )
        for number, (caption, widgets) in enumerate(zip(self._captions, chosen, strict=True)):
            caption.setBuddy(widgets[-1])
            rows.addWidget(caption, number, 0)
            for place, widget in enumerate(widgets, start=1):
                rows.addWidget(widget, number, place)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(6)
        self.standing.setProperty("muted", True)
        self.failures.setWordWrap(True)
        self.failures.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.failures.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        buttons = QHBoxLayout()
        buttons.addWidget(self.show_button)
        buttons.addStretch(1)
        for button in (self.close_button, self.cancel_button, self.start_button):
            buttons.addWidget(button)
        self.start_button.setProperty("primary", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(12)
        column.addWidget(self.messages)
        column.addLayout(rows)
        for widget in (self.progress, self.standing, self.failed, self.failures):
            column.addWidget(widget)
        column.setStretchFactor(self.failures, 1)
        column.addLayout(buttons)
        for each in self.findChildren(QPushButton):
            each.setAutoDefault(False)
        self.start_button.setDefault(True)
        self.setMinimumWidth(620)

    def _connect(self) -> None:
        self.photos_button.clicked.connect(self._ask_photos)
        self.folder_button.clicked.connect(self._ask_photo_folder)
        self.listed_button.clicked.connect(self._take_listed)
        self.garments_button.clicked.connect(self._ask_garments)
        self.out_button.clicked.connect(self._ask_out)
        self.start_button.clicked.connect(self._start)
        self.cancel_button.clicked.connect(self._cancel)
        self.show_button.clicked.connect(self.show_in_folder)
        self.close_button.clicked.connect(self.close)
        self._jobs.started.connect(self._on_started)
        self._jobs.stood.connect(self._on_stood)
        self._jobs.ended.connect(self._on_ended)
        self._jobs.failed.connect(self._on_failed)

    @property
    def source(self) -> Source:
        """The garments that are wanted: of a folder, or those that the window lists now."""
        return self._folder or Source.of_wardrobe(self._listed())

    @Slot()
    def _ask_photos(self) -> None:
        self.take_photos(ask_photos(self, None))

    @Slot()
    def _ask_photo_folder(self) -> None:
        folder = ask_folder(self, self.tr("Photos of people"), None)
        if folder is not None:
            self.take_photos((folder,))

    def take_photos(self, named: Sequence[Path]) -> None:
        """Choose photos, or folders of them; nothing changes if none are named."""
        if not named:
            return
        try:
            self._photos = find_photos(named)
        except ImageReadError as error:
            self.messages.show_error(error)
            return
        if self._out is None:
            self._out = self._photos[0].parent / _OUT_NAME
        self._begin_anew()

    @Slot()
    def _take_listed(self) -> None:
        self._folder = None
        self._begin_anew()

    @Slot()
    def _ask_garments(self) -> None:
        folder = ask_folder(self, self.tr("Pictures of garments"), None)
        if folder is None:
            return
        try:
            self._folder = Source.of_folder(folder)
        except ImageReadError as error:
            self.messages.show_error(error)
            return
        self._begin_anew()

    @Slot()
    def _ask_out(self) -> None:
        folder = ask_folder(self, self.tr("Folder for the results"), self._out)
        if folder is not None:
            self._out = folder
            self._begin_anew()

    @Slot()
    def _start(self) -> None:
        if self._out is None:
            return
        self._settings.setValue(_OUT, str(self._out))
        source = self.source
        people = tuple(People)[self.people.currentIndex()]
        plan = BatchPlan.of(self._photos, source.files, people, titles=source.titles)
        order = Order(self._out, wardrobe_folder(), people, self._parser(), Metadata.WITHOUT_PLACE)
        self._jobs.start(BatchRequest(plan, order))

    @Slot()
    def _cancel(self) -> None:
        self._jobs.cancel()
        self._show()

    @Slot()
    def show_in_folder(self) -> None:
        """Show the results in the desktop's own program."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._out)))

    @Slot()
    def _on_started(self) -> None:
        self._begin_anew()

    @Slot(object)
    def _on_stood(self, state: BatchState) -> None:
        self._state = state
        self._failures += [row for row in state.news if row.is_failure]
        self._show()

    @Slot(object)
    def _on_ended(self, outcome: BatchOutcome) -> None:
        self._outcome = outcome
        self._show()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._state = None
        self.messages.show_error(error)
        self._show()

    def _begin_anew(self) -> None:
        """Forget what an earlier batch has come to."""
        self._state, self._outcome, self._failures = None, None, []
        self.failures.clear()
        self.messages.dismiss()
        self._show()

    def _show(self) -> None:
        """Show what is chosen, and where the batch stands."""
        running, source = self._jobs.running, self.source
        self.photos.set_line(self._photos_text())
        self.garments.set_line(self._garments_text(source))
        self.out.set_line("" if self._out is None else str(self._out))
        can_start = bool(self._photos and source.files and self._out)
        for button in (
            *(self.photos_button, self.folder_button, self.listed_button),
            *(self.garments_button, self.out_button, self.people),
        ):
            button.setEnabled(running is None)
        self.start_button.setEnabled(can_start and running is None)
        self.start_button.setVisible(running is None)
        self.cancel_button.setVisible(running is not None)
        self.cancel_button.setEnabled(running is not None and not running.cancel.is_cancelled)
        self.show_button.setVisible(self._state is not None and self._state.done > 0)
        self._show_standing(len(self._photos) * len(source.files))
        for row in self._failures[self.failures.count() :]:
            self.failures.addItem(self._failure_text(row))
        self.failed.setText(self.tr("Without a result: {n}").format(n=len(self._failures)))
        for widget in (self.failed, self.failures):
            widget.setVisible(bool(self._failures))

    def _show_standing(self, pairs: int) -> None:
        """Show how far it is, or how much there is to do."""
        state, running = self._state, self._jobs.running
        self.progress.setVisible(running is not None)
        self.progress.setRange(0, 0 if state is None else state.pairs)
        self.progress.setValue(0 if state is None else state.over)
        if self._outcome is not None:
            text = self._outcome_text(self._outcome)
        elif running is not None and running.cancel.is_cancelled:
            text = self.tr("Finishing what is begun…")
        elif running is not None:
            text = self.tr("Starting…") if state is None else self._state_text(state)
        elif pairs:
            text = self.tr("Pictures to make: {n}; those that are there already stay.")
            text = text.format(n=pairs)
        else:
            text = self.tr("Choose photos of people, and garments.")
        self.standing.setText(text)

    def _state_text(self, state: BatchState) -> str:
        if state.seconds_left is None:
            return self.tr("{over} of {all}").format(over=state.over, all=state.pairs)
        left = minutes(state.seconds_left)
        text = self.tr("{over} of {all}, {time} left")
        return text.format(over=state.over, all=state.pairs, time=left)

    def _outcome_text(self, outcome: BatchOutcome) -> str:
        parts = [self.tr("{n} made").format(n=outcome.made)]
        if outcome.earlier:
            parts.append(self.tr("{n} were there already").format(n=outcome.earlier))
        if outcome.left:
            parts.append(self.tr("{n} left to do").format(n=outcome.left))
        return QCoreApplication.translate("Names", ", ").join(parts)

    def _photos_text(self) -> str:
        if not self._photos:
            return self.tr("none yet")
        text = self.tr("{n} photos: {name}, …") if len(self._photos) > 1 else "{name}"
        return text.format(name=self._photos[0].name, n=len(self._photos))

    def _garments_text(self, source: Source) -> str:
        if source.folder is None:
            return self.tr("those that the window lists: {n}").format(n=len(source.files))
        text = self.tr("{folder}: {n}")
        return text.format(folder=source.folder.name, n=len(source.files))

    def _failure_text(self, row: Row) -> str:
        """Return which photo and garment have no result, and why."""
        files = [Path(file).name for file in (row.photo, row.garment) if file is not None]
        assert row.problem is not None
        problem = sentence_of(row.problem)
        if len(files) == 2:
            what = self.tr("{photo} in {garment}").format(photo=files[0], garment=files[1])
            return f"{what}: {problem}"
        return problem if files[0] in problem else f"{files[0]}: {problem}"

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Many photos at once"))
        names = (self.tr("Photos"), self.tr("Garments"), self.tr("Results"), self.tr("People"))
        for caption, name in zip(self._captions, names, strict=True):
            caption.setText(name)
        self.people.setItemText(0, self.tr("the largest person of each photo"))
        self.people.setItemText(1, self.tr("everybody; the file's name says who"))
        for button, text in (
            (self.photos_button, self.tr("Choose…")),
            (self.folder_button, self.tr("Folder…")),
            (self.listed_button, self.tr("As listed")),
            (self.garments_button, self.tr("Folder…")),
            (self.out_button, self.tr("Folder…")),
            (self.start_button, self.tr("Start")),
            (self.cancel_button, self.tr("Cancel")),
            (self.show_button, self.tr("Show in folder")),
            (self.close_button, self.tr("Close")),
        ):
            button.setText(text)
        self.progress.setAccessibleName(self.tr("Progress"))
        self.failures.clear()
        self._show()
