"""``tryon models`` as people call it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.hub import WEIGHTS, Hub
from tryon.cli import main
from tryon.commands.transfer_bar import TransferBar
from tryon.models.catalogue import M2FP
from tryon.models.store import installed_folder
from tryon.progress import Stage


class Terminal(io.StringIO):
    """A keyboard on which an answer has been typed."""

    def isatty(self) -> bool:
        return True


def answer(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(text))


def test_the_list_shows_size_licence_folder_and_state(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["models", "list"]) == 0
    said = capsys.readouterr().out
    for word in (M2FP.repository, "723 MB", "CC BY-NC 4.0", str(folder), "not here"):
        assert word in said


def test_size_licence_and_folder_are_shown_before_it_starts(
    hub: Hub,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer(monkeypatch, "n\n")
    assert main(["models", "download", "--mirror", hub.url]) == 0
    said = capsys.readouterr().out
    for word in (M2FP.repository, "0.4 MB", "CC BY-NC 4.0", str(folder), "nothing was downloaded"):
        assert word in said
    assert hub.ranges_of("pytorch_model.pt") == []


def test_yes_downloads_and_parsers_find_it(
    hub: Hub,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer(monkeypatch, "y\n")
    assert main(["models", "download", "m2fp", "--mirror", hub.url]) == 0
    said = capsys.readouterr()
    assert f"{folder}: m2fp is ready" in said.out
    assert "downloading [########################] 100% of 0.4 MB" in said.err
    assert main(["models", "list"]) == 0
    assert "ready, 0.4 MB" in capsys.readouterr().out
    assert main(["models", "download", "--yes", "--mirror", hub.url]) == 0
    assert "is here already" in capsys.readouterr().out
    assert main(["models", "verify", "--mirror", hub.url]) == 0
    assert "is what the hub publishes" in capsys.readouterr().out


def test_where_nobody_can_be_asked_yes_is_needed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert main(["models", "download"]) == 2
    said = capsys.readouterr().err
    assert "CC BY-NC 4.0" in said
    assert "--yes" in said


def test_a_refusal_is_one_line_that_names_the_options(
    hub: Hub, capsys: pytest.CaptureFixture[str]
) -> None:
    hub.file_status = 403
    assert main(["models", "download", "--yes", "--mirror", hub.url]) == 1
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith("tryon: 127.0.0.1")
    assert "--mirror" in last
    assert "--from" in last


def test_weights_that_are_here_are_taken(
    hub: Hub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weights = tmp_path / "pytorch_model.pt"
    weights.write_bytes(WEIGHTS)
    words = ["--from", str(weights), "--mirror", hub.url]
    assert main(["models", "download", *words]) == 0
    assert "CC BY-NC 4.0" in capsys.readouterr().out
    assert installed_folder(M2FP) is not None


def test_removing_asks_first(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.mkdir(parents=True)
    (folder / "pytorch_model.pt").write_bytes(WEIGHTS)
    answer(monkeypatch, "\n")
    assert main(["models", "remove", "m2fp"]) == 0
    assert "nothing was deleted" in capsys.readouterr().out
    assert installed_folder(M2FP) == folder
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert main(["models", "remove", "m2fp"]) == 2
    assert installed_folder(M2FP) == folder
    assert main(["models", "remove", "m2fp", "--yes"]) == 0
    assert "0.4 MB are free again" in capsys.readouterr().out
    assert installed_folder(M2FP) is None
    assert main(["models", "remove", "m2fp", "--yes"]) == 0
    assert "is not here" in capsys.readouterr().out


def test_a_terminal_shows_speed_and_time_left_on_one_line() -> None:
    stream, now = Terminal(), [100.0]
    with TransferBar(100_000_000, stream, lambda: now[0]) as bar:
        bar.show(Stage.DOWNLOAD, 0.0)
        now[0] += 2
        bar.show(Stage.DOWNLOAD, 0.2)
    first, second, cleared = stream.getvalue().split("\r\x1b[K")[1:]
    assert first == f"downloading [{'.' * 24}]   0% of 100 MB"
    assert second == f"downloading [####{'.' * 20}]  20% of 100 MB, 10 MB/s, 0:08 left"
    assert cleared == ""


def test_an_unknown_model_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "verify", "other"]) == 2
    assert "m2fp, m2fp-single" in capsys.readouterr().err


def test_an_export_needs_weights_and_a_size_that_makes_sense(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "m2fp.onnx")
    assert main(["models", "export", "-o", out]) == 2
    assert "tryon models download m2fp" in capsys.readouterr().err
    with pytest.raises(SystemExit) as exit_info:
        main(["models", "export", "-o", out, "--size", "640"])
    assert exit_info.value.code == 2
    assert "640 is no size such as 640x960" in capsys.readouterr().err
