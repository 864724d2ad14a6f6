"""M2FP as a parser, and what it says of weights that it cannot use. Weights are synthetic."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

torch = pytest.importorskip("torch")
from tests.model.m2fp_weights import (  # noqa: E402
    DATA,
    computed_picture,
    synthetic_state,
    write_tiny_weights_folder,
)
from tryon.cli import main  # noqa: E402
from tryon.errors import Cancelled, ParsingError, WeightsError  # noqa: E402
from tryon.geometry import Size  # noqa: E402
from tryon.human_parse import HumanParse  # noqa: E402
from tryon.parsing import Engine, InstanceParser, Precision, create_parser  # noqa: E402
from tryon.parsing.instances import Instance  # noqa: E402
from tryon.parsing.m2fp.frame import Frame  # noqa: E402
from tryon.progress import CancelToken, Stage  # noqa: E402

PICTURE = computed_picture(32, 160)
"""So wide that the network's input is small: 1333 x 267."""

Result = tuple[HumanParse, tuple[Instance, ...]]
Reports = list[tuple[Stage, float]]


@pytest.fixture(scope="module")
def parser(m2fp_folder: Path) -> InstanceParser:
    parser = create_parser(Engine.M2FP, m2fp_folder, Precision.FLOAT32)
    assert isinstance(parser, InstanceParser)
    return parser


@pytest.fixture(scope="module")
def reports() -> Reports:
    """What was reported while `result` was computed."""
    return []


@pytest.fixture(scope="module")
def result(parser: InstanceParser, reports: Reports) -> Result:
    return parser.parse_instances(PICTURE, progress=lambda *report: reports.append(report))


def test_instances_come_best_first_at_the_photos_size(result: Result) -> None:
    scores = [instance.score for instance in result[1]]
    assert scores == sorted(scores, reverse=True)
    assert all(0.1 < score <= 1 for score in scores)
    assert all(instance.mask.shape == PICTURE.shape[:2] for instance in result[1])
    assert {instance.category for instance in result[1]} <= set(range(1, 21))


def test_labels_are_those_of_the_best_certain_part(result: Result) -> None:
    parse, instances = result
    assert parse.people
    best = np.zeros(parse.labels.shape, dtype=np.uint8)
    for instance in reversed(instances):
        if instance.score >= 0.5 and instance.category < 20:
            best[instance.mask] = instance.category
    labelled = parse.labels > 0
    assert labelled.mean() > 0.5
    assert (parse.labels[labelled] == best[labelled]).mean() > 0.9  # duplicates are dropped first


def test_the_engine_names_network_weights_and_precision(parser: InstanceParser) -> None:
    name, digest, precision = parser.engine.split()
    assert (name, precision) == ("m2fp", "float32")
    assert len(digest) == 8


def test_stages_are_timed_and_reported(result: Result, reports: Reports) -> None:
    stages = [Stage.PARSE_PEOPLE, Stage.REFINE_EDGES, Stage.FIND_PEOPLE, Stage.FIND_JOINTS]
    assert [time.stage for time in result[0].times] == stages
    network = [fraction for stage, fraction in reports if stage is Stage.PARSE_PEOPLE]
    assert network == sorted(network)
    assert len(network) > 20


def test_cancelling_stops_between_two_layers(parser: InstanceParser) -> None:
    token = CancelToken()
    fractions: list[float] = []

    def cancel_in_the_middle(stage: Stage, fraction: float) -> None:
        fractions.append(fraction)
        if len(fractions) == 3:
            token.cancel()

    with pytest.raises(Cancelled):
        parser.parse(PICTURE, progress=cancel_in_the_middle, cancel=token)
    assert len(fractions) == 3


def test_bfloat16_gives_nearly_the_same(m2fp_folder: Path, result: Result) -> None:
    rough = create_parser(Engine.M2FP, m2fp_folder, Precision.BFLOAT16)
    assert rough.engine.endswith("bfloat16")
    assert (rough.parse(PICTURE).labels == result[0].labels).mean() > 0.95


def test_colours_enter_in_red_green_blue_order() -> None:
    red = np.zeros((640, 640, 3), dtype=np.uint8)
    red[..., 0] = 255
    pixel = Frame.of(Size.of(red)).cut(red)[0, :, 0, 0]
    expected = [(255 - 123.675) / 58.395, -116.28 / 57.12, -103.53 / 57.375]
    np.testing.assert_allclose(pixel.numpy(), expected, rtol=1e-5)


def test_the_command_line_saves_instances(m2fp_folder: Path, tmp_path: Path) -> None:
    photo, out, labels = (tmp_path / name for name in ("photo.png", "out.npz", "labels.png"))
    Image.fromarray(PICTURE).save(photo)
    words = ["--parser", "m2fp", "--weights", str(m2fp_folder), "--precision", "float32"]
    outputs = ["--instances", str(out), "--labels", str(labels)]
    assert main(["parse", str(photo), *words, *outputs]) == 0
    with np.load(out) as saved:
        count = len(saved["category"])
        assert count > 0
        assert saved["category"].dtype == np.int16
        assert saved["score"].dtype == np.float32
        assert saved["mask_bits"].shape == (count, 32, 20)
        assert tuple(saved["size_hw"]) == (32, 160)
    with Image.open(labels) as image:
        assert image.size == (160, 32)


def refusal(folder: Path) -> str:
    """The message with which a folder's weights are refused."""
    with pytest.raises(WeightsError) as error_info:
        create_parser(Engine.M2FP, folder)
    return str(error_info.value)


def save(folder: Path, checkpoint: object) -> Path:
    torch.save(checkpoint, folder / "pytorch_model.pt")
    return folder


def test_a_missing_folder_or_file_is_named_with_the_way_to_the_weights(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        said = refusal(folder)
        assert str(folder / "pytorch_model.pt") in said
        assert "cv_resnet101_image-multiple-human-parsing" in said


@pytest.mark.parametrize("kept", [0, 3, 1000, 100_000_000])
def test_a_cut_off_file_is_said_to_be_damaged(m2fp_folder: Path, tmp_path: Path, kept: int) -> None:
    shutil.copy(m2fp_folder / "pytorch_model.pt", tmp_path)
    os.truncate(tmp_path / "pytorch_model.pt", kept)
    said = refusal(tmp_path)
    assert "damaged or cut off" in said
    assert "pytorch_model.pt" in said
    assert "\n" not in said
    assert "weights_only" not in said  # torch's advice, which is none to a user
    (tmp_path / "pytorch_model.pt").unlink()


def test_numbers_that_are_damaged_inside_the_file_are_found_out(tmp_path: Path) -> None:
    path = write_tiny_weights_folder(tmp_path) / "pytorch_model.pt"
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 8] = bytes(255 - byte for byte in content[middle : middle + 8])
    path.write_bytes(content)
    assert "damaged or cut off (the checksum of" in refusal(tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["configuration.json", path.name]


@pytest.mark.parametrize("broken", ["class_embed", "mask_features"])
def test_weights_that_give_no_numbers_are_named(tmp_path: Path, broken: str) -> None:
    write_tiny_weights_folder(tmp_path)
    path = tmp_path / "pytorch_model.pt"
    state = torch.load(path, weights_only=True)["model"]
    torch.save({"model": {k: v * torch.nan if broken in k else v for k, v in state.items()}}, path)
    with pytest.raises(ParsingError, match=r"no numbers .*pytorch_model\.pt"):
        create_parser(Engine.M2FP, tmp_path).parse(PICTURE)


class Malice:
    """Runs a command when it is unpickled carelessly."""

    def __reduce__(self) -> tuple[object, tuple[str, ...]]:
        return os.mkdir, ("hacked",)


def test_a_pickle_that_runs_code_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "pytorch_model.pt" in refusal(save(tmp_path, {"model": Malice()}))
    assert not (tmp_path / "hacked").exists()


def test_another_models_checkpoint_is_refused(tmp_path: Path) -> None:
    other = {"model": {"conv1.weight": torch.zeros(3)}}
    said = refusal(save(tmp_path, other))
    assert "another model" in said
    assert "conv1.weight" in said
    for checkpoint in ({"state_dict": {}}, [1, 2], {"model": {"epoch": 3}}, torch.zeros(3)):
        assert "no M2FP checkpoint" in refusal(save(tmp_path, checkpoint))


def test_missing_unknown_and_misshapen_keys_are_named(tmp_path: Path) -> None:
    state = {key: torch.zeros(()) for key in synthetic_state()}
    lost = "sem_seg_head.predictor.query_feat.weight"
    state["extra.weight"] = state.pop(lost)
    said = refusal(save(tmp_path, {"model": state}))
    assert f"lacks {lost}" in said
    assert "unknown extra.weight" in said
    assert "another shape" in said
    assert "more" in said


def test_weights_of_whole_numbers_are_refused_and_leave_no_copy(tmp_path: Path) -> None:
    write_tiny_weights_folder(tmp_path)
    key = "backbone.stem.conv1.weight"
    state = torch.load(tmp_path / "pytorch_model.pt", weights_only=True)["model"]
    said = refusal(save(tmp_path, {"model": state | {key: state[key].int()}}))
    assert f"something else than decimal numbers in {key}" in said
    assert not (tmp_path / "pytorch_model.safetensors").exists()


def test_a_configuration_of_other_sizes_is_refused(m2fp_folder: Path, tmp_path: Path) -> None:
    os.link(m2fp_folder / "pytorch_model.pt", tmp_path / "pytorch_model.pt")
    text = (DATA / "configuration.json").read_text()
    (tmp_path / "configuration.json").write_text(text.replace('"depth": 101', '"depth": 50'))
    assert "unknown backbone.res4.10" in refusal(tmp_path)
    (tmp_path / "pytorch_model.pt").unlink()  # or the temporary folder would keep 250 MB


def test_weights_with_other_things_beside_the_model_load(m2fp_folder: Path) -> None:
    assert create_parser(Engine.M2FP, m2fp_folder / "pytorch_model.pt").engine.startswith("m2fp ")
