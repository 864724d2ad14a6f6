"""A large picture is painted only where it shows, and anew only where it has changed."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QImage

from tryon.garments.outline.outline import Coverage
from tryon.geometry import Box
from tryon.ui.kit.qimage import qimage_to_rgb
from tryon.ui.wardrobe.outline_levels import OutlineLevels, Surroundings

TINT = (80, 80, 200)
WIDTH, HEIGHT = 3999, 3001
WHOLE = Box(0, 0, WIDTH, HEIGHT)


class Recorded:
    """A coverage that knows which boxes of it were looked at."""

    def __init__(self) -> None:
        self.pixels = np.zeros((HEIGHT, WIDTH), np.uint8)
        self.boxes: list[Box] = []

    def __call__(self, box: Box) -> Coverage:
        self.boxes.append(box)
        return self.pixels[box.slices]

    def area(self) -> int:
        """Return how many pixels were looked at since the last time."""
        area = sum(box.width * box.height for box in self.boxes)
        self.boxes = []
        return area


@pytest.fixture
def coverage() -> Recorded:
    return Recorded()


@pytest.fixture
def levels(coverage: Recorded) -> OutlineLevels:
    picture = np.full((HEIGHT, WIDTH, 3), (200, 100, 50), np.uint8)
    return OutlineLevels(picture, coverage, TINT)


def colour(image: QImage, x: int, y: int) -> tuple[int, ...]:
    return image.pixelColor(x, y).getRgb()[:3]


def test_a_reduced_level_shows_all_of_the_picture(levels: OutlineLevels) -> None:
    image, step = levels.image(0.2, WHOLE)
    assert step == 4
    assert (image.width(), image.height()) == (1000, 751)
    assert (qimage_to_rgb(image) == (128, 88, 140)).all()


def test_only_what_shows_is_painted_at_full_size(levels: OutlineLevels, coverage: Recorded) -> None:
    _, step = levels.image(1.0, Box(1000, 1000, 1700, 1600))
    assert step == 1
    assert coverage.area() < 3 * 700 * 600
    levels.image(1.0, Box(1000, 1000, 1700, 1600))
    assert coverage.area() == 0, "nothing changed"


@pytest.mark.parametrize("scale", [0.1, 0.2, 1.0])
def test_a_change_is_painted_where_it_is_and_nowhere_else(
    levels: OutlineLevels, coverage: Recorded, scale: float
) -> None:
    levels.image(scale, WHOLE)
    coverage.area()
    box = Box(1001, 903, 1198, 1100)
    coverage.pixels[box.slices] = 255
    levels.change(box)
    assert coverage.area() < 2 * box.width * box.height
    image, step = levels.image(scale, WHOLE)
    assert coverage.area() == 0
    assert colour(image, 1100 // step, 1000 // step) == (200, 100, 50)
    shown = qimage_to_rgb(image)
    levels.forget()
    assert np.array_equal(qimage_to_rgb(levels.image(scale, WHOLE)[0]), shown)


def test_outside_the_crop_and_on_a_checkerboard(levels: OutlineLevels, coverage: Recorded) -> None:
    coverage.pixels[:] = 255
    levels.set_crop(Box(0, 0, 2000, HEIGHT))
    levels.set_surroundings(Surroundings.CHECKERBOARD)
    image, step = levels.image(0.2, WHOLE)
    assert colour(image, 1900 // step, 1500 // step) == (200, 100, 50)
    greys = {colour(image, x, 300) for x in range(2100 // step, 2300 // step)}
    assert greys == {(205,) * 3, (235,) * 3}
