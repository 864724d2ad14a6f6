"""What a process of a batch and the program that started it say to each other."""

from __future__ import annotations

from dataclasses import dataclass

from tryon.batch.order import Step
from tryon.batch.plan import Item, PhotoWork
from tryon.messages import Text
from tryon.shape.category import GarmentCategory

Task = Item | PhotoWork
"""A garment to cut out, or a photo to dress."""


@dataclass(frozen=True)
class Stop:
    """Asks for the end of the task, as soon as nothing half-done is left by that."""


@dataclass(frozen=True)
class Ready:
    """A process has started, and waits for a task."""


@dataclass(frozen=True)
class Prepared:
    """A garment is cut out.

    Attributes:
        category: what it is.
    """

    category: GarmentCategory


@dataclass(frozen=True)
class NotPrepared:
    """A garment cannot be used.

    Attributes:
        problem: why.
        trace: where an unforeseen error came from, for the log.
    """

    problem: Text
    trace: str


@dataclass(frozen=True)
class Began:
    """A result is being made: if the process ends, it was by this.

    Attributes:
        garment: it shows this one,
        person: on this person.
    """

    garment: Item
    person: int


@dataclass(frozen=True)
class TaskDone:
    """Nothing more comes of the task."""


@dataclass(frozen=True)
class Hopeless:
    """Nothing will come of any task.

    Attributes:
        problem: why.
    """

    problem: Text


Reply = Ready | Prepared | NotPrepared | Began | Step | TaskDone | Hopeless
