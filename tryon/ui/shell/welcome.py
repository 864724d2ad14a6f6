"""What stands in the window while no document is open."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from tryon.ui.kit.icons import accent_icon, icon
from tryon.ui.kit.theme import RADIUS, current_theme
from tryon.ui.shell.before_after import LARGE, SMALL, BeforeAfter
from tryon.ui.shell.document_lists import LeftBehindList, RecentList

_ROOMY = QSize(640, 560)
"""Logical pixels from which on the sample is large."""
_WIDEST = 780
"""Logical pixels of what stands there: longer lines are hard to read."""


class Welcome(QWidget):
    """Says what to do first, and offers it."""

    open_asked = Signal()
    sample_asked = Signal()

    def __init__(self, *, has_samples: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = self._line("welcomeTitle")
        self._text = self._line("welcomeText")
        self._hint = self._line("welcomeHint")
        self._hint.setProperty("muted", True)
        self.open_button, self.sample_button = QPushButton(), QPushButton()
        self.open_button.setProperty("primary", True)
        self.open_button.clicked.connect(self.open_asked)
        self.sample_button.clicked.connect(self.sample_asked)
        self.sample_button.setVisible(has_samples)
        self.sample = BeforeAfter()
        self.sample.setVisible(has_samples)
        self.sample.asked.connect(self.sample_asked)
        self.left_behind = LeftBehindList()
        self.recent = RecentList()
        self._lay_out()
        self._retranslate()
        self._paint_icons()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint a dashed frame that invites to drop a photo."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.surface))
        painter.drawRoundedRect(frame, RADIUS, RADIUS)
        pen = QPen(QColor(theme.line), 1.5, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([5, 5])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame.adjusted(14, 14, -14, -14), RADIUS, RADIUS)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Leave room for the words beside the sample and the lists below it."""
        super().resizeEvent(event)
        is_roomy = self.size().boundedTo(_ROOMY) == _ROOMY
        self.sample.setFixedSize(LARGE if is_roomy else SMALL)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow language and palette."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() is QEvent.Type.PaletteChange:
            self._paint_icons()

    @staticmethod
    def _line(name: str) -> QLabel:
        label = QLabel(wordWrap=True)
        label.setObjectName(name)
        return label

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        for button in (self.open_button, self.sample_button):
            button.setMinimumHeight(38)
            button.setIconSize(QSize(18, 18))
            buttons.addWidget(button)
        buttons.addStretch()
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addStretch()
        for line in (self._title, self._text):
            words.addWidget(line)
        words.addSpacing(10)
        words.addLayout(buttons)
        words.addSpacing(6)
        words.addWidget(self._hint)
        words.addStretch()
        head = QHBoxLayout()
        head.setSpacing(36)
        head.addLayout(words, 1)
        head.addWidget(self.sample)
        page = QWidget()
        page.setObjectName("welcomePage")
        middle = QWidget()
        middle.setMaximumWidth(_WIDEST)
        across = QHBoxLayout(page)
        across.setContentsMargins(20, 6, 20, 6)
        across.addStretch(1)
        across.addWidget(middle, 100)
        across.addStretch(1)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addStretch(3)
        column.addLayout(head)
        column.addStretch(2)
        column.addWidget(self.left_behind)
        column.addWidget(self.recent)
        column.addStretch(2)
        scroll = QScrollArea()
        scroll.setObjectName("welcomeScroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(scroll)
        self.setFocusProxy(self.open_button)

    def _paint_icons(self) -> None:
        self.open_button.setIcon(accent_icon("open"))
        self.sample_button.setIcon(icon("outline"))

    def _retranslate(self) -> None:
        self._title.setText(self.tr("See it worn"))
        self._text.setText(
            self.tr("Open a photo of a person, click the clothes, and pick a garment.")
        )
        self._hint.setText(self.tr("You can also drop a photo or a look here, or paste a photo."))
        self.open_button.setText(self.tr("Open photo…"))
        self.sample_button.setText(self.tr("Try the sample"))
