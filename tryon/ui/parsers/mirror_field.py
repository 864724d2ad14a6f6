"""The server that downloads come from: folded until it is wanted, kept in the settings."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSettings, Qt, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from tryon.ui.kit.settings import kept_text

_SETTING = "model_mirror"
_OFFICIAL = "https://www.modelscope.cn"


class MirrorField(QWidget):
    """A heading that opens a line for the server's address."""

    def __init__(self, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.heading, self.line = QToolButton(), QLineEdit()
        self._body, self._name, self._hint = QWidget(), QLabel(), QLabel(wordWrap=True)
        self.line.setText(kept_text(settings, _SETTING) or "")
        self.line.setPlaceholderText(_OFFICIAL)
        self.line.textEdited.connect(self._keep)
        self.heading.toggled.connect(self._open)
        self._lay_out()
        self._retranslate()
        self._open(bool(self.line.text()))

    @property
    def address(self) -> str | None:
        """The server's address; None for ModelScope's own."""
        return self.line.text().strip() or None

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _lay_out(self) -> None:
        self._hint.setProperty("muted", True)
        self._name.setBuddy(self.line)
        self.heading.setObjectName("disclosure")
        self.heading.setCheckable(True)
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        grid = QGridLayout(self._body)
        grid.addWidget(self._name, 0, 0)
        grid.addWidget(self.line, 0, 1)
        grid.addWidget(self._hint, 1, 1)
        column = QVBoxLayout(self)
        column.setSpacing(4)
        column.addWidget(self.heading)
        column.addWidget(self._body)
        for layout in (grid, column):
            layout.setContentsMargins(0, 0, 0, 0)

    @Slot(bool)
    def _open(self, is_open: bool) -> None:
        self.heading.setChecked(is_open)
        arrow = Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow
        self.heading.setArrowType(arrow)
        self._body.setVisible(is_open)

    @Slot(str)
    def _keep(self, text: str) -> None:
        self._settings.setValue(_SETTING, text.strip())

    def _retranslate(self) -> None:
        self.heading.setText(self.tr("Advanced"))
        self._name.setText(self.tr("Mirror"))
        self._hint.setText(
            self.tr("Address of a server that answers as ModelScope does; empty for its own.")
        )
