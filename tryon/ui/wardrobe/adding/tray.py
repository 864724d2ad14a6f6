"""Between the panel's head and its cards: how far adding is, and what is to be answered."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tryon.ui.wardrobe.adding.question import Question

_MOST_OF_WINDOW = 0.35
"""Height of the window above which the questions scroll."""


class _Column(QWidget):
    """The questions one below the other, as high as they are at the present width."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("questions")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)
        self.column.addStretch()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return no width, and the height at the present one."""
        return QSize(0, self.column.totalHeightForWidth(self.width()))


class _Questions(QScrollArea):
    """As high as its questions are, up to a part of the window; then it scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        inside = _Column()
        self.column = inside.column
        self.setWidget(inside)
        inside.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Follow what the questions need."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit_height()
        return super().eventFilter(watched, event)

    def scroll_to(self, question: Question) -> None:
        """Bring a question into sight."""
        self._fit_height()
        bar = self.verticalScrollBar()
        bar.setValue(max(bar.value(), question.geometry().bottom() - self.viewport().height()))

    def _fit_height(self) -> None:
        needed = self.column.totalHeightForWidth(self.viewport().width())
        most = round(_MOST_OF_WINDOW * self.window().height())
        self.setFixedHeight(max(0, min(needed, most)))


class AddingTray(QFrame):
    """Hidden while there is nothing to say."""

    cancel_asked = Signal()
    """What is not read yet is to be given up"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("addingTray")
        self._number, self._count = 0, 0
        self._progress, self._bar = QLabel(), QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        self._bar.setMinimumWidth(24)
        self._bar.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.cancel_button = QToolButton()
        self.cancel_button.clicked.connect(self.cancel_asked)
        self._head = QLabel()
        self.dismiss_button = QToolButton()
        self.dismiss_button.clicked.connect(self.dismiss_all)
        self._list = _Questions()
        self._lay_out()
        self._show()

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is to be answered, oldest first."""
        items = (self._list.column.itemAt(row) for row in range(self._list.column.count()))
        widgets = (item.widget() for item in items if item is not None)
        return tuple(widget for widget in widgets if isinstance(widget, Question))

    @property
    def progress(self) -> str:
        """How far reading is; empty while at most one picture is read."""
        return self._progress.text()

    def ask(self, question: Question) -> None:
        """Show a question below the others; one about the same picture goes."""
        for older in self.questions:
            if older.thumbnail and older.thumbnail == question.thumbnail:
                self.remove(older)
        self._list.column.insertWidget(self._list.column.count() - 1, question)
        self._show()

    def scroll_to(self, question: Question) -> None:
        """Bring a question into sight, once it has its place."""
        QTimer.singleShot(0, question, lambda: self._list.scroll_to(question))

    def remove(self, question: Question) -> None:
        """Take a question away that was answered."""
        self._list.column.removeWidget(question)
        question.hide()
        question.deleteLater()
        self._show()

    @Slot()
    def dismiss_all(self) -> None:
        """Add none of the pictures that are asked about."""
        for question in self.questions:
            question.dismissed.emit()

    @Slot(int, int)
    def show_progress(self, number: int, count: int) -> None:
        """Show which picture is read; one alone shows on its card only."""
        self._number, self._count = number, count
        self._show()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._show()

    def _lay_out(self) -> None:
        self._reading, self._asking = QWidget(), QWidget()
        row = QHBoxLayout(self._reading)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._progress)
        row.addWidget(self._bar, 1)
        row.addWidget(self.cancel_button)
        row = QHBoxLayout(self._asking)
        row.setContentsMargins(2, 0, 0, 0)
        row.addWidget(self._head, 1)
        row.addWidget(self.dismiss_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(4)
        for widget in (self._reading, self._asking, self._list):
            column.addWidget(widget)

    def _show(self) -> None:
        waiting = len(self.questions)
        self._reading.setVisible(self._count > 1)
        self._asking.setVisible(waiting > 1)
        self._list.setVisible(waiting > 0)
        self.setVisible(self._count > 1 or waiting > 0)
        text = self.tr("Reading {number} of {count}")
        text = text.format(number=self._number, count=self._count)
        self._progress.setText(text if self._count > 1 else "")
        self._bar.setRange(0, max(1, self._count))
        self._bar.setValue(max(0, self._number - 1))
        self._bar.setAccessibleName(self.tr("Progress"))
        self.cancel_button.setText(self.tr("Cancel"))
        self.cancel_button.setToolTip(self.tr("Keep what was added, and read no more"))
        self._head.setText(self.tr("{count} not added").format(count=waiting))
        self.dismiss_button.setText(self.tr("Dismiss all"))

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for the height only."""
        return QSize(0, super().sizeHint().height())
