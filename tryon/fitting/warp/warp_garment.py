"""A garment warped onto a body, part by part: its colours and its coverage."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tryon.body.legs import HIP_STATIONS
from tryon.body.view import RegionView, view_to_photo
from tryon.fitting.warp.correspondences import Match, PartMatch
from tryon.fitting.warp.part_map import PartMap, crease_along, map_strip, map_torso
from tryon.fitting.warp.texture import Texture, as_it_is, build_texture
from tryon.geometry import (
    Box,
    GarmentPoints,
    HardMask,
    RgbaImage,
    SoftMask,
    ViewPoints,
)
from tryon.late import cv2
from tryon.pixels.masks import filled_polygon
from tryon.pixels.matte import laid_over
from tryon.shape.figure import Figure, SkirtFigure, TopFigure, TrousersFigure
from tryon.shape.sides import BOTH_LEGS, BOTH_SLEEVES, GarmentPart, Pair, Side

_SOFT_EDGE = 6
"""Room for a part's soft edge, in pixels of the view."""
_HEM_SPREAD = 0.1
"""Extra margin of a garment with a hem that hangs free, in widths of its box."""
_CUT, _SEAM = 0.004, 0.03
"""How far the torso's cloth is kept past the armhole, and a sleeve's before it, in lengths of the
torso."""
_LEG_SEAM = 0.008
"""How far a leg's cloth is kept past the middle above the crotch, in lengths of the leg."""


class Displacement(Protocol):
    """How a garment is moved from where its match lays it, in pixels of the view."""

    @property
    def origins(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Where each pixel (h, w) lay before the garment was moved, x and y."""

    def carried(self, mask: HardMask) -> HardMask:
        """Return a mask (h, w) of the view, moved with the garment."""


@dataclass(frozen=True, eq=False)
class WarpedGarment:
    """A garment as it lies on a body.

    Attributes:
        pixels: its colours (h, w, 3) float32, continued over all of the box.
        alpha: its coverage (h, w) float32, before anything lies in front of it.
    """

    pixels: NDArray[np.float32]
    alpha: SoftMask


def warp_box(match: Match, view: RegionView, *, margin: int) -> Box:
    """Return the box of the photo that a matched garment and the old clothes can touch."""
    bodies = [part.body for part in match.parts]
    touched = ViewPoints(np.concatenate([view.region_corners, *bodies, _collar_point(match)]))
    points = view.to_photo(touched)
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    box = Box(int(left), int(top), int(np.ceil(right)) + 1, int(np.ceil(bottom)) + 1)
    if match.ends_open:  # a hem that hangs freely spreads past its last landmarks
        margin += round(_HEM_SPREAD * box.width)
    box = box.grown(margin, limit=view.photo_size)
    return Box(
        max(box.left, view.box.left),
        max(box.top, view.box.top),
        min(box.right, view.box.right),
        min(box.bottom, view.box.bottom),
    )


def _collar_point(match: Match) -> ViewPoints:
    """Return a point (1, 2) a little above the shoulders, where collars stand up."""
    torso = match.parts[0].body
    height = np.ptp(torso[:, 1])
    return ViewPoints(np.array([[torso[:, 0].mean(), torso[:, 1].min() - 0.12 * height]]))


@dataclass(frozen=True, eq=False)
class PreparedGarment:
    """A garment ready to be warped, whatever its place.

    Attributes:
        texture: its colours, continued past its outline.
        coverage: the alpha (h, w) uint8 that each part shows, in the texture's pixels: a torso
            without sleeves, a leg without the other one, a sleeve with all of the garment (the
            zone of the arm limits it).
    """

    texture: Texture
    coverage: Mapping[GarmentPart, NDArray[np.uint8]]


def prepare_garment(
    front: RgbaImage,
    figure: Figure,
    *,
    scale: float,
    recoloured: Callable[[RgbaImage], RgbaImage] = as_it_is,
) -> PreparedGarment:
    """Bring a garment to the size at which it will be seen.

    Args:
        front: the garment (H, W, 4) without the inside of its back.
        figure: its landmarks.
        scale: pixels of the photo per pixel of the garment.
        recoloured: gives the garment (h, w, 4) other colours, at that size.
    """
    texture = build_texture(front, scale=min(1.0, 1.15 * scale), recoloured=recoloured)
    alpha = front[..., 3]
    match figure:
        case TopFigure():
            torso = _coverage(_without_sleeves(alpha, figure), texture)
            sleeves = _coverage(_without_torso(alpha, figure), texture)
            coverage = {GarmentPart.TORSO: torso, **dict.fromkeys(BOTH_SLEEVES, sleeves)}
        case TrousersFigure():
            legs = Pair.of(lambda side: _coverage(_leg_alone(alpha, figure, side), texture))
            coverage = {BOTH_LEGS[side]: legs[side] for side in Side}
        case SkirtFigure():
            coverage = {GarmentPart.SKIRT: _coverage(alpha, texture)}
    return PreparedGarment(texture, coverage)


def map_parts(match: Match, view: RegionView) -> dict[GarmentPart, PartMap]:
    """Lay every part on the body, whatever a hand does to it afterwards."""

    def mapped(part: PartMatch) -> PartMap:
        if part.part is GarmentPart.TORSO:
            return map_torso(part.body, part.garment, view.shape)
        body, flat = part.strips
        laid = map_strip(body, flat, view.shape)
        lies_over = part.part in BOTH_LEGS and part is not match.parts[0]
        if not lies_over or match.keeps_edges:
            return laid
        inner = body.right[HIP_STATIONS - 1 :]  # from the crotch on
        return replace(laid, crease=crease_along(inner, body.width, view.shape))

    return {part.part: mapped(part) for part in match.parts}


def warp_garment(
    garment: PreparedGarment,
    part_maps: Mapping[GarmentPart, PartMap],
    view: RegionView,
    box: Box,
    displacement: Displacement | None = None,
) -> WarpedGarment:
    """Warp every part of a garment and join them.

    Args:
        garment: the garment.
        part_maps: where its parts lie by measure, the torso or the first leg first.
        view: the body's place in the photo.
        box: pixels of the photo to cover.
        displacement: moves the garment from there.
    """
    (first, first_map), *others = part_maps.items()
    layer = _warp_part(garment, first, first_map, view, box, displacement)
    # its colours go on over all of the box, for what lies beside all parts
    pixels, alpha = layer.pixels, layer.alpha * layer.weight
    for part, part_map in others:
        place = _touched_box(part_map, view, box, displacement)
        if place is None:
            continue
        layer = _warp_part(garment, part, part_map, view, place, displacement)
        inside = place.moved(-box.left, -box.top).slices
        shown = layer.weight * np.maximum(layer.alpha, 1 - alpha[inside])
        pixels[inside] = laid_over(pixels[inside], layer.pixels, shown)
        if layer.light is not None:
            pixels[inside] *= layer.light[..., None]
        alpha[inside] = np.maximum(alpha[inside], layer.alpha * layer.weight)
    return WarpedGarment(pixels, alpha)


@dataclass(frozen=True, eq=False)
class _Layer:
    """One part of a garment in a box of the photo.

    Attributes:
        pixels: its colours (h, w, 3), continued beside it.
        alpha: its coverage (h, w).
        weight: where (h, w) it may lie, in [0, 1].
        light: what of the light (h, w) is left where it touches what lies beside it; None for all.
    """

    pixels: NDArray[np.float32]
    alpha: SoftMask
    weight: SoftMask
    light: SoftMask | None = None


def _warp_part(
    garment: PreparedGarment,
    part: GarmentPart,
    part_map: PartMap,
    view: RegionView,
    box: Box,
    displacement: Displacement | None,
) -> _Layer:
    """Warp a part to where it lies."""
    maps = _in_view(view, box, displacement)
    on_garment = GarmentPoints(part_map.places.astype(np.float64))
    on_texture = garment.texture.places(on_garment).astype(np.float32)
    places = cv2.remap(on_texture, *maps, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    x, y = (np.asarray(axis, np.float32) for axis in cv2.split(places))
    pixels, alpha = _sampled(garment.texture, garment.coverage[part], x, y)
    if part_map.inside is None:
        return _Layer(pixels, alpha, np.ones_like(alpha))
    inside = part_map.inside.astype(np.float32)
    weight = cv2.remap(inside, *maps, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    if part_map.crease is None:
        return _Layer(pixels, alpha, np.asarray(weight, np.float32))
    light = cv2.remap(part_map.crease, *maps, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return _Layer(pixels, alpha, np.asarray(weight, np.float32), np.asarray(light, np.float32))


def _in_view(
    view: RegionView, box: Box, displacement: Displacement | None
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return where in the view each pixel (h, w) of the photo's box lay by measure, x and y."""
    if displacement is None:
        x = (np.arange(box.left, box.right) - view.box.left + 0.5) * view.scale - 0.5
        y = (np.arange(box.top, box.bottom) - view.box.top + 0.5) * view.scale - 0.5
        grid = np.meshgrid(x.astype(np.float32), y.astype(np.float32))
        return grid[0], grid[1]
    x, y = (view_to_photo(origins, view, box) for origins in displacement.origins)
    return x, y


def _sampled(
    texture: Texture,
    coverage: NDArray[np.uint8],
    x: NDArray[np.float32],
    y: NDArray[np.float32],
) -> tuple[NDArray[np.float32], SoftMask]:
    """Return a garment's colours (h, w, 3) and alpha (h, w) at places of its texture."""
    pixels = cv2.remap(texture.pixels, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    alpha = cv2.remap(coverage, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    return pixels.astype(np.float32), np.asarray(alpha, np.float32) / np.float32(255)


def _leg_alone(alpha: NDArray[np.uint8], figure: TrousersFigure, side: Side) -> NDArray[np.uint8]:
    """Cut the other leg off the alpha (H, W) of trousers, but for a seam down to the crotch."""
    rows = np.arange(alpha.shape[0])
    edges = [np.interp(rows, leg.right[:, 1], leg.right[:, 0]) for leg in figure.legs]
    middle = np.mean(edges, axis=0)
    seam = _LEG_SEAM * figure.legs[side].length
    seams = np.where(rows < figure.landmarks.crotch.y - 2 * seam, seam, 0.0)
    past = side.outward * (np.arange(alpha.shape[1]) - middle[:, None]) < -seams[:, None]
    return np.where(past, np.uint8(0), alpha)


def _without_sleeves(alpha: NDArray[np.uint8], figure: TopFigure) -> NDArray[np.uint8]:
    """Cut the sleeves off a top's alpha (H, W) along the armholes."""
    if figure.sleeves == Pair(None, None):
        return alpha
    marks, torso = figure.landmarks, figure.torso
    seam = _CUT * torso.length
    bottom_y = alpha.shape[0] + 9.0
    left, right = marks.shoulders
    offset = np.array([seam, 0.0])
    upper = [(left.x - seam, left.y), (left.x - seam, -9.0),
             (right.x + seam, -9.0), (right.x + seam, right.y)]  # fmt: skip
    lower = [(torso.right[-1, 0] + seam, bottom_y), (torso.left[-1, 0] - seam, bottom_y)]
    outline = [torso.left[::-1] - offset, np.array(upper), torso.right + offset, np.array(lower)]
    return np.where(filled_polygon(alpha.shape, np.concatenate(outline)), alpha, np.uint8(0))


def _without_torso(alpha: NDArray[np.uint8], figure: TopFigure) -> NDArray[np.uint8]:
    """Cut the torso out of a top's alpha (H, W), but for a seam along the armholes."""
    marks, torso = figure.landmarks, figure.torso
    seam = np.array([_SEAM * torso.length, 0.0])
    left, right = (shoulder.position for shoulder in marks.shoulders)
    up = np.array([0.0, -alpha.shape[0]])
    at_armpit = seam * (np.arange(len(torso.left)) == 0)[:, None]
    inner = [
        (torso.left + at_armpit)[::-1],
        (left + seam)[None],
        (left + seam + up)[None],
        (right - seam + up)[None],
        (right - seam)[None],
        torso.right - at_armpit,
    ]
    return np.where(filled_polygon(alpha.shape, np.concatenate(inner)), np.uint8(0), alpha)


def _coverage(alpha: NDArray[np.uint8], texture: Texture) -> NDArray[np.uint8]:
    """Return the garment's alpha (h, w) in the texture's pixels."""
    size_wh = (
        texture.pixels.shape[1] - 2 * texture.margin,
        texture.pixels.shape[0] - 2 * texture.margin,
    )
    if size_wh != (alpha.shape[1], alpha.shape[0]):
        alpha = np.asarray(cv2.resize(alpha, size_wh, interpolation=cv2.INTER_AREA), np.uint8)
    return np.pad(alpha, texture.margin)


def _touched_box(
    part_map: PartMap, view: RegionView, box: Box, displacement: Displacement | None
) -> Box | None:
    """Return the part of ``box`` that a part of a garment and its soft edge touch."""
    inside = part_map.inside
    if inside is None:
        return box
    around = Box.around(inside if displacement is None else displacement.carried(inside))
    return None if around is None else view.box_in_photo(around, margin=_SOFT_EDGE, limit=box)
