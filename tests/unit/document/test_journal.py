"""A journal brings an open document back as it was, but for lines that are damaged."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.drawn import draw_garment, draw_photo, paint_on, parse_drawn
from tests.limits import LIMIT_S
from tests.unit.document.test_commands import SwapPeople, read_edit
from tests.unit.document.test_look_file import outlined
from tryon.document.commands import (
    Adjust,
    Command,
    Correct,
    EditParse,
    PutOn,
    ReplaceParse,
    TakeOff,
)
from tryon.document.document import Document
from tryon.document.dress import dress
from tryon.document.journal import (
    Did,
    Journal,
    JournalBase,
    LeftBehind,
    Recovered,
    Saved,
    WentTo,
    discard,
    do_to,
    left_behind,
    new_folder,
    recover,
)
from tryon.errors import ExportError, LookFileError
from tryon.fitting.parameters import FitParameters
from tryon.imaging import read_photo, write_image
from tryon.labels import Region
from tryon.messages import LookProblem
from tryon.session import TryOnState
from tryon.shape.category import GarmentCategory

TOP = draw_garment((200, 30, 40), GarmentCategory.TOP, "Red top")
TROUSERS = draw_garment((20, 60, 160), GarmentCategory.TROUSERS, "Trousers")
WIDER = FitParameters(scale_x=1.25)


@pytest.fixture
def photo_file(tmp_path: Path) -> Path:
    path = tmp_path / "people.jpg"
    write_image(path, draw_photo())
    return path


def opened(photo_file: Path) -> Document:
    photo = read_photo(photo_file)
    return Document.of(TryOnState(photo, parse_drawn(draw_photo())))


@pytest.fixture
def document(photo_file: Path) -> Document:
    return opened(photo_file)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state" / "open"


def do(journal: Journal, document: Document, *commands: Command) -> None:
    for command in commands:
        do_to(document.history, command, command.apply(document.history.look))
        journal.write([Did(command)])


def go_to(journal: Journal, document: Document, position: int) -> None:
    document.history.go_to(position)
    journal.write([WentTo(position)])


def crash(journal: Journal, folder: Path) -> LeftBehind:
    """End without closing: the system lets go of the lock."""
    journal.leave()
    (left,) = left_behind(folder)
    return left


def crash_and_recover(journal: Journal, folder: Path) -> Recovered:
    return recover(crash(journal, folder), read_edit)


def assert_same(found: Document, expected: Document) -> None:
    mine, its = found.history, expected.history
    assert [str(name) for name in mine.names] == [str(name) for name in its.names]
    assert (mine.position, mine.is_saved) == (its.position, its.is_saved)
    for position in range(len(its.names)):
        one, other = mine.look_at(position), its.look_at(position)
        assert [(w.person, w.garment.name, w.parameters) for w in one.worn] == [
            (w.person, w.garment.name, w.parameters) for w in other.worn
        ]
        assert one.parse is not None
        assert other.parse is not None
        np.testing.assert_array_equal(one.parse.labels, other.parse.labels)
        np.testing.assert_array_equal(one.parse.person_map, other.parse.person_map)
        assert one.parse.engine == other.parse.engine
        dressed = [dress(look, look.parse, paint_on).state for look in (one, other)]
        np.testing.assert_array_equal(dressed[0].composite(), dressed[1].composite())


def test_every_kind_of_action_comes_back(
    document: Document, folder: Path, photo_file: Path
) -> None:
    journal = Journal.begin(new_folder(folder), JournalBase.of(document))
    drawn = outlined(TOP)
    parse = document.history.look.parse
    assert parse is not None
    other = replace(parse, labels=np.roll(parse.labels, 3, axis=0), engine="other 2")
    do(journal, document, PutOn(1, TOP), PutOn(2, drawn, WIDER), PutOn(2, TROUSERS))
    go_to(journal, document, 1)
    go_to(journal, document, 3)
    do(journal, document, Adjust(1, Region.UPPER, WIDER))
    do(journal, document, Correct((TOP,), replace(TOP, name="Corrected")))
    do(journal, document, ReplaceParse(other, (1, 2, -2)))
    do(journal, document, EditParse(SwapPeople({1: 2, 2: 1})), TakeOff(1, Region.UPPER))
    go_to(journal, document, 6)
    photo_file_bytes = photo_file.read_bytes()
    recovered = crash_and_recover(journal, folder)
    assert recovered.is_whole
    assert_same(recovered.document, document)
    photo = recovered.document.history.look.photo
    assert photo.path == photo_file
    assert photo.content == photo_file_bytes, "the photo's own bytes"
    drawn_again = recovered.document.history.look_at(2).worn[1].garment
    assert drawn_again.correction == drawn.correction


def test_a_recovered_document_goes_on_in_the_same_journal(document: Document, folder: Path) -> None:
    journal = Journal.begin(new_folder(folder), JournalBase.of(document))
    do(journal, document, PutOn(1, TOP))
    for garment in (TROUSERS, outlined(TOP), TOP):
        recovered = crash_and_recover(journal, folder)
        journal = recovered.journal
        do(journal, recovered.document, PutOn(2, garment))
        do_to(document.history, PutOn(2, garment), PutOn(2, garment).apply(document.history.look))
        assert_same(recovered.document, document)


def test_one_garment_is_one_object_again_and_one_file(document: Document, folder: Path) -> None:
    journal = Journal.begin(new_folder(folder), JournalBase.of(document))
    do(journal, document, PutOn(1, TOP), PutOn(2, TOP))
    assert len(list((journal.folder / "parts").iterdir())) == 1
    one, other = crash_and_recover(journal, folder).document.history.look.worn
    assert one.garment is other.garment
    assert one.garment.file == TOP.file


def test_a_journal_whose_window_lives_is_not_offered(document: Document, folder: Path) -> None:
    journal = Journal.begin(new_folder(folder), JournalBase.of(document))
    do(journal, document, PutOn(1, TOP))
    assert left_behind(folder) == ()
    left = crash(journal, folder)
    taken_up = recover(left, read_edit)
    assert left_behind(folder) == ()
    with pytest.raises(LookFileError) as raised:
        recover(left, read_edit)
    assert raised.value.problem is LookProblem.TAKEN_UP
    discard(left)
    assert taken_up.journal.folder.exists(), "what is open is not discarded"


def test_what_has_nothing_to_lose_is_not_offered_and_goes(
    document: Document, folder: Path, tmp_path: Path
) -> None:
    for path in (None, tmp_path / "saved.tryon"):
        journal = Journal.begin(new_folder(folder), JournalBase.of(document))
        if path is not None:
            do(journal, document, PutOn(1, TOP))
            journal.write([Saved(path, False, 1, is_present=True)])
        journal.leave()
        assert left_behind(folder) == ()
        assert not journal.folder.exists()
    (folder / "half").mkdir()
    assert left_behind(folder) == ()
    assert list(folder.iterdir()) == []


def test_what_was_done_after_it_was_saved_is_offered_with_its_file(
    document: Document, folder: Path, tmp_path: Path
) -> None:
    journal = Journal.begin(new_folder(folder), JournalBase.of(document))
    do(journal, document, PutOn(1, TOP), PutOn(2, TOP))
    file = tmp_path / "saved.tryon"
    document.history.mark_saved(document.history.step_at(1))
    journal.write([Saved(file, True, 1, is_present=False)])
    left = crash(journal, folder)
    assert left.name == "saved.tryon"
    recovered = recover(left, read_edit)
    assert (recovered.document.path, recovered.document.links_photo) == (file, True)
    assert_same(recovered.document, document)
    assert not recovered.document.history.is_saved


def test_a_closed_document_leaves_nothing(document: Document, folder: Path) -> None:
    journal = Journal.begin(new_folder(folder), JournalBase.of(document))
    do(journal, document, PutOn(1, TOP))
    journal.remove()
    assert list(folder.iterdir()) == []
    journal.remove()


def test_what_is_discarded_is_gone(document: Document, folder: Path) -> None:
    journal = Journal.begin(new_folder(folder), JournalBase.of(document))
    do(journal, document, PutOn(1, TOP))
    discard(crash(journal, folder))
    assert list(folder.iterdir()) == []


@pytest.fixture
def left(document: Document, folder: Path) -> LeftBehind:
    """A journal of three steps that was left behind."""
    journal = Journal.begin(new_folder(folder), JournalBase.of(document))
    do(journal, document, PutOn(1, TOP), PutOn(2, TOP), PutOn(2, TROUSERS))
    return crash(journal, folder)


@pytest.mark.parametrize("missing", [1, 2, 10, 60])
def test_a_last_line_that_was_not_written_to_its_end_is_all_that_is_lost(
    left: LeftBehind, missing: int
) -> None:
    actions = left.folder / "actions.jsonl"
    actions.write_bytes(actions.read_bytes()[:-missing])
    recovered = recover(left, read_edit)
    assert not recovered.is_whole
    assert [w.garment.name for w in recovered.document.history.look.worn] == ["Red top"] * 2
    assert len(actions.read_bytes().splitlines()) == 2
    do(recovered.journal, recovered.document, PutOn(1, TROUSERS))
    again = crash_and_recover(recovered.journal, left.folder.parent)
    assert again.is_whole
    assert_same(again.document, recovered.document)


@pytest.mark.parametrize(
    "damage",
    [
        lambda line: b"{" + line,
        lambda line: b"null\n",
        lambda line: b'{"to": 99}\n',
        lambda line: b'{"to": "1"}\n',
        lambda line: b"\xff\xfe\n",
        lambda line: line.replace(b'"person": 2', b'"person": -2'),
        lambda line: line.replace(b'"garment": "', b'"garment": "../'),
        lambda line: line.replace(b'"garment": "', b'"garment": "0'),
    ],
)
def test_a_damaged_line_ends_what_comes_back(
    left: LeftBehind, damage: Callable[[bytes], bytes]
) -> None:
    actions = left.folder / "actions.jsonl"
    first, second, third = actions.read_bytes().splitlines(keepends=True)
    assert damage(second) != second
    actions.write_bytes(first + damage(second) + third)
    recovered = recover(left, read_edit)
    assert not recovered.is_whole
    assert [w.person for w in recovered.document.history.look.worn] == [1]


def test_a_garment_that_is_damaged_ends_what_comes_back(left: LeftBehind) -> None:
    line = json.loads((left.folder / "actions.jsonl").read_bytes().splitlines()[2])
    part = left.folder / "parts" / f"{line['garment']}.zip"
    part.write_bytes(part.read_bytes()[:-40])
    recovered = recover(left, read_edit)
    assert not recovered.is_whole
    assert [w.garment.name for w in recovered.document.history.look.worn] == ["Red top"] * 2


def test_a_base_that_is_damaged_is_said_and_the_journal_stays(left: LeftBehind) -> None:
    base = left.folder / "base.tryon"
    base.write_bytes(base.read_bytes()[:100])
    with pytest.raises(LookFileError):
        recover(left, read_edit)
    assert left_behind(left.folder.parent) == (left,)


def test_a_disk_that_takes_no_more_is_said(document: Document, folder: Path) -> None:
    journal = Journal.begin(new_folder(folder), JournalBase.of(document))
    (journal.folder / "actions.jsonl").symlink_to("/dev/full")
    with pytest.raises(ExportError, match="No space left"):
        journal.write([WentTo(0)])
    folder.with_name("file").write_text("no folder")
    with pytest.raises(ExportError):
        Journal.begin(folder.with_name("file") / "own", JournalBase.of(document))


KILLED = """
import sys, time
from pathlib import Path
from tests.unit.document.test_journal import *
document = opened(Path(sys.argv[1]))
journal = Journal.begin(new_folder(Path(sys.argv[2])), JournalBase.of(document))
do(journal, document, PutOn(1, TOP), PutOn(2, TOP))
print("done", flush=True)
time.sleep(600)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_what_a_killed_process_did_comes_back(
    document: Document, folder: Path, photo_file: Path
) -> None:
    words = [sys.executable, "-c", KILLED, str(photo_file), str(folder)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, env=os.environ, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "done\n"
    assert left_behind(folder) == (), "it lives"
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=LIMIT_S)
    (left,) = left_behind(folder)
    recovered = recover(left, read_edit)
    for command in (PutOn(1, TOP), PutOn(2, TOP)):
        do_to(document.history, command, command.apply(document.history.look))
    assert_same(recovered.document, document)
