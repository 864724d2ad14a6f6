"""``tryon garment describe``: its list, and what it does with what is no picture."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from samples.varied.cuts import UpperKind, upper_pattern
from samples.varied.drawing import SIDE, draw
from tryon.cli import main
from tryon.imaging import read_rgba, write_image
from tryon.resources import sample_garments_folder, sample_photos


@pytest.fixture
def shirt(tmp_path: Path) -> Path:
    file = tmp_path / "shirt.png"
    write_image(file, read_rgba(sample_garments_folder() / "tshirt-white.png"))
    return file


def test_a_list_has_an_entry_for_each_file_of_a_folder(shirt: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    out = tmp_path / "list.json"
    assert main(["garment", "describe", str(tmp_path), "--json", str(out)]) == 1
    first, second = json.loads(out.read_text("utf-8"))
    assert first == {"file": str(broken), "error": first["error"]}
    assert "broken.png" in first["error"]
    assert second["file"] == str(shirt)
    assert second["kind"] == second["category"] == "top"
    assert 0.5 < second["confidence"] <= 1
    assert second["turned_degrees"] == 0
    assert second["notes"] == []
    assert "detail" not in second


def test_landmarks_are_shares_of_the_picture(tmp_path: Path) -> None:
    rng = np.random.default_rng(31)
    drawing = draw(upper_pattern(UpperKind.COAT, rng), rng)
    share = drawing.alpha[..., None]
    rgb = np.rint(150 + share * (np.clip(drawing.colour, 0, 255) - 150)).astype(np.uint8)
    file, out = tmp_path / "coat.png", tmp_path / "out.json"
    write_image(file, np.dstack([rgb, np.full((SIDE, SIDE), 255, np.uint8)]))
    assert main(["garment", "describe", str(file), "--json", str(out)]) == 0
    (entry,) = json.loads(out.read_text("utf-8"))
    assert entry["kind"] == "top"
    errors = []
    for name, place in drawing.points.items():
        if name.value in entry["landmarks"]:
            x, y, confidence = entry["landmarks"][name.value]
            assert 0 <= confidence <= 1
            errors.append(float(np.hypot(*((place + 0.5) / SIDE - (x, y)))))
    assert len(errors) >= 9
    assert np.median(errors) < 0.03


def test_what_is_no_garment_says_why_and_has_no_category(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["garment", "describe", str(sample_photos()[0])]) == 0
    (entry,) = json.loads(capsys.readouterr().out)
    assert entry["kind"] == "person"
    assert entry["category"] is None
    assert entry["landmarks"] == {}
    assert any("--garment-from" in note for note in entry["notes"])


def test_the_list_never_overwrites_a_picture(
    shirt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["garment", "describe", str(shirt), "--json", str(shirt)]) == 2
    assert "input of this command" in capsys.readouterr().err
