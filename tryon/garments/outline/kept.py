"""The picture that a garment came from, kept beside its cut-out: nothing of it is lost.

A garment that was added is ``<key>.png``, cut out; its picture is ``<key>.original`` with the
suffix that it had. Older wardrobes, and garments taken off a person, have none: there the cut-out
is the picture, and what it hides behind its transparency.
"""

from __future__ import annotations

import glob
import shutil
from pathlib import Path

from tryon.errors import ImageReadError, reason_of
from tryon.imaging import write_atomically
from tryon.messages import ImageProblem

_MARK = ".original"


def original_file(picture: Path) -> Path:
    """Return the file of the picture that a kept garment was cut out of."""
    return next(iter(_originals(picture)), picture)


def is_original(file: Path) -> bool:
    """Return whether a file is such a kept picture, and its garment lies beside it."""
    cutout = file.with_name(f"{file.stem.removesuffix(_MARK)}.png")
    return file.stem.endswith(_MARK) and cutout.exists()


def keep_original(source: Path | bytes, picture: Path) -> None:
    """Keep a copy of the picture that a garment was cut out of.

    Args:
        source: the picture's file, or its content.
        picture: of the kept garment, beside which the copy lies.

    Raises:
        ImageReadError: if the picture cannot be read.
        ExportError: if the copy cannot be written.
    """
    suffix = "" if isinstance(source, bytes) else source.suffix.lower()
    copy = picture.with_name(f"{picture.stem}{_MARK}{suffix}")
    if isinstance(source, bytes):
        write_atomically(copy, lambda file: file.write(source))
        return
    try:
        stream = source.open("rb")
    except OSError as error:
        raise ImageReadError(
            ImageProblem.UNREADABLE, path=source, reason=reason_of(error)
        ) from error
    with stream:
        write_atomically(copy, lambda file: shutil.copyfileobj(stream, file))


def remove_original(picture: Path) -> None:
    """Delete the copy, if there is one."""
    for file in _originals(picture):
        file.unlink(missing_ok=True)


def _originals(picture: Path) -> tuple[Path, ...]:
    pattern = f"{glob.escape(picture.stem)}{_MARK}*"
    return tuple(sorted(picture.parent.glob(pattern)))
