"""Options of the whole test suite, and its own cache folders."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--headed", action="store_true", help="show the windows that tests open")


def pytest_configure(config: pytest.Config) -> None:
    if not config.getoption("--headed"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


@pytest.fixture(scope="session", autouse=True)
def private_caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep tests away from what the user's own caches hold."""
    with pytest.MonkeyPatch.context() as patch:
        parses = tmp_path_factory.mktemp("cache")
        patch.setattr("tryon.parsing.cache.user_cache_path", lambda *_, **__: parses)
        patch.setenv("MODELSCOPE_CACHE", str(tmp_path_factory.mktemp("modelscope")))
        yield
