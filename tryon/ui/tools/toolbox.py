"""The tools that there are: one of each, their names, icons and how they are used."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QCoreApplication

from tryon.ui.tools.add_person import AddPersonTool
from tryon.ui.tools.brush import BrushTool
from tryon.ui.tools.eraser import EraserTool
from tryon.ui.tools.grow import GrowTool
from tryon.ui.tools.joints import JointsTool
from tryon.ui.tools.merge_people import MergePeopleTool
from tryon.ui.tools.name_part import NamePartTool
from tryon.ui.tools.polygon import PolygonTool
from tryon.ui.tools.remove_person import RemovePersonTool
from tryon.ui.tools.split_person import SplitPersonTool
from tryon.ui.tools.swap_sides import SwapSidesTool
from tryon.ui.tools.workbench import Workbench
from tryon.ui.view.tool import Tool

translate = QCoreApplication.translate


class ToolName(Enum):
    """A tool of the bar, from left to right; the value is its icon."""

    SELECT = "select"
    BRUSH = "brush"
    ERASER = "eraser"
    POLYGON = "polygon"
    GROW = "grow"
    NAME_PART = "name-part"
    ADD_PERSON = "add-person"
    SPLIT_PERSON = "split-person"
    MERGE_PEOPLE = "merge-people"
    REMOVE_PERSON = "remove-person"
    SWAP_SIDES = "swap-sides"
    JOINTS = "skeleton"


PAINTERS = frozenset({ToolName.BRUSH, ToolName.POLYGON, ToolName.GROW})
"""Tools that paint the chosen part for the chosen person."""


def make_tools(bench: Workbench) -> dict[ToolName, Tool | None]:
    """Return the tools; selecting is what a view does without one."""
    return {
        ToolName.SELECT: None,
        ToolName.BRUSH: BrushTool(bench),
        ToolName.ERASER: EraserTool(bench),
        ToolName.POLYGON: PolygonTool(bench),
        ToolName.GROW: GrowTool(bench),
        ToolName.NAME_PART: NamePartTool(bench),
        ToolName.ADD_PERSON: AddPersonTool(bench),
        ToolName.SPLIT_PERSON: SplitPersonTool(bench),
        ToolName.MERGE_PEOPLE: MergePeopleTool(bench),
        ToolName.REMOVE_PERSON: RemovePersonTool(bench),
        ToolName.SWAP_SIDES: SwapSidesTool(bench),
        ToolName.JOINTS: JointsTool(bench),
    }


def tool_name(name: ToolName) -> str:
    """Name a tool."""
    return {
        ToolName.SELECT: translate("Tools", "Select"),
        ToolName.BRUSH: translate("Tools", "Brush"),
        ToolName.ERASER: translate("Tools", "Eraser"),
        ToolName.POLYGON: translate("Tools", "Polygon"),
        ToolName.GROW: translate("Tools", "Grow to the edge"),
        ToolName.NAME_PART: translate("Tools", "This is …"),
        ToolName.ADD_PERSON: translate("Tools", "Add a person"),
        ToolName.SPLIT_PERSON: translate("Tools", "Split a person in two"),
        ToolName.MERGE_PEOPLE: translate("Tools", "Merge two people"),
        ToolName.REMOVE_PERSON: translate("Tools", "Remove a person"),
        ToolName.SWAP_SIDES: translate("Tools", "Swap left and right"),
        ToolName.JOINTS: translate("Tools", "Move joints"),
    }[name]


def tool_hint(name: ToolName) -> str:
    """Say in a few words how a tool is used."""
    return {
        ToolName.SELECT: translate("Tools", "Click a part to choose what garments go on."),
        ToolName.BRUSH: translate("Tools", "Paint what was missed."),
        ToolName.ERASER: translate("Tools", "Erase what is no part of anybody."),
        ToolName.POLYGON: translate("Tools", "Click the corners; the first one ends it."),
        ToolName.GROW: translate("Tools", "Draw a line inside: it grows to the edges."),
        ToolName.NAME_PART: translate("Tools", "Click a part to say what it is, or whose."),
        ToolName.ADD_PERSON: translate("Tools", "Draw a box around who was missed."),
        ToolName.SPLIT_PERSON: translate("Tools", "Draw a line along where the two meet."),
        ToolName.MERGE_PEOPLE: translate("Tools", "Click one of the two, then the other."),
        ToolName.REMOVE_PERSON: translate("Tools", "Click who is not to be dressed."),
        ToolName.SWAP_SIDES: translate("Tools", "Click whose left and right are mixed up."),
        ToolName.JOINTS: translate("Tools", "Drag a joint to where it is."),
    }[name]


def tool_keys(name: ToolName) -> tuple[str, ...]:
    """Name the keys that a tool knows, a line each."""
    size = translate("Tools", "[ ] or Ctrl+wheel: size")
    pick = translate("Tools", "Alt+click: paint the part that is there")
    corners = translate("Tools", "Enter: end, Backspace: one corner less")
    cancel = translate("Tools", "Esc: cancel")
    return {
        ToolName.SELECT: (),
        ToolName.BRUSH: (size, pick, cancel),
        ToolName.ERASER: (size, cancel),
        ToolName.POLYGON: (corners, pick, cancel),
        ToolName.GROW: (size, pick, cancel),
    }.get(name, (cancel,))
