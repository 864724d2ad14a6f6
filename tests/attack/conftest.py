"""Windows here are started as users get them, as in ``tests/gui``: all share one application."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication

from tryon.ui.shell.app import create_application


@pytest.fixture(scope="session")
def qapp_cls() -> Callable[[list[str]], QApplication]:
    """Let pytest-qt start the application as users get it."""
    return lambda arguments: create_application(arguments[1:])
