"""A garment bent onto a body, part by part: its colours and its own coverage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.body.view import RegionView, view_to_photo
from tryon.body.worn import WornRegion
from tryon.fitting.warp.correspondences import Match, PartMatch
from tryon.fitting.warp.texture import Texture, build_texture
from tryon.fitting.warp.tps import fit_backward_map
from tryon.geometry import Box, HardMask, PhotoPoints, RgbaImage, SoftMask, ViewPoints
from tryon.pixels.masks import filled_polygon, grown
from tryon.shape.figure import Figure, SkirtFigure, TopFigure, TrousersFigure
from tryon.shape.sides import BOTH_LEGS, BOTH_SLEEVES, GarmentPart, Pair, Side

_GRID_CELLS = 75
"""Cells of the warp along the longest side of all that is draped."""
_SOFT = 6
"""How far a part's soft edge reaches, in pixels of the view."""
_REDUCTION = 8
_CONTESTED = 0.04
"""Reach over which two parts compete for what neither covers, as a share of the larger side."""
_CONTINUED = 0.06
"""How far past its end a part is continued, as a share of the larger side; twice that fades out."""
_PAST = 0.3
"""How far outside all its pairs a limb may lie, in the root of the area that they span."""
_SPREAD = 0.1
_PAST_ARMHOLE = 0.03
"""How far cloth of the torso is kept past the armhole, in lengths of the torso."""


class Displacement(Protocol):
    """Where a garment is taken from where its match lays it, in the pixels of photo and view."""

    def back(self, points: PhotoPoints) -> PhotoPoints:
        """Take positions (N, 2) of the photo to where the garment lies there by its match."""

    def carried(self, mask: HardMask) -> HardMask:
        """Take a mask (h, w) of the view along."""


@dataclass(frozen=True, eq=False)
class WarpedGarment:
    """A garment as it lies on a body.

    Attributes:
        pixels: its colours (h, w, 3) float32, continued over all of the box.
        alpha: its own coverage (h, w) float32: its cut, before anything lies in front of it.
    """

    pixels: NDArray[np.float32]
    alpha: SoftMask


def warp_box(match: Match, view: RegionView, *, margin: int) -> Box:
    """Return the pixels of the photo that a matched garment and the old one can touch."""
    bodies = [part.body for part in match.parts]
    touched = ViewPoints(np.concatenate([view.region_corners, *bodies, _reached(match)]))
    points = view.to_photo(touched)
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    box = Box(int(left), int(top), int(np.ceil(right)) + 1, int(np.ceil(bottom)) + 1)
    if match.ends_open:  # a hem that hangs freely spreads past its last landmarks
        margin += round(_SPREAD * box.width)
    box = box.grown(margin, limit=view.photo_size)
    return Box(
        max(box.left, view.box.left),
        max(box.top, view.box.top),
        min(box.right, view.box.right),
        min(box.bottom, view.box.bottom),
    )


def _reached(match: Match) -> ViewPoints:
    """Return points a little above the highest ones: collars stand up from the shoulder line."""
    trunk = match.parts[0].body
    height = np.ptp(trunk[:, 1])
    return ViewPoints(np.array([[trunk[:, 0].mean(), trunk[:, 1].min() - 0.12 * height]]))


@dataclass(frozen=True, eq=False)
class PreparedGarment:
    """A garment ready to be warped, whatever its place.

    Attributes:
        texture: its colours, continued past its outline.
        coverage: that of each part (h, w) uint8 in the texture's pixels: a torso has no sleeves,
            a leg not the other one; a sleeve is cut off by where it lies.
    """

    texture: Texture
    coverage: Mapping[GarmentPart, NDArray[np.uint8]]


def prepare_garment(front: RgbaImage, figure: Figure, *, scale: float) -> PreparedGarment:
    """Bring a garment to the size at which it will be seen.

    Args:
        front: the garment (H, W, 4) without the inside of its back.
        figure: its landmarks.
        scale: pixels of the photo per pixel of the garment.
    """
    texture = build_texture(front, scale=min(1.0, 1.15 * scale))
    alpha = front[..., 3]
    match figure:
        case TopFigure():
            whole = _coverage(alpha, texture)
            torso = _coverage(_without_sleeves(alpha, figure), texture)
            coverage = {GarmentPart.TORSO: torso, **dict.fromkeys(BOTH_SLEEVES, whole)}
        case TrousersFigure():
            is_left = _left_of_legs(alpha.shape, figure)
            below = np.arange(alpha.shape[0])[:, None] > figure.landmarks.crotch.y
            other = Pair(below & ~is_left, below & is_left)
            legs = other.map(lambda away: _coverage(np.where(away, np.uint8(0), alpha), texture))
            coverage = {BOTH_LEGS[side]: legs[side] for side in Side}
        case SkirtFigure():
            coverage = {GarmentPart.SKIRT: _coverage(alpha, texture)}
    return PreparedGarment(texture, coverage)


def warp_garment(
    garment: PreparedGarment,
    match: Match,
    worn: WornRegion,
    view: RegionView,
    box: Box,
    displacement: Displacement | None = None,
) -> WarpedGarment:
    """Warp every part of a garment and join them.

    Args:
        garment: the garment.
        match: where its landmarks lie on the body.
        worn: the body.
        view: the body's place in the photo.
        box: pixels of the photo to cover.
        displacement: takes the garment on from where the match lays it.
    """
    pixels: NDArray[np.float32] = np.zeros((box.height, box.width, 3), np.float32)
    alpha: SoftMask = np.zeros((box.height, box.width), np.float32)
    step = max(1, -(-max(box.width, box.height) // _GRID_CELLS))
    for part in match.parts:
        coverage, zone = garment.coverage[part.part], worn.zones.get(part.part)
        if zone is None:
            pixels, alpha = _sampled(
                garment.texture, coverage, part, view, box, step, None, displacement
            )
            continue
        taken = zone if displacement is None else displacement.carried(zone)
        place = _reach(taken, view, box)
        if place is None:
            continue
        warped, cut = _sampled(
            garment.texture, coverage, part, view, place, step, zone, displacement
        )
        share = _weight(taken, view, place)
        inner = place.moved(-box.left, -box.top).slices
        continued = _nearer(cut, alpha[inner]) * _beside(cut)
        shown = share * np.maximum(cut, (1 - alpha[inner]) * continued)
        warped -= pixels[inner]
        warped *= shown[..., None]
        pixels[inner] += warped
        if part.part is GarmentPart.RIGHT_LEG:
            alpha[inner] += (cut - alpha[inner]) * share
        else:
            alpha[inner] = np.maximum(alpha[inner], cut * share)
    return WarpedGarment(pixels, alpha)


def _nearer(cut: SoftMask, other: SoftMask) -> SoftMask:
    """Return the share (h, w) by which a part that has ended is continued, rather than another."""
    size = _coarse(cut.shape)
    near = []
    for coverage in (cut, other):
        small = cv2.resize(coverage, size, interpolation=cv2.INTER_AREA)
        near.append(cv2.GaussianBlur(small, (0, 0), 1 + _CONTESTED * max(size)) + 1e-6)
    share = np.asarray(near[0] / (near[0] + near[1]), dtype=np.float32)
    full = cv2.resize(share, (cut.shape[1], cut.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(full, dtype=np.float32)


def _beside(cut: SoftMask) -> SoftMask:
    """Return how close (h, w) a part's own coverage is: far from it, its warp is only guessed."""
    small = cv2.resize(cut, _coarse(cut.shape), interpolation=cv2.INTER_AREA)
    away = cv2.distanceTransform((small < 0.5).astype(np.uint8), cv2.DIST_L2, 3)
    reach = _CONTINUED * max(small.shape)
    near = np.clip(2 - np.minimum(away, 2 * reach) / reach, 0.0, 1.0)  # huge without any cut
    full = cv2.resize(near, (cut.shape[1], cut.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(full, dtype=np.float32)


def _coarse(shape: tuple[int, ...]) -> tuple[int, int]:
    return -(-shape[1] // _REDUCTION), -(-shape[0] // _REDUCTION)


def _left_of_legs(shape: tuple[int, ...], figure: TrousersFigure) -> HardMask:
    """Return the pixels (H, W) on the left of the middle between the two legs' inner edges."""
    inner = (leg.right for leg in figure.legs)
    rows = np.arange(shape[0])
    edges = [np.interp(rows, edge[:, 1], edge[:, 0]) for edge in inner]
    return np.asarray(np.arange(shape[1]) < np.mean(edges, axis=0)[:, None])


def _without_sleeves(alpha: NDArray[np.uint8], figure: TopFigure) -> NDArray[np.uint8]:
    """Cut the sleeves off a top's alpha (H, W) along the armholes."""
    if figure.sleeves == Pair(None, None):
        return alpha
    marks, torso = figure.landmarks, figure.torso
    seam = _PAST_ARMHOLE * torso.length
    low = alpha.shape[0] + 9.0
    left, right = marks.shoulders
    room = np.array([seam, 0.0])
    upper = [(left.x - seam, left.y), (left.x - seam, -9.0),
             (right.x + seam, -9.0), (right.x + seam, right.y)]  # fmt: skip
    lower = [(torso.right[-1, 0] + seam, low), (torso.left[-1, 0] - seam, low)]
    outline = [torso.left[::-1] - room, np.array(upper), torso.right + room, np.array(lower)]
    return np.where(filled_polygon(alpha.shape, np.concatenate(outline)), alpha, np.uint8(0))


def _coverage(alpha: NDArray[np.uint8], texture: Texture) -> NDArray[np.uint8]:
    """Return the garment's alpha (h, w) in the texture's pixels."""
    wanted = (
        texture.pixels.shape[1] - 2 * texture.margin,
        texture.pixels.shape[0] - 2 * texture.margin,
    )
    if wanted != (alpha.shape[1], alpha.shape[0]):
        alpha = np.asarray(cv2.resize(alpha, wanted, interpolation=cv2.INTER_AREA), np.uint8)
    return np.pad(alpha, texture.margin)


def _reach(zone: HardMask, view: RegionView, box: Box) -> Box | None:
    """Return the pixels of ``box`` in which a zone of the view counts at all."""
    around = Box.around(zone)
    return None if around is None else view.box_in_photo(around, margin=_SOFT, limit=box)


def _weight(zone: HardMask, view: RegionView, box: Box) -> SoftMask:
    """Bring a zone to the photo's size with a narrow soft edge, cut to ``box``."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
    grown = cv2.dilate(zone.astype(np.uint8), kernel).astype(np.float32)
    return view_to_photo(np.asarray(cv2.GaussianBlur(grown, (0, 0), 0.8)), view, box)


def _sampled(
    texture: Texture,
    coverage: NDArray[np.uint8],
    part: PartMatch,
    view: RegionView,
    box: Box,
    step: int,
    zone: HardMask | None,
    displacement: Displacement | None,
) -> tuple[NDArray[np.float32], SoftMask]:
    hull = np.zeros(view.shape, np.uint8)
    corners = cv2.convexHull(np.rint(part.body).astype(np.int32))
    cv2.fillPoly(hull, [corners], 1)
    where = np.asarray(hull > 0) if zone is None else np.asarray(hull > 0) & zone

    def inside(points: PhotoPoints) -> HardMask:
        local = np.rint(view.from_photo(points)).astype(int)
        height, width = where.shape
        seen = (local >= 0).all(axis=1) & (local[:, 0] < width) & (local[:, 1] < height)
        local = np.clip(local, 0, (width - 1, height - 1))
        return np.asarray(seen & where[local[:, 1], local[:, 0]])

    backward_map = fit_backward_map(
        view.to_photo(part.body),
        texture.places(part.garment),
        box=box,
        step=step,
        inside=inside,
        back=None if displacement is None else displacement.back,
    )
    x, y = backward_map.maps((box.height, box.width))
    warped = cv2.remap(texture.pixels, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    cut = cv2.remap(coverage, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    share = np.asarray(cut, dtype=np.float32) / np.float32(255)
    if zone is not None:  # far from all its pairs a limb's warp is only guessed, and may fold
        past = max(1, round(_PAST * float(np.sqrt(np.count_nonzero(hull)))))
        share *= _weight(grown(np.asarray(hull > 0), past), view, box)
    return warped.astype(np.float32), share
