"""Shading, the photo's light, contact shadows and grain."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.scenes import ALONE, Scene, alone
from tryon.body.view import RegionView
from tryon.fitting.composite import compose
from tryon.fitting.light.contact_shadow import contact_shadow
from tryon.fitting.light.grain import Grain, grained, measure_grain
from tryon.fitting.light.illuminant import find_illuminant, softened
from tryon.fitting.light.photo_look import GarmentLook, PhotoLook
from tryon.fitting.light.shading import ShadingReader, relit, to_factor, unexplained
from tryon.fitting.parameters import FitParameters
from tryon.garments.garment import Garment
from tryon.geometry import Box, RgbImage
from tryon.labels import Label, Region
from tryon.parsing.people import build_parse

MASK = np.ones((160, 160), np.bool_)
NOTHING = np.zeros((160, 160), np.bool_)
OFF = FitParameters(shading=0, colour_match=0, grain=0, contact_shadow=0)


def cloth(*colour: int) -> RgbImage:
    return np.full((160, 160, 3), colour, np.uint8)


def folded(image: RgbImage) -> RgbImage:
    """Lay a soft vertical fold on columns 60 to 100."""
    fold = np.ones((160, 160), np.float32)
    fold[:, 60:100] = 0.75
    fold = cv2.GaussianBlur(fold, (0, 0), 7)
    return np.rint(image * fold[..., None]).astype(np.uint8)


WHOLE = Box(0, 0, 160, 160)


def look_at(window: RgbImage, *, half_width: float = 40.0) -> PhotoLook:
    """Look at clothes below an arm in a photo of 160 x 160, in much noise."""
    labels = np.full((160, 160), Label.UPPER_CLOTHES, np.uint8)
    labels[:40] = Label.LEFT_ARM
    parse = build_parse(labels, np.ones((160, 160), np.int32), {1: 1.0}, engine="drawn")
    view = RegionView.of(parse, 1, Region.UPPER)
    assert view is not None
    assert view.shape == (160, 160)
    front = view.mask(Label.LEFT_ARM)
    return PhotoLook.measure(window, view, front, Grain(4.0, 2.0, 1.5), half_width=half_width)


def light_on(image: RgbImage) -> NDArray[np.float32]:
    reader = ShadingReader.of(MASK, half_width=50)
    return to_factor(reader.spread(reader.read(image), MASK.shape))


def test_flat_clothes_cast_no_shading() -> None:
    assert light_on(cloth(120, 60, 30)) == pytest.approx(np.ones((160, 160)), abs=1e-3)


def test_a_fold_is_carried_over() -> None:
    factor = light_on(folded(cloth(150, 150, 150)))
    assert factor[80, 80] < 0.9
    assert factor[80, 20] > 1.03


def test_stripes_blocks_and_prints_are_not_carried_over() -> None:
    stripes = cloth(230, 230, 230)
    for top in range(0, 160, 16):
        stripes[top : top + 8] = (30, 40, 90)
    fine = cloth(180, 180, 180)
    fine[::6] = fine[1::6] = fine[2::6] = 120
    blocks = cloth(200, 40, 40)
    blocks[:, 80:] = (40, 60, 150)
    printed = cloth(40, 40, 45)
    cv2.circle(printed, (80, 70), 35, (230, 180, 60), -1, cv2.LINE_AA)
    for pattern in (stripes, fine, blocks, printed):
        soft = cv2.GaussianBlur(pattern, (0, 0), 0.7)
        assert np.ptp(light_on(soft)) < 0.05


def test_a_fold_under_stripes_is_found_and_the_stripes_are_not() -> None:
    stripes = cloth(230, 230, 230)
    for top in range(0, 160, 32):
        stripes[top : top + 16] = (150, 60, 60)
    factor = light_on(folded(stripes))
    assert factor[:, 78:82].mean() < factor[:, 15:25].mean() - 0.03
    assert np.ptp(factor[20:140, 20]) < 0.08


def test_light_that_the_garment_already_shows_is_not_laid_on_twice() -> None:
    reader = ShadingReader.of(MASK, half_width=50)
    light = reader.read(folded(cloth(150, 150, 150)))
    assert np.abs(unexplained(light, light)).max() < 1e-6
    flat = np.zeros_like(light)
    assert unexplained(light, flat) == pytest.approx(light)


def test_white_is_darkened_by_a_fold_and_never_burnt_by_a_highlight() -> None:
    white = np.full((1, 2, 3), 250, np.float32)
    factor = np.array([[0.8, 1.3]], np.float32)
    dark, bright = relit(white, factor)[0, :, 0]
    assert dark == pytest.approx(200)
    assert 250 < bright < 255


def test_every_strength_at_zero_leaves_the_garment_as_it_is() -> None:
    random = np.random.default_rng(3)
    window = random.integers(0, 255, (160, 160, 3)).astype(np.uint8)
    pixels = random.uniform(0, 255, (160, 160, 3)).astype(np.float32)
    look = look_at(window)
    np.testing.assert_array_equal(
        look.apply(pixels, look.look_of(pixels, WHOLE), WHOLE, OFF), pixels
    )


def test_a_mirrored_window_gives_mirrored_light() -> None:
    window = folded(cloth(150, 120, 100))
    window[:40, :30] = (90, 60, 50)
    plain, mirrored = light_on(window), light_on(np.ascontiguousarray(window[:, ::-1]))
    assert mirrored[:, ::-1] == pytest.approx(plain, abs=0.01)


def test_neutral_light_is_left_alone_and_tungsten_warms_a_garment_a_little() -> None:
    random = np.random.default_rng(1)
    greys = random.integers(30, 235, (20, 20)).astype(np.uint8)
    room = cv2.resize(greys, (160, 160), interpolation=cv2.INTER_NEAREST)
    scene = np.repeat(room[..., None], 3, axis=2)
    skin = NOTHING.copy()
    skin[60:100, 60:100] = True
    scene[skin] = (200, 155, 128)
    warm = np.clip(scene * (1.25, 1.0, 0.7), 0, 255).astype(np.uint8)
    assert find_illuminant(scene, NOTHING, skin) == pytest.approx([1, 1, 1], abs=0.02)
    gains = find_illuminant(warm, NOTHING, skin)
    assert gains[0] > 1.05 > 0.95 > gains[2]
    assert gains.max() / gains.min() < 1.6
    assert softened(gains, 0.0) == pytest.approx([1, 1, 1])


def test_edges_and_skin_that_disagree_leave_the_colour_alone() -> None:
    scene = np.zeros((160, 160, 3), np.uint8)
    scene[:80:8] = scene[1:80:8] = scene[2:80:8] = (60, 120, 220)
    scene[110::8] = scene[111::8] = scene[112::8] = (60, 120, 220)
    skin = NOTHING.copy()
    skin[85:105, 60:100] = True
    scene[skin] = (230, 140, 70)
    gains = find_illuminant(scene, NOTHING, skin)
    assert np.ptp(gains) < 0.02


def test_a_garment_in_a_dark_photo_is_dimmed() -> None:
    dark = find_illuminant(cloth(60, 60, 60), NOTHING, NOTHING)
    assert dark.max() < 0.7


def test_a_contact_shadow_is_deepest_beside_its_cause_and_below_it() -> None:
    front = np.zeros((100, 100), np.bool_)
    front[40:50] = True
    light = contact_shadow(front, half_width=50)
    assert light[52, 50] < light[37, 50] < -0.01
    assert light[52, 50] < light[60, 50]
    assert abs(light[95, 50]) < 1e-3
    assert not light[front].any()


def sharp_edges(blur: float) -> NDArray[np.float32]:
    squares = np.kron(np.random.default_rng(0).integers(40, 210, (24, 24)), np.ones((16, 16)))
    image = np.repeat(squares[..., None], 3, axis=2).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(image, (0, 0), blur), np.float32)


@pytest.mark.parametrize("blur", [1.0, 1.8, 3.0])
def test_blur_is_measured_in_pixels(blur: float) -> None:
    image = sharp_edges(blur)
    where = np.ones(image.shape[:2], np.bool_)
    assert measure_grain(image, where).blur == pytest.approx(blur, rel=0.3)


@pytest.mark.parametrize("noise", [2.0, 6.0])
def test_noise_is_measured_and_made_up_for(noise: float) -> None:
    random = np.random.default_rng(0)
    plain = np.full((320, 320, 3), 120, np.float32)
    noisy = plain + noise * random.standard_normal((320, 320, 1), dtype=np.float32)
    where = np.ones((320, 320), np.bool_)
    photo, garment = measure_grain(noisy, where), measure_grain(plain, where)
    assert photo.fine == pytest.approx(noise, rel=0.15)
    result = grained(plain, garment, photo, strength=1.0)
    assert result.std() == pytest.approx(noise, rel=0.3)
    assert np.ptp(result, axis=2).max() < 1e-3
    np.testing.assert_array_equal(result, grained(plain, garment, photo, strength=1.0))


def test_coarse_grain_shows_at_half_size_too() -> None:
    plain = np.full((320, 320, 3), 120, np.float32)
    coarse = Grain(0.0, 4.0, 0.5)
    result = grained(plain, Grain(0.0, 0.0, 0.5), coarse, strength=1.0)
    half = cv2.resize(result, (160, 160), interpolation=cv2.INTER_AREA)
    assert half.std() == pytest.approx(4.0, rel=0.35)


def test_a_garment_sharper_than_the_photo_is_blurred_and_never_sharpened() -> None:
    crisp, soft = Grain(0, 0, 0.6), Grain(0, 0, 2.0)
    pixels = sharp_edges(0.6)
    blurred = grained(pixels, crisp, soft, strength=1.0)
    where = np.ones(pixels.shape[:2], np.bool_)
    assert measure_grain(blurred, where).blur == pytest.approx(2.0, rel=0.3)
    np.testing.assert_array_equal(grained(pixels, soft, crisp, strength=1.0), pixels)


def test_shadows_obey_their_strength() -> None:
    look = look_at(cloth(150, 150, 150), half_width=60)
    pixels = cloth(180, 20, 20).astype(np.float32)
    garment = GarmentLook(np.zeros_like(look.shading), Grain(0, 0, 0.6))
    reds = [
        look.apply(pixels, garment, WHOLE, replace(OFF, contact_shadow=strength))[44, 80, 0]
        for strength in (0.0, 1.0, 2.0)
    ]
    assert reds[0] == 180
    assert reds[0] > reds[1] > reds[2]


def whitened(garment: Garment) -> Garment:
    """Return a garment of the same cut in plain white."""
    white = np.full_like(garment.rgba[..., :3], 230)
    return replace(garment, rgba=np.dstack([white, garment.rgba[..., 3]]))


def test_a_white_top_is_warm_in_warm_light_and_has_the_folds_of_the_worn_one(
    two_people: Scene, tshirt: Garment
) -> None:
    sitter = two_people.people[1]
    (top, left), (bottom, right) = sitter.pixel(-0.5, 0.7), sitter.pixel(0.5, 2.3)
    prepared = two_people.prepared(whitened(tshirt), person=2)
    plain, lit = (
        compose(two_people.photo, [prepared.render(parameters)])[top:bottom, left:right]
        for parameters in (OFF, replace(OFF, colour_match=1.0, shading=1.0))
    )
    assert np.ptp(plain.mean(axis=(0, 1))) < 3
    red, green, blue = lit.mean(axis=(0, 1))
    assert red > green > blue
    assert 1.1 < red / blue < 1.5
    folds, old = (
        band(image.mean(axis=2)) for image in (lit, two_people.photo[top:bottom, left:right])
    )
    assert np.corrcoef(folds.ravel(), old.ravel())[0, 1] > 0.6


def band(luma: NDArray[np.float64]) -> NDArray[np.float32]:
    """Keep light and shade that change over a fold's breadth (H, W), as logarithms."""
    log = np.log(luma + 20).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(log, (0, 0), 4.0) - cv2.GaussianBlur(log, (0, 0), 20.0))


def test_a_hem_casts_its_shadow_on_the_skirt_below_it_and_none_on_itself(skirt: Garment) -> None:
    sitter = ALONE
    drawn = alone(sitter)
    prepared = drawn.prepared(whitened(skirt))
    photos = [
        compose(drawn.photo, [prepared.render(replace(OFF, contact_shadow=strength))])
        for strength in (0.0, 2.0)
    ]
    row, column = sitter.pixel(0.0, sitter.hem)
    columns = slice(column - 20, column + 20)
    lost = (photos[0].astype(int) - photos[1])[:, columns].mean(axis=(1, 2))
    assert lost[row + 4 : row + 8].min() > 15
    assert lost[row + 4 : row + 8].mean() > 3 * abs(lost[row + 24 : row + 30].mean())
    assert np.abs(lost[row - 30 : row - 4]).max() == 0


def test_light_goes_on_below_a_short_top_without_a_step() -> None:
    mask = np.zeros((200, 200), np.bool_)
    mask[20:90, 40:160] = True
    reader = ShadingReader.of(mask, half_width=50)
    light = np.where(reader.inside, 0.3, 0.0).astype(np.float32)
    column = reader.spread(light, mask.shape)[:, 100]
    assert column[60] == pytest.approx(0.3)
    assert column[95] == pytest.approx(0.3, abs=0.02)
    assert np.abs(np.diff(column[90:])).max() < 0.03
    assert abs(column[-1]) < 0.1
