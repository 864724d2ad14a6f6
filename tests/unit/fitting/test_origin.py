"""A fit knows of each pixel whether it was photographed, moved or guessed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.scenes import ALONE, Scene, Sleeve, alone
from tests.unit.fitting.test_layers import deep
from tryon.fitting.composite import FitResult, compose, compose_origins
from tryon.fitting.layers import Layers, render_layers
from tryon.fitting.origin import Origin, OriginMap
from tryon.fitting.parameters import FitParameters
from tryon.fitting.reveal.revealed import Patch
from tryon.garments.garment import Garment
from tryon.geometry import Box, RgbImage, Size, SoftMask
from tryon.labels import Region
from tryon.pixels.matte import Matte

PHOTO, MOVED, GUESSED = Origin


def row(*values: float) -> SoftMask:
    return np.array([values], np.float32)


def of_one_colour(value: float, width: int) -> NDArray[np.float32]:
    return np.full((1, width, 3), value, np.float32)


def rendered(
    matte: SoftMask,
    layers: Layers,
    patches: tuple[Patch, ...] = (),
    *,
    garment: float = 200,
    revealed: float = 20,
) -> tuple[RgbImage, OriginMap]:
    """Render one row of pixels of 100; the matte has no soft band."""
    width = matte.shape[1]
    window = np.full((1, width, 3), 100, np.uint8)
    no_band = np.zeros((1, width), np.bool_), *(np.zeros((0, 3), np.float32),) * 2
    edge_box = layers.edge_box
    shown = None if edge_box is None else of_one_colour(revealed, edge_box.width)
    old = Matte(Box(0, 0, width, 1), matte, *no_band)
    return render_layers(window, old, layers, of_one_colour(garment, width), shown, patches)


def test_cloth_is_moved_as_far_as_the_garments_picture_reaches_and_guessed_beyond() -> None:
    old_edge = Layers(
        region=row(0, 1, 1, 1) > 0,
        alpha=row(0, 1, 1, 1),
        edge_weight=row(0, 0, 0, 0),
        own=np.array([[255, 255, 140, 100]], np.uint8),
    )
    pixels, origins = rendered(row(0, 1, 1, 1), old_edge)
    assert pixels[0, :, 0].tolist() == [100, 200, 200, 200]
    assert origins.tolist() == [[PHOTO, MOVED, MOVED, GUESSED]]


def test_what_the_garment_leaves_free_is_guessed_and_its_own_soft_edge_is_not() -> None:
    own_edge = Layers(
        region=row(1, 1, 1, 0) > 0,
        alpha=row(0, 0.4, 0.6, 0.3),
        edge_weight=row(1, 1, 1, 1),
        own=np.array([[0, 102, 153, 77]], np.uint8),
    )
    pixels, origins = rendered(row(1, 1, 1, 0), own_edge)
    assert pixels[0, :, 0].tolist() == [20, 92, 128, 130]  # skin, both, both, photo and garment
    assert origins.tolist() == [[GUESSED, GUESSED, MOVED, MOVED]]


def test_a_patch_is_a_guess_unless_it_shows_what_the_photo_shows() -> None:
    nothing = np.zeros((1, 3), np.float32)
    layers = Layers(nothing > 0, nothing, nothing, nothing.astype(np.uint8))
    colours = np.array([[[30] * 3, [100] * 3, [30] * 3]], np.uint8)
    patch = Patch(Box(0, 0, 3, 1), colours, row(1, 1, 0))
    pixels, origins = rendered(nothing, layers, (patch,))
    assert pixels[0, :, 0].tolist() == [30, 100, 100]
    assert origins.tolist() == [[GUESSED, PHOTO, PHOTO]]


def maps_of(drawn: Scene, fits: list[FitResult]) -> tuple[RgbImage, OriginMap]:
    return compose(drawn.photo, fits), compose_origins(Size.of(drawn.photo), fits)


@pytest.mark.parametrize(
    "parameters", [FitParameters(), FitParameters(move_x=0.1, sleeve_length=0.5)]
)
def test_a_pixel_is_the_photos_or_changed_and_never_both(
    parameters: FitParameters, two_people: Scene, sweater: Garment, trousers: Garment
) -> None:
    fits = [
        two_people.prepared(garment, person=1).render(parameters) for garment in (trousers, sweater)
    ]
    picture, origins = maps_of(two_people, fits)
    is_equal = (picture == two_people.photo).all(axis=2)
    assert is_equal[origins == Origin.PHOTO].all()
    assert set(np.unique(origins)) == set(Origin)
    # Cloth can have the colour of what was there, by chance.
    assert is_equal[origins != Origin.PHOTO].mean() < 0.01
    assert (origins[~two_people.parse.person_mask(1)] == Origin.MOVED).mean() < 0.02


def test_the_chest_is_moved_and_arms_that_come_to_light_are_guessed(tshirt: Garment) -> None:
    drawn = alone(replace(ALONE, sleeve=Sleeve.LONG))
    _, origins = maps_of(drawn, [drawn.prepared(tshirt).render(FitParameters())])
    top, column = ALONE.pixel(0.0, 0.9)
    chest = origins[top : top + 80, column - 40 : column + 40]
    assert (chest == Origin.MOVED).all()
    sleeves = deep(drawn.parse.region_mask(1, Region.UPPER), 6)
    columns = np.arange(sleeves.shape[1])
    beside = np.abs(columns - ALONE.neck[0]) > 1.15 * ALONE.half_shoulder
    below = np.arange(len(sleeves))[:, None] > ALONE.neck[1] + 1.6 * ALONE.half_shoulder
    forearms = origins[sleeves & beside & below]
    assert len(forearms) > 500
    assert (forearms == Origin.GUESSED).mean() > 0.95
