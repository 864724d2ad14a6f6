"""The session that a new user sees first: a sample photo, and garments for its person."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tryon.errors import ImageReadError
from tryon.json_file import read_json
from tryon.labels import Region
from tryon.messages import ImageProblem
from tryon.resources import assets_folder, sample_session_file


@dataclass(frozen=True)
class SampleSession:
    """A photo, and garments for its largest person, lowest layer first."""

    photo: Path
    garments: tuple[tuple[Region, Path], ...]


def read_sample_session() -> SampleSession:
    """Read the session that ships with the app.

    Raises:
        ImageReadError: if the installation is damaged.
    """
    file = sample_session_file()
    try:
        stored: Any = read_json(file)
        assets = assets_folder()
        return SampleSession(
            photo=assets / stored["photo"],
            garments=tuple(
                (Region(item["region"]), assets / item["garment"]) for item in stored["wears"]
            ),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ImageReadError(ImageProblem.SAMPLE_DAMAGED, path=file, reason=error) from error
