"""What was done to an open document, written down as it is done, so that a crash loses none of it.

Each document has a folder in the state folder::

    lock            held while its window lives; the system lets go of it however that ends
    base.tryon      the look as it was opened, with the photo's own file
    about.json      the file that it was saved to, and what the first step is called
    actions.jsonl   one line for each action: a command, another step, a save
    parts           garments and parses that commands name, each once

To recover a document, commands are applied to the base look one after the other, which makes no
fits. A line that is damaged ends that. The folder goes when the document is closed.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import uuid
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from platformdirs import user_state_path

from tryon.document.command_json import ReadEdit, command_from_json, command_to_json
from tryon.document.commands import Command
from tryon.document.document import Document
from tryon.document.file_lock import FileLock
from tryon.document.history import History
from tryon.document.look import Look
from tryon.document.look_file import read_look, write_look
from tryon.document.part_store import PartStore
from tryon.errors import CorrectionError, ExportError, LookFileError, MemberError, reason_of
from tryon.imaging import make_folder, write_atomically
from tryon.json_file import parse_json, read_json
from tryon.messages import ExportProblem, LookProblem, StepName
from tryon.paths import is_file
from tryon.shape.figure_json import Json

VERSION = 1
_LOCK, _BASE, _ABOUT, _ACTIONS, _PARTS = (
    "lock",
    "base.tryon",
    "about.json",
    "actions.jsonl",
    "parts",
)
_MOST_BYTES = 200_000_000
"""Of the actions: a long day takes a megabyte."""
_SENSELESS = (
    MemberError,
    CorrectionError,
    LookupError,
    TypeError,
    ValueError,
    ArithmeticError,
    AttributeError,
)
"""What reading a damaged line raises."""
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Did:
    """A command was carried out."""

    command: Command


@dataclass(frozen=True)
class WentTo:
    """Another step was returned to: undo, redo or a jump."""

    position: int


@dataclass(frozen=True)
class Saved:
    """A step was saved to a file.

    Attributes:
        path: of the file.
        links_photo: whether it only says where the photo is.
        position: the number of the step; None if it was dropped meanwhile.
        is_present: whether nothing was done since.
    """

    path: Path
    links_photo: bool
    position: int | None
    is_present: bool


Action = Did | WentTo | Saved


@dataclass(frozen=True, eq=False)
class JournalBase:
    """A document as it was opened; a value, unlike the document, which goes on.

    Attributes:
        look: its first step.
        name: what it is called.
        path: the file that it was opened from; None if that was a photo.
        links_photo: whether that only says where the photo is.
    """

    look: Look
    name: str
    path: Path | None
    links_photo: bool

    @classmethod
    def of(cls, document: Document) -> JournalBase:
        """Return that of a document."""
        look = document.history.look_at(0)
        return cls(look, document.name, document.path, document.links_photo)


@dataclass(frozen=True)
class LeftBehind:
    """A document that a window left behind when it ended without closing it.

    Attributes:
        folder: of its journal.
        name: what it was called.
        changed_s: when something was last done to it, in seconds since 1970.
    """

    folder: Path
    name: str
    changed_s: float


@dataclass(frozen=True, eq=False)
class Recovered:
    """A document out of a journal, without its fits.

    Attributes:
        document: it.
        journal: goes on with it.
        is_whole: whether every line could be read.
    """

    document: Document
    journal: Journal
    is_whole: bool


def journals_folder() -> Path:
    """Return where the journals of this user's open documents are."""
    return user_state_path("tryon", appauthor=False) / "open"


class Journal:
    """The journal of one document; its methods are called one after the other, on any thread.

    Args:
        folder: where it is.
        lock: held on it.
        parts: its garments and parses.
    """

    def __init__(self, folder: Path, lock: FileLock, parts: PartStore) -> None:
        self._folder, self._lock, self._parts = folder, lock, parts

    @classmethod
    def begin(cls, own: Path, base: JournalBase) -> Journal:
        """Begin the journal of a document that was just opened.

        Args:
            own: its folder, see `new_folder`.
            base: what was opened.

        Raises:
            ExportError: if it cannot be written.
        """
        look = base.look
        make_folder(own)
        lock = _take(own)
        if lock is None:  # nobody else knows its name
            raise ExportError(ExportProblem.NOT_WRITTEN, path=own, reason="it is locked")
        parts = PartStore(own / _PARTS, look.photo.size)
        with suppress(OSError):
            own.parent.chmod(0o700)
        write_look(own / _BASE, look)
        about = {
            "version": VERSION,
            "name": base.name,
            "path": None if base.path is None else str(base.path.absolute()),
            "links_photo": base.links_photo,
            "photo": None if look.photo.path is None else str(look.photo.path.absolute()),
        }
        text = json.dumps(about)
        write_atomically(own / _ABOUT, lambda stream: stream.write(text.encode("utf-8")))
        return cls(own, lock, parts)

    @property
    def folder(self) -> Path:
        """Where it is."""
        return self._folder

    def write(self, actions: Sequence[Action]) -> None:
        """Add actions; they are on the disk when this returns.

        Raises:
            ExportError: if they cannot be written.
        """
        lines = "".join(f"{json.dumps(self._to_json(action))}\n" for action in actions)
        path = self._folder / _ACTIONS
        try:
            with path.open("ab") as stream:
                stream.write(lines.encode("utf-8"))
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            raise ExportError(
                ExportProblem.NOT_WRITTEN, path=path, reason=reason_of(error)
            ) from error

    def remove(self) -> None:
        """Delete it, because its document is closed."""
        (self._folder / _ABOUT).unlink(missing_ok=True)  # first, so that nobody takes it up
        self._lock.release()
        shutil.rmtree(self._folder, ignore_errors=True)

    def leave(self) -> None:
        """Let go of it without deleting it."""
        self._lock.release()

    def _to_json(self, action: Action) -> Json:
        if isinstance(action, Did):
            return command_to_json(action.command, self._parts)
        if isinstance(action, WentTo):
            return {"to": action.position}
        return {
            "saved": str(action.path.absolute()),
            "links_photo": action.links_photo,
            "at": action.position,
            "is_present": action.is_present,
        }


def new_folder(folder: Path) -> Path:
    """Return a folder for a journal, in that of all journals."""
    return folder / uuid.uuid4().hex


def left_behind(folder: Path) -> tuple[LeftBehind, ...]:
    """Return documents whose windows ended without closing them, the latest first.

    Journals in which there is nothing to lose are deleted.
    """
    found = []
    for own in _folders_in(folder):
        lock = _take(own)
        if lock is None:
            continue  # its window lives
        try:
            about, lines = _about(own), tuple(_lines_of(own))
            saved = [line for line in map(_saved_in, lines) if line is not None]
            is_all_saved = bool(lines) and (_saved_in(lines[-1]) or {}).get("is_present") is True
            if about is None or not lines or is_all_saved:
                lock.release()
                shutil.rmtree(own, ignore_errors=True)
                continue
            changed_s = (own / _ACTIONS).stat().st_mtime
            name = Path(str(saved[-1]["saved"])).name if saved else str(about.get("name"))
            found.append(LeftBehind(own, name, changed_s))
        except OSError as error:
            _LOG.info("%s is left alone: %s", own, error)
        finally:
            lock.release()
    return tuple(sorted(found, key=lambda each: -each.changed_s))


def discard(left: LeftBehind) -> None:
    """Delete a document that was left behind, unless another window has taken it up."""
    with suppress(OSError):
        lock = _take(left.folder)
        if lock is not None:
            lock.release()
            shutil.rmtree(left.folder, ignore_errors=True)


def recover(left: LeftBehind, read_edit: ReadEdit) -> Recovered:
    """Read a document that was left behind, and go on with its journal.

    Args:
        left: which.
        read_edit: reads edits of a parse.

    Raises:
        LookFileError: if another window has taken it up, or the look that it began with is damaged.
        ImageReadError: if its photo cannot be read.
    """
    own = left.folder
    try:
        lock = _take(own)
        about = _about(own)
    except OSError as error:
        raise LookFileError(LookProblem.UNREADABLE, path=own, reason=reason_of(error)) from error
    if lock is None or about is None:
        raise LookFileError(LookProblem.TAKEN_UP, name=left.name)
    try:
        document, parts = _base_of(own, about, left.name)
        is_whole = _replay(document, own, parts, read_edit)
    except BaseException:
        lock.release()
        raise
    return Recovered(document, Journal(own, lock, parts), is_whole)


def _base_of(own: Path, about: Json, name: str) -> tuple[Document, PartStore]:
    """Read the look that a journal begins with."""
    look = read_look(own / _BASE).look
    if look.parse is None:
        raise LookFileError(LookProblem.NOT_RECOVERED, name=name)
    photo_file, path = _path(about.get("photo")), _path(about.get("path"))
    if photo_file is not None:
        look = replace(look, photo=replace(look.photo, path=photo_file))
    parts = PartStore(own / _PARTS, look.photo.size)
    for worn in look.all_worn:
        parts.know_garment(worn.garment)
    step_name = StepName.OPEN.with_values(photo=str(about.get("name")))
    return Document(History(look, step_name), path, about.get("links_photo") is True), parts


def _replay(document: Document, own: Path, parts: PartStore, read_edit: ReadEdit) -> bool:
    """Do again what was done; return whether every line could be read, and cut off the others."""
    good_bytes, history = 0, document.history
    for line in _lines_of(own):
        try:
            if not line.endswith(b"\n"):
                raise ValueError("the line has no end")
            stored: Any = parse_json(line)
            if "to" in stored:
                history.go_to(stored["to"])
            elif "saved" in stored:
                document.path = Path(stored["saved"])
                document.links_photo = stored["links_photo"] is True
                at = stored["at"]
                history.mark_saved(None if at is None else history.step_at(at))
            else:
                command = command_from_json(stored, parts, read_edit)
                do_to(history, command, command.apply(history.look))
        except _SENSELESS as error:
            _LOG.warning("%s is damaged after %d bytes: %s", own / _ACTIONS, good_bytes, error)
            with suppress(OSError):
                os.truncate(own / _ACTIONS, good_bytes)
            return False
        good_bytes += len(line)
    return True


def do_to(history: History, command: Command, after: Look) -> bool:
    """Add a command to a history; return False if there was nothing to change."""
    before = history.look
    if after.is_same(before):
        return False
    history.push(command.name(before), after)
    return True


def _saved_in(line: bytes) -> Json | None:
    """Return the save that a line tells of; None if it tells of something else."""
    if not line.startswith(b'{"saved"'):
        return None
    try:
        stored = parse_json(line)
    except ValueError:
        return None
    return stored if isinstance(stored, dict) else None


def _folders_in(folder: Path) -> tuple[Path, ...]:
    try:
        return tuple(path for path in folder.iterdir() if path.is_dir())
    except OSError:
        return ()


def _take(own: Path) -> FileLock | None:
    return FileLock.take(own / _LOCK)


def _about(own: Path) -> Json | None:
    """Return what is known of a journal; None if it was not complete or is none."""
    try:
        about = read_json(own / _ABOUT)
    except (OSError, ValueError):
        return None
    is_known = isinstance(about, dict) and about.get("version") == VERSION
    return about if is_known and isinstance(about, dict) and is_file(own / _BASE) else None


def _lines_of(own: Path) -> Iterator[bytes]:
    """Return the lines of the actions; one that was being written has no end."""
    path = own / _ACTIONS
    if is_file(path):
        with path.open("rb") as stream:
            yield from stream.read(_MOST_BYTES).splitlines(keepends=True)


def _path(stored: object) -> Path | None:
    return Path(stored) if isinstance(stored, str) else None
