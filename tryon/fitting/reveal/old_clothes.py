"""What belongs to the old clothes though the parser called it something else.

A collar becomes a scarf, a cuff before the hips trousers, a sheer sleeve an arm. What lies on the
arms, or is called a scarf, and touches the old clothes is theirs if its colours surely are.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tryon.body.arm_path import SLEEVE_ROOM
from tryon.body.view import RegionView
from tryon.body.worn import WornRegion, measure_region
from tryon.body.worn_top import WornTop
from tryon.colour_model import ColouredPlaces, ColourModel
from tryon.geometry import HardMask, RgbImage
from tryon.human_parse import HumanParse
from tryon.labels import ARMS, BELOW_THE_WAIST, TOPS, Label, is_any_of
from tryon.late import cv2
from tryon.pixels.masks import grown
from tryon.shape.category import GarmentCategory

_ON_ARMS = ARMS | TOPS | BELOW_THE_WAIST | {Label.GLOVES}
"""What parsers call sleeves and cuffs."""
_SURE = 2.0
"""Least log odds of a piece's colours, in the mean of its pixels: bare arms reach 1.7 beside shirts
of their colour, cuffs and collars begin at 2.3."""
_MOST_BELIEVED = 6.0
"""Largest log odds of a pixel that count."""
_CLOTH_COMPONENTS, _OTHER_COMPONENTS = 24, 48
"""Gaussians in the colour models of the clothes and of all else."""
_TONES = 5
"""Tones of a person's skin, from dark to light, that may be in doubt."""


def measure_old_clothes(
    parse: HumanParse, person: int, view: RegionView, category: GarmentCategory, image: RgbImage
) -> tuple[HumanParse, RegionView, WornRegion]:
    """Measure what is worn, with what the parser called something else.

    Args:
        parse: labels and people.
        person: the person's number, from 1.
        view: the person, with the corrected region.
        category: that of the garment that is to lie there, or was.
        image: the view's part of the photo (h, w, 3).

    Returns:
        Parse and view with the right labels, and what is worn.

    Raises:
        FitError: if too little of the region can be seen.
    """
    worn = measure_region(view, category, image)
    if worn.upper is None:
        return parse, view, worn
    mislabelled = find_mislabelled(view, worn.upper, image)
    if not mislabelled.any():
        return parse, view, worn
    parse, view = relabel(parse, person, view, mislabelled)
    return parse, view, measure_region(view, category, image)


def find_mislabelled(view: RegionView, worn: WornTop, image: RgbImage) -> HardMask:
    """Find pixels (h, w) of the old clothes beyond their region.

    Args:
        view: the person, with the corrected region.
        worn: the top or dress there.
        image: the view's part of the photo (h, w, 3).
    """
    on_arms = np.zeros_like(view.region)
    for path in worn.arms.paths:
        if path is not None:
            on_arms |= path.drawn(view.shape, factor=SLEEVE_ROOM)
    scarf = view.mask(Label.SCARF)
    in_doubt = scarf | (on_arms & view.mask(*_ON_ARMS) & ~view.region)
    skin = view.mask(Label.FACE, Label.TORSO_SKIN)
    odds = _colour_odds(image, view.region & ~scarf, in_doubt, skin=skin)
    alike = cv2.morphologyEx((odds > 0).astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    count, pieces = cv2.connectedComponents((scarf | (alike > 0)).astype(np.uint8))
    areas = np.bincount(pieces.ravel(), minlength=count)
    totals = np.bincount(pieces.ravel(), weights=odds.ravel(), minlength=count)
    touches = np.bincount(pieces[grown(view.region, 2)], minlength=count) > 0
    is_theirs = touches & (totals > _SURE * areas)
    is_theirs[0] = False
    return np.asarray(is_theirs[pieces])


def _colour_odds(
    image: RgbImage, cloth: HardMask, in_doubt: HardMask, *, skin: HardMask
) -> NDArray[np.float32]:
    """Return the log odds (h, w) that pixels in doubt have a cloth's colours; 0 elsewhere.

    Anything else may be there, above all skin as it is seen in other places.
    """
    odds = np.zeros(cloth.shape, np.float32)
    pixels = ColouredPlaces.denoised(image)
    inner = cv2.erode(cloth.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    others = ~grown(cloth | in_doubt, 2)
    cloth_model = ColourModel.fit(pixels.at(np.asarray(inner)), components=_CLOTH_COMPONENTS)
    other = np.concatenate([pixels.at(others), _skin_in_doubt(pixels, skin, in_doubt)])
    other_model = ColourModel.fit(other, components=_OTHER_COMPONENTS)
    if cloth_model is not None and other_model is not None and in_doubt.any():
        features = pixels.at(in_doubt)
        difference = cloth_model.log_densities(features) - other_model.log_densities(features)
        odds[in_doubt] = np.clip(difference, -_MOST_BELIEVED, _MOST_BELIEVED)
    return odds


def _skin_in_doubt(
    pixels: ColouredPlaces, skin: HardMask, in_doubt: HardMask
) -> NDArray[np.float32]:
    """Return a person's tones of skin (N, 5) where it is in doubt whether there is skin."""
    tones, places = pixels.at(skin)[:, :3], pixels.at(in_doubt)[:, 3:]
    if len(tones) == 0:
        return np.empty((0, 5), np.float32)
    tones = tones[np.argsort(tones[:, 0])]
    chosen = tones[np.linspace(0, len(tones) - 1, _TONES + 2).astype(int)[1:-1]]
    return np.hstack([np.repeat(chosen, len(places), axis=0), np.tile(places, (_TONES, 1))])


def relabel(
    parse: HumanParse, person: int, view: RegionView, mislabelled: HardMask
) -> tuple[HumanParse, RegionView]:
    """Return parse and view with some pixels of the view (h, w) as upper clothes."""
    part = view.box.slices
    size = view.box.width, view.box.height
    around = grown(mislabelled, 2).view(np.uint8)
    theirs = cv2.resize(around, size, interpolation=cv2.INTER_NEAREST) > 0
    theirs &= parse.person_map[part] == person
    theirs &= is_any_of(parse.labels[part], _ON_ARMS | {Label.SCARF})
    labels = parse.labels.copy()
    labels[part][theirs] = Label.UPPER_CLOTHES
    view_labels = view.labels.copy()
    view_labels[mislabelled] = Label.UPPER_CLOTHES
    whole = (view.region | mislabelled).astype(np.uint8)
    seams = cv2.morphologyEx(whole, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8)) > 0
    region = view.region | mislabelled | (seams & is_any_of(view_labels, TOPS | {Label.SCARF}))
    return replace(parse, labels=labels), replace(view, labels=view_labels, region=region)
