"""Folders of this computer, and of any store that fsspec reaches by URL."""

from __future__ import annotations

import posixpath
import time
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any, TypeVar

from tryon.errors import ExportError, ImageReadError, TryOnError, UsageError, reason_of
from tryon.imaging import READABLE_SUFFIXES, make_folder, write_atomically
from tryon.messages import ExportProblem, ImageProblem, UsageProblem

_PAUSES_S = 0.5, 2.0, 5.0
"""Between tries: what a store across a network refuses once it often gives the next time."""
_FINAL = FileNotFoundError, PermissionError, IsADirectoryError, NotADirectoryError
"""What another try does not change."""
_T = TypeVar("_T")


def is_url(address: str) -> bool:
    """Return whether an address is a URL rather than a path."""
    return "://" in address


def open_store(address: str) -> tuple[Any, str]:
    """Return the file system that an address leads to, and the path there.

    Raises:
        UsageError: if what is needed for it is not installed, or there is no such kind of store.
    """
    try:
        from fsspec.core import url_to_fs

        files, path = url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise UsageError(UsageProblem.NO_STORE, url=address, reason=str(error)) from error
    return files, str(path)


def find_pictures(url: str) -> tuple[str, ...]:
    """Return the URL of a picture, or those of the pictures in a folder, sorted.

    Raises:
        UsageError: if such a store cannot be reached from here.
        ImageReadError: if a folder holds no picture, or there is no such thing.
    """
    files, path = open_store(url)

    def find() -> tuple[str, ...]:
        if not files.isdir(path):
            return (url,)
        found = sorted(name for name in files.ls(path, detail=False) if _is_picture(name))
        return tuple(str(files.unstrip_protocol(name)) for name in found)

    pictures = _persistently(find, lambda reason: _unreadable(url, reason))
    if not pictures:
        raise ImageReadError(ImageProblem.NO_PICTURES, folder=url, suffixes=READABLE_SUFFIXES)
    return pictures


def read_url(url: str) -> bytes:
    """Return what is at a URL.

    Raises:
        UsageError: if such a store cannot be reached from here.
        ImageReadError: if it cannot be read.
    """
    files, path = open_store(url)
    return _persistently(
        lambda: bytes(files.cat_file(path)), lambda reason: _unreadable(url, reason)
    )


def fetch(url: str, folder: Path) -> Path:
    """Return a copy of a file in a folder that is made, under its own name.

    Raises:
        UsageError: if such a store cannot be reached from here.
        ImageReadError: if it cannot be read.
        ExportError: if it cannot be written.
    """
    content = read_url(url)
    make_folder(folder)
    copy = folder / posixpath.basename(url)
    write_atomically(copy, lambda file: file.write(content))
    return copy


class Store:
    """A folder of results.

    Files of this computer appear whole, as those of every object store do.

    Args:
        address: its path or URL.

    Raises:
        UsageError: if such a store cannot be reached from here.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self._folder = None if is_url(address) else Path(address)
        self._files, self._root = open_store(address)

    @property
    def folder(self) -> Path | None:
        """It, if a path leads there."""
        return self._folder

    def names(self) -> set[str]:
        """Return all files in it and in its folders.

        Raises:
            ExportError: if it cannot be looked at.
        """
        self._files.invalidate_cache()
        root = self._root.rstrip("/") + "/"
        found = self._persistently(lambda: list(self._files.find(self._root)), "")
        return {str(name).removeprefix(root) for name in found}

    def read(self, names: Collection[str]) -> dict[str, bytes]:
        """Return the contents of files, of each that is there.

        Raises:
            ExportError: if one cannot be read.
        """
        paths = {self._path(name): name for name in names}
        if not paths:
            return {}

        def read() -> Mapping[str, bytes]:
            try:
                found: Mapping[str, bytes] = self._files.cat(list(paths), on_error="raise")
            except FileNotFoundError:  # the others are read one by one
                found = {path: self._files.cat_file(path) for path in paths if self._has(path)}
            return found

        return {paths[path]: bytes(content) for path, content in self._persistently(read).items()}

    def write(self, name: str, content: bytes) -> None:
        """Write a file; it appears complete or not at all.

        Raises:
            ExportError: if that is not possible.
        """
        if self._folder is not None:
            path = self._folder / name
            make_folder(path.parent)
            write_atomically(path, lambda file: file.write(content))
            return
        path_there = self._path(name)
        parent = posixpath.dirname(path_there)

        def write() -> None:
            self._files.makedirs(parent, exist_ok=True)
            self._files.pipe_file(path_there, content)

        self._persistently(write, name)

    def remove(self, name: str) -> None:
        """Delete a file.

        Raises:
            ExportError: if that is not possible.
        """
        self._persistently(lambda: self._files.rm_file(self._path(name)), name)

    def _has(self, path: str) -> bool:
        return bool(self._files.exists(path))

    def _path(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"

    def _persistently(self, do: Callable[[], _T], name: str = "") -> _T:
        path = posixpath.join(self.address, name)
        return _persistently(
            do, lambda reason: ExportError(ExportProblem.NOT_WRITTEN, path=path, reason=reason)
        )


def _persistently(do: Callable[[], _T], as_error: Callable[[str], TryOnError]) -> _T:
    """Do something that a network may keep from succeeding, several times if need be.

    Raises:
        TryOnError: that of the last try; each store has exceptions of its own.
    """
    for pause_s in (*_PAUSES_S, None):
        try:
            return do()
        except Exception as error:
            if pause_s is None or isinstance(error, _FINAL):
                raise as_error(reason_of(error) or type(error).__name__) from error
            time.sleep(pause_s)
    raise AssertionError


def _unreadable(url: str, reason: str) -> ImageReadError:
    return ImageReadError(ImageProblem.UNREADABLE, path=url, reason=reason)


def _is_picture(path: str) -> bool:
    return posixpath.splitext(path)[1].lower() in READABLE_SUFFIXES
