"""Sparse systems of equations, factored once to be solved often, on whatever thread.

scipy's SuperLU notes by thread what it allocates, and lets go only of what the same thread took: a
factorization that another thread drops leaks, tens of megabytes each. So one thread makes them all
and drops them all.
"""

from __future__ import annotations

import weakref
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue

import numpy as np
from numpy.typing import NDArray

from tryon.late import sparse, sparse_linalg

_maker = ThreadPoolExecutor(1, thread_name_prefix="tryon-factors")
_dropped: SimpleQueue[list[sparse_linalg.SuperLU]] = SimpleQueue()
"""What nobody needs any more; the maker drops it before it makes the next one."""


class Factors:
    """A symmetric sparse matrix in triangular factors.

    Args:
        matrix: (n, n).
    """

    def __init__(self, matrix: sparse.csc_matrix) -> None:
        self._held = _maker.submit(_factored, matrix).result()
        finalizer = weakref.finalize(self, _dropped.put, self._held)
        finalizer.atexit = False

    def solve(self, right: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return x (n,) of matrix · x = right (n,)."""
        (factors,) = self._held
        return np.asarray(factors.solve(right))


def _factored(matrix: sparse.csc_matrix) -> list[sparse_linalg.SuperLU]:
    while not _dropped.empty():
        _dropped.get().clear()
    options = {"SymmetricMode": True}
    return [
        sparse_linalg.splu(
            matrix, permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, options=options
        )
    ]
