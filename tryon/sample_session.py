"""The session that a new user sees first: a sample photo, and garments for its person."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from tryon.labels import Region
from tryon.resources import assets_folder, sample_session_file


@dataclass(frozen=True)
class SampleSession:
    """A photo, and garments for its largest person, lowest layer first."""

    photo: Path
    garments: tuple[tuple[Region, Path], ...]


def read_sample_session() -> SampleSession:
    """Read the session that ships with the app."""
    stored = json.loads(sample_session_file().read_text(encoding="utf-8"))
    assets = assets_folder()
    return SampleSession(
        photo=assets / stored["photo"],
        garments=tuple(
            (Region(item["region"]), assets / item["garment"]) for item in stored["wears"]
        ),
    )
