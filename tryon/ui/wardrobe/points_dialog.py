"""The dialog in which the user says where a garment's neckline, armpits, hem and so on are."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tryon.garments.corrections import Correction
from tryon.garments.garment import Garment
from tryon.shape.category import GarmentCategory
from tryon.shape.sides import Side
from tryon.ui.kit.icons import icon
from tryon.ui.kit.names import garment_name, kind_name, point_name
from tryon.ui.kit.texts import sentence_of
from tryon.ui.wardrobe.points_editor import PointsEditor
from tryon.ui.wardrobe.points_view import PointsView

_PANEL_WIDTH = 250
_SLEEVED = (GarmentCategory.TOP, GarmentCategory.DRESS)


class PointsDialog(QDialog):
    """The garment large, with its points; beside it what it is, its sleeves, undo and reset."""

    def __init__(self, garment: Garment, parent: QWidget) -> None:
        super().__init__(parent)
        self.garment = garment
        self.editor = PointsEditor(garment)
        self.view = PointsView(self.editor)
        self.kind = QComboBox()
        self.both_sides = QCheckBox(self.tr("Move both sides"))
        self.sleeves = {
            Side.LEFT: QCheckBox(self.tr("Sleeve on the left")),
            Side.RIGHT: QCheckBox(self.tr("Sleeve on the right")),
        }
        self.undo_button, self.redo_button = QToolButton(), QToolButton()
        self.reset_button = QPushButton(self.tr("As measured"))
        self.save_button = QPushButton(self.tr("Save"))
        self._selected, self._problem = QLabel(), QLabel()
        self._set_texts()
        self._lay_out()
        self._connect()
        self._follow()

    @property
    def correction(self) -> Correction | None:
        """The user's correction; None if the garment is to be as it was measured."""
        return self.editor.correction if self.editor.is_corrected else None

    @property
    def problem(self) -> str:
        """Why it cannot be saved as it is."""
        return self._problem.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Cancel a drag with Esc; without one, Esc closes the dialog."""
        if event.key() == Qt.Key.Key_Escape and self.view.give_up():
            return
        super().keyPressEvent(event)

    def _set_texts(self) -> None:
        self.setWindowTitle(
            self.tr("Points of {garment}").format(garment=garment_name(self.garment))
        )
        self.view.setAccessibleName(self.tr("The garment and its points"))
        for category in GarmentCategory:
            self.kind.addItem(kind_name(category), category)
        self.both_sides.setToolTip(self.tr("A point takes the one across from it along"))
        for button, name, text in (
            (self.undo_button, "undo", self.tr("Undo")),
            (self.redo_button, "redo", self.tr("Redo")),
        ):
            button.setIcon(icon(name))
            button.setToolTip(text)
            button.setAccessibleName(text)
        self.reset_button.setToolTip(self.tr("Forget what was moved"))
        self._problem.setObjectName("pointsProblem")

    def _lay_out(self) -> None:
        hint = QLabel(
            self.tr(
                "Drag a point to where it belongs. Tab goes to the next one, arrow keys move it, "
                "Shift moves it further, Delete puts it back. The wheel zooms."
            )
        )
        hint.setProperty("muted", True)
        for label in (hint, self._selected, self._problem):
            label.setWordWrap(True)
        question = QLabel(self.tr("&What it is"))
        question.setBuddy(self.kind)
        tools = QHBoxLayout()
        for button in (self.undo_button, self.redo_button):
            tools.addWidget(button)
        tools.addStretch()
        tools.addWidget(self.reset_button)
        panel = QWidget()
        panel.setFixedWidth(_PANEL_WIDTH)
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(question)
        column.addWidget(self.kind)
        for box in (*self.sleeves.values(), self.both_sides):
            column.addWidget(box)
        column.addLayout(tools)
        column.addSpacing(6)
        column.addWidget(self._selected)
        column.addWidget(hint)
        column.addStretch()
        column.addWidget(self._problem)
        column.addWidget(self._answers())
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        row.addWidget(self.view, 1)
        row.addWidget(panel)
        self.resize(980, 720)

    def _answers(self) -> QDialogButtonBox:
        answers = QDialogButtonBox()
        answers.addButton(self.save_button, QDialogButtonBox.ButtonRole.AcceptRole)
        answers.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.save_button.setProperty("primary", True)
        self.save_button.setDefault(True)
        answers.accepted.connect(self.accept)
        answers.rejected.connect(self.reject)
        return answers

    def _connect(self) -> None:
        self.view.changed.connect(self._follow)
        self.kind.activated.connect(self._on_kind)
        self.both_sides.setChecked(self.editor.moves_both_sides)
        self.both_sides.toggled.connect(self._on_both_sides)
        for box in self.sleeves.values():
            box.clicked.connect(self._on_sleeve)
        self.reset_button.clicked.connect(self._on_reset)
        self.undo_button.clicked.connect(self._on_undo)
        self.redo_button.clicked.connect(self._on_redo)
        for keys, slot in (
            (QKeySequence(QKeySequence.StandardKey.Undo), self._on_undo),
            (QKeySequence("Ctrl+Shift+Z"), self._on_redo),
            (QKeySequence("Ctrl+Y"), self._on_redo),
        ):
            QShortcut(keys, self).activated.connect(slot)

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
    def _on_undo(self) -> None:
        self.editor.undo()
        self._follow()

    @Slot()
    def _on_redo(self) -> None:
        self.editor.redo()
        self._follow()

    @Slot()
    def accept(self) -> None:
        """Save, with what was moved last; stay open if it cannot be saved."""
        self.view.commit()
        if self.editor.problem is None:
            super().accept()

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
        self.save_button.setEnabled(editor.problem is None)
        selected = self.view.selected
        self._selected.setText(point_name(selected) if selected is not None else "")
        self._problem.setText(self._problem_text())

    def _problem_text(self) -> str:
        problem = self.editor.problem
        return "" if problem is None else sentence_of(problem)
