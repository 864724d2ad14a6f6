"""Result and overlay: one link between them, one hover, one selection; people and legend below."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tryon.labels import Label, Region
from tryon.ui.kit.actions import Actions
from tryon.ui.kit.names import part_name
from tryon.ui.kit.picking import Part, Selection, next_selection, part_at, selection_of
from tryon.ui.kit.viewport import Position
from tryon.ui.view.arrangement import Arrangement
from tryon.ui.view.compare_view import CompareView
from tryon.ui.view.legend import Legend
from tryon.ui.view.outlines import Outline
from tryon.ui.view.overlay_view import OverlayView
from tryon.ui.view.panes import ViewPanes
from tryon.ui.view.people_strip import PeopleStrip
from tryon.ui.view.scene import Scene
from tryon.ui.view.view_link import ViewLink


class Workspace(QWidget):
    """The two linked views and what belongs to them."""

    selected = Signal(object)
    """(Selection | None), asked for by click or key"""
    menu_asked = Signal(object, object)
    """(Position | None) in the photo, (QPoint) on the screen"""
    part_hovered = Signal(str)
    """(name) of the part under the mouse, or an empty text"""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.link = ViewLink(self)
        self.result = CompareView(self.link)
        self.overlay = OverlayView(self.link)
        self.panes = ViewPanes(self.result, self.overlay, actions)
        self.people = PeopleStrip()
        self.legend = Legend()
        self._has_legend = True
        self._lit: Outline | None = None
        self._scene: Scene | None = None
        self._hovered: Part | None = None
        self._drop_target: Selection | None = None
        self._selection: Selection | None = None
        self._selected_outline: Outline | None = None
        self._build()
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
        self._lit = None
        self.set_hovered_part(None)
        size = scene.before.size if scene is not None else None
        self.panes.set_photo(size)
        self.link.set_photo(size)
        self.people.set_faces(scene.faces if scene is not None else ())
        for former, latter in pairwise((self.result, self.overlay, *self.people.buttons)):
            self.setTabOrder(former, latter)
        self.legend.set_parse(scene.parse if scene is not None else None)
        self.set_selection(self._selection)

    @Slot(object)
    def set_selection(self, selection: Selection | None) -> None:
        """Mark what is chosen in both views."""
        self._selection = selection
        self._selected_outline = self._outline_of(selection)
        self.people.set_person(selection.person if selection is not None else None)
        self._mark()

    def set_may_pan(self, may_pan: bool) -> None:
        """Let the left button move the photo, or do again what it does else."""
        for view in (self.result, self.overlay):
            view.set_may_pan(may_pan)

    def hold_before(self, is_held: bool) -> None:
        """Show the photo as it was, for as long as it is held."""
        self.panes.hold_before(is_held)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _build(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(10)
        below.addWidget(self.people)
        below.addWidget(self.legend, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.panes, 1)
        layout.addLayout(below)

    def _connect(self, actions: Actions) -> None:
        for view in (self.result, self.overlay):
            view.hovered.connect(self._on_hovered)
            view.clicked.connect(self._on_clicked)
            view.stepped.connect(self._on_stepped)
            view.menu_asked.connect(self.menu_asked)
        self.panes.arranged.connect(self._show_below)
        self.legend.hovered.connect(self._light_label)
        self.people.hovered.connect(self._light_person)
        self.people.chosen.connect(self._on_person)
        actions.split.toggled.connect(self.result.set_split)
        actions.guessed.toggled.connect(self.result.set_guessed_shown)
        actions.guessed.toggled.connect(self.panes.show_result)
        actions.outlines.toggled.connect(self.overlay.set_outlines_shown)
        actions.skeleton.toggled.connect(self.overlay.set_skeleton_shown)
        actions.legend.toggled.connect(self._on_legend)
        actions.correct_parse.toggled.connect(self.panes.need_overlay)
        self.link.follow(actions)

    @Slot(bool)
    def _on_legend(self, is_shown: bool) -> None:
        self._has_legend = is_shown
        self._show_below()

    @Slot()
    def _show_below(self) -> None:
        """Show the line below the views, unless the result is to be alone."""
        is_alone = self.panes.arrangement is Arrangement.RESULT
        self.legend.setVisible(self._has_legend and not is_alone)
        self.people.set_hidden(is_alone)

    @Slot(object)
    def _light_label(self, label: Label | None) -> None:
        """Light up a part on everybody."""
        parts = self._scene.parts if self._scene is not None else None
        self._lit = None if label is None or parts is None else parts.outline_of_label(label)
        self._mark()

    @Slot(int)
    def _light_person(self, number: int) -> None:
        self._lit = self._outline_of(Selection(number, None)) if number else None
        self._mark()

    @Slot(int)
    def _on_person(self, number: int) -> None:
        self.selected.emit(Selection(number, None))

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

    def _mark(self) -> None:
        hovered = self._lit or self._outline_of(self._hovered)
        self.link.set_highlights(hovered=hovered, selected=self._selected_outline)

    def _outline_of(self, chosen: Part | Selection | None) -> Outline | None:
        if chosen is None or self._scene is None or self._scene.parts is None:
            return None
        return self._scene.parts.outline_of(chosen)

    def _retranslate(self) -> None:
        self.result.setAccessibleName(self.tr("Photo with garments"))
        self.overlay.setAccessibleName(self.tr("Photo with its parts in colour"))
