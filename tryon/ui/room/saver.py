"""Saves the open document, and keeps a small picture of it for lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tryon.document.document import Document
from tryon.document.history import Step
from tryon.document.journal import Saved
from tryon.document.look import Look
from tryon.document.look_file import write_look
from tryon.garments.thumbnails import ThumbnailCache
from tryon.progress import CancelToken, Progress, Stage
from tryon.session import TryOnState
from tryon.ui.kit.jobs import JobKind, Jobs

OF_DOCUMENTS = "document"
"""Version of a thumbnail that shows a photo or a look and not the garment in it."""


@dataclass(frozen=True, eq=False)
class SaveRequest:
    """A step of a document, and where to save it.

    Attributes:
        document: which one.
        step: its step.
        look: that step's look.
        state: what it shows.
        path: of the file.
        links_photo: whether that only says where the photo is.
        thumbnails: where the small picture is kept.
    """

    document: Document
    step: Step
    look: Look
    state: TryOnState
    path: Path
    links_photo: bool
    thumbnails: ThumbnailCache


def save(request: SaveRequest, cancel: CancelToken, progress: Progress) -> SaveRequest:
    """Write a look's file; return the request.

    Raises:
        LookFileError: if the photo is to be linked to and its file is not what was opened.
        ExportError: if the file cannot be written.
    """
    progress(Stage.SAVE, 0.0)
    cancel.check()
    write_look(request.path, request.look, links_photo=request.links_photo)
    progress(Stage.SAVE, 0.9)
    keep_thumbnail(request.thumbnails, request.path, request.state)
    return request


def keep_thumbnail(thumbnails: ThumbnailCache, path: Path, state: TryOnState) -> None:
    """Keep a small picture of what a document shows, for its file."""

    def read() -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
        rgb = state.composite()
        opaque = np.full((*rgb.shape[:2], 1), 255, np.uint8)
        return np.concatenate([rgb, opaque], axis=2)

    try:
        thumbnails.get(path, read, version=OF_DOCUMENTS)
    except (OSError, ValueError):
        return  # the file is gone already
    thumbnails.clear_unused()


class Saver:
    """One job: it writes the file.

    Args:
        jobs: runs it.
        thumbnails: where small pictures are kept.
        saved: called with what was saved.
    """

    def __init__(
        self, jobs: Jobs, *, thumbnails: ThumbnailCache, saved: Callable[[SaveRequest], None]
    ) -> None:
        self._jobs, self._thumbnails, self._saved = jobs, thumbnails, saved

    def save(
        self,
        document: Document,
        state: TryOnState,
        path: Path,
        *,
        links_photo: bool,
        done: Callable[[], None] | None = None,
    ) -> None:
        """Save the present step; ``done`` is called when it is in the file."""
        history = document.history

        def on_saved(request: SaveRequest) -> None:
            self._saved(request)
            if done is not None:
                done()

        self._jobs.submit(
            JobKind.SAVE,
            save,
            SaveRequest(
                document,
                history.step,
                history.look,
                state,
                path,
                links_photo,
                self._thumbnails,
            ),
            done=on_saved,
        )


def mark_saved(request: SaveRequest) -> Saved:
    """Note in the document that it was saved; return that as an action for its journal."""
    document, history = request.document, request.document.history
    document.path, document.links_photo = request.path, request.links_photo
    history.mark_saved(request.step)
    position = history.position_of(request.step)
    return Saved(request.path, request.links_photo, position, is_present=history.is_saved)
