"""What the list of layers says, as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tryon.document.look import Look
from tryon.fitting.cloth.dye import Dye
from tryon.fitting.composite import LayerState
from tryon.fitting.hand_changes import HandChange, hand_changes
from tryon.garments.garment import Garment
from tryon.labels import Region
from tryon.session import Worn


@dataclass(frozen=True)
class LayerRow:
    """One garment that is worn.

    Attributes:
        layer: which one of the look, from 0, lowest first.
        person: who wears it; the negative of who wore it if nobody is seen there any more.
        garment: what is worn.
        region: where.
        changes: what a hand has changed of it.
        dye: its other colour, if it has one.
        state: how much of it shows, and whether it is locked.
        is_fitted: whether it could be fitted.
    """

    layer: int
    person: int
    garment: Garment
    region: Region
    changes: tuple[HandChange, ...]
    dye: Dye | None
    state: LayerState
    is_fitted: bool


def layer_rows(look: Look, lying: Sequence[Worn | None]) -> tuple[LayerRow, ...]:
    """Return the rows of a look: person by person, the topmost garment first.

    Args:
        look: what is worn.
        lying: how each garment of it lies; None if it could not be fitted.
    """
    rows = [
        LayerRow(
            layer,
            worn.person,
            worn.garment,
            worn.region,
            hand_changes(worn.parameters),
            worn.parameters.dye,
            worn.layer,
            lies is not None,
        )
        for layer, (worn, lies) in enumerate(zip(look.worn, lying, strict=True))
    ]
    return tuple(sorted(rows, key=lambda row: (row.person < 0, abs(row.person), -row.layer)))
