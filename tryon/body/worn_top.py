"""Landmarks of a worn top or dress and of the body in it, read from the label map.

The clothes are larger than their visible pixels: arms, hair and bags hide some of them, and a
sleeve that touches the torso has no outline of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryon.body.arms import WornArms, find_path, is_in_front, measure_arms
from tryon.body.division import divide_top
from tryon.body.skeleton import Skeleton
from tryon.body.torso import TorsoMeasure, WornTorso, torso_core
from tryon.body.under_hem import lower_under_hem
from tryon.body.view import RegionView
from tryon.geometry import HardMask, RgbImage
from tryon.labels import BELOW_THE_WAIST, Label
from tryon.late import ndimage
from tryon.pixels.masks import row_runs
from tryon.shape.figure import Strip, TopFigure, name_top
from tryon.shape.sides import Pair
from tryon.shape.silhouette import STATIONS

_ONWARD_LENGTH = 4.5
"""How far below the old hem the body is followed, in half shoulder widths."""
_UNIT = 1.14
"""Half the width of the shoulders with both arms, in half the distance of their joints."""
_LIFT = 0.25
"""Room for what lies on the shoulders, in half shoulder widths."""


@dataclass(frozen=True, eq=False)
class WornTop:
    """A worn top, and the body in it.

    Attributes:
        figure: landmarks and outline samples in pixels of the view.
        skeleton: the bones.
        torso: the torso.
        arms: sleeves and arms.
        onward: the torso, continued past the old hem.
        torso_mask: the torso's pixels (h, w).
        raised_torso_mask: the same with room for what lies on the shoulders.
        under_hem: trousers or a skirt (h, w) where the top hides them; None if that is not known.
        axis: x of the body's middle per row (h,).
        half_shoulder: half the shoulder width, the scale of everything else.
    """

    figure: TopFigure
    skeleton: Skeleton
    torso: WornTorso
    arms: WornArms
    onward: Strip
    torso_mask: HardMask
    raised_torso_mask: HardMask
    under_hem: HardMask | None
    axis: NDArray[np.float64]
    half_shoulder: float


def measure_worn_top(view: RegionView, region: HardMask, image: RgbImage | None = None) -> WornTop:
    """Measure a worn top or dress.

    Args:
        view: the person.
        region: the clothes (h, w) to measure: what is worn on the torso and the arms.
        image: the view's pixels (h, w, 3), whose edges part sleeves from the torso.
    """
    skeleton = Skeleton.of(view, region)
    paths = Pair.of(lambda side: find_path(view, region, skeleton, side))
    in_front = Pair.of(
        lambda side: is_in_front(paths[side], view, wrist_seen=skeleton.wrist_seen[side])
    )
    core = torso_core(skeleton, region.shape)
    division = divide_top(view, region, core, paths, in_front, image)
    before = np.zeros_like(region)
    for forearm, is_before in zip(division.forearms, in_front, strict=True):
        before |= forearm & is_before
    torso = TorsoMeasure(view, region, skeleton, division.torso, before).measure()
    torso_mask = torso.drawn(region.shape)
    arms = measure_arms(torso, torso_mask, paths, in_front, division)
    landmarks = name_top(
        necks=torso.necks,
        neckline=torso.neckline,
        shoulders=torso.shoulders,
        armpits=torso.armpits,
        torso=torso.strip,
        hem_centre=torso.strip.middle[-1],
        sleeves=arms.sleeves,
    )
    half_shoulder = _UNIT * skeleton.unit
    return WornTop(
        figure=TopFigure(landmarks, torso.strip, torso.seams, arms.sleeves),
        skeleton=skeleton,
        torso=torso,
        arms=arms,
        onward=_onward(view, region, torso.strip, half_shoulder),
        torso_mask=torso_mask,
        raised_torso_mask=torso.drawn(region.shape, lift=_LIFT * half_shoulder),
        under_hem=lower_under_hem(view, skeleton, torso.body),
        axis=skeleton.axis(region.shape[0]),
        half_shoulder=half_shoulder,
    )


def _onward(view: RegionView, region: HardMask, torso: Strip, half_shoulder: float) -> Strip:
    """Continue the torso down the body, over hips and thighs as a longer hem would hang."""
    hem_y = float(torso.left[-1, 1])
    last = region.shape[0] - 1
    end = min(float(last), hem_y + _ONWARD_LENGTH * half_shoulder)
    ys = np.linspace(hem_y, end, STATIONS)[1:]
    below = view.mask(*BELOW_THE_WAIST, Label.TORSO_SKIN)
    below |= view.legs | region
    half_hem = float(torso.right[-1, 0] - torso.left[-1, 0]) / 2
    middle = float(torso.middle[-1, 0])
    half_width = max(half_hem, 0.8 * half_shoulder)
    lefts, rights = [], []
    for y in ys:
        runs = row_runs(below[min(int(y), last)])
        runs_here = runs[(runs[:, 1] > middle - half_width) & (runs[:, 0] < middle + half_width)]
        left, right = middle - half_width, middle + half_width
        if len(runs_here):
            left = float(
                np.clip(
                    runs_here[:, 0].min(), middle - 1.15 * half_width, middle - 0.85 * half_width
                )
            )
            right = float(
                np.clip(
                    runs_here[:, 1].max(), middle + 0.85 * half_width, middle + 1.15 * half_width
                )
            )
        lefts.append(left)
        rights.append(right)
    smooth = [np.asarray(ndimage.uniform_filter1d(np.array(xs), 3)) for xs in (lefts, rights)]
    edges = [np.stack([xs, ys], axis=1) for xs in smooth]
    return Strip(np.concatenate([torso.left, edges[0]]), np.concatenate([torso.right, edges[1]]))
