"""What was measured of garments, kept in the user's cache folder.

Measuring a garment takes longer than putting it on a reduced photo. It depends on the garment, the
network that reads it and the code that runs; the key of what is kept is made of them, so what is
found there equals what would be measured now.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

import numpy as np

from tryon import __version__
from tryon.garments.corrections import correction_to_json
from tryon.garments.garment import Garment
from tryon.garments.measure import MeasuredGarment, measure_garment, measured_before, remember
from tryon.geometry import HardMask, RgbaImage
from tryon.json_file import parse_json
from tryon.kept_files import KeptFiles
from tryon.resources import reader_file
from tryon.shape.figure_json import figure_from_json, figure_to_json
from tryon.shape.point_names import PointName

_MEASURING = ("garments", "networks", "pixels", "shape")
"""Packages whose code decides what is measured."""
_MALFORMED = (LookupError, TypeError, ValueError, OverflowError)
"""What reading a file raises that somebody damaged."""


class MeasureCache:
    """Measures garments, each once for as long as it is used from time to time.

    Args:
        folder: where that is kept; in the platform's cache folder by default.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._files = KeptFiles(folder) if folder else KeptFiles.in_cache("measures")

    def measure(self, garment: Garment) -> MeasuredGarment:
        """Return what `measure_garment` returns.

        Raises:
            GarmentError: if there is nothing to measure, or a landmark was moved where it cannot
                be.
        """
        known = measured_before(garment)
        if known is not None:
            return known
        try:
            name = f"{_key(garment)}.json"
        except OSError:  # whoever needs the network's file says that it is missing
            return measure_garment(garment)
        kept = _read(self._files.find(name), garment.rgba)
        if kept is not None:
            remember(garment, kept)
            return kept
        measured = measure_garment(garment)
        self._files.keep(name, _written(measured))
        return measured

    def clear_unused(self) -> None:
        """Delete what was not used for long."""
        self._files.clear_unused()


def _key(garment: Garment) -> str:
    """Return a text that differs wherever something else is measured."""
    correction = garment.correction
    about = {
        "code": _code_version(),
        "shape": garment.rgba.shape,
        "category": garment.category.value,
        "figure": None if garment.figure is None else figure_to_json(garment.figure),
        "correction": None if correction is None else correction_to_json(correction, ""),
    }
    digest = hashlib.blake2b(json.dumps(about).encode(), digest_size=32)
    digest.update(np.ascontiguousarray(garment.rgba).data)
    return digest.hexdigest()


@cache
def _code_version() -> str:
    """Return a text that changes with the network and the code that measure."""
    digest = hashlib.blake2b(__version__.encode(), digest_size=32)
    digest.update(reader_file().read_bytes())
    folder = Path(__file__).parent.parent
    sources = [*folder.glob("*.py")]
    for package in _MEASURING:
        sources += (folder / package).rglob("*.py")
    for source in sorted(sources):
        digest.update(source.read_bytes())
    return digest.hexdigest()


def _written(measured: MeasuredGarment) -> bytes:
    stored = {
        "figure": figure_to_json(measured.figure),
        "is_flat": measured.is_flat,
        "inside": None if measured.inside is None else _turns(measured.inside),
        "overruled": [name.value for name in measured.overruled],
    }
    return json.dumps(stored).encode()


def _read(data: bytes | None, rgba: RgbaImage) -> MeasuredGarment | None:
    """Return what is kept of a garment (H, W, 4); None if it is missing or damaged."""
    if data is None:
        return None
    try:
        stored = parse_json(data)
        if not isinstance(stored, dict):
            raise TypeError("what was measured must be described by an object")
        inside = stored["inside"]
        return MeasuredGarment(
            rgba,
            figure_from_json(stored["figure"]),
            bool(stored["is_flat"]),
            None if inside is None else _mask(inside, rgba.shape[:2]),
            tuple(map(PointName, stored["overruled"])),
        )
    except _MALFORMED:
        return None


def _turns(mask: HardMask) -> list[int]:
    """Return the pixels, counted row by row, at which a mask (H, W) begins or ends."""
    return np.flatnonzero(np.diff(mask.ravel(), prepend=False)).tolist()


def _mask(turns: object, shape: tuple[int, ...]) -> HardMask:
    """Return the mask (H, W) that `_turns` describes."""
    is_turn = np.zeros(shape, np.bool_)
    is_turn.ravel()[np.array(turns, np.intp)] = True
    return np.asarray(np.logical_xor.accumulate(is_turn.ravel()).reshape(shape))
