"""A person in one size, with a button that keeps it so."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QLabel, QToolButton

from tryon.fitting.sized import SizedFit
from tryon.garments.sizes.size_table import SizeRow
from tryon.ui.kit.names import measure_name
from tryon.ui.kit.pane import Pane
from tryon.ui.kit.texts import sentence_of
from tryon.ui.view.looks_row import LookView
from tryon.ui.view.pyramid import Pyramid
from tryon.ui.view.scene import Scene
from tryon.ui.view.view_link import ViewLink


class SizeColumn(Pane):
    """One of several sizes, which are zoomed and moved together."""

    chosen = Signal(object)
    """(SizedFit)"""

    def __init__(self, fit: SizedFit, row: SizeRow, link: ViewLink) -> None:
        self.fit, self._row = fit, row
        self.view, self.button = LookView(link), QToolButton()
        self.button.setProperty("chip", True)
        super().__init__(self.view, self.button)
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.about.setProperty("muted", True)
        self.add_bar(self.about)
        self.button.clicked.connect(self._on_clicked)
        self._retranslate()

    def show_picture(self, picture: Pyramid) -> None:
        """Show the person in this size."""
        self.view.set_scene(Scene(picture))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    @Slot()
    def _on_clicked(self) -> None:
        self.chosen.emit(self.fit)

    def _retranslate(self) -> None:
        lengths = (f"{measure_name(measure)} {cm:g}" for measure, cm in self._row.centimetres)
        notes = map(sentence_of, self.fit.notes)
        self.about.setText("\n".join((", ".join(lengths), *notes)))
        self.set_title(self.fit.size)
        self.view.setAccessibleName(self.fit.size)
        text = self.tr("Wear {size}").format(size=self.fit.size)
        self.button.setText(text)
        self.button.setAccessibleName(text)
