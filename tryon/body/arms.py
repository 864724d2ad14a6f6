"""Sleeves and arms of who wears a top or dress, bare or hidden."""

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
"""Length of a hand, a little bent, in half shoulder breadths."""
_LONGEST_ARM = 3.1
"""From the shoulder to the wrist, in half shoulder breadths."""
_LEAST_HAND = 0.06
"""Area of a hand that shows, in squared half breadths, at least."""
_LEAST_ARM = 0.03
"""Area of bare skin, in squared half breadths, that tells an arm from anything sleeve-like."""
_NARROWEST_SLEEVE = 0.25
_SLEEVE_CAP = 0.015
"""Breadth, and area beside the upper armhole in squared half breadths, that make a sleeve; what
has less is the torso's own side."""
_WIDEST_ARMHOLE = 1.5
"""Breadth of a straight sleeve in lengths of its armhole, at most: else its side is its end."""
_SURELY_SLEEVE = 1.5
"""Length of what can only be a sleeve, in half shoulder breadths."""
_WIDEST_SLEEVE = 0.85
"""Breadth of a sleeve in which an arm is believed without a hand to be seen."""
_CUT_LIMB = 0.35
_ARM_STATIONS = 11


@dataclass(frozen=True, eq=False)
class WornArms:
    """Sleeves and arms of both sides, in pixels of the view.

    Attributes:
        sleeves: from the armhole to the cuff; None where there is none.
        arms: from the shoulder to the wrist, bare or sleeved; None for an arm that cannot be
            followed.
        forearms: the sleeved forearms (h, w) that lie in front of the torso.
        limbs: pixels (h, w) outside the torso, hands included.
    """

    sleeves: Pair[Strip | None]
    arms: Pair[Strip | None]
    forearms: Pair[HardMask]
    limbs: Pair[HardMask]


@dataclass(frozen=True, eq=False)
class _ArmSide:
    """What `WornArms` has of one side."""

    sleeve: Strip | None
    arm: Strip | None
    forearm: HardMask
    limb: HardMask


class ArmMeasure:
    """Measures sleeves and arms.

    Args:
        frame: the body's frame.
        torso: what they are sewn or grown to.
        lifted: the torso's pixels (h, w) with room for what lies on the shoulders.
    """

    def __init__(self, frame: BodyFrame, torso: WornTorso, lifted: HardMask) -> None:
        self._torso = torso
        self._lifted = lifted
        self._region = frame.region
        self._arms = frame.arms
        self._body = frame.body
        self._axis = frame.axis
        self._half_shoulder = frame.half_shoulder

    def measure(self) -> WornArms:
        """Measure both sides."""
        trunk = self._torso.drawn(self._region.shape)
        sides = Pair.of(lambda side: self._with_forearm(self._outside_torso(side), trunk))
        return WornArms(
            sleeves=sides.map(lambda found: found.sleeve),
            arms=sides.map(lambda found: found.arm),
            forearms=sides.map(lambda found: found.forearm),
            limbs=sides.map(lambda found: found.limb),
        )

    def _outside_torso(self, side: Side) -> _ArmSide:
        """Measure what lies outside the torso; no forearm yet."""
        root = np.stack([self._torso.shoulders[side], self._torso.armpits[side]])
        sleeve = self._sleeve(side, root)
        limb, arm = self._arm(side, root)
        if sleeve is not None and self._is_bare_beside(sleeve, limb):
            sleeve = None
        return _ArmSide(sleeve, arm, np.zeros_like(self._region), limb)

    def _with_forearm(self, found: _ArmSide, trunk: HardMask) -> _ArmSide:
        """Lengthen arm and sleeve if they go on in front of the torso (h, w)."""
        upper = found.arm or found.sleeve
        hand = self._arms & found.limb
        shows_hand = np.count_nonzero(hand) > _LEAST_HAND * self._half_shoulder**2
        if upper is None or found.sleeve is None or shows_hand:
            return found
        forearm = forearm_strip(upper, self._arms, self._body, trunk, self._half_shoulder)
        if forearm is None:
            return found
        ends = [upper.left[-1:], forearm.left, forearm.right[::-1], upper.right[-1:]]
        return replace(
            found,
            sleeve=_lengthened(found.sleeve, forearm),
            arm=_lengthened(upper, forearm),
            forearm=filled_polygon(trunk.shape, np.concatenate(ends)) & trunk,
        )

    def _sleeve(self, side: Side, root: Points) -> Strip | None:
        shoulder, armpit = root
        limb, strip = self._limb(self._region, side, root)
        armhole = float(np.linalg.norm(shoulder - armpit))
        straight = straight_limb_strip(limb, root, count=_ARM_STATIONS)
        if straight is not None and straight.width < _WIDEST_ARMHOLE * armhole:
            strip = straight
        if strip is None or strip.length < 0.35 * armhole or limb.sum() < 0.15 * armhole**2:
            return None
        upper = limb[: int((shoulder[1] + armpit[1]) / 2)].sum()
        is_short = strip.length < _SURELY_SLEEVE * self._half_shoulder
        is_side = is_short and upper < _SLEEVE_CAP * self._half_shoulder**2
        is_thin = is_short and strip.width < _NARROWEST_SLEEVE * self._half_shoulder
        return None if is_side or is_thin else strip

    def _is_bare_beside(self, sleeve: Strip, limb: HardMask) -> bool:
        """Whether more bare arm than cloth lies along a sleeve: then it is the torso's side."""
        rows = sleeve.middle[:, 1]
        beside = limb[max(0, int(rows.min())) : int(rows.max()) + 1]
        arms = self._arms[max(0, int(rows.min())) : int(rows.max()) + 1]
        bare = np.count_nonzero(beside & arms)
        return bool(bare > np.count_nonzero(beside & ~arms))

    def _arm(self, side: Side, root: Points) -> tuple[HardMask, Strip | None]:
        """Follow the whole arm from the shoulder to the wrist, sleeved or bare."""
        reached, strip = self._limb(self._body, side, root)
        limb = reached & self._arm_ends(reached, root)
        if strip is None or strip.length < 0.8 * self._half_shoulder:
            return limb, None
        shows_skin = (self._arms & limb).sum() > _LEAST_ARM * self._half_shoulder**2
        is_slim = strip.width < _WIDEST_SLEEVE * self._half_shoulder
        if not shows_skin and not (is_slim and strip.length > _SURELY_SLEEVE * self._half_shoulder):
            return limb, None
        end = self._arms & limb & _disc(limb.shape, strip.middle[-1], 0.35 * self._half_shoulder)
        has_hand = end.sum() > _LEAST_HAND * self._half_shoulder**2
        wrist = strip.length - (_HAND_LENGTH * self._half_shoulder if has_hand else 0.0)
        wrist = min(max(wrist, 0.6 * self._half_shoulder), _LONGEST_ARM * self._half_shoulder)
        places = np.asarray(np.linspace(0.0, wrist, len(strip.left)), dtype=np.float64)
        return limb, strip.at(places)

    def _arm_ends(self, limb: HardMask, root: Points) -> HardMask:
        """Keep what an arm can reach (h, w); where a hand shows, the arm ends with it."""
        way = geodesic_distance(limb, root)
        reach = (_LONGEST_ARM + _HAND_LENGTH) * self._half_shoulder
        hand = self._arms & (way > 1.5 * self._half_shoulder) & (way < reach)
        if hand.sum() > 0.05 * self._half_shoulder**2:
            reach = min(reach, float(np.median(way[hand])) + 0.6 * self._half_shoulder)
        return np.asarray(way <= reach)

    def _limb(self, cloth: HardMask, side: Side, root: Points) -> tuple[HardMask, Strip | None]:
        trunk = self._lifted
        columns = np.arange(cloth.shape[1])
        on_side = (
            columns < self._axis[:, None] if side is Side.LEFT else columns > self._axis[:, None]
        )
        near = line_mask(cloth.shape, root, thickness=max(3, int(0.12 * self._half_shoulder)))
        limb = part_at(cloth & ~trunk & on_side, near)
        if limb.sum() < _CUT_LIMB * (cloth & ~trunk & on_side).sum():
            # an arm against the hip is cut in two by the torso's guessed side
            kernel = np.ones((1, 2 * round(0.1 * self._half_shoulder) + 1), np.uint8)
            inner = np.asarray(cv2.erode(trunk.astype(np.uint8), kernel) > 0)
            limb = part_at(cloth & ~inner & on_side, near)
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
