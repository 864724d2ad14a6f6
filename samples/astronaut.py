"""Makes ``assets/people/02-astronaut.jpg`` from the photo that scikit-image carries.

Run from the root of the repository: ``python -m samples.astronaut``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from skimage import data

FILE = Path(__file__).resolve().parent.parent / "assets" / "people" / "02-astronaut.jpg"


def main() -> None:
    """Save NASA's portrait of Eileen Collins as JPEG."""
    FILE.parent.mkdir(parents=True, exist_ok=True)
    portrait: Callable[[], NDArray[np.uint8]] = data.astronaut
    Image.fromarray(portrait()).save(FILE, quality=94, subsampling=0, optimize=True)


if __name__ == "__main__":
    main()
