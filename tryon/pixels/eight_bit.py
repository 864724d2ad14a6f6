"""Colours rounded to the 8 bits of pictures."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tryon.late import cv2


def eight_bit(colours: NDArray[np.floating | np.integer]) -> NDArray[np.uint8]:
    """Round colours (H, W, …) to whole numbers from 0 to 255."""
    return np.asarray(cv2.convertScaleAbs(np.maximum(colours, 0)), np.uint8)
