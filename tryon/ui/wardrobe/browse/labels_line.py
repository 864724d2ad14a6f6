"""A line of labels with commas between them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from tryon.garments.details.details import labels
from tryon.ui.wardrobe.browse.label_dialog import completer


class LabelsLine(QLineEdit):
    """Offers known labels for what is typed after the last comma."""

    def __init__(
        self, present: Sequence[str], known: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(", ".join(present), parent)
        self._completer = completer(known, self)
        self._completer.setWidget(self)  # not the line's own, which would replace all of it
        self._completer.activated.connect(self._complete)
        self.textEdited.connect(self._offer)

    @property
    def labels(self) -> tuple[str, ...]:
        """What is written there, as it is kept."""
        return labels(self.text().split(","))

    @Slot(str)
    def _offer(self, text: str) -> None:
        word = text.rpartition(",")[2].strip()
        self._completer.setCompletionPrefix(word)
        if word and self._completer.completionCount():
            self._completer.complete()
        elif (popup := self._completer.popup()) is not None:
            popup.hide()

    @Slot(str)
    def _complete(self, label: str) -> None:
        before, comma, _ = self.text().rpartition(",")
        self.setText(f"{before}{comma} {label}" if comma else label)
