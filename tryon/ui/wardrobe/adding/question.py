"""A picture that was not simply added: what it is asked about it, or why it was refused."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tryon.garments.adding.outcome import Failed, Outcome, Refused, Several, Unsure
from tryon.garments.reader.kinds import PictureKind
from tryon.shape.category import GarmentCategory
from tryon.ui.kit.elided_label import ElidedLabel
from tryon.ui.kit.flow_layout import FlowLayout
from tryon.ui.kit.icons import icon
from tryon.ui.kit.names import kind_name
from tryon.ui.kit.texts import sentence_of
from tryon.ui.room.adding_queue import Addition

_PICTURE_SIDE = 52
"""Side of the picture in logical pixels."""


class Question(QFrame):
    """The picture, what is known of it, and a button for each answer."""

    answered = Signal(object)
    """(GarmentCategory) that it is"""
    take_asked = Signal()
    """What the person wears is wanted"""
    choose_asked = Signal()
    """Its pieces are to be shown"""
    dismissed = Signal()
    """It is not to be added"""

    def __init__(
        self,
        addition: Addition,
        outcome: Outcome,
        thumbnail: bytes,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.addition, self.outcome, self.thumbnail = addition, outcome, thumbnail
        self.setObjectName("question")
        self._name, self._text = ElidedLabel(), QLabel()
        self._name.setObjectName("questionName")
        self._name.set_line(addition.source.name)
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._text.setSizePolicy(policy)
        self._text.setMinimumWidth(1)  # a long word does not make the panel wider
        self.dismiss_button = QToolButton()
        self.dismiss_button.setObjectName("dismiss")
        self.dismiss_button.clicked.connect(self.dismissed)
        self.buttons: tuple[QToolButton, ...] = ()
        self._row = FlowLayout(gap=6)
        self._lay_out(thumbnail)
        self._retranslate()

    @property
    def text(self) -> str:
        """What is asked or said."""
        return self._text.text()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow language and palette."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() is QEvent.Type.PaletteChange:
            self.dismiss_button.setIcon(icon("close"))

    def _lay_out(self, thumbnail: bytes) -> None:
        picture = QLabel()
        picture.setFixedSize(_PICTURE_SIDE, _PICTURE_SIDE)
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        pixmap = QPixmap()
        if thumbnail and pixmap.loadFromData(thumbnail):
            ratio = self.devicePixelRatioF()
            side = round(_PICTURE_SIDE * ratio)
            pixmap = pixmap.scaled(
                QSize(side, side),
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            pixmap.setDevicePixelRatio(ratio)
            picture.setPixmap(pixmap)
        else:
            picture.setPixmap(icon("error").pixmap(24, 24))
        self.dismiss_button.setIcon(icon("close"))
        self.dismiss_button.setIconSize(QSize(14, 14))
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._name, 1)
        head.addWidget(self.dismiss_button)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(head)
        words.addWidget(self._text)
        words.addStretch()
        upper = QHBoxLayout()
        upper.setSpacing(8)
        upper.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        upper.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 6, 8)
        column.setSpacing(6)
        column.addLayout(upper)
        column.addLayout(self._row)

    def _retranslate(self) -> None:
        self._text.setText(self._words().replace("、", "、\u200b"))  # a list may be broken there
        self.dismiss_button.setToolTip(self.tr("Do not add it"))
        self.dismiss_button.setAccessibleName(self.tr("Do not add it"))
        for button in self.buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self.buttons = tuple(self._make_buttons())
        for button in self.buttons:
            self._row.addWidget(button)

    def _words(self) -> str:
        match self.outcome:
            case Unsure():
                return self.tr("What is it?")
            case Several(pieces):
                return self.tr("There are {count} garments in it.").format(count=len(pieces))
            case Refused(kind=PictureKind.SHOES):
                return self.tr("These are shoes. Shoes cannot be tried on yet.")
            case Refused(kind=PictureKind.HAT):
                return self.tr("This is a hat. Hats cannot be tried on yet.")
            case Refused(kind=PictureKind.BAG):
                return self.tr("This is a bag. Bags cannot be tried on yet.")
            case Refused(kind=PictureKind.PERSON):
                return self.tr("Somebody wears it. You can take what they wear.")
            case Refused(kind=PictureKind.SEVERAL):
                return self.tr("Several garments touch. Cut out one picture for each of them.")
            case Refused():
                return self.tr("No garment was found. Best is one garment before a plain wall.")
            case Failed(error):
                return sentence_of(error)
            case _:
                raise ValueError(f"nothing is to be asked of {self.outcome}")

    def _make_buttons(self) -> list[QToolButton]:
        match self.outcome:
            case Unsure(likely):
                others = [each for each in GarmentCategory if each not in likely]
                answers = [self._answer(category) for category in likely]
                answers[0].setProperty("primary", True)
                return [*answers, self._menu(self.tr("Neither"), others, can_dismiss=True)]
            case Several():
                choose = self._button(self.tr("Choose…"))
                choose.setProperty("primary", True)
                choose.clicked.connect(self.choose_asked)
                return [choose, self._menu(self.tr("It is one"), tuple(GarmentCategory))]
            case Refused(kind=PictureKind.PERSON, likely=likely):
                take = self._button(self.tr("Take clothes…"))
                take.setProperty("primary", True)
                take.clicked.connect(self.take_asked)
                return [take, self._menu(self.tr("Add as"), likely)]
            case Refused(likely=likely):
                return [self._menu(self.tr("Add as"), likely)]
            case _:
                return []

    def _button(self, text: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        return button

    def _answer(self, category: GarmentCategory) -> QToolButton:
        button = self._button(kind_name(category))
        button.clicked.connect(partial(self.answered.emit, category))
        return button

    def _menu(
        self, text: str, categories: Sequence[GarmentCategory], *, can_dismiss: bool = False
    ) -> QToolButton:
        button = self._button(text)
        button.setProperty("menu", True)
        menu = QMenu(button)
        for category in categories:
            menu.addAction(kind_name(category), partial(self.answered.emit, category))
        if can_dismiss:
            menu.addSeparator()
            menu.addAction(self.tr("Do not add it"), self.dismissed.emit)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button
