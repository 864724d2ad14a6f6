"""The window: creates its parts and connects them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QMimeData, QSettings, QSize, Qt, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from tryon.fitting.request import FitGarment
from tryon.garments.wardrobe import WardrobeEntry
from tryon.imaging import Photo
from tryon.messages import GarmentProblem
from tryon.parsing.cache import ParseCache
from tryon.parsing.choice import ParserChoice
from tryon.parsing.parser_source import ParserLoader, ParserSource
from tryon.resources import sample_photos
from tryon.session import TryOnState
from tryon.ui.adjust.adjust_panel import AdjustPanel
from tryon.ui.adjust.adjuster import Adjuster
from tryon.ui.adjust.handle_layer import HandleLayer
from tryon.ui.kit.actions import Actions
from tryon.ui.kit.appearance import Appearance, AppearanceSwitch
from tryon.ui.kit.jobs import Jobs
from tryon.ui.kit.language import Language, LanguageSwitch
from tryon.ui.kit.message_bar import MessageBar
from tryon.ui.kit.mime import files_in, has_photo
from tryon.ui.kit.names import selection_name
from tryon.ui.kit.picking import Selection, part_at, worn_at
from tryon.ui.kit.recent import RecentPhotos
from tryon.ui.kit.settings import kept_bytes
from tryon.ui.kit.viewport import Position
from tryon.ui.parsers.model_jobs import ModelJobs
from tryon.ui.parsers.models_window import ModelsWindow
from tryon.ui.parsers.parser_control import ParserControl
from tryon.ui.parsers.parser_settings import ParserSettings
from tryon.ui.room.corrector import CorrectedGarment
from tryon.ui.room.fitting_room import FittingRoom
from tryon.ui.room.tasks import LoadedGarments, Wardrobe
from tryon.ui.shell.closing import Closing
from tryon.ui.shell.diagnostics import copy_diagnostics
from tryon.ui.shell.file_actions import Commands
from tryon.ui.shell.menus import Menus
from tryon.ui.shell.privacy_dialog import PrivacyDialog
from tryon.ui.shell.welcome import Welcome
from tryon.ui.tools.correcting import Correcting
from tryon.ui.view.garment_drop import GarmentDrop
from tryon.ui.view.scene import Scene
from tryon.ui.view.status_line import StatusLine
from tryon.ui.view.workspace import Workspace
from tryon.ui.wardrobe.adding.garment_adder import GarmentAdder
from tryon.ui.wardrobe.garment_panel import WIDTH, GarmentPanel
from tryon.ui.wardrobe.garment_remover import GarmentRemover
from tryon.ui.wardrobe.garment_renamer import GarmentRenamer

_HOLD_KEYS = (Qt.Key.Key_B, Qt.Key.Key_Space)
"""Keys that show the photo as it was while they are held."""
_MOST_NAMED = 3
"""Garments that cannot be shown are named up to this number; the others are counted."""


@dataclass(frozen=True, eq=False)
class Dependencies:
    """What the window works with; tests bring their own.

    Attributes:
        parser: loads the parser of a choice.
        wardrobe: the garments.
        fit: fits a garment.
        jobs: runs what takes long.
        settings: what is kept from one start to the next.
        language: the language in use.
        appearance: light or dark.
        model_jobs: runs downloads and checks of models.
        cache: where parses are kept; None to parse every time.
        named_parser: the parser that the command line names.
    """

    parser: ParserLoader
    wardrobe: Wardrobe
    fit: FitGarment
    jobs: Jobs
    settings: QSettings
    language: LanguageSwitch
    appearance: AppearanceSwitch
    model_jobs: Jobs
    cache: ParseCache | None = None
    named_parser: ParserChoice | None = None


class MainWindow(QMainWindow):
    """Toolbar, message bar, the two views, garments, status line."""

    def __init__(self, dependencies: Dependencies) -> None:
        super().__init__()
        self._dependencies = dependencies
        self.jobs = dependencies.jobs
        self.room = FittingRoom(
            self.jobs,
            parser=ParserSource(dependencies.parser, dependencies.cache),
            wardrobe=dependencies.wardrobe,
            fit=dependencies.fit,
            parent=self,
        )
        self.parser = ParserControl(
            self,
            self.room,
            ParserSettings(dependencies.settings, dependencies.named_parser),
        )
        samples = sample_photos()
        self._recent = RecentPhotos(dependencies.settings)
        self.commands = Commands(self, self.room, self._recent, samples, dependencies.settings)
        self.actions_ = Actions(self)
        self.menus = Menus(self, self.actions_, samples)
        self.messages = MessageBar()
        self.welcome = Welcome(has_samples=bool(samples))
        self.workspace = Workspace(self.actions_)
        self.garments = GarmentPanel(self.actions_)
        self.remover = GarmentRemover(dependencies.wardrobe, self.garments, self.messages, self)
        self.renamer = GarmentRenamer(dependencies.wardrobe, self.garments, self.messages, self)
        self.adder = GarmentAdder(self.room.adding, self.garments, self.messages, self)
        self.status = StatusLine(self.workspace.link)
        self.models = ModelsWindow(
            ModelJobs(dependencies.model_jobs, self), dependencies.settings, self
        )
        self.adjuster = Adjuster(self.room, self.jobs, self)
        self.adjust_panel = AdjustPanel(self.adjuster, self.actions_)
        self.handles = HandleLayer(self.workspace.result, self.adjuster)
        self.correcting = Correcting(self.room, self.workspace.overlay, self)
        self.closing = Closing((self.jobs, dependencies.model_jobs), self)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect_room()
        self._connect_adjusting()
        self._connect_closing()
        self._connect_commands()
        self._connect_settings()
        self._show_state(self.room.state)
        self.room.load_garments()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for room for two portraits and the garments."""
        return QSize(1280, 820)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Stop what runs, wait for it, and keep the window's place."""
        if not self.closing.stop():
            event.ignore()
            return
        self.models.close()  # it is a window of its own, and would outlive what runs its jobs
        self._dependencies.settings.setValue("geometry", self.saveGeometry())
        self._dependencies.settings.sync()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take photos anywhere on the window."""
        if files_in(event.mimeData()) or has_photo(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Open the dropped photo."""
        event.acceptProposedAction()
        self.commands.take(event.mimeData())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Show the photo as it was while B or Space is held."""
        self._hold(event, is_held=True)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Show the result again."""
        self._hold(event, is_held=False)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow language and palette."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.actions_.retranslate()
            self.menus.retranslate()
            self._list_recent()
            self._show_selection(self.room.selection)
        elif event.type() is QEvent.Type.PaletteChange:
            self.actions_.set_icons()
        elif event.type() is QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.workspace.result.hold_before(False)

    def _lay_out(self) -> None:
        self.setWindowTitle("tryon")
        self.setMinimumSize(1000, 640)
        self.setAcceptDrops(True)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for page in (self.welcome, self.workspace):
            self._stack.addWidget(page)
        column.addWidget(self.messages)
        column.addWidget(self._stack, 1)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.garments, 1)
        column.addWidget(self.adjust_panel)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(12)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([1000, WIDTH])
        splitter.setContentsMargins(12, 0, 12, 4)
        self.setCentralWidget(splitter)
        self.setStatusBar(self.status)
        geometry = kept_bytes(self._dependencies.settings, "geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(self.sizeHint().boundedTo(self.screen().availableSize() * 0.95))

    def _connect_room(self) -> None:
        room, jobs = self.room, self.jobs
        room.state_changed.connect(self._show_state)
        room.scene_changed.connect(self._show_scene)
        room.staged.connect(self._show_staged)
        room.selection_changed.connect(self._show_selection)
        room.failed.connect(self.messages.show_error)
        room.parser_failed.connect(self.messages.show_parser_error)
        room.noted.connect(self.messages.show_note)
        room.fitted.connect(self.messages.show_result)
        room.opened.connect(self.commands.remember)
        room.exported.connect(self.status.show_exported)
        room.garments_loaded.connect(self._show_garments)
        room.garment_corrected.connect(self._show_corrected)
        for runner in (jobs, self._dependencies.model_jobs):
            runner.started.connect(self.status.jobs.on_started)
            runner.progressed.connect(self.status.jobs.on_progressed)
            runner.ended.connect(self.status.jobs.on_ended)
            runner.failed.connect(self.messages.show_error)
            self.status.jobs.cancel_asked.connect(runner.cancel)
        self.workspace.selected.connect(room.select)
        self.workspace.part_hovered.connect(self.status.show_part)
        self.garments.picked.connect(room.put_on)
        for view in (self.workspace.result, self.workspace.overlay):
            drop = GarmentDrop(view, self.garments.model.entry)
            drop.dragged.connect(self._show_drop_target)
            drop.left.connect(self.workspace.clear_drop_target)
            drop.dropped.connect(self._drop_on)

    def _connect_closing(self) -> None:
        self.closing.waits_for.connect(self._show_closing)
        self.closing.may_close.connect(self.close)

    def _connect_adjusting(self) -> None:
        self.adjuster.scene_shown.connect(self.workspace.result.set_scene)
        self.adjuster.changed.connect(self._show_adjustable)
        self.actions_.adjust.toggled.connect(self.adjuster.set_open)
        self.workspace.add_overlay_bar(self.correcting.bar)
        self.actions_.correct_parse.toggled.connect(self.correcting.set_open)

    def _connect_commands(self) -> None:
        actions, commands, room = self.actions_, self.commands, self.room
        actions.open.triggered.connect(commands.open)
        actions.paste.triggered.connect(commands.paste)
        actions.export.triggered.connect(commands.export)
        actions.add_garment.triggered.connect(commands.add_garments)
        actions.paste_garment.triggered.connect(self._paste_garment)
        actions.take_garment.triggered.connect(commands.take_garment)
        actions.models.triggered.connect(self.show_models)
        actions.privacy.triggered.connect(self._show_privacy)
        actions.copy_diagnostics.triggered.connect(self._copy_diagnostics)
        actions.about.triggered.connect(commands.about)
        actions.quit.triggered.connect(self.close)
        actions.undo.triggered.connect(self._undo)
        actions.redo.triggered.connect(room.redo)
        actions.take_off.triggered.connect(room.take_off)
        actions.reset.triggered.connect(room.take_off_all)
        actions.correct_points.triggered.connect(self._correct_points)
        self.garments.correct_asked.connect(commands.correct_points)
        actions.clear_selection.triggered.connect(self._escape)
        self.welcome.open_asked.connect(commands.open)
        self.welcome.sample_asked.connect(commands.open_sample)
        self.adder.take_asked.connect(commands.take_from)
        self.menus.photo_asked.connect(commands.open_file)
        self.menus.recent_shown.connect(self._list_recent)
        self.menus.recent_cleared.connect(self._clear_recent)

    def _connect_settings(self) -> None:
        self.menus.set_language(self._dependencies.language.chosen)
        self.menus.set_appearance(self._dependencies.appearance.chosen)
        self.menus.set_parser(self.parser.engine)
        self.menus.parser_chosen.connect(self.parser.choose)
        self.actions_.weights.triggered.connect(self.parser.ask_weights_folder)
        self.parser.engine_changed.connect(self.menus.set_parser)
        self.parser.adopted.connect(self.messages.dismiss)
        self.parser.models_asked.connect(self._ask_for_models)
        self.menus.language_chosen.connect(self._choose_language)
        self.menus.appearance_chosen.connect(self._choose_appearance)
        self.models.model_changed.connect(self.parser.use_downloaded)
        self.models.jobs.failed.connect(self._on_model_failed)
        self._list_recent()

    @Slot()
    def show_models(self) -> None:
        """Open the Models window, or bring it to the front."""
        self.models.show()
        self.models.raise_()
        self.models.activateWindow()

    @Slot()
    def _show_privacy(self) -> None:
        dialog = PrivacyDialog(self._dependencies.settings.fileName(), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    @Slot()
    def _copy_diagnostics(self) -> None:
        copy_diagnostics(self, self.parser.engine, self._dependencies.language.current)
        self.messages.show_copied()

    @Slot(object)
    def _on_model_failed(self, error: Exception) -> None:
        """Show an error of the Models window here if that is closed."""
        if not self.models.isVisible():
            self.messages.show_error(error)

    @Slot(object)
    def _show_state(self, state: TryOnState) -> None:
        session, actions = self.room.session, self.actions_
        is_staging = self.room.is_staging
        is_waiting = is_staging or self.room.is_parsing_again
        actions.undo.setEnabled(session.can_undo or is_waiting)
        actions.redo.setEnabled(session.can_redo and not is_waiting)
        actions.export.setEnabled(state.photo is not None and not is_staging)
        has_garments = bool(state.worn) and not is_staging
        for action in (actions.fit, actions.actual_size, actions.zoom_in, actions.zoom_out):
            action.setEnabled(state.photo is not None or is_staging)
        actions.take_off.setEnabled(has_garments and not is_waiting)
        actions.reset.setEnabled(has_garments and not is_waiting)
        self.workspace.set_comparable(has_garments)
        actions.correct_points.setEnabled(not is_waiting)
        actions.correct_parse.setEnabled(state.parse is not None and not is_waiting)
        self.garments.setEnabled(not is_waiting)
        self.garments.model.set_worn(worn.garment for worn in state.worn)
        self._name_photo(state.photo)

    @Slot(object)
    def _show_scene(self, scene: Scene | None) -> None:
        self.workspace.set_scene(scene)
        self.adjuster.set_scene(scene)
        page = self.welcome if scene is None else self.workspace
        if self._stack.currentWidget() is not page:
            self._stack.setCurrentWidget(page)
            page.setFocus()
            if page is self.welcome:
                self.messages.forget_photo()

    @Slot(tuple)
    def _show_closing(self, jobs: tuple[str, ...]) -> None:
        """Say what keeps the window open; it takes nothing new."""
        note = self.tr("Closing as soon as this has stopped: {jobs}")
        self.messages.show_result((note.format(jobs=", ".join(jobs)),))
        for part in (self.menuBar(), self._stack, self.garments, self.adjust_panel):
            part.setEnabled(False)
        self.setAcceptDrops(False)
        for action in self.actions():
            action.setEnabled(False)

    @Slot(object)
    def _show_staged(self, photo: Photo | None) -> None:
        self._show_state(self.room.state)
        if photo is not None:
            self.messages.dismiss()
            self._name_photo(photo)

    @Slot(object)
    def _show_selection(self, selection: Selection | None) -> None:
        self.workspace.set_selection(selection)
        self.garments.set_target("" if selection is None else selection_name(selection))

    @Slot(object)
    def _show_garments(self, loaded: LoadedGarments) -> None:
        self.garments.add(loaded.entries, show=loaded.is_added)
        for entry in loaded.entries:
            if entry.warning is not None:
                self.messages.show_note(entry.warning)
        for text in loaded.missing[:_MOST_NAMED]:
            self.messages.show_note(text)
        others = len(loaded.missing) - _MOST_NAMED
        if others > 0:
            self.messages.show_note(GarmentProblem.MORE_NOT_SHOWN.with_values(count=others))

    @Slot(object)
    def _show_corrected(self, corrected: CorrectedGarment) -> None:
        self.garments.model.show_corrected(corrected.entry)

    @Slot()
    def _correct_points(self) -> None:
        """Correct the garment that has the focus, else the one that is worn and selected."""
        worn = worn_at(self.room.state, self.room.selection)
        current = self.garments.current
        if worn is None or (current is not None and self.garments.list.hasFocus()):
            self.commands.correct_points(current)
        else:
            shown = self.garments.model.entry_of(worn.garment)
            self.commands.correct_points(shown or worn.garment)

    @Slot(object, object)
    def _show_drop_target(self, garment: WardrobeEntry, at: Position) -> None:
        self.workspace.show_drop_target(at, garment.category.region)

    @Slot(object, object)
    def _drop_on(self, garment: WardrobeEntry, at: Position) -> None:
        parse = self.room.state.parse
        part = part_at(parse, at) if parse is not None else None
        self.room.put_on(garment, person=part.person if part is not None else None)

    @Slot()
    def _paste_garment(self) -> None:
        data = QGuiApplication.clipboard().mimeData()  # None on some platforms if nothing is there
        self.adder.take(data if data is not None else QMimeData())

    @Slot()
    def _show_adjustable(self) -> None:
        self.actions_.adjust.setEnabled(self.adjuster.target is not None)

    @Slot()
    def _undo(self) -> None:
        """Take back what a tool has begun, if there is anything; only then a step."""
        if not self.correcting.step_back():
            self.adjuster.undo()

    @Slot()
    def _escape(self) -> None:
        """Cancel the drag, if there is one; only then clear the selection."""
        if self.handles.give_up() or self.correcting.give_up():
            return
        self.messages.dismiss()
        self.room.select(None)

    @Slot()
    def _list_recent(self) -> None:
        self.menus.set_recent(self._recent.paths)

    @Slot()
    def _clear_recent(self) -> None:
        self._recent.clear()

    @Slot(str)
    def _ask_for_models(self, why: str) -> None:
        self.messages.dismiss()
        self.messages.show_note(why)
        self.show_models()

    @Slot(object)
    def _choose_language(self, language: Language | None) -> None:
        self._dependencies.language.choose(language)

    @Slot(object)
    def _choose_appearance(self, appearance: Appearance) -> None:
        self._dependencies.appearance.choose(appearance)

    def _hold(self, event: QKeyEvent, *, is_held: bool) -> None:
        if event.key() not in _HOLD_KEYS:
            event.ignore()
        elif not event.isAutoRepeat():
            self.workspace.result.hold_before(is_held)

    def _name_photo(self, photo: Photo | None) -> None:
        self.setWindowTitle("tryon" if photo is None else f"{photo.name} — tryon")
        state = self.room.state
        self.status.show_photo(photo, state.parse if photo is state.photo else None)
