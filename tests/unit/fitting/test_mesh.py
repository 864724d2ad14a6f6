"""The mesh: it goes where it is pulled, can be taken back, and never folds over."""

from __future__ import annotations

import numpy as np
import pytest

from tryon.fitting.mesh import (
    COLUMNS,
    FLAT,
    LEAST_DETERMINANT,
    ROWS,
    Mesh,
    bent,
    check_mesh,
    node_places,
    pulled,
    smallest_determinant,
    unbent,
)
from tryon.geometry import Points

COUNT = COLUMNS * ROWS
FINE = 161


def everywhere() -> Points:
    """Return a fine grid of places, well past the lattice too."""
    line = np.linspace(-0.4, 1.4, FINE)
    return np.stack(np.meshgrid(line, line), axis=-1).reshape(-1, 2)


def violent(seed: int) -> Mesh:
    """Pull every node far, one after the other."""
    random = np.random.default_rng(seed)
    mesh = FLAT
    for node in random.permutation(COUNT):
        x, y = random.normal(0, 0.4, 2)
        mesh = pulled(mesh, int(node), (float(x), float(y)))
    return mesh


def test_a_mesh_that_is_not_pulled_leaves_every_place_alone() -> None:
    still: Mesh = ((0.0, 0.0),) * COUNT
    np.testing.assert_array_equal(bent(everywhere(), FLAT), everywhere())
    np.testing.assert_array_equal(bent(everywhere(), still), everywhere())
    assert smallest_determinant(still) == 1.0


def test_nodes_go_exactly_where_they_are_pulled_and_others_stay() -> None:
    mesh = pulled(pulled(FLAT, 6, (0.1, -0.05)), 19, (0.2, 0.1))
    expected = node_places()
    expected[6] += (0.1, -0.05)
    expected[19] += (0.2, 0.1)
    np.testing.assert_allclose(bent(node_places(), mesh), expected, atol=1e-12)


def test_all_nodes_pulled_alike_move_everything_alike() -> None:
    mesh: Mesh = ((0.2, -0.1),) * COUNT
    np.testing.assert_allclose(
        bent(everywhere(), mesh), everywhere() + np.array([0.2, -0.1]), atol=1e-12
    )


@pytest.mark.parametrize("seed", range(12))
def test_no_pull_however_far_folds_the_mesh_over(seed: int) -> None:
    bent_grid = bent(everywhere(), violent(seed)).reshape(FINE, FINE, 2)
    step = 1.8 / (FINE - 1)
    by_x, by_y = (
        (bent_grid[:-1, 1:] - bent_grid[:-1, :-1]) / step,
        (bent_grid[1:, :-1] - bent_grid[:-1, :-1]) / step,
    )
    determinants = by_x[..., 0] * by_y[..., 1] - by_x[..., 1] * by_y[..., 0]
    assert determinants.min() > 0


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_the_way_back_ends_where_the_way_there_began(seed: int) -> None:
    mesh = violent(seed)
    np.testing.assert_allclose(unbent(bent(everywhere(), mesh), mesh), everywhere(), atol=1e-5)


def test_a_pull_that_would_fold_stops_on_its_way() -> None:
    mesh = pulled(FLAT, 5, (1.0, 0.0))
    x, y = mesh[5]
    assert 0.1 < x < 0.4
    assert y == 0.0
    assert smallest_determinant(mesh) == pytest.approx(LEAST_DETERMINANT, abs=0.01)


def test_a_node_pulled_back_leaves_no_mesh() -> None:
    assert pulled(pulled(FLAT, 3, (0.1, 0.1)), 3, (0.0, 0.0)) == FLAT


@pytest.mark.parametrize(
    ("mesh", "complaint"),
    [
        (((0.1, 0.1),), "must be empty or have 20 shifts"),
        (((0.0, 0.0),) * 19 + ((0.0,),), "must be empty or have 20 shifts"),
        (((0.0, 0.0),) * 19 + ((0.0, 1.5),), "between -1 and 1"),
        (((0.0, 0.0),) * 19 + ((0.0, float("nan")),), "between -1 and 1"),
        (((0.0, 0.0),) * 19 + ((0.0, "much"),), "must be empty or have 20 shifts"),
        ("flat", "got 'flat'"),
        (((0.0, 0.0),) * 5 + ((0.9, 0.0),) + ((0.0, 0.0),) * 14, "folds the garment over"),
    ],
)
def test_what_is_no_mesh_is_refused_with_the_reason(mesh: object, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        check_mesh(mesh)
