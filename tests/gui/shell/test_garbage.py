"""Unreachable cycles: on which thread they are collected."""

from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.limits import LIMIT_S


class Chain(QWidget):
    """A widget that holds itself: only the collector can end it."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def drop_chain() -> list[threading.Thread]:
    """Make a widget that nobody reaches; the list gets the thread on which it ends."""
    ends: list[threading.Thread] = []
    weakref.finalize(Chain(), lambda: ends.append(threading.current_thread()))
    return ends


def make_cycles(count: int) -> None:
    for _ in range(count):
        cycle: list[object] = []
        cycle.append(cycle)


def test_busy_worker_does_not_collect_widgets(qapp: QApplication, qtbot: QtBot) -> None:
    ends = drop_chain()
    worker = threading.Thread(target=make_cycles, args=(200_000,))
    worker.start()
    worker.join(LIMIT_S)
    assert not ends
    make_cycles(2 * gc.get_threshold()[0])
    qtbot.waitUntil(lambda: bool(ends))
    assert ends == [threading.main_thread()]
