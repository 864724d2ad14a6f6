"""People drawn in exact colours, and a parser that reads them back: no weights, no doubt.

A part is a rectangle in its own colour; `DrawnParser` knows it by that colour, and tells people
apart by the red channel's last bits.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from tests.skeletons import standing
from tryon.fitting.composite import FitResult
from tryon.fitting.origin import Origin
from tryon.fitting.request import FitRequest
from tryon.garments.details.details_files import Change
from tryon.garments.garment import Garment
from tryon.garments.thumbnails import thumbnail_png
from tryon.garments.wardrobe import WardrobeEntry
from tryon.geometry import Box, LabelMap, RgbImage
from tryon.human_parse import HumanParse, PartArea, Person
from tryon.imaging import read_rgba
from tryon.labels import Label
from tryon.progress import CancelToken, Progress, Stage, ignore_progress
from tryon.shape.category import GarmentCategory

BACKGROUND = (200, 210, 220)

PARTS: tuple[tuple[Label, tuple[float, float, float, float]], ...] = (
    (Label.HAIR, (0.35, 0.00, 0.65, 0.08)),
    (Label.FACE, (0.35, 0.08, 0.65, 0.18)),
    (Label.UPPER_CLOTHES, (0.20, 0.20, 0.80, 0.50)),
    (Label.RIGHT_ARM, (0.05, 0.20, 0.20, 0.50)),
    (Label.LEFT_ARM, (0.80, 0.20, 0.95, 0.50)),
    (Label.PANTS, (0.25, 0.50, 0.75, 0.92)),
    (Label.RIGHT_SHOE, (0.25, 0.92, 0.48, 1.00)),
    (Label.LEFT_SHOE, (0.52, 0.92, 0.75, 1.00)),
)
"""Left, top, right and bottom of each part as shares of a person's box."""


@dataclass(frozen=True)
class DrawnPerson:
    """Where a person stands in the photo."""

    box: Box

    def part_box(self, label: Label) -> Box:
        """Return the rectangle of a part in photo pixels."""
        left, top, right, bottom = dict(PARTS)[label]
        return Box(
            left=self.box.left + round(left * self.box.width),
            top=self.box.top + round(top * self.box.height),
            right=self.box.left + round(right * self.box.width),
            bottom=self.box.top + round(bottom * self.box.height),
        )

    def center_of(self, label: Label) -> tuple[float, float]:
        """Return the middle of a part in photo pixels, x then y."""
        box = self.part_box(label)
        return (box.left + box.right) / 2, (box.top + box.bottom) / 2


TWO_PEOPLE = (DrawnPerson(Box(20, 30, 120, 230)), DrawnPerson(Box(150, 10, 280, 250)))
"""The second is the larger one."""


def color_of(label: Label, person: int) -> tuple[int, int, int]:
    """Return the colour in which a part of person ``person`` (1 to 7) is drawn."""
    return 8 + person, 5 + 10 * int(label), 255 - 10 * int(label)


def draw_photo(
    people: tuple[DrawnPerson, ...] = TWO_PEOPLE, *, width: int = 300, height: int = 260
) -> RgbImage:
    """Draw people on a plain ground: (height, width, 3)."""
    photo = np.empty((height, width, 3), dtype=np.uint8)
    photo[:] = BACKGROUND
    for number, person in enumerate(people, start=1):
        for label, _ in PARTS:
            photo[person.part_box(label).slices] = color_of(label, number)
    return photo


def read_labels(photo: RgbImage) -> tuple[LabelMap, LabelMap]:
    """Read label map and person map back from the colours of a drawn photo."""
    red, green, blue = (photo[..., channel].astype(np.int64) for channel in range(3))
    person = red - 8
    label = (green - 5) // 10
    is_part = (person >= 1) & (person <= 7) & (green % 10 == 5) & (blue == 255 - 10 * label)
    is_part &= (label > 0) & (label < len(Label))
    zeros = np.zeros(photo.shape[:2], dtype=np.uint8)
    return (
        np.where(is_part, label, zeros).astype(np.uint8),
        np.where(is_part, person, zeros).astype(np.uint8),
    )


def parse_drawn(photo: RgbImage) -> HumanParse:
    """Return the exact parse of a drawn photo."""
    labels, person_map = read_labels(photo)
    people = []
    for number in range(1, int(person_map.max(initial=0)) + 1):
        mask = person_map == number
        box = Box.around(mask)
        if box is None:
            raise ValueError(f"person {number} is missing from the drawing")
        areas = np.bincount(labels[mask], minlength=len(Label))
        parts = sorted(
            (PartArea(label, int(areas[label])) for label in Label if areas[label]),
            key=lambda part: -part.pixels,
        )
        middle = (box.left + box.right) / 2
        joints = standing(middle, box.height, top=box.top)
        people.append(Person(number, box, 0.9, tuple(parts), joints))
    return HumanParse(labels, person_map, tuple(people), engine="drawn 1")


class DrawnParser:
    """A `HumanParser` for drawn photos.

    Args:
        before_parse: called on the job's thread first, for example to wait or to fail.
    """

    def __init__(self, before_parse: Callable[[], None] | None = None) -> None:
        self._before_parse = before_parse
        self.photos_parsed = 0

    @property
    def engine(self) -> str:
        """Name and version."""
        return "drawn 1"

    def parse(
        self,
        image: RgbImage,
        *,
        progress: Progress = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> HumanParse:
        """Read the drawing."""
        token = cancel or CancelToken()
        progress(Stage.FIND_PEOPLE, 0.0)
        if self._before_parse is not None:
            self._before_parse()
        token.check()
        progress(Stage.PARSE_PEOPLE, 0.5)
        self.photos_parsed += 1
        return parse_drawn(image)


class NobodyParser:
    """A `HumanParser` that finds nobody, at once, in photos of any size."""

    @property
    def engine(self) -> str:
        """Name and version."""
        return "nobody 1"

    def parse(
        self,
        image: RgbImage,
        *,
        progress: Progress = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> HumanParse:
        """Find nobody."""
        empty = np.zeros(image.shape[:2], dtype=np.uint8)
        return HumanParse(empty, empty, (), engine=self.engine)


def draw_garment(
    color: tuple[int, int, int], category: GarmentCategory, name: str = "garment"
) -> Garment:
    """Draw a plain garment (60, 40, 4)."""
    rgba = np.zeros((60, 40, 4), dtype=np.uint8)
    rgba[2:-2, 2:-2, :3] = color
    rgba[2:-2, 2:-2, 3] = 255
    return Garment(rgba=rgba, category=category, name=name, file=Path(f"{name}.png"))


class DrawnWardrobe:
    """Garments that lie in memory; any other is a picture, and is what its name says."""

    def __init__(self, *garments: Garment) -> None:
        named = (replace(garment, file=Path(f"{garment.name}.png")) for garment in garments)
        self.drawn = {garment.file: garment for garment in named}

    def entries(self) -> Iterator[WardrobeEntry]:
        return map(self.entry_of, self.drawn.values())

    def entry_of(self, garment: Garment) -> WardrobeEntry:
        assert garment.file is not None
        shown = hashlib.sha256(garment.rgba).hexdigest()
        return WardrobeEntry(garment.name, garment.category, garment.file, thumbnail=shown)

    @property
    def folder(self) -> Path:
        return Path("there is none")

    def find_thumbnail(self, entry: WardrobeEntry) -> bytes:
        return self.make_thumbnail(entry)

    def make_thumbnail(self, entry: WardrobeEntry) -> bytes:
        return thumbnail_png(DrawnWardrobe.load(self, entry.file).rgba)  # no use of the garment

    def change_details(self, entry: WardrobeEntry, change: Change) -> WardrobeEntry:
        return replace(entry, details=change(entry.details))

    def load(self, path: Path) -> Garment:
        if path in self.drawn:
            return self.drawn[path]
        is_lower = "trousers" in path.stem
        category = GarmentCategory.TROUSERS if is_lower else GarmentCategory.TOP
        return Garment(read_rgba(path), category, path.stem, file=path)


def paint_on(
    request: FitRequest, *, progress: Progress = ignore_progress, cancel: CancelToken | None = None
) -> FitResult:
    """Fill the region with the garment's mean colour: a fit whose every pixel is known."""
    progress(Stage.WARP, 0.0)
    (cancel or CancelToken()).check()
    photo, rgba = request.photo, request.garment.rgba
    mask = request.parse.region_mask(request.person, request.region)
    box = Box.around(mask) or Box(0, 0, 1, 1)
    visible = rgba[rgba[..., 3] > 0][:, :3]
    inside = mask[box.slices]
    dressed = photo[box.slices].copy()
    covered = np.where(inside, np.uint8(255), np.uint8(0))
    dressed[inside] = np.rint(visible.mean(axis=0)).astype(np.uint8)
    origins = np.where(inside, np.uint8(Origin.MOVED), np.uint8(Origin.PHOTO))
    return FitResult.between(photo[box.slices], dressed, box, covered, origins)
