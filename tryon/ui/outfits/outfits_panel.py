"""The outfits that are kept: a picture and a name each; a click wears one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tryon.document.outfits.outfit_store import OutfitEntry
from tryon.ui.kit.actions import Actions
from tryon.ui.kit.icons import icon_pixmap
from tryon.ui.kit.pane import tool_button
from tryon.ui.kit.texts import sentence_of
from tryon.ui.kit.theme import current_theme

translate = QCoreApplication.translate

_PICTURE = QSize(72, 96)


class OutfitList(QListWidget):
    """A list in which F2 renames and Delete deletes."""

    menu_asked = Signal(QPoint)
    rename_asked = Signal()
    remove_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Rename or delete the current outfit."""
        if event.key() == Qt.Key.Key_F2:
            self.rename_asked.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_asked.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Take Delete for the outfit, and not for the garment that is worn on the photo."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Delete
        ):
            event.accept()
            return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Ask for the menu of the outfit that is meant."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        item = self.itemAt(event.pos()) if by_mouse else self.currentItem()
        if item is not None:
            self.setCurrentItem(item)
            below = self.visualItemRect(item).bottomLeft()
            self.menu_asked.emit(
                event.globalPos() if by_mouse else self.viewport().mapToGlobal(below)
            )


class OutfitsPanel(QFrame):
    """The list, and what can be done with an outfit.

    Args:
        actions: those of the window.
    """

    wear_asked = Signal(object)
    """(OutfitEntry) for whoever is chosen"""
    alike_asked = Signal(object)
    """(OutfitEntry) for everybody"""
    rename_asked = Signal(object)
    """(OutfitEntry)"""
    remove_asked = Signal(object)
    """(OutfitEntry)"""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outfitsPanel")
        self._entries: tuple[OutfitEntry, ...] = ()
        self.list = OutfitList()
        self.list.setIconSize(_PICTURE)
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.menu = QMenu(self)
        self._empty = QLabel()
        self._empty.setProperty("muted", True)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()
        for page in (self._empty, self.list):
            self._pages.addWidget(page)
        self.keep_button = tool_button(actions.keep_outfit)
        self.keep_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.wear_button = QPushButton()
        self.wear_button.setProperty("primary", True)
        self.more_button = QToolButton()
        self.more_button.setObjectName("viewMenu")
        tools = QHBoxLayout()
        tools.setSpacing(4)
        tools.addWidget(self.wear_button)
        tools.addWidget(self.more_button)
        tools.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 8)
        column.setSpacing(6)
        column.addWidget(self.keep_button)
        column.addWidget(self._pages, 1)
        column.addLayout(tools)
        self.list.currentItemChanged.connect(self._enable)
        self.list.activated.connect(self._on_wear)
        self.list.menu_asked.connect(self._ask)
        self.list.rename_asked.connect(self._on_rename)
        self.list.remove_asked.connect(self._on_remove)
        self.wear_button.clicked.connect(self._on_wear)
        self.more_button.clicked.connect(self._on_more)
        self._can_wear = False
        self._retranslate()
        self._enable()

    @property
    def current(self) -> OutfitEntry | None:
        """The outfit that keys are about."""
        row = self.list.currentRow()
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def set_outfits(self, entries: Sequence[OutfitEntry]) -> None:
        """Show what is kept; the current one stays so if it is still there."""
        was = None if self.current is None else self.current.file
        self._entries = tuple(entries)
        self._fill()
        row = next((n for n, each in enumerate(entries) if each.file == was), -1)
        self.list.setCurrentRow(row)
        self._pages.setCurrentWidget(self.list if entries else self._empty)
        self._enable()

    def set_can_wear(self, can_wear: bool) -> None:
        """Set whether there is somebody who can wear an outfit."""
        self._can_wear = can_wear
        self._enable()

    def choose(self, entry: OutfitEntry) -> None:
        """Make an outfit the current one."""
        found = (n for n, each in enumerate(self._entries) if each.file == entry.file)
        self.list.setCurrentRow(next(found, -1))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow language and palette."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.set_outfits(self._entries)

    def _fill(self) -> None:
        self.list.clear()
        for entry in self._entries:
            item = QListWidgetItem(_icon_of(entry, self.devicePixelRatioF()), entry.name)
            names = ", ".join(translate("Garments", name) for name in entry.summary.garments)
            about = names if entry.lost is None else sentence_of(entry.lost)
            item.setText(f"{entry.name}\n{about}")
            item.setToolTip(about)
            self.list.addItem(item)

    @Slot()
    def _enable(self) -> None:
        entry = self.current
        is_usable = entry is not None and entry.lost is None
        self.wear_button.setEnabled(is_usable and self._can_wear)
        self.more_button.setEnabled(entry is not None)

    @Slot()
    def _on_wear(self) -> None:
        entry = self.current
        if entry is not None and self.wear_button.isEnabled():
            self.wear_asked.emit(entry)

    @Slot()
    def _on_alike(self) -> None:
        if self.current is not None:
            self.alike_asked.emit(self.current)

    @Slot()
    def _on_rename(self) -> None:
        entry = self.current
        if entry is not None and entry.lost is None:
            self.rename_asked.emit(entry)

    @Slot()
    def _on_remove(self) -> None:
        if self.current is not None:
            self.remove_asked.emit(self.current)

    @Slot()
    def _on_more(self) -> None:
        self._ask(self.more_button.mapToGlobal(self.more_button.rect().topLeft()))

    @Slot(QPoint)
    def _ask(self, where: QPoint) -> None:
        """Offer what can be done with the current outfit."""
        menu = self.menu
        menu.clear()
        can_wear = self.wear_button.isEnabled()
        for text, slot, is_enabled in (
            (self.tr("&Wear"), self._on_wear, can_wear),
            (self.tr("Dress &everyone in it"), self._on_alike, can_wear),
            (self.tr("&Rename…"), self._on_rename, self.current and self.current.lost is None),
            (self.tr("&Delete"), self._on_remove, True),
        ):
            action = menu.addAction(text)
            action.setEnabled(bool(is_enabled))
            action.triggered.connect(slot)
        menu.popup(where)

    def _retranslate(self) -> None:
        self.list.setAccessibleName(self.tr("Outfits"))
        self.wear_button.setText(self.tr("Wear"))
        self.more_button.setText(self.tr("More"))
        self._empty.setText(
            self.tr("No outfit is kept yet. Dress somebody, then keep it as an outfit.")
        )


def _icon_of(entry: OutfitEntry, ratio: float) -> QIcon:
    pixmap = QPixmap()
    if entry.lost is None and entry.summary.picture and pixmap.loadFromData(entry.summary.picture):
        found = QIcon(pixmap)
        found.addPixmap(pixmap, QIcon.Mode.Selected)  # else it would be tinted
        return found
    return QIcon(icon_pixmap("error", _PICTURE.width() // 2, current_theme().muted, ratio))
