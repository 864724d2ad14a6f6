"""The work of jobs, as plain functions of frozen requests."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from tryon.garments.adding.shelf import Shelf
from tryon.garments.corrections import Correction
from tryon.garments.details.details_files import Change
from tryon.garments.exchange.collection_file import Imported
from tryon.garments.garment import Garment
from tryon.garments.outline.original import Original
from tryon.garments.wardrobe import WardrobeEntry
from tryon.imaging import Photo
from tryon.messages import Text
from tryon.progress import CancelToken, Progress, Stage
from tryon.session import TryOnState
from tryon.ui.view.pyramid import Pyramid, photo_pyramid
from tryon.ui.view.scene import Origins, Scene, parsed_scene

_LIST_S = 0.25
"""After how many seconds garments are shown that were listed so far."""


class Wardrobe(Shelf, Protocol):
    """The garments to choose from."""

    def entries(self) -> Iterator[WardrobeEntry | Text]:
        """Return the samples, then what the user added; a text for what cannot be shown."""
        ...

    @property
    def folder(self) -> Path:
        """Where the user's garments are kept."""
        ...

    def find_thumbnail(self, entry: WardrobeEntry) -> bytes | None:
        """Return the small picture of a garment, as a PNG; None if it is not made yet."""
        ...

    def make_thumbnail(self, entry: WardrobeEntry) -> bytes:
        """Return the small picture of a garment, as a PNG, made if it is not there yet.

        Raises:
            TryOnError: if its picture cannot be shown.
        """
        ...

    def change_details(self, garment: WardrobeEntry, change: Change) -> WardrobeEntry:
        """Change what is noted about a garment; return how it is shown then.

        Raises:
            ExportError: if it cannot be written.
        """
        ...

    def give_picture(self, garment: WardrobeEntry, source: Path | None = None) -> WardrobeEntry:
        """Put a picture in the place of one that is lost; return how the garment is shown then.

        Raises:
            ImageReadError: if the picture cannot be read.
            GarmentError: if there is no garment on it that can take the place.
            ExportError: if it cannot be written.
        """
        ...

    def has_original(self, garment: WardrobeEntry) -> bool:
        """Return whether the picture is kept that a garment was cut out of."""
        ...

    def export_garments(
        self,
        garments: Sequence[WardrobeEntry],
        path: Path,
        *,
        name: str,
        progress: Progress,
        cancel: CancelToken,
    ) -> int:
        """Write garments into one file; return how many.

        Raises:
            GarmentError: if what is kept of one of them is damaged.
            ExportError: if the file cannot be written.
        """
        ...

    def import_garments(self, path: Path, *, progress: Progress, cancel: CancelToken) -> Imported:
        """Take in the garments of a file.

        Raises:
            GarmentError: if it is no file of garments.
            ExportError: if a garment cannot be kept.
        """
        ...

    def choose_folder(self, folder: Path | None, *, progress: Progress, cancel: CancelToken) -> int:
        """Copy the garments to another folder, None for the usual one, and keep them there.

        Raises:
            ExportError: if that is not possible; they are kept where they were then.
        """
        ...

    def rename(self, garment: WardrobeEntry, name: str) -> WardrobeEntry:
        """Call a garment something else; return how it is shown then.

        Raises:
            GarmentError: if it is gone.
            ExportError: if the name cannot be kept.
        """
        ...

    def load(self, path: Path) -> Garment:
        """Load a garment by its file, a kept one as it is kept."""
        ...

    def remove(self, garment: WardrobeEntry) -> None:
        """Remove a garment.

        Raises:
            ExportError: if it cannot be removed; it stays then.
        """
        ...

    def restore(self, garment: WardrobeEntry) -> None:
        """Bring a removed garment back.

        Raises:
            ExportError: if it cannot be brought back.
        """
        ...

    def original_of(self, garment: Garment) -> Original:
        """Return the picture that a garment came from, on which its outline can be drawn.

        Raises:
            ImageReadError: if it cannot be read.
            GarmentError: if the garment is not found in it any more.
        """
        ...

    def correct(self, garment: Garment, correction: Correction | None) -> Garment:
        """Keep a garment's correction, or with None forget it; return the garment as it is then.

        Raises:
            GarmentError: if a landmark was moved where it cannot be, or the outline is empty.
            ImageReadError: if its picture is needed for another outline and cannot be read.
            ExportError: if it cannot be kept.
        """
        ...


@dataclass(frozen=True, eq=False)
class LoadedGarments:
    """Garments for the panel.

    Attributes:
        entries: what the panel shows.
        is_added: whether the user has just asked for them.
        missing: why garments are not among them that should be.
        is_last: whether all are told with this.
    """

    entries: tuple[WardrobeEntry, ...]
    is_added: bool
    missing: tuple[Text, ...] = ()
    is_last: bool = True


@dataclass(frozen=True, eq=False)
class ListRequest:
    """What is still to be listed of a wardrobe."""

    entries: Iterator[WardrobeEntry | Text]


def list_garments(request: ListRequest, cancel: CancelToken, progress: Progress) -> LoadedGarments:
    """List the next garments: as many as there are until a moment has passed."""
    until = time.monotonic() + _LIST_S
    found: list[WardrobeEntry | Text] = []
    is_last = True
    for entry in request.entries:
        cancel.check()
        found.append(entry)
        if time.monotonic() > until:
            is_last = False
            break
    return LoadedGarments(
        tuple(entry for entry in found if isinstance(entry, WardrobeEntry)),
        is_added=False,
        missing=tuple(entry for entry in found if isinstance(entry, Text)),
        is_last=is_last,
    )


@dataclass(frozen=True, eq=False)
class GarmentRequest:
    """A file whose garment is wanted."""

    wardrobe: Wardrobe
    path: Path


def load_garment(request: GarmentRequest, cancel: CancelToken, progress: Progress) -> Garment:
    """Load a garment of the wardrobe."""
    return request.wardrobe.load(request.path)


@dataclass(frozen=True, eq=False)
class RenderRequest:
    """A state to show. ``shown`` is the scene on screen, for the parts that stay the same."""

    state: TryOnState
    shown: Scene | None


def render(request: RenderRequest, cancel: CancelToken, progress: Progress) -> Scene | None:
    """Prepare a state for the views; None for a state without a photo."""
    state = request.state
    if state.photo is None:
        return None
    shown = request.shown
    if shown is None or shown.parse is not state.parse:
        shown = parsed_scene(_before(shown, state.photo), state.parse)
        cancel.check()
    if not state.worn:
        return replace(shown, after=None, origins=None)
    progress(Stage.COMPOSITE, 0.0)
    after = photo_pyramid(state.composite())
    return replace(shown, after=after, origins=Origins.of(state.origins()))


def _before(shown: Scene | None, photo: Photo) -> Pyramid:
    """Return a photo for the views: the one that shows, if it is the same."""
    if shown is not None and shown.before.levels[0].pixels is photo.pixels:
        return shown.before
    return photo_pyramid(photo.pixels)
