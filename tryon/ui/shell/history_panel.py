"""The steps of the open document: which one shows, and a click returns to another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QColor, QIcon, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from tryon.messages import Text
from tryon.ui.kit.icons import icon
from tryon.ui.kit.texts import sentence_of
from tryon.ui.kit.theme import current_theme

_ICON = QSize(16, 16)


class HistoryPanel(QWidget):
    """A list, oldest step first; steps that were undone are grey."""

    step_asked = Signal(int)
    """(number) of the step to return to"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("historyPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._names: tuple[Text, ...] = ()
        self._position = 0
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setIconSize(_ICON)
        self.list.clicked.connect(self._on_asked)
        self.list.activated.connect(self._on_asked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.list)
        self._retranslate()

    def set_steps(self, names: Sequence[Text], position: int) -> None:
        """Show steps, and which one is the present one."""
        if (tuple(names), position) != (self._names, self._position):
            self._names, self._position = tuple(names), position
            self._fill()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow language and palette."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
            self._fill()
        elif event.type() is QEvent.Type.PaletteChange:
            self._fill()

    def _fill(self) -> None:
        self.list.clear()
        theme, mark = current_theme(), icon("check")
        nothing = QPixmap(_ICON)
        nothing.fill(Qt.GlobalColor.transparent)
        for number, name in enumerate(self._names):
            item = QListWidgetItem(sentence_of(name))
            is_present, is_undone = number == self._position, number > self._position
            font = item.font()
            font.setBold(is_present)
            item.setFont(font)
            item.setIcon(mark if is_present else QIcon(nothing))
            if is_undone:
                item.setForeground(_faded(theme.muted))
            state = self._state_name(is_present=is_present, is_undone=is_undone)
            role = Qt.ItemDataRole.AccessibleTextRole
            item.setData(role, f"{item.text()} ({state})" if state else item.text())
            self.list.addItem(item)
        self.list.setCurrentRow(self._position)
        self.list.scrollToItem(self.list.item(self._position))

    def _state_name(self, *, is_present: bool, is_undone: bool) -> str:
        if is_present:
            return self.tr("shown")
        return self.tr("undone") if is_undone else ""

    def _retranslate(self) -> None:
        self.list.setAccessibleName(self.tr("History"))

    @Slot(QModelIndex)
    def _on_asked(self, index: QModelIndex) -> None:
        if index.row() != self._position:
            self.step_asked.emit(index.row())


def _faded(color: str) -> QBrush:
    result = QColor(color)
    result.setAlphaF(0.6)
    return QBrush(result)
