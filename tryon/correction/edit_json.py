"""Reading corrections of a parse that were kept."""

from __future__ import annotations

from tryon.correction.add_person import AddPerson
from tryon.correction.edit import ParseEdit
from tryon.correction.grow import GrowToEdge
from tryon.correction.move_joint import MoveJoint
from tryon.correction.paint import Brush, Polygon
from tryon.correction.people import MergePeople, RemovePerson, SplitPerson, SwapSides
from tryon.correction.relabel import Relabel

_EDITS = {
    edit.kind: edit
    for edit in (
        Brush,
        Polygon,
        GrowToEdge,
        Relabel,
        AddPerson,
        SplitPerson,
        MergePeople,
        RemovePerson,
        SwapSides,
        MoveJoint,
    )
}


def edit_from_json(stored: object) -> ParseEdit:
    """Read what `ParseEdit.to_json` returned.

    Raises:
        LookupError: if something is missing.
        ValueError: if a value makes no sense.
        TypeError: if a value is of the wrong type.
        OverflowError: if a number is too large.
    """
    if not isinstance(stored, dict):
        raise TypeError("a correction is an object")
    kind = stored["kind"]
    if not isinstance(kind, str) or kind not in _EDITS:
        raise ValueError("there is no correction of this kind")
    edit: ParseEdit = _EDITS[kind].from_json(stored)
    extra = stored.keys() - edit.to_json().keys()
    if extra:
        raise ValueError(f"a correction of this kind has no {len(extra)} more values")
    return edit
