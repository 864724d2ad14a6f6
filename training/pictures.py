"""Reads the data's pictures as arrays."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray


def read_rgb(path: Path) -> NDArray[np.uint8]:
    """Return a photo (H, W, 3) as RGB.

    Raises:
        OSError: if there is no such picture.
    """
    return np.asarray(cv2.cvtColor(_read(path, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB), np.uint8)


def read_codes(path: Path) -> NDArray[np.uint8]:
    """Return the numbers of an annotation (H, W) as they are stored.

    Raises:
        OSError: if there is no such picture.
    """
    return _read(path, cv2.IMREAD_UNCHANGED)


def _read(path: Path, how: int) -> NDArray[np.uint8]:
    picture = cv2.imread(str(path), how)
    if picture is None:
        raise OSError(f"{path} is no picture")
    return np.asarray(picture, np.uint8)
