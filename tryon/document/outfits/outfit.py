"""What somebody wears, without who wears it: to be kept, copied and put on others."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tryon.document.look import Look, WornGarment
from tryon.fitting.composite import PLAIN, LayerState
from tryon.fitting.parameters import USUAL, FitParameters
from tryon.garments.garment import Garment
from tryon.labels import Region


@dataclass(frozen=True, eq=False)
class Piece:
    """A garment of an outfit.

    Attributes:
        garment: what is worn.
        parameters: how it lies.
        layer: how much of it shows.
    """

    garment: Garment
    parameters: FitParameters = USUAL
    layer: LayerState = PLAIN

    @classmethod
    def of(cls, worn: WornGarment) -> Piece:
        """Return what is worn without its lock, which is about the place where it is worn."""
        return cls(worn.garment, worn.parameters, replace(worn.layer, is_locked=False))

    @property
    def region(self) -> Region:
        """What it is worn on."""
        return self.garment.category.region

    def on(self, person: int) -> WornGarment:
        """Return it as somebody wears it."""
        return WornGarment(person, self.garment, self.parameters, self.layer)


@dataclass(frozen=True, eq=False)
class Outfit:
    """What somebody wears, under a name.

    Attributes:
        name: what to call it.
        pieces: garments, lowest first.
    """

    name: str
    pieces: tuple[Piece, ...]


def pieces_of(look: Look, person: int) -> tuple[Piece, ...]:
    """Return what was put on somebody, lowest first."""
    return tuple(Piece.of(worn) for worn in look.worn if worn.person == person)
