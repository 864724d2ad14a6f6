"""The main colours of a garment, to say which of them is dyed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from tryon.fitting.cloth.cloth import MOST_COLOURS, Colour, main_colours
from tryon.fitting.cloth.dye import hex_of
from tryon.garments.garment import Garment
from tryon.ui.adjust.swatches import swatch

_ICON = 14


class MainColours(QWidget):
    """A swatch for each main colour of a garment; hidden while it has only one.

    Which is picked comes back by `picked` if the user picks it.
    """

    picked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._garment: Garment | None = None
        self._colours: tuple[Colour, ...] = ()
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._on_clicked)
        self.buttons = tuple(QToolButton() for _ in range(MOST_COLOURS))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2)
        for number, button in enumerate(self.buttons):
            button.setCheckable(True)
            button.setProperty("chip", True)
            button.setIconSize(QSize(_ICON, _ICON))
            self._group.addButton(button, number)
            line.addWidget(button)
        line.addStretch()
        self.hide()

    @property
    def picked_colour(self) -> Colour | None:
        """Which colour is dyed; None for the commonest."""
        number = self._group.checkedId()
        return self._colours[number] if 0 < number < len(self._colours) else None

    def show_garment(self, garment: Garment) -> None:
        """Show the colours of a garment."""
        if garment is self._garment:
            return
        self._garment, self._colours = garment, main_colours(garment.rgba)
        for number, button in enumerate(self.buttons):
            button.setVisible(number < len(self._colours))
            if number < len(self._colours):
                button.setIcon(swatch(hex_of(self._colours[number]), _ICON))
        self.buttons[0].setChecked(True)
        self.setVisible(len(self._colours) > 1)

    def pick(self, colour: Colour | None) -> None:
        """Show which colour is dyed; one that is none of them is like the commonest."""
        number = self._colours.index(colour) if colour in self._colours else 0
        self.buttons[number].setChecked(True)

    def name(self, text: str) -> None:
        """Set what a click does."""
        for button in self.buttons:
            button.setToolTip(text)
            button.setAccessibleName(text)

    @Slot()
    def _on_clicked(self) -> None:
        self.picked.emit()
