"""Factors are solved on any thread, and leak on none."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from scipy import sparse

from tryon.fitting.light.factors import Factors

SIDE = 120


def grid() -> sparse.csc_matrix:
    """The Laplacian of a square of `SIDE` pixels, tied to 0."""
    line = sparse.diags([-1.0, 2.0, -1.0], [-1, 0, 1], shape=(SIDE, SIDE))
    one = sparse.identity(SIDE)
    return (
        sparse.kron(one, line) + sparse.kron(line, one) + 1e-3 * sparse.identity(SIDE**2)
    ).tocsc()


def resident_bytes() -> int:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def test_they_solve_their_system() -> None:
    matrix = grid()
    expected = np.random.default_rng(1).normal(size=SIDE**2)
    assert np.allclose(Factors(matrix).solve(matrix @ expected), expected)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_they_leave_nothing_behind_when_another_thread_drops_them() -> None:
    matrix = grid()

    def make_and_drop(times: int) -> None:
        with ThreadPoolExecutor(2) as workers:
            for _ in range(times):
                factors = workers.submit(Factors, matrix).result()
                del factors  # here, on the test's own thread

    make_and_drop(3)
    before = resident_bytes()
    make_and_drop(20)
    assert resident_bytes() - before < 40e6
