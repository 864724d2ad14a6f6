"""Moving, scaling and turning a garment, and rendering it again and again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tryon.fitting.adjust.placement import Frame
from tryon.fitting.composite import compose
from tryon.fitting.fit import PreparedFit, fit_garment
from tryon.fitting.parameters import USUAL, FitParameters
from tryon.fitting.request import FitRequest
from tryon.garments.garment import Garment
from tryon.geometry import Box, RgbImage
from tryon.human_parse import HumanParse
from tryon.labels import Region

FRAME = Frame(garment=Box(0, 10, 40, 70), region=Box(10, 20, 30, 60))
CORNER = np.array([[30.0, 60.0]])


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        (FitParameters(), (30, 60)),
        (FitParameters(move_x=0.5, move_y=-0.25), (40, 50)),
        (FitParameters(scale_x=2.0, scale_y=0.5), (40, 50)),
        (FitParameters(rotate_degrees=90), (0, 50)),
    ],
)
def test_points_move_about_the_regions_middle(
    parameters: FitParameters, expected: tuple[float, float]
) -> None:
    assert FRAME.by_hand(CORNER, parameters)[0] == pytest.approx(expected)


def test_a_print_follows_the_hand(photo: RgbImage, parse: HumanParse, tshirt: Garment) -> None:
    rgba = tshirt.rgba.copy()
    rgba[85:110, 73:98, :3] = (250, 250, 0)
    prepared = PreparedFit(FitRequest(photo, parse, 1, Region.UPPER, replace(tshirt, rgba=rgba)))
    places = []
    for parameters in (FitParameters(), FitParameters(move_x=0.1)):
        result = compose(photo, [prepared.render(parameters)])
        is_print = (result[..., 0] > 215) & (result[..., 1] > 215) & (result[..., 2] < 100)
        places.append(np.nonzero(is_print & parse.region_mask(1, Region.UPPER))[1].mean())
    assert places[1] - places[0] == pytest.approx(10, abs=3)


def test_rendering_again_gives_what_a_new_fit_gives(
    photo: RgbImage, parse: HumanParse, tshirt: Garment
) -> None:
    prepared = PreparedFit(FitRequest(photo, parse, 1, Region.UPPER, tshirt))
    prepared.render(USUAL)
    prepared.render(FitParameters(move_y=0.1, edge_softness=2.0))
    parameters = FitParameters(shading=0.3, edge_softness=2.0, rotate_degrees=5)
    again = prepared.render(parameters)
    new = fit_garment(FitRequest(photo, parse, 1, Region.UPPER, tshirt, parameters))
    assert again.box == new.box
    np.testing.assert_array_equal(again.change, new.change)
