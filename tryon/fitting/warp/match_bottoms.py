"""How trousers and skirts lie on hips and legs: one scale, at their own length, along the bones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.body.legs import ANKLE, HIP_STATIONS, LEG_STATIONS, WornLegs
from tryon.body.limb_path import along_bones, at_places, normals
from tryon.body.skeleton import SHIN, THIGH
from tryon.body.worn import WornRegion
from tryon.fitting.parameters import FitParameters
from tryon.fitting.warp.correspondences import (
    SAME_END,
    Match,
    PartMatch,
    as_worn,
    edges_and_middle,
    stations,
)
from tryon.geometry import Points
from tryon.late import ndimage
from tryon.messages import FitNote
from tryon.shape.figure import SkirtFigure, Strip, TrousersFigure, Vector, lengths_along
from tryon.shape.sides import BOTH_LEGS, GarmentPart, Pair, Side

_LONG_LEG = 1.75
"""Length of trousers that are meant to reach the ankle, in widths of their hips."""
_LONG = 0.88
"""The same in lengths of the leg."""
_HEM = 0.97
"""Where long trousers end, in lengths of the leg to the sole."""
_HIPS = 0.6, 0.95
"""Where trousers are as wide as the hips, in shares of their rise."""
GOES_ROUND = 1.12
"""Length of worn trousers in the photo, in lengths by the scale of their hips: those go round a
body, so that they look narrower than flat ones."""
_WORN_WIDTH = 0.92
"""Width of a worn leg in the photo, in widths of the same leg spread flat."""
_LEAST_WIDTH, _MOST_WIDTH = 1.1, 2.3
"""Half the width of a trouser leg, in radii of the leg in it."""
_LEAST_RISE, _MOST_RISE = 0.78, 1.65
"""Height of the waist of what is worn above the crotch, in rises of the garment, between which the
garment's waist lies there; lower, a top's hem hides the waist, and higher, it ends below it."""
_SKIRT_WAIST = -0.75
"""Depth of a skirt's waist below the hip joints, in half shoulder breadths, under a top's hem."""
_HIDDEN_WAIST = -0.35
"""Depth from which what is worn must go on under a top's hem."""
_OUT_OF_LEGS = 1.04
"""Half the width of a skirt, in half widths of the legs in it, at least."""
_MOST_STRETCHED = 1.5
"""How far legs may spread a skirt, in its own widths."""
_WAISTBAND = 0.06
"""Height of a skirt's waistband, in lengths of the skirt."""
_UPRIGHT = 0.9
"""Cosine of the angle between thighs and the vertical from which a skirt hangs down past them."""
_SMOOTHED = 2.0
"""Sigma in samples by which the outline of the legs in a skirt is smoothed."""
_SKIRT_SAMPLES = 24
"""Samples along a skirt."""


def match_trousers(
    worn: WornRegion, garment: TrousersFigure, lengths: FitParameters, *, is_flat: bool
) -> Match:
    """Lay both legs of trousers; see `match_figures`."""
    lower = worn.lower
    assert lower is not None
    cut = TrousersCut.of(garment)
    scale = 2 * lower.hips.half_width / max(cut.hips, 1.0)
    waist = _waist(lower, cut.rise * scale)
    notes: list[FitNote] = []
    parts = []
    ends_open = False
    for side in (lower.front.other, lower.front):  # the leg in front is drawn last
        path, worn_end = lower.paths[side], lower.covered[side]
        total, start = float(path.lengths[-1]), lower.root(side)
        end = _leg_end(lower, side, cut, scale, is_flat=is_flat)
        if end > worn_end + SAME_END / 2:
            notes.append(FitNote.LONGER_LEGS)
        elif end < worn_end - SAME_END / 2 and _is_seen(worn, path.middle, end):
            notes.append(FitNote.SHORTER_LEGS)
        end_place = min(start + lengths.sleeve_length * (end * total - start), total)
        ends_open |= end_place > worn_end * total + 1.0
        leg = cut.sampled(garment.legs[side])
        halves = _half_widths(worn, side, leg, lengths.width * scale, end_place, is_flat=is_flat)
        strip = lower.strip(side, waist, halves, end_place)
        parts.append(PartMatch(BOTH_LEGS[side], *edges_and_middle(strip, leg)))
    keeps_all = not notes and not worn.is_guessed and lengths.sleeve_length == 1.0
    return Match(
        tuple(parts),
        scale,
        ends_open,
        tuple(dict.fromkeys(notes)),
        frozenset() if keeps_all else None,
        keeps_edges=not is_flat or (keeps_all and lower.is_bent),
    )


@dataclass(frozen=True)
class TrousersCut:
    """How trousers are cut, in pixels of their picture.

    Attributes:
        hips: their width at the hips.
        rise: height of the waist above the crotch.
        inseam: length of the legs below the crotch.
    """

    hips: float
    rise: float
    inseam: float

    @classmethod
    def of(cls, figure: TrousersFigure) -> TrousersCut:
        """Measure trousers."""
        crotch = figure.landmarks.crotch.position
        rise = float(np.mean([_place_of(leg, crotch) for leg in figure.legs]))
        length = float(np.mean([leg.length for leg in figure.legs]))
        rise = min(rise, 0.9 * length)
        at_hips = np.asarray(rise * np.linspace(*_HIPS, 4))
        outer = figure.legs.map(lambda leg: leg.at(at_hips).left)
        hips = float(np.linalg.norm(outer.left - outer.right, axis=1).mean())
        return cls(hips, rise, length - rise)

    @property
    def is_long(self) -> bool:
        """Whether they are meant to reach the ankle."""
        return self.rise + self.inseam > _LONG_LEG * self.hips

    def sampled(self, leg: Strip) -> Strip:
        """Return a leg with the samples of `WornLegs.strip`: to the crotch, and from there on."""
        rise = min(self.rise, 0.9 * leg.length)
        hips, below = stations(rise, HIP_STATIONS), np.linspace(rise, leg.length, LEG_STATIONS + 1)
        return leg.at(np.concatenate([hips, below[1:]]))


def _half_widths(
    worn: WornRegion, side: Side, leg: Strip, scale: float, end: float, *, is_flat: bool
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return how far a sampled leg reaches (N,) outward and inward where it ends at a place."""
    lower = worn.lower
    assert lower is not None
    path, start = lower.paths[side], lower.root(side)
    across = np.linalg.norm(leg.left - leg.right, axis=1)[HIP_STATIONS - 1 :]
    places = np.linspace(start, max(end, start + 1.0), len(across))
    half = np.interp(path.lengths, places, across / 2 * scale)
    if is_flat:
        half = np.clip(_WORN_WIDTH * half, _LEAST_WIDTH * path.radius, _MOST_WIDTH * path.radius)
    if lower.is_bent and not worn.is_skirt:  # cloth lies on a lap as the worn one does
        outer, inner = lower.worn_halves[side]
        return np.maximum(half, outer), np.maximum(half, inner)
    return half, half


def _place_of(leg: Strip, crotch: NDArray[np.float64]) -> float:
    """Return how far along a leg's middle its inner edge reaches the crotch (2,)."""
    nearest = int(np.argmin(np.linalg.norm(leg.right - crotch, axis=1)))
    along = lengths_along(leg.middle)
    before, after = max(0, nearest - 1), min(len(along) - 1, nearest + 1)
    way = leg.right[after] - leg.right[before]
    share = float((crotch - leg.right[before]) @ way / max(float(way @ way), 1e-6))
    return float(along[before] + np.clip(share, 0.0, 1.0) * (along[after] - along[before]))


def _waist(lower: WornLegs, rise: float) -> float:
    """Return how deep below the hip joints a waist lies, ``rise`` above the crotch if hidden."""
    crotch = lower.hips.crotch_depth
    shown = crotch - lower.hips.top
    if shown < _LEAST_RISE * rise and lower.hips.top > _HIDDEN_WAIST * lower.unit:
        return crotch - rise
    return crotch - min(shown, _MOST_RISE * rise)


def _leg_end(
    lower: WornLegs, side: Side, cut: TrousersCut, scale: float, *, is_flat: bool
) -> float:
    """Return where a trouser leg ends by measure, in lengths of the leg to the sole."""
    total, start = float(lower.paths[side].lengths[-1]), lower.root(side)
    if is_flat:
        places = np.linspace(0.0, total, 50)
        real = lower.real_length(side, places)
        end_real = float(np.interp(start, places, real)) + GOES_ROUND * cut.inseam * scale
        end = float(np.interp(end_real, real, places)) / total
        if cut.is_long or end > _LONG * ANKLE:
            end = _HEM
    else:  # as long as a leg showed it
        end = min(1.0, (start + cut.inseam * scale) / total)
    return as_worn(end, lower.covered[side])


def _is_seen(worn: WornRegion, middle: NDArray[np.float64], share: float) -> bool:
    """Tell whether a place on a leg's middle line (N, 2) is in the photo."""
    y = np.interp(share, np.linspace(0.0, 1.0, len(middle)), middle[:, 1])
    return bool(0 <= y < worn.bare.shape[0] - 2)


def match_skirts(
    worn: WornRegion, garment: SkirtFigure, lengths: FitParameters, *, is_flat: bool
) -> Match:
    """Lay a skirt; see `match_figures`."""
    lower = worn.lower
    assert lower is not None
    skirt, unit = garment.body, lower.unit
    waist = lower.hips.top
    if waist > _HIDDEN_WAIST * unit:
        waist = _SKIRT_WAIST * unit
    edges = Pair.of(lambda side: lower.hips.edge(side, np.array([waist]))[0])
    flat_waist = skirt.at(np.array([0.0, _WAISTBAND * skirt.length])).width
    scale = float(np.linalg.norm(edges.right - edges.left)) / max(flat_waist, 1.0)
    axis = _hanging_line(lower, (edges.left + edges.right) / 2)
    along = lengths_along(axis)
    end = skirt.length * scale * (GOES_ROUND if is_flat else 1.0)
    notes: tuple[FitNote, ...] = ()
    worn_end = _worn_hem(worn, axis, along)
    if worn_end is not None and abs(end - worn_end) < SAME_END * along[-1]:
        end = worn_end
    elif worn_end is not None and end < worn_end and not worn.is_cut_off:
        notes = (FitNote.SHORTER_SKIRT,)
    end = min(end * lengths.hem_length, float(along[-1]))
    places = stations(end, _SKIRT_SAMPLES)
    flat = skirt.at(places * (skirt.length / max(end, 1.0)))
    own = np.linalg.norm(flat.left - flat.right, axis=1) / 2 * scale * lengths.width
    middle = at_places(axis, along, places)
    aside = normals(middle, np.array([1.0, 0.0]))
    hull = _hull(lower, middle, aside)
    half = np.maximum(own, np.minimum(_OUT_OF_LEGS * hull, _MOST_STRETCHED * own))[:, None]
    strip = Strip(middle - half * aside, middle + half * aside)
    part = PartMatch(GarmentPart.SKIRT, *edges_and_middle(strip, flat))
    return Match((part,), scale, True, notes, keeps_edges=not is_flat)


def _hanging_line(lower: WornLegs, waist: Vector) -> Points:
    """Return the middle line (N, 2) of a skirt from its waist (2,): down, or along a lap."""
    bones = lower.skeleton
    pelvis, knees = bones.pelvis, (bones.knees.left + bones.knees.right) / 2
    thigh = max(float(np.linalg.norm(knees - pelvis)), 1e-6)
    upright = float((knees - pelvis)[1]) / thigh
    seated = float(np.clip((_UPRIGHT - upright) / _UPRIGHT, 0.0, 1.0))
    down = np.array([0.0, 1.0])
    knees = pelvis + seated * (knees - pelvis) + (1 - seated) * THIGH * lower.unit * down
    return along_bones(np.array([waist, pelvis, knees, knees + SHIN * lower.unit * down]))


def _worn_hem(
    worn: WornRegion, axis: NDArray[np.float64], along: NDArray[np.float64]
) -> float | None:
    """Return how far along an axis (N, 2) the worn skirt ends; None for trousers."""
    if not worn.is_skirt or not isinstance(worn.figure, SkirtFigure):
        return None
    hem = worn.figure.body.middle[-1]
    return float(along[int(np.argmin(np.linalg.norm(axis - hem, axis=1)))])


def _hull(
    lower: WornLegs, middle: NDArray[np.float64], aside: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return how far hips and legs reach (N,) to either side of a line (N, 2), at the most."""
    depths = np.asarray(np.linspace(lower.hips.depths[0], lower.hips.crotch_depth, 12))
    outer = [lower.hips.edge(side, depths) for side in Side]
    for side in Side:
        path = lower.paths[side]
        outer.append(path.beside(path.lengths, path.radius))
        outer.append(path.beside(path.lengths, -path.radius))
    points = np.concatenate(outer)
    offset = points[None] - middle[:, None]
    ahead = np.stack([aside[:, 1], -aside[:, 0]], axis=1)
    step = float(np.linalg.norm(np.diff(middle, axis=0), axis=1).mean())
    is_level = np.abs((offset * ahead[:, None]).sum(axis=2)) < 1.5 * step
    across = np.abs((offset * aside[:, None]).sum(axis=2))
    reach = ndimage.maximum_filter1d(np.where(is_level, across, 0.0).max(axis=1), 3, mode="nearest")
    return np.asarray(ndimage.gaussian_filter1d(reach, _SMOOTHED, mode="nearest"))
