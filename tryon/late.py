"""Libraries that load when they are first used, not when they are imported.

They take longer to load than a window takes to show, and the window needs none of them before
there is a photo. Modules import them from here by the names below; nothing else changes, and a
type checker sees the libraries themselves. Loading is left to Python's import system, so threads
may use a library for the first time at the same moment.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import cv2
    from scipy import ndimage, sparse, special
    from scipy.sparse import csgraph
    from scipy.sparse import linalg as sparse_linalg
else:

    class _Late:
        """Stands for a library and loads it when something of it is asked for."""

        def __init__(self, name: str) -> None:
            self._name = name

        def __getattr__(self, attribute: str) -> object:
            value = getattr(import_module(self._name), attribute)
            setattr(self, attribute, value)  # found at once from now on
            return value

    cv2 = _Late("cv2")
    ndimage = _Late("scipy.ndimage")
    sparse = _Late("scipy.sparse")
    csgraph = _Late("scipy.sparse.csgraph")
    sparse_linalg = _Late("scipy.sparse.linalg")
    special = _Late("scipy.special")

__all__ = [
    "csgraph",
    "cv2",
    "ndimage",
    "sparse",
    "sparse_linalg",
    "special",
]
