"""Ways inside a mask: round corners, past edges of a picture, and to whoever is nearest."""

from __future__ import annotations

import numpy as np
import pytest

from tryon.geometry import HardMask
from tryon.pixels.geodesic import PixelGraph


@pytest.fixture
def horseshoe() -> HardMask:
    """Two legs of 20 pixels, joined at the top by a bridge, and an island."""
    mask = np.zeros((30, 30), np.bool_)
    mask[2:22, 5] = mask[2:22, 15] = True
    mask[2, 5:16] = True
    mask[25:28, 10] = True
    return mask


def at(mask: HardMask, place: tuple[int, int]) -> HardMask:
    result = np.zeros_like(mask)
    result[place] = True
    return result


def test_a_way_leads_round_through_the_mask(horseshoe: HardMask) -> None:
    graph = PixelGraph.of(horseshoe.view(np.uint8))
    distance = graph.distances(at(horseshoe, (21, 5)))
    assert distance[2, 5] == 19
    assert distance[21, 15] == pytest.approx(18 + np.sqrt(2) + 8 + np.sqrt(2) + 18)
    assert np.isinf(distance[26, 10])
    assert np.isinf(distance[10, 10])


def test_without_a_start_inside_nothing_is_near(horseshoe: HardMask) -> None:
    graph = PixelGraph.of(horseshoe.view(np.uint8))
    assert np.isinf(graph.distances(at(horseshoe, (0, 0)))).all()
    nobody = np.full(horseshoe.shape, -1, np.int8)
    assert (graph.owners(nobody) == -1).all()


def test_no_way_leads_from_one_kind_to_another() -> None:
    kind = np.ones((5, 10), np.uint8)
    kind[:, 5:] = 2
    distance = PixelGraph.of(kind).distances(at(kind > 0, (2, 0)))
    assert np.isfinite(distance[:, :5]).all()
    assert np.isinf(distance[:, 5:]).all()


def test_two_owners_meet_at_the_edge_of_the_picture_and_not_half_way() -> None:
    image = np.full((9, 30, 3), 60, np.uint8)
    image[:, 22:] = 200
    owner = np.full((9, 30), -1, np.int8)
    owner[:, 0], owner[:, 29] = 0, 1
    kind = np.ones((9, 30), np.uint8)
    assert (PixelGraph.of(kind).owners(owner)[4] == [0] * 15 + [1] * 15).all()
    assert (PixelGraph.of(kind, image=image).owners(owner)[4] == [0] * 22 + [1] * 8).all()
