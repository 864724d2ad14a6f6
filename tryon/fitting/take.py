"""Taking a garment off a person in a photo, so that somebody else can wear it.

What arms, hands and hair hide is filled from the garment's other side, which most clothes repeat,
and from its surroundings where both sides are hidden; what the photo's lower edge cuts off goes on
below it (`tryon.fitting.cut_off`).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tryon.body.evidence import check_evidence
from tryon.body.region import correct_view
from tryon.body.view import RegionView, chosen_view, view_to_photo
from tryon.body.worn import WornRegion
from tryon.fitting.cut_off import continued
from tryon.fitting.light.illuminant import find_illuminant, softened
from tryon.fitting.parameters import USUAL
from tryon.fitting.reveal.old_clothes import measure_old_clothes
from tryon.garments.cutout import GARMENT_SIDE
from tryon.garments.garment import Garment
from tryon.geometry import Box, HardMask, Points, RgbaImage, RgbImage, Size, ViewPoints
from tryon.human_parse import HumanParse, Person
from tryon.labels import ARMS, TOPS, Label, Region
from tryon.late import cv2
from tryon.messages import GarmentNote, Text
from tryon.pixels.eight_bit import eight_bit
from tryon.pixels.fill import spread_colours
from tryon.pixels.masks import disc, filled_polygon
from tryon.pixels.matting import sampled_matte
from tryon.pixels.resize import resize_rgba, scaled
from tryon.shape.category import GarmentCategory
from tryon.shape.figure import Figure, SkirtFigure, Strip, TopFigure

_UNMIXED_RIM = 0.004
"""Width of the rim that is unmixed, as a fraction of the garment's longest side."""
_SPILL = 0.012
"""Width of the rim around hidden parts that still shows some of what hides them, likewise."""
_LABELS = {
    GarmentCategory.DRESS: frozenset({Label.DRESS}),
    GarmentCategory.TOP: TOPS,
    GarmentCategory.TROUSERS: frozenset({Label.PANTS}),
    GarmentCategory.SKIRT: frozenset({Label.SKIRT}),
}
_LEAST_AREA = 0.02
"""Fraction of a person's pixels below which clothes are a hem or a mistake, not a garment."""
_LABELS_IN_FRONT = ARMS | {Label.GLOVES, Label.HAIR, Label.SCARF}


def worn_categories(person: Person) -> tuple[GarmentCategory, ...]:
    """Return the categories of what can be taken from a person, from top to bottom."""
    pixels = {part.label: part.pixels for part in person.parts}
    areas = {
        category: sum(pixels.get(label, 0) for label in labels)
        for category, labels in _LABELS.items()
    }
    if areas[GarmentCategory.DRESS] > areas[GarmentCategory.TOP]:
        return (GarmentCategory.DRESS,)
    lower = max((GarmentCategory.TROUSERS, GarmentCategory.SKIRT), key=areas.__getitem__)
    least_area = _LEAST_AREA * person.pixels
    return tuple(c for c in (GarmentCategory.TOP, lower) if areas[c] > least_area)


def category_worn(parse: HumanParse, person: int, region: Region) -> GarmentCategory:
    """Return what a person seems to wear on a region: of the lower one trousers or a skirt."""
    if region is Region.LOWER:
        skirt, trousers = (
            np.count_nonzero(parse.part_mask(person, _LABELS[category]))
            for category in (GarmentCategory.SKIRT, GarmentCategory.TROUSERS)
        )
        if skirt > trousers:
            return GarmentCategory.SKIRT
    return GarmentCategory.usual_on(region)


def take_garment(
    image: RgbImage,
    parse: HumanParse,
    *,
    person: int,
    region: Region,
    category: GarmentCategory,
    name: str,
) -> Garment:
    """Take what a person wears on a region as a garment, with the landmarks it has on the body.

    Its colours are brought to white light, as those of a product photo are.

    Args:
        image: the photo (H, W, 3) uint8.
        parse: its labels and people.
        person: the person's number, from 1.
        region: where the garment is worn.
        category: what it is.
        name: what to call it.

    Raises:
        FitError: if there is no such person, or too little of the region can be seen.
        GarmentError: if the garment is a few pixels only.
    """
    parser_view = chosen_view(parse, person, region)
    view_image = parser_view.reduced(image)
    view = correct_view(parser_view, view_image)
    check_evidence(view, person, region)
    parse, view, worn = measure_old_clothes(parse, person, view, category, view_image)
    hidden = _hidden(view, worn)
    box = _box_in_photo(np.asarray(view.region | hidden), view)
    seen = _at_full_size(parser_view, view, parse.region_mask(person, region), box)
    covered = (view_to_photo(hidden.astype(np.float32), view, box) > 0.5) & ~seen
    offset = np.array([view.box.left - box.left, view.box.top - box.top], np.float64)
    offset += 0.5 / view.scale - 0.5  # the middle of a view's pixel is the middle of several here
    figure = worn.figure.moved(np.full(2, 1 / view.scale), offset)
    window = np.ascontiguousarray(image[box.slices])
    gains = softened(find_illuminant(view_image, view.region, view.bare), USUAL.colour_match)
    rgba = _cut_out(window, seen, np.asarray(covered), figure, gains)
    notes: tuple[Text, ...] = ()
    if worn.is_cut_off and box.bottom == image.shape[0]:
        height = len(rgba)
        rgba, figure = continued(rgba, figure)
        notes = (Text(GarmentNote.CONTINUED),) if len(rgba) > height else ()
    return _reduced(Garment(rgba, category, name, figure, notes=notes))


def _hidden(view: RegionView, worn: WornRegion) -> HardMask:
    """Return the pixels (h, w) of the garment's body that arms, hands and hair hide."""
    figure = worn.figure
    body = np.zeros(view.shape, np.bool_)
    for strip in _body_strips(figure):
        body |= filled_polygon(view.shape, np.concatenate([strip.left, strip.right[::-1]]))
    if isinstance(figure, TopFigure):
        marks, torso = figure.landmarks, figure.torso
        neckline = marks.shoulders.left, *marks.necks, marks.shoulders.right
        chest = [(point.x, point.y) for point in neckline]
        body |= filled_polygon(view.shape, np.array([*chest, torso.right[0], torso.left[0]]))
    return np.asarray(body & view.mask(*_LABELS_IN_FRONT) & ~view.region)


def _body_strips(figure: Figure) -> tuple[Strip, ...]:
    if isinstance(figure, TopFigure):
        return (figure.torso,)
    if isinstance(figure, SkirtFigure):
        return (figure.body,)
    return tuple(figure.legs)


def _box_in_photo(garment: HardMask, view: RegionView) -> Box:
    """Return the box of the photo, two pixels wider, around a mask (h, w) of the view."""
    box = Box.around(garment)
    assert box is not None
    corners = ViewPoints(
        np.array([[box.left - 2, box.top - 2], [box.right + 2, box.bottom + 2]], np.float64)
    )
    (left, top), (right, bottom) = view.to_photo(corners).tolist()
    padded = Box(int(left), int(top), int(np.ceil(right)), int(np.ceil(bottom)))
    return Box(
        max(padded.left, view.box.left),
        max(padded.top, view.box.top),
        min(padded.right, view.box.right),
        min(padded.bottom, view.box.bottom),
    )


def _at_full_size(
    parser_view: RegionView, view: RegionView, parser_region: HardMask, box: Box
) -> HardMask:
    """Return the corrected region in a box of the photo: the parser's edge where it was kept."""
    before, after = (
        view_to_photo(v.region.astype(np.float32), v, box) > 0.5 for v in (parser_view, view)
    )
    return np.where(before == after, parser_region[box.slices], after)


def _cut_out(
    window: RgbImage,
    seen: HardMask,
    covered: HardMask,
    figure: Figure,
    gains: NDArray[np.float32],
) -> RgbaImage:
    """Return the garment (h, w, 4): what is seen of it, and an estimate of what is covered."""
    longest = max(seen.shape)
    matte = sampled_matte(window, seen, radius=max(1, round(_UNMIXED_RIM * longest)))
    colours = window.astype(np.float32)
    edge = matte.band & (matte.alpha < 1)
    colours[edge] = matte.inside[edge[matte.band]]
    if covered.any():
        spill = cv2.dilate(covered.astype(np.uint8), disc(max(1, round(_SPILL * longest)))) > 0
        known = seen & ~spill
        filled = _filled(colours, known if known.any() else seen, figure)
        fill_weight = cv2.GaussianBlur(
            spill.astype(np.float32), (0, 0), max(0.8, 0.3 * _SPILL * longest)
        )
        fill_weight = np.maximum(fill_weight, covered)[..., None]
        colours = np.asarray(colours + (filled - colours) * fill_weight, dtype=np.float32)
    alpha = np.where(covered, 1.0, matte.alpha)
    return np.dstack([eight_bit(colours / gains), eight_bit(255 * alpha)])


def _filled(colours: NDArray[np.float32], known: HardMask, figure: Figure) -> NDArray[np.float32]:
    """Fill unknown colours (h, w, 3) from the garment's other side, else from around them."""
    mirror_map = _mirror_map(known.shape, figure)
    mirrored = cv2.remap(colours, *mirror_map, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    has_mirrored = cv2.remap(known.astype(np.float32), *mirror_map, cv2.INTER_LINEAR) > 0.99
    known_twice = known & has_mirrored
    spread = spread_colours(colours, known, sigma=3.0)
    if not known_twice.any():
        return spread
    # The other side may be in shadow: take its pattern, but the light from around the gap.
    difference = np.asarray(colours - mirrored, dtype=np.float32)
    light_difference = spread_colours(difference, np.asarray(known_twice), sigma=6.0)
    return np.where(has_mirrored[..., None], np.clip(mirrored + light_difference, 0, 255), spread)


def _mirror_map(
    shape: tuple[int, ...], figure: Figure
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return where (h, w) the mirror image of each pixel lies across the garment's middle line."""
    strips = _body_strips(figure)
    middle: Points = np.mean([strip.middle for strip in strips], axis=0)
    centre = middle.mean(axis=0)
    along = middle[-1] - middle[0]
    along /= max(float(np.linalg.norm(along)), 1e-6)
    y, x = np.mgrid[: shape[0], : shape[1]].astype(np.float32)
    dx, dy = x - centre[0], y - centre[1]
    length = dx * along[0] + dy * along[1]
    return (
        np.asarray(2 * (centre[0] + length * along[0]) - x, dtype=np.float32),
        np.asarray(2 * (centre[1] + length * along[1]) - y, dtype=np.float32),
    )


def _reduced(garment: Garment) -> Garment:
    size = Size.of(garment.rgba)
    factor = GARMENT_SIDE / max(size.width, size.height)
    if factor >= 1 or garment.figure is None:
        return garment
    small = scaled(size, factor)
    ratio = np.array([small.width / size.width, small.height / size.height])
    figure = garment.figure.moved(ratio, np.zeros(2))
    return replace(garment, rgba=resize_rgba(garment.rgba, small), figure=figure)
