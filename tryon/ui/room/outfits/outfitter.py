"""Copies, pastes and swaps what people wear, and puts outfits on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from tryon.document.layer_commands import ChangeLayer, MoveLayer
from tryon.document.outfits.outfit import Piece, pieces_of
from tryon.document.variant_commands import (
    AddVariant,
    RemoveVariant,
    RenameVariant,
    ShowVariant,
)
from tryon.errors import FitError, OutfitError
from tryon.fitting.composite import LayerState
from tryon.fitting.parameters import USUAL
from tryon.human_parse import HumanParse
from tryon.messages import FitProblem, OutfitProblem, StepName, Text
from tryon.ui.room.dresser import Dresser
from tryon.ui.room.edit_jobs import MakeCommands
from tryon.ui.room.editor import Editor
from tryon.ui.room.outfits.clipboard import ClothesClipboard
from tryon.ui.room.outfits.make_clothes import Dressing, NameTaken, Swapping


class Outfitter(QObject):
    """Makes commands of what the user wants with layers, outfits and variants.

    Args:
        editor: carries the commands out.
        dresser: tells what became of them.
        clipboard: where copied clothes are.
    """

    def __init__(self, editor: Editor, dresser: Dresser, clipboard: ClothesClipboard) -> None:
        super().__init__(dresser)
        self._editor, self._dresser, self._clipboard = editor, dresser, clipboard

    @property
    def has_copied(self) -> bool:
        """Whether there is something to paste."""
        return bool(self._clipboard.pieces)

    def pieces_of(self, person: int) -> tuple[Piece, ...]:
        """Return what was put on somebody, lowest first; say so if it is nothing."""
        document = self._editor.document
        pieces = () if document is None else pieces_of(document.history.look, person)
        if not pieces:
            self._dresser.failed.emit(OutfitError(OutfitProblem.NOTHING_WORN, person=person))
        return pieces

    def copy(self, person: int) -> tuple[Piece, ...]:
        """Copy what was put on somebody; return it."""
        pieces = self.pieces_of(person)
        if pieces:
            self._clipboard.pieces = pieces
        return pieces

    def paste(self, person: int) -> None:
        """Put on somebody what was copied, in this window or another one."""
        if not self._clipboard.pieces:
            self._dresser.failed.emit(OutfitError(OutfitProblem.NOTHING_COPIED))
            return
        step = StepName.PASTE_CLOTHES.with_values(person=person)
        self.dress((person,), self._clipboard.pieces, step)

    def copy_to(self, person: int, others: Sequence[int]) -> None:
        """Put on others what was put on somebody."""
        pieces = self.pieces_of(person)
        if not pieces:
            return
        if len(others) == 1:
            step = StepName.COPY_CLOTHES.with_values(other=person, person=others[0])
        else:
            step = StepName.DRESS_ALIKE.with_values(person=person)
        self.dress(others, pieces, step)

    def dress_alike(self, person: int) -> None:
        """Put on everybody else what was put on somebody."""
        parse = self._parse
        others = () if parse is None else tuple(p.number for p in parse.people)
        others = tuple(number for number in others if number != person)
        if others:
            self.copy_to(person, others)
        else:
            self._dresser.failed.emit(OutfitError(OutfitProblem.ONE_PERSON))

    def dress(
        self,
        people: Sequence[int],
        pieces: Sequence[Piece],
        step: Text,
        *,
        notes: tuple[Text, ...] = (),
    ) -> None:
        """Put garments on people, as one step; what cannot be fitted is told after ``notes``."""
        parse = self._parse
        if parse is not None:
            make = Dressing(parse, tuple(people), tuple(pieces), step)
            self._run(make, tuple(people), notes)

    def swap(self, person: int, other: int, name_taken: NameTaken) -> None:
        """Have two people change clothes; what they really wear is taken out of the photo."""
        parse = self._parse
        if parse is not None:
            self._run(Swapping(parse, person, other, name_taken), (person, other))

    def change_layer(self, layer: int, state: LayerState) -> None:
        """Show, hide, fade, lock or unlock what is worn in a layer, from 0, lowest first."""
        self._editor.do(ChangeLayer(layer, state))

    def move_layer(self, layer: int, steps: int) -> None:
        """Lay what is worn in a layer over or under others of its person."""
        self._editor.do(MoveLayer(layer, steps))

    def reset_layer(self, layer: int) -> None:
        """Lay what is worn in a layer by measure again, in its own colour."""
        document = self._editor.document
        if document is None:
            return
        worn = document.fits.lying(document.history.look)[layer]
        if worn is not None and worn.layer.is_locked:
            self._dresser.failed.emit(
                FitError(FitProblem.LOCKED, garment=worn.garment.name, person=abs(worn.person))
            )
        elif worn is not None:
            self._dresser.refitter.start(worn, USUAL)

    def do(self, command: AddVariant | ShowVariant | RenameVariant | RemoveVariant) -> None:
        """Add, show, rename or remove a variant; what it wears is fitted first where needed."""
        self._editor.do(command)

    @property
    def _parse(self) -> HumanParse | None:
        return self._editor.state.parse

    def _run(
        self, make: MakeCommands, people: tuple[int, ...], notes: tuple[Text, ...] = ()
    ) -> None:
        self._dresser.carry_out(make, subject=("clothes", people), notes=notes)
