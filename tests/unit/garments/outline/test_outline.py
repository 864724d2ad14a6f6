"""An outline comes back as it was drawn, and a wrong one is refused."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tryon.errors import EntryError, GarmentError
from tryon.garments.outline.outline import Drawing, Outline, to_drawing, to_outline
from tryon.geometry import Box, Size
from tryon.messages import GarmentProblem


@pytest.fixture
def drawing() -> Drawing:
    coverage = np.zeros((200, 120), np.uint8)
    coverage[40:160, 30:90] = np.linspace(0, 255, 60).astype(np.uint8)
    return Drawing(coverage, 90, Box(12, 20, 96, 180))


def test_a_kept_outline_is_the_drawing_to_the_pixel(drawing: Drawing) -> None:
    assert to_drawing(to_outline(drawing), Size(200, 120)).is_like(drawing)


def test_the_crop_turns_with_the_picture() -> None:
    drawing = Drawing(np.arange(12, dtype=np.uint8).reshape(3, 4), 0, Box(0, 0, 1, 2))
    turned = drawing.turned(90)
    assert turned.coverage.tolist() == [[8, 4, 0], [9, 5, 1], [10, 6, 2], [11, 7, 3]]
    assert turned.crop == Box(1, 0, 3, 1)
    assert sorted(turned.cropped[turned.cropped > 0].tolist()) == [4]
    assert turned.turned(-90).is_like(drawing)
    assert drawing.turned(90).turned(90).is_like(drawing.turned(180))


def test_nothing_is_covered_outside_the_crop(drawing: Drawing) -> None:
    assert drawing.crop is not None
    cropped = drawing.cropped
    assert np.array_equal(cropped[drawing.crop.slices], drawing.coverage[drawing.crop.slices])
    cropped[drawing.crop.slices] = 0
    assert not cropped.any()


def test_an_outline_fits_the_same_picture_at_another_size(drawing: Drawing) -> None:
    larger = to_drawing(to_outline(drawing), Size(400, 240))
    assert larger.coverage.shape == (400, 240)
    assert larger.crop == Box(24, 40, 192, 360)


def test_an_outline_of_another_picture_is_refused(drawing: Drawing) -> None:
    with pytest.raises(GarmentError) as error:
        to_drawing(to_outline(drawing), Size(300, 120))
    assert error.value.text.message is GarmentProblem.OUTLINE_OF_OTHER_PICTURE


def test_a_damaged_outline_is_refused(drawing: Drawing) -> None:
    outline = to_outline(drawing)
    for content in (b"", b"no picture", outline.coverage_png[:100]):
        with pytest.raises(GarmentError) as error:
            to_drawing(replace(outline, coverage_png=content), Size(200, 120))
        assert error.value.text.message is GarmentProblem.OUTLINE_DAMAGED


@pytest.mark.parametrize("crop", [(0.5, 0.0, 0.5, 1.0), (-0.1, 0, 1, 1), (0, 0, 1, float("nan"))])
def test_an_impossible_crop_is_refused(crop: tuple[float, float, float, float]) -> None:
    with pytest.raises(EntryError):
        Outline(b"", 0, crop)


def test_a_picture_turns_by_quarters_only() -> None:
    with pytest.raises(EntryError):
        Outline(b"", 45)
