"""The M2FP network computes what its authors' own implementation does.

The published weights cannot be had everywhere, so both were given weights that follow from the
parameters' names. `data/m2fp/expected_synthetic.npz` is what the original made of them.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tryon.geometry import RgbImage, Size
from tryon.imaging import read_photo

torch = pytest.importorskip("torch")
from tests.model.m2fp_weights import DATA, computed_picture  # noqa: E402
from tryon.parsing.m2fp import load_network  # noqa: E402
from tryon.parsing.m2fp.frame import Frame  # noqa: E402
from tryon.parsing.m2fp.inference import find_instances  # noqa: E402
from tryon.parsing.m2fp.network import M2fpNetwork  # noqa: E402

TOLERANCE = 1e-3
"""Largest difference allowed, as a fraction of the recorded values' spread."""
MEAN = np.array([123.675, 116.28, 103.53], dtype=np.float32)
STD = np.array([58.395, 57.12, 57.375], dtype=np.float32)

SHARED = Path(__file__).parents[3] / "shared"
RECORDINGS = {"computed": DATA / "expected_synthetic.npz"}
if (SHARED / "m2fp_reference" / "expected.npz").is_file():
    RECORDINGS["photo"] = SHARED / "m2fp_reference" / "expected.npz"

Arrays = dict[str, NDArray[np.float32]]


@pytest.fixture(scope="module")
def network(m2fp_folder: Path) -> M2fpNetwork:
    return load_network(m2fp_folder)


@pytest.fixture(scope="module", params=sorted(RECORDINGS))
def recording(request: pytest.FixtureRequest) -> tuple[str, Arrays]:
    with np.load(RECORDINGS[request.param]) as arrays:
        return request.param, dict(arrays)


@pytest.fixture(scope="module")
def stages(network: M2fpNetwork, recording: tuple[str, Arrays]) -> Arrays:
    """What each stage gives for the recording's small picture, thinned as the recording is."""
    name, _ = recording
    image = (small_picture(name) - MEAN) / STD
    step, cells = {"computed": (8, 4), "photo": (16, 2)}[name]
    with torch.inference_mode():
        features = network.backbone(torch.from_numpy(image).permute(2, 0, 1)[None])
        mask_features, levels = network.sem_seg_head.pixel_decoder(features)
        logits, masks = network.sem_seg_head.predictor(mask_features, levels)
        whole = network(torch.from_numpy(image).permute(2, 0, 1)[None])
    assert torch.equal(whole[0], logits)
    assert torch.equal(whole[1], masks)
    thinned = {
        f"res{number}": level[0, :: level.shape[1] // step]
        for number, level in enumerate(features, start=2)
    }
    thinned["mask_features"] = mask_features[0, :: 256 // step]
    if name == "computed":
        thinned = {stage: values[:, ::2, ::2] for stage, values in thinned.items()}
    for number, level in enumerate(levels):
        thinned[f"multi_scale_{number}"] = level[0, :: 256 // step]
    thinned["pred_logits"] = logits[0]
    thinned["pred_masks"] = masks[0, :, ::cells, ::cells]
    return {stage: values.numpy() for stage, values in thinned.items()}


def small_picture(name: str) -> RgbImage:
    """The picture (h, w, 3) that the recording's ``small`` part was made of."""
    if name == "computed":
        return computed_picture(320, 256)
    with Image.open(SHARED / "data" / "ccp" / "photos" / "0500.jpg") as image:
        small = image.convert("RGB").resize((240, 320), Image.Resampling.BILINEAR)
        return np.asarray(small)


@pytest.mark.parametrize(
    "stage",
    [
        *("res2", "res3", "res4", "res5"),
        *("mask_features", "multi_scale_0", "multi_scale_1", "multi_scale_2"),
        *("pred_logits", "pred_masks"),
    ],
)
def test_each_stage_gives_what_the_original_gives(
    stage: str, stages: Arrays, recording: tuple[str, Arrays]
) -> None:
    expected = recording[1][f"small/{stage}"]
    assert stages[stage].shape == expected.shape
    difference = np.abs(stages[stage] - expected).max() / expected.std()
    assert difference < TOLERANCE


def test_the_network_has_the_published_checkpoints_keys(network: M2fpNetwork) -> None:
    state = network.state_dict()
    assert len(state) == 928
    published = SHARED / "m2fp_reference" / "state_dict_shapes.json"
    if published.is_file():
        shapes = {key: list(value.shape) for key, value in state.items()}
        assert shapes == json.loads(published.read_text())


def test_a_picture_of_another_shape_is_refused(network: M2fpNetwork) -> None:
    for shape in ((1, 3, 64, 62), (2, 3, 64, 64), (1, 1, 64, 64), (3, 64, 64)):
        with pytest.raises(ValueError, match="expected one picture"):
            network(torch.zeros(shape))


def whole_picture(name: str) -> RgbImage:
    """The picture (H, W, 3) that the recording's ``full`` part was made of."""
    if name == "computed":
        return computed_picture(300, 225)
    return read_photo(SHARED / "data" / "ccp" / "photos" / "0500.jpg").pixels


def test_the_instances_of_a_whole_picture_are_the_originals(
    network: M2fpNetwork, recording: tuple[str, Arrays]
) -> None:
    name, recorded = recording
    image = whole_picture(name)
    frame = Frame.of(Size.of(image))
    with torch.inference_mode():
        instances = find_instances(*network(frame.cut(image)), frame)
    assert tuple(recorded["full/size_hw"]) == image.shape[:2]
    categories, scores, bits = (
        np.concatenate([recorded[f"full/{kind}_{what}"] for kind in ("part", "human")])
        for what in ("category", "score", "mask_bits")
    )
    assert sorted(instance.category for instance in instances) == sorted(categories)
    unmatched = set(range(len(categories)))
    for instance in instances:
        match = min(
            (i for i in unmatched if categories[i] == instance.category),
            key=lambda i: abs(scores[i] - instance.score),
        )
        unmatched.remove(match)
        assert abs(scores[match] - instance.score) < 1e-4
        expected = np.unpackbits(bits[match], axis=1, count=image.shape[1]).astype(bool)
        assert (expected == instance.mask).mean() > 0.999
