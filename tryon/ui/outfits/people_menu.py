"""A menu of the people of the photo."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from tryon.ui.kit.names import person_name


class PeopleMenu(QMenu):
    """Offers everybody but one; filled whenever the people or that one change."""

    chosen = Signal(int)
    """(number) of a person"""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._faces: tuple[QImage, ...] = ()
        self._but: int | None = None

    def set_people(self, faces: Sequence[QImage], *, but: int | None) -> None:
        """Offer people by their faces, in their order, but for one of them."""
        if (tuple(faces), but) == (self._faces, self._but):
            return
        self._faces, self._but = tuple(faces), but
        self.retranslate()

    def retranslate(self) -> None:
        """Name everybody in the current language."""
        self.clear()
        for number, face in enumerate(self._faces, start=1):
            if number != self._but:
                action = self.addAction(QIcon(QPixmap.fromImage(face)), person_name(number))
                action.setIconVisibleInMenu(True)
                action.triggered.connect(partial(self._on_chosen, number))
        self.setEnabled(not self.isEmpty())

    def _on_chosen(self, number: int) -> None:
        self.chosen.emit(number)
