"""Arms along their bones: where each lies, how wide it is, and how far the worn sleeve goes.

An arm is a rod along shoulder, elbow and wrist, as wide as arms are, moved to where the photo
shows its outer edge. Whether it hangs, bends, is raised or lies in front of the torso makes no
difference.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tryon.body.arm_path import SLEEVE_ROOM, Armhole, ArmPath, SleevePath
from tryon.body.division import TopDivision
from tryon.body.limb_path import (
    along_bones,
    bone_shares,
    covered_share,
    moved_to_edge,
    normals,
    sampled,
)
from tryon.body.skeleton import Skeleton
from tryon.body.torso import WornTorso
from tryon.body.view import RegionView
from tryon.geometry import HardMask
from tryon.labels import Label
from tryon.late import cv2
from tryon.pixels.masks import grown, opened, part_at
from tryon.shape.figure import Strip, Vector
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
_SEARCHED = 2.4
"""How far from the bone a bare arm's edges are looked for, in radii."""
_SHORT_INNER = 0.1
"""Least length of the inner edge of a worn sleeve, in half shoulder breadths."""
_BESIDE_ARM, _FINGERS = 1.25, 5.0
"""How far from its bones an arm's skin can lie, and from the hand's beginning its fingers, in radii
of the arm."""
_LEAST_HAND = 0.2
"""Area from which skin that the parser takes for an arm is one, wherever the joints are, in squared
half shoulder breadths."""
_BESIDE_TORSO, _SLIVER = 0.1, 0.05
"""How far beside the torso a forearm counts as before it, and half the width of what is too thin to
be one, in half shoulder breadths."""
_LEAST_SEEN = 4
"""Samples of an arm between whose edges it can be measured, at least."""
_GIRTHS = 0.7, 1.4
"""Least and greatest thickness of an arm, in typical ones."""


@dataclass(frozen=True, eq=False)
class WornArms:
    """Sleeves and arms of both sides, in pixels of the view.

    Attributes:
        paths: the arms as rods; None for one that is nowhere to be seen.
        sleeves: their edges up to the cuff of what is worn; None where there is no sleeve.
        forearms: the parts (h, w) of sleeved arms that lie in front of the torso.
        limbs: pixels (h, w) of clothes and skin that belong to the arms.
    """

    paths: Pair[ArmPath | None]
    sleeves: Pair[Strip | None]
    forearms: Pair[HardMask]
    limbs: Pair[HardMask]

    @property
    def strips(self) -> Pair[Strip | None]:
        """Their edges from the shoulder to the wrist."""
        return self.paths.map(lambda path: None if path is None else path.rod)


def find_path(view: RegionView, region: HardMask, skeleton: Skeleton, side: Side) -> ArmPath | None:
    """Find an arm; None if neither elbow nor wrist of it was found."""
    if not skeleton.is_seen[side]:
        return None
    joints = np.array([skeleton.shoulders[side], skeleton.elbows[side], skeleton.wrists[side]])
    bones = np.linalg.norm(np.diff(joints, axis=0), axis=1)
    if bones.sum() < 0.3 * skeleton.unit:
        return None
    # whichever share of it the upper arm is, radii follow the bones
    places, radii = np.array(ARM_RADII).T
    radius = skeleton.unit * np.interp(bone_shares(joints, (0.0, 0.54, 1.0)), places, radii)
    middle = along_bones(joints)
    inward = skeleton.pelvis - skeleton.middle
    up = -inward / max(float(np.linalg.norm(inward)), 1e-6)
    outward = normals(middle, up + np.array([side.outward, 0.0]))
    path = ArmPath(middle, radius, outward, skeleton.unit)
    path = moved_to_edge(path, region | view.arms, view.arms)
    girth = _girth(path, view)
    if girth != 1.0:
        path = replace(path, radius=girth * path.radius)
        path = moved_to_edge(path, region | view.arms, view.arms)
    return replace(path, covered=covered_share(path, region, view.arms))


def _girth(path: ArmPath, view: RegionView) -> float:
    """Return how thick an arm is, in typical ones, where it is bare and before the background."""
    ground = (view.labels == 0) & ~view.others
    offsets = np.arange(-_SEARCHED, _SEARCHED, 0.05)
    ratios = []
    for point, normal, radius in zip(path.middle, path.outward, path.radius, strict=True):
        across = point + radius * offsets[:, None] * normal
        skin, free = sampled(view.arms, across), sampled(ground, across)
        beside = np.flatnonzero(skin)
        if len(beside) and free[max(0, beside[0] - 2)] and free[min(beside[-1] + 2, len(free) - 1)]:
            ratios.append((offsets[beside[-1]] - offsets[beside[0]]) / 2)
    if len(ratios) < _LEAST_SEEN:
        return 1.0
    return float(np.clip(np.median(ratios), *_GIRTHS))


def measure_arms(
    torso: WornTorso,
    torso_mask: HardMask,
    paths: Pair[ArmPath | None],
    in_front: Pair[bool],
    division: TopDivision,
) -> WornArms:
    """Measure sleeves and arms beside, before and behind a torso.

    Args:
        torso: the torso.
        torso_mask: its pixels (h, w).
        paths: the arms.
        in_front: whether each forearm lies in front of the torso, where they meet.
        division: which clothes belong to them.
    """

    def sleeve(side: Side) -> Strip | None:
        path = paths[side]
        if path is None or path.sleeve_end is None:
            return None
        armhole = Armhole(torso.necks[side], torso.shoulders[side], torso.armpits[side])
        return _worn_sleeve(path, armhole, path.sleeve_end)

    unit = max((path.unit for path in paths if path is not None), default=0.0)
    before_torso = grown(torso_mask, round(_BESIDE_TORSO * unit))

    def forearm(side: Side) -> HardMask:
        if not in_front[side]:
            return np.zeros_like(torso_mask)
        return opened(division.forearms[side] & before_torso, round(_SLIVER * unit))

    return WornArms(
        paths=paths,
        sleeves=Pair.of(sleeve),
        forearms=Pair.of(forearm),
        limbs=division.arms,
    )


def _worn_sleeve(path: ArmPath, armhole: Armhole, end: float) -> Strip:
    """Return the edges of a worn sleeve that ends at a place along the arm, in lengths of it."""
    place = end * float(path.lengths[-1])
    inner = max(place, path.place_of(armhole.armpit) + _SHORT_INNER * path.unit)
    half = SLEEVE_ROOM * path.radius
    return SleevePath.of(path, armhole, half, half).strip(place, inner)


def is_in_front(path: ArmPath | None, view: RegionView, *, wrist_seen: bool) -> bool:
    """Tell whether a forearm lies in front of the torso where they meet, not behind it."""
    if path is None:
        return False
    hand = _disc(view.shape, path.middle[-1], 1.5 * path.radius[0])
    shows_hand = np.count_nonzero(hand & view.arms) > 0.15 * np.count_nonzero(hand)
    return wrist_seen or bool(shows_hand)


def arms_in_front(
    view: RegionView, paths: Pair[ArmPath | None], torso: WornTorso, unit: float
) -> HardMask:
    """Return bare arms and hands (h, w) in front of the torso, without shoulders and specks.

    A small patch of skin that no arm and no hand explains is none, nor is a bare belly beside one.
    """
    near, around, shoulders, hands = (np.zeros(view.shape, np.bool_) for _ in range(4))
    for path in paths:
        if path is None:
            continue
        near |= path.drawn(view.shape, factor=1.6, first=len(path.middle) // 3)
        around |= path.drawn(view.shape, factor=_BESIDE_ARM)
        shoulders |= path.drawn(view.shape, factor=2.2, last=len(path.middle) // 5)
        way = path.middle[-1] - path.middle[-4]
        reach = path.middle[-1] + way / max(float(np.linalg.norm(way)), 1e-6) * path.radius[0]
        hands |= _disc(view.shape, reach, 2.4 * path.radius[0])
        around |= _disc(view.shape, reach, _FINGERS * path.radius[0])
    near |= hands
    skin = view.arms | (view.mask(Label.TORSO_SKIN) & grown(view.arms, 2))
    _, ids, stats, _ = cv2.connectedComponentsWithStats(skin.astype(np.uint8))
    is_hand = stats[:, cv2.CC_STAT_AREA] >= _LEAST_HAND * unit**2
    explained = part_at(skin, skin & near)
    arms = (explained & around) | (is_hand[ids] & ~explained & skin)
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
