"""Putting a garment on a person: measure both, warp, shade, and cover the region."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.errors import FitError
from tryon.garments.body import WornRegion, measure_region
from tryon.garments.figure import Figure, Point, TopFigure
from tryon.garments.garment import FitResult, Garment
from tryon.garments.grain import measure_grain
from tryon.garments.illuminant import find_illuminant
from tryon.garments.landmarks import find_figure
from tryon.garments.light import OwnLook, PhotoLook, Surroundings
from tryon.garments.match import Match, PartMatch, match_figures
from tryon.garments.matte import Matte, band_towards, edge_matte, replace_colours
from tryon.garments.neckline import above_neckline, find_neckline
from tryon.garments.parameters import USUAL, FitParameters
from tryon.garments.placement import placed
from tryon.garments.texture import Texture, build_texture
from tryon.garments.view import RegionView
from tryon.garments.warp import fit_field
from tryon.geometry import Box, HardMask, Points, RgbaImage, RgbImage, SoftMask
from tryon.human_parse import HumanParse
from tryon.labels import Label, Region
from tryon.progress import CancelToken, Progress, Stage, StageClock, ignore_progress

MIN_REGION_PIXELS = 80
_GRID_CELLS = 90
_LEAST_COVERAGE = 0.02
_BAND = 0.007
"""Breadth of the soft edge, as a share of the region's longest side."""

_SKIN = frozenset({Label.FACE, Label.TORSO_SKIN, Label.LEFT_ARM, Label.RIGHT_ARM})
_IN_FRONT = frozenset(
    {Label.HAIR, Label.HAT, Label.GLOVES, Label.SCARF, Label.LEFT_ARM, Label.RIGHT_ARM}
)
_STRANDS = frozenset({Label.HAIR})
_HAIR_REACH = 2
"""Breadth of the edge at hair, whose strands reach far, as a multiple of the usual edge."""
_TOPS = frozenset({Label.UPPER_CLOTHES, Label.COAT})
"""A top's hem lies over the trousers."""

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
    parameters: FitParameters = USUAL,
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
        parameters: how to put it on.
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
    clock = StageClock(progress, cancel)
    with clock.stage(Stage.WARP):
        fitting = Fitting(image, parse, person=person, region=region, garment=garment)
    with clock.stage(Stage.COMPOSITE):
        return fitting.render(parameters)


class Fitting:
    """A garment measured for one region of one person, ready to be rendered again and again.

    What depends on photo and garment alone is measured once; of what depends on parameters, the
    latest of each step is kept, so that another strength of the shading warps nothing anew. For a
    live preview, prepare one on a reduced photo: parameters are shares, so they say the same.

    Args and errors are those of `fit_garment`.
    """

    def __init__(
        self,
        image: RgbImage,
        parse: HumanParse,
        *,
        person: int,
        region: Region,
        garment: Garment,
    ) -> None:
        self._view = _view_of(parse, person, region, garment)
        self._worn = measure_region(self._view, garment.category)
        figure, front = _measured(garment)
        self._match = match_figures(self._worn.figure, figure)
        self._texture = build_texture(front, scale=1.15 * self._match.scale / self._view.scale)
        self._box, self._mask = _region_box(parse, person, region)
        self._window = np.ascontiguousarray(image[self._box.slices])
        around = _surroundings(image, parse, person, self._view, self._box, self._mask, region)
        breadth = self._worn.breadth / self._view.scale
        self._look = PhotoLook.measure(self._window, around, breadth=breadth)
        self._hair = parse.part_mask(person, _STRANDS)[self._box.slices]
        self._warped = lru_cache(maxsize=1)(self._warp)
        self._matte = lru_cache(maxsize=1)(self._make_matte)

    def render(self, parameters: FitParameters = USUAL) -> FitResult:
        """Fit with these parameters."""
        pixels, own = self._warped(parameters.placement)
        lit = self._look.on(pixels, own, parameters)
        matte = self._matte(parameters.edge_softness)
        dressed = np.rint(replace_colours(self._window, matte, lit)).astype(np.uint8)
        seen = (matte.alpha > _LEAST_COVERAGE)[..., None]
        dressed = np.where(seen, dressed, self._window)
        return FitResult.between(
            self._window, dressed, self._box, matte.alpha >= 1, self._match.notes
        )

    def _warp(self, parameters: FitParameters) -> tuple[NDArray[np.float32], OwnLook]:
        region = Box.around(self._view.region)
        assert region is not None
        match = placed(self._match, parameters, region)
        pixels = _warped(self._texture, match, self._worn, self._view, self._box)
        return pixels, self._look.look_of(pixels)

    def _make_matte(self, softness: float) -> Matte:
        radius = max(1, round(softness * _band(self._box)))
        wide = band_towards(self._mask, self._hair, radius=_HAIR_REACH * radius)
        return edge_matte(self._window, self._mask, radius=radius, wide=wide)


def _surroundings(
    image: RgbImage,
    parse: HumanParse,
    person: int,
    view: RegionView,
    box: Box,
    mask: HardMask,
    region: Region,
) -> Surroundings:
    scene = image[view.box.slices]
    size = view.labels.shape[1], view.labels.shape[0]
    small = np.asarray(cv2.resize(scene, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    above = _IN_FRONT | (_TOPS if region is Region.LOWER else frozenset())
    return Surroundings(
        clothes=mask,
        front=parse.part_mask(person, above)[box.slices],
        gains=find_illuminant(small, view.region, view.mask(*_SKIN)),
        grain=measure_grain(scene),
    )


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


def _region_box(parse: HumanParse, person: int, region: Region) -> tuple[Box, HardMask]:
    full = parse.region_mask(person, region)
    box = Box.around(full)
    assert box is not None
    box = box.grown(2 * _band(box) + 2, limit=parse.size)
    return box, full[box.slices]


def _band(box: Box) -> int:
    return max(1, round(_BAND * max(box.width, box.height)))


def _warped(
    texture: Texture, match: Match, worn: WornRegion, view: RegionView, box: Box
) -> NDArray[np.float32]:
    """Warp every part and join them: colours (h, w, 3) float32 that cover the whole box."""
    result = np.zeros((box.height, box.width, 3), np.float32)
    for part in match.parts:
        if part.name == "trunk":
            result[:] = _sampled(texture, part, view, box, None)
            continue
        limb = worn.limbs[part.name]
        weight = _weight(limb, view, box)
        inner = Box.around(np.asarray(weight > 0))
        if inner is None:
            continue
        moved = Box(
            inner.left + box.left,
            inner.top + box.top,
            inner.right + box.left,
            inner.bottom + box.top,
        )
        warped = _sampled(texture, part, view, moved, limb)
        share = weight[inner.slices][..., None]
        result[inner.slices] = result[inner.slices] * (1 - share) + warped * share
    return result


def _weight(limb: HardMask, view: RegionView, box: Box) -> SoftMask:
    """Bring a limb's mask to the photo's size with a narrow soft edge, cut to ``box``."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
    grown = cv2.dilate(limb.astype(np.uint8), kernel).astype(np.float32)
    blurred = cv2.GaussianBlur(grown, (0, 0), 0.8)
    full = cv2.resize(blurred, (view.box.width, view.box.height), interpolation=cv2.INTER_LINEAR)
    left, top = box.left - view.box.left, box.top - view.box.top
    return np.asarray(full[top : top + box.height, left : left + box.width], dtype=np.float32)


def _sampled(
    texture: Texture, part: PartMatch, view: RegionView, box: Box, limb: HardMask | None
) -> NDArray[np.float32]:
    where = view.region if limb is None else limb

    def inside(points: Points) -> HardMask:
        local = np.rint((points - (view.box.left, view.box.top)) * view.scale).astype(int)
        height, width = where.shape
        seen = (local >= 0).all(axis=1) & (local[:, 0] < width) & (local[:, 1] < height)
        local = np.clip(local, 0, (width - 1, height - 1))
        return np.asarray(seen & where[local[:, 1], local[:, 0]])

    step = max(1, -(-max(box.width, box.height) // _GRID_CELLS))
    field = fit_field(
        view.to_photo(part.body), texture.places(part.garment), box=box, step=step, inside=inside
    )
    x, y = field.maps((box.height, box.width))
    warped = cv2.remap(texture.pixels, x, y, cv2.INTER_LANCZOS4, borderMode=cv2.BORDER_REPLICATE)
    return warped.astype(np.float32)
