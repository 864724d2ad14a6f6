"""A preview shows what the fit will give, in no more pixels than it needs."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from tests.unit.conftest import as_parse
from tryon.fitting.composite import compose
from tryon.fitting.fit import PreparedFit, fit_garment
from tryon.fitting.mesh import FLAT, pulled
from tryon.fitting.parameters import USUAL, FitParameters
from tryon.fitting.preview import Preview
from tryon.fitting.reduced import REDUCED_PIXELS
from tryon.fitting.request import FitRequest
from tryon.garments.garment import Garment
from tryon.geometry import Box, RgbaImage, RgbImage
from tryon.human_parse import HumanParse
from tryon.labels import Region


def enlarged(
    photo: RgbImage, parse: HumanParse, factor: int, margin: int
) -> tuple[RgbImage, HumanParse]:
    """Return the drawing at another size, with an empty margin on the left and above."""
    size = photo.shape[1] * factor, photo.shape[0] * factor
    around = ((margin, 0), (margin, 0))
    labels = np.pad(cv2.resize(parse.labels, size, interpolation=cv2.INTER_NEAREST), around)
    large = cv2.resize(photo, size, interpolation=cv2.INTER_NEAREST)
    return np.pad(large, (*around, (0, 0)), mode="edge"), as_parse(labels)


def previewed(photo: RgbImage, preview: Preview, parameters: FitParameters = USUAL) -> RgbaImage:
    """Return the preview's picture over the photo's own pixels, at the preview's size."""
    picture = preview.render(parameters)
    size = picture.shape[1], picture.shape[0]
    below = cv2.resize(photo[preview.box.slices], size, interpolation=cv2.INTER_AREA)
    alpha = picture[..., 3:] / 255
    return np.rint(picture[..., :3] * alpha + below * (1 - alpha)).astype(np.uint8)


BENT = FitParameters(mesh=pulled(pulled(FLAT, 9, (0.1, 0.05)), 19, (0.2, 0.1)))


@pytest.mark.slow
@pytest.mark.parametrize(
    "parameters",
    [FitParameters(move_x=0.05, shading=0.3), BENT, replace(BENT, rotate_degrees=8, scale_x=1.1)],
)
def test_on_a_small_photo_it_is_the_fit_itself(
    parameters: FitParameters, photo: RgbImage, parse: HumanParse, tshirt: Garment
) -> None:
    preview = Preview(FitRequest(photo, parse, 1, Region.UPPER, tshirt))
    fit = fit_garment(FitRequest(photo, parse, 1, Region.UPPER, tshirt, parameters))
    expected = compose(photo, [fit])[preview.box.slices]
    difference = np.abs(previewed(photo, preview, parameters).astype(int) - expected)
    assert difference.max() <= 2


@pytest.mark.slow
@pytest.mark.parametrize("parameters", [USUAL, BENT])
def test_on_a_large_photo_it_is_reduced_and_looks_the_same(
    parameters: FitParameters, photo: RgbImage, parse: HumanParse, tshirt: Garment
) -> None:
    large, large_parse = enlarged(photo, parse, 5, 40)
    request = FitRequest(large, large_parse, 1, Region.UPPER, tshirt)
    preview = Preview(request)
    picture = previewed(large, preview, parameters)
    assert picture.shape[0] * picture.shape[1] <= 1.01 * REDUCED_PIXELS
    fit = fit_garment(replace(request, parameters=parameters))
    full = compose(large, [fit])[preview.box.slices]
    small = cv2.resize(full, picture.shape[1::-1], interpolation=cv2.INTER_AREA)
    assert np.abs(picture.astype(float) - small).mean() < 2.0


def test_what_the_garment_leaves_alone_is_clear(
    photo: RgbImage, parse: HumanParse, tshirt: Garment
) -> None:
    picture = Preview(FitRequest(photo, parse, 1, Region.UPPER, tshirt)).render(USUAL)
    assert picture[0, 0, 3] == 0
    assert picture[-1, -1, 3] == 0
    assert picture[..., 3].max() == 255


def test_the_frame_is_that_of_the_fit_whatever_the_size(
    photo: RgbImage, parse: HumanParse, tshirt: Garment
) -> None:
    large, large_parse = enlarged(photo, parse, 5, 40)
    request = FitRequest(large, large_parse, 1, Region.UPPER, tshirt)
    full = PreparedFit(request).handles(USUAL).frame
    small = Preview(request).handles(USUAL).frame
    for box, expected in ((small.garment, full.garment), (small.region, full.region)):
        sides = (box.left, box.top, box.right, box.bottom)
        assert sides == pytest.approx(
            (expected.left, expected.top, expected.right, expected.bottom),
            abs=0.03 * large.shape[1],
        )


@pytest.mark.slow
def test_ends_lie_where_those_of_the_fit_do_whatever_the_size(
    photo: RgbImage, parse: HumanParse, tshirt: Garment
) -> None:
    large, large_parse = enlarged(photo, parse, 5, 40)
    request = FitRequest(large, large_parse, 1, Region.UPPER, tshirt)
    full = PreparedFit(request).handles(BENT).ends
    small = Preview(request).handles(BENT).ends
    assert small.keys() == full.keys()
    for end, place in small.items():
        assert place == pytest.approx(full[end], abs=0.03 * large.shape[1])


def test_the_frame_moves_by_shares_of_the_region(
    photo: RgbImage, parse: HumanParse, tshirt: Garment
) -> None:
    preview = Preview(FitRequest(photo, parse, 1, Region.UPPER, tshirt))
    frame = preview.handles(USUAL).frame
    away = frame.corners(FitParameters(move_x=0.5, move_y=-0.25)) - frame.corners(USUAL)
    expected = np.tile([0.5 * frame.region.width, -0.25 * frame.region.height], (4, 1))
    np.testing.assert_allclose(away, expected)
    inside = Box.around(parse.region_mask(1, Region.UPPER))
    assert inside is not None
    assert frame.garment.left < inside.left + 20
    assert frame.garment.right > inside.right - 20


@pytest.mark.slow
def test_other_garments_keep_their_layer(
    photo: RgbImage, parse: HumanParse, tshirt: Garment, dress: Garment
) -> None:
    lower = fit_garment(FitRequest(photo, parse, 1, Region.DRESS, dress))
    colour = tshirt.rgba.copy()
    colour[..., :3] = (0, 0, 250)
    blue = replace(tshirt, rgba=colour)
    request = FitRequest(photo, parse, 1, Region.UPPER, blue)
    over = Preview(request, below=[lower])
    under = Preview(request, above=[lower])
    centre = (105 - over.box.top, 100 - over.box.left)
    chests = [preview.render(USUAL)[centre] for preview in (over, under)]
    assert chests[0][2] > 150
    assert chests[1][2] < 150
