"""One model in the Models window: what it is, whether it is here, and buttons."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tryon.models.catalogue import Model
from tryon.models.rate import Transfer, megabytes, minutes
from tryon.models.store import ModelState, kept_bytes, model_folder, model_state, used_bytes
from tryon.progress import Stage
from tryon.ui.kit.elided_label import ElidedLabel
from tryon.ui.kit.names import licence_text, model_name, stage_name

_STEPS = 1000
"""Of the progress bar."""


class ModelCard(QFrame):
    """Facts above; below them buttons, a question, or the progress of what runs."""

    download_asked = Signal()
    verify_asked = Signal()
    remove_asked = Signal()
    file_asked = Signal()
    folder_asked = Signal()
    cancel_asked = Signal()
    answered = Signal(bool)
    """(whether the question was answered with yes)"""

    def __init__(self, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("modelCard")
        self.model = model
        self._title, self._state = QLabel(), QLabel()
        self._title.setObjectName("modelTitle")
        self._names = [QLabel() for _ in range(4)]
        self._facts = [ElidedLabel() for _ in range(4)]
        self.download_button, self.verify_button = QPushButton(), QPushButton()
        self.remove_button, self.source_button = QPushButton(), QPushButton()
        self._from_file, self._from_folder = self._add_source_menu()
        self._question = QLabel(wordWrap=True)
        self.yes_button, self.no_button = QPushButton(), QPushButton()
        self._bar, self._doing = QProgressBar(), QLabel()
        self.cancel_button = QPushButton()
        self._pages = self._build_pages()
        self._lay_out()
        self._connect()
        self._retranslate()
        self.show_buttons()

    @property
    def state_text(self) -> str:
        """How the state is shown."""
        return self._state.text()

    @property
    def question_text(self) -> str:
        """The question that shows, or nothing."""
        return "" if self._pages[1].isHidden() else self._question.text()

    @property
    def progress_text(self) -> str:
        """The text about the job that runs, or nothing."""
        return "" if self._pages[2].isHidden() else self._doing.text()

    def show_buttons(self) -> None:
        """Offer what can be done in the model's present state."""
        state = model_state(self.model)
        is_ready = state is ModelState.READY
        self.download_button.setVisible(not is_ready)
        self.download_button.setText(
            self.tr("Continue download…") if state is ModelState.PARTIAL else self.tr("Download…")
        )
        self.source_button.setVisible(not is_ready)
        self.verify_button.setVisible(is_ready)
        self.remove_button.setVisible(state is not ModelState.ABSENT)
        self._show_facts(state)
        self._show_page(0)

    def ask(self, question: str, yes: str, no: str) -> None:
        """Ask something in place of the buttons; `answered` is emitted with the answer."""
        self._question.setText(question)
        self.yes_button.setText(yes)
        self.no_button.setText(no)
        self._show_page(1)
        self.no_button.setFocus()

    def show_progress(self, stage: Stage, fraction: float, transfer: Transfer | None) -> None:
        """Show how far the job is."""
        is_known = stage is not Stage.ASK_HUB
        self._bar.setRange(0, _STEPS if is_known else 0)
        self._bar.setValue(round(_STEPS * fraction))
        words = [f"{stage_name(stage)}…"]
        if is_known:
            words.append(f"{fraction:.0%}")
        if transfer is not None:
            words += self._describe(transfer)
        self._doing.setText("   ·   ".join(words))
        self._show_page(2)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
            if not self._pages[0].isHidden():
                self.show_buttons()

    def _describe(self, transfer: Transfer) -> list[str]:
        done, total = megabytes(transfer.done_bytes), megabytes(transfer.total_bytes)
        words = [self.tr("{done} of {total}").format(done=done, total=total)]
        if transfer.bytes_per_second is not None and transfer.seconds_left is not None:
            words.append(f"{megabytes(transfer.bytes_per_second)}/s")
            left = minutes(transfer.seconds_left)
            words.append(self.tr("{time} left").format(time=left))
        return words

    def _show_page(self, shown: int) -> None:
        for number, page in enumerate(self._pages):
            page.setVisible(number == shown)

    def _show_facts(self, state: ModelState) -> None:
        size, kept = megabytes(used_bytes(self.model)), megabytes(kept_bytes(self.model))
        self._state.setText(
            {
                ModelState.ABSENT: self.tr("Not here"),
                ModelState.PARTIAL: self.tr("Partly here: {size}").format(size=kept),
                ModelState.READY: self.tr("Ready: {size}").format(size=size),
            }[state]
        )
        self._state.setProperty("muted", state is not ModelState.READY)
        self._state.style().polish(self._state)
        about = self.tr("about {count} MB").format(count=self.model.megabytes)
        facts = (self.model.repository, about, licence_text(self.model))
        for label, fact in zip(self._facts, (*facts, str(model_folder(self.model))), strict=True):
            label.set_line(fact)

    def _add_source_menu(self) -> tuple[QAction, QAction]:
        menu = QMenu(self)
        self.source_button.setMenu(menu)
        return menu.addAction(""), menu.addAction("")

    def _build_pages(self) -> tuple[QWidget, QWidget, QWidget]:
        buttons, question, progress = QWidget(), QFrame(), QWidget()
        row = QHBoxLayout(buttons)
        for button in (
            self.download_button,
            self.source_button,
            self.verify_button,
            self.remove_button,
        ):
            row.addWidget(button)
        row.addStretch()
        question.setObjectName("modelQuestion")
        column = QVBoxLayout(question)
        answers = QHBoxLayout()
        answers.addStretch()
        answers.addWidget(self.no_button)
        answers.addWidget(self.yes_button)
        column.addWidget(self._question)
        column.addLayout(answers)
        grid = QGridLayout(progress)
        grid.addWidget(self._doing, 0, 0)
        grid.addWidget(self._bar, 1, 0)
        grid.addWidget(self.cancel_button, 0, 1, 2, 1)
        for layout in (row, grid):
            layout.setContentsMargins(0, 0, 0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        for button in (self.download_button, self.yes_button):
            button.setProperty("primary", True)
        return buttons, question, progress

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self._state)
        facts = QGridLayout()
        facts.setHorizontalSpacing(14)
        facts.setVerticalSpacing(4)
        facts.setColumnStretch(1, 1)
        for row, (name, fact) in enumerate(zip(self._names, self._facts, strict=True)):
            name.setProperty("muted", True)
            facts.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            facts.addWidget(fact, row, 1)
        layout.addLayout(head)
        layout.addLayout(facts)
        for page in self._pages:
            layout.addWidget(page)

    def _connect(self) -> None:
        self.download_button.clicked.connect(self.download_asked)
        self.verify_button.clicked.connect(self.verify_asked)
        self.remove_button.clicked.connect(self.remove_asked)
        self.cancel_button.clicked.connect(self.cancel_asked)
        self._from_file.triggered.connect(self.file_asked)
        self._from_folder.triggered.connect(self.folder_asked)
        self.yes_button.clicked.connect(self._on_yes)
        self.no_button.clicked.connect(self._on_no)

    @Slot()
    def _on_yes(self) -> None:
        self.answered.emit(True)

    @Slot()
    def _on_no(self) -> None:
        self.answered.emit(False)

    def _retranslate(self) -> None:
        self._title.setText(model_name(self.model))
        for label, name in zip(
            self._names,
            (self.tr("Model"), self.tr("Size"), self.tr("Licence"), self.tr("Folder")),
            strict=True,
        ):
            label.setText(name)
        self.verify_button.setText(self.tr("Verify"))
        self.remove_button.setText(self.tr("Remove…"))
        self.source_button.setText(self.tr("Use a file or folder…"))
        self._from_file.setText(self.tr("Choose a file…"))
        self._from_folder.setText(self.tr("Choose a folder…"))
        self.cancel_button.setText(self.tr("Cancel"))
        self._bar.setAccessibleName(self.tr("Progress"))
