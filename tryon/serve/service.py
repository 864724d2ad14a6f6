"""All that a running server consists of, but HTTP."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock

from tryon.garments.wardrobe import GarmentLibrary, WardrobeEntry
from tryon.messages import Text
from tryon.serve.keys import KeyFile, Rates
from tryon.serve.metrics import RequestFigures
from tryon.serve.queue.board import Board
from tryon.serve.queue.crew import Crew, Limits
from tryon.serve.queue.store import Store, open_store
from tryon.serve.settings import ServeSettings
from tryon.serve.work.talk import Orders


@dataclass(eq=False)
class Service:
    """A running server.

    Attributes:
        settings: how it runs.
        keys: who may ask it.
        needs_key: whether only they may.
        store: where answers are kept.
        board: what is asked for.
        crew: who works on it.
        library: its garments.
        rates: how often each key asks.
        figures: what was asked so far.
        hopeless: why it can never do anything; None while it can.
        is_given_up: whether it can never do anything.
    """

    settings: ServeSettings
    keys: KeyFile
    needs_key: bool
    store: Store
    board: Board
    crew: Crew
    library: GarmentLibrary
    rates: Rates = field(default_factory=Rates)
    figures: RequestFigures = field(default_factory=RequestFigures)
    hopeless: Text | None = None
    is_given_up: bool = False
    _listing: Lock = field(default_factory=Lock)

    @classmethod
    def open(cls, settings: ServeSettings) -> Service:
        """Open files and connections; nobody works before `Crew.start`.

        Raises:
            ServeError: if the keys or the place for answers cannot be used.
        """
        keys = KeyFile(settings.keys)
        needs_key = bool(keys.all()) or not settings.is_local
        store = open_store(settings.store, limit_mb=settings.store_mb, keep_s=settings.keep_s)
        board = Board(most_waiting=settings.queue, workers=settings.workers, keep_s=settings.keep_s)
        crew = Crew(
            board,
            store,
            Orders(settings.choice, settings.wardrobe),
            Limits(settings.time_limit_s, settings.memory_limit_mb),
            settings.threads,
            on_hopeless=lambda problem: service.give_up(problem),
        )
        library = GarmentLibrary(settings.wardrobe)
        service = cls(settings, keys, needs_key, store, board, crew, library)
        return service

    def garments(self) -> list[WardrobeEntry]:
        """Return the garments that can be put on; for several threads."""
        with self._listing:
            shown = [each for each in self.library.entries() if isinstance(each, WardrobeEntry)]
        return [entry for entry in shown if entry.lost is None]

    def give_up(self, problem: Text | None) -> None:
        """Note that nothing can ever be done, and why."""
        self.hopeless, self.is_given_up = problem, True

    def close(self) -> None:
        """End workers, and let go of files and connections."""
        self.crew.close()
        self.store.close()
