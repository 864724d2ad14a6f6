"""Which of several garments in one picture are to be added."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from tryon.garments.adding.outcome import Piece
from tryon.garments.adding.source import PictureSource
from tryon.garments.thumbnails import thumbnail_png
from tryon.ui.kit.names import picture_kind_name
from tryon.ui.room.adding_queue import Addition
from tryon.ui.wardrobe.choice_dialog import ChoiceCard, ChoiceDialog
from tryon.ui.wardrobe.take_dialog import short_stem


class PiecesDialog(ChoiceDialog):
    """Cards of the pieces; those that can be worn are marked."""

    def __init__(self, name: str, pieces: Sequence[Piece], parent: QWidget) -> None:
        self._name, self._pieces = name, tuple(pieces)
        title = QCoreApplication.translate("PiecesDialog", "Several garments")
        question = QCoreApplication.translate(
            "PiecesDialog", "Which of the garments in {picture} do you want to add?"
        )
        cards = [_card(piece) for piece in pieces]
        super().__init__(title, question.format(picture=name), cards, parent)

    @property
    def additions(self) -> tuple[Addition, ...]:
        """The pieces that are marked, as pictures to add."""
        stem = short_stem(self._name)
        pieces = [self._pieces[row] for row in self.marked_rows]
        names = _numbered([picture_kind_name(piece.kind) for piece in pieces])
        return tuple(
            Addition(PictureSource(f"{name} · {stem}", pixels=piece.rgba), piece.category)
            for name, piece in zip(names, pieces, strict=True)
        )


def _numbered(names: list[str]) -> list[str]:
    """Return names of which those that occur several times have a number."""
    return [
        f"{name} {names[: place + 1].count(name)}" if names.count(name) > 1 else name
        for place, name in enumerate(names)
    ]


def _card(piece: Piece) -> ChoiceCard:
    picture = QPixmap()
    picture.loadFromData(thumbnail_png(piece.rgba))
    is_garment = piece.kind.category is not None
    return ChoiceCard(picture, picture_kind_name(piece.kind), is_garment)
