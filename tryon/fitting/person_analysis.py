"""What is measured of a person once, for every garment of a category."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tryon.body.evidence import check_evidence
from tryon.body.region import correct_region, correct_view
from tryon.body.split_dress import half_of_dress, split_dress
from tryon.body.things import things_in_front
from tryon.body.view import RegionView, chosen_view
from tryon.body.worn import WornRegion
from tryon.fitting.light.grain import measure_grain
from tryon.fitting.light.photo_look import PhotoLook
from tryon.fitting.reveal.old_clothes import measure_old_clothes
from tryon.fitting.reveal.old_edge import OldEdge
from tryon.fitting.reveal.reveal import RevealPainter
from tryon.fitting.reveal.surface import FullSize
from tryon.geometry import RgbImage
from tryon.human_parse import HumanParse
from tryon.labels import IN_FRONT, TOPS, Label, Region
from tryon.messages import FitNote
from tryon.shape.category import GarmentCategory

_SHADOW_CASTERS = IN_FRONT - {Label.FACE, Label.SUNGLASSES}
"""What, beside arms, casts a shadow on a garment right below it; below a face there is the neck
first."""


@dataclass(frozen=True, eq=False)
class PersonAnalysis:
    """One region of one person, measured once for every garment of a category.

    Attributes:
        image: the photo (H, W, 3) uint8.
        parse: its labels and people.
        person: the person's number, from 1.
        region: where garments go.
        view: the photo's part, with the corrected region.
        worn: the body and what is worn on it.
        reveal_painter: paints what the clothes hide.
        look: light, colour and grain around them.
        old_edge: reads the soft edge of the old clothes.
        notes: what could not be seen of the person.
    """

    image: RgbImage
    parse: HumanParse
    person: int
    region: Region
    view: RegionView
    worn: WornRegion
    reveal_painter: RevealPainter
    look: PhotoLook
    old_edge: OldEdge
    notes: tuple[FitNote, ...]

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
        split_parse = split_dress(image, parse, person, region)
        parser_view = chosen_view(split_parse, person, region)
        view_image = parser_view.reduced(image)
        is_half_dress = split_parse is not parse
        if not is_half_dress:
            view = correct_view(parser_view, view_image)
        else:
            dress = parser_view.with_region(parser_view.mask(Label.UPPER_CLOTHES, Label.SKIRT))
            view = parser_view.with_region(
                half_of_dress(parser_view, correct_region(dress, view_image))
            )
            parse = split_parse
        notes = check_evidence(view, person, region)
        parse, view, worn = measure_old_clothes(parse, person, view, category, view_image)
        if worn.lower is not None:
            things = things_in_front(view, view_image, worn.lower)
            worn = replace(worn, in_front=worn.in_front | things)
        hems = TOPS if region is Region.LOWER else frozenset[Label]()
        shadow_casters = (worn.in_front | view.mask(*_SHADOW_CASTERS, *hems)) & ~view.region
        grain = measure_grain(image[view.box.slices])
        hair = parse.part_mask(person, frozenset({Label.HAIR}))
        return cls(
            image,
            parse,
            person,
            region,
            view,
            worn,
            RevealPainter(
                view,
                worn,
                view_image,
                region,
                FullSize(image, view, grain),
                is_half_dress=is_half_dress,
            ),
            PhotoLook.measure(view_image, view, shadow_casters, grain, half_width=worn.half_width),
            OldEdge(image, view, np.ascontiguousarray(hair[view.box.slices])),
            notes,
        )
