"""A pattern lies over the cloth, in its folds and light, and shows no edge of its picture."""

from __future__ import annotations

import numpy as np
import pytest

from tests.unit.fitting.cloth.test_dye import lightness, sample
from tryon.errors import EntryError
from tryon.fitting.cloth.cloth import light_without_prints, main_colours
from tryon.fitting.cloth.dye import Dye
from tryon.fitting.cloth.pattern import LONGEST_SIDE, Pattern, PatternPicture, laid_tile
from tryon.fitting.cloth.recolour import recoloured
from tryon.fitting.cloth.tile import seamless_tile
from tryon.geometry import RgbaImage
from tryon.late import cv2

BLUE, CREAM = (30, 50, 160), (240, 230, 210)


def plain(colour: tuple[int, int, int]) -> PatternPicture:
    return PatternPicture.of(np.full((16, 16, 4), (*colour, 255), np.uint8))


def striped(turned: bool = False) -> RgbaImage:
    picture = np.full((40, 40, 4), (*CREAM, 255), np.uint8)
    picture[:, :20] = (*BLUE, 255)
    return np.swapaxes(picture, 0, 1) if turned else picture


def printed(garment: RgbaImage, pattern: Pattern, dye: Dye | None = None) -> RgbaImage:
    return recoloured(garment, dye, pattern)


def is_blue(picture: RgbaImage) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    return picture[..., 2].astype(int) > picture[..., 0].astype(int) + 40


@pytest.mark.parametrize("name", ["tshirt-white", "trousers-black", "jeans-blue", "tshirt-striped"])
def test_the_picture_covers_the_cloth_of_any_garment_in_its_own_colours(name: str) -> None:
    garment = sample(name)
    result = printed(garment, Pattern(plain(BLUE)))
    solid = garment[..., 3] > 245
    middle = np.median(result[solid][:, :3], axis=0)
    assert np.abs(middle - BLUE).max() <= 14
    np.testing.assert_array_equal(result[..., 3], garment[..., 3])


@pytest.mark.parametrize("name", ["tshirt-white", "trousers-black", "sweater-knitted"])
def test_folds_stay_where_they_are(name: str) -> None:
    garment = sample(name)
    result = printed(garment, Pattern(plain(CREAM)))
    assert np.corrcoef(lightness(garment), lightness(result))[0, 1] > 0.85


@pytest.mark.parametrize("name", ["tshirt-striped", "shirt-flannel", "dress-floral"])
def test_the_old_pattern_does_not_shine_through(name: str) -> None:
    """Dark stripes, checks and flowers leave the light of plain cloth, without steps."""
    garment = sample(name)
    light = light_without_prints(garment)
    solid = garment[..., 3] > 245
    plain_light = light_without_prints(sample("tshirt-white"))
    roughness = np.abs(np.diff(light, axis=0))[solid[1:] & solid[:-1]]
    usual = np.abs(np.diff(plain_light, axis=0))
    assert np.percentile(roughness, 90) < 3 * np.percentile(usual[usual > 0], 90)
    own = lightness(garment).std()
    assert lightness(printed(garment, Pattern(plain(CREAM)))).std() < 0.4 * own


def test_scale_is_in_widths_of_the_garment_and_angle_turns_clockwise() -> None:
    alpha = np.zeros((100, 200), np.uint8)
    alpha[10:90, 20:180] = 255
    picture = PatternPicture.of(striped())
    laid = is_blue(laid_tile(Pattern(picture, 0.25), alpha))
    assert laid.all(axis=0).any()
    changes = np.count_nonzero(np.diff(laid[50, 20:180].astype(int)))
    assert 7 <= changes <= 8  # four periods of two stripes
    turned = is_blue(laid_tile(Pattern(picture, 0.25, 90.0), alpha))
    assert turned.all(axis=1).any()
    slanted = is_blue(laid_tile(Pattern(picture, 0.25, 20.0), alpha))
    edges = [int(np.flatnonzero(np.diff(slanted[row].astype(int)))[3]) for row in (50, 60)]
    assert edges[1] < edges[0]  # clockwise: what points down goes to the left


def test_a_pattern_repeats_however_far_it_goes() -> None:
    alpha = np.full((60, 600), 255, np.uint8)
    laid = laid_tile(Pattern(PatternPicture.of(striped()), 0.05), alpha)
    np.testing.assert_allclose(laid[:, :30].astype(int), laid[:, 570:].astype(int), atol=3)


def test_where_the_picture_is_clear_the_cloth_or_its_dye_shows() -> None:
    garment = sample("tshirt-white")
    picture = striped()
    picture[:, 20:, 3] = 0
    pattern = Pattern(PatternPicture.of(picture), 0.2)
    over = printed(garment, pattern)
    is_own = ~is_blue(over) & (garment[..., 3] > 245)
    assert is_own.mean() > 0.2
    assert np.abs(over[is_own].astype(int) - garment[is_own]).max(axis=1).mean() < 6
    dyed = printed(garment, pattern, Dye.of_hex("#c8202f"))
    assert np.median(dyed[is_own][:, 0].astype(int) - dyed[is_own][:, 1]) > 100


def test_prints_go_unless_they_are_kept() -> None:
    garment = sample("tshirt-logo")
    is_print = (garment[..., 0] > 180) & (garment[..., 2] < 140) & (garment[..., 3] > 245)
    assert is_print.sum() > 500
    gone = printed(garment, Pattern(plain(BLUE)))
    kept = printed(garment, Pattern(plain(BLUE), keeps_prints=True))
    assert is_blue(gone)[is_print].mean() > 0.95
    assert np.abs(kept.astype(int) - garment)[is_print].mean() < 12


def test_what_tiles_is_left_as_it_is_and_what_does_not_gets_no_seam() -> None:
    np.testing.assert_array_equal(seamless_tile(striped()), striped())
    np.testing.assert_array_equal(seamless_tile(striped(turned=True)), striped(turned=True))
    photo = np.full((120, 150, 4), 255, np.uint8)
    noise = np.random.default_rng(2).normal(128, 250, (120, 150, 3))
    photo[..., :3] = cv2.GaussianBlur(noise, (0, 0), 3).clip(0, 255)
    photo[..., :3] = (photo[..., :3] * np.linspace(1.0, 0.6, 150)[:, None]).astype(np.uint8)
    tile = seamless_tile(photo).astype(float)
    assert tile.shape[0] < 120
    assert tile.shape[1] < 150
    for axis in (0, 1):
        steps = np.abs(np.diff(tile, axis=axis)).mean(axis=1 - axis).mean(axis=-1)
        edge = np.abs(tile.take(0, axis) - tile.take(-1, axis)).mean()
        assert edge < 1.6 * np.percentile(steps, 90)


def test_a_picture_that_nowhere_agrees_with_itself_is_mirrored() -> None:
    ramp = np.full((30, 64, 4), 255, np.uint8)
    ramp[..., :3] = np.linspace(0, 255, 64).astype(np.uint8)[:, None]
    tile = seamless_tile(ramp)
    assert tile.shape == (30, 128, 4)
    np.testing.assert_array_equal(tile[:, 64:], ramp[:, ::-1])


def test_pictures_are_one_by_what_they_show_and_are_kept_small() -> None:
    large = np.zeros((1000, 2000, 4), np.uint8)
    large[...] = (10, 20, 30, 255)
    one, other = PatternPicture.of(large, "one"), PatternPicture.of(large.copy(), "other")
    assert one == other
    assert hash(one) == hash(other)
    assert one.pixels.shape == (LONGEST_SIDE // 2, LONGEST_SIDE, 4)
    assert one != plain(BLUE)
    assert Pattern(one, 0.2) != Pattern(one, 0.3)
    with pytest.raises(EntryError, match=r"scale must be between 0\.02 and 2"):
        Pattern(one, 0.0)
    with pytest.raises(EntryError, match="angle_degrees must be between"):
        Pattern(one, angle_degrees=float("nan"))


def test_the_user_can_say_which_colour_is_dyed() -> None:
    shirt = sample("tshirt-striped")
    white, navy = main_colours(shirt)
    assert min(white) > 200
    assert max(navy) < 90
    stripes = recoloured(shirt, Dye.of_hex("#d92020", prints_too=False), None)
    of_navy = Dye((217, 32, 32), instead_of=navy)
    red_stripes = recoloured(shirt, of_navy, None)
    was_navy = (shirt[..., 0] < 60) & (shirt[..., 3] > 245)
    was_white = (shirt.min(axis=2) > 200) & (shirt[..., 3] > 245)
    assert (red_stripes[..., 0].astype(int) - red_stripes[..., 2])[was_navy].mean() > 100
    assert np.abs(red_stripes.astype(int) - shirt)[was_white].mean() < 8
    assert np.abs(stripes.astype(int) - shirt)[was_navy].mean() < 20
    assert Dye.of_hex("#24304a:#d92020").instead_of == (0x24, 0x30, 0x4A)
    with pytest.raises(EntryError, match="must be a colour"):
        Dye.of_hex("navy:#d92020")
