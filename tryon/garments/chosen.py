"""The region of a person that was asked for, or what stands against it."""

from __future__ import annotations

from tryon.errors import FitError
from tryon.garments.view import RegionView
from tryon.human_parse import HumanParse
from tryon.labels import Region

MIN_REGION_PIXELS = 80

_WORDS = {
    Region.UPPER: "no top",
    Region.LOWER: "no trousers or skirt",
    Region.DRESS: "no dress, top or trousers",
    Region.SHOES: "no shoes",
    Region.HAT: "no hat",
    Region.SCARF: "no scarf",
}


def chosen_view(parse: HumanParse, person: int, region: Region) -> RegionView:
    """Give the view of a region that is worn and large enough.

    Raises:
        FitError: if there is no such person, or too little of the region can be seen.
    """
    if not parse.people:
        raise FitError("nobody was found in the photo; use one in which a person can be seen.")
    if not 1 <= person <= len(parse.people):
        raise FitError(
            f"there is no person {person}; the photo shows {len(parse.people)}, counted from the "
            "left."
        )
    view = RegionView.of(parse, person, region)
    if view is None:
        worn = [r.value for r in Region if parse.region_mask(person, r).any()]
        others = f"choose another region ({', '.join(worn)})" if worn else "choose another person"
        raise FitError(f"person {person} wears {_WORDS[region]}; {others}.")
    pixels = int(parse.region_mask(person, region).sum())
    if pixels < MIN_REGION_PIXELS:
        raise FitError(
            f"only {pixels} pixels of person {person}'s {region.value} region can be seen, at "
            f"least {MIN_REGION_PIXELS} are needed; choose another region or a larger photo."
        )
    return view
