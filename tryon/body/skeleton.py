"""The bones of a body in pixels of a view, left and right as the picture shows them.

What the joints of the parse do not say, because a joint is unsure or the photo cuts it off, follows
from the proportions of those that are sure. Proportions are medians over 55 people whose joints are
all sure, photographed upright.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tryon.body.view import RegionView
from tryon.geometry import Box, HardMask, PhotoPoints
from tryon.joints import JointName, Joints
from tryon.labels import TROUSERS_AND_SKIRTS, Label
from tryon.late import cv2
from tryon.shape.figure import Vector
from tryon.shape.sides import Pair, Side

SURE = 0.2
"""Confidence from which a joint is believed."""
_WRIST_SHOWS = 0.4
"""Confidence from which a wrist shows: of those only just believed, three in ten are hidden or not
in the photo (249 wrists of everyday photos)."""
_HAND = 0.1, 0.8
"""Least and greatest area of a hand, in squared half shoulder breadths."""
_REACHES = 0.5, 1.15
"""Least and greatest way from an elbow to a hand that is its own, in lengths of a forearm."""
_AT_WRIST = 15
"""Percentage of a hand that is its end at the wrist."""
_APART = 0.4
"""Least way from the other wrist to a hand that is not its own, in half shoulder breadths."""
_TORSO = 2.95
"""Length of the torso from the shoulders' line to the hips', in half shoulder breadths."""
_UPPER_ARM, _FOREARM = 1.95, 1.7
"""Lengths of bones that are not foreshortened, in half shoulder breadths."""
_UPPER_SHARE = _UPPER_ARM / (_UPPER_ARM + _FOREARM)
"""Place of the elbow, in lengths of the arm."""
THIGH, SHIN = 2.3, 2.15
"""Lengths of the leg's bones that are not foreshortened, in half shoulder breadths."""
_HALF_HIPS = 0.62
"""Half the distance of the hip joints, in half shoulder breadths."""
_LEAST_BREADTH = 0.9
"""A torso that is longer than this many typical ones for its shoulders is turned aside."""
_OF_FACE = 1.05
"""Half the shoulder breadth, in widths of the face."""
_NECK_RISE = 0.42
"""Height of the outline beside the neck above the shoulders' line, in half shoulder breadths."""
_HANGING = 0.25, 0.97
"""Direction of an arm of which nothing is known, outward and down."""
_HIP_DEPTH = 0.5
"""Depth of the hip joints below the top of trousers or a skirt, in half shoulder breadths."""
_OF_LOWER = 0.5
"""Half the shoulder breadth, in widths of trousers or a skirt at the hips."""

_J = JointName
_SHOULDERS = [_J.LEFT_SHOULDER, _J.RIGHT_SHOULDER]


@dataclass(frozen=True, eq=False)
class Skeleton:
    """Positions (2,) of the joints of a body.

    Attributes:
        shoulders, elbows, wrists, hips, knees, ankles: of both sides.
        is_seen: whether the arm's elbow or wrist was found on each side.
        wrist_seen: whether its wrist shows.
        hips_seen: whether both hips were found.
        nose: None if it was not found.
        unit: half the shoulder breadth of the body turned to the front.
    """

    shoulders: Pair[Vector]
    elbows: Pair[Vector]
    wrists: Pair[Vector]
    hips: Pair[Vector]
    knees: Pair[Vector]
    ankles: Pair[Vector]
    is_seen: Pair[bool]
    wrist_seen: Pair[bool]
    hips_seen: bool
    nose: Vector | None
    unit: float

    @classmethod
    def of(cls, view: RegionView, region: HardMask) -> Skeleton:
        """Return the skeleton of the person of a view.

        Args:
            view: the person.
            region: what is worn on the torso (h, w); without joints it tells where the body is.
        """
        joints = view.joints
        if joints is None or joints.confidence[_SHOULDERS].max() < SURE:
            return _guessed(view, region)
        return _with_lost_hand(skeleton_of_joints(joints), view)

    @classmethod
    def of_lower(cls, view: RegionView, region: HardMask) -> Skeleton:
        """Return the skeleton of the person of a view whose shoulders may be out of it.

        Args:
            view: the person.
            region: what is worn on hips and legs (h, w); without joints it tells where they are.
        """
        joints = view.joints
        if joints is None or joints.confidence[[_J.LEFT_HIP, _J.RIGHT_HIP]].min() < SURE:
            if joints is None or joints.confidence[_SHOULDERS].max() < SURE:
                joints = _lower_joints(view, region)
        elif joints.confidence[_SHOULDERS].max() < SURE:
            joints = _with_shoulders(joints)
        return skeleton_of_joints(joints)

    @property
    def middle(self) -> Vector:
        """The middle of the shoulders' line."""
        return np.asarray((self.shoulders.left + self.shoulders.right) / 2)

    @property
    def pelvis(self) -> Vector:
        """The middle of the hips."""
        return np.asarray((self.hips.left + self.hips.right) / 2)

    @property
    def breadth(self) -> float:
        """Half the distance between the shoulders as the photo shows it."""
        return max(float(np.linalg.norm(self.shoulders.right - self.shoulders.left)) / 2, 1.0)

    def axis(self, height: int) -> NDArray[np.float64]:
        """Return the x of the torso's middle in each row (height,)."""
        top, bottom = self.middle, self.pelvis
        down = max(bottom[1] - top[1], 0.5 * self.unit)
        share = np.clip((np.arange(height) - top[1]) / down, -0.3, 1.3)
        return np.asarray(top[0] + share * (bottom[0] - top[0]))


def skeleton_of_joints(joints: Joints) -> Skeleton:
    """Return the skeleton of joints of which at least one shoulder is sure, in their pixels."""
    points = joints.points.astype(np.float64)  # a copy
    sure = joints.confidence >= SURE
    names = _names_by_side(points)
    shoulders = _completed(names.map(lambda own: own.shoulder), points, sure)
    middle = (shoulders.left + shoulders.right) / 2
    breadth = float(np.linalg.norm(shoulders.right - shoulders.left)) / 2
    hip_names = names.map(lambda own: own.hip)
    hips_sure = all(sure[name] for name in hip_names)
    if hips_sure:
        hips = hip_names.map(lambda name: points[name])
        torso = float(np.linalg.norm((hips.left + hips.right) / 2 - middle))
        unit = max(breadth, _LEAST_BREADTH * torso / _TORSO)
    else:
        unit = breadth
        hips = Pair.of(lambda side: middle + unit * np.array([side.outward * _HALF_HIPS, _TORSO]))
    unit = max(unit, 2.0)
    for side in Side:
        points[names[side].shoulder], points[names[side].hip] = shoulders[side], hips[side]
    legs = Pair.of(lambda side: _leg(names[side], points, sure, unit))
    arms = Pair.of(lambda side: _arm(names[side], points, sure, _hanging(side), unit))
    wrist_seen = names.map(lambda own: bool(joints.confidence[own.wrist] >= _WRIST_SHOWS))
    return Skeleton(
        shoulders=shoulders,
        elbows=arms.map(lambda arm: arm[0]),
        wrists=arms.map(lambda arm: arm[1]),
        hips=hips,
        knees=legs.map(lambda leg: leg[0]),
        ankles=legs.map(lambda leg: leg[1]),
        is_seen=names.map(lambda own: bool(sure[own.wrist] or sure[own.elbow])),
        wrist_seen=wrist_seen,
        hips_seen=hips_sure,
        nose=points[_J.NOSE] if sure[_J.NOSE] else None,
        unit=unit,
    )


class _Side(NamedTuple):
    """The joints of one side."""

    shoulder: JointName
    elbow: JointName
    wrist: JointName
    hip: JointName
    knee: JointName
    ankle: JointName


def _hanging(side: Side) -> Vector:
    """Return the direction (2,) of an arm of which nothing is known."""
    outward, down = _HANGING
    return np.array([side.outward * outward, down])


def _names_by_side(points: NDArray[np.float64]) -> Pair[_Side]:
    """Return the joints of each side of the picture."""
    # COCO lists both sides in turns, from the shoulders down
    own_left = _Side(*(_J(number) for number in range(_J.LEFT_SHOULDER, len(_J), 2)))
    own_right = _Side(*(_J(name + 1) for name in own_left))
    lean = points[_J.LEFT_SHOULDER, 0] - points[_J.RIGHT_SHOULDER, 0]
    lean += 0.5 * (points[_J.LEFT_HIP, 0] - points[_J.RIGHT_HIP, 0])
    return Pair(own_right, own_left) if lean > 0 else Pair(own_left, own_right)


def _completed(
    names: Pair[JointName], points: NDArray[np.float64], sure: NDArray[np.bool_]
) -> Pair[Vector]:
    """Return both shoulders; one that is unsure mirrors the other at the nose."""
    if sure[names.left] == sure[names.right] or not sure[_J.NOSE]:
        return names.map(lambda name: points[name])
    known = names.left if sure[names.left] else names.right
    mirrored = points[known] * (-1.0, 1.0) + (2 * points[_J.NOSE, 0], 0.0)
    return names.map(lambda name: points[name] if name is known else mirrored)


def _arm(
    names: _Side, points: NDArray[np.float64], sure: NDArray[np.bool_], hanging: Vector, unit: float
) -> tuple[Vector, Vector]:
    """Return elbow and wrist (2,) of an arm; what was not found, by proportion.

    Args:
        names: the joints of its side, of which the shoulder is believed.
        points: positions (17, 2) of all joints.
        sure: which of them (17,) were found.
        hanging: direction (2,) of an arm of which nothing is known.
        unit: half the shoulder breadth.
    """
    shoulder, elbow, wrist = points[[names.shoulder, names.elbow, names.wrist]]
    if not sure[names.elbow]:
        elbow = shoulder + _UPPER_ARM * unit * hanging
        if sure[names.wrist]:
            elbow = shoulder + _UPPER_SHARE * (wrist - shoulder)
    if sure[names.wrist]:
        return elbow, wrist
    reach = _FOREARM * unit
    if not sure[names.elbow]:
        way = elbow - shoulder
        return elbow, elbow + reach * way / max(float(np.linalg.norm(way)), 1e-6)
    way = wrist - elbow  # unsure of where, but it points the right way
    return elbow, elbow + way * min(1.0, reach / max(float(np.linalg.norm(way)), 1e-6))


def _leg(
    names: _Side, points: NDArray[np.float64], sure: NDArray[np.bool_], unit: float
) -> tuple[Vector, Vector]:
    """Return knee and ankle (2,) of a leg; one that was not found hangs down, as legs do.

    Args:
        names: the joints of its side, of which the hip is believed.
        points: positions (17, 2) of all joints.
        sure: which of them (17,) were found.
        unit: half the shoulder breadth.
    """
    hip, knee, ankle = points[[names.hip, names.knee, names.ankle]]
    down = np.array([0.0, 1.0])
    if not sure[names.knee]:
        knee = hip + THIGH * unit * down
        if sure[names.ankle]:
            knee = hip + THIGH / (THIGH + SHIN) * (ankle - hip)
    if sure[names.ankle]:
        return knee, ankle
    thigh = max(float(np.linalg.norm(knee - hip)), SHIN * unit)
    return knee, knee + SHIN / THIGH * thigh * down


def _with_lost_hand(skeleton: Skeleton, view: RegionView) -> Skeleton:
    """Give an arm whose wrist was not found the hand that shows and is nobody else's.

    Of crossed arms, the joints often lose one: it lies on the other arm.
    """
    sides = [side for side in Side if not skeleton.wrist_seen[side] and skeleton.is_seen[side]]
    if len(sides) != 1:
        return skeleton
    side = sides[0]
    unit, elbow = skeleton.unit, skeleton.elbows[side]
    other = skeleton.wrists[side.other]
    count, ids = cv2.connectedComponents(view.arms.astype(np.uint8))
    for number in range(1, count):
        pixels = np.argwhere(ids == number)[:, ::-1].astype(np.float64)
        least, most = (area * unit**2 for area in _HAND)
        if not least < len(pixels) < most:
            continue
        away = np.linalg.norm(pixels - elbow, axis=1)
        wrist = np.median(pixels[away <= np.percentile(away, _AT_WRIST)], axis=0)
        reach = float(np.linalg.norm(wrist - elbow)) / (_FOREARM * unit)
        apart = float(np.linalg.norm(pixels - other, axis=1).min())
        if _REACHES[0] < reach < _REACHES[1] and apart > _APART * unit:
            both = Pair(wrist, other) if side is Side.LEFT else Pair(other, wrist)
            return replace(skeleton, wrists=both, wrist_seen=Pair(True, True))
    return skeleton


def _with_shoulders(joints: Joints) -> Joints:
    """Add shoulders above sure hips, by proportion."""
    points, confidence = joints.points.copy(), joints.confidence.copy()
    hips = points[[_J.LEFT_HIP, _J.RIGHT_HIP]]
    unit = float(np.linalg.norm(hips[1] - hips[0])) / 2 / _HALF_HIPS
    points[_SHOULDERS] = hips.mean(axis=0) + (hips - hips.mean(axis=0)) / _HALF_HIPS
    points[_SHOULDERS] -= (0.0, _TORSO * unit)
    confidence[_SHOULDERS] = 1.0
    return Joints(PhotoPoints(points), confidence)


def _lower_joints(view: RegionView, region: HardMask) -> Joints:
    """Guess shoulders, hips and ankles from the clothes on hips and legs."""
    box = Box.around(region)
    assert box is not None
    upper = region[box.top : box.top + max(2, box.height // 4)]
    unit = max(2.0, _OF_LOWER * float(np.percentile(upper.sum(axis=1), 80)))
    middle = float(np.median(np.nonzero(upper)[1]))
    legs = region | view.legs
    rows = np.flatnonzero(legs.any(axis=1))
    lowest = np.zeros_like(legs)
    lowest[rows[-max(1, len(rows) // 12) :]] = True
    confidence = np.zeros(len(_J))
    points = np.zeros((len(_J), 2))
    for side, names in zip(Side, _names_by_side(points), strict=True):
        is_own = side.outward * (np.arange(legs.shape[1]) - middle) > 0
        feet = np.nonzero(legs & lowest & is_own)[1]
        hip = np.array([middle + side.outward * _HALF_HIPS * unit, box.top + _HIP_DEPTH * unit])
        foot = float(np.median(feet)) if len(feet) else hip[0]
        points[names.hip] = hip
        points[names.ankle] = foot, rows[-1]
        points[names.shoulder] = middle + side.outward * unit, hip[1] - _TORSO * unit
        confidence[[names.hip, names.shoulder, names.ankle]] = 1.0
    return Joints(PhotoPoints(points), confidence)


def _guessed(view: RegionView, region: HardMask) -> Skeleton:
    """Guess a skeleton from face, clothes and hands, for people without joints."""
    box = Box.around(region)
    assert box is not None
    near_neck = view.mask(Label.TORSO_SKIN)
    near_neck[box.top + box.height // 4 :] = False
    upper = region.copy()
    upper[box.top + max(2, box.height // 8) :] = False
    middle_mask = next(
        mask for mask in (near_neck, view.face, upper, region) if np.count_nonzero(mask) > 4
    )
    x = float(np.median(np.nonzero(middle_mask)[1]))
    unit = _guessed_unit(view, region)
    columns = slice(max(0, int(x - 0.7 * unit)), int(x + 0.7 * unit) + 1)
    rows = np.flatnonzero(region[:, columns].any(axis=1))
    y = float(rows[0] if len(rows) else box.top) + _NECK_RISE * unit
    middle = np.array([x, y])
    shoulders = Pair.of(lambda side: middle + unit * np.array([side.outward, 0.0]))
    hips = Pair.of(lambda side: middle + unit * np.array([side.outward * _HALF_HIPS, _TORSO]))
    reach = (_UPPER_ARM + _FOREARM) * unit
    columns_x = np.arange(region.shape[1])
    ends, seen = [], []
    for side in Side:
        hand = view.arms & (side.outward * (columns_x - x) > 0)
        pixels = np.argwhere(hand)[:, ::-1].astype(np.float64)
        far = np.linalg.norm(pixels - shoulders[side], axis=1) if len(pixels) else np.zeros(0)
        seen.append(len(pixels) > 0.05 * unit**2)
        if seen[-1]:
            ends.append(np.median(pixels[far >= np.percentile(far, 85)], axis=0))
        else:
            ends.append(shoulders[side] + reach * _hanging(side))
    wrists = Pair(ends[0], ends[1])
    elbows = Pair.of(lambda side: shoulders[side] + _UPPER_SHARE * (wrists[side] - shoulders[side]))
    knees = hips.map(lambda hip: hip + np.array([0.0, THIGH * unit]))
    ankles = knees.map(lambda knee: knee + np.array([0.0, SHIN * unit]))
    is_seen = Pair(seen[0], seen[1])
    return Skeleton(
        shoulders, elbows, wrists, hips, knees, ankles, is_seen, is_seen, False, None, unit
    )


def _guessed_unit(view: RegionView, region: HardMask) -> float:
    """Guess half the shoulder breadth from the face, the waist and the clothes."""
    guesses = []
    face = view.face.sum(axis=1)
    if face.max(initial=0) >= 4:
        guesses.append(_OF_FACE * float(np.percentile(face[face > 0], 90)))
    lower = view.mask(*TROUSERS_AND_SKIRTS).sum(axis=1)
    if lower.max(initial=0) >= 6:
        rows = np.flatnonzero(lower)
        guesses.append(0.52 * float(np.percentile(lower[rows[: max(3, len(rows) // 4)]], 80)))
    widths = region.sum(axis=1)
    widths = widths[widths > 0]
    half_region = 0.5 * float(np.percentile(widths, 90))
    if not guesses:
        return max(4.0, 0.9 * half_region)
    return max(4.0, float(np.clip(np.mean(guesses), 0.5 * half_region, 1.1 * half_region)))
