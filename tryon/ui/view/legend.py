"""Which colour is which part."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from tryon.human_parse import HumanParse
from tryon.labels import Label
from tryon.parsing.overlay import label_color, labels_present
from tryon.ui.kit.flow_layout import FlowLayout
from tryon.ui.kit.names import label_name


class Legend(QWidget):
    """A line of coloured dots with the names of the parts that are there."""

    hovered = Signal(object)
    """(Label) under the mouse, or None"""
    chosen = Signal(object)
    """(Label) that was clicked, while parts can be chosen"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: tuple[Label, ...] = ()
        self._chosen: Label | None = None
        self._is_choosable = False
        self._layout = FlowLayout(self, gap=12, line_gap=3)
        self._layout.setContentsMargins(4, 2, 4, 2)

    @property
    def names(self) -> tuple[str, ...]:
        """The names shown, in order."""
        return tuple(label_name(label) for label in self._labels)

    @property
    def is_choosable(self) -> bool:
        """Whether a part can be chosen."""
        return self._is_choosable

    def entry(self, label: Label) -> QWidget:
        """Return what names a part that is shown."""
        return self._entries()[self._labels.index(label)]

    def set_choosable(self, is_choosable: bool) -> None:
        """Let parts be chosen by mouse and keys, or no longer."""
        self._is_choosable = is_choosable
        self._mark()

    def set_chosen(self, label: Label | None) -> None:
        """Mark a part."""
        self._chosen = label
        self._mark()

    def set_parse(self, parse: HumanParse | None) -> None:
        """List the parts of a parse."""
        labels = labels_present(parse) if parse is not None else ()
        if labels != self._labels:
            self._labels = labels
            self._fill()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._fill()

    def _fill(self) -> None:
        while (item := self._layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        for label in self._labels:
            entry = _Entry(label)
            entry.hovered.connect(self.hovered)
            entry.chosen.connect(self.chosen)
            self._layout.addWidget(entry)
        self._mark()
        self.updateGeometry()

    def _entries(self) -> list[_Entry]:
        return [entry for entry in self.findChildren(_Entry) if entry.parent() is self]

    def _mark(self) -> None:
        hint = self.tr("Show which of M2FP's queries found it, and where they looked")
        for entry in self._entries():
            entry.mark(hint if self._is_choosable else "", is_chosen=entry.label is self._chosen)


class _Entry(QWidget):
    hovered = Signal(object)
    """(Label), or None when the mouse leaves"""
    chosen = Signal(object)
    """(Label)"""

    def __init__(self, label: Label) -> None:
        super().__init__()
        self.label = label
        self.setAccessibleName(label_name(label))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(_Dot(QColor(*label_color(label))))
        self._text = QLabel(label_name(label))
        self._text.setProperty("muted", True)
        layout.addWidget(self._text)

    def mark(self, hint: str, *, is_chosen: bool) -> None:
        """Say what a click does, if it does something, and whether this part is chosen."""
        self.setToolTip(hint)
        self.setCursor(Qt.CursorShape.PointingHandCursor if hint else Qt.CursorShape.ArrowCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if hint else Qt.FocusPolicy.NoFocus)
        font = self._text.font()
        font.setUnderline(is_chosen)
        font.setBold(is_chosen)
        self._text.setFont(font)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        is_here = self.rect().contains(event.position().toPoint())
        if self.toolTip() and is_here and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(self.label)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if self.toolTip() and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return):
            self.chosen.emit(self.label)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.hovered.emit(self.label)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.hovered.emit(None)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        super().enterEvent(event)
        self.hovered.emit(self.label)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        super().leaveEvent(event)
        self.hovered.emit(None)


class _Dot(QWidget):
    def __init__(self, color: QColor) -> None:
        super().__init__()
        self._color = color
        self.setFixedSize(QSize(10, 10))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._color)
        painter.drawEllipse(QPointF(5, 5), 5, 5)
        painter.end()
