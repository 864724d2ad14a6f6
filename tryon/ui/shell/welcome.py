"""What stands in the window while no document is open."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from tryon.ui.kit.icons import accent_icon, app_icon, icon
from tryon.ui.kit.theme import RADIUS, current_theme
from tryon.ui.shell.document_lists import LeftBehindList, RecentList


class Welcome(QWidget):
    """Says what to do first, and offers it."""

    open_asked = Signal()
    sample_asked = Signal()

    def __init__(self, *, has_samples: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._logo = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._logo.setPixmap(app_icon().pixmap(QSize(88, 88), self.devicePixelRatioF()))
        self._title = self._line("welcomeTitle")
        self._text = self._line("welcomeText")
        self._hint = self._line("welcomeHint")
        self._hint.setProperty("muted", True)
        self.open_button, self.sample_button = QPushButton(), QPushButton()
        self.open_button.setProperty("primary", True)
        self.open_button.clicked.connect(self.open_asked)
        self.sample_button.clicked.connect(self.sample_asked)
        self.sample_button.setVisible(has_samples)
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

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow language and palette."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() is QEvent.Type.PaletteChange:
            self._paint_icons()

    @staticmethod
    def _line(name: str) -> QLabel:
        label = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        label.setObjectName(name)
        return label

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch()
        for button in (self.open_button, self.sample_button):
            button.setMinimumHeight(38)
            button.setIconSize(QSize(18, 18))
            buttons.addWidget(button)
        buttons.addStretch()
        content, scroll = QWidget(), QScrollArea()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(10)
        layout.addStretch(5)
        layout.addWidget(self._logo)
        layout.addSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addSpacing(14)
        layout.addLayout(buttons)
        layout.addSpacing(14)
        layout.addWidget(self._hint)
        layout.addStretch(1)
        layout.addWidget(self.left_behind)
        layout.addStretch(1)
        layout.addWidget(self.recent)
        layout.addStretch(4)
        content.setObjectName("welcomeContent")
        scroll.setObjectName("welcomeScroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setWidget(content)
        around = QVBoxLayout(self)
        around.setContentsMargins(20, 20, 20, 20)
        around.addWidget(scroll)

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
