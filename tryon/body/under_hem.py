"""Trousers or a skirt below a top: where their sides are, and how they go on under its hem."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tryon.body.skeleton import Skeleton
from tryon.body.view import RegionView
from tryon.geometry import HardMask
from tryon.labels import BELOW_THE_WAIST
from tryon.pixels.masks import filled_polygon, grown, row_runs
from tryon.shape.figure import Strip
from tryon.shape.sides import Side

_SIDE = 0.3
"""How far below a hem the sides of what is worn there are looked at, in half shoulder breadths."""
_WAIST = 1.9
"""Depth of the waist below the shoulders' line."""
_AT_HIPS = 0.35
"""How far above the hips' joints a hem may end that hides the band of what is worn below it."""
_HEM_ERROR = 0.12
"""How far from a top's edge clothes begin that follow right below it."""
_LEAST_SHOWN = 0.9
"""Least share of the hem's middle half below which they show, unless that is between two legs."""
_CROTCH = 0.4
"""Depth of the crotch below the hips' joints."""
_LEAST_LEG = 0.25
"""Least width of a leg below a hem."""
_STEEP = 0.7
"""Least share of a thigh's length that it goes down in somebody who stands or walks."""
_STATIONS = 24


def lower_side(view: RegionView, side: Side, hem: int, unit: float) -> float | None:
    """Return the x of a side of trousers or a skirt right below a row; None if hidden."""
    edges, is_free = _lower_edges(view, side, hem, unit)
    return float(np.median(edges[is_free])) if is_free.any() else None


def _lower_edges(
    view: RegionView, side: Side, hem: int, unit: float
) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Return the x (N,) where clothes end in each row below a hem, and whether nothing hides it."""
    lower = _shown(view)
    reach, edges, is_free = round(_SIDE * unit), [], []
    for y in range(hem, min(hem + reach, lower.shape[0])):
        columns = np.flatnonzero(lower[y])
        if len(columns):
            edge = int(columns[0] if side is Side.LEFT else columns[-1])
            beside = edge + round(side.outward) * np.arange(1, reach)
            beside = np.clip(beside, 0, lower.shape[1] - 1)
            edges.append(edge)
            is_free.append(bool(view.ground[y, beside[1]] and not view.region[y, beside].any()))
    return np.array(edges, np.intp), np.array(is_free, np.bool_)


def _shown(view: RegionView) -> HardMask:
    """Return trousers or a skirt (h, w) as far as the photo shows them beside the top."""
    return view.mask(*BELOW_THE_WAIST) & ~view.region


def lower_under_hem(view: RegionView, skeleton: Skeleton, body: Strip) -> HardMask | None:
    """Draw trousers or a skirt (h, w) as they go on under a top, from its hem up to the waist.

    They are as wide at the hem as they show below it, and come to the body's sides at the waist.

    Args:
        view: the person in a top.
        skeleton: the bones.
        body: both sides of the torso in the top, from the armpits to its hem.

    Returns:
        None where too little of them shows to tell, or the top ends at their band.
    """
    unit = skeleton.unit
    hem, waist = float(body.middle[-1, 1]), skeleton.middle[1] + _WAIST * unit
    if hem < skeleton.pelvis[1] - _AT_HIPS * unit or hem <= waist or not _stands(skeleton):
        return None
    left, right = (float(body.edge(side)[-1, 0]) for side in Side)
    middle = slice(max(0, round(0.75 * left + 0.25 * right)), round(0.25 * left + 0.75 * right))
    room, crotch = round(_HEM_ERROR * unit), skeleton.pelvis[1] + _CROTCH * unit
    gap = _gap(view, round(hem) + room, unit) if hem > crotch else None
    follows = _follows(view, round(hem), room)[middle]
    if gap is None and (not follows.size or follows.mean() < _LEAST_SHOWN):
        return None
    ys = np.linspace(waist, hem + _SIDE * unit, _STATIONS)
    share = np.minimum((ys - waist) / (hem - waist), 1.0)
    edges = []
    for side in Side:
        edge, wider = body.edge(side), _wider(view, side, body, unit)
        edges.append(np.stack([np.interp(ys, edge[:, 1], edge[:, 0]) + share * wider, ys], axis=1))
    drawn = filled_polygon(view.shape, np.concatenate([edges[0], edges[1][::-1]]))
    if gap is not None:
        top = [skeleton.pelvis[0], crotch]
        drawn &= ~filled_polygon(view.shape, np.array([top, [gap[1], ys[-1]], [gap[0], ys[-1]]]))
    under = np.asarray(drawn & grown(view.region, room))
    return under if under.any() else None


def _wider(view: RegionView, side: Side, body: Strip, unit: float) -> float:
    """Return how much farther right the clothes' side is at the hem than the body's."""
    edge, hem = body.edge(side)[-1, 0], int(body.middle[-1, 1])
    edges, is_free = _lower_edges(view, side, hem, unit)
    if is_free.any():
        return float(np.median(edges[is_free]) - edge)
    # a hand is before it: it is as wide at least
    return side.outward * float(np.max(side.outward * (edges - edge), initial=0.0))


def _stands(skeleton: Skeleton) -> bool:
    """Tell whether both thighs hang down: a top rests on a lap, and its hem is none."""
    thighs = [skeleton.knees[side] - skeleton.hips[side] for side in Side]
    return all(thigh[1] > _STEEP * float(np.linalg.norm(thigh)) for thigh in thighs)


def _gap(view: RegionView, y: int, unit: float) -> tuple[int, int] | None:
    """Return from where to where (x) the background shows between two legs in a row."""
    if y >= view.shape[0]:
        return None
    runs = row_runs(_shown(view)[y])
    legs = runs[runs[:, 1] - runs[:, 0] > _LEAST_LEG * unit]
    if len(legs) != 2 or not view.ground[y, legs[0, 1] : legs[1, 0]].all():
        return None
    return int(legs[0, 1]), int(legs[1, 0])


def _follows(view: RegionView, hem: int, room: int) -> NDArray[np.bool_]:
    """Tell in which columns (w,) trousers or a skirt are right below the top or beside its hem."""
    lower, height = _shown(view), view.shape[0]
    last = height - 1 - view.region[::-1].argmax(axis=0)
    last = np.where(view.region.any(axis=0), last, hem)
    below = np.minimum(last + room + 1, height - 1)
    return np.asarray(lower[below, np.arange(view.shape[1])])
