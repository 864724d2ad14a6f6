"""Which colour is which part."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent
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

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: tuple[Label, ...] = ()
        self._layout = FlowLayout(self, gap=12, line_gap=3)
        self._layout.setContentsMargins(4, 2, 4, 2)

    @property
    def names(self) -> tuple[str, ...]:
        """The names shown, in order."""
        return tuple(label_name(label) for label in self._labels)

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
            self._layout.addWidget(entry)
        self.updateGeometry()


class _Entry(QWidget):
    hovered = Signal(object)
    """(Label), or None when the mouse leaves"""

    def __init__(self, label: Label) -> None:
        super().__init__()
        self._label = label
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(_Dot(QColor(*label_color(label))))
        text = QLabel(label_name(label))
        text.setProperty("muted", True)
        layout.addWidget(text)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        super().enterEvent(event)
        self.hovered.emit(self._label)

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
