"""Where parses come from: the cache, or a parser that is loaded when it is first needed."""

from __future__ import annotations

import ctypes
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from tryon.geometry import RgbImage
from tryon.human_parse import HumanParse
from tryon.parsing.attention import QueryAttention
from tryon.parsing.cache import ParseCache, parse_key
from tryon.parsing.choice import ParserChoice
from tryon.parsing.parser import AttentionParser, HumanParser
from tryon.progress import CancelToken, Progress, Stage, StageClock, ignore_progress

ParserLoader = Callable[[ParserChoice], HumanParser]
"""Loads a parser, or raises what went wrong."""


class ParserSource:
    """Parses for several threads; loads a parser once and lets one job use it at a time.

    One parser is kept, and freed as soon as another is asked for, because M2FP holds hundreds of
    megabytes. A job that still runs on the first one keeps it until the job ends; a job for the
    other one does not wait for that.

    Args:
        load: loads the parser of a choice.
        cache: where finished parses are kept; None to parse every time.
    """

    def __init__(
        self, load: ParserLoader = ParserChoice.load, cache: ParseCache | None = None
    ) -> None:
        self._load, self._cache = load, cache
        self._loaded: _LoadedParser | None = None
        self._lock = threading.Lock()

    def parse(
        self,
        choice: ParserChoice,
        image: RgbImage,
        *,
        progress: Progress = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> HumanParse:
        """Parse a photo (H, W, 3); the times of a parse from the cache hold only the reading.

        Raises:
            WeightsError: if the parser cannot be loaded.
            ParsingError: if it fails on this photo.
            Cancelled: if ``cancel`` was set between stages.
        """
        loaded = self._loaded_parser(choice)
        key, clock = None, StageClock(progress, cancel)
        if self._cache is not None:
            with clock.stage(Stage.READ_CACHE):
                key = parse_key(image, choice)
                kept = self._cache.get(key) if key is not None else None
            if kept is not None:
                return replace(kept, times=clock.times)
        parse = loaded.parse(image, progress, cancel or CancelToken())
        if self._cache is not None and key is not None:
            self._cache.put(key, parse)
        return parse

    def watch(
        self, choice: ParserChoice, image: RgbImage, *, progress: Progress, cancel: CancelToken
    ) -> QueryAttention | None:
        """Return where the queries of a parser look in a photo (H, W, 3); None if it has none.

        Raises:
            WeightsError: if the parser cannot be loaded.
            ParsingError: if it fails on this photo.
            Cancelled: if ``cancel`` was set between stages.
        """
        return self._loaded_parser(choice).watch(image, progress, cancel)

    def keep_only(self, choice: ParserChoice) -> None:
        """Free any other parser now, before a photo is parsed with this one."""
        self._loaded_parser(choice)

    def _loaded_parser(self, choice: ParserChoice) -> _LoadedParser:
        with self._lock:
            if self._loaded is None or self._loaded.choice != choice:
                self._loaded = _LoadedParser(choice, self._load)
            return self._loaded


class _LoadedParser:
    """One parser, for one job at a time."""

    def __init__(self, choice: ParserChoice, load: ParserLoader) -> None:
        self.choice = choice
        self._load = load
        self._parser: HumanParser | None = None
        self._lock = threading.Lock()

    def __del__(self) -> None:
        """Free the parser and the memory that it worked in, once the last job has ended."""
        if self._parser is not None:
            self._parser = None
            return_freed_memory()

    def parse(self, image: RgbImage, progress: Progress, cancel: CancelToken) -> HumanParse:
        with self._own(progress, cancel) as parser:
            return parser.parse(image, progress=progress, cancel=cancel)

    def watch(
        self, image: RgbImage, progress: Progress, cancel: CancelToken
    ) -> QueryAttention | None:
        with self._own(progress, cancel) as parser:
            if not isinstance(parser, AttentionParser):
                return None
            return parser.watch(image, progress=progress, cancel=cancel)

    @contextmanager
    def _own(self, progress: Progress, cancel: CancelToken) -> Iterator[HumanParser]:
        """Have the parser for one job alone, loaded."""
        with self._lock:
            cancel.check()
            if self._parser is None:
                with StageClock(progress, cancel).stage(Stage.LOAD_ENGINE):
                    self._parser = self._load(self.choice)
                return_freed_memory()  # each thread that loaded a network keeps some
            cancel.check()
            yield self._parser


def return_freed_memory() -> None:
    """Make the C library return what was freed: glibc keeps hundreds of megabytes otherwise."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # other C libraries have none
        if trim is not None:
            trim(0)
