"""The rows of the adjust panel that give a garment's cloth another colour and pattern."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QToolButton

from tryon.fitting.cloth.dye import Dye
from tryon.fitting.cloth.pattern import ANGLE_LIMITS, SCALE_LIMITS, USUAL_SCALE, Pattern
from tryon.fitting.parameters import USUAL, FitParameters
from tryon.ui.adjust.adjust_row import ParameterSlider, Row, SliderRange
from tryon.ui.adjust.adjuster import Adjuster
from tryon.ui.adjust.dye_choice import DyeChoice
from tryon.ui.adjust.pattern_choice import PatternChoice
from tryon.ui.kit.jobs import Jobs

_RANGES = {
    "scale": SliderRange(SCALE_LIMITS, USUAL_SCALE, decimals=2),
    "angle_degrees": SliderRange(ANGLE_LIMITS, 0.0, decimals=0),
}
"""Numbers of a pattern that have a slider."""


class RecolourRows(QObject):
    """Rows for dye and pattern, and a button that keeps the garment as it is then.

    Args:
        grid: where they stand, below what is there.
        adjuster: whose garment it is.
        jobs: reads pictures.
    """

    keep_asked = Signal(object, object, object)
    """(Garment, Dye or None, Pattern or None)"""

    def __init__(self, grid: QGridLayout, adjuster: Adjuster, jobs: Jobs) -> None:
        super().__init__()
        self._adjuster = adjuster
        self.dye_choice, self.pattern_choice = DyeChoice(), PatternChoice(jobs)
        self.sliders = {name: ParameterSlider(name, _RANGES[name]) for name in _RANGES}
        self.dye = Row(grid, self.dye_choice)
        self.pattern = Row(grid, self.pattern_choice)
        self.numbers = {name: Row(grid, slider) for name, slider in self.sliders.items()}
        self.keep = QToolButton()
        self.keep.setObjectName("keepRecoloured")
        self.keep.setProperty("chip", True)
        grid.addWidget(self.keep, grid.rowCount(), 1, 1, 3, Qt.AlignmentFlag.AlignLeft)
        self._connect()

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows."""
        return (self.dye, self.pattern, *self.numbers.values())

    def follow(self) -> None:
        """Show the garment's values."""
        worn, now = self._adjuster.target, self._adjuster.parameters
        if worn is None:
            return
        if self._adjuster.is_open:
            self.dye_choice.show_garment(worn.garment)
        self.dye_choice.show_dye(now.dye)
        self.dye.set_applicable(True, is_changed=now.dye is not None)
        pattern = now.pattern
        self.pattern_choice.show_pattern(pattern)
        self.pattern.set_applicable(True, is_changed=pattern is not None)
        for name, row in self.numbers.items():
            usual = _RANGES[name].usual
            value = usual if pattern is None else getattr(pattern, name)
            self.sliders[name].show_value(value)
            is_angle = name == "angle_degrees"
            row.value.setText(f"{value:.0f}°" if is_angle else f"{100 * value:.0f} %")
            row.set_applicable(pattern is not None, is_changed=value != usual)
        self.keep.setVisible(now.dye is not None or pattern is not None)

    def without(self, sender: QObject, now: FitParameters) -> FitParameters | None:
        """Return the parameters with a row reset, if the sender belongs to one; None otherwise."""
        if sender in (self.dye.label, self.dye.reset):
            return replace(now, dye=USUAL.dye)
        if sender in (self.pattern.label, self.pattern.reset):
            return replace(now, pattern=USUAL.pattern)
        for name, row in self.numbers.items():
            if sender in (row.label, row.reset) and now.pattern is not None:
                return replace(now, pattern=_with(now.pattern, name, _RANGES[name].usual))
        return None

    def retranslate(self, reset: str) -> None:
        """Name the rows; ``reset`` is what their buttons do."""
        self.dye.name(self.tr("Cloth"), self.tr("Colour of the cloth"), reset)
        self.pattern.name(
            self.tr("Pattern"), self.tr("A picture that is repeated over the cloth"), reset
        )
        self.numbers["scale"].name(
            self.tr("Repeat"), self.tr("Width of the picture in widths of the garment"), reset
        )
        self.numbers["angle_degrees"].name(
            self.tr("Angle"), self.tr("How far the pattern is turned"), reset
        )
        self.keep.setText(self.tr("Keep as a garment"))
        self.keep.setToolTip(
            self.tr("Put the garment in this colour and pattern into the wardrobe")
        )

    def _connect(self) -> None:
        adjuster = self._adjuster
        self.dye_choice.tried.connect(self._on_dye_tried)
        self.dye_choice.chosen.connect(self._on_dye)
        self.dye_choice.given_up.connect(adjuster.give_up)
        self.pattern_choice.chosen.connect(self._on_pattern)
        for slider in self.sliders.values():
            slider.slid.connect(self._on_slid)
            slider.settled.connect(adjuster.settle)
        self.keep.clicked.connect(self._on_keep)

    @Slot(object)
    def _on_dye_tried(self, dye: Dye) -> None:
        self._adjuster.change(replace(self._adjuster.parameters, dye=dye))

    @Slot(object)
    def _on_dye(self, dye: Dye) -> None:
        self._adjuster.change_at_once(replace(self._adjuster.parameters, dye=dye))

    @Slot(object)
    def _on_pattern(self, pattern: Pattern) -> None:
        self._adjuster.change_at_once(replace(self._adjuster.parameters, pattern=pattern))

    @Slot(str, float)
    def _on_slid(self, name: str, value: float) -> None:
        now = self._adjuster.parameters
        if now.pattern is not None:
            self._adjuster.change(replace(now, pattern=_with(now.pattern, name, value)))

    @Slot()
    def _on_keep(self) -> None:
        worn, now = self._adjuster.target, self._adjuster.parameters
        if worn is not None:
            self.keep_asked.emit(worn.garment, now.dye, now.pattern)


def _with(pattern: Pattern, name: str, value: float) -> Pattern:
    if name == "scale":
        return replace(pattern, scale=value)
    return replace(pattern, angle_degrees=value)
