"""The one place where the window says what failed, and what is good to know."""

from __future__ import annotations

import traceback
from enum import Enum

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tryon.errors import TryOnError
from tryon.ui.error_texts import error_text
from tryon.ui.icons import icon, icon_pixmap
from tryon.ui.names import error_title
from tryon.ui.theme import current_theme


class MessageKind(Enum):
    """How loud a message is; the value is its name in the style sheet."""

    ERROR = "error"
    NOTE = "note"


class MessageBar(QFrame):
    """A bar above the pictures: hidden while there is nothing to say, gone by its button or Esc.

    An error stays until it is dismissed or the next one comes; a note never hides an error.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self._kind = MessageKind.NOTE
        self._title = ""
        self._message = ""
        self._details = ""
        self._symbol = QLabel()
        self._heading, self._text = QLabel(), QLabel()
        self._heading.setObjectName("messageTitle")
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._text.setSizePolicy(policy)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.copy_button = QToolButton()
        self.close_button = QToolButton()
        self.copy_button.clicked.connect(self.copy)
        self.close_button.clicked.connect(self.dismiss)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 7, 6, 7)
        layout.setSpacing(10)
        layout.addWidget(self._symbol, 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._heading)
        words.addWidget(self._text)
        layout.addLayout(words, 1)
        layout.addWidget(self.copy_button)
        layout.addWidget(self.close_button)
        self._retranslate()
        self.hide()

    @property
    def kind(self) -> MessageKind:
        """How loud the present message is."""
        return self._kind

    @property
    def text(self) -> str:
        """The whole message."""
        return f"{self._title}\n{self._message}" if self._title else self._message

    @Slot(object)
    def show_error(self, error: BaseException) -> None:
        """Show a failure; for one that nobody foresaw, the copy holds where it came from."""
        message = _sentence(error_text(str(error))) or type(error).__name__
        details = ""
        if not isinstance(error, TryOnError):
            message = f"{type(error).__name__}: {error}"
            details = "".join(traceback.format_exception(error))
        self._show(MessageKind.ERROR, error_title(error), message, details)

    @Slot(str)
    def show_note(self, text: str) -> None:
        """Show something good to know; several notes stand together."""
        if self.isVisible() and self._kind is MessageKind.ERROR:
            return
        if self.isVisible() and text not in self._message.splitlines():
            text = f"{self._message}\n{text}"
        self._show(MessageKind.NOTE, "", text, "")

    @Slot()
    def dismiss(self) -> None:
        """Hide the message."""
        self._message = ""
        self.hide()

    @Slot()
    def dismiss_note(self) -> None:
        """Hide a note, but leave an error."""
        if self._kind is MessageKind.NOTE:
            self.dismiss()

    @Slot()
    def copy(self) -> None:
        """Put the message on the clipboard."""
        parts = (self._title, self._message, self._details)
        QGuiApplication.clipboard().setText("\n".join(part for part in parts if part))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow language and palette."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() is QEvent.Type.PaletteChange:
            self._paint_symbols()

    def _show(self, kind: MessageKind, title: str, message: str, details: str) -> None:
        self._kind, self._title, self._message, self._details = kind, title, message, details
        self.setProperty("kind", kind.value)
        for widget in (self, self._heading, self._text):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        self._heading.setText(title)
        self._heading.setVisible(bool(title))
        self._text.setText(message)
        self.copy_button.setVisible(kind is MessageKind.ERROR)
        self._paint_symbols()
        self.show()

    def _paint_symbols(self) -> None:
        theme = current_theme()
        color = theme.error if self._kind is MessageKind.ERROR else theme.note
        ratio = self.devicePixelRatioF()
        self._symbol.setPixmap(icon_pixmap(self._kind.value, 20, color, ratio))
        for button, name in ((self.copy_button, "copy"), (self.close_button, "close")):
            button.setIcon(icon(name))
            button.setIconSize(QSize(16, 16))

    def _retranslate(self) -> None:
        for button, text in (
            (self.copy_button, self.tr("Copy message")),
            (self.close_button, self.tr("Dismiss")),
        ):
            button.setToolTip(text)
            button.setAccessibleName(text)
        self.setAccessibleName(self.tr("Message"))


def _sentence(text: str) -> str:
    """Start with a capital, unless the first word is the name of a file."""
    first = text.partition(" ")[0]
    return text if "." in first else text[:1].upper() + text[1:]
