"""Every form in which a try-on is exported, and how each is written."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from tryon.errors import ExportError
from tryon.fitting.origin import origin_greys
from tryon.imaging import WRITABLE_SUFFIXES, write_atomically, write_image
from tryon.messages import ExportProblem
from tryon.progress import CancelToken, Progress, Stage, ignore_progress
from tryon.session import TryOnState
from tryon.sharing.animation import ANIMATION_SUFFIXES, write_animation
from tryon.sharing.side_by_side import side_by_side
from tryon.sharing.slider_page import PageWords, slider_page
from tryon.sharing.tinted import tinted


class ExportKind(Enum):
    """What is written of a try-on."""

    RESULT = "result"
    BEFORE_AFTER = "before-after"
    SLIDER = "slider"
    ANIMATION = "animation"
    TINTED = "tinted"
    GUESSED = "guessed"

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The suffixes that its files may have, the usual one first."""
        return {
            ExportKind.SLIDER: (".html",),
            ExportKind.ANIMATION: ANIMATION_SUFFIXES,
            ExportKind.GUESSED: (".png",),
        }.get(self, WRITABLE_SUFFIXES)


def write_export(
    kind: ExportKind,
    path: Path,
    state: TryOnState,
    *,
    words: PageWords | None = None,
    progress: Progress = ignore_progress,
    cancel: CancelToken | None = None,
) -> None:
    """Write what is seen, completely or not at all.

    The result carries the photo's EXIF without its place; the other forms carry nothing of it.

    Args:
        kind: in which form.
        path: where to, with one of the suffixes of that.
        state: with a photo.
        words: what a page says; English without.
        progress: told how far it is.
        cancel: checked on the way.

    Raises:
        ExportError: if the file cannot be written, or has the suffix of another form.
        Cancelled: if ``cancel`` was set; a file that was there is as it was.
    """
    token, photo = cancel or CancelToken(), state.photo
    if photo is None:
        raise ValueError("no photo to export")

    def tell(fraction: float) -> None:
        token.check()
        progress(Stage.EXPORT, fraction)

    if path.suffix.lower() not in kind.suffixes:
        raise ExportError(
            ExportProblem.UNKNOWN_FORMAT,
            name=path.name,
            suffix=path.suffix,
            suffixes=kind.suffixes,
        )
    tell(0.0)
    if kind is ExportKind.GUESSED:
        write_image(path, origin_greys(state.origins()))
        return
    before, after = photo.pixels, state.composite()
    tell(0.3)
    if kind is ExportKind.BEFORE_AFTER:
        write_image(path, side_by_side(before, after))
    elif kind is ExportKind.TINTED:
        write_image(path, tinted(after, state.origins()))
    elif kind is ExportKind.SLIDER:
        page = slider_page(before, after, words or PageWords())
        tell(0.9)
        write_atomically(path, lambda file: file.write(page))
    elif kind is ExportKind.ANIMATION:
        write_animation(path, before, after, lambda share: tell(0.3 + 0.7 * share))
    else:
        write_image(path, after, exif=photo.exif)
