"""The toolbar: what is needed all the time, in groups, each with its name."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from tryon.ui.kit.actions import Actions
from tryon.ui.kit.icons import icon
from tryon.ui.kit.pane import PrimaryButton

_ICON = QSize(20, 20)
_ROOM_FOR_NAMES = 1120
"""Logical pixels."""


class Toolbar(QToolBar):
    """Document, history, garment, view, and what it is all for: the export."""

    def __init__(self, window: QMainWindow, actions: Actions) -> None:
        super().__init__(window)
        self._actions = actions
        self.setObjectName("mainToolbar")
        self.setMovable(False)
        self.setIconSize(_ICON)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        for group in (
            (actions.open, actions.save),
            (actions.undo, actions.redo),
            (actions.adjust, actions.take_off),
        ):
            self.addActions(group)
            self.addSeparator()
        self.view_button = self._view_menu()
        self.addWidget(self.view_button)
        self.addActions([actions.fit, actions.actual_size])
        space = QWidget()
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(space)
        self.export_button = PrimaryButton(actions.export, "export")
        self.export_button.setIconSize(_ICON)
        self.addWidget(self.export_button)
        self._known = (actions.undo, actions.redo, actions.fit)
        sign = self.widgetForAction(actions.actual_size)
        if isinstance(sign, QToolButton):  # it is a word already
            sign.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        window.addToolBar(self)
        actions.arrangements.triggered.connect(self._follow)
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow language and palette."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() is QEvent.Type.PaletteChange:
            self._follow()

    @Slot()
    def _follow(self) -> None:
        self.view_button.setIcon(icon("layout-beside"))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Where there is little room, leave out the names of what everybody knows by its sign."""
        super().resizeEvent(event)
        has_room = self.width() >= _ROOM_FOR_NAMES
        styles = Qt.ToolButtonStyle
        for button in map(self.widgetForAction, self._known):
            if isinstance(button, QToolButton):
                button.setToolButtonStyle(
                    styles.ToolButtonTextBesideIcon if has_room else styles.ToolButtonIconOnly
                )

    def _view_menu(self) -> QToolButton:
        actions = self._actions
        button = QToolButton()
        button.setObjectName("viewMenu")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(_ICON)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        menu.addActions(actions.arrangements.actions())
        menu.addSeparator()
        menu.addActions([actions.overlay, actions.split, actions.wall, actions.full_screen])
        button.setMenu(menu)
        return button

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Toolbar"))
        self.view_button.setText(self.tr("View"))
        self.view_button.setToolTip(self.tr("One view or two, and how they are arranged"))
        self.view_button.setAccessibleName(self.tr("View"))
        self._follow()
