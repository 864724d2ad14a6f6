"""`Look`: a photo, who is in it and what they wear, as other programs hold it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

import numpy as np
from numpy.typing import DTypeLike, NDArray
from PIL import Image

from tryon.api.pictures import (
    Picture,
    as_category,
    as_pattern,
    as_region,
    load_garment,
    member_of,
)
from tryon.body.stature import BodyScale, measure_scale
from tryon.document import look as kept
from tryon.document.dress import dress
from tryon.document.look_file import SUFFIX, write_look
from tryon.errors import EntryError, ExportError
from tryon.fitting.cloth.dye import Dye
from tryon.fitting.cloth.pattern import Pattern
from tryon.fitting.composite import FitResult
from tryon.fitting.fit import FitCache
from tryon.fitting.fit_sizes import fit_sizes
from tryon.fitting.mesh import Mesh
from tryon.fitting.origin import OriginMap, OriginShares
from tryon.fitting.parameters import USUAL, FitParameters, Tuck
from tryon.fitting.request import FitRequest, choose_person
from tryon.fitting.take import category_worn, take_garment
from tryon.garments.garment import Garment
from tryon.garments.sizes.size_table import SizeTable
from tryon.garments.sizes.table_text import parse_table
from tryon.geometry import LabelMap, RgbImage
from tryon.human_parse import HumanParse, Person
from tryon.imaging import Metadata, Photo, png_of, write_image
from tryon.json_file import quoted
from tryon.labels import Region
from tryon.messages import EntryProblem, ExportProblem, Text
from tryon.parsing.overlay import DEFAULT_OPACITY, render_overlay
from tryon.paths import is_same_file
from tryon.pixels.resize import reduced
from tryon.progress import CancelToken, Progress, ignore_progress
from tryon.session import TryOnState, Worn, fit_each
from tryon.shape.category import GarmentCategory

if TYPE_CHECKING:
    from typing_extensions import Unpack

NOTEBOOK_SIDE = 1200
"""Longest side of the picture that a notebook shows, in pixels."""


class FitValues(TypedDict, total=False):
    """What `Look.wear` takes by keyword: the values of `FitParameters`."""

    shading: float
    colour_match: float
    grain: float
    contact_shadow: float
    edge_softness: float
    move_x: float
    move_y: float
    scale_x: float
    scale_y: float
    rotate_degrees: float
    width: float
    sleeve_length: float
    hem_length: float
    tuck: str | Tuck
    mesh: Mesh
    dye: str | Dye | None
    pattern: Picture | Pattern | None


class Fitter:
    """Fits garments for the looks of one photo, one at a time, and measures nobody twice in a row.

    A copy for another process begins with nothing.
    """

    def __init__(self) -> None:
        self._cache, self._lock = FitCache(), threading.Lock()

    def fit(
        self,
        request: FitRequest,
        *,
        progress: Progress = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> FitResult:
        """Fit a garment, as `FitCache.fit` does."""
        with self._lock:
            return self._cache.fit(request, progress=progress, cancel=cancel)

    def __reduce__(self) -> tuple[type[Fitter], tuple[()]]:
        return Fitter, ()


@dataclass(frozen=True, eq=False, repr=False)
class Look:
    """A photo, who is in it, and what they wear; a value that never changes.

    `tryon.open` makes one, and `wear` and `take_off` return others. It is a look of
    `tryon.document`, which is what its file holds, with its garments fitted. Arrays are RGB, uint8.
    """

    _state: TryOnState
    _lost: tuple[Text, ...] = ()
    _fitter: Fitter = field(default_factory=Fitter)
    _aside: kept.Aside = kept.ALONE
    _heights: kept.Heights = ()

    @property
    def name(self) -> str:
        """What the photo is called."""
        return self._photo.name

    @property
    def photo(self) -> RgbImage:
        """The photo (H, W, 3) as it was opened; it cannot be written to."""
        return _read_only(self._photo.pixels)

    @property
    def image(self) -> RgbImage:
        """The photo (H, W, 3) with every garment worn; a new array each time."""
        return self._state.composite()

    @property
    def parse(self) -> HumanParse:
        """Labels, people and joints of the photo."""
        assert self._state.parse is not None
        return self._state.parse

    @property
    def people(self) -> tuple[Person, ...]:
        """The people from left to right, with their boxes, parts and joints."""
        return self.parse.people

    @property
    def labels(self) -> LabelMap:
        """The CIHP id (H, W) of each pixel, see `tryon.Label`; it cannot be written to."""
        return _read_only(self.parse.labels)

    @property
    def person_map(self) -> LabelMap:
        """The number (H, W) of the person at each pixel, 0 for nobody; it cannot be written to."""
        return _read_only(self.parse.person_map)

    @property
    def worn(self) -> tuple[Worn, ...]:
        """What is worn, lowest first: person, region, garment, parameters and fit."""
        return self._state.worn

    @property
    def coverage(self) -> NDArray[np.uint8]:
        """How far garments cover each pixel (H, W): 0 not at all, 255 fully."""
        return self._state.coverage()

    @property
    def origins(self) -> OriginMap:
        """Where each pixel (H, W) comes from: 0 the photo, 1 a garment's picture, 2 a guess."""
        return self._state.origins()

    @property
    def shares(self) -> OriginShares:
        """How much of the picture is the photo's, moved from a garment's picture, or guessed."""
        return OriginShares.of(self.origins)

    @property
    def notes(self) -> tuple[str, ...]:
        """What is worth knowing: of the photo's file, of garments, and of how they lie."""
        found = [
            str(note) if garment is None else f"{garment}: {note}"
            for garment, note in self._state.notes
        ]
        return (*map(str, self._lost), *found)

    @property
    def variants(self) -> tuple[str, ...]:
        """The names of the look's variants, in order; one empty name if it has no others."""
        return tuple(variant.name for variant in self._kept.variants)

    def variant(self, named: str | int) -> Look:
        """Return the look in another of its variants, which the window made.

        Args:
            named: its name, or its number, counted from 1.

        Raises:
            EntryError: a ValueError, if there is none of that name.
        """
        found = self._kept.variant(str(named))
        if found is None:
            raise EntryError(
                EntryProblem.NO_CHOICE,
                name="variant",
                choices=self.variants,
                found=quoted(named),
            )
        dressed = dress(found, self.parse, self._fitter.fit)
        return replace(self, _state=dressed.state, _lost=dressed.notes, _aside=found.aside)

    def wear(
        self,
        garment: Picture | Garment,
        *,
        person: int | None = None,
        region: str | Region | None = None,
        category: str | GarmentCategory | None = None,
        pick: int | None = None,
        over: bool = False,
        size: str | None = None,
        size_table: str | SizeTable | None = None,
        height_cm: float | None = None,
        parameters: FitParameters = USUAL,
        **values: Unpack[FitValues],
    ) -> Look:
        """Return the look with a garment put on somebody.

        Args:
            garment: its picture, or one of `load_garment`, which reads it once for many looks.
            person: who, counted from 1, from left to right; None for the largest person.
            region: what it is worn on, see `load_garment`; None for what its picture shows.
            category: what it is; None for what its picture shows.
            pick: which of several garments in the picture, counted from 1.
            over: whether it is laid over what is worn there; it takes its place otherwise.
            size: which size of ``size_table``; None as it falls.
            size_table: what it measures in each size: a table as a shop shows it, as text.
            height_cm: how tall the person is, by which a size becomes pixels; see `scale`.
            parameters: how it is to lie.
            values: single parameters, in place of those of ``parameters``, as in
                ``sleeve_length=0.5``.

        Raises:
            ImageReadError: if the picture cannot be read.
            GarmentError: if there is no garment on it.
            FitError: if there is no such person, or the garment cannot be fitted there.
            EntryError: a ValueError, if a value is out of range or none of its choices.
        """
        loaded = load_garment(garment, category=category, region=region, pick=pick)
        number = choose_person(self.parse, person, self.name).number
        lying = with_values(parameters, values)
        region_of = loaded.category.region
        request = FitRequest(self._photo.pixels, self.parse, number, region_of, loaded, lying)
        if size is not None:
            request = _at_size(request, size, size_table, height_cm)
        outcome = next(fit_each([request], self._fitter.fit))
        below = self._state if over else self._without(number, kept.excluded_by(region_of))
        looked = replace(self, _state=below.with_layer(outcome.worn))
        if size is None:
            return looked
        return replace(looked, _heights=self._kept.with_height(number, height_cm).heights)

    def scale(self, height_cm: float, *, person: int | None = None) -> BodyScale:
        """Return how many pixels a centimetre of somebody takes, and how sure that is.

        Args:
            height_cm: how tall the person is.
            person: who; None for the largest person.

        Raises:
            FitError: if there is no such person, or too little of the body is seen.
        """
        chosen = choose_person(self.parse, person, self.name)
        return measure_scale(chosen.joints, height_cm, person=chosen.number)

    def take_off(self, *, person: int | None = None, region: str | Region | None = None) -> Look:
        """Return the look without what was put on.

        Args:
            person: from whom; None for everybody.
            region: from where; None for everywhere.
        """
        wanted = as_region(region)
        regions = frozenset(Region) if wanted is None else frozenset({wanted})
        return replace(self, _state=self._without(person, regions))

    def take(
        self,
        region: str | Region,
        *,
        person: int | None = None,
        category: str | GarmentCategory | None = None,
    ) -> Garment:
        """Return what somebody wears in the photo as a garment, for another look to wear.

        Args:
            region: where: ``"upper"``, ``"lower"`` or ``"dress"``.
            person: who; None for the largest person.
            category: what it is; None for what it seems to be.

        Raises:
            FitError: if there is no such person, or too little of the clothes can be seen.
            GarmentError: if they are a few pixels only.
        """
        place = as_region(region)
        assert place is not None
        number = choose_person(self.parse, person, self.name).number
        return take_garment(
            self._photo.pixels,
            self.parse,
            person=number,
            region=place,
            category=as_category(category) or category_worn(self.parse, number, place),
            name=f"{place.value} of {self.name}",
        )

    def overlay(
        self,
        *,
        opacity: float = DEFAULT_OPACITY,
        outlines: bool = True,
        skeleton: bool = False,
    ) -> RgbImage:
        """Return the photo (H, W, 3) with its parts in colour.

        Args:
            opacity: of the colours, in [0, 1].
            outlines: whether there is a line around each person.
            skeleton: whether joints and bones are drawn.
        """
        return render_overlay(
            self._photo.pixels, self.parse, opacity=opacity, outlines=outlines, skeleton=skeleton
        )

    def save(
        self,
        path: str | PathLike[str],
        *,
        metadata: str | Metadata = Metadata.WITHOUT_PLACE,
        link_photo: bool = False,
    ) -> Path:
        """Write the picture, or all of the look to a file that ends in ``.tryon``; return the path.

        The file appears complete or not at all.

        Args:
            path: where to; the suffix decides the format: PNG, JPEG, WebP, TIFF, AVIF or a look.
            metadata: what a picture keeps of the photo's EXIF: ``"none"``, ``"without-place"`` or
                ``"all"``.
            link_photo: whether a look's file says where the photo is, and does not hold it.

        Raises:
            ExportError: if the format is unknown, the file cannot be written, or it is that of the
                photo or of a garment worn.
            LookFileError: if the photo is to be linked to and its file is not there any more.
            EntryError: a ValueError, if ``metadata`` is none of its choices.
        """
        target = Path(path)
        self._check_is_no_input(target)
        wanted = member_of("metadata", metadata, tuple(Metadata))
        if target.suffix.lower() == SUFFIX:
            write_look(target, self._kept, links_photo=link_photo)
        else:
            write_image(target, self.image, exif=self._photo.exif, metadata=wanted)
        return target

    def to_pil(self) -> Image.Image:
        """Return the picture as a Pillow image."""
        return Image.fromarray(self.image)

    def __array__(
        self,
        dtype: DTypeLike | None = None,
        copy: bool | None = None,
    ) -> NDArray[Any]:
        if copy is False:
            raise ValueError("a look's picture is made anew each time; copy=False is impossible")
        return self.image if dtype is None else self.image.astype(dtype)

    def _repr_png_(self) -> bytes:
        """Return the picture as a notebook shows it, reduced where it is large."""
        return png_of(reduced(self.image, NOTEBOOK_SIDE))

    def __repr__(self) -> str:
        size, count = self._photo.size, len(self.people)
        noun = "person" if count == 1 else "people"
        about = [f"{self.name}, {size.width}x{size.height}, {count} {noun}"]
        about += [f"person {worn.person} wears {worn.garment.name}" for worn in self.worn]
        return f"<tryon.Look: {'; '.join(about)}>"

    @property
    def _kept(self) -> kept.Look:
        return replace(kept.Look.of(self._state), aside=self._aside, heights=self._heights)

    @property
    def _photo(self) -> Photo:
        assert self._state.photo is not None
        return self._state.photo

    def _without(self, person: int | None, regions: frozenset[Region]) -> TryOnState:
        """Return what is seen without what a person, or everybody, wears on these regions."""
        staying = tuple(
            worn
            for worn in self._state.worn
            if person not in (None, worn.person) or worn.region not in regions
        )
        return replace(self._state, worn=staying)

    def _check_is_no_input(self, target: Path) -> None:
        photo = self._photo.path
        if photo is not None and is_same_file(photo, target):
            raise ExportError(ExportProblem.OPENED_PHOTO, name=target.name)
        for worn in self.worn:
            if worn.garment.file is not None and is_same_file(worn.garment.file, target):
                raise ExportError(ExportProblem.GARMENT_WORN, name=target.name)


def with_values(parameters: FitParameters, values: FitValues) -> FitParameters:
    """Return parameters with single ones in place of theirs.

    Raises:
        EntryError: a ValueError, if one is out of range or none of its choices.
        TypeError: if there is no such parameter.
        ImageReadError: if the picture of a pattern cannot be read.
    """
    changed: dict[str, Any] = dict(values)
    if "tuck" in changed:
        changed["tuck"] = member_of("tuck", changed["tuck"], tuple(Tuck))
    if isinstance(changed.get("dye"), str):
        changed["dye"] = Dye.of_hex(changed["dye"])
    if changed.get("pattern") is not None:
        changed["pattern"] = as_pattern(changed["pattern"])
    return replace(parameters, **changed)


def _at_size(
    request: FitRequest, size: str, table: str | SizeTable | None, height_cm: float | None
) -> FitRequest:
    """Return the request for a garment of a size."""
    if table is None or height_cm is None:
        raise TypeError("size needs size_table and height_cm, too")
    row = (table if isinstance(table, SizeTable) else parse_table(table)).row(size)
    return replace(request, parameters=fit_sizes(request, [row], height_cm).of(size).parameters)


def _read_only(array: NDArray[np.uint8]) -> NDArray[np.uint8]:
    view = array.view()
    view.flags.writeable = False
    return view
