"""What is written of a dressed photo: the picture, and maps of its size."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from tryon.commands.outputs import check_is_picture
from tryon.fitting.origin import OriginShares
from tryon.imaging import Metadata, Photo, write_image
from tryon.session import TryOnState

_GREY_OF_ORIGIN = np.array([0, 128, 255], np.uint8)
"""What `--guessed` writes for each `Origin`."""


def result_files(arguments: argparse.Namespace) -> list[Path]:
    """Return the files that `write_results` writes.

    Raises:
        UsageError: if one of them has the suffix of another format.
    """
    check_is_picture(arguments.output)
    maps = [path for path in (arguments.coverage, arguments.guessed) if path is not None]
    for png in maps:
        check_is_picture(png, (".png",))
    return [arguments.output, *maps]


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
    origins = state.origins()
    if arguments.guessed is not None:
        write_image(arguments.guessed, _GREY_OF_ORIGIN[origins])
    return OriginShares.of(origins)


def describe_shares(shares: OriginShares) -> str:
    """Return in words how much of a picture was changed, as parts that sum to the whole."""
    _, moved, guessed = shares.percentages
    return (
        f"{moved + guessed:.1f} % of the picture was changed: {moved:.1f} % garment, "
        f"{guessed:.1f} % guessed"
    )
