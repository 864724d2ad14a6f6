"""A menu of tags, or of collections, that some garments have or get."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QMenu, QWidget

from tryon.garments.details.details import Details, known_labels, same_label
from tryon.garments.wardrobe import WardrobeEntry

translate = QCoreApplication.translate

_MOST = 24
"""Labels that a menu lists; others are typed."""


class LabelKind(Enum):
    """What a word says of a garment."""

    TAG = "tag"
    COLLECTION = "collection"

    def of(self, details: Details) -> tuple[str, ...]:
        """Return a garment's labels of this kind."""
        return details.tags if self is LabelKind.TAG else details.collections

    def changed(self, details: Details, label: str, is_there: bool) -> Details:
        """Return details with a label, or without it."""
        if self is LabelKind.TAG:
            return details.with_tag(label, is_there)
        return details.in_collection(label, is_there)


class LabelMenu(QMenu):
    """Each label once, with a check if all the garments have it; and a way to a new one."""

    toggled = Signal(object, str, bool)
    """(LabelKind, label, whether the garments get it)"""
    new_asked = Signal(object)
    """(LabelKind)"""

    def __init__(self, kind: LabelKind, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind = kind

    def fill(self, everything: Sequence[WardrobeEntry], chosen: Sequence[WardrobeEntry]) -> None:
        """List what is known.

        Args:
            everything: the wardrobe, whose labels are known.
            chosen: the garments that the menu is about.
        """
        self.clear()
        kind = self._kind
        for text in known_labels(kind.of(entry.details) for entry in everything)[:_MOST]:
            action = self.addAction(text.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(all(_has(kind, entry, text) for entry in chosen))
            action.triggered.connect(partial(self._toggle, text))
        if self.actions():
            self.addSeparator()
        is_tag = kind is LabelKind.TAG
        new = translate("LabelMenu", "New tag…") if is_tag else translate("LabelMenu", "New…")
        self.addAction(new, self._ask)

    def _toggle(self, text: str, is_checked: bool) -> None:
        self.toggled.emit(self._kind, text, is_checked)

    def _ask(self) -> None:
        self.new_asked.emit(self._kind)


def _has(kind: LabelKind, entry: WardrobeEntry, text: str) -> bool:
    return any(same_label(text, each) for each in kind.of(entry.details))
