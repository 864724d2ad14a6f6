"""Where the photo is, looks in its place, or what to do without a photo; messages float over it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from tryon.ui.kit.badge import draw_badge
from tryon.ui.kit.message_bar import MessageBar
from tryon.ui.kit.theme import RADIUS, current_theme
from tryon.ui.shell.welcome import Welcome
from tryon.ui.view.workspace import Workspace

_MARGIN = 14
"""Logical pixels around a message."""


_MESSAGE_EVENTS = (QEvent.Type.Show, QEvent.Type.LayoutRequest)
_PANE_EVENTS = (QEvent.Type.Resize, QEvent.Type.Show)


class PictureArea(QWidget):
    """Shows one of its pages, and messages over the lower end of it, which they never move.

    Args:
        welcome: what to do without a photo.
        workspace: the views of the photo.
        wall: the wall of looks.
        variants: the variants of the look, side by side.
        messages: float over it.
    """

    page_changed = Signal()

    def __init__(
        self,
        welcome: Welcome,
        workspace: Workspace,
        wall: QWidget,
        variants: QWidget,
        messages: MessageBar,
    ) -> None:
        super().__init__()
        self._welcome, self._workspace, self._messages = welcome, workspace, messages
        self._wall, self._variants = wall, variants
        self._has_photo = False
        self._instead: QWidget | None = None
        self._pages = QStackedWidget()
        for page in (welcome, workspace, wall, variants):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self._hint = _DropHint(self)
        messages.setParent(self)
        messages.installEventFilter(self)
        workspace.panes.installEventFilter(self)

    @property
    def is_photo_shown(self) -> bool:
        """Whether the views show."""
        return self._pages.currentWidget() is self._workspace

    @property
    def is_welcome_shown(self) -> bool:
        """Whether there is no photo."""
        return not self._has_photo

    def show_photo(self, is_shown: bool) -> None:
        """Show the views or what is in their place, or the welcome page."""
        self._has_photo = is_shown
        self._show()

    def show_wall(self, is_shown: bool) -> None:
        """Show the wall in place of the views, or them again."""
        self._show_instead(self._wall, is_shown=is_shown)

    def show_variants(self, is_shown: bool) -> None:
        """Show variants in place of the views, or them again."""
        self._show_instead(self._variants, is_shown=is_shown)

    def _show_instead(self, page: QWidget, *, is_shown: bool) -> None:
        if is_shown:
            self._instead = page
        elif self._instead is page:
            self._instead = None
        self._show()

    def _show(self) -> None:
        with_photo = self._instead or self._workspace
        page = with_photo if self._has_photo else self._welcome
        if self._pages.currentWidget() is not page:
            self._pages.setCurrentWidget(page)
            page.setFocus()
            self._place()
            self.page_changed.emit()

    def show_dropping(self, text: str) -> None:
        """Light up while something is dragged over it that can be dropped; nothing if empty."""
        self._hint.set_text(text)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the message at its place."""
        super().resizeEvent(event)
        self._hint.setGeometry(self.rect())
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Place the message anew when it or what it floats over has changed."""
        is_message = watched is self._messages
        if event.type() in (_MESSAGE_EVENTS if is_message else _PANE_EVENTS):
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        """Lay the message over the lower end of the views."""
        message = self._messages
        room = self.rect()
        if self.is_photo_shown:
            room.setBottom(self._workspace.panes.geometry().bottom())
        width = min(message.natural_width, room.width() - 2 * _MARGIN)
        height = message.height_for(width)
        left = room.center().x() - width // 2
        message.setGeometry(left, room.bottom() - _MARGIN - height, width, height)
        message.raise_()


class _DropHint(QWidget):
    """A frame with words in it, through which everything goes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def set_text(self, text: str) -> None:
        """Show words, or hide without any."""
        self._text = text
        self.setVisible(bool(text))
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the frame and the words."""
        accent = QColor(current_theme().accent)
        tint = QColor(accent)
        tint.setAlphaF(0.10)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(accent, 3))
        painter.setBrush(tint)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), RADIUS, RADIUS)
        box = QRectF(0, 0, QFontMetricsF(self.font()).horizontalAdvance(self._text) + 36, 36)
        box.moveCenter(self.rect().toRectF().center())
        draw_badge(painter, self._text, box, self.font())
        painter.end()
