"""Asks for a word: a tag, or a collection's name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tryon.garments.details.details import LONGEST_LABEL, label
from tryon.ui.kit.dialogs.question import answer_buttons

translate = QCoreApplication.translate


class LabelDialog(QDialog):
    """One line, and a button that needs it.

    Args:
        title: what it is about.
        question: what is asked.
        answer: the main button.
        known: words that are offered while typing.
        parent: the window.
        text: what stands in the line at first.
    """

    def __init__(
        self,
        title: str,
        question: str,
        answer: str,
        known: Sequence[str],
        parent: QWidget,
        *,
        text: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.line = QLineEdit(text)
        self.line.setMaxLength(LONGEST_LABEL)
        self.line.setAccessibleName(question)
        self.line.setCompleter(completer(known, self.line))
        self.line.selectAll()
        self.keep_button = QPushButton(answer)
        prompt = QLabel(question)
        prompt.setWordWrap(True)
        prompt.setBuddy(self.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(prompt)
        column.addWidget(self.line)
        buttons = answer_buttons(self, self.keep_button, translate("LabelDialog", "Cancel"))
        column.addWidget(buttons)
        self.line.textChanged.connect(self._on_text)
        self._on_text()
        self.setMinimumWidth(340)

    @property
    def label(self) -> str:
        """What was typed, as it is kept."""
        return label(self.line.text())

    @Slot()
    def _on_text(self) -> None:
        self.keep_button.setEnabled(bool(self.label))


def completer(known: Sequence[str], parent: QWidget) -> QCompleter:
    """Return what offers words that contain what is typed."""
    found = QCompleter(list(known), parent)
    found.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    found.setFilterMode(Qt.MatchFlag.MatchContains)
    return found
