"""The window: creates its parts and connects them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSettings, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QStatusBar, QToolButton, QWidget

from tryon.resources import sample_photos
from tryon.ui.kit.actions import Actions
from tryon.ui.kit.pane import SIDE_WIDTH
from tryon.ui.kit.settings import kept_bytes
from tryon.ui.shell.action_states import enable_actions
from tryon.ui.shell.menus import Menus
from tryon.ui.shell.toolbar import Toolbar
from tryon.ui.shell.welcome import Welcome

if TYPE_CHECKING:
    from tryon.imaging import Photo
    from tryon.session import TryOnState
    from tryon.ui.kit.jobs import Jobs
    from tryon.ui.kit.picking import Selection
    from tryon.ui.shell.dependencies import Dependencies
    from tryon.ui.view.scene import Scene

_LEAST = QSize(940, 560)
"""What a small laptop has left beside its desktop's panels, at 125 %."""


class MainWindow(QMainWindow):
    """Toolbar, message bar, the two views, garments and history, status line: one document."""

    window_asked = Signal()
    """Another window is wanted"""
    quit_asked = Signal()
    """All windows are to be closed"""
    closed = Signal(object)
    """(MainWindow) itself, for good"""

    is_whole = False
    """Whether all parts are there"""
    is_painted = False
    """Whether it has been seen"""
    _is_unwanted = False
    """Whether it was closed before it was whole"""

    def __init__(self, settings: QSettings, load: Callable[[], Dependencies]) -> None:
        super().__init__()
        self._settings, self._load = settings, load
        self._samples = sample_photos()
        self.actions_ = Actions(self)
        self.menus = Menus(self, self.actions_, self._samples)
        self.toolbar = Toolbar(self, self.actions_)
        self.welcome = Welcome(has_samples=bool(self._samples))
        self._beside = QWidget()
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        enable_actions(self.actions_, None)
        self.welcome.setFocus()

    @classmethod
    def whole(cls, dependencies: Dependencies) -> MainWindow:
        """Return a window with all its parts."""
        window = cls(dependencies.settings, lambda: dependencies)
        window.complete()
        return window

    def complete(self) -> None:
        """Add all that is behind the welcome page; its modules load now, if they have not yet."""
        if self.is_whole:
            return
        from tryon.ui.shell import parts

        self._dependencies = dependencies = self._load()
        self.jobs = dependencies.jobs
        self.room = parts.FittingRoom(
            self.jobs,
            parser=parts.ParserSource(dependencies.parser, dependencies.cache),
            wardrobe=dependencies.wardrobe,
            fit=dependencies.fit,
            fit_reduced=dependencies.fit_reduced,
            spare_jobs=dependencies.spare_jobs,
            thumbnails=dependencies.thumbnails,
            journals=dependencies.journals,
            clothes=dependencies.clothes,
            outfits=dependencies.outfits,
            parent=self,
        )
        self.parser = parts.ParserControl(
            self,
            self.room,
            parts.ParserSettings(dependencies.settings, dependencies.named_parser),
        )
        recent = parts.RecentDocuments(dependencies.settings)
        self.documents = parts.DocumentActions(
            self, self.room, recent, self._samples, dependencies.settings
        )
        self.messages = parts.MessageBar()
        self.recent = parts.RecentMenus(
            recent, dependencies.thumbnails, self.menus, self.welcome, self
        )
        self.documents.recent_changed.connect(self.recent.show)
        self.workspace = parts.Workspace(self.actions_)
        self.garments = parts.GarmentPanel(self.actions_)
        self.garment_actions = parts.GarmentActions(
            self, self.room, self.garments, self.workspace, self.messages
        )
        self.wardrobe_actions = parts.WardrobeActions(
            self, self.room, self.garments, self.messages, self.actions_, dependencies.settings
        )
        self.garment_files = parts.FileActions(
            self, self.room, dependencies.wardrobe, self.garments, self.messages
        )
        self.remover = parts.GarmentRemover(
            dependencies.wardrobe, self.garments, self.messages, self
        )
        self.renamer = parts.GarmentRenamer(
            dependencies.wardrobe, self.garments, self.messages, self
        )
        self.status = parts.StatusLine(self.workspace.link)
        self.settings_actions = parts.SettingsActions(
            dependencies, self.menus, self.actions_, self.parser, self.messages, self
        )
        self.adjuster = parts.Adjuster(self.room, self.jobs, self)
        self.adjust_panel = parts.AdjustPanel(self.adjuster, self.actions_, self.jobs)
        self.history = parts.HistoryPanel()
        self.outfits = parts.OutfitActions(
            self, self.room, self.garments, self.actions_, self.messages, self._undo
        )
        self.menus.add_to_edit(self.outfits.menu)
        self.side = parts.SidePanel(
            self.garments,
            self.outfits.layers,
            self.outfits.outfits,
            self.history,
            self.adjust_panel,
        )
        self.handles = parts.HandleLayer(self.workspace.result, self.adjuster)
        self.correcting = parts.Correcting(self.room, self.workspace.overlay, self)
        self.closing = parts.Closing(self.runners, self)
        self.wall = parts.Wall(self.room, self.garments, self.actions_, self)
        self.sizes = parts.SizeActions(self, self.room, self.garments, self.actions_)
        self.ruler = parts.RulerSwitch(self, self.room, self.workspace, self.actions_)
        self.wall_exports = parts.WallExports(
            self,
            self.wall.page,
            self.room,
            self.garments,
            self.messages,
            dependencies.settings,
        )
        self.area = parts.PictureArea(
            self.welcome, self.workspace, self.wall.page, self.outfits.page, self.messages
        )
        self.modes = parts.ViewModes(
            self,
            self.workspace.panes,
            around=(self.menuBar(), self.toolbar, self.status),
            side=self.side,
            actions=self.actions_,
            settings=dependencies.settings,
        )
        self.photo_menu = parts.PhotoMenu(
            self, self.room, self.garments, self.actions_, self.outfits.menu
        )
        self.picture_drop = parts.PictureDrop(
            self, self.area, self.documents, self.garment_actions, self.garment_files
        )
        self.copier = parts.PictureCopier(self.room, self)
        self.queries = parts.QueryView(self.room, self.workspace, self.messages, self)
        self.exports = parts.ExportActions(
            self,
            self.room,
            self.documents,
            self.actions_,
            language=dependencies.language,
            settings=dependencies.settings,
        )
        self.results = parts.ResultMessages(self.room, self.messages, self._undo, self)
        self.batch = parts.BatchOpener(
            self,
            dependencies.batch_jobs,
            lambda: self.garments.shown.entries,
            lambda: self.room.parser_choice,
            dependencies.settings,
            self.messages,
        )
        self.help = parts.HelpActions(
            self,
            self.actions_,
            self.messages,
            settings=dependencies.settings,
            language=dependencies.language,
            engine=lambda: self.parser.engine,
        )
        self._place_parts()
        self._connect_room()
        self._connect_adjusting()
        self._connect_closing()
        self._connect_commands()
        self._show_state(self.room.state)
        self._show_history()
        self.is_whole = True
        self.room.load_garments()
        self.documents.look_for_left_behind()
        self.welcome.setFocus()
        if self._is_unwanted:
            QTimer.singleShot(0, self, self.close)

    @property
    def runners(self) -> tuple[Jobs, ...]:
        """What runs the window's jobs."""
        return self._dependencies.runners

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for room for two portraits and the garments."""
        return QSize(1280, 820)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Ask what becomes of changes, stop what runs, wait for it, and keep the window's place."""
        if not self.is_whole:
            self._is_unwanted = True  # it closes as soon as all is there that has to end
            event.ignore()
            return
        if not self.documents.settle_before_closing() or not self.closing.stop():
            event.ignore()
            return
        self.room.journal.end()
        self.settings_actions.close()
        self._settings.setValue("geometry", self.saveGeometry())
        self._settings.sync()
        super().closeEvent(event)
        self.closed.emit(self)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint what is behind its parts."""
        super().paintEvent(event)
        self.is_painted = True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Show the photo as it was while B is held, let the mouse move it while Space is."""
        self._hold(event, is_held=True)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Show the result again, let the mouse do again what it does else."""
        self._hold(event, is_held=False)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow language and palette."""
        super().changeEvent(event)
        if not self.is_whole:
            return
        if event.type() is QEvent.Type.LanguageChange:
            self.actions_.retranslate()
            self.menus.retranslate()
            self.settings_actions.follow_language()
            self.recent.show()
            self.outfits.retranslate()
            self._show_selection(self.room.selection)
        elif event.type() is QEvent.Type.PaletteChange:
            self.actions_.set_icons()
        elif event.type() is QEvent.Type.ActivationChange and self.isActiveWindow():
            self.room.relister.look_again()
        elif event.type() is QEvent.Type.ActivationChange:
            self.workspace.hold_before(False)
            self.workspace.set_may_pan(False)

    def _lay_out(self) -> None:
        self.setWindowTitle("tryon")
        self.setMinimumSize(_LEAST)
        self._beside.setMinimumWidth(SIDE_WIDTH)
        splitter = self._splitter
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(12)
        splitter.addWidget(self.welcome)
        splitter.addWidget(self._beside)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([1000, SIDE_WIDTH])
        splitter.setContentsMargins(12, 0, 12, 4)
        self.setCentralWidget(splitter)
        line, button = QStatusBar(sizeGripEnabled=False), QToolButton()
        button.setText(" ")
        button.hide()
        line.addWidget(button)  # as high as the one that comes, which has such a button
        line.setContentsMargins(10, 0, 10, 4)
        self.setStatusBar(line)
        geometry = kept_bytes(self._settings, "geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(self.sizeHint().boundedTo(self.screen().availableSize() * 0.95))

    def _place_parts(self) -> None:
        splitter = self._splitter
        splitter.insertWidget(0, self.area)  # it has taken the welcome page
        splitter.replaceWidget(1, self.side)
        self._beside.deleteLater()
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([1000, SIDE_WIDTH])
        self.setStatusBar(self.status)

    def _connect_room(self) -> None:
        room, jobs = self.room, self.jobs
        room.state_changed.connect(self._show_state)
        room.scene_changed.connect(self._show_scene)
        room.staged.connect(self._show_staged)
        room.selection_changed.connect(self._show_selection)
        room.editor.history_changed.connect(self._show_history)
        room.saved.connect(self.status.show_saved)
        room.exported.connect(self.status.show_saved)
        for runner in (jobs, self._dependencies.model_jobs):
            runner.started.connect(self.status.jobs.on_started)
            runner.progressed.connect(self.status.jobs.on_progressed)
            runner.ended.connect(self.status.jobs.on_ended)
            runner.failed.connect(self.messages.show_error)
            self.status.jobs.cancel_asked.connect(runner.cancel)
        self.workspace.selected.connect(room.select)
        self.workspace.menu_asked.connect(self.photo_menu.ask)
        self.area.page_changed.connect(self._on_page)
        self.wall.opened.connect(self.area.show_wall)
        self.outfits.compared.connect(self.area.show_variants)
        self.workspace.part_hovered.connect(self.status.show_part)

    def _connect_closing(self) -> None:
        self.closing.waits_for.connect(self._show_closing)
        self.closing.may_close.connect(self.close)

    def _connect_adjusting(self) -> None:
        self.adjust_panel.recolour.keep_asked.connect(self.room.taker.keep_recoloured)
        self.adjuster.scene_shown.connect(self.workspace.result.set_scene)
        self.actions_.adjust.toggled.connect(self._on_adjust)
        self.workspace.panes.add_overlay_bar(self.correcting.bar)
        self.actions_.correct_parse.toggled.connect(self.correcting.set_open)

    def _connect_commands(self) -> None:
        actions, documents, room = self.actions_, self.documents, self.room
        actions.new_window.triggered.connect(self.window_asked)
        actions.open.triggered.connect(documents.open)
        actions.paste.triggered.connect(documents.paste)
        actions.save.triggered.connect(documents.save)
        actions.save_as.triggered.connect(documents.save_as)
        actions.close.triggered.connect(documents.close)
        actions.batch.triggered.connect(self.batch.open)
        garments = self.garment_actions
        actions.add_garment.triggered.connect(garments.add)
        actions.paste_garment.triggered.connect(garments.paste)
        actions.take_garment.triggered.connect(garments.take)
        actions.correct_points.triggered.connect(garments.correct_current)
        actions.quit.triggered.connect(self.quit_asked)
        actions.undo.triggered.connect(self._undo)
        actions.redo.triggered.connect(room.redo)
        actions.take_off.triggered.connect(room.take_off)
        actions.reset.triggered.connect(self.results.take_off_all)
        actions.copy_picture.triggered.connect(self.copier.copy)
        actions.clear_selection.triggered.connect(self._escape)
        self.history.step_asked.connect(room.go_to)
        self.welcome.open_asked.connect(documents.open)
        self.welcome.sample_asked.connect(documents.open_sample)
        self.welcome.recent.asked.connect(documents.open_file)
        self.welcome.left_behind.asked.connect(documents.go_on_with)
        self.welcome.left_behind.discarded.connect(documents.discard_left)
        documents.left_behind.connect(self.welcome.left_behind.set_left)
        self.menus.file_asked.connect(documents.open_file)

    @Slot()
    def _show_history(self) -> None:
        """Show the document's steps, what undo and redo do, and whether it is saved."""
        document = self.room.document
        names = () if document is None else document.history.names
        position = 0 if document is None else document.history.position
        self.history.set_steps(names, position)
        undone = names[position] if position > 0 else None
        redone = names[position + 1] if position + 1 < len(names) else None
        self.actions_.name_steps(undone, redone)
        self.setWindowModified(self.documents.is_changed)
        self._name_document()

    @Slot(object)
    def _show_state(self, state: TryOnState) -> None:
        is_waiting = self.room.is_staging or self.room.is_parsing_again
        enable_actions(self.actions_, self.room)
        self.history.setEnabled(not is_waiting)
        self.workspace.panes.set_comparable(bool(state.worn) and not self.room.is_staging)
        self.garments.setEnabled(not is_waiting)
        self.garments.model.set_worn(worn.garment for worn in state.worn)
        self._name_document()

    @Slot(object)
    def _show_scene(self, scene: Scene | None) -> None:
        self.workspace.set_scene(scene)
        self.adjuster.set_scene(scene)
        self.area.show_photo(scene is not None)

    @Slot()
    def _on_page(self) -> None:
        self.modes.set_photo_shown(self.area.is_photo_shown)
        if self.area.is_welcome_shown:
            self.messages.forget_photo()
            self.documents.look_for_left_behind()

    @Slot(tuple)
    def _show_closing(self, jobs: tuple[str, ...]) -> None:
        """Say what keeps the window open; it takes nothing new."""
        note = self.tr("Closing as soon as this has stopped: {jobs}")
        self.messages.show_result((note.format(jobs=", ".join(jobs)),))
        for part in (self.menuBar(), self.toolbar, self.welcome, self.workspace, self.side):
            part.setEnabled(False)
        self.setAcceptDrops(False)
        for action in self.actions():
            action.setEnabled(False)

    @Slot(object)
    def _show_staged(self, photo: Photo | None) -> None:
        self._show_state(self.room.state)
        if photo is not None:
            self.messages.dismiss()
            self._name_document(photo)

    @Slot(object)
    def _show_selection(self, selection: Selection | None) -> None:
        from tryon.ui.kit.names import selection_name

        self.workspace.set_selection(selection)
        self.garments.set_target("" if selection is None else selection_name(selection))

    @Slot(bool)
    def _on_adjust(self, is_open: bool) -> None:
        """Begin or end adjusting; where nothing is worn on what is selected, choose what is."""
        if is_open:
            self.adjuster.choose_target()
            self.workspace.panes.show_result()
        self.adjuster.set_open(is_open)

    @Slot()
    def _undo(self) -> None:
        """Take back what a tool has begun, if there is anything; only then a step."""
        if not self.correcting.step_back():
            self.adjuster.undo()

    @Slot()
    def _escape(self) -> None:
        """Cancel a drag or what is being made, else leave the full screen, else select nothing."""
        if self.handles.give_up() or self.correcting.give_up() or self.room.give_up():
            return
        if self.wall.leave() or self.outfits.leave() or self.modes.leave():
            return
        self.messages.dismiss()
        self.room.select(None)

    def _hold(self, event: QKeyEvent, *, is_held: bool) -> None:
        hold = {
            Qt.Key.Key_B: self.workspace.hold_before,
            Qt.Key.Key_Space: self.workspace.set_may_pan,
        }.get(Qt.Key(event.key()))
        if hold is None:
            event.ignore()
        elif not event.isAutoRepeat():
            hold(is_held)

    def _name_document(self, staged: Photo | None = None) -> None:
        """Name what shows; the title has a mark while it is changed."""
        document, state = self.room.document, self.room.state
        name = None if document is None else document.name
        if staged is not None:
            name = staged.name
        elif self.room.is_staging:
            return
        self.setWindowTitle(
            "tryon[*]" if name is None else f"{name.replace('[*]', '[*][*]')}[*] — tryon"
        )
        photo = staged or state.photo
        self.status.show_photo(photo, state.parse if photo is state.photo else None)
