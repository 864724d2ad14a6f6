"""Result and overlay side by side: one link between them, one hover, one selection."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QSlider, QSplitter, QToolButton, QVBoxLayout, QWidget

from tryon.labels import Region
from tryon.ui.kit.actions import Actions
from tryon.ui.kit.icons import icon
from tryon.ui.kit.names import part_name
from tryon.ui.kit.pane import Pane, tool_button
from tryon.ui.kit.picking import Part, Selection, next_selection, part_at, selection_of
from tryon.ui.kit.viewport import Position
from tryon.ui.view.compare_view import CompareView
from tryon.ui.view.legend import Legend
from tryon.ui.view.outlines import Outline
from tryon.ui.view.overlay_view import OverlayView
from tryon.ui.view.scene import Scene
from tryon.ui.view.view_link import ViewLink


class Workspace(QWidget):
    """The two linked views and what belongs to them."""

    selected = Signal(object)
    """(Selection | None), asked for by click or key"""
    part_hovered = Signal(str)
    """(name) of the part under the mouse, or an empty text"""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.link = ViewLink(self)
        self.result = CompareView(self.link)
        self.overlay = OverlayView(self.link)
        self.legend = Legend()
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.hold_button = QToolButton()
        self._scene: Scene | None = None
        self._hovered: Part | None = None
        self._drop_target: Selection | None = None
        self._selection: Selection | None = None
        self._selected_outline: Outline | None = None
        self._build(actions)
        self._connect(actions)
        self._retranslate()

    @property
    def scene(self) -> Scene | None:
        """What the views show."""
        return self._scene

    @property
    def hovered_part(self) -> Part | None:
        """What is under the mouse."""
        return self._hovered

    @Slot(object)
    def set_scene(self, scene: Scene | None) -> None:
        """Show a scene in both views."""
        self._scene = scene
        for view in (self.result, self.overlay):
            view.set_scene(scene)
        self.set_hovered_part(None)
        self.link.set_photo(scene.before.size if scene is not None else None)
        self.legend.set_parse(scene.parse if scene is not None else None)
        self.set_selection(self._selection)

    @Slot(object)
    def set_selection(self, selection: Selection | None) -> None:
        """Mark what is chosen in both views."""
        self._selection = selection
        self._selected_outline = self._outline_of(selection)
        self._mark()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow language and palette."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() is QEvent.Type.PaletteChange:
            self.hold_button.setIcon(icon("compare"))

    def _build(self, actions: Actions) -> None:
        self.opacity.setRange(0, 100)
        self.opacity.setValue(round(100 * self.overlay.opacity))
        self.opacity.setFixedWidth(110)
        self.hold_button.setIcon(icon("compare"))
        self.hold_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.hold_button.setObjectName("paneTool")
        self.hold_button.setAutoRaise(True)
        self.hold_button.setEnabled(False)
        self._left = Pane(
            self.result, self.hold_button, tool_button(actions.split), tool_button(actions.guessed)
        )
        self._right = Pane(
            self.overlay,
            self.opacity,
            tool_button(actions.correct_parse),
            tool_button(actions.outlines),
            tool_button(actions.skeleton),
            tool_button(actions.legend),
        )
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(10)
        for pane in (self._left, self._right):
            splitter.addWidget(pane)
        splitter.setSizes([1000, 1000])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(splitter, 1)
        layout.addWidget(self.legend)

    def _connect(self, actions: Actions) -> None:
        for view in (self.result, self.overlay):
            view.hovered.connect(self._on_hovered)
            view.clicked.connect(self._on_clicked)
            view.stepped.connect(self._on_stepped)
        self.opacity.valueChanged.connect(self._on_opacity)
        self.hold_button.pressed.connect(self._on_hold_pressed)
        self.hold_button.released.connect(self._on_hold_released)
        actions.split.toggled.connect(self.result.set_split)
        actions.guessed.toggled.connect(self.result.set_guessed_shown)
        actions.outlines.toggled.connect(self.overlay.set_outlines_shown)
        actions.skeleton.toggled.connect(self.overlay.set_skeleton_shown)
        actions.legend.toggled.connect(self.legend.setVisible)
        actions.fit.triggered.connect(self.link.fit)
        actions.actual_size.triggered.connect(self.link.show_actual_size)
        actions.zoom_in.triggered.connect(self.link.zoom_in)
        actions.zoom_out.triggered.connect(self.link.zoom_out)

    @Slot(object)
    def _on_hovered(self, at: Position | None) -> None:
        parse = self._scene.parse if self._scene is not None else None
        part = part_at(parse, at) if parse is not None and at is not None else None
        if part != self._hovered:
            self.set_hovered_part(part)

    def set_hovered_part(self, part: Part | None) -> None:
        """Mark a part in both views and name it."""
        self._hovered = part
        name = part_name(part) if part is not None else ""
        for view in (self.result, self.overlay):
            view.set_hover_text(name)
        self.part_hovered.emit(name)
        self._mark()

    def add_overlay_bar(self, bar: QWidget) -> None:
        """Put a bar between the overlay and its title."""
        self._right.add_bar(bar)

    def set_comparable(self, is_comparable: bool) -> None:
        """Set whether there is anything to compare the photo with."""
        self.hold_button.setEnabled(is_comparable)

    def show_drop_target(self, at: Position, region: Region) -> None:
        """Mark where a garment that is dragged over the photo would go."""
        part = part_at(self._scene.parse, at) if self._scene and self._scene.parse else None
        target = Selection(part.person, region) if part is not None else None
        if target == self._drop_target:
            return
        self._drop_target = target
        outline = self._outline_of(target)
        if target is not None and outline is not None and not outline.polygons:
            outline = self._outline_of(Selection(target.person, None))
        self.link.set_highlights(hovered=outline, selected=self._selected_outline)

    @Slot()
    def clear_drop_target(self) -> None:
        """Forget where a dragged garment would go."""
        self._drop_target = None
        self._mark()

    @Slot(object)
    def _on_clicked(self, at: Position) -> None:
        parse = self._scene.parse if self._scene is not None else None
        if parse is not None:
            part = part_at(parse, at)
            self.selected.emit(selection_of(part) if part is not None else None)

    @Slot(int)
    def _on_stepped(self, step: int) -> None:
        """Go to the next region; past the last one the focus moves on, so that Tab never traps."""
        parse = self._scene.parse if self._scene is not None else None
        chosen = next_selection(parse, self._selection, step=step) if parse is not None else None
        if chosen is not None:
            self.selected.emit(chosen)
            return
        view = self.sender()
        for canvas in (self.result, self.overlay):
            if view is canvas:
                canvas.leave_focus(step)

    @Slot(int)
    def _on_opacity(self, percent: int) -> None:
        self.overlay.set_opacity(percent / 100)

    @Slot()
    def _on_hold_pressed(self) -> None:
        self.result.hold_before(True)

    @Slot()
    def _on_hold_released(self) -> None:
        self.result.hold_before(False)

    def _mark(self) -> None:
        hovered = self._outline_of(self._hovered)
        self.link.set_highlights(hovered=hovered, selected=self._selected_outline)

    def _outline_of(self, chosen: Part | Selection | None) -> Outline | None:
        if chosen is None or self._scene is None or self._scene.parts is None:
            return None
        return self._scene.parts.outline_of(chosen)

    def _retranslate(self) -> None:
        self._left.set_title(self.tr("Try-on"))
        self._right.set_title(self.tr("People and clothes"))
        self.hold_button.setText(self.tr("Before"))
        self.hold_button.setToolTip(self.tr("Hold to see the photo as it was (B)"))
        self.hold_button.setAccessibleName(self.tr("Hold to see the photo as it was"))
        self.opacity.setToolTip(self.tr("Strength of the colours"))
        self.opacity.setAccessibleName(self.tr("Strength of the colours"))
        self.result.setAccessibleName(self.tr("Photo with garments"))
        self.overlay.setAccessibleName(self.tr("Photo with its parts in colour"))
