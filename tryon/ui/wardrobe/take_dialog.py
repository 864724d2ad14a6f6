"""Which of the clothes in a photo are to be kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from tryon.garments.garment import Garment
from tryon.garments.wardrobe import thumbnail
from tryon.ui.kit.names import person_name, region_name
from tryon.ui.kit.qimage import rgba_to_qimage
from tryon.ui.room.taker import TakenGarment, TakenGarments
from tryon.ui.wardrobe.choice_dialog import CARD_PICTURE_SIDE, ChoiceCard, ChoiceDialog

_LONGEST_STEM = 14
"""Characters of the photo's name in a garment's name."""


class TakeDialog(ChoiceDialog):
    """Cards of what was found; the largest person's are marked."""

    def __init__(self, taken: TakenGarments, parent: QWidget) -> None:
        self._taken = taken
        self._has_several = len({item.person for item in taken.garments}) > 1
        title = QCoreApplication.translate("TakeDialog", "Take from another photo")
        question = QCoreApplication.translate(
            "TakeDialog", "Which clothes of {photo} do you want to keep?"
        )
        cards = [self._card(item) for item in taken.garments]
        super().__init__(title, question.format(photo=taken.name), cards, parent)

    @property
    def garments(self) -> tuple[Garment, ...]:
        """The garments that are marked, named by the photo and by what they are."""
        stem = short_stem(self._taken.name)
        marked = (self._taken.garments[row] for row in self.marked_rows)
        return tuple(replace(item.garment, name=f"{self._name(item)} · {stem}") for item in marked)

    def _name(self, item: TakenGarment) -> str:
        kind = region_name(item.garment.category.region)
        return f"{person_name(item.person)} · {kind}" if self._has_several else kind

    def _card(self, item: TakenGarment) -> ChoiceCard:
        image = rgba_to_qimage(thumbnail(item.garment, side=CARD_PICTURE_SIDE))
        is_largest = item.person == self._taken.person
        return ChoiceCard(QPixmap.fromImage(image), self._name(item), is_largest)


def short_stem(name: str) -> str:
    """Return the name of a picture without its suffix, shortened to stand beside another."""
    stem = Path(name).stem
    return stem if len(stem) <= _LONGEST_STEM else f"{stem[:_LONGEST_STEM]}…"
