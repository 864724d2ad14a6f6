"""Chooses the colour of a garment's cloth."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QToolButton, QVBoxLayout, QWidget

from tryon.fitting.cloth.dye import Dye
from tryon.garments.garment import Garment
from tryon.ui.adjust.main_colours import MainColours
from tryon.ui.adjust.swatches import SwatchPopup, swatch

_FIRST = "#aa3355"
"""Where the dialog begins for a garment that is not dyed yet."""
_ICON = 16


class DyeChoice(QWidget):
    """A button with the colour, whether prints follow, and a way to keep the dyed garment.

    What the user does comes back by signals; what `show_dye` sets does not.
    """

    tried = Signal(object)
    """(Dye) while colours are looked at"""
    chosen = Signal(object)
    """(Dye)"""
    given_up = Signal()
    """The colour that was tried last is not wanted"""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("dyeChoice")
        self._dye: Dye | None = None
        self.dialog: QColorDialog | None = None
        self.button, self.prints = QToolButton(), QToolButton()
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setIconSize(QSize(_ICON, _ICON))
        self.prints.setCheckable(True)
        self.swatches = SwatchPopup(self)
        self.mains = MainColours()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self.mains)
        for button in (self.button, self.prints):
            button.setProperty("chip", True)
            column.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.button.clicked.connect(self._open_swatches)
        self.swatches.picked.connect(self._on_picked)
        self.swatches.more_asked.connect(self._open_dialog)
        self.prints.clicked.connect(self._on_prints)
        self.mains.picked.connect(self._on_main)
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow language and palette."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() is QEvent.Type.PaletteChange:
            self.show_dye(self._dye)

    def show_dye(self, dye: Dye | None) -> None:
        """Show a dye without emitting a signal."""
        self._dye = dye
        self.button.setIcon(swatch(None if dye is None else dye.hex, _ICON))
        self.button.setText(self.tr("Own") if dye is None else dye.hex)
        self.prints.setVisible(dye is not None)
        self.prints.setChecked(dye is not None and dye.prints_too)
        if dye is not None:
            self.mains.pick(dye.instead_of)

    def show_garment(self, garment: Garment) -> None:
        """Show which colours the garment has, if it has several."""
        self.mains.show_garment(garment)

    @Slot()
    def _open_swatches(self) -> None:
        corner = self.button.mapToGlobal(QPoint(0, 0))
        self.swatches.open_at(QRect(corner, self.button.size()))

    @Slot()
    def _open_dialog(self) -> None:
        """Ask for any colour; the garment shows each that is looked at."""
        now = QColor(_FIRST if self._dye is None else self._dye.hex)
        dialog = QColorDialog(now, self.window())
        dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
        dialog.setWindowTitle(self.tr("Colour of the garment"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.currentColorChanged.connect(self._on_tried)
        dialog.colorSelected.connect(self._on_selected)
        dialog.rejected.connect(self.given_up)
        dialog.finished.connect(self._on_closed)
        self.dialog = dialog
        dialog.open()

    @Slot()
    def _on_closed(self) -> None:
        self.dialog = None

    @Slot(QColor)
    def _on_tried(self, colour: QColor) -> None:
        self.tried.emit(self._with_colour(colour.name()))

    @Slot(QColor)
    def _on_selected(self, colour: QColor) -> None:
        self.chosen.emit(self._with_colour(colour.name()))

    @Slot(str)
    def _on_picked(self, colour: str) -> None:
        self.chosen.emit(self._with_colour(colour))

    @Slot()
    def _on_main(self) -> None:
        if self._dye is not None:
            self.chosen.emit(replace(self._dye, instead_of=self.mains.picked_colour))

    @Slot(bool)
    def _on_prints(self, is_checked: bool) -> None:
        if self._dye is not None:
            self.chosen.emit(replace(self._dye, prints_too=is_checked))

    def _with_colour(self, colour: str) -> Dye:
        dye = Dye.of_hex(colour, prints_too=self._dye is not None and self._dye.prints_too)
        return replace(dye, instead_of=self.mains.picked_colour)

    def _retranslate(self) -> None:
        self.prints.setText(self.tr("Prints too"))
        self.prints.setToolTip(self.tr("Dye prints, logos and stripes of other colours, too"))
        self.mains.name(self.tr("Dye this colour of the garment"))
        self.button.setToolTip(self.tr("Choose the colour of the cloth"))
        self.button.setAccessibleName(self.tr("Choose the colour of the cloth"))
        names = (
            self.tr("White"),
            self.tr("Cream"),
            self.tr("Beige"),
            self.tr("Grey"),
            self.tr("Charcoal"),
            self.tr("Black"),
            self.tr("Navy"),
            self.tr("Blue"),
            self.tr("Sky blue"),
            self.tr("Teal"),
            self.tr("Green"),
            self.tr("Olive"),
            self.tr("Mustard"),
            self.tr("Orange"),
            self.tr("Red"),
            self.tr("Burgundy"),
            self.tr("Pink"),
            self.tr("Purple"),
        )
        self.swatches.name(names, self.tr("More colours…"))
        self.show_dye(self._dye)
