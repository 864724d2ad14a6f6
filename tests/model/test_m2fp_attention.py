"""``tryon parse --attention`` on a small M2FP with every layer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
from tests.model.m2fp_weights import computed_picture, write_tiny_weights_folder  # noqa: E402
from tryon.cli import main  # noqa: E402
from tryon.imaging import read_photo, write_image  # noqa: E402
from tryon.parsing import AttentionParser, Engine, InstanceParser, create_parser  # noqa: E402
from tryon.parsing.attention import QueryAttention, render_heat  # noqa: E402
from tryon.parsing.m2fp.single import LIP_CLASSES  # noqa: E402

PICTURE = computed_picture(64, 160)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_weights_folder(tmp_path_factory.mktemp("m2fp"))


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> Path:
    model = {"single_human": True, "num_parsing": None, "classes": list(LIP_CLASSES)}
    model["input_single_human"] = {"sizes": [[96, 128]]}
    place = tmp_path_factory.mktemp("m2fp-single")
    return write_tiny_weights_folder(place, classes=20, model=model)


def watched(folder: Path) -> QueryAttention:
    parser = create_parser(Engine.M2FP, folder)
    assert isinstance(parser, AttentionParser)
    return parser.watch(PICTURE)


def test_each_query_looks_inside_the_mask_that_it_finds(folder: Path) -> None:
    parser = create_parser(Engine.M2FP, folder)
    assert isinstance(parser, AttentionParser)
    assert isinstance(parser, InstanceParser)
    before = parser.parse_instances(PICTURE)[1]
    attention = parser.watch(PICTURE)
    after = parser.parse_instances(PICTURE)[1]
    assert [one.score for one in before] == [one.score for one in after]
    assert len(attention.seen) > 3
    assert attention.weights.shape[0] == 20
    assert (attention.weights.max(axis=(1, 2)) == 1).all()
    heats = [attention.heat([part]) for part in attention.seen]
    masks = [one.mask for one in after]
    for heat in heats:
        y, x = np.unravel_index(heat.argmax(), heat.shape)
        assert any(mask[y, x] for mask in masks)
    assert len({heat.tobytes() for heat in heats}) > 3


def test_the_variant_for_one_person_is_watched_too(single: Path) -> None:
    attention = watched(single)
    assert all(part.label is not None for part in attention.seen)
    assert attention.heat(attention.find("0")).shape == PICTURE.shape[:2]


def test_the_command_paints_where_a_query_or_those_of_a_part_looked(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photo, heat = tmp_path / "photo.png", tmp_path / "heat.png"
    write_image(photo, PICTURE)
    attention = watched(folder)
    part = attention.seen[0]
    words = ["parse", str(photo), "--parser", "m2fp", "--weights", str(folder)]
    for name in (str(part.query), str(part).split(" ", 1)[1]):
        assert main([*words, "--attention", name, "-o", str(heat)]) == 0
        found = attention.find(name)
        expected = render_heat(PICTURE, attention.heat(found), 0.6)
        assert (read_photo(heat).pixels == expected).all()
        assert f"seen by query {', '.join(map(str, found))}" in capsys.readouterr().out
    assert main([*words, "--attention", "tail", "-o", str(heat)]) == 1
    assert f"no query found tail in photo.png; found were (query and part): {part}" in (
        capsys.readouterr().err
    )


def test_what_makes_no_sense_is_said(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photo = tmp_path / "photo.png"
    write_image(photo, PICTURE)
    assert main(["parse", str(photo), "--attention", "hair", "-o", str(tmp_path / "a.png")]) == 2
    assert "add --parser m2fp to --attention" in capsys.readouterr().err
    m2fp = ["--parser", "m2fp", "--weights", str(folder)]
    assert main(["parse", str(photo), *m2fp, "--attention", "hair"]) == 2
    assert "add --overlay FILE" in capsys.readouterr().err
