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
STATIONS = 25
"""Samples along an arm."""
_ROUNDED = 1.6
"""Sigma in samples by which the bend of an elbow is rounded."""
_SEARCHED = 2.4
"""How far from the bone an arm's outer edge is looked for, in radii."""
_MOST_SHIFTED = 0.6
"""How far an arm may be moved to its seen edge, in radii."""
SLEEVE_ROOM = 1.2
"""Half the width of a close sleeve, in radii of the arm."""
_SLEEVED_EDGE = 1.05, 1.8
"""Distances of a sleeve's edge from the bone that say nothing of where the arm lies, in radii."""
_HANGING = 0.3
"""Least share of the way that an arm goes down whose shoulder keeps its outline."""
_ARC_STEPS = 5
"""Samples of the round edge over the shoulder."""
_BLENDED = 0.5
"""Distance over which a sleeve comes from the armhole's width to its own, in half shoulder
breadths."""
_SHORT_INNER = 0.4
"""Length of the inner edge of a sleeve that ends above the armpit, at most, in half shoulder
breadths."""
_LEAST_SLEEVE = 0.1
"""Least length of a worn sleeve, in lengths of the arm; less is the edge of an armhole."""
_SLEEVED = 0.5
"""Share of an arm's cross-section that is cloth where a sleeve covers it."""
_LEAST_HAND = 0.2
"""Area from which skin that the parser takes for an arm is one, wherever the joints are, in squared
half shoulder breadths."""
_WIDEST_SLEEVE = 3.0
"""Half the width of what may belong to an arm, in radii."""


@dataclass(frozen=True, eq=False)
class Armhole:
    """Where a sleeve begins.

    Attributes:
        shoulder, armpit: its upper and lower end (2,).
        ridge: the body's outline (N, 2) over the shoulder, from the neck to the arm.
    """

    shoulder: Vector
    armpit: Vector
    ridge: Points


@dataclass(frozen=True, eq=False)
class ArmPath:
    """An arm as a rod.

    Attributes:
        middle: samples (N, 2) from the shoulder joint to the wrist, in pixels of the view.
        radius: of the bare arm (N,) at each.
        outward: unit normals (N, 2) to the side on which the shoulder's top lies.
        unit: half the shoulder breadth.
        covered: how far cloth covers it, in lengths of it.
    """

    middle: Points
    radius: NDArray[np.float64]
    outward: Points
    unit: float
    covered: float = 0.0

    @property
    def lengths(self) -> NDArray[np.float64]:
        """Distance (N,) of each sample from the shoulder."""
        return lengths_along(self.middle)

    @property
    def sleeve_end(self) -> float | None:
        """Where the worn sleeve ends, in lengths of the arm; None without a sleeve."""
        return self.covered if self.covered > _LEAST_SLEEVE else None

    def sleeved(self, shape: tuple[int, ...]) -> HardMask:
        """Return where (h, w) its sleeved part lies."""
        last = round(self.covered * len(self.middle))
        return self.drawn(shape, factor=SLEEVE_ROOM, last=last)

    def drawn(
        self, shape: tuple[int, ...], *, factor: float, first: int = 0, last: int | None = None
    ) -> HardMask:
        """Return the pixels (h, w) within ``factor`` radii of the arm between two samples."""
        canvas = np.zeros(shape, np.uint8)
        for point, radius in zip(self.middle[first:last], self.radius[first:last], strict=True):
            x, y = np.rint(point).astype(int).tolist()
            cv2.circle(canvas, (x, y), max(1, round(factor * radius)), 1, -1)
        return np.asarray(canvas > 0)

    def place_of(self, armpit: Vector) -> float:
        """Return how far along the arm its armpit (2,) lies, in pixels."""
        away = float((armpit - self.middle[0]) @ _along(self.middle)[0])
        return float(np.clip(away, 0.0, 0.6 * self.lengths[-1]))

    def _aside(self, places: Points, offset: NDArray[np.float64]) -> Points:
        """Return points (N, 2) beside the arm at places (N,) along it."""
        lengths = self.lengths
        outward = _at(self.outward, lengths, places)
        outward /= np.maximum(np.linalg.norm(outward, axis=1), 1e-6)[:, None]
        return np.asarray(_at(self.middle, lengths, places) + outward * offset[:, None])

    def over_shoulder(self, armhole: Armhole, outer: Vector) -> Points:
        """Return the edge (N, 2) from an armhole's upper end to the outside (2,) of the arm.

        Over a hanging arm it is the shoulder's outline, over a raised one it turns about the joint.
        """
        shoulder, ridge = armhole.shoulder, armhole.ridge
        joint = self.middle[0]
        if _along(self.middle)[:3].mean(axis=0)[1] < _HANGING:
            return _arc(joint, shoulder, outer)
        sign = np.sign(ridge[-1, 0] - ridge[0, 0])
        is_between = (sign * (ridge[:, 0] - shoulder[0]) > 0.02 * self.unit) & (
            sign * (outer[0] - ridge[:, 0]) > 0.02 * self.unit
        )
        between = ridge[is_between]
        return between if len(between) else (shoulder + outer)[None] / 2

    def strip(
        self,
        armhole: Armhole,
        half: NDArray[np.float64],
        *,
        end: float = 1.0,
        inner_length: float = 0.0,
    ) -> Strip:
        """Return both edges of a sleeve on this arm, the outer one first.

        From the shoulder to where the arm leaves the armpit, the cross-sections turn about the
        armpit, like cloth sewn to an armhole; from there on they follow the arm.

        Args:
            armhole: where it begins.
            half: half the sleeve's width (N,) at each sample.
            end: where its outer edge ends, in lengths of the arm.
            inner_length: least length of its inner edge, in pixels, for one that ends high up.
        """
        armpit, lengths = armhole.armpit, self.lengths
        total = max(float(lengths[-1]), 1e-6)
        start = self.place_of(armpit)
        half_armhole = abs(float((armpit - _at(self.middle, lengths, start)) @ self.outward[0]))
        outer_end = end * total
        inner_end = max(outer_end, start + min(inner_length, _SHORT_INNER * self.unit))
        outer_places, inner_places = (
            np.linspace(0.0, place, STATIONS) for place in (outer_end, inner_end)
        )
        outer_edge = self._aside(outer_places, np.interp(outer_places, lengths, half))
        width = np.interp(inner_places, lengths, half)
        past = inner_places - start
        blend = np.exp(-past / max(_BLENDED * self.unit, 1e-6))
        inner = width + (half_armhole - width) * np.minimum(blend, 1.0)
        inner_edge = np.where(past[:, None] > 0, self._aside(inner_places, -inner), armpit)
        arc = self.over_shoulder(armhole, outer_edge[0])
        left = np.concatenate([armhole.shoulder[None], arc, outer_edge])
        right = np.concatenate([np.repeat(armpit[None], 1 + len(arc), axis=0), inner_edge])
        return Strip(left, right)


@dataclass(frozen=True, eq=False)
class WornArms:
    """Sleeves and arms of both sides, in pixels of the view.

    Attributes:
        paths: the arms as rods; None for one that is nowhere to be seen.
        strips: their edges from the armhole to the wrist, bare or sleeved.
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
    middle = _at(joints, lengths, np.linspace(0.0, lengths[-1], STATIONS))
    # whichever share of it the upper arm is, radii follow the bones
    bone_share = np.interp(np.linspace(0.0, lengths[-1], STATIONS), lengths, [0.0, 0.54, 1.0])
    places, radii = np.array(ARM_RADII).T
    radius = skeleton.unit * np.interp(bone_share, places, radii)
    middle = _rounded(middle)
    inward = skeleton.pelvis - skeleton.middle
    up = -inward / max(float(np.linalg.norm(inward)), 1e-6)
    outward = _normals(middle, up + np.array([side.outward, 0.0]))
    path = _moved_to_edge(ArmPath(middle, radius, outward, skeleton.unit), view, region)
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
    return replace(path, middle=middle, outward=_normals(middle, path.outward[0]))


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
        armhole = Armhole(torso.shoulders[side], torso.armpits[side], torso.ridge[side])
        end, is_in_front = path.sleeve_end, _is_in_front(path, view, skeleton, side, torso_mask)
        forearm = np.zeros_like(region)
        if is_in_front:
            lower = path.drawn(region.shape, factor=SLEEVE_ROOM, first=len(path.middle) // 2)
            forearm = lower & torso_mask & region
        return _WornArm(
            strip=path.strip(armhole, path.radius),
            sleeve=None if end is None else path.strip(armhole, SLEEVE_ROOM * path.radius, end=end),
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


def _arc(centre: Vector, first: Vector, last: Vector) -> Points:
    """Sample the round edge (N, 2) between two points around a centre, both ends left out."""
    start, end = first - centre, last - centre
    angle = np.arctan2(start[1], start[0])
    turn = np.arctan2(start[0] * end[1] - start[1] * end[0], start @ end)
    shares = np.linspace(0.0, 1.0, _ARC_STEPS + 2)[1:-1]
    radii = (1 - shares) * np.linalg.norm(start) + shares * np.linalg.norm(end)
    angles = angle + shares * turn
    return np.asarray(centre + radii[:, None] * np.stack([np.cos(angles), np.sin(angles)], axis=1))


def _rounded(middle: Points) -> Points:
    """Round the bends of a line (N, 2), which keeps its ends."""
    padding = 6
    before = 2 * middle[:1] - middle[padding:0:-1]
    after = 2 * middle[-1:] - middle[-2 : -2 - padding : -1]
    padded = np.concatenate([before, middle, after])
    return np.asarray(gaussian_filter1d(padded, _ROUNDED, axis=0))[padding:-padding]


def _along(middle: Points) -> Points:
    """Return the unit direction (N, 2) of a line at each sample."""
    ahead = np.gradient(middle, axis=0)
    return np.asarray(ahead / np.maximum(np.linalg.norm(ahead, axis=1), 1e-6)[:, None])


def _normals(middle: Points, towards: Vector) -> Points:
    """Return the unit normals (N, 2) of a line, on the side of ``towards`` at its start."""
    ahead = _along(middle)
    normals = np.stack([-ahead[:, 1], ahead[:, 0]], axis=1)
    return -normals if normals[:3].mean(axis=0) @ towards < 0 else normals


def _at(samples: Points, lengths: NDArray[np.float64], places: float | Points) -> Points:
    """Return samples (N, 2) interpolated at places along a line."""
    return np.stack([np.interp(places, lengths, samples[:, axis]) for axis in (0, 1)], axis=-1)


def _sampled(mask: HardMask, points: Points) -> NDArray[np.bool_]:
    """Return a mask's values (N,) at points (N, 2); False outside it."""
    x, y = points.T
    return np.asarray(map_coordinates(mask.view(np.uint8), [y, x], order=0, cval=0) > 0)
