"""Help > Privacy: what is kept where on this computer, and how to delete it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tryon.errors import reason_of
from tryon.models.rate import megabytes
from tryon.ui.shell.help.kept_files import (
    CAN_BE_EMPTIED,
    Kept,
    KeptKind,
    empty,
    kept_bytes,
    kept_places,
)


class PrivacyDialog(QDialog):
    """A paragraph, and a row for each place with its size and what can be done about it.

    Args:
        settings: where the settings are, as Qt says it.
        parent: the window.
    """

    def __init__(self, settings: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.places = {kept.kind: kept for kept in kept_places(settings)}
        self.sizes = {kind: QLabel() for kind in self.places}
        self.open_buttons = {kind: QPushButton(self.tr("Open folder")) for kind in self.places}
        self.empty_buttons = {kind: QPushButton(self.tr("Empty")) for kind in CAN_BE_EMPTIED}
        self.outcome = _text("")
        self._lay_out()
        self._show_sizes()

    def _lay_out(self) -> None:
        self.setWindowTitle(self.tr("Privacy"))
        promise = _text(
            self.tr(
                "Everything happens on this computer. No photo, no garment and nothing about you "
                "or your use of the app is sent anywhere. The app asks for a network only when "
                "you download a model: then the model's server is asked for its files."
            )
        )
        heading = _text(self.tr("Photos that you open stay where they are. The app keeps:"))
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        for widget in (promise, heading):
            column.addWidget(widget)
        column.addLayout(self._rows())
        column.addWidget(self.outcome)
        column.addStretch(1)
        column.addWidget(buttons)
        self.outcome.hide()
        self.setMinimumWidth(640)

    def _rows(self) -> QGridLayout:
        rows = QGridLayout()
        rows.setColumnStretch(0, 1)
        rows.setHorizontalSpacing(8)
        rows.setVerticalSpacing(12)
        for row, (kind, kept) in enumerate(self.places.items()):
            rows.addWidget(_text(f"{self._what(kind)}\n{kept.place}"), row, 0)
            rows.addWidget(self.sizes[kind], row, 1, Qt.AlignmentFlag.AlignRight)
            rows.addWidget(self.open_buttons[kind], row, 2)
            self.open_buttons[kind].clicked.connect(partial(self._open, kept))
            if kind in self.empty_buttons:
                rows.addWidget(self.empty_buttons[kind], row, 3)
                self.empty_buttons[kind].clicked.connect(partial(self._empty, kept))
        return rows

    def _what(self, kind: KeptKind) -> str:
        return {
            KeptKind.GARMENTS: self.tr(
                "The garments that you added, their pictures as they were, and your corrections. "
                "Remove one in the list of garments, or delete the folder."
            ),
            KeptKind.OUTFITS: self.tr(
                "Outfits that you kept: their garments, and a small picture of who wore them. "
                "Delete one in the list of outfits, or delete the folder."
            ),
            KeptKind.OPEN: self.tr(
                "What is open now, with its photo, in case the program ends unexpectedly. It goes "
                "when you close the look; what is left is offered at the next start."
            ),
            KeptKind.CACHE: self.tr(
                "Which part of a photo is what, for photos that you opened, small pictures of them "
                "and of garments, and what else saves time. It is made again when it is needed."
            ),
            KeptKind.LOG: self.tr(
                "Warnings and errors, which may name files. At most 3 MB; older ones go."
            ),
            KeptKind.SETTINGS: self.tr(
                "Language, appearance, parser, the window's place and the names of recent photos "
                "and looks. File > Open recent > Clear list forgets these."
            ),
            KeptKind.MODELS: self.tr(
                "Models that you downloaded, in a folder that other programs may use too. "
                "Remove them in Settings > Models."
            ),
        }[kind]

    def _open(self, kept: Kept, *_: object) -> None:
        folder = kept.folder
        if folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _empty(self, kept: Kept, *_: object) -> None:
        try:
            empty(kept)
        except OSError as error:
            said = self.tr("Not everything could be deleted: {reason}.")
            self.outcome.setText(said.format(reason=reason_of(error)))
        else:
            self.outcome.setText(self.tr("It is empty now."))
        self.outcome.show()
        self._show_sizes()

    def _show_sizes(self) -> None:
        for kind, kept in self.places.items():
            size = kept_bytes(kept)
            self.sizes[kind].setText(megabytes(size))
            self.open_buttons[kind].setEnabled(kept.folder is not None)
            if kind in self.empty_buttons:
                self.empty_buttons[kind].setEnabled(size > 0)


def _text(text: str) -> QLabel:
    """Return a label whose words can be copied, and are never taken for HTML."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
