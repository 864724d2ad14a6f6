"""What is asked before sizes can be shown: how tall the person is, and the shop's table."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tryon.body.stature import HEIGHT_LIMITS_CM, BodyScale
from tryon.errors import EntryError
from tryon.garments.sizes.size_table import Measure, SizeTable
from tryon.garments.sizes.table_text import parse_table
from tryon.ui.kit.names import measure_name, person_name
from tryon.ui.kit.texts import sentence_of

_UNKNOWN = HEIGHT_LIMITS_CM[0] - 1
"""What the field holds while nobody has said how tall the person is."""
_USUAL = 170.0
"""Where its arrows begin."""
_FIELD_HEIGHT = 28
"""In logical pixels."""
_WAIT_MS = 250
"""Pause in typing after which the table is read."""
_EXAMPLE = "Size\tChest\tLength\tSleeve\nS\t96\t69\t20\nM\t104\t71\t21\nL\t112\t74\t22"


class SizeForm(QWidget):
    """Height and table; `asked` comes when both make sense and the user wants to see sizes.

    Args:
        person: who.
        height_cm: how tall, if it is known.
        table: the garment's sizes, if they are known.
    """

    asked = Signal(object, float)
    """(SizeTable, height in cm)"""

    def __init__(self, person: int, height_cm: float | None, table: SizeTable | None) -> None:
        super().__init__()
        self._person = person
        self._scale: BodyScale | None = None
        self._table, self._problem = table, ""
        self.height_field = _HeightField()
        self.height_field.setValue(_UNKNOWN if height_cm is None else height_cm)
        self.text = QPlainTextEdit("" if table is None else _as_text(table))
        self.text.setObjectName("detailsText")
        self.text.setMinimumWidth(240)
        self.show_button = QPushButton()
        self.show_button.setProperty("primary", True)
        self.show_button.setDefault(True)
        self._height_label, self._text_label = QLabel(), QLabel()
        self._height_label.setBuddy(self.height_field)
        self._text_label.setBuddy(self.text)
        self.found, self.hint, self.certainty = QLabel(), QLabel(), QLabel()
        for label in (self.found, self.hint, self.certainty):
            label.setWordWrap(True)
        self.hint.setProperty("muted", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self._height_label, self.height_field, self._text_label):
            column.addWidget(widget)
        column.addWidget(self.text, 1)
        for below in (self.found, self.hint, self.show_button, self.certainty):
            column.addWidget(below)
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self._read)
        self.text.textChanged.connect(self._timer.start)
        self.height_field.valueChanged.connect(self._follow)
        self.show_button.clicked.connect(self._ask)
        self._retranslate()

    @property
    def table(self) -> SizeTable | None:
        """The table that the text says; None if there is none."""
        return self._table

    @property
    def height_cm(self) -> float | None:
        """How tall the person is; None while that is not said."""
        value = self.height_field.value()
        return None if value <= _UNKNOWN else value

    def show_scale(self, scale: BodyScale | None) -> None:
        """Say how large the person is in the photo, and how sure that is."""
        self._scale = scale
        self._name_scale()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    @Slot()
    def _read(self) -> None:
        """Read the table."""
        self._table, self._problem = None, ""
        text = self.text.toPlainText()
        if text.strip():
            try:
                self._table = parse_table(text)
            except EntryError as error:
                self._problem = sentence_of(error)
        self._follow()

    @Slot()
    def _ask(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self._read()
        table, height = self.table, self.height_cm
        if table is not None and height is not None:
            self.asked.emit(table, height)

    @Slot()
    def _follow(self) -> None:
        """Say what was read."""
        table = self._table
        if table is not None:
            sizes = ", ".join(row.name for row in table.rows)
            measures = ", ".join(map(measure_name, table.measures))
            found = self.tr("Read: {sizes}, with {measures} in cm.")
            self._problem = ""
            self.found.setText(found.format(sizes=sizes, measures=measures))
        else:
            self.found.setText(self._problem)
        self.found.setObjectName("pointsProblem" if self._problem else "")
        self.found.style().polish(self.found)
        self.found.setVisible(bool(self.found.text()))
        self.show_button.setEnabled(table is not None and self.height_cm is not None)

    def _name_scale(self) -> None:
        scale = self._scale
        if scale is not None:
            text = self.tr("1 cm is {pixels} pixels here; lengths are right to about ±{percent} %.")
            self.certainty.setText(
                text.format(pixels=f"{scale.pixels_per_cm:.1f}", percent=scale.percent)
            )
        self.certainty.setVisible(scale is not None)

    def _retranslate(self) -> None:
        self._height_label.setText(
            self.tr("&Height of {person}").format(person=person_name(self._person).lower())
        )
        self.height_field.setSuffix(self.tr(" cm"))
        self.height_field.setSpecialValueText(self.tr("not known"))
        self.height_field.setAccessibleName(self._height_label.text().replace("&", ""))
        self._text_label.setText(self.tr("&Table of sizes, pasted or typed"))
        self.text.setPlaceholderText(_EXAMPLE)
        self.text.setAccessibleName(self._text_label.text().replace("&", ""))
        self.hint.setText(
            self.tr(
                "What the garment measures, not the body it is for. Chest, waist and hips all the "
                "way round; half, if the table says so. Inches are turned into centimetres."
            )
        )
        self.show_button.setText(self.tr("&Show sizes"))
        self._follow()
        self._name_scale()


class _HeightField(QDoubleSpinBox):
    """Centimetres; while nothing is said its arrows begin at a usual height."""

    def __init__(self) -> None:
        super().__init__()
        self.setRange(_UNKNOWN, HEIGHT_LIMITS_CM[1])
        self.setDecimals(1)
        self.setMinimumHeight(_FIELD_HEIGHT)
        self.setStepType(QDoubleSpinBox.StepType.DefaultStepType)

    def stepBy(self, steps: int) -> None:  # noqa: N802
        """Step by whole centimetres."""
        if self.value() <= _UNKNOWN:
            self.setValue(_USUAL)
        else:
            super().stepBy(steps)

    def textFromValue(self, value: float) -> str:  # noqa: N802
        """Show no needless decimals."""
        return f"{value:g}"


def _as_text(table: SizeTable) -> str:
    """Return a table as it can be read again."""
    measures = table.measures
    lines = ["\t".join(("Size", *map(_heading, measures)))]
    for row in table.rows:
        lengths = (row.cm(measure) for measure in measures)
        lines.append("\t".join((row.name, *("" if cm is None else f"{cm:g} cm" for cm in lengths))))
    return "\n".join(lines)


def _heading(measure: Measure) -> str:
    return measure.value.capitalize()
