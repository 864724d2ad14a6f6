"""A worn garment in up to four of its sizes side by side, one of which can be kept."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tryon.errors import TryOnError
from tryon.fitting.sized import SizedFit, SizedFits
from tryon.garments.sizes.size_table import SizeTable
from tryon.geometry import Size
from tryon.human_parse import HumanParse
from tryon.session import Worn
from tryon.ui.kit.names import garment_name
from tryon.ui.kit.texts import sentence_of
from tryon.ui.room.sizing.size_fitter import SizeFitter, shown_box
from tryon.ui.sizes.size_column import SizeColumn
from tryon.ui.sizes.size_form import SizeForm
from tryon.ui.view.view_link import ViewLink

MOST = 4
"""Sizes that show at a time."""


class SizesDialog(QDialog):
    """The form on the left, the sizes on the right.

    Args:
        worn: the garment and who wears it.
        parse: of the photo.
        table: its sizes, if they are known.
        fitter: finds and draws them.
        parent: the window.
    """

    table_said = Signal(object)
    """(SizeTable) by which sizes are shown"""
    chosen = Signal(object)
    """(SizedFit)"""

    def __init__(
        self,
        worn: Worn,
        parse: HumanParse,
        table: SizeTable | None,
        fitter: SizeFitter,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._worn, self._fitter = worn, fitter
        self._table: SizeTable | None = None
        self._fits: SizedFits | None = None
        box = shown_box(parse, worn.person)
        self._size = Size(box.width, box.height)
        self.link = ViewLink(self)
        self.form = SizeForm(worn.person, fitter.height_of(worn.person), table)
        self.problem, self.chips = QLabel(), list[QToolButton]()
        self.problem.setObjectName("pointsProblem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self._chip_row, self._row = QHBoxLayout(), QHBoxLayout()
        self._empty = QLabel()
        self._empty.setProperty("muted", True)
        self._empty.setWordWrap(True)
        self._columns: tuple[SizeColumn, ...] = ()
        self._lay_out()
        self.form.asked.connect(self._ask)
        self.finished.connect(fitter.give_up)
        self.setWindowTitle(
            self.tr("Sizes of {garment}").format(garment=garment_name(worn.garment))
        )
        self._empty.setText(
            self.tr(
                "Say how tall the person is and paste the table of sizes from the shop's page. "
                "The sizes then show here side by side."
            )
        )
        if self.form.table is not None and self.form.height_cm is not None:
            self._ask(self.form.table, self.form.height_cm)

    @property
    def columns(self) -> tuple[SizeColumn, ...]:
        """The sizes that show, from left to right."""
        return self._columns

    def _lay_out(self) -> None:
        self._chip_row.setSpacing(4)
        self._row.setSpacing(10)
        self._row.addWidget(self._empty)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.problem)
        right.addLayout(self._chip_row)
        right.addLayout(self._row, 1)
        self.form.setFixedWidth(300)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(16)
        whole.addWidget(self.form)
        whole.addLayout(right, 1)
        self.resize(1160, 720)

    @Slot(object, float)
    def _ask(self, table: SizeTable, height_cm: float) -> None:
        """Find how the sizes lie."""
        self._table = table
        self.problem.hide()
        self.form.show_scale(None)
        self._fitter.set_height(self._worn.person, height_cm)
        self.table_said.emit(table)
        self._fitter.find(self._worn, table, height_cm, done=self._on_found, failed=self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, TryOnError):
            raise error
        self._show_columns(())
        self.problem.setText(sentence_of(error))
        self.problem.show()

    def _on_found(self, fits: SizedFits) -> None:
        self._fits = fits
        self.form.show_scale(fits.scale)
        for chip in self.chips:
            self._chip_row.removeWidget(chip)
            chip.deleteLater()
        self.chips = [self._chip(fit) for fit in fits.fits] if len(fits.fits) > MOST else []
        shown = _middle(fits)
        for chip, fit in zip(self.chips, fits.fits, strict=False):
            chip.setChecked(fit in shown)
            self._chip_row.addWidget(chip)
        self._chip_row.addStretch()
        self._show_columns(shown)

    def _chip(self, fit: SizedFit) -> QToolButton:
        chip = QToolButton()
        chip.setText(fit.size)
        chip.setCheckable(True)
        chip.setProperty("chip", True)
        chip.clicked.connect(self._on_chip)
        return chip

    @Slot()
    def _on_chip(self) -> None:
        """Show the sizes that are checked, of too many those checked before give way."""
        assert self._fits is not None
        checked = [
            fit for chip, fit in zip(self.chips, self._fits.fits, strict=True) if chip.isChecked()
        ]
        newest = self.chips.index(self.sender())  # type: ignore[arg-type]
        while len(checked) > MOST:
            gone = next(fit for fit in checked if fit is not self._fits.fits[newest])
            checked.remove(gone)
            self.chips[self._fits.fits.index(gone)].setChecked(False)
        self._show_columns(tuple(checked))

    def _show_columns(self, fits: tuple[SizedFit, ...]) -> None:
        for column in self._columns:
            self.link.forget_view(column.view)
            self._row.removeWidget(column)
            column.hide()
            column.deleteLater()
        self._empty.setVisible(not fits)
        assert self._table is not None
        self._columns = tuple(SizeColumn(fit, self._table.row(fit.size), self.link) for fit in fits)
        self.link.set_photo(self._size)
        for column in self._columns:
            column.chosen.connect(self._on_chosen)
            self._row.addWidget(column, 1)
            self._fitter.draw(
                self._worn, column.fit.parameters, column.fit.size, column.show_picture
            )

    @Slot(object)
    def _on_chosen(self, fit: SizedFit) -> None:
        self.chosen.emit(fit)
        self.accept()


def _middle(fits: SizedFits) -> tuple[SizedFit, ...]:
    """Return the sizes that are looked at first: those about the one that seems worn."""
    widths = [abs(fit.parameters.width - 1) for fit in fits.fits]
    nearest = widths.index(min(widths))
    first = max(0, min(nearest - 1, len(fits.fits) - MOST))
    return fits.fits[first : first + MOST]
