"""What is written of a dressed photo: the picture, maps of its size, and what is shared of it."""

from __future__ import annotations

import argparse
from pathlib import Path

from tryon.commands.outputs import check_is_picture
from tryon.fitting.origin import OriginShares
from tryon.imaging import Metadata, Photo, write_image
from tryon.session import TryOnState
from tryon.sharing.export import ExportKind, write_export


def result_files(arguments: argparse.Namespace) -> list[Path]:
    """Return the files that `write_results` writes.

    Raises:
        UsageError: if one of them has the suffix of another format.
    """
    check_is_picture(arguments.output)
    others = _other_exports(arguments)
    for kind, path in others.items():
        check_is_picture(path, kind.suffixes)
    if arguments.coverage is None:
        return [arguments.output, *others.values()]
    check_is_picture(arguments.coverage, (".png",))
    return [arguments.output, arguments.coverage, *others.values()]


def write_results(arguments: argparse.Namespace, photo: Photo, state: TryOnState) -> OriginShares:
    """Write the composite and the maps that are asked for; return where its pixels come from.

    Raises:
        ExportError: if a file cannot be written.
    """
    write_image(
        arguments.output,
        state.composite(),
        exif=photo.exif,
        metadata=Metadata(arguments.metadata),
    )
    if arguments.coverage is not None:
        write_image(arguments.coverage, state.coverage())
    for kind, path in _other_exports(arguments).items():
        write_export(kind, path, state)
    return OriginShares.of(state.origins())


def _other_exports(arguments: argparse.Namespace) -> dict[ExportKind, Path]:
    """Return the files that are asked for in other forms than the picture of the result."""
    files = {
        ExportKind.GUESSED: arguments.guessed,
        ExportKind.TINTED: arguments.tinted,
        ExportKind.BEFORE_AFTER: arguments.before_after,
        ExportKind.SLIDER: arguments.slider,
        ExportKind.ANIMATION: arguments.animation,
    }
    return {kind: path for kind, path in files.items() if path is not None}


def describe_shares(shares: OriginShares) -> str:
    """Return in words how much of a picture was changed, as parts that sum to the whole."""
    _, moved, guessed = shares.percentages
    return (
        f"{moved + guessed:.1f} % of the picture was changed: {moved:.1f} % garment, "
        f"{guessed:.1f} % guessed"
    )
