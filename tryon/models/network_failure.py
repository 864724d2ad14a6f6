"""Why a server cannot be reached, in words that say what to look at."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator

from tryon.messages import Interruption

_KINDS: tuple[tuple[tuple[type[BaseException], ...], str, Interruption], ...] = (
    ((), "ProxyError", Interruption.PROXY),
    ((ssl.SSLError,), "SSLError", Interruption.CERTIFICATE),
    ((socket.gaierror,), "NameResolutionError", Interruption.NAME_UNKNOWN),
    ((ConnectionRefusedError,), "", Interruption.NOT_LISTENING),
    ((TimeoutError,), "Timeout", Interruption.NO_ANSWER),
)
"""Kinds of errors, names of those that libraries bring along, and what they mean; the first of
these that is found anywhere below an error says why."""


def interruption_of(error: BaseException) -> Interruption:
    """Return what an error of the network means, by all the errors that it was raised for."""
    below = tuple(_causes(error))
    for kinds, name, interruption in _KINDS:
        for cause in below:
            if isinstance(cause, kinds) or (name and type(cause).__name__ == name):
                return interruption
    return Interruption.BROKEN_OFF


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Walk from an error to those it was raised for; libraries keep them in several places."""
    waiting, seen = [error], set[int]()
    while waiting:
        cause = waiting.pop()
        if id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        kept = (cause.__cause__, cause.__context__, getattr(cause, "reason", None), *cause.args)
        waiting += [other for other in kept if isinstance(other, BaseException)]
