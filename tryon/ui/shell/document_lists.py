"""Lists of documents on the welcome page: what a crash left behind, and what was opened lately."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QEvent, QLocale, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tryon.ui.kit.icons import icon_pixmap
from tryon.ui.kit.theme import current_theme

if TYPE_CHECKING:
    from tryon.document.journal import LeftBehind

_MOST_LEFT = 3
_MOST_RECENT = 5
_PICTURE = QSize(88, 60)


class LeftBehindList(QWidget):
    """Offers to go on with each document that a window left behind."""

    asked = Signal(object)
    """(LeftBehind) to go on with"""
    discarded = Signal(object)
    """(LeftBehind)"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left: tuple[LeftBehind, ...] = ()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def set_left(self, left: Sequence[LeftBehind]) -> None:
        """Show what was left behind, the latest first."""
        self._left = tuple(left)
        self._fill()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._fill()

    def _fill(self) -> None:
        _clear(self._layout)
        if self._left:
            title = QLabel(self.tr("Continue where you left off"))
            title.setObjectName("panelTitle")
            self._layout.addWidget(title)
        for each in self._left[:_MOST_LEFT]:
            self._layout.addWidget(self._row(each, is_latest=each is self._left[0]))
        self.setVisible(bool(self._left))

    def _row(self, left: LeftBehind, *, is_latest: bool) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        when = QDateTime.fromSecsSinceEpoch(round(left.changed_s))
        words = QLocale().toString(when, QLocale.FormatType.ShortFormat)
        go_on = QPushButton(self.tr("Continue {name} ({when})").format(name=left.name, when=words))
        go_on.setProperty("primary", is_latest)
        go_on.setObjectName("continue")
        go_on.clicked.connect(partial(self.asked.emit, left))
        discard = QPushButton(self.tr("Discard"))
        discard.setObjectName("discard")
        discard.clicked.connect(partial(self.discarded.emit, left))
        layout.addWidget(go_on)
        layout.addWidget(discard)
        layout.addStretch()
        return row


class RecentList(QWidget):
    """A row of small pictures of documents, as many as there is room for."""

    asked = Signal(object)
    """(Path) to open"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel()
        self._title.setObjectName("panelTitle")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._title)
        self._layout = QHBoxLayout()
        self._layout.setSpacing(6)
        column.addLayout(self._layout)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._retranslate()
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Show as many as there is room for."""
        super().resizeEvent(event)
        self._show_those_that_fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Recent"))

    def _show_those_that_fit(self) -> None:
        room = self.width()
        for item in (self._layout.itemAt(i) for i in range(self._layout.count())):
            card = item.widget() if item is not None else None
            if card is not None:
                room -= card.sizeHint().width() + self._layout.spacing()
                card.setVisible(room >= 0)

    def set_recent(self, recent: Sequence[tuple[Path, QPixmap]]) -> None:
        """Show documents, the latest first; those without a picture by their name only."""
        _clear(self._layout)
        for path, picture in recent[:_MOST_RECENT]:
            card = QToolButton()
            card.setObjectName("recentCard")
            card.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            card.setIconSize(_PICTURE)
            card.setIcon(QIcon(_framed(picture, self.devicePixelRatioF())))
            metrics = card.fontMetrics()
            elide = Qt.TextElideMode.ElideMiddle
            card.setText(metrics.elidedText(path.name, elide, _PICTURE.width() + 8))
            card.setToolTip(str(path))
            card.setAccessibleName(path.name)
            card.clicked.connect(partial(self.asked.emit, path))
            self._layout.addWidget(card)
        self._layout.addStretch()
        self.setVisible(bool(recent))
        self._show_those_that_fit()


def _framed(picture: QPixmap, ratio: float) -> QPixmap:
    """Fit a picture into a card of one size for all; an icon takes the place of none."""
    card = QPixmap(_PICTURE * ratio)
    card.setDevicePixelRatio(ratio)
    card.fill(Qt.GlobalColor.transparent)
    room = QRect(QPoint(), _PICTURE)
    painter = QPainter(card)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    if picture.isNull():
        side = _PICTURE.height() // 2
        sign = icon_pixmap("layout-result", side, current_theme().muted, ratio)
        painter.drawPixmap(room.center() - QPoint(side // 2, side // 2), sign)
    else:
        size = picture.size().scaled(_PICTURE, Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(QPoint(), size)
        place.moveCenter(room.center())
        painter.drawPixmap(place, picture)
    painter.end()
    return card


def _clear(layout: QHBoxLayout | QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
