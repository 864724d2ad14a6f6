"""The window: all of Qt, and nothing but Qt."""

from contextlib import suppress
from importlib import import_module

import PySide6.QtCore  # noqa: F401 - loads what is changed here


def _search_no_sources() -> None:
    """Keep PySide6 from reading the source of every module that is imported.

    It looks there for ``from __feature__``, which nothing here uses, and keeps the source in
    memory; that was an eighth of the time until the window shows.
    """
    with suppress(ImportError):
        feature = import_module("shibokensupport.feature")
        if hasattr(feature, "_mod_uses_pyside"):
            setattr(feature, "_mod_uses_pyside", lambda module: False)  # noqa: B010


_search_no_sources()
