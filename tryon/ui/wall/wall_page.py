"""The page of the wall: who tries garments, how many looks are there, and the looks."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QVBoxLayout, QWidget

from tryon.ui.kit.icons import icon
from tryon.ui.view.people_strip import PeopleStrip
from tryon.ui.wall.look_card import FindPicture
from tryon.ui.wall.wall_list import WallList


class WallPage(QWidget):
    """A line of tools above the cards.

    Args:
        find: returns what is known of a card.
    """

    stop_asked = Signal()
    go_on_asked = Signal()
    close_asked = Signal()

    def __init__(self, find: FindPicture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = WallList(find)
        self.people = PeopleStrip()
        self.title, self.count = QLabel(), QLabel()
        self.title.setObjectName("paneTitle")
        self.count.setProperty("muted", True)
        self.bar = QProgressBar()
        self.bar.setFixedSize(120, 6)
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
        self.tools.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self.tools)
        column.addWidget(self.list, 1)
        self.setFocusProxy(self.list)
        self.stop_button.clicked.connect(self._on_stop)
        self.close_button.clicked.connect(self.close_asked)
        self._retranslate()

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
            self.close_button.setIcon(icon("close"))

    @Slot()
    def _on_stop(self) -> None:
        if self._is_stopped:
            self.go_on_asked.emit()
        else:
            self.stop_asked.emit()

    def _name_count(self) -> None:
        text = self.tr("{there} of {wanted} looks")
        self.count.setText(text.format(there=self._there, wanted=self._wanted))
        self.count.setVisible(self._there < self._wanted)
        self.stop_button.setText(self.tr("Go on") if self._is_stopped else self.tr("Stop"))

    def _retranslate(self) -> None:
        self.title.setText(self.tr("Wall of looks"))
        self.list.setAccessibleName(self.tr("Looks"))
        self.bar.setAccessibleName(self.tr("Looks that are drawn"))
        self.stop_button.setToolTip(self.tr("Draw no more looks, or go on"))
        text = self.tr("Back to the photo (Esc)")
        self.close_button.setIcon(icon("close"))
        self.close_button.setToolTip(text)
        self.close_button.setAccessibleName(text)
        self._name_count()
