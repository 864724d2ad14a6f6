"""The network that ships with the app, on pictures drawn here."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from samples.varied.cuts import LowerKind, UpperKind, lower_pattern, upper_pattern
from samples.varied.drawing import SIDE, Drawing, draw
from tryon.errors import GarmentError, ParsingError, WeightsError
from tryon.garments.reader.cutouts import inside_of_back, read_cutout
from tryon.garments.reader.network import PictureReader, picture_reader, upright
from tryon.geometry import RgbaImage, RgbImage
from tryon.messages import ParsingProblem
from tryon.networks.bundled_network import BundledNetwork
from tryon.shape.category import GarmentCategory
from tryon.shape.point_names import PointName


def drawing_of(kind: UpperKind | LowerKind, seed: int) -> Drawing:
    rng = np.random.default_rng(seed)
    is_upper = isinstance(kind, UpperKind)
    return draw(upper_pattern(kind, rng) if is_upper else lower_pattern(kind, rng), rng)


def on_grey(drawing: Drawing) -> RgbImage:
    share = drawing.alpha[..., None]
    picture = 150 + share * (np.clip(drawing.colour, 0, 255) - 150)
    return np.rint(picture).astype(np.uint8)


def cutout_of(drawing: Drawing) -> RgbaImage:
    alpha = np.rint(255 * drawing.alpha)
    return np.dstack([np.clip(drawing.colour, 0, 255), alpha]).astype(np.uint8)


@pytest.mark.parametrize(
    ("kind", "category"),
    [
        (UpperKind.TOP, GarmentCategory.TOP),
        (UpperKind.DRESS, GarmentCategory.DRESS),
        (LowerKind.TROUSERS, GarmentCategory.TROUSERS),
        (LowerKind.SKIRT, GarmentCategory.SKIRT),
    ],
)
def test_a_drawn_garment_is_what_it_is(
    kind: UpperKind | LowerKind, category: GarmentCategory
) -> None:
    found = [picture_reader().read(on_grey(drawing_of(kind, seed))) for seed in range(70, 74)]
    assert sum(reading.category is category for reading in found) >= 3


def test_coverage_lies_where_the_garment_is() -> None:
    drawing = drawing_of(UpperKind.TOP, 81)
    coverage = picture_reader().read_upright(on_grey(drawing)).coverage
    assert coverage.shape == (128, 128)
    truth = drawing.alpha.reshape(SIDE // 9, 9, SIDE // 9, 9).mean(axis=(1, 3)) > 0.5
    found = coverage.reshape(32, 4, 32, 4).mean(axis=(1, 3)) > 0.5
    assert (truth & found).sum() > 0.85 * (truth | found).sum()


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_picture_that_lies_turned_is_read_upright(quarters: int) -> None:
    picture = on_grey(drawing_of(LowerKind.TROUSERS, 83))
    turned = np.ascontiguousarray(np.rot90(picture, -quarters))  # clockwise
    reading = picture_reader().read(turned)
    assert reading.turned_degrees == 90 * quarters
    assert (upright(turned, reading.turned_degrees) == picture).all()
    crotch = reading.heats[PointName.CROTCH].place
    assert crotch == pytest.approx(
        picture_reader().read(picture).heats[PointName.CROTCH].place, abs=1e-6
    )


@pytest.mark.parametrize("shape", [(300, 100), (100, 300), (20, 20), (1000, 7)])
def test_a_picture_of_any_shape_has_cells_for_all_of_it(shape: tuple[int, int]) -> None:
    reading = picture_reader().read_upright(np.full((*shape, 3), 200, np.uint8))
    height, width = reading.coverage.shape
    assert max(height, width) == 128
    assert height / width == pytest.approx(shape[0] / shape[1], rel=0.5) or min(shape) < 8
    assert reading.inside.shape == reading.coverage.shape
    for heat in reading.heats.values():
        assert heat.shares.shape == (-(-height // 2), -(-width // 2))


def test_a_cutout_is_read_in_its_own_shares() -> None:
    drawing = drawing_of(UpperKind.COAT, 85)
    found = read_cutout(cutout_of(drawing)).heats[PointName.HEM_LEFT].place
    drawn = (drawing.points[PointName.HEM_LEFT] + 0.5) / SIDE
    assert found == pytest.approx(drawn, abs=0.04)


def test_the_inside_of_the_back_is_found_with_its_label_and_nothing_else() -> None:
    drawings = [drawing_of(UpperKind.TOP, seed) for seed in range(90, 100)]
    drawings = [each for each in drawings if (each.inside > 0.5).sum() > 400]
    assert drawings
    shares = []
    for drawing in drawings:
        rgba = cutout_of(drawing)
        inside = inside_of_back(rgba, read_cutout(rgba))
        found = np.zeros((SIDE, SIDE), np.bool_) if inside is None else inside
        found, truth = found & (rgba[..., 3] > 128), drawing.inside > 0.5
        shares.append((found & truth).sum() / (found | truth).sum())
    assert np.median(shares) > 0.7


def test_a_missing_file_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="missing"):
        PictureReader(tmp_path / "reader.onnx")


def test_a_network_that_fails_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ParsingError(ParsingProblem.BUNDLED_FAILED, reason="out of memory")

    monkeypatch.setattr(BundledNetwork, "run", fail)
    with pytest.raises(GarmentError, match=r"cannot be read \(out of memory\); close other"):
        picture_reader().read(np.zeros((20, 20, 3), np.uint8))
