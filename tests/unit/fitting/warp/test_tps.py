"""Splines, similarity transforms and backward maps."""

from __future__ import annotations

import numpy as np
import pytest

from tryon.fitting.warp.tps import (
    fit_backward_map,
    fit_similarity,
    fit_spline,
    jacobian_determinants,
)
from tryon.geometry import Box, Points

SQUARE = np.array([[0.0, 0], [100, 0], [0, 100], [100, 100], [50, 50], [20, 70]])


def affine(points: Points) -> Points:
    return np.asarray(points @ np.array([[1.5, 0.2], [-0.3, 0.8]]) + (7, -4))


def test_a_spline_through_an_affine_map_is_that_map() -> None:
    spline = fit_spline(SQUARE, affine(SQUARE), smoothing=0.1)
    probe = np.array([[13.0, 77], [150, -20]])
    assert spline(probe) == pytest.approx(affine(probe), abs=1e-6)


def test_an_unsmoothed_spline_passes_through_its_landmarks() -> None:
    targets = SQUARE + np.random.default_rng(3).normal(0, 5, SQUARE.shape)
    assert fit_spline(SQUARE, targets, smoothing=0.0)(SQUARE) == pytest.approx(targets, abs=1e-6)


def test_a_similarity_is_found_exactly() -> None:
    turn = 2 * np.array([[np.cos(0.3), -np.sin(0.3)], [np.sin(0.3), np.cos(0.3)]])
    mapping = fit_similarity(SQUARE, SQUARE @ turn.T + (3, 9))
    probe = np.array([[10.0, 20.0]])
    assert mapping(probe) == pytest.approx(probe @ turn.T + (3, 9))


def test_determinants_of_a_doubling_map_are_four() -> None:
    x, y = np.meshgrid(np.arange(5), np.arange(4))
    nodes = np.stack([x, y], axis=-1).astype(np.float32) * 16
    assert jacobian_determinants(nodes, 8) == pytest.approx(np.full((3, 4), 4.0))


def test_the_refined_maps_of_an_identity_are_pixel_positions() -> None:
    backward_map = fit_backward_map(SQUARE, SQUARE, box=Box(10, 20, 91, 97), step=7)
    x, y = backward_map.maps((77, 81))
    assert x.shape == (77, 81)
    assert x[38] == pytest.approx(np.arange(10, 91), abs=0.05)
    assert y[:, 38] == pytest.approx(np.arange(20, 97), abs=0.05)


def test_gentle_landmarks_give_a_spline_without_folds() -> None:
    targets = affine(SQUARE) + np.random.default_rng(4).normal(0, 3, SQUARE.shape)
    backward_map = fit_backward_map(SQUARE, targets, box=Box(0, 0, 100, 100), step=5)
    assert np.isfinite(backward_map.smoothing)
    assert backward_map.determinants.min() > 0


@pytest.mark.parametrize("seed", range(6))
def test_no_landmarks_however_tangled_make_the_backward_map_fold(seed: int) -> None:
    tangled = np.random.default_rng(seed).permutation(SQUARE)
    backward_map = fit_backward_map(SQUARE, tangled, box=Box(0, 0, 100, 100), step=5)
    assert backward_map.determinants.min() > 0


def test_a_folding_spline_falls_back_to_a_similarity() -> None:
    crossed = SQUARE.copy()
    crossed[[0, 1]] = crossed[[1, 0]]
    backward_map = fit_backward_map(SQUARE, crossed, box=Box(0, 0, 100, 100), step=5)
    assert backward_map.smoothing == float("inf")
