"""Cutting a garment out of its product photo.

The reader says what the garment covers, in coarse cells; the picture's own colours bring that to
its edges. A plain background is also modelled as a smooth colour surface fitted to the picture's
border: whether a pixel differs from it counts where the reader is not sure. A cut along the edge
then takes away rims of ground and gives back lost cloth.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tryon.errors import GarmentError
from tryon.garments.reader.edge_cut import cut_at_edges, edge_band
from tryon.garments.reader.sharpen import sharpened
from tryon.geometry import Box, HardMask, RgbaImage, RgbImage, Size, SoftMask
from tryon.late import cv2
from tryon.messages import GarmentProblem, Hint
from tryon.pixels.eight_bit import eight_bit
from tryon.pixels.masks import disc, part_at
from tryon.pixels.matte import Matte
from tryon.pixels.matting import sampled_matte
from tryon.pixels.resize import reduced
from tryon.shape.figure import Point

GARMENT_SIDE = 1600
"""Longest side in pixels of a cut-out: more than a garment ever needs on a photo."""

_WORK_SIDE = 512
"""Longest side in pixels of the reduced picture in which the garment is found."""
_EDGE_SIDE = 400
"""Longest side in pixels of the one in which the garment is cut out along its edges: those of flat
tops are as good as with 512, in two thirds of the time."""
_LEAST_EDGE = 3
"""Least half width in pixels of a soft edge: however small a picture is, compression and scaling
have spread the background that far into the cloth."""
_NEARLY = 0.1
"""Alpha up to which a pixel near an edge is nothing, and from 1 down to which it is cloth: colours
of a compressed picture say no more, and a dark garment with 0.95 shows what is behind it."""
CROP_MARGIN = 2
"""Pixels left around a cut-out."""
FAINT = 8
"""Least alpha (0 to 255) of a pixel that a cut-out must hold."""
_SPECK_AREA = 0.02
"""Area below which a part is dropped, in areas of the largest part."""
_OPAQUE = 250
"""Least alpha (0 to 255) of an opaque pixel."""
_VISIBLE = 128
"""Least alpha of a pixel that counts as the garment's."""
_GAP_AREA = 0.0005
"""Least area of a gap inside a garment, in areas of the garment."""
_GAP_DEPTH = 0.06
"""Greatest distance of a gap from the outline, in square roots of the garment's area."""
_FAINT_RIM = 12.0
"""Contrast of the rim (CIE76) below which the outline may be broken."""
_LEAST_FAINT, _FAINT_TO_FLAW = 0.7, 1.5
"""Least distance of white from a flawless white background: in CIE76, and in its flaws."""
_MISSED = 0.93
"""Fraction of the faint silhouette below which a garment was not found completely."""
_COMPRESSION_BLOCK = 8
"""Side of the blocks in which compression frays a faint outline, in pixels of the photo."""
_PLAIN_BORDER = 0.8
"""Least fraction of the border that the model of a plain background explains."""
_PLAIN_NOISE = 3.0
"""Greatest noise (CIE76) of a plain background."""
LEAST_SIDE, GOOD_SIDE = 64, 400
"""Least side of a picture in pixels, and that from which a garment looks sharp on most photos."""
_LEAST_AREA = 0.01
"""Least area of a garment, in areas of the picture."""
_JOINT_WIDTH = 5
"""Greatest width of a joint between tiles, in pixels of the reduced picture."""
_BODY_AREA = 0.1
"""Least area of a part that surely belongs to the garment, in areas of its largest part."""


@dataclass(frozen=True, eq=False)
class CutOut:
    """A garment cut out of its picture.

    Attributes:
        rgba: the garment alone (h, w, 4) uint8, straight alpha, cropped with a small margin.
        offset: its upper left corner in the picture, in shares of the picture's size (2,).
        extent: its width and height in the same shares (2,).
    """

    rgba: RgbaImage
    offset: NDArray[np.float64]
    extent: NDArray[np.float64]

    def in_picture(self, point: Point) -> NDArray[np.float64]:
        """Take a point in shares of the cut-out to shares of the picture (2,)."""
        return point.position * self.extent + self.offset


def find_cutout(rgba: RgbaImage, coverage: SoftMask) -> CutOut:
    """Cut a garment out of its picture.

    Args:
        rgba: product photo (H, W, 4) uint8. Real transparency is kept; an opaque picture is cut
            out automatically.
        coverage: probability (h, w) float32 that the garment covers a cell, as the reader gives
            it.

    Raises:
        GarmentError: if the picture holds nothing that could be a garment.
        ValueError: if it is not (H, W, 4) uint8.
    """
    check_picture(rgba)
    if has_transparency(rgba):
        return without_specks(rgba)
    rgba = reduced(rgba, GARMENT_SIDE)
    return _cut_from_background(np.ascontiguousarray(rgba[..., :3]), coverage)


def check_picture(rgba: RgbaImage) -> None:
    """Refuse a picture (H, W, 4) of which nothing could be read.

    Raises:
        GarmentError: if it is too small, or fully transparent.
        ValueError: if it is not (H, W, 4) uint8.
    """
    if rgba.dtype != np.uint8 or rgba.ndim != 3 or rgba.shape[2] != 4:
        raise ValueError(f"rgba must be (H, W, 4) uint8, got {rgba.shape} {rgba.dtype}")
    if has_transparency(rgba):
        _check_opacity(rgba)
    elif min(rgba.shape[:2]) < LEAST_SIDE:
        raise GarmentError(
            GarmentProblem.TINY_PICTURE,
            width=rgba.shape[1],
            height=rgba.shape[0],
            least=LEAST_SIDE,
            good=GOOD_SIDE,
        )


def has_transparency(rgba: RgbaImage) -> bool:
    """Return whether a picture (H, W, 4) is cut out already."""
    return bool((rgba[..., 3] < _OPAQUE).mean() > 0.001)


def _check_opacity(rgba: RgbaImage) -> None:
    opacity = round(100 * int(rgba[..., 3].max()) / 255)
    if not opacity:
        raise GarmentError(GarmentProblem.TRANSPARENT, hint=Hint.PLAIN_BACKGROUND)
    if not (rgba[..., 3] >= _VISIBLE).any():
        raise GarmentError(GarmentProblem.TOO_SHEER, percent=opacity)


def without_specks(rgba: RgbaImage) -> CutOut:
    """Return a picture (H, W, 4) that is cut out already, reduced and without specks.

    Raises:
        GarmentError: if hardly anything of it is opaque.
    """
    rgba = reduced(rgba, GARMENT_SIDE)
    _check_opacity(rgba)
    visible = rgba[..., 3] >= _VISIBLE
    kept = _large_parts(visible)
    is_near_kept = cv2.dilate(kept.astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
    result = rgba.copy()
    result[..., 3] = np.where(is_near_kept & ~(visible & ~kept), rgba[..., 3], 0)
    return _cropped(result)


def _cut_from_background(rgb: RgbImage, coverage: SoftMask) -> CutOut:
    matte = soft_edge(rgb, _garment_mask(rgb, coverage))
    whole = eight_bit(255 * matte.alpha)
    return _cropped(np.dstack([_edge_colours(rgb, matte.alpha, matte), whole]))


def soft_edge(rgb: RgbImage, mask: HardMask) -> Matte:
    """Return how far a garment's mask (H, W) covers each pixel of its picture (H, W, 3)."""
    matte = sampled_matte(rgb, mask, radius=_edge_radius(rgb))
    alpha = np.clip((matte.alpha - _NEARLY) / (1 - 2 * _NEARLY), 0, 1)
    return replace(matte, alpha=alpha)


def edge_colours(rgb: RgbImage, alpha: NDArray[np.uint8]) -> RgbImage:
    """Return a picture (H, W, 3) without the background's colour where alpha (H, W) is partial."""
    matte = sampled_matte(rgb, np.asarray(alpha >= _VISIBLE), radius=_edge_radius(rgb))
    return _edge_colours(rgb, alpha.astype(np.float32) / np.float32(255), matte)


def _edge_radius(rgb: RgbImage) -> int:
    """Return half the width in pixels of a garment's soft edge in a picture (H, W, 3)."""
    return max(_LEAST_EDGE, round(max(Size.of(rgb).width, Size.of(rgb).height) / 400))


def _edge_colours(rgb: RgbImage, alpha: SoftMask, matte: Matte) -> RgbImage:
    edge = matte.band & (alpha > 0) & (alpha < 0.99)
    colour = rgb.astype(np.float32)
    in_band = edge[matte.band]
    unmixed = _without_background(colour[edge], alpha[edge], matte.outside[in_band])
    inside = matte.inside[in_band]  # the fainter a pixel, the less can be told of its cloth
    colour[edge] = inside + (unmixed - inside) * alpha[edge][:, None]
    return eight_bit(colour)


def _without_background(
    colour: NDArray[np.float32], alpha: NDArray[np.float32], outside: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Remove the background from mixed colours (N, 3), so that no halo remains."""
    weight = np.maximum(alpha, 0.25)[:, None]
    return np.asarray(np.clip((colour - (1 - weight) * outside) / weight, 0, 255), dtype=np.float32)


def _garment_mask(rgb: RgbImage, coverage: SoftMask) -> HardMask:
    """Find the garment (H, W) of an opaque picture."""
    small = reduced(rgb, _WORK_SIDE)
    mask = _as_read(small, coverage, _mask_on_plain(small))
    if mask.mean() < _LEAST_AREA or not mask.any():
        raise GarmentError(GarmentProblem.NOTHING_STANDS_OUT, hint=Hint.PLAIN_BACKGROUND)
    if mask.mean() > 0.97:
        raise GarmentError(GarmentProblem.LIKE_BACKGROUND, hint=Hint.PLAIN_BACKGROUND)
    full = cv2.resize(mask.astype(np.float32), rgb.shape[1::-1], interpolation=cv2.INTER_CUBIC)
    return np.asarray(full >= 0.5)


def _as_read(small: RgbImage, coverage: SoftMask, by_colour: HardMask | None) -> HardMask:
    """Return what the network covers of a picture (h, w, 3), with the picture's own edges.

    Prints that look like the background are no holes: what is enclosed is the garment's unless the
    background is seen there, by the network and by where it lies, as between a body and an arm.
    """
    share = np.asarray(cv2.resize(coverage, small.shape[1::-1]), np.float32)
    mask = _large_parts(sharpened(small, coverage, witness=by_colour))
    mask = np.asarray(mask & _seen_parts(mask, share))
    enclosed = np.asarray(_holes_filled(mask) & ~mask)
    belief = share if by_colour is None else (share + by_colour) * np.float32(0.5)
    return _at_edges(small, np.asarray(mask | (enclosed & _seen_parts(enclosed, belief))))


def _at_edges(rgb: RgbImage, mask: HardMask) -> HardMask:
    """Return a mask (h, w) with what the edges of a picture (h, w, 3) say of it, found on less."""
    small = reduced(rgb, _EDGE_SIDE)
    size = small.shape[1::-1]
    share = cv2.resize(mask.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    before = np.asarray(share >= 0.5)
    band = edge_band(before)
    if band is None:
        return mask
    change = cut_at_edges(small, before, band).astype(np.float32) - before
    enlarged = cv2.resize(change, mask.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray((mask | (enlarged > 0.5)) & (enlarged >= -0.5))


def _seen_parts(mask: HardMask, share: SoftMask) -> HardMask:
    """Return the parts of a mask (h, w) that a probability (h, w) covers for the most part."""
    count, ids = cv2.connectedComponents(mask.astype(np.uint8), connectivity=4)
    sums = np.bincount(ids.ravel(), weights=share.ravel(), minlength=count)
    is_seen = sums >= 0.5 * np.bincount(ids.ravel(), minlength=count)
    is_seen[0] = False
    return np.asarray(is_seen[ids])


def _mask_on_plain(small: RgbImage) -> HardMask | None:
    """Find what differs from a plain background (h, w); None if it is not plain."""
    background = _fit_background(small)
    if background.explained < _PLAIN_BORDER or background.noise > _PLAIN_NOISE:
        return None
    return _without_floor_lines(_unlike_background(background))


@dataclass(frozen=True, eq=False)
class _Background:
    """How far each pixel is from the border's colours.

    Attributes:
        distance: CIE76 colour difference (H, W) float32 to the modelled background.
        noise: standard deviation of the distance on the border, estimated from its median.
        flaw: distance that 99 % of the border's pixels do not exceed.
        explained: fraction of the border that the model explains.
    """

    distance: NDArray[np.float32]
    noise: float
    flaw: float
    explained: float


def _fit_background(rgb: RgbImage) -> _Background:
    """Fit a quadratic colour surface to the picture's border, dropping outliers."""
    lab = cv2.cvtColor(rgb.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    height, width = lab.shape[:2]
    ring = np.ones((height, width), np.bool_)
    thickness = max(2, round(0.02 * max(height, width)))
    ring[thickness:-thickness, thickness:-thickness] = False
    y, x = np.mgrid[:height, :width].astype(np.float64)
    x, y = x / width, y / height
    basis = np.stack([np.ones_like(x), x, y, x * x, y * y, x * y], axis=-1)
    ring_basis, colours = basis[ring], lab[ring].astype(np.float64)
    is_inlier = np.linalg.norm(colours - np.median(colours, axis=0), axis=1) < 12
    noise, distance = 1.0, np.zeros(len(ring_basis))
    for _ in range(4):
        if is_inlier.sum() < 12:
            return _Background(np.zeros((height, width), np.float32), 1.0, 1.0, 0.0)
        surface = np.linalg.lstsq(ring_basis[is_inlier], colours[is_inlier], rcond=None)[0]
        distance = np.linalg.norm(colours - ring_basis @ surface, axis=1)
        noise = max(0.4, 1.48 * float(np.median(distance[is_inlier])))
        is_inlier = distance < max(3 * noise, 1.5)
    difference = lab - basis.astype(np.float32) @ surface.astype(np.float32)
    full_distance = np.sqrt(np.einsum("hwc,hwc->hw", difference, difference))
    flaw = float(np.percentile(distance, 99))
    return _Background(full_distance, noise, flaw, float((distance < 6 * noise + 3).mean()))


def _unlike_background(background: _Background) -> HardMask:
    """Threshold the distance to the background; bridge the outline only where it is faint."""
    distance = background.distance
    threshold = max(2.6, 4.0 * background.noise)
    sure = _large_parts(distance > threshold)
    if not sure.any():
        return sure
    mask = _holes_filled(sure)
    if _rim_contrast(mask, distance) < _FAINT_RIM:
        mask = _bridged(_large_parts(_closed(sure, 3)), distance > 0.6 * threshold)
        faint = _faint_silhouette(background)
        if mask.sum() < _MISSED * faint.sum():
            return faint
    mask = _without_halo(mask, distance, threshold)
    return np.asarray(mask & ~_gaps(mask, background))


def _faint_silhouette(background: _Background) -> HardMask:
    """Find white on flawless white by its slight difference, without blocks at its outline."""
    distance = background.distance
    threshold = max(_LEAST_FAINT, _FAINT_TO_FLAW * background.flaw)
    solid = _holes_filled(_large_parts(_closed(np.asarray(distance > threshold), 5)))
    smooth = cv2.GaussianBlur(solid.astype(np.float32), (0, 0), _COMPRESSION_BLOCK / 2)
    return _large_parts(np.asarray(solid & (smooth > 0.55)))


def _rim_contrast(mask: HardMask, distance: NDArray[np.float32]) -> float:
    """Return the distance that four fifths of the garment's rim exceed."""
    inner = cv2.erode(mask.astype(np.uint8), disc(2)) > 0
    rim = inner & ~(cv2.erode(mask.astype(np.uint8), disc(6)) > 0)
    return float(np.percentile(distance[rim], 20)) if rim.any() else 0.0


def _bridged(sure: HardMask, faint: HardMask) -> HardMask:
    """Close a broken outline with fainter pixels, then fill it."""
    joined = _holes_filled(sure | part_at(_closed(faint, 9), sure))
    eroded = cv2.erode(joined.astype(np.uint8), disc(2)) > 0
    return _holes_filled(sure | (joined & eroded))


def _without_halo(mask: HardMask, distance: NDArray[np.float32], threshold: float) -> HardMask:
    """Trim the rim where it is only shadow or compression noise."""
    contrast = float(np.median(distance[mask]))
    trace = distance < min(max(threshold, 0.15 * contrast), 8.0)
    core = cv2.erode(mask.astype(np.uint8), disc(3)) > 0
    trimmed = (mask & ~trace) | core
    opened = cv2.morphologyEx(trimmed.astype(np.uint8), cv2.MORPH_OPEN, disc(1)) > 0
    return _large_parts(np.asarray(opened | core))


def _gaps(mask: HardMask, background: _Background) -> HardMask:
    """Find pockets inside ``mask`` that show the background itself, as between two legs.

    A pocket has exactly the background's colour and lies close to the outline, as behind two
    touching cuffs; a white print in the middle of a shirt does not.
    """
    contrast = float(np.median(background.distance[mask]))
    is_similar = mask & (
        background.distance < max(2.6 * max(background.noise, 0.6), 0.05 * contrast)
    )
    _, ids, stats, _ = cv2.connectedComponentsWithStats(is_similar.astype(np.uint8))
    is_gap = stats[:, cv2.CC_STAT_AREA] >= _GAP_AREA * mask.sum()
    is_gap[0] = False
    depth = cv2.distanceTransform(np.pad(mask, 1).astype(np.uint8), cv2.DIST_L2, 3)[1:-1, 1:-1]
    greatest_depth = _GAP_DEPTH * np.sqrt(mask.sum())
    greatest_distance = max(1.3 * max(background.noise, 0.4), 0.03 * contrast)
    for number in np.flatnonzero(is_gap):
        pocket = ids == number
        typical = np.median(background.distance[pocket])
        is_gap[number] = typical <= greatest_distance and depth[pocket].min() < greatest_depth
    return np.asarray(is_gap[ids])


def _closed(mask: HardMask, size: int) -> HardMask:
    return np.asarray(
        cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((size, size))) > 0
    )


def _large_parts(mask: HardMask, fraction: float = _SPECK_AREA) -> HardMask:
    """Drop parts smaller than ``fraction`` of the largest one."""
    count, ids, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
    if count < 2:
        return np.zeros_like(mask)
    areas = stats[:, cv2.CC_STAT_AREA].copy()
    areas[0] = 0
    return np.asarray((areas >= fraction * areas.max())[ids] & mask)


def _without_floor_lines(mask: HardMask) -> HardMask:
    """Drop thin lines that run from a garment to the picture's rim, as joints of tiles do."""
    kernel = np.ones((_JOINT_WIDTH, _JOINT_WIDTH), np.uint8)
    opened = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, kernel)
    body = _large_parts(np.asarray(opened > 0), fraction=_BODY_AREA)
    outside = mask & (cv2.dilate(body.astype(np.uint8), kernel) == 0)
    _, ids = cv2.connectedComponents(outside.astype(np.uint8))
    rim = np.concatenate([ids[[0, 1, -2, -1]].ravel(), ids[:, [0, 1, -2, -1]].ravel()])
    lines = np.isin(ids, np.unique(rim[rim > 0]))
    return _large_parts(mask & ~lines) if lines.any() else mask


def _holes_filled(mask: HardMask) -> HardMask:
    _, ids = cv2.connectedComponents((~mask).astype(np.uint8), connectivity=4)
    rim = np.unique(np.concatenate([ids[0], ids[-1], ids[:, 0], ids[:, -1]]))
    return np.asarray(mask | ~np.isin(ids, rim))


def _cropped(rgba: RgbaImage) -> CutOut:
    box = Box.around(np.asarray(rgba[..., 3] >= FAINT))
    if box is None:
        raise GarmentError(GarmentProblem.NOTHING_LEFT, hint=Hint.PLAIN_BACKGROUND)
    size = Size.of(rgba)
    box = box.grown(CROP_MARGIN, limit=size)
    whole = np.array([size.width, size.height], np.float64)
    return CutOut(
        np.ascontiguousarray(rgba[box.slices]),
        np.array([box.left, box.top]) / whole,
        np.array([box.width, box.height]) / whole,
    )
