"""The page on which the user draws where a garment ends in its picture."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSlider,
    QStackedLayout,
    QToolButton,
    QWidget,
)

from tryon.errors import TryOnError
from tryon.garments.outline.original import Original
from tryon.garments.outline.outline import Coverage, Outline
from tryon.ui.kit.icons import icon
from tryon.ui.kit.names import error_title
from tryon.ui.kit.texts import sentence_of
from tryon.ui.room.outliner import Outliner
from tryon.ui.wardrobe.outline_editor import OutlineEditor
from tryon.ui.wardrobe.outline_levels import Surroundings
from tryon.ui.wardrobe.outline_view import RADII, OutlineView, Tool
from tryon.ui.wardrobe.tool_panel import ToolPanel, icon_button, undo_buttons

_ICON = QSize(18, 18)


class OutlinePage(QWidget):
    """Says that the picture is read, then shows it with its tools.

    Args:
        outliner: refines edges beside the window.
    """

    changed = Signal()

    def __init__(self, outliner: Outliner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tools: OutlineTools | None = None
        self._outliner = outliner
        self._note = QLabel(self.tr("Opening the picture…"))
        self._note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._note.setWordWrap(True)
        self._note.setProperty("muted", True)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._note)

    @property
    def editor(self) -> OutlineEditor | None:
        """What is drawn; None while the picture is read."""
        return self.tools.editor if self.tools is not None else None

    @property
    def note(self) -> str:
        """What shows instead of the picture: that it is read, or why it cannot be."""
        return self._note.text()

    @property
    def is_busy(self) -> bool:
        """Whether an edge is refined."""
        return self.tools is not None and not self.tools.isEnabled()

    @property
    def problem(self) -> str:
        """Why the last edge could not be refined."""
        return self.tools.problem if self.tools is not None else ""

    def show_original(self, original: Original, outline: Outline | None) -> None:
        """Show the picture, and the outline that is kept.

        Raises:
            GarmentError: if that is damaged, or of another picture.
        """
        self.tools = OutlineTools(OutlineEditor(original, outline, self), self._outliner)
        self.tools.changed.connect(self.changed)
        self._stack.addWidget(self.tools)
        self._stack.setCurrentWidget(self.tools)
        self.tools.view.setFocus()
        self.changed.emit()

    def show_error(self, error: Exception) -> None:
        """Say why there is no picture to draw on."""
        self._note.setText(_reason(error))

    def give_up(self) -> bool:
        """Cancel a stroke; False if there is none."""
        return self.tools is not None and self.tools.view.give_up()

    def commit(self) -> None:
        """Take over what was drawn last."""
        if self.tools is not None:
            self.tools.view.commit()

    @Slot()
    def undo(self) -> None:
        """Take a step back."""
        if self.editor is not None and not self.is_busy:
            self.editor.undo()

    @Slot()
    def redo(self) -> None:
        """Take a step forward again."""
        if self.editor is not None and not self.is_busy:
            self.editor.redo()


class OutlineTools(QWidget):
    """The picture with its coverage; beside it brush, eraser, crop, and what changes all of it."""

    changed = Signal()

    def __init__(self, editor: OutlineEditor, outliner: Outliner) -> None:
        super().__init__()
        self.editor = editor
        self.view = OutlineView(editor)
        self.problem = ""
        self._outliner = outliner
        self._group = QButtonGroup(self)
        self.buttons = {
            Tool.BRUSH: self._tool_button("brush", self.tr("Brush"), "B"),
            Tool.ERASER: self._tool_button("eraser", self.tr("Eraser"), "E"),
            Tool.CROP: self._tool_button("crop", self.tr("Crop"), "C"),
        }
        self.size_slider = QSlider(Qt.Orientation.Horizontal)
        self.refine_button = self._button("refine", self.tr("Refine edge"))
        self.left_button = self._button("turn-left", self.tr("Turn left"))
        self.right_button = self._button("turn-right", self.tr("Turn right"))
        self.fit_button = icon_button("fit", self.tr("Fit to window"))
        self.actual_button = icon_button("actual", self.tr("Actual size"))
        self.checkerboard = QCheckBox(self.tr("On a checkerboard"))
        self.undo_button, self.redo_button = undo_buttons()
        self.again_button = QPushButton(self.tr("Start again"))
        self._lay_out()
        self._connect()
        self._follow()

    def choose(self, tool: Tool) -> None:
        """Take a tool."""
        self.buttons[tool].setChecked(True)

    @staticmethod
    def _button(icon_name: str, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setIcon(icon(icon_name))
        button.setIconSize(_ICON)
        return button

    def _tool_button(self, icon_name: str, text: str, key: str) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setIcon(icon(icon_name))
        button.setIconSize(_ICON)
        button.setText(text)
        button.setToolTip(f"{text} ({key})")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._group.addButton(button)
        self._add_key(key, button.click)
        return button

    def _add_key(self, key: str, slot: object) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(slot)

    def _lay_out(self) -> None:
        self.view.setAccessibleName(self.tr("The garment's picture and its outline"))
        self.size_slider.setRange(RADII[0], RADII[-1])
        self.size_slider.setValue(self.view.radius)
        self.refine_button.setToolTip(
            self.tr("Bring the outline to the edges that the picture shows nearby")
        )
        self.again_button.setToolTip(self.tr("Go back to the outline that was found"))
        size = QLabel(self.tr("&Size"))
        size.setBuddy(self.size_slider)
        panel = ToolPanel()
        panel.add_row(*self.buttons.values())
        panel.add_row(size, self.size_slider)
        panel.add(self.refine_button)
        panel.add_row(self.left_button, self.right_button)
        panel.add_row(self.undo_button, self.redo_button, None, self.again_button)
        panel.add_row(self.checkerboard, None, self.fit_button, self.actual_button)
        panel.add_space()
        panel.add_hint(
            self.tr(
                "The brush adds to the garment, the eraser takes away. With Crop, draw a frame "
                "around the garment; a click removes it. [ and ] or Ctrl+wheel change the size, "
                "the wheel zooms, Space and drag moves the picture. Arrow keys move the brush, "
                "Enter uses it."
            )
        )
        panel.add_stretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.view, 1)
        row.addWidget(panel)

    def _connect(self) -> None:
        self._group.buttonToggled.connect(self._on_tool)
        self.choose(Tool.BRUSH)
        self.size_slider.valueChanged.connect(self.view.set_radius)
        self.view.radius_changed.connect(self.size_slider.setValue)
        self.refine_button.clicked.connect(self._on_refine)
        self.checkerboard.toggled.connect(self._on_checkerboard)
        self.left_button.clicked.connect(self._on_left)
        self.right_button.clicked.connect(self._on_right)
        self.fit_button.clicked.connect(self.view.fit)
        self.actual_button.clicked.connect(self.view.show_actual_size)
        self.undo_button.clicked.connect(self.editor.undo)
        self.redo_button.clicked.connect(self.editor.redo)
        self.again_button.clicked.connect(self.editor.start_again)
        self._add_key("F", self.view.fit)
        self._add_key("1", self.view.show_actual_size)
        self.view.cropped.connect(self._on_cropped)
        self.editor.stepped.connect(self._follow)

    @Slot(QToolButton, bool)
    def _on_tool(self, button: QToolButton, is_checked: bool) -> None:
        for tool, own in self.buttons.items():
            if is_checked and own is button:
                self.view.set_tool(tool)
                self.view.setAccessibleDescription(own.text())
                self.size_slider.setEnabled(tool is not Tool.CROP)

    @Slot()
    def _on_cropped(self) -> None:
        """Go back to the brush: a crop is drawn once."""
        self.choose(Tool.BRUSH)

    @Slot(bool)
    def _on_checkerboard(self, is_checked: bool) -> None:
        self.view.set_surroundings(Surroundings.CHECKERBOARD if is_checked else Surroundings.DIMMED)

    @Slot()
    def _on_left(self) -> None:
        self.editor.turn(270)

    @Slot()
    def _on_right(self) -> None:
        self.editor.turn(90)

    @Slot()
    def _on_refine(self) -> None:
        """Refine the edge beside the window; nothing else is drawn meanwhile."""
        self.view.commit()
        self.problem = ""
        self._set_busy(True)
        self._outliner.refine(
            self.editor.picture,
            self.editor.drawing.cropped,
            done=self._on_refined,
            failed=self._on_not_refined,
            cancelled=self._on_cancelled,
        )

    def _on_refined(self, coverage: Coverage) -> None:
        self._set_busy(False)
        self.editor.set_cropped(coverage)

    def _on_not_refined(self, error: Exception) -> None:
        self._set_busy(False)
        self.problem = _reason(error)
        self.changed.emit()

    def _on_cancelled(self) -> None:
        self._set_busy(False)

    def _set_busy(self, is_busy: bool) -> None:
        self.setEnabled(not is_busy)
        self.refine_button.setText(self.tr("Refining…") if is_busy else self.tr("Refine edge"))
        if not is_busy:
            self.view.setFocus()
        self.changed.emit()

    @Slot()
    def _follow(self) -> None:
        """Show what the editor holds now."""
        self.undo_button.setEnabled(self.editor.steps.canUndo())
        self.redo_button.setEnabled(self.editor.steps.canRedo())
        self.again_button.setEnabled(not self.editor.is_as_found)
        self.changed.emit()


def _reason(error: Exception) -> str:
    return sentence_of(error) if isinstance(error, TryOnError) else error_title(error)
