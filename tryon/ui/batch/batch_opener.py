"""Opens the window's dialog for many photos, and says what came of it while that is closed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Slot
from PySide6.QtWidgets import QWidget

from tryon.garments.wardrobe import WardrobeEntry
from tryon.parsing.choice import ParserChoice
from tryon.ui.kit.jobs import Jobs
from tryon.ui.kit.message_bar import Done, MessageBar, Offer

if TYPE_CHECKING:
    from tryon.batch.run import BatchOutcome
    from tryon.ui.batch.batch_dialog import BatchDialog


class BatchOpener(QObject):
    """Keeps one dialog, which loads when it is first asked for.

    Args:
        window: in front of which it opens.
        jobs: runs batches, and nothing else.
        listed: returns the garments that the window lists at the moment.
        parser: returns the parser in use.
        settings: where the dialog keeps what it is to know again.
        messages: tell the end of a batch whose dialog is closed.
    """

    def __init__(
        self,
        window: QWidget,
        jobs: Jobs,
        listed: Callable[[], Sequence[WardrobeEntry]],
        parser: Callable[[], ParserChoice],
        settings: QSettings,
        messages: MessageBar,
    ) -> None:
        super().__init__(window)
        self._window, self._jobs, self._listed, self._parser = window, jobs, listed, parser
        self._settings, self._messages = settings, messages
        self.dialog: BatchDialog | None = None

    @Slot()
    def open(self) -> None:
        """Show the dialog."""
        if self.dialog is None:
            from tryon.ui.batch.batch_dialog import BatchDialog
            from tryon.ui.batch.batch_jobs import BatchJobs

            jobs = BatchJobs(self._jobs, self)
            self.dialog = BatchDialog(
                jobs, self._listed, self._parser, self._settings, self._window
            )
            jobs.ended.connect(self._on_ended)
            jobs.failed.connect(self._on_failed)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    @Slot(object)
    def _on_ended(self, outcome: BatchOutcome) -> None:
        dialog = self.dialog
        if dialog is not None and not dialog.isVisible():
            text = self.tr("The photos are done: {made} results, {failed} without one.")
            said = text.format(made=outcome.made, failed=len(outcome.failures))
            self._messages.show_done(Done(said, dialog.show_in_folder, Offer.SHOW_IN_FOLDER))

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if self.dialog is not None and not self.dialog.isVisible():
            self._messages.show_error(error)
