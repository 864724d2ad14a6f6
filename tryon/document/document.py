"""A look that is open: its history, its fits, and the file that it is kept in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from tryon.document.fits import Fits
from tryon.document.history import History
from tryon.document.look import ALONE, Aside, Look
from tryon.messages import StepName
from tryon.session import TryOnState, Worn


@dataclass(eq=False)
class Document:
    """One look that is open.

    Attributes:
        history: its steps.
        path: the file that it was saved to or opened from; None if there is none yet.
        links_photo: whether that only says where the photo is.
        fits: those that are made.
    """

    history: History
    path: Path | None = None
    links_photo: bool = False
    fits: Fits = field(default_factory=Fits)

    @classmethod
    def of(cls, state: TryOnState, path: Path | None = None, aside: Aside = ALONE) -> Document:
        """Begin a document on what was just opened and fitted.

        Args:
            state: what it shows.
            path: the look's file; None if a photo was opened.
            aside: the look's other variants.
        """
        look = replace(Look.of(state), aside=aside)
        name = StepName.OPEN.with_values(photo=look.photo.name if path is None else path.name)
        links_photo = path is not None and look.photo.path is not None
        document = cls(History(look, name), path, links_photo)
        document.take_fits(look, state.worn)
        return document

    @property
    def name(self) -> str:
        """What to call it: its file, else the photo."""
        return self.history.look.photo.name if self.path is None else self.path.name

    def take_fits(self, look: Look, worn: Iterable[Worn], kept: Iterable[Worn] = ()) -> None:
        """Keep how the garments of a look lie; what is in neither list cannot be fitted.

        Args:
            look: on its own parse.
            worn: fits on that parse.
            kept: garments that could not be fitted to it, and lie as before.
        """
        if look.parse is not None:
            self.fits.put(look.parse, worn)
            self.fits.put(look.parse, kept, lasts=True)
            self.fits.leave_out(look)
