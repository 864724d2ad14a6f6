"""The configuration is read value by value; what tryon cannot run is refused with its name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tryon.errors import WeightsError
from tryon.parsing.m2fp.config import M2fpConfig, read_config


def write(folder: Path, model: Any) -> Path:  # noqa: ANN401 - damaged files hold anything
    (folder / "configuration.json").write_text(json.dumps({"model": model}))
    return folder


def test_without_a_file_the_published_sizes_hold(tmp_path: Path) -> None:
    assert read_config(tmp_path) == M2fpConfig()


def test_values_are_read_and_unknown_keys_passed_over(tmp_path: Path) -> None:
    model = {"decoder": {"num_queries": 50, "new": [1]}, "backbone": {"depth": 50}, "new": {}}
    config = read_config(write(tmp_path, model))
    assert config.decoder.num_queries == 50
    assert config.backbone.blocks == (3, 4, 6, 3)
    assert config.encoder == M2fpConfig().encoder


def test_another_network_may_have_another_number_of_heads(tmp_path: Path) -> None:
    config = read_config(write(tmp_path, {"decoder": {"num_queries": 50, "nheads": 4}}))
    assert config.decoder.nheads == 4


@pytest.mark.parametrize(
    ("model", "key"),
    [
        ({"type": "segformer"}, "model.type"),
        ({"backbone": {"depth": 102}}, "backbone.depth"),
        ({"backbone": {"depth": "101"}}, "backbone.depth"),
        ({"backbone": 5}, "backbone"),
        ({"decoder": {"nheads": 7}}, "decoder.nheads"),
        ({"decoder": {"nheads": 4}}, "decoder.nheads is 4, expected 8"),
        ({"decoder": {"nheads": 16, "num_classes": 20}}, "decoder.nheads"),
        ({"decoder": {"num_queries": -1}}, "decoder.num_queries"),
        ({"decoder": {"hidden_dim": 128}}, "decoder.hidden_dim"),
        ({"encoder": {"in_features": ["res2"]}}, "encoder.in_features"),
        ({"num_parsing": True}, "num_parsing"),
        ({"num_parsing": 500}, "num_parsing"),
        ({"parsing_ins_score_thr": 7}, "parsing_ins_score_thr"),
        ({"parsing_ins_score_thr": "0.5"}, "parsing_ins_score_thr"),
        ({"decoder": {"dec_layers": 60000}}, "decoder.dec_layers"),
        ([], "model"),
        ("m2fp", "model"),
    ],
)
def test_what_cannot_be_run_is_refused_by_name(tmp_path: Path, model: object, key: str) -> None:
    with pytest.raises(WeightsError, match=key) as error_info:
        read_config(write(tmp_path, model))
    assert "configuration.json" in str(error_info.value)
    assert "--weights" in str(error_info.value)


def test_a_file_without_an_object_is_refused(tmp_path: Path) -> None:
    (tmp_path / "configuration.json").write_text("[1]")
    with pytest.raises(WeightsError, match=r"configuration\.json .* expected an object"):
        read_config(tmp_path)


def test_a_whole_number_may_stand_for_a_decimal_one(tmp_path: Path) -> None:
    assert read_config(write(tmp_path, {"parsing_ins_score_thr": 1})).parsing_ins_score_thr == 1.0


@pytest.mark.parametrize("text", ["", "{", "\xff"])
def test_a_damaged_file_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "configuration.json"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(WeightsError, match=r"configuration\.json is damaged"):
        read_config(tmp_path)
