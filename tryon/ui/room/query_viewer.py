"""Which of M2FP's queries found a part of the open photo, and where they looked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, Signal

from tryon.geometry import RgbImage
from tryon.labels import Label
from tryon.parsing import Engine
from tryon.parsing.attention import HEAT_COLORS, QueryAttention, SeenPart
from tryon.parsing.choice import ParserChoice
from tryon.parsing.parser_source import ParserSource
from tryon.progress import CancelToken, Progress
from tryon.session import TryOnState
from tryon.ui.kit.jobs import JobKind, Jobs
from tryon.ui.view.pyramid import Pyramid, label_pyramid


@dataclass(frozen=True, eq=False)
class WatchRequest:
    """A part whose queries are wanted.

    Attributes:
        source: has the parser.
        choice: which one.
        pixels: the photo (H, W, 3).
        label: the part.
        attention: what is known of the photo already.
    """

    source: ParserSource
    choice: ParserChoice
    pixels: RgbImage
    label: Label
    attention: QueryAttention | None


@dataclass(frozen=True, eq=False)
class Watched:
    """Which queries found a part.

    Attributes:
        label: the part.
        found: the queries; there may be none, for example of a part that a hand has painted.
        heat: where they looked, in colours; None if there are none.
        attention: all that is known of the photo; None if the parser has no queries.
    """

    label: Label
    found: tuple[SeenPart, ...]
    heat: Pyramid | None
    attention: QueryAttention | None


def watch_queries(request: WatchRequest, cancel: CancelToken, progress: Progress) -> Watched:
    """Look at the photo, unless that is done, and draw where the queries of a part looked."""
    attention = request.attention or request.source.watch(
        request.choice, request.pixels, progress=progress, cancel=cancel
    )
    found = () if attention is None else attention.of_label(request.label)
    if attention is None or not found:
        return Watched(request.label, found, None, attention)
    colors = np.concatenate([HEAT_COLORS, np.full((len(HEAT_COLORS), 1), 255, np.uint8)], axis=1)
    heat = label_pyramid(attention.heat(found), colors)
    return Watched(request.label, found, heat, attention)


class QueryViewer(QObject):
    """Shows the queries of one part at a time, of a photo that M2FP has parsed.

    Args:
        jobs: runs the network.
        parser: has it.
        choice: tells which parser is chosen.
    """

    changed = Signal(object)
    """(Watched), or None when it shows no longer"""
    failed = Signal(object)
    """(Exception)"""

    def __init__(
        self,
        jobs: Jobs,
        *,
        parser: ParserSource,
        choice: Callable[[], ParserChoice],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._parser, self._choice = jobs, parser, choice
        self._state = TryOnState()
        self._attention: QueryAttention | None = None
        self._label: Label | None = None

    @property
    def is_possible(self) -> bool:
        """Whether the photo was parsed by M2FP, and that is still the parser."""
        parse = self._state.parse
        is_m2fp = parse is not None and parse.engine.startswith(Engine.M2FP.value)
        return is_m2fp and self._choice().engine is Engine.M2FP

    def follow(self, state: TryOnState) -> None:
        """Take what the document shows; another photo or parse has other queries."""
        before, self._state = self._state, state
        if state.photo is not before.photo or state.parse is not before.parse:
            self._attention = None
            self._stop()

    def toggle(self, label: Label) -> None:
        """Show the queries of a part, or no longer if they show."""
        photo = self._state.photo
        if label is self._label or photo is None or not self.is_possible:
            self._stop()
            return
        self._label = label
        request = WatchRequest(self._parser, self._choice(), photo.pixels, label, self._attention)
        self._jobs.submit(
            JobKind.WATCH_QUERIES,
            watch_queries,
            request,
            done=self._on_done,
            failed=self._on_failed,
            cancelled=self._stop,
        )

    def _on_done(self, watched: Watched) -> None:
        self._attention = watched.attention
        if watched.heat is None:
            self._label = None
        self.changed.emit(watched)

    def _on_failed(self, error: Exception) -> None:
        self._stop()
        self.failed.emit(error)

    def _stop(self) -> None:
        self._jobs.cancel(JobKind.WATCH_QUERIES)
        if self._label is not None:
            self._label = None
            self.changed.emit(None)
