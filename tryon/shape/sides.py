"""Left and right, and the parts of a garment that move by themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

T = TypeVar("T")
U = TypeVar("U")


class Side(Enum):
    """A side of the picture, as the viewer sees it."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> Side:
        """The opposite side."""
        return Side.RIGHT if self is Side.LEFT else Side.LEFT

    @property
    def index(self) -> int:
        """Its index in an array of both sides, the left one first."""
        return 0 if self is Side.LEFT else 1

    @property
    def outward(self) -> float:
        """Sign of x from the middle of the body towards this side."""
        return -1.0 if self is Side.LEFT else 1.0


@dataclass(frozen=True)
class Pair(Generic[T]):
    """A value for each side; iterates over the left one first."""

    left: T
    right: T

    @classmethod
    def of(cls, make: Callable[[Side], T]) -> Pair[T]:
        """Make a pair by calling a function with each side."""
        return cls(make(Side.LEFT), make(Side.RIGHT))

    def __getitem__(self, side: Side) -> T:
        return self.left if side is Side.LEFT else self.right

    def __iter__(self) -> Iterator[T]:
        yield self.left
        yield self.right

    def map(self, change: Callable[[T], U]) -> Pair[U]:
        """Return the pair with a function applied to both values."""
        return Pair(change(self.left), change(self.right))


class GarmentPart(Enum):
    """A part of a garment that moves by itself, on its own limb."""

    TORSO = "torso"
    LEFT_SLEEVE = "left sleeve"
    RIGHT_SLEEVE = "right sleeve"
    LEFT_LEG = "left leg"
    RIGHT_LEG = "right leg"
    SKIRT = "skirt"


BOTH_SLEEVES = Pair(GarmentPart.LEFT_SLEEVE, GarmentPart.RIGHT_SLEEVE)
BOTH_LEGS = Pair(GarmentPart.LEFT_LEG, GarmentPart.RIGHT_LEG)
