"""How result and overlay share the room that there is. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from tryon.geometry import Size
from tryon.ui.kit.viewport import fitted

_LANDSCAPE = 1.2
"""How much smaller, as a factor, a landscape photo may be shown to be stacked."""


class Arrangement(Enum):
    """Which views there are, and where; the value is kept in the settings."""

    ONE = "one"
    """The result, or in its place the overlay while that is asked for"""
    BESIDE = "beside"
    STACKED = "stacked"
    RESULT = "result"
    """The result and nothing beside it"""


@dataclass(frozen=True)
class Shown:
    """Which of the two views show."""

    result: bool
    overlay: bool


def arrangement_for(photo: Size, room: Size, *, header: int = 0) -> Arrangement:
    """Return which of the two arrangements of two views suits a photo better.

    The one in which it shows larger; a landscape photo may lose a little by being stacked, where
    its two wide pictures are compared column by column.

    Args:
        photo: its size.
        room: in which both views are.
        header: height of what stands above each view.
    """
    beside = fitted(photo, Size(room.width // 2, room.height - header)).scale
    stacked = fitted(photo, Size(room.width, room.height // 2 - header)).scale
    gain = _LANDSCAPE if photo.width > photo.height else 1.0
    return Arrangement.STACKED if gain * stacked > beside else Arrangement.BESIDE


def views_of(arrangement: Arrangement, *, wants_overlay: bool, needs_overlay: bool) -> Shown:
    """Return what shows.

    Args:
        arrangement: where views are.
        wants_overlay: whether it was asked for.
        needs_overlay: whether something is being done on it.
    """
    if arrangement in (Arrangement.BESIDE, Arrangement.STACKED):
        return Shown(result=True, overlay=True)
    has_overlay = needs_overlay or (wants_overlay and arrangement is Arrangement.ONE)
    return Shown(result=not has_overlay, overlay=has_overlay)
