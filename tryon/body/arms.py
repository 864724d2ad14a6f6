"""Sleeves and arms of a person in a top or dress, whether the arms are bare or hidden."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.body.arm_outline import arm_strip
from tryon.body.body_frame import BodyFrame
from tryon.body.forearms import forearm_strip
from tryon.body.torso import WornTorso
from tryon.geometry import HardMask, Points
from tryon.pixels.masks import filled_polygon, line_mask, part_at
from tryon.shape.figure import Strip
from tryon.shape.sides import Pair, Side
from tryon.shape.silhouette import geodesic_distance, straight_limb_strip

_HAND_LENGTH = 0.55
"""Length of a hand, a little bent, in half shoulder widths."""
_LONGEST_ARM = 3.1
"""Greatest length from the shoulder to the wrist, in half shoulder widths."""
_LEAST_HAND = 0.06
"""Least area of a hand that is seen, in squared half shoulder widths."""
_LEAST_ARM = 0.03
"""Area of bare skin that proves an arm, in squared half shoulder widths."""
_NARROWEST_SLEEVE = 0.25
"""Least width of a short sleeve, in half shoulder widths: anything narrower is the torso's side."""
_LEAST_CAP = 0.015
"""Least area of a short sleeve beside the upper half of the armhole, in squared half shoulder
widths: anything smaller is the torso's side."""
_WIDEST_STRAIGHT_SLEEVE = 1.5
"""Greatest width of a straight sleeve, in armhole lengths: beyond it, a side passes for the end."""
_SURELY_SLEEVE = 1.5
"""Length from which a limb can only be a sleeve, in half shoulder widths."""
_WIDEST_SLEEVE = 0.85
"""Greatest width of a sleeve that shows an arm although no skin is seen, in half shoulder
widths."""
_LEAST_CONNECTED = 0.35
"""Least fraction of the pixels beside the torso in a limb: with less, the limb was cut in two."""
_ARM_STATIONS = 11
"""Samples along an arm or a sleeve."""


@dataclass(frozen=True, eq=False)
class WornArms:
    """Sleeves and arms of both sides, in pixels of the view.

    Attributes:
        sleeves: from the armhole to the cuff; None where there is none.
        arms: from the shoulder to the wrist, bare or sleeved; None for an arm that cannot be
            followed.
        forearms: the sleeved forearms (h, w) that lie in front of the torso.
        limbs: pixels (h, w) of the arms outside the torso, hands included.
    """

    sleeves: Pair[Strip | None]
    arms: Pair[Strip | None]
    forearms: Pair[HardMask]
    limbs: Pair[HardMask]


@dataclass(frozen=True, eq=False)
class _ArmSide:
    """One side of `WornArms`."""

    sleeve: Strip | None
    arm: Strip | None
    forearm: HardMask
    limb: HardMask


class ArmMeasure:
    """Measures sleeves and arms.

    Args:
        frame: the body's frame.
        torso: the measured torso.
        raised_torso: its pixels (h, w) with room for what lies on the shoulders.
    """

    def __init__(self, frame: BodyFrame, torso: WornTorso, raised_torso: HardMask) -> None:
        self._torso = torso
        self._raised_torso = raised_torso
        self._region = frame.region
        self._arms = frame.arms
        self._body = frame.body
        self._axis = frame.axis
        self._half_shoulder = frame.half_shoulder

    def measure(self) -> WornArms:
        """Measure both sides."""
        torso_mask = self._torso.drawn(self._region.shape)
        arm_sides = Pair.of(lambda side: self._with_forearm(self._outside_torso(side), torso_mask))
        return WornArms(
            sleeves=arm_sides.map(lambda found: found.sleeve),
            arms=arm_sides.map(lambda found: found.arm),
            forearms=arm_sides.map(lambda found: found.forearm),
            limbs=arm_sides.map(lambda found: found.limb),
        )

    def _outside_torso(self, side: Side) -> _ArmSide:
        """Measure the arm outside the torso, without a forearm in front of it."""
        root = np.stack([self._torso.shoulders[side], self._torso.armpits[side]])
        sleeve = self._sleeve(side, root)
        limb, arm = self._arm(side, root)
        if sleeve is not None and self._is_bare_beside(sleeve, limb):
            sleeve = None
        return _ArmSide(sleeve, arm, np.zeros_like(self._region), limb)

    def _with_forearm(self, arm_side: _ArmSide, torso_mask: HardMask) -> _ArmSide:
        """Lengthen arm and sleeve if they continue in front of the torso (h, w)."""
        upper_arm = arm_side.arm or arm_side.sleeve
        hand = self._arms & arm_side.limb
        shows_hand = np.count_nonzero(hand) > _LEAST_HAND * self._half_shoulder**2
        if upper_arm is None or arm_side.sleeve is None or shows_hand:
            return arm_side
        forearm = forearm_strip(upper_arm, self._arms, self._body, torso_mask, self._half_shoulder)
        if forearm is None:
            return arm_side
        ends = [upper_arm.left[-1:], forearm.left, forearm.right[::-1], upper_arm.right[-1:]]
        return replace(
            arm_side,
            sleeve=_lengthened(arm_side.sleeve, forearm),
            arm=_lengthened(upper_arm, forearm),
            forearm=filled_polygon(torso_mask.shape, np.concatenate(ends)) & torso_mask,
        )

    def _sleeve(self, side: Side, root: Points) -> Strip | None:
        """Follow the sleeve from the armhole to its end; None where there is none."""
        shoulder, armpit = root
        limb, strip = self._limb(self._region, side, root)
        armhole = float(np.linalg.norm(shoulder - armpit))
        straight = straight_limb_strip(limb, root, count=_ARM_STATIONS)
        if straight is not None and straight.width < _WIDEST_STRAIGHT_SLEEVE * armhole:
            strip = straight
        if strip is None or strip.length < 0.35 * armhole or limb.sum() < 0.15 * armhole**2:
            return None
        cap_area = limb[: int((shoulder[1] + armpit[1]) / 2)].sum()
        is_short = strip.length < _SURELY_SLEEVE * self._half_shoulder
        is_torso_side = is_short and cap_area < _LEAST_CAP * self._half_shoulder**2
        is_thin = is_short and strip.width < _NARROWEST_SLEEVE * self._half_shoulder
        return None if is_torso_side or is_thin else strip

    def _is_bare_beside(self, sleeve: Strip, limb: HardMask) -> bool:
        """Whether more bare arm than cloth lies along a sleeve, which then is the torso's side."""
        rows = sleeve.middle[:, 1]
        limb_beside = limb[max(0, int(rows.min())) : int(rows.max()) + 1]
        bare_beside = self._arms[max(0, int(rows.min())) : int(rows.max()) + 1]
        bare_area = np.count_nonzero(limb_beside & bare_beside)
        return bool(bare_area > np.count_nonzero(limb_beside & ~bare_beside))

    def _arm(self, side: Side, root: Points) -> tuple[HardMask, Strip | None]:
        """Follow the whole arm from the shoulder to the wrist, sleeved or bare."""
        connected, strip = self._limb(self._body, side, root)
        limb = connected & self._within_arm_length(connected, root)
        if strip is None or strip.length < 0.8 * self._half_shoulder:
            return limb, None
        shows_skin = (self._arms & limb).sum() > _LEAST_ARM * self._half_shoulder**2
        is_slim = strip.width < _WIDEST_SLEEVE * self._half_shoulder
        if not shows_skin and not (is_slim and strip.length > _SURELY_SLEEVE * self._half_shoulder):
            return limb, None
        hand = self._arms & limb & _disc(limb.shape, strip.middle[-1], 0.35 * self._half_shoulder)
        has_hand = hand.sum() > _LEAST_HAND * self._half_shoulder**2
        wrist_distance = strip.length - (_HAND_LENGTH * self._half_shoulder if has_hand else 0.0)
        wrist_distance = min(
            max(wrist_distance, 0.6 * self._half_shoulder), _LONGEST_ARM * self._half_shoulder
        )
        distances = np.asarray(np.linspace(0.0, wrist_distance, len(strip.left)), dtype=np.float64)
        return limb, strip.at(distances)

    def _within_arm_length(self, limb: HardMask, root: Points) -> HardMask:
        """Return the pixels (h, w) no farther from the shoulder than an arm, or a seen hand."""
        distance = geodesic_distance(limb, root)
        length = (_LONGEST_ARM + _HAND_LENGTH) * self._half_shoulder
        hand = self._arms & (distance > 1.5 * self._half_shoulder) & (distance < length)
        if hand.sum() > 0.05 * self._half_shoulder**2:
            length = min(length, float(np.median(distance[hand])) + 0.6 * self._half_shoulder)
        return np.asarray(distance <= length)

    def _limb(self, mask: HardMask, side: Side, root: Points) -> tuple[HardMask, Strip | None]:
        """Return the part (h, w) of a mask that leaves the torso at ``root``, and its strip."""
        torso_mask = self._raised_torso
        columns = np.arange(mask.shape[1])
        on_side = (
            columns < self._axis[:, None] if side is Side.LEFT else columns > self._axis[:, None]
        )
        armhole = line_mask(mask.shape, root, thickness=max(3, int(0.12 * self._half_shoulder)))
        limb = part_at(mask & ~torso_mask & on_side, armhole)
        if limb.sum() < _LEAST_CONNECTED * (mask & ~torso_mask & on_side).sum():
            # an arm against the hip is cut in two by the torso's guessed side
            kernel = np.ones((1, 2 * round(0.1 * self._half_shoulder) + 1), np.uint8)
            narrower_torso = np.asarray(cv2.erode(torso_mask.astype(np.uint8), kernel) > 0)
            limb = part_at(mask & ~narrower_torso & on_side, armhole)
        return limb, arm_strip(limb, root, count=_ARM_STATIONS)


def _lengthened(upper: Strip, forearm: Strip) -> Strip:
    return Strip(
        np.concatenate([upper.left, forearm.left]), np.concatenate([upper.right, forearm.right])
    )


def _disc(shape: tuple[int, ...], centre: NDArray[np.float64], radius: float) -> HardMask:
    canvas = np.zeros(shape, np.uint8)
    x, y = np.rint(centre).astype(int).tolist()
    cv2.circle(canvas, (x, y), max(1, round(radius)), 1, -1)
    return np.asarray(canvas > 0)
