"""What is attacked, and how it can end. Loads nothing heavy: every worker starts from here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from importlib.util import find_spec

HANG_S = 5
"""An input that takes more processor time than this hangs."""
MOST_BYTES = 2_000_000_000
"""An input that makes the program larger than this takes too much memory."""


class Kind(Enum):
    """A kind of file that the app reads."""

    PHOTO = "photo"
    GARMENT = "garment"
    PARAMETERS = "parameters"
    POINTS = "points"
    ENTRY = "entry"
    DETAILS = "details"
    COLLECTION = "collection"
    LOOK = "look"
    OUTFIT = "outfit"
    SETTINGS = "settings"
    PARSE = "parse"
    CHECKPOINT = "checkpoint"
    CONFIGURATION = "configuration"


class Verdict(Enum):
    """How reading an input ended."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    CRASHED = "crashed"
    HUNG = "hung"
    OVER_MEMORY = "over memory"


_ROUND = (
    *(Kind.PHOTO,) * 8,
    *(Kind.GARMENT,) * 3,
    *(Kind.PARAMETERS,) * 2,
    *(Kind.POINTS,) * 2,
    *(Kind.ENTRY,) * 2,
    Kind.DETAILS,
    *(Kind.COLLECTION,) * 2,
    *(Kind.LOOK,) * 3,
    *(Kind.OUTFIT,) * 2,
    Kind.SETTINGS,
    *(Kind.PARSE,) * 2,
    *(Kind.CHECKPOINT,) * 2,
    *(Kind.CONFIGURATION,) * 2,
)
"""How often each kind comes: most often what strangers send, the photo."""


def kinds_here() -> tuple[Kind, ...]:
    """Return a round of kinds; those that need torch are left out where it is missing."""
    if find_spec("torch") is not None and find_spec("safetensors") is not None:
        return _ROUND
    return tuple(kind for kind in _ROUND if kind is not Kind.CHECKPOINT)


@dataclass(frozen=True)
class Input:
    """One damaged file.

    Attributes:
        kind: what it is said to be.
        number: which of a campaign.
        suffix: of its name, with the dot.
        data: what is in it.
    """

    kind: Kind
    number: int
    suffix: str
    data: bytes

    @property
    def name(self) -> str:
        """Its file's name, from which a replay knows what it is."""
        return f"{self.kind.value}-{self.number}{self.suffix}"


@dataclass(frozen=True)
class Outcome:
    """How reading one input ended.

    Attributes:
        kind: of the input.
        number: of the input.
        verdict: how it ended.
        place: of a crash, the error's type and the last line of tryon's that it came through.
        trace: of a crash, the whole traceback.
        cpu_s: the processor time that it took.
        peak_bytes: the most memory that the program had meanwhile; 0 where that is not known.
    """

    kind: Kind
    number: int
    verdict: Verdict
    place: str = ""
    trace: str = ""
    cpu_s: float = 0.0
    peak_bytes: int = 0
