"""Whoever uses tryon as a library may name weights by a string, a `Path` or another path."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from tryon.errors import WeightsError
from tryon.parsing import Engine, create_parser
from tryon.parsing.lite.engine import LiteParser
from tryon.parsing.m2fp.config import M2fpConfig, read_config
from tryon.parsing.m2fp.source import find_weights
from tryon.resources import bundled_parser_file


@dataclass
class Place:
    """A path of another library."""

    path: str

    def __fspath__(self) -> str:
        return self.path


def kinds(path: Path) -> list[str | os.PathLike[str]]:
    return [str(path), path, Place(str(path))]


def test_the_bundled_parser_takes_all_of_them() -> None:
    file = bundled_parser_file()
    engine = create_parser(Engine.BUNDLED).engine
    for place in (*kinds(file), *kinds(file.parent)):
        assert create_parser(Engine.BUNDLED, place).engine == engine
    assert LiteParser(str(file)).engine == engine


def test_m2fp_takes_all_of_them(tmp_path: Path) -> None:
    (tmp_path / "pytorch_model.pt").write_bytes(b"cut off")
    for place in kinds(tmp_path):
        assert find_weights(place) == tmp_path / "pytorch_model.pt"
        assert read_config(place) == M2fpConfig()
        with pytest.raises(WeightsError, match="pytorch_model"):
            create_parser(Engine.M2FP, place)


def test_its_network_takes_all_of_them(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    from tryon.geometry import Size
    from tryon.parsing.m2fp.engine import load_m2fp
    from tryon.parsing.m2fp.export import export_onnx
    from tryon.parsing.m2fp.weights import load_network, read_state

    (tmp_path / "pytorch_model.pt").write_bytes(b"cut off")
    for place in kinds(tmp_path):
        for load in (load_m2fp, load_network):
            with pytest.raises(WeightsError, match="is damaged or cut off"):
                load(place)
    for file in kinds(tmp_path / "pytorch_model.pt"):
        with pytest.raises(WeightsError, match="is damaged or cut off"):
            read_state(file)
    pytest.importorskip("onnxscript")
    with pytest.raises(WeightsError, match="is damaged or cut off"):
        export_onnx(str(tmp_path), str(tmp_path / "out.onnx"), size=Size(32, 32))
