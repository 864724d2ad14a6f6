"""The fits of a document: made once, used again wherever nothing that they follow from differs.

A fit follows from the photo, which is one for a document, from the garment and its parameters, and
from what the parse says of the person and of those around. So the same fit serves every step of a
history in which that is the same. Fits are large, and can be made again: those of the present step
are kept, others as long as there is room.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from tryon.document.look import Look, WornGarment
from tryon.document.person_digest import digest_of_person
from tryon.fitting.parameters import FitParameters
from tryon.garments.garment import Garment
from tryon.human_parse import HumanParse
from tryon.session import TryOnState, Worn

MOST_BYTES = 256_000_000
"""Of fits that the present step does not show: about five of a photo of 12 megapixels."""
_MOST_EARLIER = 20
"""How many garments may show as they lay on an earlier parse."""


@dataclass(frozen=True)
class FitKey:
    """All that a fit follows from, but the photo.

    Attributes:
        seen: what the parse says of the person; see `digest_of_person`.
        garment: what is fitted, the very object.
        parameters: how.
    """

    seen: bytes
    garment: Garment
    parameters: FitParameters

    @classmethod
    def of(cls, parse: HumanParse, worn: WornGarment) -> FitKey:
        """Return the key of a garment that is worn in a photo with this parse."""
        return cls(digest_of_person(parse, worn.person), worn.garment, worn.parameters)


KnownFits = Mapping[FitKey, Worn]
"""Fits that need not be made, as they were at a moment."""


def find_fit(known: KnownFits, parse: HumanParse, worn: WornGarment) -> Worn | None:
    """Return a garment with its fit; None if that must be made."""
    found = known.get(FitKey.of(parse, worn))
    if found is None or found.person == worn.person:
        return found
    return replace(found, person=worn.person)  # people were numbered anew


class Fits:
    """Keeps fits, those that were used last for longest.

    Args:
        most_bytes: how much those may take that are not in use.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._fits: dict[FitKey, Worn] = {}
        self._earlier: dict[FitKey, Worn] = {}
        self._lasting: set[FitKey] = set()

    @property
    def known(self) -> KnownFits:
        """All fits that there are, for a job."""
        return dict(self._fits)

    def put(self, parse: HumanParse, fits: Iterable[Worn], *, lasts: bool = False) -> None:
        """Keep fits.

        Args:
            parse: the one on which they are worn.
            fits: what is kept.
            lasts: whether they are kept for good, as they could not be made on this parse.
        """
        for worn in fits:
            key = FitKey.of(parse, WornGarment.of(worn))
            self._fits[key] = worn
            self._earlier.pop(key, None)
            if lasts:
                self._lasting.add(key)

    def put_earlier(self, parse: HumanParse, fits: Iterable[Worn]) -> None:
        """Show fits that were made on an earlier parse, until those on this one are there."""
        for worn in fits:
            key = FitKey.of(parse, WornGarment.of(worn))
            if key not in self._fits:
                self._earlier[key] = worn
        for key in list(self._earlier)[:-_MOST_EARLIER]:
            del self._earlier[key]

    def is_settled(self, look: Look) -> bool:
        """Return whether all that a look shows was fitted to its own parse."""
        parse = look.parse
        return parse is None or all(find_fit(self._fits, parse, worn) for worn in look.worn)

    def state_of(self, look: Look) -> TryOnState:
        """Return a look with those of its fits that there are."""
        if look.parse is None:
            return TryOnState(look.photo, None)
        shown = {**self._earlier, **self._fits}
        found = (find_fit(shown, look.parse, worn) for worn in look.worn)
        return TryOnState(look.photo, look.parse, tuple(w for w in found if w is not None))

    def has_all(self, look: Look) -> bool:
        """Return whether a look can be shown at once."""
        return len(self.state_of(look).worn) == len(look.worn)

    def use(self, look: Look) -> None:
        """Keep what a look shows; of the others, drop those that were used longest ago."""
        if look.parse is None:
            return
        used = {FitKey.of(look.parse, worn) for worn in look.worn}
        for key in used & self._fits.keys():
            self._fits[key] = self._fits.pop(key)  # the order of the dictionary is that of use
        spare = [key for key in self._fits if key not in used | self._lasting]
        left = sum(bytes_of(self._fits[key]) for key in spare)
        for key in spare:
            if left <= self._most_bytes:
                break
            left -= bytes_of(self._fits.pop(key))


def bytes_of(worn: Worn) -> int:
    """Return how much memory a fit takes."""
    return worn.fit.change.nbytes + worn.fit.covered.nbytes + worn.fit.origins.nbytes
