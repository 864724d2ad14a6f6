"""A dress read as a top and a skirt, so that one of the two can be replaced."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tryon.body.skeleton import Skeleton
from tryon.body.view import MIN_REGION_PIXELS, RegionView
from tryon.body.worn_top import WornTop, measure_worn_top
from tryon.geometry import HardMask, RgbImage
from tryon.human_parse import HumanParse
from tryon.labels import REGION_LABELS, Label, Region
from tryon.late import cv2
from tryon.pixels.masks import grown, nearer, part_at, without_specks

_WAIST_DEPTHS = (0.9, 1.7)
"""Least and greatest depth of the waist below the armpits, in half shoulder widths."""
_SEAM_DEPTHS = (0.4, 1.1)
"""Least and greatest depth of a seam below the shoulders, in lengths down to the hips' joints."""
_CLEAR_SEAM = 15.0
"""How much stronger the edge of a seam is than that of a typical row. Of 45 dresses of street
photos those at which it is lie at belts, waistbands and where colours change; below that arms, bags
and patterns begin."""
_LEAST_EDGE = 0.5
"""Strength of a typical row's edge (CIE76) below which it is noise."""
_UNCOVERED = 0.8
"""Least width of a row that nothing lies before, in typical ones."""
_SIDES = 0.15
"""Share of a row at each side that no seam is looked for in."""
_LEAST_WORN = 0.15
"""Least area of a top or skirt that is worn with a dress, in areas of the dress; anything smaller
is a mistake of the parser."""


def split_dress(photo: RgbImage, parse: HumanParse, person: int, region: Region) -> HumanParse:
    """Divide a person's dress if the region of a top, skirt or trousers is empty.

    A new top then lies over the dress as over a skirt, and new trousers replace its lower half. It
    is divided at a seam that is clear to see, as between a top and shorts of the same cloth, else
    at the waist.

    Args:
        photo: the photo (H, W, 3).
        parse: its labels and people.
        person: the person's number, from 1.
        region: where a garment goes.

    Returns:
        The parse itself, unless the person wears a dress and nothing else on the region.
    """
    if region not in (Region.UPPER, Region.LOWER):
        return parse
    dress = parse.part_mask(person, frozenset({Label.DRESS}))
    area = np.count_nonzero(dress)
    worn = np.count_nonzero(parse.part_mask(person, REGION_LABELS[region]))
    if area < 2 * MIN_REGION_PIXELS or worn > _LEAST_WORN * area:
        return parse
    view = RegionView.of(parse, person, Region.DRESS)
    assert view is not None
    cloth = view.mask(Label.DRESS)
    if np.count_nonzero(cloth) < MIN_REGION_PIXELS:
        return parse
    measured = measure_worn_top(view.with_region(cloth), cloth)
    seam = _seam_y(view.reduced(photo), cloth, measured.skeleton)
    skirt = _below(_waist_y(measured) if seam is None else seam, measured, cloth)
    size = view.box.width, view.box.height
    is_skirt = nearer(skirt, cloth & ~skirt).astype(np.uint8)  # rims that the view lost as well
    below = cv2.resize(is_skirt, size, interpolation=cv2.INTER_NEAREST) > 0
    labels = parse.labels.copy()
    labels[dress] = Label.UPPER_CLOTHES
    labels[view.box.slices][dress[view.box.slices] & below] = Label.SKIRT
    return replace(parse, labels=labels)


def half_of_dress(view: RegionView, dress: HardMask) -> HardMask:
    """Return the part of a dress's corrected outline (h, w) that belongs to the view's half of it.

    Both halves have the same colours, so that only the whole dress can be corrected by colour.
    """
    other = view.mask(Label.UPPER_CLOTHES, Label.SKIRT) & ~view.region
    return dress & nearer(view.region, other)


def _below(y: float, worn: WornTop, cloth: HardMask) -> HardMask:
    """Return the cloth (h, w) from a row on, without the sleeves and their rims."""
    sleeves = np.zeros_like(cloth)
    for sleeve, limb in zip(worn.figure.sleeves, worn.arms.limbs, strict=True):
        if sleeve is not None:
            sleeves |= limb
    below = cloth & (np.arange(len(cloth))[:, None] >= y) & ~sleeves
    rims = part_at(below & ~without_specks(below), grown(sleeves, 1))
    return below & ~rims


def _seam_y(image: RgbImage, cloth: HardMask, skeleton: Skeleton) -> float | None:
    """Return the y of the row in which colours (h, w, 3) change most, if it stands out clearly."""
    lab = cv2.cvtColor(cv2.GaussianBlur(image, (0, 0), 1.0), cv2.COLOR_RGB2LAB).astype(np.float32)
    top, hips = skeleton.middle[1], skeleton.pelvis[1]
    first, last = (round(top + depth * (hips - top)) for depth in _SEAM_DEPTHS)
    rows = range(max(first, 2), min(last, len(cloth) - 2))
    widths = np.count_nonzero(cloth[rows.start : rows.stop], axis=1)
    if not widths.any():
        return None
    least_width, strengths = _UNCOVERED * np.median(widths), np.zeros(len(rows))
    for i, y in enumerate(rows):
        columns = np.flatnonzero(cloth[y])
        inner = columns[round(_SIDES * len(columns)) : round((1 - _SIDES) * len(columns))]
        if widths[i] >= least_width and inner.size:
            step = np.median(lab[y + 2, inner] - lab[y - 2, inner], axis=0)
            strengths[i] = np.linalg.norm(step)
    best = int(np.argmax(strengths))
    is_clear = strengths[best] > _CLEAR_SEAM * max(np.median(strengths), _LEAST_EDGE)
    return float(rows[best]) if is_clear else None


def _waist_y(worn: WornTop) -> float:
    """Return the y of the torso's narrowest place where a waist may be."""
    torso, marks = worn.figure.torso, worn.figure.landmarks
    armpit = (marks.armpits.left.y + marks.armpits.right.y) / 2
    first, last = (armpit + depth * worn.half_shoulder for depth in _WAIST_DEPTHS)
    rows = np.linspace(first, last, 17)
    edges = [np.interp(rows, edge[:, 1], edge[:, 0]) for edge in (torso.left, torso.right)]
    return float(rows[np.argmin(edges[1] - edges[0])])
