"""Cutting a garment out of its product photo.

A plain background is modelled as a smooth colour surface fitted to the picture's border; what
differs from it and is not a pocket of it is the garment. On a busy background GrabCut (Rother et
al., SIGGRAPH 2004) grows the garment from the picture's middle.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.errors import GarmentError
from tryon.geometry import Box, HardMask, RgbaImage, RgbImage, Size
from tryon.messages import GarmentProblem, Hint
from tryon.pixels.masks import disc
from tryon.pixels.matting import sampled_matte
from tryon.pixels.resize import resize_rgba, scaled

GARMENT_SIDE = 1600
"""Larger product photos are reduced to this: more than a garment ever needs on a photo."""

_WORK_SIDE = 512
_CROP_MARGIN = 2
_SPECK_SHARE = 0.02
_OPAQUE = 250
_GAP_SHARE = 0.0005
_NARROW = 0.06
_FAINT_RIM = 12.0
_FAINTEST, _OVER_FLAWS = 0.7, 1.5
"""Least distance from a flawless background of white on white: at all, and in its flaws."""
_MISSED = 0.93
"""Share of the faint silhouette below which a garment was not found whole."""
_COMPRESSION_BLOCK = 8
"""Side of the blocks in which compression frays a faint outline, in pixels of the photo."""
_PLAIN_SHARE = 0.8
_PLAIN_NOISE = 3.0
_MIN_SHARE = 0.01
_LINE = 5
"""Breadth of a joint between tiles, in pixels of the reduced picture, at most."""
_BODY = 0.1
"""Area of what belongs to a garment for sure, in areas of its largest part, at least."""


def cut_out(rgba: RgbaImage) -> RgbaImage:
    """Return the garment alone: (h, w, 4) uint8, straight alpha, cropped with a small margin.

    Args:
        rgba: product photo (H, W, 4) uint8. Real transparency is kept; an opaque picture is cut
            out automatically.

    Raises:
        GarmentError: if the picture holds nothing that could be a garment.
        ValueError: if it is not (H, W, 4) uint8.
    """
    if rgba.dtype != np.uint8 or rgba.ndim != 3 or rgba.shape[2] != 4:
        raise ValueError(f"rgba must be (H, W, 4) uint8, got {rgba.shape} {rgba.dtype}")
    rgba = _reduced(rgba, GARMENT_SIDE)
    if (rgba[..., 3] < _OPAQUE).mean() > 0.001:
        return _without_specks(rgba)
    return _cut_from_background(np.ascontiguousarray(rgba[..., :3]))


def _without_specks(rgba: RgbaImage) -> RgbaImage:
    visible = rgba[..., 3] >= 128
    if not visible.any():
        raise GarmentError(GarmentProblem.TRANSPARENT, hint=Hint.PLAIN_BACKGROUND)
    kept = _large_parts(visible)
    near = cv2.dilate(kept.astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
    result = rgba.copy()
    result[..., 3] = np.where(near & ~(visible & ~kept), rgba[..., 3], 0)
    return _cropped(result)


def _cut_from_background(rgb: RgbImage) -> RgbaImage:
    if min(rgb.shape[:2]) < 16:
        raise GarmentError(
            GarmentProblem.TINY_PICTURE,
            width=rgb.shape[1],
            height=rgb.shape[0],
            hint=Hint.PLAIN_BACKGROUND,
        )
    mask = _garment_mask(rgb)
    radius = max(1, round(max(rgb.shape[:2]) / 400))
    matte = sampled_matte(rgb, mask, radius=radius)
    edge = (matte.alpha > 0) & (matte.alpha < 0.99)
    colour = rgb.astype(np.float32)
    colour[edge] = _unmixed(colour[edge], matte.alpha[edge], matte.outside[edge[matte.band]])
    alpha = np.rint(matte.alpha * 255)
    return _cropped(np.dstack([np.clip(np.rint(colour), 0, 255), alpha]).astype(np.uint8))


def _unmixed(
    colour: NDArray[np.float32], alpha: NDArray[np.float32], outside: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Take the background's share out of mixed colours (N, 3), so that no halo remains."""
    share = np.maximum(alpha, 0.25)[:, None]
    return np.asarray(np.clip((colour - (1 - share) * outside) / share, 0, 255), dtype=np.float32)


def _garment_mask(rgb: RgbImage) -> HardMask:
    """Find the garment (H, W) of an opaque picture."""
    small = _reduced(rgb, _WORK_SIDE)
    background = _fit_background(small)
    if background.share >= _PLAIN_SHARE and background.noise <= _PLAIN_NOISE:
        mask = _unlike_background(background)
    else:
        mask = _grab(small)
    if mask.mean() < _MIN_SHARE or not mask.any():
        raise GarmentError(GarmentProblem.NOTHING_STANDS_OUT, hint=Hint.PLAIN_BACKGROUND)
    if mask.mean() > 0.97:
        raise GarmentError(GarmentProblem.LIKE_BACKGROUND, hint=Hint.PLAIN_BACKGROUND)
    mask = _without_floor_lines(mask)
    full = cv2.resize(mask.astype(np.float32), rgb.shape[1::-1], interpolation=cv2.INTER_CUBIC)
    return np.asarray(full >= 0.5)


@dataclass(frozen=True, eq=False)
class _Background:
    """How far each pixel is from the border's colours.

    Attributes:
        distance: CIE76 colour difference (H, W) float32 to the modelled background.
        noise: its usual size on the background itself.
        flaw: what next to no pixel of the background exceeds.
        share: share of the border that the model explains.
    """

    distance: NDArray[np.float32]
    noise: float
    flaw: float
    share: float


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
    known, colours = basis[ring], lab[ring].astype(np.float64)
    kept = np.linalg.norm(colours - np.median(colours, axis=0), axis=1) < 12
    noise, distance = 1.0, np.zeros(len(known))
    for _ in range(4):
        if kept.sum() < 12:
            return _Background(np.zeros((height, width), np.float32), 1.0, 1.0, 0.0)
        surface = np.linalg.lstsq(known[kept], colours[kept], rcond=None)[0]
        distance = np.linalg.norm(colours - known @ surface, axis=1)
        noise = max(0.4, 1.48 * float(np.median(distance[kept])))
        kept = distance < max(3 * noise, 1.5)
    everywhere = np.linalg.norm(lab - basis @ surface, axis=-1).astype(np.float32)
    flaw = float(np.percentile(distance, 99))
    return _Background(everywhere, noise, flaw, float((distance < 6 * noise + 3).mean()))


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
    """Find white on flawless white by next to no difference, without the blocks at its outline."""
    distance = background.distance
    faint = max(_FAINTEST, _OVER_FLAWS * background.flaw)
    whole = _holes_filled(_large_parts(_closed(np.asarray(distance > faint), 5)))
    smooth = cv2.GaussianBlur(whole.astype(np.float32), (0, 0), _COMPRESSION_BLOCK / 2)
    return _large_parts(np.asarray(whole & (smooth > 0.55)))


def _rim_contrast(mask: HardMask, distance: NDArray[np.float32]) -> float:
    """Return the distance that four fifths of the garment's rim exceed."""
    inner = cv2.erode(mask.astype(np.uint8), disc(2)) > 0
    rim = inner & ~(cv2.erode(mask.astype(np.uint8), disc(6)) > 0)
    return float(np.percentile(distance[rim], 20)) if rim.any() else 0.0


def _bridged(sure: HardMask, faint: HardMask) -> HardMask:
    """Close a broken outline with fainter pixels, then fill it."""
    bridges = _closed(faint, 9)
    _, ids = cv2.connectedComponents(bridges.astype(np.uint8))
    touched = np.unique(ids[sure & bridges])
    joined = _holes_filled(sure | np.isin(ids, touched[touched > 0]))
    eroded = cv2.erode(joined.astype(np.uint8), disc(2)) > 0
    return _holes_filled(sure | (joined & eroded))


def _without_halo(mask: HardMask, distance: NDArray[np.float32], threshold: float) -> HardMask:
    """Trim the rim where it is only a trace of the garment: shadow or compression noise."""
    contrast = float(np.median(distance[mask]))
    trace = distance < min(max(threshold, 0.15 * contrast), 8.0)
    core = cv2.erode(mask.astype(np.uint8), disc(3)) > 0
    trimmed = (mask & ~trace) | core
    opened = cv2.morphologyEx(trimmed.astype(np.uint8), cv2.MORPH_OPEN, disc(1)) > 0
    return _large_parts(np.asarray(opened | core))


def _gaps(mask: HardMask, background: _Background) -> HardMask:
    """Find pockets inside ``mask`` that show the background itself, as between two legs.

    A pocket has the background's very colour and is cut off from it by something narrow, such as
    two touching cuffs; a white print in the middle of a shirt is not.
    """
    like = mask & (background.distance < 2.6 * max(background.noise, 0.6))
    _, ids, stats, _ = cv2.connectedComponentsWithStats(like.astype(np.uint8))
    is_gap = stats[:, cv2.CC_STAT_AREA] >= _GAP_SHARE * mask.sum()
    is_gap[0] = False
    depth = cv2.distanceTransform(np.pad(mask, 1).astype(np.uint8), cv2.DIST_L2, 3)[1:-1, 1:-1]
    narrow = _NARROW * np.sqrt(mask.sum())
    alike = max(
        1.3 * max(background.noise, 0.4), 0.02 * float(np.median(background.distance[mask]))
    )
    for number in np.flatnonzero(is_gap):
        pocket = ids == number
        typical = np.median(background.distance[pocket])
        is_gap[number] = typical <= alike and depth[pocket].min() < narrow
    return np.asarray(is_gap[ids])


def _closed(mask: HardMask, size: int) -> HardMask:
    return np.asarray(
        cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((size, size))) > 0
    )


def _grab(rgb: RgbImage) -> HardMask:
    """Let GrabCut separate the middle of a busy picture from its rim."""
    height, width = rgb.shape[:2]
    state = np.full((height, width), cv2.GC_PR_BGD, np.uint8)
    state[height // 12 : -height // 12, width // 10 : -width // 10] = cv2.GC_PR_FGD
    edge = max(2, round(0.02 * max(height, width)))
    state[:edge], state[-edge:] = cv2.GC_BGD, cv2.GC_BGD
    state[:, :edge], state[:, -edge:] = cv2.GC_BGD, cv2.GC_BGD
    outer, inner = np.zeros((1, 65)), np.zeros((1, 65))
    whole = (0, 0, width, height)  # not read: the mask starts the cut
    cv2.setRNGSeed(0)
    cv2.grabCut(
        np.ascontiguousarray(rgb[..., ::-1]), state, whole, outer, inner, 5, cv2.GC_INIT_WITH_MASK
    )
    grabbed = np.isin(state, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.uint8)
    opened = cv2.morphologyEx(grabbed, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    closed = _closed(np.asarray(opened > 0), 7)
    return _holes_filled(_large_parts(closed, share=0.3))


def _large_parts(mask: HardMask, share: float = _SPECK_SHARE) -> HardMask:
    """Drop parts smaller than ``share`` of the largest one."""
    count, ids, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
    if count < 2:
        return np.zeros_like(mask)
    areas = stats[:, cv2.CC_STAT_AREA].copy()
    areas[0] = 0
    return np.asarray((areas >= share * areas.max())[ids] & mask)


def _without_floor_lines(mask: HardMask) -> HardMask:
    """Drop thin lines that run from a garment to the picture's rim, as joints of tiles do."""
    kernel = np.ones((_LINE, _LINE), np.uint8)
    opened = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, kernel)
    body = _large_parts(np.asarray(opened > 0), share=_BODY)
    around = mask & (cv2.dilate(body.astype(np.uint8), kernel) == 0)
    _, ids = cv2.connectedComponents(around.astype(np.uint8))
    rim = np.concatenate([ids[[0, 1, -2, -1]].ravel(), ids[:, [0, 1, -2, -1]].ravel()])
    lines = np.isin(ids, np.unique(rim[rim > 0]))
    return _large_parts(mask & ~lines) if lines.any() else mask


def _holes_filled(mask: HardMask) -> HardMask:
    _, ids = cv2.connectedComponents((~mask).astype(np.uint8), connectivity=4)
    rim = np.unique(np.concatenate([ids[0], ids[-1], ids[:, 0], ids[:, -1]]))
    return np.asarray(mask | ~np.isin(ids, rim))


def _reduced(image: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    factor = side / max(image.shape[:2])
    if factor >= 1:
        return image
    size = scaled(Size.of(image), factor)
    if image.shape[2] == 4:
        return resize_rgba(image, size)
    small = cv2.resize(image, (size.width, size.height), interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.uint8)


def _cropped(rgba: RgbaImage) -> RgbaImage:
    box = Box.around(np.asarray(rgba[..., 3] >= 8))
    if box is None:
        raise GarmentError(GarmentProblem.NOTHING_LEFT, hint=Hint.PLAIN_BACKGROUND)
    box = box.grown(_CROP_MARGIN, limit=Size.of(rgba))
    return np.ascontiguousarray(rgba[box.slices])
