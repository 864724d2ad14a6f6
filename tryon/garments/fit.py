"""Putting a garment on a person: measure both, warp, shade, and cover the region."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.errors import FitError
from tryon.garments.body import measure_region
from tryon.garments.cover import reconcile
from tryon.garments.drape import drape_box, drape_garment, enlarged
from tryon.garments.figure import Figure, Point, TopFigure
from tryon.garments.garment import FitResult, Garment
from tryon.garments.landmarks import find_figure
from tryon.garments.layers import lay, plan_layers
from tryon.garments.match import match_figures
from tryon.garments.matte import edge_matte
from tryon.garments.neckline import above_neckline, find_neckline
from tryon.garments.region import correct_region
from tryon.garments.shading import read_shading
from tryon.garments.uncover import uncover
from tryon.garments.view import RegionView
from tryon.geometry import Box, HardMask, RgbaImage, RgbImage, SoftMask
from tryon.human_parse import HumanParse
from tryon.labels import REGION_LABELS, Region
from tryon.progress import CancelToken, Progress, Stage, StageClock, ignore_progress

MIN_REGION_PIXELS = 80
_BAND = 0.007
"""Breadth of the soft edge, as a share of the region's longest side."""

_WORDS = {
    Region.UPPER: "no top",
    Region.LOWER: "no trousers or skirt",
    Region.DRESS: "no dress, top or trousers",
    Region.SHOES: "no shoes",
    Region.HAT: "no hat",
    Region.SCARF: "no scarf",
}


def fit_garment(
    image: RgbImage,
    parse: HumanParse,
    *,
    person: int,
    region: Region,
    garment: Garment,
    progress: Progress = ignore_progress,
    cancel: CancelToken | None = None,
) -> FitResult:
    """Fit a garment on one region of one person.

    Args:
        image: the photo (H, W, 3) uint8.
        parse: its labels and people.
        person: the person's number, from 1.
        region: where the garment goes.
        garment: what to put on.
        progress: told the stage and how far it is.
        cancel: checked between stages.

    Returns:
        What the garment changes: exactly nothing outside the person's region and a thin band
        around it.

    Raises:
        FitError: if there is no such person, the person wears nothing on the region, too little
            of it can be seen, or the garment is not made for it.
        Cancelled: if ``cancel`` was set.
    """
    view = _view_of(parse, person, region, garment)
    clock = StageClock(progress, cancel)
    with clock.stage(Stage.WARP) as report:
        small = view.reduced(image)
        view = view.with_region(correct_region(view, small))
        worn = measure_region(view, garment.category)
        report(0.3)
        figure, front = _measured(garment)
        report(0.5)
        match = match_figures(worn, figure)
        box = drape_box(match, view, margin=_margin(view))
        draped = drape_garment(front, figure, match, worn, view, box)
        cover = reconcile(view, worn, match, _seen(draped.alpha, view, box), region)
    with clock.stage(Stage.COMPOSITE) as report:
        window = np.ascontiguousarray(image[box.slices])
        layers = plan_layers(parse, person, region, view, cover, draped.alpha, box)
        lower = parse.part_mask(person, REGION_LABELS[Region.LOWER])[box.slices]
        shading = _shading(window, layers.region, lower, worn.breadth / view.scale)
        report(0.4)
        shaded = np.clip(draped.pixels * shading[..., None], 0, 255)
        bare = enlarged(uncover(view, worn, cover, small, region), view, box)
        matte = edge_matte(window, layers.region, radius=_band(view))
        report(0.7)
        dressed = lay(window, matte, layers, shaded, bare)
    notes = tuple(dict.fromkeys((*match.notes, *cover.notes)))
    return FitResult.between(window, dressed, box, layers.covered(matte), notes)


def _measured(garment: Garment) -> tuple[Figure, RgbaImage]:
    """Measure a garment; give its front (H, W, 4) too, without the inside of its back."""
    figure = find_figure(garment.rgba[..., 3], garment.category)
    if not isinstance(figure, TopFigure):
        return figure, garment.rgba
    neckline = find_neckline(garment.rgba, figure.landmarks)
    if neckline is None:
        return figure, garment.rgba
    lowest = neckline[np.argmax(neckline[:, 1])]
    landmarks = replace(figure.landmarks, neck_centre=Point(float(lowest[0]), float(lowest[1])))
    front = garment.rgba.copy()
    front[above_neckline(front.shape[:2], neckline), 3] = 0
    return replace(figure, landmarks=landmarks), front


def _view_of(parse: HumanParse, person: int, region: Region, garment: Garment) -> RegionView:
    if not parse.people:
        raise FitError("nobody was found in the photo; use one in which a person can be seen.")
    if not 1 <= person <= len(parse.people):
        raise FitError(
            f"there is no person {person}; the photo shows {len(parse.people)}, counted from the "
            "left."
        )
    if garment.category.region is not region:
        raise FitError(
            f"{garment.name} is a {garment.category.value} and goes on the region "
            f"'{garment.category.region.value}', not on '{region.value}'; choose another region "
            "or change the garment's category."
        )
    view = RegionView.of(parse, person, region)
    if view is None:
        worn = [r.value for r in Region if parse.region_mask(person, r).any()]
        others = f"choose another region ({', '.join(worn)})" if worn else "choose another person"
        raise FitError(f"person {person} wears {_WORDS[region]}; {others}.")
    pixels = int(parse.region_mask(person, region).sum())
    if pixels < MIN_REGION_PIXELS:
        raise FitError(
            f"only {pixels} pixels of person {person}'s {region.value} region can be seen, at "
            f"least {MIN_REGION_PIXELS} are needed; choose another region or a larger photo."
        )
    return view


def _shading(
    window: RgbImage, region: HardMask, lower: HardMask, breadth: float
) -> NDArray[np.float32]:
    """Read the light (h, w) on top and trousers apart: one may be black and the other white."""
    parts = [part for part in (region & ~lower, region & lower) if part.any()]
    if len(parts) < 2:
        return read_shading(window, region, breadth=breadth)
    upper, below = (read_shading(window, part, breadth=breadth) for part in parts)
    share = cv2.blur(lower.astype(np.float32), (1 + 2 * round(0.1 * breadth),) * 2)
    return np.asarray(upper + (below - upper) * share, dtype=np.float32)


def _band(view: RegionView) -> int:
    """Give the breadth of the soft edge in pixels of the photo."""
    region = Box.around(view.region)
    assert region is not None
    return max(1, round(_BAND * max(region.width, region.height) / view.scale))


def _margin(view: RegionView) -> int:
    return 2 * _band(view) + 2 + round(4 / view.scale)


def _seen(alpha: SoftMask, view: RegionView, box: Box) -> HardMask:
    """Bring the garment's coverage (h, w) of the box to the view."""
    left, top = (box.left - view.box.left) * view.scale, (box.top - view.box.top) * view.scale
    width, height = max(1, round(box.width * view.scale)), max(1, round(box.height * view.scale))
    small = cv2.resize(alpha, (width, height), interpolation=cv2.INTER_AREA)
    seen = np.zeros(view.shape, np.bool_)
    y, x = round(top), round(left)
    part = seen[y : y + height, x : x + width]
    part[:] = small[: part.shape[0], : part.shape[1]] > 0.5
    return seen
