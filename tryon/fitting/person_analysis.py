"""A person as one kind of garment needs to know them: all that no single garment changes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tryon.body.region import correct_region
from tryon.body.split_dress import half_of_dress, split_dress
from tryon.body.view import RegionView, chosen_view
from tryon.body.worn import WornRegion, measure_region
from tryon.fitting.light.grain import measure_grain
from tryon.fitting.light.photo_look import PhotoLook
from tryon.fitting.reveal.reveal import RevealPainter
from tryon.geometry import HardMask, RgbImage
from tryon.human_parse import HumanParse
from tryon.labels import ARMS, IN_FRONT, TOPS, Label, Region
from tryon.shape.category import GarmentCategory

_SHADING = IN_FRONT - {Label.FACE, Label.SUNGLASSES} | ARMS
"""What casts a shadow on a garment right below it; a face has a neck in between."""


@dataclass(frozen=True, eq=False)
class PersonAnalysis:
    """One region of one person, measured once for every garment of a kind.

    Attributes:
        image: the photo (H, W, 3) uint8.
        parse: its labels and people.
        person: the person's number, from 1.
        region: where garments go.
        view: the photo's part, with the corrected region.
        worn: the body and what is worn on it.
        reveal_painter: what the clothes hide.
        look: light, colour and grain around them.
        hair: the person's hair, in the pixels of the photo that the view covers.
    """

    image: RgbImage
    parse: HumanParse
    person: int
    region: Region
    view: RegionView
    worn: WornRegion
    reveal_painter: RevealPainter
    look: PhotoLook
    hair: HardMask

    @classmethod
    def measure(
        cls,
        image: RgbImage,
        parse: HumanParse,
        *,
        person: int,
        region: Region,
        category: GarmentCategory,
    ) -> PersonAnalysis:
        """Measure a person for garments of ``category``.

        Raises:
            FitError: if there is no such person, the person wears nothing on the region, or too
                little of it can be seen.
        """
        split = split_dress(parse, person, region)
        plain = chosen_view(split, person, region)
        small = plain.reduced(image)
        if split is parse:
            view = plain.with_region(correct_region(plain, small))
        else:
            dress = plain.with_region(plain.mask(Label.UPPER_CLOTHES, Label.SKIRT))
            view = plain.with_region(half_of_dress(plain, correct_region(dress, small)))
            parse = split
        worn = measure_region(view, category)
        hems = TOPS if region is Region.LOWER else frozenset[Label]()
        front = view.mask(*_SHADING, *hems) & ~view.region
        grain = measure_grain(image[view.box.slices])
        hair = parse.part_mask(person, frozenset({Label.HAIR}))
        return cls(
            image,
            parse,
            person,
            region,
            view,
            worn,
            RevealPainter(view, worn, small, region),
            PhotoLook.measure(small, view, front, grain, half_width=worn.half_width),
            np.ascontiguousarray(hair[view.box.slices]),
        )
