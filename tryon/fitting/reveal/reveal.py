"""What the old clothes hid and the new garment reveals: skin, clothes below, background.

Nothing of it was photographed. It is painted a little past the old clothes' edge, because their
shadow and their hem have to go too.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

import numpy as np

from tryon.body.view import RegionView
from tryon.body.worn import WornRegion
from tryon.fitting.light.grain import roughened
from tryon.fitting.reveal.background import Background
from tryon.fitting.reveal.coverage import Coverage
from tryon.fitting.reveal.limb import Limb, LimbKind, find_limb
from tryon.fitting.reveal.revealed import Revealed
from tryon.fitting.reveal.skin import VisibleSkin
from tryon.fitting.reveal.surface import Colours, FullSize, Surface
from tryon.geometry import Box, HardMask, RgbImage, Size, SoftMask
from tryon.labels import (
    ABOVE_THE_WAIST,
    BELOW_THE_WAIST,
    IN_FRONT,
    REGION_LABELS,
    SHOES,
    Region,
)
from tryon.late import cv2
from tryon.pixels.fill import membrane
from tryon.pixels.masks import disc, filled_polygon, grown, part_at
from tryon.shape.figure import Strip, TopFigure
from tryon.shape.sides import BOTH_SLEEVES, GarmentPart

_SHADOW_RIM = 0.05
"""How far past the old clothes their edge and shadow reach, in half shoulder widths."""
_LEAST_RIM = 2
"""The same in pixels of the view, at least."""
_LEAST_CLOTH = 40
"""Pixels of clothes that must show for them to be continued."""
_LEAST_KEPT = 0.03
"""Least part of the old clothes that stays for that to be worth a note."""
_ARM_RADIUS = 0.25
"""Typical radius of an upper arm, in half shoulder widths."""
_PAST_END = 0.3
"""How far limbs are drawn on under cuffs, towards hand or shoe, in half widths of shoulders or
hips."""
_THIGH_RADIUS = 0.24
"""Typical radius of a thigh, in widths of the hips."""
_LEG_LENGTHS = 9.0, 11.5
"""Least and typical length of a leg, in radii of a thigh: photos may end before legs do."""
_BESIDE_SHOES = 6
"""How far around shoes the edge of cuffs over them reaches, in pixels of the view."""
_OUTSIDE = -50.0
"""Depth of pixels where there is nothing: clearly outside."""
_LEG_SAMPLES = 9
"""Samples of a leg's outlines that are trusted; cuffs gather and slant below them."""
_UNDER_HEM = 0.2
"""How far above their visible end trousers or a skirt go on under a top, and how far apart in
height the ends of a waist are, in half widths of shoulders or hips."""
_SOFT = 0.8
"""Blur of the edge between clothes and an arm painted before them, in pixels of the view."""
_SHADOW_DEPTH = 0.22, 0.26, 0.3
"""Fraction by which the new garment's edge darkens red, green and blue right below it."""
_SHADOW_BLUR = 0.07
"""Blur of that shadow and how far down it lies, in half shoulder widths."""


class RevealPainter:
    """Paints what a person's clothes hide; what no new garment changes is painted once.

    Args:
        view: the photo's part, with the corrected region.
        worn: the body.
        image: the view's pixels (h, w, 3).
        region: where the old clothes are worn.
        full_size: brings what is painted to the photo's size.
        is_half_dress: whether the old clothes are the upper or the lower half of a dress.
    """

    def __init__(
        self,
        view: RegionView,
        worn: WornRegion,
        image: RgbImage,
        region: Region,
        full_size: FullSize,
        *,
        is_half_dress: bool = False,
    ) -> None:
        self._view, self._worn, self._region = view, worn, region
        self._full_size, self._is_half_dress = full_size, is_half_dress
        self._colours = image.astype(np.float32)
        self._rim = max(_LEAST_RIM, round(_SHADOW_RIM * worn.half_width))
        self._hidden = grown(view.region, self._rim)
        under_hems = grown(view.region, 1) | grown(
            view.region & _limb_strips(worn, view), self._rim
        )
        self._skin = VisibleSkin.find(view, under_hems, self._colours, half_width=worn.half_width)
        body, self._depth, self._arms = self._painted_body()
        self._body = full_size.smooth(body)
        self._photographed = full_size.as_photographed(self._colours)

    @property
    def bared(self) -> HardMask:
        """Where skin shows (h, w) if nothing is worn there; if none is known, where a body is."""
        if self._skin is None:
            return np.asarray(self._worn.bare | (self._limb_depth > 0))
        return np.asarray(self._depth > 0)

    def keeps_clothes(self, coverage: Coverage) -> bool:
        """Whether clothes on arms or legs stay that a new garment with this coverage leaves free.

        That is so where too little skin shows to know what is below them.
        """
        if self._skin is not None:
            return False
        kept = np.count_nonzero(coverage.revealed & (self._limb_depth > 0))
        return bool(kept > _LEAST_KEPT * np.count_nonzero(self._view.region))

    def revealed(self, coverage: Coverage) -> Revealed:
        """Return what a new garment with this coverage leaves free."""
        shoes = _shoes(self._view, coverage)
        kept = shoes if self._skin is not None else np.maximum(shoes, self._limb_depth)
        weight = _paint_weight(coverage, self._rim, self._in_front)
        depth = np.minimum(self._depth, -_signed_distance(coverage.beside_sleeves))
        worn, lower = [], self._lower_revealed(coverage)
        if lower is not None and self._lower_clothes is not None:
            worn.append((self._lower_clothes, lower))
        top = self._top_revealed(coverage)
        if top is not None:
            if self._is_half_dress:  # no edge shows where it was divided
                weight, top = np.maximum(weight, top), grown(top, 2)
            depth = np.where(top, np.maximum(depth, self._clothed_depth), depth)
            if self._top_above is not None:
                worn.append((self._top_above, top.astype(np.float32)))
        return Revealed(
            ground=self._ground if coverage.revealed.any() else self._photographed,
            body=self._body,
            worn=tuple(worn),
            shade=_edge_shade(coverage, self._worn.half_width, self._rim),
            depth=np.maximum(depth, self._under_hem_depth),
            weight=np.maximum(weight, np.clip(shoes + 1, 0.0, 1.0)),
            kept=kept,
        )

    def _painted_body(self) -> tuple[Colours, SoftMask, HardMask]:
        """Return skin on torso and limbs.

        Returns:
            Colours (h, w, 3), each pixel's depth (h, w) in the body, and where arms are (h, w).
        """
        view, worn, skin = self._view, self._worn, self._skin
        arms = np.zeros(view.shape, np.bool_)
        if skin is None:
            return self._colours, np.full(view.shape, _OUTSIDE, np.float32), arms
        torso = worn.bare & ~_drawn_zones(worn, view.shape)
        depth = _signed_distance(torso)
        body = skin.on_body(torso | view.bare)
        wanted = grown(view.region, self._rim + 3)
        for limbs, others in ((_find_arms, view.legs), (_find_legs, view.arms)):
            shown = replace(skin, mask=skin.mask & ~others, hidden=skin.hidden | others)
            painted, deep = shown.on_limbs(limbs(worn, shown), wanted)
            if limbs is _find_arms:
                arms = np.asarray(deep > 0)
            body = np.where((deep > depth)[..., None], painted, body)
            depth = np.maximum(depth, deep)
        body = roughened(body, like=self._colours, where=skin.mask)
        person = _signed_distance(np.asarray((view.labels > 0) | view.region))
        return body, np.minimum(depth, person), arms  # nobody is wider than in clothes

    def _top_revealed(self, coverage: Coverage) -> HardMask | None:
        """Return where top or belly (h, w) go on down to a new waist; None under a top.

        Only between the ends of the new waist: what the old trousers leave free beside it is no
        body, and the top may be another one by then.
        """
        view = self._view
        if isinstance(self._worn.figure, TopFigure) or not coverage.revealed.any():
            return None
        covered = (coverage.region & ~coverage.revealed) | coverage.added
        first_covered = np.where(covered.any(axis=0), covered.argmax(axis=0), view.shape[0])
        height = _UNDER_HEM * self._worn.half_width
        is_waist = first_covered < first_covered.min() + height
        rows = np.arange(view.shape[0])[:, None]
        above = grown(view.region, self._rim) & is_waist & (rows < first_covered + self._rim)
        return np.asarray(above)

    @cached_property
    def _top_above(self) -> Surface | None:
        """The top over trousers or a skirt, continued down; None if a belly shows."""
        known = self._view.mask(*ABOVE_THE_WAIST) & ~self._hidden
        if np.count_nonzero(known) <= _LEAST_CLOTH or self._shows_belly():
            return None
        if self._is_half_dress:  # it goes on as the photo shows it
            return self._full_size.as_photographed(self._colours, known)
        return self._continued(known)

    def _continued(self, known: HardMask) -> Surface:
        """Return clothes that show at ``known`` (h, w), continued smoothly beyond it."""
        smooth = membrane(self._colours, known)
        return self._full_size.smooth(roughened(smooth, like=self._colours, where=known), known)

    @cached_property
    def _limb_depth(self) -> SoftMask:
        """Each pixel's depth (h, w) in clothes on limbs, which stay if no skin shows at all."""
        on_limbs = self._view.region
        if self._worn.upper is not None:
            on_limbs = on_limbs & _drawn_zones(self._worn, self._view.shape)
        return _signed_distance(on_limbs)

    @cached_property
    def _clothed_depth(self) -> SoftMask:
        """Each pixel's depth (h, w) in the old clothes and what is worn above them."""
        return _signed_distance(self._view.region | self._view.mask(*ABOVE_THE_WAIST))

    def _shows_belly(self) -> bool:
        """Whether skin and no top is right above the old waist."""
        if self._skin is None:
            return False
        region = self._view.region
        rows_up = 2 * self._rim
        above = np.zeros_like(region)
        above[:-rows_up] = region[rows_up:]
        above &= ~grown(region, self._rim) & ~self._view.arms
        return bool(above.any() and self._skin.alike[above].mean() > 0.5)

    def _lower_revealed(self, coverage: Coverage) -> SoftMask | None:
        """Return where trousers or a skirt (h, w) show that a shorter top reveals; None if none."""
        view, worn = self._view, self._worn
        if self._region is not Region.UPPER:
            return None
        below = worn.bare & ~_drawn_zones(worn, view.shape) & _below_waist(worn, view)
        below |= (self._under_hem_depth > 0) & (self._depth < 0)
        if self._under_hem is not None:
            below |= self._under_hem
        below &= grown(coverage.revealed, self._rim)
        if not below.any():
            return None
        weight = np.zeros(view.shape, np.float32)
        below = (below & ~self._arms) | self._lower
        weight[below | (grown(below, _LEAST_RIM) & ~grown(self._arms, _LEAST_RIM))] = 1.0
        return np.asarray(cv2.GaussianBlur(weight, (0, 0), _SOFT), np.float32)

    @cached_property
    def _in_front(self) -> HardMask:
        """What is never painted over (h, w), unless the old clothes cover it."""
        front = self._view.mask(*IN_FRONT, *SHOES)
        front |= self._view.others | (self._worn.in_front & ~self._view.bare)
        own_skin = self._view.bare & (self._depth < 1)
        front |= own_skin if self._skin is None else own_skin & self._skin.alike
        if self._region is Region.UPPER:
            lower = self._view.mask(*BELOW_THE_WAIST)
            if self._under_hem is not None:  # a hem's shadow on them goes with it
                lower &= ~grown(self._under_hem, self._rim)
            front |= lower
        elif self._region is Region.LOWER:
            front |= self._view.mask(*ABOVE_THE_WAIST)
        return front

    @cached_property
    def _lower(self) -> HardMask:
        """Trousers or a skirt (h, w) that stay, where they show."""
        return (
            self._view.mask(*(BELOW_THE_WAIST - REGION_LABELS[self._region])) & ~self._view.region
        )

    @property
    def _under_hem(self) -> HardMask | None:
        return None if self._worn.upper is None else self._worn.upper.under_hem

    @cached_property
    def _lower_known(self) -> HardMask:
        """Trousers or a skirt (h, w) clear of a top's edge and shadow."""
        return self._lower & ~self._hidden

    @cached_property
    def _lower_clothes(self) -> Surface | None:
        """Trousers or skirt under a top, continued upwards; None if too little of them shows."""
        known = self._lower_known
        if np.count_nonzero(known) <= _LEAST_CLOTH:
            return None
        hips = grown(self._worn.bare, self._rim) & _below_waist(self._worn, self._view)
        hips |= self._under_hem_depth > -self._rim
        wanted = grown(self._hidden, self._rim) & hips & ~known
        pattern = Background.find(self._colours, known, wanted, is_cloth=True)
        if pattern is None:
            return self._continued(known)
        return self._full_size.pieced(pattern, self._colours)

    @cached_property
    def _under_hem_depth(self) -> SoftMask:
        """Each pixel's depth (h, w) in trousers or skirt and their upper end under a top's hem."""
        lower = self._lower
        if not isinstance(self._worn.figure, TopFigure) or not lower.any():
            return np.full(self._view.shape, _OUTSIDE, np.float32)
        columns, hems = np.arange(self._view.shape[1]), self._worn.figure.landmarks.hems
        lower = lower & (columns > hems.left.x) & (columns < hems.right.x)
        height = max(1, round(_UNDER_HEM * self._worn.half_width))
        upwards = np.ones((height + 1, 1), np.uint8)
        raised = cv2.dilate(lower.astype(np.uint8), upwards, anchor=(0, 0)) > 0
        behind = self._behind_sleeves & (np.arange(lower.shape[0])[:, None] > hems.left.y)
        under = raised & self._view.region if self._under_hem is None else self._under_hem
        return _signed_distance(np.asarray(lower | under | behind))

    @cached_property
    def _behind_sleeves(self) -> HardMask:
        """Where trousers or a skirt (h, w) go on behind sleeves.

        On the side of an arm on which only they show, all is theirs; where the background shows
        too, their outline is half-way between both.
        """
        lower, ground = self._lower, self._known_ground
        share = membrane(lower.astype(np.float32)[..., None], (lower & ~self._hidden) | ground)
        beside_arms = self._hidden & _drawn_zones(self._worn, self._view.shape) & ~self._arms
        if self._under_hem is not None:  # the torso's cloth is in front of that alone
            beside_arms &= _sleeved(self._worn, self._view.shape)
        at_lower = part_at(beside_arms, grown(lower, 1))
        is_nearer = share[..., 0] > 0.5
        return np.asarray(at_lower & (is_nearer | ~part_at(at_lower, self._view.ground)))

    @cached_property
    def _known_ground(self) -> HardMask:
        """Background (h, w) that shows, clear of what lies before it."""
        person = (self._view.labels > 0) | self._view.others
        ground = ~grown(person, self._rim) & ~self._hidden
        return np.asarray(ground if ground.any() else ~self._hidden)

    @cached_property
    def _ground(self) -> Surface:
        """The background behind all that the old clothes hide; smooth if too little of it shows.

        It does not depend on what a garment reveals, so it is sought once while one is dragged.
        """
        known = self._known_ground
        wanted = grown(self._hidden, 2 * self._rim) & ~known
        background = Background.find(self._colours, known, wanted)
        if background is None:
            return self._full_size.smooth(membrane(self._colours, known))
        return self._full_size.pieced(background, self._colours)


def _shoes(view: RegionView, coverage: Coverage) -> SoftMask:
    """Return each pixel's depth (h, w) in shoes and their surroundings, if cuffs are removed there.

    The edge of the old cuffs lies over both, and both stay.
    """
    shoes = view.mask(*SHOES)
    if not (grown(shoes, _BESIDE_SHOES) & coverage.revealed).any():
        return np.full(view.shape, _OUTSIDE, np.float32)
    clothes = view.region & ~shoes
    stays = (grown(shoes, _BESIDE_SHOES) & ~grown(clothes, _LEAST_RIM) | shoes).astype(np.uint8)
    kernel = disc(_BESIDE_SHOES // 2)
    return _signed_distance(np.asarray(cv2.morphologyEx(stays, cv2.MORPH_OPEN, kernel) > 0)) - 1


def _paint_weight(coverage: Coverage, rim: int, front: HardMask) -> SoftMask:
    """Return the weight (h, w) of the painting: 1 on what is revealed, falling off on its rim."""
    if not coverage.revealed.any():
        return np.zeros(front.shape, np.float32)
    distance = cv2.distanceTransform((~coverage.revealed).astype(np.uint8), cv2.DIST_L2, 5)
    rim_distance = np.minimum(np.asarray(distance, np.float32), rim + 1)
    weight = 2 * np.minimum(1 - rim_distance / (rim + 1), 0.5)
    weight[front & ~coverage.region] = 0.0
    return np.asarray(cv2.GaussianBlur(weight, (0, 0), 0.7), dtype=np.float32)


def _edge_shade(coverage: Coverage, half_width: float, rim: int) -> Colours:
    """Return what the new garment's soft shadow (h, w, 3) leaves of what is right below it."""
    shade = np.ones((*coverage.region.shape, 3), np.float32)
    changed = Box.around(coverage.revealed | coverage.added)
    if changed is None:
        return shade
    covered = ((coverage.region & ~coverage.revealed) | coverage.added).astype(np.float32)
    sigma = _SHADOW_BLUR * half_width + 0.5
    down = np.array([[1, 0, 0], [0, 1, sigma]], np.float32)
    moved = cv2.warpAffine(covered, down, covered.shape[::-1])
    changed_slices = changed.grown(rim + _LEAST_RIM, limit=Size.of(covered)).slices
    shadow = cv2.GaussianBlur(moved, (0, 0), sigma)[changed_slices]
    shade[changed_slices] -= shadow[..., None] * np.array(_SHADOW_DEPTH, np.float32)
    return shade


def _find_arms(worn: WornRegion, skin: VisibleSkin) -> list[Limb]:
    """Find the arms inside the clothes."""
    limbs = []
    for path in worn.upper.arms.paths if worn.upper is not None else ():
        if path is None:
            continue
        arm, radius = path.rod, _ARM_RADIUS * worn.half_width
        in_sleeve = skin.hidden & grown(path.sleeved(skin.mask.shape), round(radius))
        longer = _prolonged(arm, arm.length + _PAST_END * worn.half_width)
        limbs.append(find_limb(longer, skin.mask, in_sleeve, LimbKind.ARM, typical_radius=radius))
    return limbs


def _find_legs(worn: WornRegion, skin: VisibleSkin) -> list[Limb]:
    """Find the legs inside the clothes."""
    if worn.legs is None:
        return []
    limbs = []
    outer = worn.legs.map(lambda leg: leg.left[2])
    thigh = _THIGH_RADIUS * float(np.linalg.norm(outer.left - outer.right))
    least_length, typical_length = (factor * thigh for factor in _LEG_LENGTHS)
    for leg in worn.legs:
        length = leg.length if leg.length >= least_length else typical_length
        straight = Strip(leg.left[:_LEG_SAMPLES], leg.right[:_LEG_SAMPLES])
        longer = _prolonged(straight, length + _PAST_END * worn.half_width)
        limbs.append(find_limb(longer, skin.mask, skin.hidden, LimbKind.LEG, typical_radius=thigh))
    return limbs


def _prolonged(strip: Strip, length: float) -> Strip:
    return strip.at(np.asarray(np.linspace(0.0, length, len(strip.left))))


def _limb_strips(worn: WornRegion, view: RegionView) -> HardMask:
    """Draw arms and legs (h, w) with the clothes on them."""
    drawn = np.zeros(view.shape, np.bool_)
    for strip in (*_arms(worn).values(), *(worn.legs or ())):
        drawn |= filled_polygon(view.shape, np.concatenate([strip.left, strip.right[::-1]]))
    return drawn


def _arms(worn: WornRegion) -> dict[GarmentPart, Strip]:
    return {part: worn.onward[part] for part in BOTH_SLEEVES if part in worn.onward}


def _drawn_zones(worn: WornRegion, shape: tuple[int, int]) -> HardMask:
    """Return where limbs (h, w) are drawn by themselves."""
    zones = np.zeros(shape, np.bool_)
    for part in _arms(worn):
        zones |= worn.zones[part]
    return zones


def _sleeved(worn: WornRegion, shape: tuple[int, int]) -> HardMask:
    """Return where arms (h, w) with the sleeves on them are."""
    sleeved = np.zeros(shape, np.bool_)
    for path in worn.upper.arms.paths if worn.upper is not None else ():
        if path is not None:
            sleeved |= grown(path.sleeved(shape), round(_ARM_RADIUS * worn.half_width))
    return sleeved


def _below_waist(worn: WornRegion, view: RegionView) -> HardMask:
    """Return the rows (h, w) at which trousers or a skirt are worn under a top."""
    assert isinstance(worn.figure, TopFigure)
    marks = worn.figure.landmarks
    waist_y = max(marks.waists.left.y, marks.armpits.left.y + 0.9 * worn.half_width)
    return np.asarray(np.broadcast_to(np.arange(view.shape[0])[:, None] > waist_y, view.shape))


def _signed_distance(mask: HardMask) -> SoftMask:
    """Return pixels (h, w) from the mask's outline, smoothed; negative outside."""
    if not mask.any():
        return np.full(mask.shape, _OUTSIDE, np.float32)
    hard = mask.astype(np.uint8)
    inner = cv2.distanceTransform(hard, cv2.DIST_L2, 5)
    outer = cv2.distanceTransform(1 - hard, cv2.DIST_L2, 5)
    signed = np.asarray(inner - outer, dtype=np.float32)
    return np.asarray(cv2.GaussianBlur(signed, (0, 0), 1.5), dtype=np.float32)
