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
"""How many garments that lie as on an earlier parse are kept, beside those of the latest one."""


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
    if found is None or (found.person, found.layer) == (worn.person, worn.layer):
        return found
    # People were numbered anew, or more or less of it is to show.
    return replace(found, person=worn.person, layer=worn.layer)


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
        self._left_out: set[FitKey] = set()

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
            self._left_out.discard(key)
            if lasts:
                self._lasting.add(key)

    def leave_out(self, look: Look) -> None:
        """Take those garments of a look whose fits are not there for such as cannot be fitted."""
        if look.parse is not None:
            keys = {FitKey.of(look.parse, worn) for worn in look.worn}
            self._left_out |= keys - self._fits.keys() - self._earlier.keys()

    def put_earlier(self, parse: HumanParse, fits: Iterable[Worn]) -> None:
        """Show fits that were made on an earlier parse, until those on this one are there."""
        shown = {FitKey.of(parse, WornGarment.of(worn)): worn for worn in fits}
        for key in (key for key in shown if key not in self._fits):
            self._earlier.pop(key, None)  # so that it is the last one
            self._earlier[key] = shown[key]
        for key in list(self._earlier)[: -max(_MOST_EARLIER, len(shown))]:
            del self._earlier[key]

    def is_settled(self, look: Look) -> bool:
        """Return whether all that a look shows was fitted to its own parse, as far as it can be."""
        if look.parse is None:
            return True
        keys = {FitKey.of(look.parse, worn) for worn in look.worn}
        return keys <= self._fits.keys() | self._left_out

    def lying(self, look: Look) -> tuple[Worn | None, ...]:
        """Return how each garment of a look lies, lowest first; None for those of no fit.

        What is returned is the same object for as long as nothing about it changes.
        """
        parse = look.parse
        return tuple(None if parse is None else self._lying(parse, each) for each in look.worn)

    def _lying(self, parse: HumanParse, worn: WornGarment) -> Worn | None:
        key = FitKey.of(parse, worn)
        kept = self._fits if key in self._fits else self._earlier
        found = find_fit(kept, parse, worn)
        if found is not None:
            kept[key] = found
        return found

    def state_of(self, look: Look) -> TryOnState:
        """Return a look with those of its fits that there are."""
        if look.parse is None:
            return TryOnState(look.photo, None)
        found = tuple(worn for worn in self.lying(look) if worn is not None)
        return TryOnState(look.photo, look.parse, found)

    def has_all(self, look: Look) -> bool:
        """Return whether a look can be shown at once, but for what cannot be fitted."""
        if look.parse is None:
            return True
        keys = (FitKey.of(look.parse, worn) for worn in look.worn)
        lying = zip(keys, self.lying(look), strict=True)
        return all(found is not None or key in self._left_out for key, found in lying)

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
    fit = worn.fit
    echoes = sum(echo.nbytes for echo in fit.echoes)
    return fit.change.nbytes + fit.covered.nbytes + fit.origins.nbytes + echoes
