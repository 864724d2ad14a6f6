"""What can be done to all garments that are selected, in a bar below them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from tryon.garments.wardrobe import WardrobeEntry
from tryon.ui.kit.icons import icon
from tryon.ui.wardrobe.browse.label_menu import LabelKind, LabelMenu

_BUTTON = QSize(28, 28)


class SelectionBar(QFrame):
    """Hidden while nothing is selected."""

    favourite_asked = Signal()
    export_asked = Signal()
    remove_asked = Signal()
    cleared = Signal()
    menu_asked = Signal()
    """A menu of labels is about to show"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("selectionBar")
        self._count = 0
        self._label = QLabel()
        self.tags = LabelMenu(LabelKind.TAG, self)
        self.collections = LabelMenu(LabelKind.COLLECTION, self)
        self.favourite, self.tag, self.collection = (QToolButton() for _ in range(3))
        self.export, self.remove, self.close_button = (QToolButton() for _ in range(3))
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 3, 3, 3)
        row.setSpacing(0)
        row.addWidget(self._label)
        row.addStretch()
        for button in self._buttons:
            button.setIconSize(QSize(17, 17))
            button.setFixedSize(_BUTTON)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        for button, menu in ((self.tag, self.tags), (self.collection, self.collections)):
            self._attach(button, menu)
        self.favourite.clicked.connect(self.favourite_asked)
        self.export.clicked.connect(self.export_asked)
        self.remove.clicked.connect(self.remove_asked)
        self.close_button.clicked.connect(self.cleared)
        self._retranslate()
        self.hide()

    def show_selected(self, entries: Sequence[WardrobeEntry]) -> None:
        """Say how many are selected, and offer what can be done to them."""
        self._count = len(entries)
        self.remove.setEnabled(any(entry.is_own for entry in entries))
        self._name_count()
        self.setVisible(bool(entries))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow language and palette."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self._retranslate()

    @property
    def _buttons(self) -> tuple[QToolButton, ...]:
        return (
            self.favourite,
            self.tag,
            self.collection,
            self.export,
            self.remove,
            self.close_button,
        )

    def _attach(self, button: QToolButton, menu: QMenu) -> None:
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu.aboutToShow.connect(self.menu_asked)

    def _name_count(self) -> None:
        self._label.setText(self.tr("{count} selected").format(count=self._count))

    def _retranslate(self) -> None:
        self._name_count()
        names = (
            ("heart", self.tr("Favourite, or not any more")),
            ("tag", self.tr("Tags")),
            ("collection", self.tr("Collections")),
            ("export", self.tr("Export to a file…")),
            ("remove", self.tr("Remove from garments")),
            ("close", self.tr("Select none (Esc)")),
        )
        for button, (name, text) in zip(self._buttons, names, strict=True):
            button.setIcon(icon(name))
            button.setToolTip(text)
            button.setAccessibleName(text)
