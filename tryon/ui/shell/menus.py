"""The menu bar, which shows the actions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QIcon, QPixmap
from PySide6.QtWidgets import QMainWindow, QMenu

from tryon.ui.kit.actions import Actions
from tryon.ui.kit.appearance import Appearance
from tryon.ui.kit.language import Language, languages

if TYPE_CHECKING:
    from tryon.parsing import Engine


class Menus(QObject):
    """The window's menus; what they hold beyond the actions comes back as signals."""

    file_asked = Signal(object)
    """(Path) of a sample photo, or of a recent photo or look"""
    recent_shown = Signal()
    """The list of recent documents is about to be seen"""
    recent_cleared = Signal()
    language_chosen = Signal(object)
    """(Language | None)"""
    appearance_chosen = Signal(object)
    """(Appearance)"""
    parser_chosen = Signal(object)
    """(Engine)"""

    def __init__(self, window: QMainWindow, actions: Actions, samples: Sequence[Path]) -> None:
        super().__init__(window)
        bar = window.menuBar()
        self._file, self._edit, self._view, self._settings, self._help = (
            bar.addMenu("") for _ in range(5)
        )
        self.recent, self._samples = QMenu(window), QMenu(window)
        self._language, self._appearance = QMenu(window), QMenu(window)
        self._parser, self._share = QMenu(window), QMenu(window)
        self._fill(actions)
        self._fill_samples(samples)
        self._languages = self._add_choices(self._language, (None, *languages()), self._on_language)
        self._appearances = self._add_choices(
            self._appearance, tuple(Appearance), self._on_appearance
        )
        self._engines: tuple[Engine, ...] = ()
        self._parsers: list[QAction] = []
        self._weights = actions.weights
        self.recent.aboutToShow.connect(self.recent_shown)
        self.retranslate()

    def add_to_edit(self, menu: QMenu) -> None:
        """Append a menu to the Edit menu."""
        self._edit.addSeparator()
        self._edit.addMenu(menu)

    def set_recent(self, recent: Sequence[tuple[Path, QPixmap]]) -> None:
        """List recent documents, each with a small picture."""
        self.recent.clear()
        for path, picture in recent:
            action = self._add_photo(self.recent, path, path.name.replace("&", "&&"))
            action.setIcon(QIcon(picture))
        if recent:
            self.recent.addSeparator()
        clear = self.recent.addAction(self.tr("Clear list"))
        clear.setEnabled(bool(recent))
        clear.triggered.connect(self.recent_cleared)

    def set_language(self, chosen: Language | None) -> None:
        """Check the language that is chosen."""
        self._languages[(None, *languages()).index(chosen)].setChecked(True)

    def set_appearance(self, chosen: Appearance) -> None:
        """Check the appearance that is chosen."""
        self._appearances[tuple(Appearance).index(chosen)].setChecked(True)

    def add_parsers(self, engines: Sequence[Engine]) -> None:
        """Offer parsers to choose from."""
        self._engines = tuple(engines)
        self._parsers = self._add_choices(self._parser, self._engines, self._on_parser)
        self._parser.addSeparator()
        self._parser.addAction(self._weights)
        self._name_parsers()

    def set_parser(self, engine: Engine) -> None:
        """Check the parser that is used."""
        self._parsers[self._engines.index(engine)].setChecked(True)

    def retranslate(self) -> None:
        """Name everything in the current language."""
        for menu, name in (
            (self._file, self.tr("&File")),
            (self._edit, self.tr("&Edit")),
            (self._view, self.tr("&View")),
            (self._settings, self.tr("&Settings")),
            (self._help, self.tr("&Help")),
            (self.recent, self.tr("Open &recent")),
            (self._samples, self.tr("&Samples")),
            (self._share, self.tr("S&hare")),
            (self._language, self.tr("&Language")),
            (self._appearance, self.tr("&Appearance")),
            (self._parser, self.tr("&Parser")),
        ):
            menu.setTitle(name)
        self._languages[0].setText(self.tr("As the desktop"))
        for action, language in zip(self._languages[1:], languages(), strict=True):
            action.setText(language.native_name)
        names = (self.tr("As the desktop"), self.tr("Light"), self.tr("Dark"))
        for action, name in zip(self._appearances, names, strict=True):
            action.setText(name)
        self._name_parsers()
        for number, action in enumerate(self._samples.actions(), start=1):
            action.setText(self.tr("Sample photo {number}").format(number=number))

    def _name_parsers(self) -> None:
        if not self._parsers:
            return
        from tryon.ui.kit.names import engine_name  # it knows much; the menu bar need not

        for action, engine in zip(self._parsers, self._engines, strict=True):
            action.setText(engine_name(engine))

    def _fill(self, actions: Actions) -> None:
        self._file.addActions([actions.new_window, actions.open, actions.paste])
        self._file.addMenu(self.recent)
        self._file.addMenu(self._samples)
        self._file.addSeparator()
        self._file.addActions([actions.save, actions.save_as, actions.close])
        self._file.addSeparator()
        self._file.addActions([actions.add_garment, actions.paste_garment, actions.take_garment])
        self._file.addSeparator()
        self._file.addActions([actions.export, actions.export_again])
        self._share.addActions([actions.share_before_after, actions.share_slider])
        self._share.addAction(actions.share_animation)
        self._share.addSeparator()
        self._share.addActions([actions.share_tinted, actions.share_guessed])
        self._file.addMenu(self._share)
        self._file.addAction(actions.batch)
        self._file.addSeparator()
        self._file.addAction(actions.quit)
        self._edit.addActions([actions.undo, actions.redo, actions.copy_picture])
        self._edit.addSeparator()
        self._edit.addActions([actions.adjust, actions.sizes, actions.correct_points])
        self._edit.addAction(actions.take_off)
        self._edit.addAction(actions.correct_parse)
        self._edit.addActions([actions.reset, actions.clear_selection])
        self._edit.addSeparator()
        self._edit.addActions([actions.find_garment, actions.favourite, actions.garment_details])
        self._view.addActions([actions.fit, actions.actual_size, actions.zoom_in, actions.zoom_out])
        self._view.addSeparator()
        self._view.addActions(actions.arrangements.actions())
        self._view.addSeparator()
        self._view.addActions([actions.overlay, actions.split, actions.guessed])
        self._view.addActions([actions.outlines, actions.skeleton, actions.legend, actions.ruler])
        self._view.addSeparator()
        self._view.addActions([actions.wall, actions.compare_looks, actions.compare_variants])
        self._view.addAction(actions.full_screen)
        self._settings.addMenu(self._parser)
        self._settings.addMenu(self._language)
        self._settings.addMenu(self._appearance)
        self._settings.addAction(actions.models)
        self._help.addAction(actions.keys)
        self._help.addSeparator()
        self._help.addActions([actions.privacy, actions.copy_diagnostics, actions.about])

    def _fill_samples(self, samples: Sequence[Path]) -> None:
        for path in samples:
            self._add_photo(self._samples, path, "")
        self._samples.setEnabled(bool(samples))

    def _add_photo(self, menu: QMenu, path: Path, name: str) -> QAction:
        action = menu.addAction(name)
        action.setData(str(path))
        action.setToolTip(str(path))
        action.triggered.connect(self._on_photo)
        return action

    @staticmethod
    def _add_choices(
        menu: QMenu, values: Sequence[object], slot: Callable[[QAction], None]
    ) -> list[QAction]:
        group = QActionGroup(menu)
        actions = []
        for number, _ in enumerate(values):
            action = QAction(menu, checkable=True)
            action.setData(number)
            group.addAction(action)
            actions.append(action)
        menu.addActions(actions)
        group.triggered.connect(slot)
        return actions

    @Slot()
    def _on_photo(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.file_asked.emit(Path(str(action.data())))

    @Slot(QAction)
    def _on_language(self, action: QAction) -> None:
        self.language_chosen.emit((None, *languages())[action.data()])

    @Slot(QAction)
    def _on_parser(self, action: QAction) -> None:
        self.parser_chosen.emit(self._engines[action.data()])

    @Slot(QAction)
    def _on_appearance(self, action: QAction) -> None:
        self.appearance_chosen.emit(tuple(Appearance)[action.data()])
