"""What a worker and the server say to each other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tryon.messages import Text
from tryon.parsing.choice import ParserChoice
from tryon.progress import Stage
from tryon.serve.work.tasks import Outcome


@dataclass(frozen=True)
class Orders:
    """How a worker does its work.

    Attributes:
        choice: the parser that reads photos.
        wardrobe: the folder of the server's garments.
    """

    choice: ParserChoice
    wardrobe: Path


@dataclass(frozen=True)
class Stop:
    """Asks for the end of the task that is worked on."""


@dataclass(frozen=True)
class Ready:
    """A worker has loaded its engines, and waits for a task.

    Attributes:
        fingerprint: changes with the code and the weights, and so with its answers.
    """

    fingerprint: str


@dataclass(frozen=True)
class Hopeless:
    """A worker can never do anything.

    Attributes:
        problem: why.
    """

    problem: Text


@dataclass(frozen=True)
class Taken:
    """The task has come, and is worked on."""


@dataclass(frozen=True)
class Progressed:
    """How far the task is.

    Attributes:
        stage: that runs.
        fraction: of it, in [0, 1].
    """

    stage: Stage
    fraction: float


@dataclass(frozen=True)
class Stopped:
    """The task was given up, as asked."""


Reply = Ready | Hopeless | Taken | Progressed | Stopped | Outcome
