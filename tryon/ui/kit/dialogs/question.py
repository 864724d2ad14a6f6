"""A question in front of the window: what it is about, what follows, and the answers."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

translate = QCoreApplication.translate

_WIDTH = 380
"""Least width of the text in logical pixels."""


class Question(QDialog):
    """Asks one thing. The first answer is the main one, which Enter gives; Esc gives the last.

    Args:
        title: what it is about, as the window is called.
        text: the question.
        hint: what follows from the answers; nothing if empty.
        parent: the window, which it keeps from being used meanwhile.
    """

    def __init__(self, title: str, text: str, hint: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._text, self._hint = QLabel(text), QLabel(hint)
        self._text.setObjectName("questionText")
        self._hint.setProperty("muted", True)
        self._hint.setVisible(bool(hint))
        for label in (self._text, self._hint):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setMinimumWidth(_WIDTH)
        self.buttons = QDialogButtonBox()
        self.answer: QPushButton | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 16)
        column.setSpacing(8)
        column.addWidget(self._text)
        column.addWidget(self._hint)
        column.addSpacing(10)
        column.addWidget(self.buttons)
        self.setAccessibleDescription(hint)

    def text(self) -> str:
        """Return the question."""
        return self._text.text()

    def add_answer(self, text: str, role: QDialogButtonBox.ButtonRole) -> QPushButton:
        """Add an answer; the first one is the main one."""
        is_first = not self.buttons.buttons()
        button = QPushButton(text)
        button.setProperty("primary", is_first)  # before it is shown: styles are chosen then
        button.setAutoDefault(True)
        self.buttons.addButton(button, role)
        button.setDefault(is_first)
        button.clicked.connect(self._on_clicked)
        return button

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.answer = button
            role = self.buttons.buttonRole(button)
            is_no = role is QDialogButtonBox.ButtonRole.RejectRole
            self.done(QDialog.DialogCode.Rejected if is_no else QDialog.DialogCode.Accepted)


def answer_buttons(dialog: QDialog, accept: QPushButton, cancel: str) -> QDialogButtonBox:
    """Return a dialog's two answers: the main one, which Enter gives, and to leave it at that."""
    buttons = QDialogButtonBox()
    buttons.addButton(accept, QDialogButtonBox.ButtonRole.AcceptRole)
    buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
    accept.setProperty("primary", True)
    accept.setDefault(True)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons


def may_replace(parent: QWidget, path: Path, title: str) -> bool:
    """Ask whether a file that is there may be replaced."""
    text = translate("Dialogs", "{name} is already there. Do you want to replace it?")
    hint = translate("Dialogs", "What is in it now is lost then.")
    question = Question(title, text.format(name=path.name), hint, parent)
    question.add_answer(translate("Dialogs", "Replace"), QDialogButtonBox.ButtonRole.AcceptRole)
    question.add_answer(translate("Dialogs", "Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
    return question.exec() == QDialog.DialogCode.Accepted
