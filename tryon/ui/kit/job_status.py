"""The job that runs: its stage, how far it is, and a button that cancels it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from tryon.progress import Stage
from tryon.ui.kit.jobs import Job, JobKind
from tryon.ui.kit.names import job_name, stage_name

SHOW_AFTER_MS = 150
"""A job that ends sooner is not shown, so that nothing flickers."""

_QUIET = (
    JobKind.RENDER,
    JobKind.PREVIEW,
    JobKind.DRAW_LOOK,
    JobKind.LIST_GARMENTS,
    JobKind.MAKE_THUMBNAILS,
    JobKind.READ_PICTURE,
)
"""Kinds of jobs that are never shown; the garments' panel shows which pictures are read, and
the wall of looks how many are drawn."""


class JobStatus(QWidget):
    """Sits in the status bar; shows the newest job."""

    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs: dict[Job, Stage | None] = {}
        self._label = QLabel()
        self._bar = QProgressBar()
        self._bar.setFixedSize(140, 6)
        self._bar.setTextVisible(False)
        self._cancel = QToolButton()
        self._cancel.clicked.connect(self.cancel_asked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self._label, self._bar, self._cancel):
            layout.addWidget(widget)
        self._delay = QTimer(self, singleShot=True, interval=SHOW_AFTER_MS)
        self._delay.timeout.connect(self.show)
        self._retranslate()
        self.hide()

    @property
    def text(self) -> str:
        """The stage that is named."""
        return self._label.text()

    @property
    def cancel_button(self) -> QToolButton:
        """The button that cancels."""
        return self._cancel

    @Slot(object)
    def on_started(self, job: Job) -> None:
        """Show a job."""
        if job.kind in _QUIET:
            return
        self._jobs[job] = None
        self._bar.setRange(0, 0)
        self._name_stage()
        self._delay.start()

    @Slot(object, object, float)
    def on_progressed(self, job: Job, stage: Stage, fraction: float) -> None:
        """Show how far a job is."""
        if job not in self._jobs:
            return
        self._jobs[job] = stage
        if job == self._newest():
            self._bar.setRange(0, 100)
            self._bar.setValue(round(100 * fraction))
            self._name_stage()

    @Slot(object)
    def on_ended(self, job: Job) -> None:
        """Forget a job."""
        self._jobs.pop(job, None)
        if self._jobs:
            self._name_stage()
        else:
            self._delay.stop()
            self._label.clear()
            self.hide()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _newest(self) -> Job | None:
        return next(reversed(self._jobs), None)

    def _name_stage(self) -> None:
        newest = self._newest()
        if newest is not None:
            stage = self._jobs[newest]
            name = job_name(newest.kind) if stage is None else stage_name(stage)
            self._label.setText(f"{name}…")

    def _retranslate(self) -> None:
        self._cancel.setText(self.tr("Cancel"))
        self._cancel.setToolTip(self.tr("Give up and keep what was there before"))
        self._cancel.setAccessibleName(self.tr("Cancel"))
        self._bar.setAccessibleName(self.tr("Progress"))
        self._name_stage()
