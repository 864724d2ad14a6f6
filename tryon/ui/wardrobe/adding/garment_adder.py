"""Shows on the garments' panel what becomes of pictures that are added."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal, Slot
from PySide6.QtWidgets import QDialog

from tryon.errors import ImageReadError
from tryon.garments.adding.outcome import Added, Duplicate, Outcome, Several
from tryon.messages import GarmentNote, Text
from tryon.shape.category import GarmentCategory
from tryon.ui.kit.message_bar import MessageBar, MessageKind
from tryon.ui.kit.mime import pictures_in
from tryon.ui.kit.names import garment_name
from tryon.ui.room.adding_queue import AddingQueue, Addition
from tryon.ui.wardrobe.adding.question import Question
from tryon.ui.wardrobe.garment_panel import GarmentPanel

if TYPE_CHECKING:
    from tryon.ui.wardrobe.adding.pieces_dialog import PiecesDialog

_MOST_NOTES = 4
"""Notes of one batch that are shown."""


class GarmentAdder(QObject):
    """Between the queue of pictures and the panel: cards, questions and their answers."""

    take_asked = Signal(object)
    """(PictureSource) of a person whose clothes are wanted"""

    def __init__(
        self, queue: AddingQueue, panel: GarmentPanel, messages: MessageBar, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._queue, self._panel, self._messages = queue, panel, messages
        self._thumbnails: dict[Addition, bytes] = {}
        self._notes: list[Text] = []
        queue.queued.connect(self._on_queued)
        queue.shown.connect(self._on_shown)
        queue.ended.connect(self._on_ended)
        queue.given_up.connect(self._on_given_up)
        queue.advanced.connect(self._on_advanced)
        panel.tray.cancel_asked.connect(queue.cancel)
        panel.pictures_dropped.connect(self.take)

    @Slot(object)
    def take(self, data: QMimeData) -> tuple[Addition, ...]:
        """Add what was dropped or pasted, or say why there is nothing to add; return what is."""
        try:
            sources = pictures_in(data, self.tr("Pasted picture"))
        except ImageReadError as error:
            self._messages.show_error(error)
            return ()
        additions = tuple(map(Addition, sources))
        if additions:
            self._queue.add(additions)
        elif data.urls():
            self._messages.show_note(
                self.tr(
                    "That was only the picture's address, and nothing is downloaded. Copy the "
                    "picture itself and choose Paste garment, or save it and add the file."
                )
            )
        else:
            self._messages.show_note(self.tr("There is no picture in it."))
        return additions

    @Slot(object)
    def _on_queued(self, additions: tuple[Addition, ...]) -> None:
        for addition in additions:
            self._panel.model.begin_reading(addition, addition.source.title)
        self._panel.show_last(len(additions))

    @Slot(object, object)
    def _on_shown(self, addition: Addition, thumbnail: bytes) -> None:
        self._thumbnails[addition] = thumbnail
        self._panel.model.show_picture(addition, thumbnail)

    @Slot(object)
    def _on_given_up(self, addition: Addition) -> None:
        self._thumbnails.pop(addition, None)
        self._panel.model.end_reading(addition)

    @Slot(object, object)
    def _on_ended(self, addition: Addition, outcome: Outcome) -> None:
        thumbnail = self._thumbnails.pop(addition, b"")
        match outcome:
            case Added(entry, notes):
                self._panel.model.end_reading(addition, entry)
                name = garment_name(entry)
                self._notes += [
                    GarmentNote.OF_GARMENT.with_values(garment=name, note=note) for note in notes
                ]
                if entry.warning is not None:
                    self._notes.append(entry.warning)
            case Duplicate(entry):
                self._panel.model.end_reading(addition)
                self._panel.point_at(entry)
                self._notes.append(
                    GarmentNote.ALREADY_THERE.with_values(
                        picture=addition.source.name, garment=garment_name(entry)
                    )
                )
            case _:
                self._panel.model.end_reading(addition)
                question = Question(addition, outcome, thumbnail)
                self._ask(question)
                if self._queue.count == 1:
                    self._panel.tray.scroll_to(question)

    @Slot(int, int)
    def _on_advanced(self, number: int, count: int) -> None:
        self._panel.tray.show_progress(number, count)
        if count == 0 and self._notes:
            if self._messages.kind is MessageKind.NOTE:
                self._messages.show_result(tuple(self._notes[:_MOST_NOTES]))
            self._notes.clear()

    def _ask(self, question: Question) -> None:
        question.answered.connect(partial(self._answer, question))
        question.take_asked.connect(partial(self._take, question))
        question.choose_asked.connect(partial(self._choose, question))
        question.dismissed.connect(partial(self._panel.tray.remove, question))
        self._panel.tray.ask(question)

    def _answer(self, question: Question, category: GarmentCategory) -> None:
        self._panel.tray.remove(question)
        self._queue.add([Addition(question.addition.source, category)])

    def _take(self, question: Question) -> None:
        self._panel.tray.remove(question)
        self.take_asked.emit(question.addition.source)

    def _choose(self, question: Question) -> None:
        outcome = question.outcome
        assert isinstance(outcome, Several)
        name = question.addition.source.name
        from tryon.ui.wardrobe.adding.pieces_dialog import PiecesDialog

        dialog = PiecesDialog(name, outcome.pieces, self._panel.window())
        dialog.finished.connect(partial(self._on_chosen, dialog, question))
        dialog.open()

    def _on_chosen(self, dialog: PiecesDialog, question: Question, result: int) -> None:
        if result == QDialog.DialogCode.Accepted:
            self._panel.tray.remove(question)
            self._queue.add(dialog.additions)
        dialog.deleteLater()
