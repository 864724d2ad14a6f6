"""A look that is open: its history, its fits, and the file that it is kept in."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tryon.document.fits import Fits
from tryon.document.history import History
from tryon.document.look import Look
from tryon.messages import StepName
from tryon.session import TryOnState


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
    def of(cls, state: TryOnState, path: Path | None = None) -> Document:
        """Begin a document on what was just opened and fitted.

        Args:
            state: what it shows.
            path: the look's file; None if a photo was opened.
        """
        look = Look.of(state)
        name = StepName.OPEN.with_values(photo=look.photo.name if path is None else path.name)
        links_photo = path is not None and look.photo.path is not None
        document = cls(History(look, name), path, links_photo)
        document.take_fits(state)
        return document

    @property
    def name(self) -> str:
        """What to call it: its file, else the photo."""
        return self.history.look.photo.name if self.path is None else self.path.name

    def take_fits(self, state: TryOnState) -> None:
        """Keep the fits of a state."""
        if state.parse is not None:
            self.fits.put(state.parse, state.worn)
