"""Arms along their bones: where each lies, how wide it is, and how far the worn sleeve goes.

An arm is a rod along shoulder, elbow and wrist, as wide as arms are, moved to where the photo
shows its outer edge. Whether it hangs, bends, is raised or lies in front of the torso makes no
difference.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d, map_coordinates

from tryon.body.arm_path import (
    SLEEVE_ROOM,
    STATIONS,
    Armhole,
    ArmPath,
    SleevePath,
    at_places,
    normals,
)
from tryon.body.skeleton import Skeleton
from tryon.body.torso import WornTorso
from tryon.body.view import RegionView
from tryon.geometry import HardMask, Points
from tryon.labels import Label
from tryon.pixels.masks import grown, line_mask, nearer, part_at
from tryon.shape.figure import Strip, Vector, lengths_along
from tryon.shape.sides import Pair, Side

ARM_RADII = (
    (0.0, 0.21),
    (0.12, 0.27),
    (0.3, 0.27),
    (0.5, 0.23),
    (0.6, 0.22),
    (0.85, 0.16),
    (1.0, 0.14),
)
"""Places along an arm and its radius there, in half shoulder breadths."""
_ROUNDED = 1.6
"""Sigma in samples by which the bend of an elbow is rounded."""
_SEARCHED = 2.4
"""How far from the bone an arm's outer edge is looked for, in radii."""
_MOST_SHIFTED = 0.6
"""How far an arm may be moved to its seen edge, in radii."""
_SLEEVED_EDGE = 1.05, 1.8
"""Distances of a sleeve's edge from the bone that say nothing of where the arm lies, in radii."""
_SLEEVED = 0.5
"""Share of an arm's cross-section that is cloth where a sleeve covers it."""
_SHORT_INNER = 0.1
"""Least length of the inner edge of a worn sleeve, in half shoulder breadths."""
_LEAST_HAND = 0.2
"""Area from which skin that the parser takes for an arm is one, wherever the joints are, in squared
half shoulder breadths."""
_LEAST_SEEN = 4
"""Samples of an arm between whose edges it can be measured, at least."""
_GIRTHS = 0.7, 1.4
"""Least and greatest thickness of an arm, in typical ones."""
_WIDEST_SLEEVE = 3.0
"""Half the width of what may belong to an arm, in radii."""


@dataclass(frozen=True, eq=False)
class WornArms:
    """Sleeves and arms of both sides, in pixels of the view.

    Attributes:
        paths: the arms as rods; None for one that is nowhere to be seen.
        strips: their edges from the shoulder to the wrist.
        sleeves: the same up to the cuff of what is worn; None where there is no sleeve.
        forearms: the parts (h, w) of sleeved arms that lie in front of the torso.
        limbs: pixels (h, w) of clothes and skin that belong to the arms.
    """

    paths: Pair[ArmPath | None]
    strips: Pair[Strip | None]
    sleeves: Pair[Strip | None]
    forearms: Pair[HardMask]
    limbs: Pair[HardMask]


def find_path(view: RegionView, region: HardMask, skeleton: Skeleton, side: Side) -> ArmPath | None:
    """Find an arm; None if neither elbow nor wrist of it was found."""
    if not skeleton.is_seen[side]:
        return None
    joints = np.array([skeleton.shoulders[side], skeleton.elbows[side], skeleton.wrists[side]])
    bones = np.linalg.norm(np.diff(joints, axis=0), axis=1)
    if bones.sum() < 0.3 * skeleton.unit:
        return None
    lengths = lengths_along(joints)
    middle = at_places(joints, lengths, np.linspace(0.0, lengths[-1], STATIONS))
    # whichever share of it the upper arm is, radii follow the bones
    bone_share = np.interp(np.linspace(0.0, lengths[-1], STATIONS), lengths, [0.0, 0.54, 1.0])
    places, radii = np.array(ARM_RADII).T
    radius = skeleton.unit * np.interp(bone_share, places, radii)
    middle = _rounded(middle)
    inward = skeleton.pelvis - skeleton.middle
    up = -inward / max(float(np.linalg.norm(inward)), 1e-6)
    outward = normals(middle, up + np.array([side.outward, 0.0]))
    path = _moved_to_edge(ArmPath(middle, radius, outward, skeleton.unit), view, region)
    path = replace(path, radius=_girth(path, view) * path.radius)
    return replace(path, covered=_covered(path, region, view.arms))


def _moved_to_edge(path: ArmPath, view: RegionView, region: HardMask) -> ArmPath:
    """Move an arm across itself to where the photo shows its outer edge."""
    body = region | view.arms
    bare = view.arms
    shift = np.full(len(path.middle), np.nan)
    for i, (point, normal, radius) in enumerate(
        zip(path.middle, path.outward, path.radius, strict=True)
    ):
        offsets = np.arange(-0.5 * radius, _SEARCHED * radius, 0.5)
        inside = _sampled(body, point + offsets[:, None] * normal)
        if not inside[: max(1, len(offsets) // 6)].any() or inside.all():
            continue
        edge = float(offsets[np.argmin(inside | (offsets < 0))])
        if not 0.3 * radius < edge < 2.0 * radius:
            continue
        is_bare = _sampled(bare, point + offsets[:, None] * normal)[inside].mean() > 0.5
        closest, widest = (1.0, 1.0) if is_bare else _SLEEVED_EDGE
        shift[i] = edge - radius * float(np.clip(edge / radius, closest, widest))
    known = np.flatnonzero(np.isfinite(shift))
    if len(known) < 3:
        return path
    station = np.arange(len(shift))
    moved = np.interp(station, known, shift[known])
    away = np.abs(station[:, None] - known[None]).min(axis=1)
    moved *= np.exp(-away / 4.0)
    moved = np.clip(moved, -_MOST_SHIFTED * path.radius, _MOST_SHIFTED * path.radius)
    moved *= np.clip(station / 5.0, 0.0, 1.0)  # the shoulder stays where the joint is
    smooth = gaussian_filter1d(moved, 2.0, mode="nearest")
    middle = path.middle + smooth[:, None] * path.outward
    return replace(path, middle=middle, outward=normals(middle, path.outward[0]))


def _girth(path: ArmPath, view: RegionView) -> float:
    """Return how thick an arm is, in typical ones, where it is bare and before the background."""
    ground = (view.labels == 0) & ~view.others
    offsets = np.arange(-_SEARCHED, _SEARCHED, 0.05)
    ratios = []
    for point, normal, radius in zip(path.middle, path.outward, path.radius, strict=True):
        across = point + radius * offsets[:, None] * normal
        skin, free = _sampled(view.arms, across), _sampled(ground, across)
        beside = np.flatnonzero(skin)
        if len(beside) and free[max(0, beside[0] - 2)] and free[min(beside[-1] + 2, len(free) - 1)]:
            ratios.append((offsets[beside[-1]] - offsets[beside[0]]) / 2)
    if len(ratios) < _LEAST_SEEN:
        return 1.0
    return float(np.clip(np.median(ratios), *_GIRTHS))


def measure_arms(
    view: RegionView,
    region: HardMask,
    skeleton: Skeleton,
    torso: WornTorso,
    torso_mask: HardMask,
    paths: Pair[ArmPath | None],
) -> WornArms:
    """Measure sleeves and arms beside, before and behind a torso.

    Args:
        view: the person.
        region: the clothes (h, w) on torso and arms.
        skeleton: the person's bones.
        torso: the torso.
        torso_mask: its pixels (h, w).
        paths: the arms.
    """

    def measure(side: Side) -> _WornArm:
        path = paths[side]
        if path is None:
            nothing = np.zeros_like(region)
            return _WornArm(None, None, nothing, nothing)
        armhole = Armhole(torso.necks[side], torso.shoulders[side], torso.armpits[side])
        end, is_in_front = path.sleeve_end, _is_in_front(path, view, skeleton, side, torso_mask)
        forearm = np.zeros_like(region)
        if is_in_front:
            lower = path.drawn(region.shape, factor=SLEEVE_ROOM, first=len(path.middle) // 2)
            forearm = lower & torso_mask & region
        return _WornArm(
            strip=path.rod,
            sleeve=None if end is None else _worn_sleeve(path, armhole, end),
            forearm=forearm,
            limb=_limb(path, paths[side.other], view, region, ~torso_mask | forearm),
        )

    found = Pair.of(measure)
    return WornArms(
        paths=paths,
        strips=found.map(lambda arm: arm.strip),
        sleeves=found.map(lambda arm: arm.sleeve),
        forearms=found.map(lambda arm: arm.forearm),
        limbs=found.map(lambda arm: arm.limb),
    )


def _worn_sleeve(path: ArmPath, armhole: Armhole, end: float) -> Strip:
    """Return the edges of a worn sleeve that ends at a place along the arm, in lengths of it."""
    place = end * float(path.lengths[-1])
    inner = max(place, path.place_of(armhole.armpit) + _SHORT_INNER * path.unit)
    return SleevePath.of(path, armhole, SLEEVE_ROOM * path.radius).strip(place, inner)


@dataclass(frozen=True, eq=False)
class _WornArm:
    """One side of `WornArms`."""

    strip: Strip | None
    sleeve: Strip | None
    forearm: HardMask
    limb: HardMask


def _limb(
    path: ArmPath, other: ArmPath | None, view: RegionView, region: HardMask, free: HardMask
) -> HardMask:
    """Return the cloth (h, w) of an arm where it is ``free`` of the torso, and its skin."""
    near = path.drawn(region.shape, factor=_WIDEST_SLEEVE)
    own = near & (region | view.arms) & (free | view.arms)
    if other is not None:
        lines = (line_mask(region.shape, arm.middle, thickness=1) for arm in (other, path))
        own &= ~nearer(*lines)
    return part_at(own, path.drawn(region.shape, factor=0.5))


def _covered(path: ArmPath, region: HardMask, bare: HardMask) -> float:
    """Return how far cloth covers an arm, in lengths of it."""
    shares = np.zeros(len(path.middle))
    for i, (point, normal, radius) in enumerate(
        zip(path.middle, path.outward, path.radius, strict=True)
    ):
        across = point + np.linspace(-0.7, 0.7, 9)[:, None] * radius * normal
        cloth, skin = _sampled(region, across).sum(), _sampled(bare, across).sum()
        shares[i] = cloth / (cloth + skin) if cloth + skin else np.nan
    known = np.isfinite(shares)
    if not known.any():
        return 0.0
    station = np.arange(len(shares))
    filled = np.interp(station, station[known], shares[known])
    smooth = gaussian_filter1d(filled, 0.8, mode="nearest")
    is_cloth = smooth > _SLEEVED
    # the end splits the arm so that cloth lies before it and skin behind it, as far as possible
    before = np.concatenate([[0], np.cumsum(is_cloth)])
    after = np.concatenate([[0], np.cumsum(~is_cloth[::-1])])[::-1]
    end = int(np.argmax(before + after))
    return end / len(shares)


def _is_in_front(
    path: ArmPath, view: RegionView, skeleton: Skeleton, side: Side, torso: HardMask
) -> bool:
    """Tell whether the lower arm lies in front of the torso, not behind it."""
    inside = _sampled(torso, path.middle[len(path.middle) // 2 :])
    if not inside.any():
        return False
    hand = _disc(torso.shape, path.middle[-1], 1.5 * path.radius[0])
    shows_hand = np.count_nonzero(hand & view.arms) > 0.15 * np.count_nonzero(hand)
    return bool(shows_hand or skeleton.wrist_seen[side])


def arms_in_front(
    view: RegionView, paths: Pair[ArmPath | None], torso: WornTorso, unit: float
) -> HardMask:
    """Return bare arms and hands (h, w) in front of the torso, without shoulders and specks.

    A small patch of skin that no arm and no hand explains is none.
    """
    near, shoulders, hands = (np.zeros(view.shape, np.bool_) for _ in range(3))
    for path in paths:
        if path is None:
            continue
        near |= path.drawn(view.shape, factor=1.6, first=len(path.middle) // 3)
        shoulders |= path.drawn(view.shape, factor=2.2, last=len(path.middle) // 5)
        way = path.middle[-1] - path.middle[-4]
        reach = path.middle[-1] + way / max(float(np.linalg.norm(way)), 1e-6) * path.radius[0]
        hands |= _disc(view.shape, reach, 2.4 * path.radius[0])
    near |= hands
    skin = view.arms | (view.mask(Label.TORSO_SKIN) & grown(view.arms, 2))
    _, ids, stats, _ = cv2.connectedComponentsWithStats(skin.astype(np.uint8))
    is_hand = stats[:, cv2.CC_STAT_AREA] >= _LEAST_HAND * unit**2
    arms = part_at(skin, skin & (near | is_hand[ids]))
    columns, rows = np.arange(view.shape[1]), np.arange(view.shape[0])[:, None]
    armpit_y = max(armpit[1] for armpit in torso.armpits)
    left, right = (shoulder[0] for shoulder in torso.shoulders)
    shoulders |= (rows < armpit_y) & (columns > left) & (columns < right)
    return np.asarray(arms & ~(shoulders & ~hands))


def _disc(shape: tuple[int, ...], centre: Vector, radius: float) -> HardMask:
    """Return the pixels (h, w) of a disc."""
    canvas = np.zeros(shape, np.uint8)
    x, y = np.rint(centre).astype(int).tolist()
    cv2.circle(canvas, (x, y), max(2, round(radius)), 1, -1)
    return np.asarray(canvas > 0)


def _rounded(middle: Points) -> Points:
    """Round the bends of a line (N, 2), which keeps its ends."""
    padding = 6
    before = 2 * middle[:1] - middle[padding:0:-1]
    after = 2 * middle[-1:] - middle[-2 : -2 - padding : -1]
    padded = np.concatenate([before, middle, after])
    return np.asarray(gaussian_filter1d(padded, _ROUNDED, axis=0))[padding:-padding]


def _sampled(mask: HardMask, points: Points) -> NDArray[np.bool_]:
    """Return a mask's values (N,) at points (N, 2); False outside it."""
    x, y = points.T
    return np.asarray(map_coordinates(mask.view(np.uint8), [y, x], order=0, cval=0) > 0)
