"""The page of the wall: who tries garments, how many looks are there, and the looks."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tryon.ui.kit.icons import icon
from tryon.ui.kit.pane import tool_button
from tryon.ui.view.people_strip import PeopleStrip
from tryon.ui.wall.compare_page import ComparePage
from tryon.ui.wall.look_card import LookSource
from tryon.ui.wall.wall_list import WallList


class WallPage(QWidget):
    """A line of tools above the cards.

    Args:
        source: what is known of the cards.
        compare: the action that compares what is selected.
    """

    stop_asked = Signal()
    go_on_asked = Signal()
    close_asked = Signal()
    back_asked = Signal()
    """From the comparison to all looks"""

    def __init__(self, source: LookSource, compare: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list, self.compare = WallList(source), ComparePage()
        self._pages = QStackedWidget()
        for page in (self.list, self.compare):
            self._pages.addWidget(page)
        self.compare_button = tool_button(compare)
        self.compare_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.back_button, self.export_button = QToolButton(), QToolButton()
        menu = QMenu(self.export_button)
        self.poster_action, self.pictures_action = menu.addAction(""), menu.addAction("")
        self.export_button.setMenu(menu)
        self.export_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.export_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.export_button.setIconSize(QSize(18, 18))
        self.export_button.setObjectName("viewMenu")
        self.people = PeopleStrip()
        self.title, self.count = QLabel(), QLabel()
        self.title.setObjectName("paneTitle")
        self.count.setProperty("muted", True)
        self.bar = QProgressBar()
        self.bar.setFixedSize(80, 6)
        self.bar.setTextVisible(False)
        self.stop_button, self.close_button = QToolButton(), QToolButton()
        self.close_button.setIconSize(QSize(18, 18))
        self._is_stopped = False
        self._there, self._wanted = 0, 0
        self.tools = QHBoxLayout()
        self.tools.setSpacing(8)
        for widget in (self.title, self.people, self.count, self.bar, self.stop_button):
            self.tools.addWidget(widget)
        self.tools.addStretch(1)
        for widget in (
            self.compare_button,
            self.back_button,
            self.export_button,
            self.close_button,
        ):
            self.tools.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self.tools)
        column.addWidget(self._pages, 1)
        self.back_button.hide()
        self.setFocusProxy(self.list)
        self.back_button.clicked.connect(self.back_asked)
        self.stop_button.clicked.connect(self._on_stop)
        self.close_button.clicked.connect(self.close_asked)
        self._retranslate()

    @property
    def is_comparing(self) -> bool:
        """Whether some looks show side by side, and not all."""
        return self._pages.currentWidget() is self.compare

    def show_comparison(self, is_shown: bool) -> None:
        """Show some looks side by side, or all."""
        page = self.compare if is_shown else self.list
        self._pages.setCurrentWidget(page)
        self.setFocusProxy(page)
        self.compare_button.setVisible(not is_shown)
        self.back_button.setVisible(is_shown)
        page.setFocus()

    def show_progress(self, there: int, wanted: int, *, is_stopped: bool) -> None:
        """Show how many looks are there."""
        self._there, self._wanted, self._is_stopped = there, wanted, is_stopped
        is_drawing = there < wanted
        self.bar.setRange(0, max(wanted, 1))
        self.bar.setValue(there)
        self.bar.setVisible(is_drawing)
        self.stop_button.setVisible(is_drawing)
        self._name_count()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow language and palette."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() is QEvent.Type.PaletteChange:
            self._set_icons()

    @Slot()
    def _on_stop(self) -> None:
        if self._is_stopped:
            self.go_on_asked.emit()
        else:
            self.stop_asked.emit()

    def _set_icons(self) -> None:
        self.close_button.setIcon(icon("close"))
        self.export_button.setIcon(icon("export"))

    def _name_count(self) -> None:
        text = self.tr("{there} of {wanted} looks")
        self.count.setText(text.format(there=self._there, wanted=self._wanted))
        self.count.setVisible(self._there < self._wanted)
        self.stop_button.setText(self.tr("Go on") if self._is_stopped else self.tr("Stop"))

    def _retranslate(self) -> None:
        self.title.setText(self.tr("Wall of looks"))
        self.back_button.setText(self.tr("All looks"))
        self.back_button.setToolTip(self.tr("Back to all looks (Esc)"))
        self.list.setAccessibleName(self.tr("Looks"))
        self.bar.setAccessibleName(self.tr("Looks that are drawn"))
        self.stop_button.setToolTip(self.tr("Draw no more looks, or go on"))
        text = self.tr("Back to the photo (Esc)")
        self._set_icons()
        self.export_button.setText(self.tr("Export"))
        self.export_button.setToolTip(self.tr("Export the looks that are selected, else all"))
        self.poster_action.setText(self.tr("As a &poster…"))
        self.pictures_action.setText(self.tr("As &separate pictures…"))
        self.close_button.setToolTip(text)
        self.close_button.setAccessibleName(text)
        self._name_count()
