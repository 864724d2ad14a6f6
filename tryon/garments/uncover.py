"""What appears where the new garment leaves the old clothes uncovered: skin, clothes, background.

Nothing of it was photographed. It is painted a little past the old clothes' edge, because their
shadow and their turned-in end are part of what has to go.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from tryon.garments.body import WornRegion
from tryon.garments.cover import Cover
from tryon.garments.drape import enlarged
from tryon.garments.figure import TopFigure, Tube
from tryon.garments.grain import Grain, grained, roughened
from tryon.garments.limbs import Limb, LimbKind, limb_in
from tryon.garments.matte import spread_colours
from tryon.garments.membrane import membrane
from tryon.garments.skin import VisibleSkin
from tryon.garments.view import RegionView
from tryon.geometry import Box, HardMask, RgbImage, SoftMask
from tryon.labels import Label, Region

_RIM = 0.07
"""How far past the old clothes their edge and shadow reach, in half shoulder breadths."""
_LEAST_RIM = 3
_LEAST_CLOTH = 40
_ARM = 0.25
"""Usual radius of an upper arm, in half shoulder breadths."""
_PAST_WRIST = 0.3
"""How far arms are drawn on under a cuff, towards the hand, in half shoulder breadths."""
_THIGH = 0.24
"""Usual radius of a thigh, in widths of the hips."""
_LEG = 9.0, 11.5
"""Length of a whole leg in radii of a thigh, at least and usually: photos end before legs do."""
_BESIDE_SHOES = 6
"""How far around shoes the edge of the cuffs over them reaches, in pixels of the view."""
_OUTSIDE = -50.0
_DITHER = 0.6
"""Least noise on what is painted, in 8-bit units: gentle slopes would show steps without."""
_LEG_SAMPLES = 9
"""Samples of a leg's outlines that are trusted; cuffs gather and slant below them."""
_SHADE = 0.22, 0.26, 0.3
"""How dark the new garment's edge makes red, green and blue of the skin right below it."""
_SHADE_REACH = 0.07
"""How far down that reaches, in half shoulder breadths."""

Colours = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Bared:
    """What the old clothes hid, in pixels of the view.

    Attributes:
        ground: colours (h, w, 3) of what lies behind the person.
        body: colours (h, w, 3) of the person.
        depth: how far (h, w) in the person a pixel lies; negative outside.
        share: how much (h, w) of the photo this takes the place of.
        kept: how far (h, w) in what stays as it is a pixel lies, though it looked like old clothes.
    """

    ground: Colours
    body: Colours
    depth: SoftMask
    share: SoftMask
    kept: SoftMask

    def painted(
        self, window: RgbImage, view: RegionView, box: Box, grain: Grain
    ) -> tuple[Colours, SoftMask]:
        """Bring it to the photo's size and grain.

        Args:
            window: the photo's pixels (H, W, 3) of the box.
            view: where it was painted.
            box: pixels of the photo.
            grain: the photo's noise and blur.

        Returns:
            Colours (H, W, 3) and their share (H, W) of the result.
        """
        soft = np.clip(self.depth + 0.5, 0.0, 1.0)[..., None]
        colours = enlarged(self.ground + (self.body - self.ground) * soft, view, box)
        share = enlarged(self.share, view, box)
        inner = Box.around(np.asarray(share > 0))
        if inner is None:
            return colours, share
        place = inner.moved(box.left, box.top)
        ground, body = (enlarged(layer, view, place) for layer in (self.ground, self.body))
        steep = 0.5 / (view.scale * max(grain.blur, 0.7))
        edge = np.clip(steep * enlarged(self.depth, view, place) + 0.5, 0.0, 1.0)
        crisp = ground + (body - ground) * edge[..., None]
        photo = replace(grain, fine=max(grain.fine, _DITHER))
        crisp = grained(crisp, Grain(0.0, 0.0, grain.blur), photo, strength=1.0)
        kept = np.clip(steep * enlarged(self.kept, view, place) + 0.5, 0.0, 1.0)[..., None]
        colours[inner.slices] = crisp + (window[inner.slices] - crisp) * kept
        return np.asarray(np.clip(colours, 0, 255, out=colours), dtype=np.float32), share


def uncover(
    view: RegionView, worn: WornRegion, cover: Cover, image: RgbImage, region: Region
) -> Bared:
    """Paint what the old clothes hide.

    Args:
        view: the photo's part.
        worn: the body.
        cover: what is bared.
        image: the view's pixels (h, w, 3).
        region: where the old clothes are worn.
    """
    colours = image.astype(np.float32)
    rim = max(_LEAST_RIM, round(_RIM * worn.breadth))
    hidden = _grown(cover.region, rim)
    under_hems = _grown(cover.region, 1) | _grown(cover.bared, rim)
    skin = VisibleSkin.find(view, under_hems, colours, breadth=worn.breadth)
    body, depth = _body(view, worn, skin, colours, _grown(cover.bared, rim + 3))
    if region is Region.UPPER:
        _continue_lower(view, worn, cover, colours, hidden, body)
    own_skin = view.bare & (depth < 1)
    if skin is not None:
        own_skin &= skin.lit
    shoes = _shoes(view, cover)
    share = _share(view, cover, rim, region, own_skin)
    return Bared(
        ground=_ground(view, colours, hidden),
        body=_shaded(body, cover, worn.breadth),
        depth=depth,
        share=np.maximum(share, np.clip(shoes + 1, 0.0, 1.0)),
        kept=shoes,
    )


def _shoes(view: RegionView, cover: Cover) -> SoftMask:
    """Give how far (h, w) in shoes and in what is beside them a pixel lies, if cuffs are bared.

    The edge of the old cuffs reaches over both, and both stay.
    """
    shoes = view.mask(*_SHOES)
    if not (_grown(shoes, _BESIDE_SHOES) & cover.bared).any():
        return np.full(view.shape, _OUTSIDE, np.float32)
    clothes = view.region & ~shoes
    stays = (_grown(shoes, _BESIDE_SHOES) & ~_grown(clothes, _LEAST_RIM) | shoes).astype(np.uint8)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_BESIDE_SHOES + 1, _BESIDE_SHOES + 1))
    return _signed_distance(np.asarray(cv2.morphologyEx(stays, cv2.MORPH_OPEN, kernel) > 0)) - 1


_SHOES = (Label.LEFT_SHOE, Label.RIGHT_SHOE)


def _share(
    view: RegionView, cover: Cover, rim: int, region: Region, own_skin: HardMask
) -> SoftMask:
    """Give how much (h, w) of the photo is painted anew: what is bared, and its rim."""
    front = view.mask(Label.FACE, Label.HAIR, Label.HAT, Label.SUNGLASSES, Label.SCARF, *_SHOES)
    front |= view.others | own_skin
    if region is Region.UPPER:
        front |= view.mask(Label.PANTS, Label.SKIRT, Label.DRESS)
    elif region is Region.LOWER:
        front |= view.mask(Label.UPPER_CLOTHES, Label.COAT, Label.DRESS)
    far = cv2.distanceTransform((~cover.bared).astype(np.uint8), cv2.DIST_L2, 5)
    share = np.clip(2 - 2 * np.asarray(far, np.float32) / (rim + 1), 0.0, 1.0)
    share[front & ~cover.region] = 0.0
    return np.asarray(cv2.GaussianBlur(share, (0, 0), 0.7), dtype=np.float32)


def _ground(view: RegionView, colours: Colours, hidden: HardMask) -> Colours:
    person = (view.labels > 0) | view.others
    ground = ~_grown(person, _LEAST_RIM) & ~hidden
    known = ground if ground.any() else ~hidden
    return roughened(membrane(colours, known), like=colours, where=known)


def _body(
    view: RegionView,
    worn: WornRegion,
    skin: VisibleSkin | None,
    colours: Colours,
    wanted: HardMask,
) -> tuple[Colours, SoftMask]:
    """Paint skin on torso and limbs; give its colours and how deep in it each pixel lies."""
    if skin is None:
        return colours.copy(), np.full(view.shape, _OUTSIDE, np.float32)
    trunk = worn.bare & ~_drawn_zones(worn, view.shape)
    depth = _signed_distance(trunk)
    body = skin.on_body(trunk | view.bare)
    painted, deep = skin.on_limbs(_limbs(worn, skin), wanted)
    limb = deep > depth
    body[limb] = painted[limb]
    return roughened(body, like=colours, where=skin.mask), np.maximum(depth, deep)


def _continue_lower(
    view: RegionView,
    worn: WornRegion,
    cover: Cover,
    colours: Colours,
    hidden: HardMask,
    body: Colours,
) -> None:
    """Paint on ``body`` (h, w, 3) the trousers or skirt that a shorter top bares."""
    lower = view.mask(Label.PANTS, Label.SKIRT) & ~hidden
    if lower.sum() <= _LEAST_CLOTH:
        return
    trunk = worn.bare & ~_drawn_zones(worn, view.shape)
    below = cover.bared & _below_waist(worn, view) & trunk
    body[below] = spread_colours(colours, lower, sigma=2.0)[below]


def _shaded(body: Colours, cover: Cover, breadth: float) -> Colours:
    """Let the new garment's edge cast a soft shadow on what is right below it."""
    covered = ((cover.region & ~cover.bared) | cover.added).astype(np.float32)
    sigma = _SHADE_REACH * breadth + 0.5
    down = np.array([[1, 0, 0], [0, 1, sigma]], np.float32)
    moved = cv2.warpAffine(covered, down, covered.shape[::-1])
    shade = cv2.GaussianBlur(moved, (0, 0), sigma)[..., None] * np.array(_SHADE, np.float32)
    return np.asarray(body * (1 - shade), dtype=np.float32)


def _limbs(worn: WornRegion, skin: VisibleSkin) -> list[Limb]:
    limbs = []
    if isinstance(worn.figure, TopFigure):
        for name in ("sleeve_left", "sleeve_right"):
            if name in worn.onward:
                arm = worn.onward[name]
                length = arm.length + _PAST_WRIST * worn.breadth
                arm = arm.at(np.asarray(np.linspace(0.0, length, len(arm.left))))
                radius = _ARM * worn.breadth
                limbs.append(limb_in(arm, skin.mask, skin.hidden, LimbKind.ARM, usual=radius))
    if worn.legs:
        outer = [leg.left[2] for leg in worn.legs]
        thigh = _THIGH * float(np.linalg.norm(outer[0] - outer[1]))
        least, usual = (factor * thigh for factor in _LEG)
        for leg in worn.legs:
            length = leg.length if leg.length >= least else usual
            straight = Tube(leg.left[:_LEG_SAMPLES], leg.right[:_LEG_SAMPLES])
            leg = straight.at(np.asarray(np.linspace(0.0, length, len(leg.left))))
            limbs.append(limb_in(leg, skin.mask, skin.hidden, LimbKind.LEG, usual=thigh))
    return limbs


def _drawn_zones(worn: WornRegion, shape: tuple[int, int]) -> HardMask:
    """Give where limbs (h, w) are drawn by themselves."""
    zones = np.zeros(shape, np.bool_)
    if isinstance(worn.figure, TopFigure):
        for name, zone in worn.zones.items():
            if name in worn.onward:
                zones |= zone
    return zones


def _below_waist(worn: WornRegion, view: RegionView) -> HardMask:
    """Give the rows (h, w) at which trousers or a skirt are worn under a top."""
    assert isinstance(worn.figure, TopFigure)
    marks = worn.figure.landmarks
    low = max(marks.waist_left.y, marks.armpit_left.y + 0.9 * worn.breadth)
    return np.asarray(np.broadcast_to(np.arange(view.shape[0])[:, None] > low, view.shape))


def _signed_distance(mask: HardMask) -> SoftMask:
    if not mask.any():
        return np.full(mask.shape, _OUTSIDE, np.float32)
    hard = mask.astype(np.uint8)
    inner = cv2.distanceTransform(hard, cv2.DIST_L2, 5)
    outer = cv2.distanceTransform(1 - hard, cv2.DIST_L2, 5)
    return np.asarray(cv2.GaussianBlur(inner - outer, (0, 0), 1.5), dtype=np.float32)


def _grown(mask: HardMask, radius: int) -> HardMask:
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1))
    return np.asarray(cv2.dilate(mask.astype(np.uint8), kernel) > 0)
