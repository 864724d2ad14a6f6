"""A garment of a size is as wide and as long in the photo as its centimetres say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tryon.errors import FitError
from tryon.fitting.fit import fit_garment
from tryon.fitting.fit_sizes import fit_sizes
from tryon.fitting.origin import Origin
from tryon.fitting.parameters import FitParameters
from tryon.fitting.request import FitRequest
from tryon.fitting.sized import SizedFits
from tryon.garments.garment import Garment
from tryon.garments.sizes.table_text import parse_table
from tryon.geometry import RgbImage
from tryon.human_parse import HumanParse
from tryon.messages import SizeNote

HEIGHT = 172.0
TOPS = parse_table("Size\tChest\tLength\tSleeve\nS\t84\t58\t16\nM\t94\t62\t18\nL\t104\t66\t20")
TROUSERS = parse_table("Size\tHips\tInseam\nS\t92\t60\nL\t108\t72")
SKIRTS = parse_table("Size\tLength\nS\t40\nL\t56")


def request_for(photo: RgbImage, parse: HumanParse, garment: Garment) -> FitRequest:
    return FitRequest(photo, parse, 1, garment.category.region, garment)


def extent(request: FitRequest, parameters: FitParameters) -> tuple[int, int, int]:
    """Return top, bottom and width, in pixels, of what shows of a garment."""
    fit = fit_garment(replace(request, parameters=parameters))
    covered = fit.origins == Origin.MOVED
    rows = np.flatnonzero(covered.any(axis=1)) + fit.box.top
    return int(rows[0]), int(rows[-1]), int(covered.sum(axis=1).max())


def sized(request: FitRequest, table_of: object = TOPS) -> SizedFits:
    return fit_sizes(request, table_of.rows, HEIGHT)  # type: ignore[attr-defined]


def test_larger_sizes_are_wider_and_end_lower_by_their_centimetres(
    photo: RgbImage, parse: HumanParse, tshirt: Garment
) -> None:
    request = request_for(photo, parse, tshirt)
    sizes = sized(request)
    small, large = (extent(request, sizes.of(name).parameters) for name in ("S", "l"))
    assert sizes.of("S").parameters.width < sizes.of("M").parameters.width
    assert sizes.of("L").parameters.width / sizes.of("S").parameters.width == pytest.approx(
        104 / 84, abs=0.01
    )
    assert large[2] > small[2]
    longer = (66 - 58) * sizes.scale.pixels_per_cm
    assert large[1] - small[1] == pytest.approx(longer, abs=0.25 * longer + 2)
    assert abs(large[0] - small[0]) <= 2  # both hang from the shoulders


def test_what_else_was_adjusted_stays(photo: RgbImage, parse: HumanParse, tshirt: Garment) -> None:
    request = request_for(photo, parse, tshirt)
    request = replace(request, parameters=FitParameters(shading=0.4, width=1.7, move_x=0.02))
    for fit in sized(request).fits:
        assert (fit.parameters.shading, fit.parameters.move_x) == (0.4, 0.02)
        assert fit.parameters.width < 1.7


def test_a_shorter_inseam_leaves_more_of_the_ankle(
    photo: RgbImage, parse: HumanParse, trousers: Garment
) -> None:
    request = request_for(photo, parse, trousers)
    sizes = sized(request, TROUSERS)
    short, long = (extent(request, sizes.of(name).parameters) for name in ("S", "L"))
    assert long[1] - short[1] == pytest.approx(12 * sizes.scale.pixels_per_cm, rel=0.35)


def test_a_skirt_is_as_long_as_the_table_says(
    photo: RgbImage, parse: HumanParse, skirt: Garment
) -> None:
    request = request_for(photo, parse, skirt)
    sizes = sized(request, SKIRTS)
    short, long = (extent(request, sizes.of(name).parameters) for name in ("S", "L"))
    assert long[1] - short[1] == pytest.approx(16 * sizes.scale.pixels_per_cm, rel=0.2)


def test_a_table_of_something_else_is_refused(
    photo: RgbImage, parse: HumanParse, skirt: Garment
) -> None:
    with pytest.raises(FitError, match="it needs one of length"):
        sized(request_for(photo, parse, skirt), TROUSERS)


def test_a_size_that_cannot_be_this_persons_is_noted(
    photo: RgbImage, parse: HumanParse, tshirt: Garment
) -> None:
    child = parse_table("Size\tHalf chest\n92\t22\nXXL\t110")
    first, last = sized(request_for(photo, parse, tshirt), child).fits
    assert SizeNote.UNUSUAL_WIDTH in first.notes
    assert SizeNote.UNUSUAL_WIDTH in last.notes
    assert last.parameters.width == 2.0
