"""The exported network computes what the network computes, TorchScript to the bit."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
import onnxruntime  # noqa: E402

from tests.limits import LIMIT_S  # noqa: E402
from tests.model.m2fp_weights import computed_picture, write_tiny_weights_folder  # noqa: E402
from tryon.cli import main  # noqa: E402
from tryon.errors import ExportError  # noqa: E402
from tryon.geometry import Size  # noqa: E402
from tryon.parsing.m2fp import load_network  # noqa: E402
from tryon.parsing.m2fp.export import export_onnx  # noqa: E402
from tryon.parsing.m2fp.frame import Frame  # noqa: E402


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_weights_folder(tmp_path_factory.mktemp("m2fp"))


def test_onnxruntime_gets_the_networks_own_numbers(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("onnxscript", reason="needs the packages of the export")
    path = tmp_path / "m2fp.onnx"
    export_onnx(folder, path, size=Size(96, 64))
    assert [file.name for file in tmp_path.iterdir()] == ["m2fp.onnx"]

    picture = Frame.centred(Size(96, 64), Size(96, 64)).cut(computed_picture(64, 96))
    with torch.inference_mode():
        logits, masks = load_network(folder)(picture)
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3  # errors only
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    own_logits, own_masks = session.run(["pred_logits", "pred_masks"], {"image": picture.numpy()})
    np.testing.assert_allclose(own_logits, logits.numpy(), atol=1e-4 * float(logits.std()))
    np.testing.assert_allclose(own_masks, masks.numpy(), atol=1e-4 * float(masks.std()))


def test_torchscript_without_tryon_gets_the_networks_own_bits(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "m2fp.pt"
    words = ["--weights", str(folder), "--size", "96x64", "-o", str(path)]
    assert main(["models", "export", "--format", "torchscript", *words]) == 0
    assert [file.name for file in tmp_path.iterdir()] == ["m2fp.pt"]
    picture = Frame.centred(Size(96, 64), Size(96, 64)).cut(computed_picture(64, 96))
    with torch.inference_mode():
        logits, masks = load_network(folder)(picture)
    np.save(tmp_path / "picture.npy", picture.numpy())
    code = (
        "import sys, numpy, torch\n"
        "network = torch.jit.load('m2fp.pt')\n"
        "picture = torch.from_numpy(numpy.load('picture.npy'))\n"
        "with torch.inference_mode():\n"
        "    logits, masks = [network(picture) for _ in range(3)][-1]\n"
        "numpy.savez('out.npz', logits=logits.numpy(), masks=masks.numpy())\n"
        "assert not any(name.startswith('tryon') for name in sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, timeout=LIMIT_S)
    with np.load(tmp_path / "out.npz") as out:
        np.testing.assert_array_equal(out["logits"], logits.numpy())
        np.testing.assert_array_equal(out["masks"], masks.numpy())


def test_a_size_that_the_network_pads_is_refused(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["models", "export", "--weights", str(folder), "--size", "100x64"]
    assert main([*words, "-o", str(tmp_path / "m2fp.onnx")]) == 2
    assert "multiples of 32 pixels, got 100x64" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_to_is_named(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "missing" / "m2fp.onnx"
    with pytest.raises(ExportError, match=r"there is no folder .*missing"):
        export_onnx(folder, path, size=Size(64, 64))
