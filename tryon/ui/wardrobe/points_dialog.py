"""The dialog in which the user corrects a garment: its points, and where it ends."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tryon.errors import GarmentError
from tryon.garments.corrections import Correction
from tryon.garments.garment import Garment
from tryon.garments.measure import corrected_garment
from tryon.garments.outline.cut import Frame
from tryon.garments.outline.follow import follow
from tryon.garments.outline.original import Original
from tryon.garments.outline.outline import Drawing
from tryon.ui.kit.dialogs.question import answer_buttons
from tryon.ui.kit.names import garment_name
from tryon.ui.kit.texts import sentence_of
from tryon.ui.room.outliner import Outliner
from tryon.ui.wardrobe.outline_page import OutlinePage
from tryon.ui.wardrobe.points_page import PointsPage


class PointsDialog(QDialog):
    """Two pages, points and outline, of which the points follow the outline.

    Args:
        garment: as it is corrected now.
        outliner: reads the garment's picture once the outline is asked for.
        parent: the window.
    """

    def __init__(self, garment: Garment, outliner: Outliner, parent: QWidget) -> None:
        super().__init__(parent)
        self.garment = garment
        self.points, self.outline = PointsPage(garment), OutlinePage(outliner)
        self.points_chip, self.outline_chip = QToolButton(), QToolButton()
        self.save_button = QPushButton(self.tr("Save"))
        self._outliner, self._is_asked = outliner, False
        self._drawing: Drawing | None = None
        self._frame: Frame | None = None
        self._cut_problem = ""
        self._problem, self._pages = QLabel(), QStackedWidget()
        self._lay_out()
        self._connect()
        self._follow()

    @property
    def correction(self) -> Correction | None:
        """The user's correction; None if the garment is to be as it was measured."""
        editor, points = self.outline.editor, self.points.editor
        outline = self.garment.outline if editor is None else editor.outline
        correction = replace(points.correction, outline=outline)
        return None if correction == Correction(points.garment.category) else correction

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to save."""
        kept = self.garment.correction
        if kept == Correction(self.garment.uncorrected.category):
            kept = None
        return self.correction != kept

    @property
    def problem(self) -> str:
        """Why it cannot be saved as it is."""
        return self._problem.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Cancel what is being drawn with Esc; without that, Esc closes the dialog."""
        if event.key() == Qt.Key.Key_Escape and self._page.give_up():
            return
        super().keyPressEvent(event)

    @property
    def _page(self) -> PointsPage | OutlinePage:
        is_outline = self._pages.currentWidget() is self.outline
        return self.outline if is_outline else self.points

    def _lay_out(self) -> None:
        name = garment_name(self.garment)
        self.setWindowTitle(self.tr("Correct {garment}").format(garment=name))
        self._problem.setObjectName("pointsProblem")
        self._problem.setWordWrap(True)
        switch = QHBoxLayout()
        chips = QButtonGroup(self)
        for chip, text in (
            (self.points_chip, self.tr("&Points")),
            (self.outline_chip, self.tr("&Outline")),
        ):
            chip.setText(text)
            chip.setCheckable(True)
            chip.setProperty("chip", True)
            chips.addButton(chip)
            switch.addWidget(chip)
        switch.addStretch()
        self.points_chip.setChecked(True)
        for page in (self.points, self.outline):
            self._pages.addWidget(page)
        below = QHBoxLayout()
        below.addWidget(self._problem, 1)
        below.addWidget(answer_buttons(self, self.save_button, self.tr("Cancel")))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        column.addWidget(self._pages, 1)
        column.insertLayout(0, switch)  # above, and after the pages for the keyboard
        column.addLayout(below)
        self.resize(1000, 760)

    def _connect(self) -> None:
        self.points.changed.connect(self._follow)
        self.outline.changed.connect(self._follow)
        self.points_chip.clicked.connect(self._show_points)
        self.outline_chip.clicked.connect(self._show_outline)
        for keys, slot in (
            (QKeySequence(QKeySequence.StandardKey.Undo), self._on_undo),
            (QKeySequence("Ctrl+Shift+Z"), self._on_redo),
            (QKeySequence("Ctrl+Y"), self._on_redo),
        ):
            QShortcut(keys, self).activated.connect(slot)

    @Slot()
    def _show_points(self) -> None:
        """Show the points, on the outline as it is drawn now."""
        if self._points_follow():
            self._pages.setCurrentWidget(self.points)
            self.points.view.setFocus()
        else:
            self.outline_chip.setChecked(True)
        self._follow()

    @Slot()
    def _show_outline(self) -> None:
        """Show the outline; the picture is read when it is first asked for."""
        self.points.commit()
        self._pages.setCurrentWidget(self.outline)
        if not self._is_asked:
            self._is_asked = True
            self._outliner.read(self.garment, done=self._on_read, failed=self._on_not_read)
        elif self.outline.tools is not None:
            self.outline.tools.view.setFocus()
        self._follow()

    def _on_read(self, original: Original) -> None:
        try:
            self.outline.show_original(original, self.garment.outline)
        except GarmentError as error:  # it was good when the garment was loaded
            self.outline.show_error(error)
            return
        editor = self.outline.editor
        if editor is not None:
            self._drawing = editor.drawing
            self._frame = original.frame_along(editor.drawing)

    def _on_not_read(self, error: Exception) -> None:
        self.outline.show_error(error)

    def _points_follow(self) -> bool:
        """Cut the garment out along the outline that is drawn; False if nothing is left of it."""
        self.outline.commit()
        self._cut_problem = ""
        editor = self.outline.editor
        if editor is None or self._frame is None or editor.drawing is self._drawing:
            return True
        original, drawing = editor.original, editor.drawing
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            garment = original.along(drawing)
            frame = original.frame_along(drawing)
            correction = follow(self.points.editor.correction, self._frame, frame, garment)
            self.points.show_garment(corrected_garment(garment, correction))
        except GarmentError as error:
            self._cut_problem = sentence_of(error)
            return False
        finally:
            QGuiApplication.restoreOverrideCursor()
        self._drawing, self._frame = drawing, frame
        return True

    @Slot()
    def _on_undo(self) -> None:
        self._page.undo()

    @Slot()
    def _on_redo(self) -> None:
        self._page.redo()

    @Slot()
    def accept(self) -> None:
        """Save, with what was drawn last; stay open if it cannot be saved."""
        self._page.commit()
        if self._points_follow() and self.points.editor.problem is None:
            super().accept()
        else:
            self._follow()

    @Slot()
    def _follow(self) -> None:
        """Show what can be done now."""
        self.save_button.setEnabled(self.points.editor.problem is None and not self.outline.is_busy)
        problem = self._cut_problem or self.outline.problem if self._page is self.outline else ""
        self._problem.setText(problem or self.points.problem)
