"""The page on which the user says where a garment's neckline, armpits, hem and so on are."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from tryon.garments.garment import Garment
from tryon.shape.category import GarmentCategory
from tryon.shape.sides import Side
from tryon.ui.kit.names import kind_name, point_name
from tryon.ui.kit.texts import sentence_of
from tryon.ui.wardrobe.points_editor import PointsEditor
from tryon.ui.wardrobe.points_view import PointsView
from tryon.ui.wardrobe.tool_panel import ToolPanel, undo_buttons

_SLEEVED = (GarmentCategory.TOP, GarmentCategory.DRESS)


class PointsPage(QWidget):
    """The garment large, with its points; beside it what it is, its sleeves, undo and reset."""

    changed = Signal()

    def __init__(self, garment: Garment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = PointsEditor(garment)
        self.view = PointsView(self.editor)
        self.kind = QComboBox()
        self.both_sides = QCheckBox(self.tr("Move both sides"))
        self.sleeves = {
            Side.LEFT: QCheckBox(self.tr("Sleeve on the left")),
            Side.RIGHT: QCheckBox(self.tr("Sleeve on the right")),
        }
        self.undo_button, self.redo_button = undo_buttons()
        self.reset_button = QPushButton(self.tr("As measured"))
        self._selected = QLabel()
        self._row = QHBoxLayout(self)
        self._lay_out()
        self._connect()
        self._prepare_view()
        self._follow()

    @property
    def problem(self) -> str:
        """Why it cannot be saved as it is."""
        problem = self.editor.problem
        return "" if problem is None else sentence_of(problem)

    def show_garment(self, garment: Garment) -> None:
        """Show a garment that was cut out anew, with its correction; what was undone is gone."""
        moves_both_sides = self.editor.moves_both_sides
        self.editor = PointsEditor(garment)
        self.editor.moves_both_sides = moves_both_sides
        old, self.view = self.view, PointsView(self.editor)
        self._row.replaceWidget(old, self.view)
        self._row.setStretchFactor(self.view, 1)
        old.hide()
        old.deleteLater()
        self._prepare_view()
        self._follow()

    def give_up(self) -> bool:
        """Cancel a drag; False if there is none."""
        return self.view.give_up()

    def commit(self) -> None:
        """Take over what was moved last."""
        self.view.commit()

    @Slot()
    def undo(self) -> None:
        """Take a step back."""
        self.editor.undo()
        self._follow()

    @Slot()
    def redo(self) -> None:
        """Take a step forward again."""
        self.editor.redo()
        self._follow()

    def _lay_out(self) -> None:
        for category in GarmentCategory:
            self.kind.addItem(kind_name(category), category)
        self.both_sides.setToolTip(self.tr("A point takes the one across from it along"))
        self.reset_button.setToolTip(self.tr("Forget what was moved"))
        question = QLabel(self.tr("&What it is"))
        question.setBuddy(self.kind)
        panel = ToolPanel()
        panel.add(question, self.kind, *self.sleeves.values(), self.both_sides)
        panel.add_row(self.undo_button, self.redo_button, None, self.reset_button)
        panel.add_space()
        self._selected.setWordWrap(True)
        panel.add(self._selected)
        panel.add_hint(
            self.tr(
                "Drag a point to where it belongs. Tab goes to the next one, arrow keys move it, "
                "Shift moves it further, Delete puts it back. The wheel zooms."
            )
        )
        panel.add_stretch()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(16)
        self._row.addWidget(self.view, 1)
        self._row.addWidget(panel)

    def _connect(self) -> None:
        self.kind.activated.connect(self._on_kind)
        self.both_sides.setChecked(self.editor.moves_both_sides)
        self.both_sides.toggled.connect(self._on_both_sides)
        for box in self.sleeves.values():
            box.clicked.connect(self._on_sleeve)
        self.reset_button.clicked.connect(self._on_reset)
        self.undo_button.clicked.connect(self.undo)
        self.redo_button.clicked.connect(self.redo)

    def _prepare_view(self) -> None:
        self.view.setAccessibleName(self.tr("The garment and its points"))
        self.view.changed.connect(self._follow)

    @Slot(int)
    def _on_kind(self, row: int) -> None:
        self.editor.set_category(self.kind.itemData(row))
        self._follow()

    @Slot(bool)
    def _on_both_sides(self, is_checked: bool) -> None:
        self.editor.moves_both_sides = is_checked

    @Slot(bool)
    def _on_sleeve(self, has_sleeve: bool) -> None:
        for side in Side:
            if self.sender() is self.sleeves[side]:
                self.editor.set_sleeve(side, has_sleeve)
        self._follow()

    @Slot()
    def _on_reset(self) -> None:
        self.editor.reset()
        self._follow()

    @Slot()
    def _follow(self) -> None:
        """Show what the editor holds now."""
        editor = self.editor
        self.view.follow()
        category = editor.correction.category
        self.kind.setCurrentIndex(self.kind.findData(category))
        for side, box in self.sleeves.items():
            with QSignalBlocker(box):
                box.setChecked(editor.has_sleeve(side))
            box.setVisible(category in _SLEEVED)
        self.undo_button.setEnabled(editor.can_undo)
        self.redo_button.setEnabled(editor.can_redo)
        self.reset_button.setEnabled(editor.is_corrected)
        selected = self.view.selected
        self._selected.setText(point_name(selected) if selected is not None else "")
        self.changed.emit()
