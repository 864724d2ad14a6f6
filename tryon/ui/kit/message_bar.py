"""The one place where the window shows errors and notes: a bar that floats over the picture."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tryon.errors import TryOnError
from tryon.ui.kit.icons import icon, icon_pixmap
from tryon.ui.kit.names import error_title
from tryon.ui.kit.texts import Note, sentence_of
from tryon.ui.kit.theme import current_theme

_WIDEST = 720
"""Logical pixels."""
_LEAST_MS, _MS_PER_LETTER = 6000, 90
"""How long a note shows: nobody should have to hurry to read it."""


class MessageKind(Enum):
    """How serious a message is; the value is its name in the style sheet."""

    ERROR = "error"
    NOTE = "note"


class Offer(Enum):
    """What a message offers to do."""

    UNDO = "undo"
    SHOW_IN_FOLDER = "show in folder"


@dataclass(frozen=True, eq=False)
class Done:
    """What the user did, in words, and what can be done about it.

    Attributes:
        text: what was done.
        act: does what is offered.
        offer: what that is.
        is_step: whether it is the latest step of the document, and is forgotten after the next.
    """

    text: Note
    act: Callable[[], None]
    offer: Offer = Offer.UNDO
    is_step: bool = False


class MessageBar(QFrame):
    """Hidden without a message, by its button or Esc, and for a note after it could be read.

    An error stays until it is dismissed or something works; a note never hides an error.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self._error: BaseException | None = None
        self._is_parser_replaced = False
        self._notes: tuple[Note, ...] = ()
        self._done: Done | None = None
        self._is_copied = False
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
        self.offer_button = QToolButton()
        self.offer_button.setObjectName("offer")
        self.copy_button = QToolButton()
        self.close_button = QToolButton()
        self.offer_button.clicked.connect(self._act)
        self.copy_button.clicked.connect(self.copy)
        self.close_button.clicked.connect(self.dismiss)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 8, 8, 8)
        layout.setSpacing(10)
        layout.addWidget(self._symbol, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self._heading)
        column.addWidget(self._text)
        layout.addLayout(column, 1)
        layout.addWidget(self.offer_button)
        layout.addWidget(self.copy_button)
        layout.addWidget(self.close_button)
        self._linger = QTimer(self, singleShot=True)
        self._linger.timeout.connect(self._on_read)
        self._retranslate()
        self.hide()

    @property
    def natural_width(self) -> int:
        """Logical pixels in which no line need be broken, as long as they are no more than that."""
        metrics = self._text.fontMetrics()
        lines = self.text.split("\n")
        text = max(metrics.horizontalAdvance(line) for line in lines) + 8
        buttons = (self.offer_button, self.copy_button, self.close_button)
        beside = sum(b.sizeHint().width() + 10 for b in buttons if not b.isHidden())
        return min(text + beside + 20 + 42, _WIDEST)

    def height_for(self, width: int) -> int:
        """Return the height of the whole message at a width."""
        layout = self.layout()
        assert layout is not None
        return layout.totalHeightForWidth(width)

    @property
    def kind(self) -> MessageKind:
        """How serious the present message is."""
        return MessageKind.NOTE if self._error is None else MessageKind.ERROR

    @property
    def text(self) -> str:
        """The whole message."""
        parts = (self._heading.text(), self._text.text())
        return "\n".join(part for part in parts if part)

    @Slot(object)
    def show_error(self, error: BaseException) -> None:
        """Show an error; if it is not one of tryon's own, copying it includes the traceback."""
        self._is_parser_replaced = False
        self._set_message(error=error)

    @Slot(object)
    def show_parser_error(self, error: BaseException) -> None:
        """Show why the chosen parser failed, and that the bundled one takes its place."""
        self.show_error(error)
        self._is_parser_replaced = True
        self._write()

    @Slot(str)
    def show_note(self, note: Note) -> None:
        """Show a note, below those that show already; an error is not replaced."""
        if self._error is None:
            self._notes = tuple(dict.fromkeys((*self._notes, note)))
            self._write()
            self.show()
            self._stay_for_a_while()

    def show_copied(self) -> None:
        """Show that the diagnostics are on the clipboard, below the present message."""
        self._is_copied = True
        self._write()
        self.show()
        self._stay_for_a_while()

    def show_done(self, done: Done) -> None:
        """Show what was done, and offer to undo it as long as this shows."""
        self._set_message(done=done)

    @Slot(object)
    def show_result(self, notes: tuple[Note, ...], undo: Callable[[], None] | None = None) -> None:
        """Show notes of what has just worked in place of any older message.

        Args:
            notes: what is worth knowing; without any the bar is hidden.
            undo: takes the step back that they are about, if it is one.
        """
        done = None if undo is None else Done("", undo, is_step=True)
        self._set_message(notes=notes, done=done if notes else None)

    def forget_step(self) -> None:
        """Hide what was said of a step that is no longer the latest."""
        if self._done is not None and self._done.is_step:
            self.dismiss()

    @Slot()
    def _act(self) -> None:
        if self._done is not None:
            self._done.act()

    @Slot()
    def _on_read(self) -> None:
        """Hide a note that could be read, unless somebody is about to use it."""
        if self.underMouse() or self._has_focus:
            self._stay_for_a_while()
        else:
            self.dismiss()

    @property
    def _has_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def _stay_for_a_while(self) -> None:
        """Hide the message once it could be read twice; an error stays."""
        if self._error is None:
            self._linger.start(_LEAST_MS + _MS_PER_LETTER * len(self.text))
        else:
            self._linger.stop()

    @Slot()
    def dismiss(self) -> None:
        """Hide the message."""
        self._set_message()

    def forget_photo(self) -> None:
        """Hide what was said of a photo that is gone; what was done can still be undone."""
        if self._done is None:
            self.dismiss()

    @Slot()
    def copy(self) -> None:
        """Put the message on the clipboard."""
        text = self.text
        if self._error is not None and not isinstance(self._error, TryOnError):
            text += "\n" + "".join(traceback.format_exception(self._error))
        QGuiApplication.clipboard().setText(text)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow language and palette."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
            self._write()
        elif event.type() is QEvent.Type.PaletteChange:
            self._paint_symbols()

    def _set_message(
        self,
        *,
        error: BaseException | None = None,
        notes: tuple[Note, ...] = (),
        done: Done | None = None,
    ) -> None:
        """Replace the present message; without a new one the bar is hidden."""
        self._error, self._notes, self._done = error, notes, done
        self._is_copied = False
        self._write()
        self.setVisible(error is not None or bool(notes or done))
        self._stay_for_a_while()

    def _write(self) -> None:
        """Show the present message in the present language."""
        self.setProperty("kind", self.kind.value)
        for widget in (self, self._heading, self._text):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        error = self._error
        self._heading.setText("" if error is None else error_title(error))
        self._heading.setVisible(error is not None)
        notes = [n if isinstance(n, str) else sentence_of(n) for n in self._notes]
        if self._done is not None:
            done = self._done.text
            if done:
                notes.insert(0, done if isinstance(done, str) else sentence_of(done))
            self.offer_button.setText(self._offer_text(self._done.offer))
        text = "\n".join(notes) if error is None else _explain(error)
        if error is not None and self._is_parser_replaced:
            text += "\n" + self.tr("The bundled parser is used instead.")
        if self._is_copied:
            copied = self.tr("Diagnostics were copied; paste them into your report.")
            text = f"{text}\n{copied}" if text else copied
        self._text.setText(text)
        self.copy_button.setVisible(error is not None)
        self.offer_button.setVisible(self._done is not None)
        self._paint_symbols()
        self.updateGeometry()

    def _paint_symbols(self) -> None:
        theme = current_theme()
        color = theme.error if self._error is not None else theme.note
        ratio = self.devicePixelRatioF()
        self._symbol.setPixmap(icon_pixmap(self.kind.value, 20, color, ratio))
        for button, name in ((self.copy_button, "copy"), (self.close_button, "close")):
            button.setIcon(icon(name))
            button.setIconSize(QSize(16, 16))

    def _offer_text(self, offer: Offer) -> str:
        return {
            Offer.UNDO: self.tr("Undo"),
            Offer.SHOW_IN_FOLDER: self.tr("Show in folder"),
        }[offer]

    def _retranslate(self) -> None:
        for button, text in (
            (self.copy_button, self.tr("Copy message")),
            (self.close_button, self.tr("Dismiss")),
        ):
            button.setToolTip(text)
            button.setAccessibleName(text)
        self.setAccessibleName(self.tr("Message"))


def _explain(error: BaseException) -> str:
    if isinstance(error, MemoryError):
        return QCoreApplication.translate(
            "MessageBar", "Close other programs or use a smaller photo."
        )
    if not isinstance(error, TryOnError):
        return f"{type(error).__name__}: {error}"
    return sentence_of(error)
