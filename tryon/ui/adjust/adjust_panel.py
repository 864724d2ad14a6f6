"""Sliders for what is worn on the selection; a single line while it is folded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tryon.fitting.parameters import USUAL, Tuck
from tryon.shape.category import GarmentCategory
from tryon.ui.adjust.adjust_row import ParameterSlider, Row, SliderRange
from tryon.ui.adjust.adjuster import Adjuster
from tryon.ui.adjust.recolour_rows import RecolourRows
from tryon.ui.kit.actions import Actions
from tryon.ui.kit.elided_label import ElidedLabel
from tryon.ui.kit.icons import icon
from tryon.ui.kit.jobs import Jobs
from tryon.ui.kit.names import garment_name

_ALL = frozenset(GarmentCategory)
_APPLIES_TO = {
    "shading": _ALL,
    "colour_match": _ALL,
    "grain": _ALL,
    "contact_shadow": _ALL,
    "edge_softness": _ALL,
    "width": _ALL,
    "sleeve_length": _ALL - {GarmentCategory.SKIRT},
    "hem_length": _ALL - {GarmentCategory.TROUSERS},
}
"""Categories of garments for which each parameter has a row."""
_CAN_BE_TUCKED = frozenset({GarmentCategory.TOP})


_LENGTHS = ("width", "sleeve_length", "hem_length")
_LIGHT = ("shading", "colour_match", "grain", "contact_shadow")
_SHAPE = ("edge_softness",)
_LEAST_HEIGHT = 110
"""Logical pixels of the rows, of which the others are scrolled to."""


class _Scroll(QScrollArea):
    """Asks for the room that its page needs, and scrolls where there is less."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("adjustScroll")
        self.page = QWidget()
        self.page.setObjectName("adjustBody")
        self.setWidget(self.page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumHeight(_LEAST_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(self.page.sizeHint().width(), self._wanted)

    @property
    def _wanted(self) -> int:
        layout = self.page.layout()
        return self.page.sizeHint().height() if layout is None else layout.sizeHint().height()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.setMaximumHeight(max(self._wanted, _LEAST_HEIGHT))


class AdjustPanel(QFrame):
    """Shown while a garment is worn on the selection, unfolded while it is adjusted."""

    def __init__(
        self, adjuster: Adjuster, actions: Actions, jobs: Jobs, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("adjustPanel")
        self._adjuster = adjuster
        self.heading = QToolButton()
        self.reset_all = QToolButton()
        self._garment = ElidedLabel()
        self._hint = QLabel()
        self.area = _Scroll()
        grid = QGridLayout(self.area.page)
        self.sliders = {
            name: ParameterSlider(name, SliderRange.of_parameter(name)) for name in _APPLIES_TO
        }
        self.rows: dict[str, Row] = {}
        self._tucks = QButtonGroup(self)
        self._place = QLabel()
        self.mesh_button, self.sizes_button = QToolButton(), QToolButton()
        self._titles = tuple(QLabel() for _ in range(4))
        self._add_title(grid, self._titles[0])
        self.position = Row(grid, self._place)
        self._sizes_row = Row(grid, self._sizes_choice(), has_button=False)
        self._add_sliders(grid, _LENGTHS)
        self._tuck_row = Row(grid, self._tuck_choice(), has_button=False)
        self._add_title(grid, self._titles[1])
        self.recolour = RecolourRows(grid, adjuster, jobs)
        self._add_title(grid, self._titles[2])
        self._add_sliders(grid, _LIGHT)
        self._add_title(grid, self._titles[3])
        self._add_sliders(grid, _SHAPE)
        self.mesh = Row(grid, self._mesh_choice())
        self._lay_out(grid)
        self._connect(actions)
        self._retranslate()
        self._follow()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow language and palette."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
            self._follow()
        elif event.type() is QEvent.Type.PaletteChange:
            self.reset_all.setIcon(icon("undo"))
            for row in self._all_rows():
                row.set_icon()

    def tuck_button(self, tuck: Tuck) -> QToolButton:
        """Return the button of a choice."""
        button = self._tucks.button(tuple(Tuck).index(tuck))
        assert isinstance(button, QToolButton)
        return button

    def _add_title(self, grid: QGridLayout, title: QLabel) -> None:
        title.setObjectName("groupTitle")
        title.setIndent(0)
        grid.addWidget(title, grid.rowCount(), 0, 1, 4)

    def _add_sliders(self, grid: QGridLayout, names: Sequence[str]) -> None:
        self.rows |= {name: Row(grid, self.sliders[name]) for name in names}

    def _tuck_choice(self) -> QWidget:
        choice = QWidget()
        choice.setObjectName("tuckChoice")
        line = QHBoxLayout(choice)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(3)
        for number, _ in enumerate(Tuck):
            button = QToolButton()
            button.setCheckable(True)
            button.setProperty("chip", True)
            self._tucks.addButton(button, number)
            line.addWidget(button)
        line.addStretch()
        return choice

    def _sizes_choice(self) -> QWidget:
        self.sizes_button.setProperty("chip", True)
        choice = QWidget()
        choice.setObjectName("sizesChoice")
        line = QHBoxLayout(choice)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.sizes_button)
        line.addStretch()
        return choice

    def _mesh_choice(self) -> QWidget:
        self.mesh_button.setCheckable(True)
        self.mesh_button.setProperty("chip", True)
        choice = QWidget()
        choice.setObjectName("meshChoice")
        line = QHBoxLayout(choice)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.mesh_button)
        line.addStretch()
        return choice

    def _lay_out(self, grid: QGridLayout) -> None:
        self.heading.setObjectName("disclosure")
        self.heading.setCheckable(True)
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._garment.setProperty("muted", True)
        self.reset_all.setObjectName("rowTool")
        self.reset_all.setIconSize(QSize(14, 14))
        self.reset_all.setIcon(icon("undo"))
        self.reset_all.setAutoRaise(True)
        self._place.setProperty("muted", True)
        self._hint.setProperty("muted", True)
        self._hint.setWordWrap(True)
        header = QHBoxLayout()
        header.setSpacing(6)
        header.addWidget(self.heading)
        header.addWidget(self._garment, 1)
        header.addWidget(self.reset_all)
        grid.setContentsMargins(0, 0, 4, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._hint, grid.rowCount(), 0, 1, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 6, 6, 8)
        column.setSpacing(4)
        column.addLayout(header)
        column.addWidget(self.area)

    def _connect(self, actions: Actions) -> None:
        self._adjuster.changed.connect(self._follow)
        self.heading.clicked.connect(actions.adjust.trigger)
        self.reset_all.clicked.connect(self._on_reset_all)
        for slider in self.sliders.values():
            slider.slid.connect(self._on_slid)
            slider.settled.connect(self._adjuster.settle)
        for name, row in self.rows.items():
            row.reset.setProperty("parameter", name)
            row.label.setProperty("parameter", name)
        for row in self._all_rows():
            row.reset.clicked.connect(self._on_reset)
            row.label.reset_asked.connect(self._on_reset)
        self._tucks.idClicked.connect(self._on_tuck)
        self.mesh_button.clicked.connect(self._adjuster.set_meshing)
        self.sizes_button.clicked.connect(actions.sizes.trigger)

    def _all_rows(self) -> tuple[Row, ...]:
        return (
            *self.rows.values(),
            self._tuck_row,
            self.position,
            *self.recolour.rows,
            self.mesh,
        )

    @Slot(str, float)
    def _on_slid(self, parameter: str, value: float) -> None:
        self._adjuster.change(self._adjuster.parameters.with_number(parameter, value))

    @Slot(int)
    def _on_tuck(self, number: int) -> None:
        self._adjuster.change_at_once(replace(self._adjuster.parameters, tuck=tuple(Tuck)[number]))

    @Slot()
    def _on_reset_all(self) -> None:
        self._adjuster.change_at_once(USUAL)

    @Slot()
    def _on_reset(self) -> None:
        """Reset the row whose button or label was used."""
        now, sender = self._adjuster.parameters, self.sender()
        name = sender.property("parameter")
        recoloured = self.recolour.without(sender, now)
        if recoloured is not None:
            self._adjuster.change_at_once(recoloured)
        elif isinstance(name, str):
            self._adjuster.change_at_once(now.with_number(name, getattr(USUAL, name)))
        elif sender is self._tuck_row.label:
            self._adjuster.change_at_once(replace(now, tuck=USUAL.tuck))
        elif sender in (self.mesh.label, self.mesh.reset):
            self._adjuster.change_at_once(replace(now, mesh=USUAL.mesh))
        else:
            self._adjuster.change_at_once(now.unplaced)

    @Slot()
    def _follow(self) -> None:
        """Show the garment that is adjusted, and its values."""
        worn, now = self._adjuster.target, self._adjuster.parameters
        is_open = self._adjuster.is_open
        self.setVisible(worn is not None)
        self.heading.setChecked(is_open)
        arrow = Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow
        self.heading.setArrowType(arrow)
        self.area.setVisible(is_open)
        self.reset_all.setVisible(now != USUAL)
        if worn is None:
            return
        self._garment.set_line(garment_name(worn.garment))
        category = worn.garment.category
        for name, row in self.rows.items():
            value = getattr(now, name)
            self.sliders[name].show_value(value)
            row.value.setText(f"{round(100 * value)} %")
            is_changed = value != getattr(USUAL, name)
            row.set_applicable(category in _APPLIES_TO[name], is_changed=is_changed)
        self.tuck_button(now.tuck).setChecked(True)
        self._tuck_row.set_applicable(category in _CAN_BE_TUCKED, is_changed=now.tuck != USUAL.tuck)
        self.position.set_applicable(True, is_changed=now.is_placed)
        self.recolour.follow()
        self.mesh.set_applicable(True, is_changed=now.mesh != USUAL.mesh)
        self.mesh_button.setChecked(self._adjuster.is_meshing)
        self._hint.setText(self._hint_text())
        self.area.updateGeometry()
        self._place.setText(self.tr("By hand") if now.is_placed else self.tr("As fitted"))
        is_legs = category is GarmentCategory.TROUSERS
        self.rows["sleeve_length"].label.setText(self.tr("Legs") if is_legs else self.tr("Sleeves"))

    def _retranslate(self) -> None:
        self.heading.setText(self.tr("Adjust"))
        self.heading.setToolTip(self.tr("Adjust the garment by hand (A)"))
        self.setAccessibleName(self.tr("Adjust"))
        names = (self.tr("Fit"), self.tr("Colour"), self.tr("Light"), self.tr("Shape"))
        for title, name in zip(self._titles, names, strict=True):
            title.setText(name)
        reset = self.tr("Reset")
        self.reset_all.setToolTip(self.tr("Reset all: everything as it was fitted"))
        self.reset_all.setAccessibleName(self.tr("Reset all"))
        percent = {
            "shading": (self.tr("Folds"), self.tr("Folds and shadows of the worn clothes")),
            "colour_match": (
                self.tr("Colour match"),
                self.tr("Share of the photo's light"),
            ),
            "grain": (self.tr("Grain"), self.tr("Noise and blur as in the photo")),
            "contact_shadow": (
                self.tr("Shadows"),
                self.tr("Contact shadows under arms, hair and collar"),
            ),
            "edge_softness": (self.tr("Soft edge"), self.tr("How broad the soft edge is")),
            "width": (self.tr("Width"), self.tr("Width of the garment around the body")),
            "sleeve_length": (self.tr("Sleeves"), self.tr("Length of the sleeves or legs")),
            "hem_length": (self.tr("Length"), self.tr("Length of the garment's body")),
        }
        for name, (text, hint) in percent.items():
            self.rows[name].name(text, hint, reset)
        sizes = self.tr("See the garment in each size of the shop's table")
        self._sizes_row.name(self.tr("Size"), sizes, reset)
        self.sizes_button.setText(self.tr("See sizes…"))
        self.sizes_button.setToolTip(sizes)
        self.sizes_button.setAccessibleName(self.tr("See sizes"))
        self._tuck_row.name(
            self.tr("Hem"), self.tr("Whether the hem goes into what is worn below"), reset
        )
        keys = self.tr("Arrow keys move, with Ctrl they scale and turn; Shift makes larger steps.")
        self.position.name(self.tr("Position"), keys, reset)
        self.recolour.retranslate(reset)
        choices = (self.tr("Auto"), self.tr("Tucked"), self.tr("Over"))
        for tuck, text in zip(Tuck, choices, strict=True):
            self.tuck_button(tuck).setText(text)
            self.tuck_button(tuck).setAccessibleName(text)
        mesh = self.tr("Bend the garment by the points of a mesh")
        self.mesh.name(self.tr("Mesh"), mesh, self.tr("Reset mesh"))
        self.mesh_button.setText(self.tr("Edit on the picture"))
        self.mesh_button.setToolTip(mesh)
        self.mesh_button.setAccessibleName(mesh)
        self._hint.setText(self._hint_text())

    def _hint_text(self) -> str:
        if self._adjuster.is_meshing:
            return self.tr("Drag the points; arrow keys move the one chosen last. Esc ends it.")
        return self.tr("Drag the frame and the diamonds, or use the arrow keys.")
