"""A look: all that a try-on consists of, without what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from tryon.document.same_person import same_person
from tryon.fitting.composite import PLAIN, LayerState
from tryon.fitting.parameters import USUAL, FitParameters
from tryon.fitting.request import FitRequest
from tryon.garments.garment import Garment
from tryon.human_parse import HumanParse
from tryon.imaging import Photo
from tryon.labels import Region
from tryon.session import TryOnState, Worn

Heights = tuple[tuple[int, float], ...]
"""Of people by their numbers, in centimetres."""

_EXCLUDES = {
    Region.UPPER: frozenset({Region.UPPER, Region.DRESS}),
    Region.LOWER: frozenset({Region.LOWER, Region.DRESS}),
    Region.DRESS: frozenset({Region.DRESS, Region.UPPER, Region.LOWER}),
}


def excluded_by(region: Region) -> frozenset[Region]:
    """Return the regions a garment takes the place of: a dress goes when trousers come."""
    return _EXCLUDES.get(region, frozenset({region}))


@dataclass(frozen=True, eq=False)
class WornGarment:
    """A garment that somebody wears; its category says on which region.

    Attributes:
        person: who wears it, counted from 1; the negative of that if a newer parse does not show
            this person any more, where it stays as it lay.
        garment: what is worn, with what the user corrected of it.
        parameters: how it lies there.
        layer: whether and how much of it shows, and whether it may be changed.
    """

    person: int
    garment: Garment
    parameters: FitParameters = USUAL
    layer: LayerState = PLAIN

    @classmethod
    def of(cls, worn: Worn) -> WornGarment:
        """Return what a fit was made of."""
        return cls(worn.person, worn.garment, worn.parameters, worn.layer)

    @property
    def region(self) -> Region:
        """What it is worn on."""
        return self.garment.category.region

    @property
    def has_wearer(self) -> bool:
        """Whether the parse shows who wears it."""
        return self.person > 0

    def is_same(self, other: WornGarment) -> bool:
        """Return whether the same garment lies in the same way at the same place."""
        mine = self.person, self.garment, self.parameters, self.layer
        return mine == (other.person, other.garment, other.parameters, other.layer)

    def is_at(self, person: int, region: Region) -> bool:
        """Return whether it is worn there."""
        return (self.person, self.region) == (person, region)


@dataclass(frozen=True)
class Variant:
    """What is worn in one variant of a look.

    Attributes:
        name: what to call it; empty for the only one, which needs no name.
        worn: garments, lowest first.
    """

    name: str
    worn: tuple[WornGarment, ...]


@dataclass(frozen=True)
class Aside:
    """What is known of a look's variants beside what is worn in the present one.

    Attributes:
        name: of the present one.
        before: those before it.
        after: those after it.
    """

    name: str = ""
    before: tuple[Variant, ...] = ()
    after: tuple[Variant, ...] = ()


ALONE = Aside()
"""There is only one variant."""


@dataclass(frozen=True, eq=False)
class Look:
    """A photo, who is in it, and what they wear; there may be other variants of that.

    Attributes:
        photo: the photo.
        parse: its parse; None if it must be parsed first.
        worn: garments in the order in which they lie over each other, lowest first.
        aside: the other variants.
        heights: how tall people are that the user knows it of: person's number and centimetres.
    """

    photo: Photo
    parse: HumanParse | None
    worn: tuple[WornGarment, ...] = ()
    aside: Aside = ALONE
    heights: Heights = ()

    @classmethod
    def of(cls, state: TryOnState) -> Look:
        """Return the look of a state.

        Raises:
            ValueError: if there is no photo.
        """
        if state.photo is None:
            raise ValueError("no photo to make a look of")
        return cls(state.photo, state.parse, tuple(map(WornGarment.of, state.worn)))

    @property
    def variants(self) -> tuple[Variant, ...]:
        """All variants in their order."""
        aside = self.aside
        return (*aside.before, Variant(aside.name, self.worn), *aside.after)

    @property
    def present(self) -> int:
        """Which of the variants is the present one, from 0."""
        return len(self.aside.before)

    @property
    def all_worn(self) -> tuple[WornGarment, ...]:
        """What is worn in the present variant, lowest first, and then in the others in order."""
        others = (*self.aside.before, *self.aside.after)
        return (*self.worn, *(worn for variant in others for worn in variant.worn))

    def of_variants(self, variants: Sequence[Variant], present: int) -> Look:
        """Return the look with these variants, of which one is the present one."""
        before, after = tuple(variants[:present]), tuple(variants[present + 1 :])
        chosen = variants[present]
        return replace(self, worn=chosen.worn, aside=Aside(chosen.name, before, after))

    def variant(self, named: str) -> Look | None:
        """Return the look with another variant as the present one; None if there is no such.

        Args:
            named: its name, or its number, counted from 1.
        """
        names = [variant.name for variant in self.variants]
        numbers = [str(number) for number in range(1, len(names) + 1)]
        wanted = names if named in names else numbers
        return self.of_variants(self.variants, wanted.index(named)) if named in wanted else None

    def is_same(self, other: Look) -> bool:
        """Return whether another look of the photo shows and holds the same."""
        mine = self.parse, self.worn, self.aside, self.heights
        return mine == (other.parse, other.worn, other.aside, other.heights)

    def locked_at(self, person: int, region: Region) -> WornGarment | None:
        """Return the topmost locked garment whose place one for a region would take, if any."""
        excluded = excluded_by(region)
        return next(
            (
                worn
                for worn in reversed(self.worn)
                if worn.person == person and worn.region in excluded and worn.layer.is_locked
            ),
            None,
        )

    def height_of(self, person: int) -> float | None:
        """Return how tall a person is in centimetres; None if nobody said it."""
        return dict(self.heights).get(person)

    def with_height(self, person: int, height_cm: float | None) -> Look:
        """Return the look with another height of a person, or without one."""
        heights = {number: cm for number, cm in self.heights if number != person}
        if height_cm is not None:
            heights[person] = height_cm
        return replace(self, heights=tuple(sorted(heights.items())))

    def worn_at(self, person: int, region: Region) -> WornGarment | None:
        """Return the topmost garment that a person wears on a region; None if there is none."""
        return next((worn for worn in reversed(self.worn) if worn.is_at(person, region)), None)

    def with_worn(self, worn: WornGarment) -> Look:
        """Put a garment on; it takes the place of what that person wore on the region."""
        excluded = excluded_by(worn.region)
        return replace(
            self,
            worn=(
                *(w for w in self.worn if w.person != worn.person or w.region not in excluded),
                worn,
            ),
        )

    def with_changed(self, before: WornGarment, after: WornGarment) -> Look:
        """Replace what is worn: in the same layer, or on top if it is worn elsewhere then."""
        if before.is_at(after.person, after.region):
            return replace(self, worn=tuple(after if w is before else w for w in self.worn))
        return self.without(lambda worn: worn is before).with_worn(after)

    def without(self, is_taken_off: Callable[[WornGarment], bool]) -> Look:
        """Take garments off; return the look itself if none was worn."""
        kept = tuple(worn for worn in self.worn if not is_taken_off(worn))
        return self if len(kept) == len(self.worn) else replace(self, worn=kept)

    def with_parse(self, parse: HumanParse, wearers: Sequence[int | None]) -> Look:
        """Return the look on another parse of its photo.

        Args:
            parse: the new one.
            wearers: who wears each garment of `all_worn` there; None takes it off. Of two people
                who are one there, the upper garment of a region stays.
        """
        left = iter(wearers)

        def moved(worn: tuple[WornGarment, ...]) -> tuple[WornGarment, ...]:
            return _with_wearers(worn, [next(left) for _ in worn])

        def all_moved(variants: tuple[Variant, ...]) -> tuple[Variant, ...]:
            return tuple(replace(variant, worn=moved(variant.worn)) for variant in variants)

        if len(wearers) != len(self.all_worn):
            raise ValueError(f"{len(wearers)} wearers of {len(self.all_worn)} garments")
        worn = moved(self.worn)
        before, after = all_moved(self.aside.before), all_moved(self.aside.after)
        aside = Aside(self.aside.name, before, after)
        return replace(self, parse=parse, worn=worn, aside=aside, heights=self._heights_on(parse))

    def _heights_on(self, parse: HumanParse) -> Heights:
        """Return the heights with the numbers that people have in another parse."""
        if not self.heights or self.parse is None:
            return self.heights
        moved = {same_person(number, self.parse, parse): cm for number, cm in self.heights}
        return tuple(sorted((number, cm) for number, cm in moved.items() if number))

    def requests(self, parse: HumanParse) -> Iterator[FitRequest]:
        """Return the request for each garment, lowest first, on the photo with this parse."""
        for worn in self.worn:
            yield self.request_for(worn, parse)

    def request_for(self, worn: WornGarment, parse: HumanParse) -> FitRequest:
        """Return the request for one garment on the photo with this parse."""
        return FitRequest(
            self.photo.pixels, parse, worn.person, worn.region, worn.garment, worn.parameters
        )


def _with_wearers(
    worn: Sequence[WornGarment], wearers: Sequence[int | None]
) -> tuple[WornGarment, ...]:
    """Return garments, lowest first, on whom they are worn on another parse."""
    moved, was = list[WornGarment](), dict[WornGarment, int]()
    for each, wearer in zip(worn, wearers, strict=True):
        if wearer is not None:
            now = each if each.person == wearer else replace(each, person=wearer)
            excluded = excluded_by(now.region)
            moved = [
                under
                for under in moved
                if under.person != wearer
                or under.region not in excluded
                or was[under] == each.person
            ]
            moved.append(now)
            was[now] = each.person
    return tuple(moved)
