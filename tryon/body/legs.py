"""Hips and legs along their bones: where each lies, how wide it is, and how far clothes cover it.

A leg is a rod along hip, knee and ankle, as wide as legs are, moved to where the photo shows its
outer edge. Whether it stands, bends, crosses the other one or leaves the photo makes no difference.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.body.division import CORE, divide
from tryon.body.hips import WAIST, Hips, down_the_hips
from tryon.body.limb_path import (
    LimbPath,
    along_bones,
    at_places,
    bone_shares,
    covered_share,
    moved_to_edge,
    normals,
    real_bones,
    sampled,
)
from tryon.body.skeleton import SHIN, THIGH, Skeleton
from tryon.body.view import RegionView
from tryon.geometry import HardMask, Points, RgbImage
from tryon.labels import SHOES
from tryon.late import ndimage
from tryon.shape.figure import Strip, Vector
from tryon.shape.sides import Pair, Side

LEG_RADII = (
    (0.0, 0.42),
    (0.12, 0.44),
    (0.3, 0.37),
    (0.5, 0.27),
    (0.65, 0.26),
    (0.85, 0.17),
    (0.94, 0.14),
    (1.0, 0.16),
)
"""Places along a leg and its radius there, in half shoulder breadths."""
ANKLE = 0.94
"""Place of the ankle; a leg goes on to the sole."""
_KNEE = 0.49
"""Place of the knee."""
_FOOT = 0.28
"""Height of the ankle above the sole, in half shoulder breadths."""
_CROTCH = 0.75
"""Depth of the crotch below the hip joints of who stands."""
_SEATED_CROTCH = 0.4
"""The same of who sits: thighs begin where they are seen from the front."""
_HIGHEST_GAP, _DEEPEST_GAP = 0.45, 1.0
"""Depths between which the top of the gap between the legs is the crotch."""
_GAP = 0.15
"""Least height of a gap."""
_BENT = 0.8
"""Cosine of the bend of a knee from which a leg that crosses the other rests on it."""
HIP_STATIONS, LEG_STATIONS = 10, 19
"""Samples of a leg's edges from the waist to the crotch, and from there on."""
_BLENDED = 0.5
"""Distance over which a leg comes from the crotch to its own width, in half shoulder breadths."""
_FLARE = 0.12
"""How fast the outer edge of straight legs may leave the hips: pixels aside per pixel down."""
_UPRIGHT = 0.8
"""Cosine of the angle between a thigh and the body's axis below which it is bent."""
_EASE = 1.15
"""Half the width of clothes whose edge is hidden, in radii of the leg."""


@dataclass(frozen=True, eq=False)
class WornLegs:
    """Hips and legs, in pixels of the view.

    Attributes:
        skeleton: the bones.
        unit: half the shoulder breadth that suits the length of the legs.
        hips: the hips.
        paths: the legs as rods, from the hip joints to the soles.
        covered: how far clothes cover each leg, in lengths of it.
        worn_halves: how far (N,) they reach outward and inward from its middle.
        front: the leg in front of the other.
    """

    skeleton: Skeleton
    unit: float
    hips: Hips
    paths: Pair[LimbPath]
    covered: Pair[float]
    worn_halves: Pair[tuple[NDArray[np.float64], NDArray[np.float64]]]
    front: Side

    def root(self, side: Side) -> float:
        """Return how far along a leg the crotch lies, in pixels."""
        path = self.paths[side]
        way = path.middle[4] - path.middle[0]
        way = way / max(float(np.linalg.norm(way)), 1e-6)
        total = float(path.lengths[-1])
        return float(np.clip((self.hips.crotch - path.middle[0]) @ way, 0.04 * total, 0.2 * total))

    def real_length(self, side: Side, places: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how long a leg is up to places (N,) of the photo, which may foreshorten it."""
        joints = _joints_of(self.skeleton, side, self.unit)
        shown = np.linalg.norm(np.diff(joints, axis=0), axis=1)
        typical = self.unit * np.array([THIGH, SHIN, _FOOT])
        real = real_bones(shown, typical)
        shares = places / float(self.paths[side].lengths[-1])
        return np.asarray(np.interp(shares, _along(shown) / shown.sum(), _along(real)))

    def strip(
        self,
        side: Side,
        waist: float,
        halves: tuple[NDArray[np.float64], NDArray[np.float64]],
        end: float,
    ) -> Strip:
        """Return both edges of a leg from the waist on, the outer one first.

        Down to the crotch, its inner edge is the middle line; from there on, both follow the leg.

        Args:
            side: which leg.
            waist: depth of the waist below the hip joints, in pixels.
            halves: half the width (N,) from the leg's middle outward and inward, at its samples.
            end: where it ends, in pixels along the leg.
        """
        path, hips, start = self.paths[side], self.hips, self.root(side)
        lengths, share = path.lengths, np.linspace(0.0, 1.0, HIP_STATIONS)
        halves = np.minimum(halves[0], self._widest(side)), halves[1]
        depths = waist + share * (hips.crotch_depth - waist)
        on_leg = np.clip(depths / hips.crotch_depth, 0.0, 1.0)
        weight = (on_leg**2 * (3 - 2 * on_leg))[:, None]
        beside = path.beside(on_leg * start, np.interp(on_leg * start, lengths, halves[0]))
        outer_hip = (1 - weight) * hips.edge(side, depths) + weight * beside
        places = np.linspace(start, max(end, start + 1.0), LEG_STATIONS + 1)
        outer = path.beside(places, np.interp(places, lengths, halves[0]))
        way = (outer[0] - hips.crotch) / max(float(np.linalg.norm(outer[0] - hips.crotch)), 1e-6)
        at_crotch = float((at_places(path.middle, lengths, start) - hips.crotch) @ way)
        own = np.interp(places, lengths, halves[1])
        blend = np.exp(-(places - start) / (_BLENDED * self.unit))
        inner = path.beside(places, -(own + (at_crotch - own) * blend))
        return Strip(
            np.concatenate([outer_hip, outer[1:]]),
            np.concatenate([hips.middle(depths)[:-1], hips.crotch[None], inner[1:]]),
        )

    def _widest(self, side: Side) -> NDArray[np.float64]:
        """Return how far (N,) a leg may reach outward: straight thighs no farther than hips."""
        path, start = self.paths[side], self.root(side)
        if self.is_bent:
            return np.full(len(path.middle), np.inf)
        hip = self.hips.edge(side, np.array([self.hips.crotch_depth]))[0]
        root = at_places(path.middle, path.lengths, start)
        outward = at_places(path.outward, path.lengths, start)
        limit = max(float((hip - root) @ outward), float(path.radius[0]))
        return np.asarray(limit + _FLARE * np.maximum(path.lengths - start, 0.0))

    def bare(self, side: Side) -> Strip:
        """Return both edges of a bare leg from the waist to the ankle."""
        path = self.paths[side]
        whole = self.strip(
            side, WAIST * self.unit, (path.radius, path.radius), ANKLE * float(path.lengths[-1])
        )
        return whole.at(np.asarray(np.linspace(0.0, whole.length, 11)))

    @property
    def is_bent(self) -> bool:
        """Whether a thigh is far from upright, as when sitting."""
        return any(
            float((self.skeleton.knees[side] - hip) @ self.hips.down)
            < _UPRIGHT * float(np.linalg.norm(self.skeleton.knees[side] - hip))
            for side, hip in zip(Side, self.skeleton.hips, strict=True)
        )

    def drawn(self, shape: tuple[int, ...]) -> HardMask:
        """Return the pixels (h, w) of bare hips and legs."""
        drawn = self.hips.drawn(shape)
        for path in self.paths:
            drawn |= path.drawn(shape, factor=1.0)
        return drawn

    def worn_strip(self, side: Side) -> Strip:
        """Return both edges of a leg of worn trousers, where the photo shows them."""
        end = max(self.covered[side], 0.1) * float(self.paths[side].lengths[-1])
        return self.strip(side, self.hips.top, self.worn_halves[side], end)


def measure_legs(
    view: RegionView, cloth: HardMask, *, is_skirt: bool, image: RgbImage | None = None
) -> WornLegs:
    """Measure hips and legs.

    Args:
        view: the person.
        cloth: what is worn on them (h, w), with what hands hide of it.
        is_skirt: whether the cloth's edge is not that of the legs.
        image: the view's pixels (h, w, 3), whose edges part the legs.
    """
    skeleton = Skeleton.of_lower(view, cloth)
    unit = _leg_unit(skeleton)
    tight = view.legs if is_skirt else cloth | view.legs
    paths = Pair.of(lambda side: _find_leg(skeleton, side, unit, tight, view.legs))
    down = down_the_hips(skeleton)
    crotch = None if is_skirt else _gap(paths, skeleton, down, unit, cloth | (view.labels > 0))
    if crotch is None:
        crotch = skeleton.pelvis + _crotch_depth(skeleton, down) * unit * down
    skin = view.legs | view.mask(*SHOES)
    cores = [path.drawn(cloth.shape, factor=CORE) for path in paths]
    owner = divide([cloth], cores, image)
    return WornLegs(
        skeleton=skeleton,
        unit=unit,
        hips=Hips.measure(view, cloth, skeleton, unit=unit, crotch=crotch, is_skirt=is_skirt),
        paths=paths,
        covered=paths.map(lambda path: covered_share(path, cloth, skin)),
        worn_halves=Pair.of(lambda side: _worn_halves(paths[side], owner == side.index)),
        front=_front(skeleton),
    )


def _leg_unit(skeleton: Skeleton) -> float:
    """Return half the shoulder breadth; longer legs than suit it are those of a larger body."""
    bones = [
        float(np.linalg.norm(joints[side] - hip)) / length
        for joints, roots, length in (
            (skeleton.knees, skeleton.hips, THIGH),
            (skeleton.ankles, skeleton.knees, SHIN),
        )
        for side, hip in zip(Side, roots, strict=True)
    ]
    return float(np.clip(max(bones), skeleton.unit, 1.3 * skeleton.unit))


def _joints_of(skeleton: Skeleton, side: Side, unit: float) -> Points:
    """Return hip, knee, ankle and sole (4, 2) of a leg."""
    knee, ankle = skeleton.knees[side], skeleton.ankles[side]
    way = (ankle - knee) / max(float(np.linalg.norm(ankle - knee)), 1e-6)
    return np.array([skeleton.hips[side], knee, ankle, ankle + _FOOT * unit * way])


def _find_leg(
    skeleton: Skeleton, side: Side, unit: float, body: HardMask, bare: HardMask
) -> LimbPath:
    """Find a leg from the hip joint to the sole."""
    joints = _joints_of(skeleton, side, unit)
    places, radii = np.array(LEG_RADII).T
    radius = unit * np.interp(bone_shares(joints, (0.0, _KNEE, ANKLE, 1.0)), places, radii)
    middle = along_bones(joints)
    outward = normals(middle, np.array([side.outward, 0.0]))
    return moved_to_edge(LimbPath(middle, radius, outward, unit), body, bare)


def _crotch_depth(skeleton: Skeleton, down: Vector) -> float:
    """Return how far below the hip joints legs part, in half shoulder breadths."""
    upright = []
    for side in Side:
        thigh = skeleton.knees[side] - skeleton.hips[side]
        upright.append(float(thigh @ down) / (THIGH * skeleton.unit))
    share = float(np.clip(np.mean(upright), 0.0, 1.0))
    return _SEATED_CROTCH + share * (_CROTCH - _SEATED_CROTCH)


def _gap(
    paths: Pair[LimbPath], skeleton: Skeleton, down: Vector, unit: float, body: HardMask
) -> Vector | None:
    """Find the top of the gap between the legs; None without one where a crotch can be."""
    middle = (paths.left.middle + paths.right.middle) / 2
    lengths = np.linspace(0.0, 1.0, len(middle))
    line = np.stack(
        [np.interp(np.linspace(0, 0.6, 200), lengths, middle[:, axis]) for axis in (0, 1)], axis=1
    )
    depths = (line - skeleton.pelvis) @ down / unit
    inside = sampled(body, line)
    visible = (line >= 0).all(axis=1) & (line[:, 0] < body.shape[1]) & (line[:, 1] < body.shape[0])
    for i in np.flatnonzero(~inside & visible & (depths > _HIGHEST_GAP)).tolist():
        if depths[i] > _DEEPEST_GAP:
            return None
        ahead = (depths > depths[i]) & (depths < depths[i] + _GAP) & visible
        if ahead.any() and not inside[ahead].any():
            return np.asarray(line[max(0, i - 1)])
    return None


def _along(steps: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return places (N + 1,) along a line from the lengths (N,) of its steps."""
    return np.concatenate([[0.0], np.cumsum(steps)])


def _front(skeleton: Skeleton) -> Side:
    """Return the leg in front: of legs on the ground the one with the lower foot.

    A bent leg that crosses the other one rests on it.
    """
    lower = Side.LEFT if skeleton.ankles.left[1] > skeleton.ankles.right[1] else Side.RIGHT
    crossed = (skeleton.ankles.right - skeleton.ankles.left)[0] < 0
    return lower.other if crossed and _bend(skeleton, lower.other) < _BENT else lower


def _bend(skeleton: Skeleton, side: Side) -> float:
    """Return the cosine of the angle between thigh and shin: 1 for a straight leg."""
    thigh = skeleton.knees[side] - skeleton.hips[side]
    shin = skeleton.ankles[side] - skeleton.knees[side]
    lengths = float(np.linalg.norm(thigh) * np.linalg.norm(shin))
    return float(thigh @ shin) / max(lengths, 1e-6)


def _worn_halves(path: LimbPath, own: HardMask) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return how far its own cloth (h, w) reaches (N,) outward and inward from a leg."""
    return _half_widths(path, own, 1.0), _half_widths(path, own, -1.0)


def _half_widths(path: LimbPath, cloth: HardMask, sign: float) -> NDArray[np.float64]:
    """Return how far cloth reaches (N,) to one side of a leg."""
    half = np.full(len(path.middle), np.nan)
    for i, (point, normal, radius) in enumerate(
        zip(path.middle, path.outward, path.radius, strict=True)
    ):
        offsets = np.arange(0.0, 2.6 * radius, 0.5)
        inside = sampled(cloth, point + sign * offsets[:, None] * normal)
        if inside[: len(offsets) // 5].any() and not inside.all():
            first = int(np.argmax(inside))
            half[i] = offsets[first + int(np.argmin(inside[first:]))]
    known = np.flatnonzero(np.isfinite(half))
    if len(known) < 2:
        return _EASE * path.radius
    ratio = np.interp(np.arange(len(half)), known, half[known] / path.radius[known])
    return np.asarray(ndimage.gaussian_filter1d(ratio, 0.7, mode="nearest") * path.radius)


def below_ragged_top(cloth: HardMask) -> HardMask:
    """Drop the uppermost rows of a skirt (h, w) that are narrower than the waist."""
    widths = cloth.sum(axis=1)
    rows = np.flatnonzero(widths)
    upper = widths[rows[: max(3, len(rows) // 3)]]
    first = rows[int(np.argmax(upper >= 0.7 * np.percentile(upper, 80)))]
    result = cloth.copy()
    result[:first] = False
    return result
