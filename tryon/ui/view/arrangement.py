"""How result and overlay share the room that there is. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from tryon.geometry import Size
from tryon.ui.kit.viewport import fitted


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


def arrangement_for(photo: Size, room: Size) -> Arrangement:
    """Return in which of the two arrangements of two views a photo shows larger."""
    beside = fitted(photo, Size(room.width // 2, room.height)).scale
    stacked = fitted(photo, Size(room.width, room.height // 2)).scale
    return Arrangement.STACKED if stacked > beside else Arrangement.BESIDE


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
