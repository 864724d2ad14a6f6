"""Settings > Models: lists the models, downloads, checks and removes them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QSettings, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tryon.models.catalogue import MODELS, Model
from tryon.models.download import DownloadPlan
from tryon.models.rate import TransferMeter, megabytes
from tryon.models.store import model_folder, used_bytes
from tryon.models.verify import Proof, Verified
from tryon.progress import Stage
from tryon.ui.kit.dialogs.files import ask_weights_file, ask_weights_folder
from tryon.ui.kit.message_bar import MessageBar
from tryon.ui.kit.names import licence_text, model_name
from tryon.ui.parsers.mirror_field import MirrorField
from tryon.ui.parsers.model_card import ModelCard
from tryon.ui.parsers.model_jobs import ModelJobs, ModelRequest

_LAYOUT_EVENTS = (QEvent.Type.LayoutRequest, QEvent.Type.Resize)


class ModelsWindow(QDialog):
    """Cards of all models, a bar for what went wrong, and the mirror.

    It may be closed while a download runs, which then goes on.
    """

    model_changed = Signal(object)
    """(Model) whose files may have come or gone"""

    def __init__(self, jobs: ModelJobs, settings: QSettings, parent: QWidget) -> None:
        super().__init__(parent)
        self.jobs = jobs
        self._meter: TransferMeter | None = None
        self._plan: DownloadPlan | None = None
        self._running: ModelCard | None = None
        self.messages = MessageBar()
        self._intro = QLabel(wordWrap=True)
        self.cards = {model: ModelCard(model) for model in MODELS}
        self.mirror = MirrorField(settings)
        self.close_button = QPushButton()
        self._lay_out()
        self._connect()
        self._retranslate()

    def card(self, model: Model) -> ModelCard:
        """Return a model's card."""
        return self.cards[model]

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Look again at what is here: other programs use the same cache."""
        super().showEvent(event)
        for card in self.cards.values():
            if card is not self._running and not card.question_text:
                card.show_buttons()

    def event(self, event: QEvent) -> bool:
        """Keep the height that the wrapped texts need, which Qt computes for one width only."""
        is_done = super().event(event)
        layout = self.layout()
        if layout is not None and event.type() in _LAYOUT_EVENTS:
            self.setFixedHeight(layout.totalHeightForWidth(self.width()))
        return is_done

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the language; a question goes, for its button asks it again."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
            for card in self.cards.values():
                if card.question_text:
                    card.show_buttons()

    def _lay_out(self) -> None:
        self._intro.setProperty("muted", True)
        self.close_button.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        for widget in (self._intro, self.messages, *self.cards.values(), self.mirror):
            layout.addWidget(widget)
        layout.addLayout(foot)
        self.setMinimumWidth(520)
        self.resize(640, 460)

    def _connect(self) -> None:
        for card in self.cards.values():
            card.download_asked.connect(self._ask_plan)
            card.verify_asked.connect(self._verify)
            card.remove_asked.connect(self._ask_remove)
            card.file_asked.connect(self._adopt_file)
            card.folder_asked.connect(self._adopt_folder)
            card.answered.connect(self._on_answered)
            card.cancel_asked.connect(self.jobs.cancel)
        self.jobs.started.connect(self._on_started)
        self.jobs.progressed.connect(self._on_progressed)
        self.jobs.ended.connect(self._on_ended)
        self.jobs.planned.connect(self._on_planned)
        self.jobs.verified.connect(self._on_verified)
        self.jobs.failed.connect(self._on_failed)
        self.close_button.clicked.connect(self.close)

    @Slot()
    def _ask_plan(self) -> None:
        self.jobs.plan(self._request())

    @Slot()
    def _verify(self) -> None:
        self.jobs.verify(self._request())

    @Slot()
    def _adopt_file(self) -> None:
        self._adopt(ask_weights_file)

    @Slot()
    def _adopt_folder(self) -> None:
        self._adopt(ask_weights_folder)

    def _adopt(self, ask: Callable[[QWidget, str], Path | None]) -> None:
        request = self._request()
        source = ask(self, request.model.weights)
        if source is not None:
            self.jobs.adopt(ModelRequest(request.model, request.mirror, source))

    @Slot()
    def _ask_remove(self) -> None:
        card = self._sending_card()
        self._plan = None
        card.ask(
            self.tr(
                "Delete {size} in {folder}? Other programs that use ModelScope's cache lose the "
                "model, too."
            ).format(
                size=megabytes(used_bytes(card.model)), folder=_breakable(model_folder(card.model))
            ),
            self.tr("Delete"),
            self.tr("Keep"),
        )

    @Slot(object)
    def _on_planned(self, plan: DownloadPlan) -> None:
        if not plan.missing:
            return
        self._plan = plan
        text = self.tr(
            "{size} will be downloaded from {host} to {folder}. The weights are licensed under "
            "{licence}: not for commercial use."
        )
        self.cards[plan.model].ask(
            text.format(
                size=megabytes(plan.total_bytes - plan.kept_bytes),
                host=plan.files[0].host,
                folder=_breakable(plan.folder),
                licence=licence_text(plan.model),
            ),
            self.tr("Agree and download"),
            self.tr("Not now"),
        )

    @Slot(bool)
    def _on_answered(self, is_yes: bool) -> None:
        card, plan = self._sending_card(), self._plan
        self._plan = None
        card.show_buttons()
        if not is_yes:
            return
        if plan is None:
            self.jobs.remove(ModelRequest(card.model))
        else:
            self._meter = TransferMeter(plan.total_bytes)
            self.jobs.download(plan)

    @Slot(object)
    def _on_started(self, model: Model) -> None:
        self.messages.dismiss()
        self._running = self.cards[model]
        for card in self.cards.values():
            if card is not self._running:
                card.setEnabled(False)

    @Slot(object, float)
    def _on_progressed(self, stage: Stage, fraction: float) -> None:
        if self._running is not None:
            meter = self._meter if stage is Stage.DOWNLOAD else None
            transfer = None if meter is None else meter.at(fraction)
            self._running.show_progress(stage, fraction, transfer)

    @Slot(object)
    def _on_ended(self, model: Model) -> None:
        self._meter, self._running = None, None
        for card in self.cards.values():
            card.setEnabled(True)
        self.cards[model].show_buttons()
        self.model_changed.emit(model)

    @Slot(object)
    def _on_verified(self, done: Verified) -> None:
        text = {
            Proof.HUB: self.tr("{model} is what the hub publishes (SHA-256)."),
            Proof.RECORD: self.tr(
                "{model} is what was downloaded (SHA-256). The server could not be reached."
            ),
            Proof.ARCHIVE: self.tr(
                "{model} is whole, but the server's checksum could not be had for comparison."
            ),
        }[done.proof]
        self.messages.show_note(text.format(model=model_name(done.model)))

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.messages.show_error(error)

    def _sending_card(self) -> ModelCard:
        """Return the card whose signal has just come."""
        card = self.sender()
        if not isinstance(card, ModelCard):
            raise TypeError(f"expected a card to ask, got {type(card).__name__}")
        return card

    def _request(self) -> ModelRequest:
        return ModelRequest(self._sending_card().model, self.mirror.address)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Models"))
        self._intro.setText(
            self.tr(
                "tryon comes with a parser of its own. M2FP sees more detail; its weights are "
                "downloaded once, to the cache that ModelScope's programs share."
            )
        )
        self.close_button.setText(self.tr("Close"))


def _breakable(path: Path) -> str:
    """Let a path be broken after its separators."""
    return str(path).replace("/", "/\u200b").replace("\\", "\\\u200b")
