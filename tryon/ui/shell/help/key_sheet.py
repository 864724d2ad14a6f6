"""F1: every key of the window, as the actions have them, and what the mouse does."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from tryon.ui.kit.actions import Actions

_GAP = 36
_Row = tuple[str, str]
"""What is done, and by what."""


class KeySheet(QDialog):
    """Columns of groups, each a list of what is done and by what."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys and mouse"))
        columns = QHBoxLayout()
        columns.setSpacing(_GAP)
        for groups in self._groups(actions):
            column = QVBoxLayout()
            column.setSpacing(14)
            for title, rows in groups:
                column.addLayout(_group(title, rows))
            column.addStretch()
            columns.addLayout(column)
        page = QWidget()
        page.setObjectName("keyPage")
        page.setLayout(columns)
        scroll = QScrollArea()
        scroll.setObjectName("keyScroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        buttons = QDialogButtonBox()
        close = buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(12)
        column.addWidget(scroll, 1)
        column.addWidget(buttons)
        close.setFocus()
        bar = scroll.verticalScrollBar().sizeHint().width()
        wanted = page.sizeHint()
        self.resize(
            min(wanted.width() + bar + 60, parent.width() - 40),
            min(wanted.height() + 100, parent.height() - 40),
        )

    def _groups(self, actions: Actions) -> Sequence[Sequence[tuple[str, Sequence[_Row]]]]:
        look = [
            *map(_row, (actions.open, actions.paste, actions.save, actions.save_as)),
            *map(_row, (actions.close, actions.new_window, actions.copy_picture)),
            *map(_row, (actions.export, actions.export_again)),
            *map(_row, (actions.undo, actions.redo, actions.keys, actions.quit)),
        ]
        photo = [
            *map(
                _row, (actions.adjust, actions.sizes, actions.correct_points, actions.correct_parse)
            ),
            *map(_row, (actions.take_off, actions.clear_selection)),
            (self.tr("Next, previous clothes"), "Tab, Shift+Tab"),
            (self.tr("Choose what is there"), self.tr("click")),
            (self.tr("What can be done there"), self.tr("right click, Menu")),
        ]
        view = [
            (self.tr("As it was before"), self.tr("hold B")),
            *map(_row, (actions.wall, actions.compare_looks, actions.split)),
            *map(_row, (actions.overlay, actions.guessed)),
            *map(_row, actions.arrangements.actions()),
            *map(
                _row,
                (
                    actions.full_screen,
                    actions.outlines,
                    actions.skeleton,
                    actions.legend,
                    actions.ruler,
                ),
            ),
        ]
        zoom = [
            *map(_row, (actions.fit, actions.actual_size, actions.zoom_in, actions.zoom_out)),
            (self.tr("Zoom at the mouse"), self.tr("wheel, pinch")),
            (self.tr("Move the photo"), self.tr("drag, arrow keys")),
            (
                self.tr("Move it wherever the mouse is"),
                self.tr("Space + drag, middle button"),
            ),
        ]
        garments = [
            *map(_row, (actions.add_garment, actions.paste_garment)),
            (self.tr("Put on"), self.tr("click, Enter, drag")),
            (self.tr("Rename"), "F2"),
            *map(_row, (actions.find_garment, actions.favourite, actions.garment_details)),
            (self.tr("Select several"), self.tr("Ctrl or Shift + click, Ctrl+Space")),
            (self.tr("Select all, none"), self.tr("Ctrl+A, Esc")),
        ]
        clothes = [
            *map(_row, (actions.copy_clothes, actions.paste_clothes, actions.dress_alike)),
            *map(_row, (actions.swap_clothes, actions.keep_outfit)),
            *map(_row, (actions.add_variant, actions.compare_variants)),
            (self.tr("Move a layer up, down"), self.tr("Ctrl+Up, Ctrl+Down, drag")),
            (self.tr("Hide or show a layer"), self.tr("Space")),
        ]
        adjusting = [
            (self.tr("Move; ten times as far"), self.tr("arrows; Shift + arrows")),
            (self.tr("Larger and smaller, turn"), self.tr("Ctrl + arrows")),
            (self.tr("Size of the brush"), self.tr("[ and ], Ctrl + wheel")),
        ]
        return (
            ((self.tr("Look"), look), (self.tr("Garments"), garments)),
            ((self.tr("On the photo"), photo), (self.tr("Zoom and move"), zoom)),
            (
                (self.tr("View"), view),
                (self.tr("Adjust and correct"), adjusting),
                (self.tr("Layers and outfits"), clothes),
            ),
        )


def _row(action: QAction) -> _Row:
    keys = (keys.toString(QKeySequence.SequenceFormat.NativeText) for keys in action.shortcuts())
    name = action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
    name = name.partition(":")[0].removesuffix("…")  # what is undone is another one each time
    if name.endswith(")") and "(" in name:  # languages that write the letter of a menu's key last
        name = name[: name.rindex("(")]
    return name, ", ".join(dict.fromkeys(keys))


def _group(title: str, rows: Sequence[_Row]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0, 1)
    heading = QLabel(title)
    heading.setObjectName("panelTitle")
    grid.addWidget(heading, 0, 0, 1, 2)
    for number, (name, keys) in enumerate(rows, start=1):
        grid.addWidget(QLabel(name), number, 0)
        label = QLabel(keys)
        label.setProperty("muted", True)
        grid.addWidget(label, number, 1, Qt.AlignmentFlag.AlignRight)
    return grid
