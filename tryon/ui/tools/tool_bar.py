"""The bar above the overlay that tools are chosen from, with the part and the person to paint."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tryon.ui.kit.flow_layout import FlowLayout
from tryon.ui.kit.icons import choice_icon
from tryon.ui.kit.names import label_name, person_name
from tryon.ui.tools.label_menu import LabelMenu, PersonMenu, label_icon
from tryon.ui.tools.toolbox import PAINTERS, ToolName, tool_hint, tool_keys, tool_name
from tryon.ui.tools.workbench import Workbench

_ICON = QSize(18, 18)
_GROUPS = (ToolName.BRUSH, ToolName.ADD_PERSON, ToolName.JOINTS)
"""Tools before which there is some room."""


class ToolBar(QFrame):
    """One button for each tool, then what is painted and for whom, and how the tool is used."""

    tool_chosen = Signal(object)
    """(ToolName)"""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self.setObjectName("toolBar")
        self._group = QButtonGroup(self)
        self.buttons = {name: self._button(name) for name in ToolName}
        self.label_button, self.person_button = self._choice(), self._choice()
        self.label_menu, self.person_menu = LabelMenu(self), PersonMenu(self)
        self.label_button.setMenu(self.label_menu)
        self.person_button.setMenu(self.person_menu)
        self._hint = QLabel()
        self._hint.setProperty("muted", True)
        self._hint.setWordWrap(True)
        self._lay_out()
        self.chosen = ToolName.SELECT
        self.buttons[self.chosen].setChecked(True)
        self._group.buttonClicked.connect(self._on_button)
        self.label_menu.label_chosen.connect(bench.set_label)
        self.person_menu.person_chosen.connect(bench.set_person)
        bench.changed.connect(self._show_choice)
        self._retranslate()

    def choose(self, name: ToolName) -> None:
        """Choose a tool."""
        self.buttons[name].setChecked(True)
        self.chosen = name
        self._show_choice()
        self.tool_chosen.emit(name)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow language and palette."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() is QEvent.Type.PaletteChange:
            for name, button in self.buttons.items():
                button.setIcon(choice_icon(name.value))

    def _button(self, name: ToolName) -> QToolButton:
        button = QToolButton()
        button.setIcon(choice_icon(name.value))
        button.setIconSize(_ICON)
        button.setCheckable(True)
        button.setObjectName("paneTool")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys to the view
        self._group.addButton(button, list(ToolName).index(name))
        return button

    def _choice(self) -> QToolButton:
        button = QToolButton()
        button.setObjectName("toolChoice")
        button.setIconSize(QSize(14, 14))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _lay_out(self) -> None:
        tools = QWidget()
        tools.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        flow = FlowLayout(tools, gap=2)
        flow.setContentsMargins(0, 0, 0, 0)
        for name, button in self.buttons.items():
            if name in _GROUPS:
                flow.addWidget(_gap())
            flow.addWidget(button)
        below = QHBoxLayout()
        below.setSpacing(6)
        below.addWidget(self.label_button)
        below.addWidget(self.person_button)
        below.addWidget(self._hint, 1)
        self._hint.setMinimumHeight(2 * self._hint.fontMetrics().lineSpacing())
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 6, 4)
        column.setSpacing(2)
        column.addWidget(tools)
        column.addLayout(below)

    @Slot()
    def _show_choice(self) -> None:
        """Show which part is painted, and for whom."""
        bench, paints = self._bench, self.chosen in PAINTERS
        self.label_button.setIcon(label_icon(bench.label))
        self.label_button.setText(label_name(bench.label))
        anybody, new = self.tr("Nearest person"), self.tr("New person")
        count = len(bench.parse.people) if bench.parse is not None else 0
        named = anybody if bench.person is None else person_name(bench.person)
        self.person_button.setText(new if bench.person == count + 1 else named)
        self.label_menu.clear()
        self.label_menu.fill(bench.label)
        self.person_menu.fill(count, bench.person, first=(anybody,))
        for button in (self.label_button, self.person_button):
            button.setVisible(paints)
        self._hint.setText(tool_hint(self.chosen))

    @Slot()
    def _on_button(self) -> None:
        self.choose(list(ToolName)[self._group.checkedId()])

    def _retranslate(self) -> None:
        for name, button in self.buttons.items():
            button.setToolTip("\n".join((tool_name(name), tool_hint(name), *tool_keys(name))))
            button.setAccessibleName(tool_name(name))
        self.setAccessibleName(self.tr("Correct people and clothes"))
        self.label_button.setAccessibleName(self.tr("What is painted"))
        self.person_button.setAccessibleName(self.tr("For whom it is painted"))
        self._show_choice()


def _gap() -> QWidget:
    gap = QWidget()
    gap.setFixedWidth(8)
    return gap
