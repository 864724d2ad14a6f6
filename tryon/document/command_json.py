"""Every command as JSON, which a journal keeps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tryon.document.commands import (
    Adjust,
    Command,
    Correct,
    EditParse,
    ParseEdit,
    Parts,
    PutOn,
    ReplaceParse,
    SetHeight,
    TakeOff,
    TakeOffAll,
)
from tryon.document.layer_commands import ChangeLayer, MoveLayer
from tryon.document.outfits.wear import Wear
from tryon.document.variant_commands import (
    AddVariant,
    RemoveVariant,
    RenameVariant,
    ShowVariant,
)
from tryon.json_file import quoted
from tryon.shape.figure_json import Json

ReadEdit = Callable[[Json], ParseEdit]
"""Reads what `ParseEdit.to_json` returned."""

_READERS: Mapping[str, Callable[[Json, Parts], Command]] = {
    PutOn.kind: PutOn.from_json,
    TakeOff.kind: TakeOff.from_json,
    TakeOffAll.kind: TakeOffAll.from_json,
    Adjust.kind: Adjust.from_json,
    SetHeight.kind: SetHeight.from_json,
    Correct.kind: Correct.from_json,
    ReplaceParse.kind: ReplaceParse.from_json,
    ChangeLayer.kind: ChangeLayer.from_json,
    MoveLayer.kind: MoveLayer.from_json,
    Wear.kind: Wear.from_json,
    AddVariant.kind: AddVariant.from_json,
    ShowVariant.kind: ShowVariant.from_json,
    RenameVariant.kind: RenameVariant.from_json,
    RemoveVariant.kind: RemoveVariant.from_json,
}


def command_to_json(command: Command, parts: Parts) -> Json:
    """Return what `command_from_json` reads; garments and parses go to ``parts``."""
    return {"do": command.kind, **command.to_json(parts)}


def command_from_json(stored: Any, parts: Parts, read_edit: ReadEdit) -> Command:  # noqa: ANN401 - JSON
    """Read a command.

    Args:
        stored: what `command_to_json` returned.
        parts: where its garments and parses are.
        read_edit: reads edits of a parse.

    Raises:
        LookupError: if something is missing.
        ValueError: if a value makes no sense.
        TypeError: if a value is of the wrong type.
        MemberError: if a garment or a parse is missing or damaged.
    """
    kind = stored["do"]
    if kind == EditParse.kind:
        return EditParse(read_edit(stored["edit"]))
    if kind not in _READERS:
        raise ValueError(f"{quoted(kind)} is no command")
    return _READERS[kind](stored, parts)
