"""What a server is asked to work out, as values: a task says all that its answer follows from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from tryon.fitting.parameters import USUAL, FitParameters
from tryon.garments.entry import WardrobeEntry
from tryon.labels import Region
from tryon.messages import Text
from tryon.shape.category import GarmentCategory


class Language(Enum):
    """A language that an answer's texts are in; the value is its code in HTTP."""

    ENGLISH = "en"
    CHINESE = "zh-CN"


class MapEncoding(Enum):
    """How label map and person map are written."""

    PNG = "png"
    RLE = "rle"


class Included(Enum):
    """A picture that the answer to a parse may hold; the value is its name there."""

    LABELS = "labels"
    PERSON_MAP = "person_map"
    SEGMENTATION = "segmentation_image"
    OVERLAY = "overlay"


USUALLY_INCLUDED = (Included.LABELS, Included.PERSON_MAP, Included.SEGMENTATION)


@dataclass(frozen=True)
class Picture:
    """A picture as it was sent, not looked into.

    Attributes:
        content: of its file.
        name: what to call it.
    """

    content: bytes = field(repr=False)
    name: str

    @cached_property
    def digest(self) -> str:
        """What the picture is known by."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class KeptGarment:
    """A garment of the server's wardrobe.

    Attributes:
        id: what it is known by.
        entry: how the wardrobe shows it.
        stamp: changes when the garment does.
    """

    id: str
    entry: WardrobeEntry = field(repr=False)
    stamp: str


@dataclass(frozen=True)
class WantedGarment:
    """A garment that is to be put on.

    Attributes:
        source: its picture, or one of the wardrobe.
        person: who puts it on, counted from 1; None for the largest person.
        region: what it is worn on; None for what its picture shows.
        parameters: how it is to lie.
    """

    source: Picture | KeptGarment
    person: int | None = None
    region: Region | None = None
    parameters: FitParameters = USUAL


@dataclass(frozen=True)
class ParseTask:
    """Label each pixel of a photo.

    Attributes:
        photo: of people.
        included: the pictures that the answer holds.
        encoding: how its maps are written.
        as_picture: the picture that is the answer, in place of JSON; None for JSON.
        language: of notes.
        max_pixels: what has more is refused.
        known_parse: what was found in the photo before, see `tryon.parsing.cache`; no part of what
            decides the answer.
    """

    photo: Picture
    included: tuple[Included, ...] = USUALLY_INCLUDED
    encoding: MapEncoding = MapEncoding.PNG
    as_picture: Included | None = None
    language: Language = Language.ENGLISH
    max_pixels: int = 0
    known_parse: bytes | None = field(default=None, repr=False, compare=False)

    @property
    def facts(self) -> tuple[object, ...]:
        """All that decides the answer."""
        wanted = (self.included, self.encoding, self.as_picture, self.language)
        return ("parse", self.photo.digest, self.photo.name, *wanted, self.max_pixels)


@dataclass(frozen=True)
class FitTask:
    """Put garments on people in a photo.

    Attributes:
        photo: of people.
        garments: what is put on whom, lowest first.
        is_picture: whether the answer is the picture, in place of JSON.
        language: of notes.
        max_pixels: a picture that has more is refused.
        known_parse: see `ParseTask`.
    """

    photo: Picture
    garments: tuple[WantedGarment, ...]
    is_picture: bool = False
    language: Language = Language.ENGLISH
    max_pixels: int = 0
    known_parse: bytes | None = field(default=None, repr=False, compare=False)

    @property
    def facts(self) -> tuple[object, ...]:
        """All that decides the answer."""
        garments = tuple(
            (
                (each.source.digest, each.source.name)
                if isinstance(each.source, Picture)
                else (each.source.id, each.source.stamp),
                each.person,
                each.region,
                each.parameters,
            )
            for each in self.garments
        )
        wanted = (self.is_picture, self.language, self.max_pixels)
        return ("fit", self.photo.digest, self.photo.name, garments, *wanted)


@dataclass(frozen=True)
class GarmentTask:
    """Say what a picture of a garment shows, and keep it if that is wanted.

    Attributes:
        picture: of a garment.
        keeps: whether it becomes part of the wardrobe.
        category: what it is; None for what its picture shows.
        pick: which of several garments in the picture, counted from 1.
        language: of notes.
        max_pixels: what has more is refused.
    """

    picture: Picture
    keeps: bool
    category: GarmentCategory | None = None
    pick: int | None = None
    language: Language = Language.ENGLISH
    max_pixels: int = 0

    @property
    def facts(self) -> tuple[object, ...]:
        """All that decides the answer."""
        wanted = (self.keeps, self.category, self.pick, self.language, self.max_pixels)
        return ("garment", self.picture.digest, self.picture.name, *wanted)


@dataclass(frozen=True)
class ThumbnailTask:
    """Return the small picture of a garment of the wardrobe."""

    garment: KeptGarment

    @property
    def facts(self) -> tuple[object, ...]:
        """All that decides the answer."""
        return ("thumbnail", self.garment.id, self.garment.stamp)


Task = ParseTask | FitTask | GarmentTask | ThumbnailTask


def key_of(task: Task, fingerprint: str) -> str:
    """Return what a task's answer is known by.

    Args:
        task: what is asked for.
        fingerprint: of the code and the weights that answer.
    """
    return hashlib.sha256(f"{fingerprint}\n{task.facts!r}".encode()).hexdigest()


def parse_key_of(photo: Picture, fingerprint: str) -> str:
    """Return what the parse of a photo is known by, whatever was asked of it."""
    return hashlib.sha256(f"{fingerprint}\nlabels\n{photo.digest}".encode()).hexdigest()


@dataclass(frozen=True)
class Answer:
    """What a task came to.

    Attributes:
        kind: the content's media type.
        content: what is sent, to the byte.
        parse: what was found in the photo, if that was not known before.
    """

    kind: str
    content: bytes = field(repr=False)
    parse: bytes | None = field(default=None, repr=False)


class Blame(Enum):
    """Who can do something about a failure."""

    REQUEST = "request"
    SERVER = "server"
    STORAGE = "storage"


@dataclass(frozen=True)
class Failure:
    """Why a task has no answer.

    Attributes:
        problem: what to say.
        blame: whose it is.
        trace: where an unforeseen error came from, for the log.
    """

    problem: Text
    blame: Blame = Blame.REQUEST
    trace: str = field(default="", repr=False)


Outcome = Answer | Failure
