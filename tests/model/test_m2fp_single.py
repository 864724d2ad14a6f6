"""M2FP's single-person variant: the same network, its masks added up to one label per pixel.

No recording of the original exists for it; what is checked is the definition, on small networks.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

torch = pytest.importorskip("torch")
from torch.nn import functional  # noqa: E402

from tests.model.m2fp_weights import computed_picture, write_tiny_weights_folder  # noqa: E402
from tryon.cli import main  # noqa: E402
from tryon.errors import UsageError, WeightsError  # noqa: E402
from tryon.geometry import Box, Size  # noqa: E402
from tryon.labels import Label  # noqa: E402
from tryon.parsing import Device, Engine, InstanceParser, Precision, create_parser  # noqa: E402
from tryon.parsing.m2fp import load_network  # noqa: E402
from tryon.parsing.m2fp.frame import Frame  # noqa: E402
from tryon.parsing.m2fp.runner import choose_device  # noqa: E402
from tryon.parsing.m2fp.single import (  # noqa: E402
    LIP_CLASSES,
    choose_classes,
    labels_of_classes,
    score_classes,
)

PICTURE = computed_picture(90, 60)
CONFIGURATION = Path("configuration.json")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Weights of a small network for one person."""
    single = {"single_human": True, "num_parsing": None, "classes": list(LIP_CLASSES)}
    return write_tiny_weights_folder(
        tmp_path, classes=20, model=single | {"input_single_human": {"sizes": [[96, 128]]}}
    )


def test_the_labels_are_the_class_with_the_largest_sum_of_masks(folder: Path) -> None:
    parser = create_parser(Engine.M2FP, folder, Precision.FLOAT32)
    labels = parser.parse(PICTURE).labels

    frame = Frame.centred(Size(60, 90), Size(96, 128))
    with torch.inference_mode():
        class_logits, mask_logits = load_network(folder)(frame.cut(PICTURE))
        masks = functional.interpolate(mask_logits, size=(128, 96), mode="bilinear")
        shares = class_logits[0].softmax(1)[:, :-1]
        scores = torch.einsum("qc,qhw->chw", shares, masks[0].sigmoid())
    expected = labels_of_classes(LIP_CLASSES, CONFIGURATION)[
        scores[:, 19:109, 18:78].argmax(0).numpy()
    ]
    assert len(np.unique(labels)) > 2
    assert (labels == expected).mean() > 0.999


def test_everybody_is_one_person(folder: Path) -> None:
    parser = create_parser(Engine.M2FP, folder, Precision.FLOAT32)
    parse = parser.parse(PICTURE)
    assert parse.engine.startswith("m2fp-single ")
    assert not isinstance(parser, InstanceParser)
    assert len(parse.people) == 1
    assert 0 < parse.people[0].score <= 1
    assert np.array_equal(parse.person_map > 0, parse.labels > 0)


def test_a_small_photo_lies_in_the_middle_of_grey_and_a_large_one_is_made_to_fit() -> None:
    canvas = Size(96, 128)
    small = Frame.centred(Size(60, 90), canvas)
    assert small.content == Box(18, 19, 78, 109)
    large = Frame.centred(Size(600, 300), canvas)
    assert large.content == Box(0, 40, 96, 88)
    pixels = small.cut(np.full((90, 60, 3), 255, np.uint8))[0, 0]
    assert pixels.shape == (128, 96)
    assert pixels[0, 0].item() == pytest.approx((128 - 123.675) / 58.395, abs=1e-5)
    assert pixels[60, 40].item() == pytest.approx((255 - 123.675) / 58.395, abs=1e-5)


def test_a_canvas_is_padded_to_the_multiple_that_the_network_needs() -> None:
    frame = Frame.centred(Size(473, 473), Size(473, 473))
    cut = frame.cut(np.full((473, 473, 3), 255, np.uint8))
    assert cut.shape == (1, 3, 480, 480)
    assert cut[0, :, 473:].abs().max() == 0


def test_jumpsuits_are_dresses_and_other_names_are_their_labels() -> None:
    table = labels_of_classes(LIP_CLASSES, CONFIGURATION)
    assert table[10] == Label.DRESS
    assert [table[n] for n in (0, 5, 14, 19)] == [0, 5, 14, 19]
    with pytest.raises(WeightsError, match="Cape"):
        labels_of_classes(("Background", "Cape"), CONFIGURATION)


def test_nobody_is_found_where_background_wins_everywhere() -> None:
    frame = Frame.centred(Size(8, 8), Size(8, 8))
    class_logits = torch.tensor([[[9.0, 0.0, 0.0]]])
    scores = score_classes(class_logits, torch.ones(1, 1, 2, 2), frame)
    classes, certainty = choose_classes(scores, frame.photo)
    assert not classes.any()
    assert certainty == 0


def test_masks_of_any_certainty_are_scored() -> None:
    frame = Frame.centred(Size(8, 8), Size(8, 8))
    for logit, score in ((-1000.0, 0.0), (1000.0, 1.0)):
        scores = score_classes(torch.zeros(1, 1, 3), torch.full((1, 1, 2, 2), logit), frame)
        assert scores.shape == (2, 8, 8)
        np.testing.assert_allclose(scores, score / 3, atol=1e-6)


def test_a_configuration_with_another_number_of_classes_is_refused(folder: Path) -> None:
    path = folder / "configuration.json"
    configuration = json.loads(path.read_text())
    configuration["model"]["classes"].pop()
    path.write_text(json.dumps(configuration))
    with pytest.raises(WeightsError, match=r"configuration\.json names 19 classes"):
        create_parser(Engine.M2FP, folder)


def test_a_configuration_that_makes_many_people_one_is_refused(folder: Path) -> None:
    path = folder / "configuration.json"
    configuration = json.loads(path.read_text())
    configuration["model"]["classes"][-1] = "Human"
    path.write_text(json.dumps(configuration))
    with pytest.raises(WeightsError, match=r"configuration\.json says .* one person.*Human"):
        create_parser(Engine.M2FP, folder)


def test_a_device_that_is_not_there_is_named_with_those_that_are(folder: Path) -> None:
    assert choose_device(Device.CPU).type == "cpu"
    for device, is_there in (
        (Device.CUDA, torch.cuda.is_available()),
        (Device.MPS, torch.backends.mps.is_available()),
    ):
        if not is_there:
            with pytest.raises(UsageError, match=rf"no {device.value} device here.*cpu"):
                create_parser(Engine.M2FP, folder, device=device)


def test_instances_cannot_be_asked_of_it(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photo, out = tmp_path / "photo.png", tmp_path / "out.npz"
    Image.fromarray(PICTURE).save(photo)
    words = ["--parser", "m2fp", "--weights", str(folder), "--instances", str(out)]
    assert main(["parse", str(photo), *words]) == 2
    assert "finds no instances" in capsys.readouterr().err
    assert not out.exists()


def test_the_device_can_be_named_on_the_command_line(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photo, labels = tmp_path / "photo.png", tmp_path / "labels.png"
    Image.fromarray(PICTURE).save(photo)
    words = ["parse", str(photo), "--parser", "m2fp", "--weights", str(folder)]
    assert main([*words, "--device", "cpu", "--labels", str(labels)]) == 0
    assert labels.is_file()
    if not torch.cuda.is_available():
        assert main([*words, "--device", "cuda"]) == 2
        assert "no cuda device here" in capsys.readouterr().err
