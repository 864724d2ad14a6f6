"""What is noted about one garment: tags, collections, where it is from, and whatever else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tryon.garments.details.details import (
    LONGEST_LINE,
    LONGEST_LINK,
    Details,
    Notes,
    known_labels,
)
from tryon.garments.wardrobe import WardrobeEntry
from tryon.ui.kit.dialogs.question import answer_buttons
from tryon.ui.kit.icons import choice_icon, icon
from tryon.ui.kit.names import garment_name, kind_name
from tryon.ui.wardrobe.browse.labels_line import LabelsLine

_PICTURE = QSize(96, 96)
_SCHEMES = ("http", "https")


class DetailsDialog(QDialog):
    """A form beside a small picture; nothing is kept before Save.

    Args:
        entry: the garment.
        picture: its small picture.
        everything: the wardrobe, whose tags and collections are offered while typing.
        parent: the window.
        open_link: opens a web page.
    """

    def __init__(
        self,
        entry: WardrobeEntry,
        picture: QPixmap,
        everything: Sequence[WardrobeEntry],
        parent: QWidget,
        *,
        open_link: Callable[[QUrl], object] = QDesktopServices.openUrl,
    ) -> None:
        super().__init__(parent)
        self.entry, self._open_link = entry, open_link
        details, notes = entry.details, entry.details.notes
        self.setWindowTitle(self.tr("Details"))
        self.favourite = QToolButton()
        self.favourite.setText(self.tr("Favourite"))
        self.favourite.setIcon(choice_icon("heart"))
        self.favourite.setIconSize(QSize(16, 16))
        self.favourite.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.favourite.setProperty("chip", True)
        self.favourite.setCheckable(True)
        self.favourite.setChecked(details.is_favourite)
        self.tags = LabelsLine(
            details.tags, known_labels(other.details.tags for other in everything)
        )
        self.tags.setPlaceholderText(self.tr("summer, office"))
        self.collections = LabelsLine(
            details.collections, known_labels(other.details.collections for other in everything)
        )
        self.collections.setPlaceholderText(self.tr("Holiday in Rome"))
        self.shop, self.price, self.size_line = (
            _line(text) for text in (notes.shop, notes.price, notes.size)
        )
        self.link = _line(notes.link, LONGEST_LINK)
        self.link.setPlaceholderText("https://")
        self.open_button = QToolButton()
        self.text = QPlainTextEdit(notes.text)
        self.save_button = QPushButton(self.tr("Save"))
        self._lay_out(picture)
        self.link.textChanged.connect(self._on_link)
        self.open_button.clicked.connect(self._open)
        self._on_link()
        self.tags.setFocus()

    def changed(self, details: Details) -> Details:
        """Return a garment's details as they are in the form now."""
        return replace(
            details,
            is_favourite=self.favourite.isChecked(),
            tags=self.tags.labels,
            collections=self.collections.labels,
            notes=Notes(
                shop=self.shop.text(),
                price=self.price.text(),
                size=self.size_line.text(),
                link=self.link.text(),
                text=self.text.toPlainText(),
            ).cleaned(),
        )

    def _lay_out(self, picture: QPixmap) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setSpacing(8)
        form.addRow(_label(self.tr("&Tags"), self.tags), self.tags)
        form.addRow(_label(self.tr("&Collections"), self.collections), self.collections)
        form.addRow(_label(self.tr("S&hop"), self.shop), self.shop)
        pair = QHBoxLayout()
        pair.addWidget(self.price, 1)
        pair.addWidget(_label(self.tr("Si&ze"), self.size_line))
        pair.addWidget(self.size_line, 1)
        form.addRow(_label(self.tr("&Price"), self.price), pair)
        linked = QHBoxLayout()
        linked.setSpacing(4)
        self.open_button.setIcon(icon("open"))
        opens = self.tr("Open the page in the browser")
        self.open_button.setToolTip(opens)
        self.open_button.setAccessibleName(opens)
        linked.addWidget(self.link, 1)
        linked.addWidget(self.open_button)
        form.addRow(_label(self.tr("&Link"), self.link), linked)
        self.text.setObjectName("detailsText")
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(84)
        form.addRow(_label(self.tr("&Notes"), self.text), self.text)
        for field, name in (
            (self.tags, self.tr("Tags, with commas between them")),
            (self.collections, self.tr("Collections, with commas between them")),
            (self.shop, self.tr("Shop")),
            (self.price, self.tr("Price")),
            (self.size_line, self.tr("Size")),
            (self.link, self.tr("Link")),
            (self.text, self.tr("Notes")),
        ):
            field.setAccessibleName(name)
        self.tags.setToolTip(self.tr("Several with commas between them"))
        self.collections.setToolTip(self.tr("Several with commas between them"))
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(12)
        column.addLayout(self._header(picture))
        column.addLayout(form)
        column.addWidget(answer_buttons(self, self.save_button, self.tr("Cancel")))
        self.resize(460, self.sizeHint().height())

    def _header(self, picture: QPixmap) -> QHBoxLayout:
        shown = QLabel()
        shown.setFixedSize(_PICTURE)
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        shown.setStyleSheet("background: #fafafc; border-radius: 9px;")
        if not picture.isNull():
            ratio = self.devicePixelRatioF()
            scaled = picture.scaled(
                (_PICTURE - QSize(12, 12)) * ratio,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            scaled.setDevicePixelRatio(ratio)
            shown.setPixmap(scaled)
        name = QLabel(garment_name(self.entry))
        name.setObjectName("questionText")
        name.setWordWrap(True)
        name.setTextFormat(Qt.TextFormat.PlainText)
        kind = QLabel(kind_name(self.entry.category))
        kind.setProperty("muted", True)
        beside = QVBoxLayout()
        beside.setSpacing(4)
        beside.addWidget(name)
        beside.addWidget(kind)
        beside.addWidget(self.favourite, 0, Qt.AlignmentFlag.AlignLeft)
        beside.addStretch()
        header = QHBoxLayout()
        header.setSpacing(14)
        header.addWidget(shown, 0, Qt.AlignmentFlag.AlignTop)
        header.addLayout(beside, 1)
        return header

    @property
    def _url(self) -> QUrl:
        """The page that is named; a web page only, for the notes may be somebody else's."""
        url = QUrl(self.link.text().strip(), QUrl.ParsingMode.StrictMode)
        return url if url.scheme().lower() in _SCHEMES and url.host() else QUrl()

    @Slot()
    def _on_link(self) -> None:
        self.open_button.setEnabled(self._url.isValid())

    @Slot()
    def _open(self) -> None:
        if self._url.isValid():
            self._open_link(self._url)


def _label(text: str, field: QWidget) -> QLabel:
    """Return the label of a field, at the middle of its first line."""
    label = QLabel(text)
    label.setBuddy(field)
    label.setMinimumHeight(QLineEdit().sizeHint().height())
    label.setMinimumWidth(label.sizeHint().width() + 3)  # the key's letter makes it wider
    return label


def _line(text: str, longest: int = LONGEST_LINE) -> QLineEdit:
    line = QLineEdit(text)
    line.setMaxLength(longest)
    return line
