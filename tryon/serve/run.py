"""Runs a server until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

from tryon.errors import ServeError, TryOnError, UsageError, WeightsError, reason_of
from tryon.messages import ServeProblem, UsageProblem, WeightsProblem
from tryon.serve.service import Service
from tryon.serve.settings import ServeSettings

if TYPE_CHECKING:
    import uvicorn

_LOG = logging.getLogger(__name__)
_NOISY = ("python_multipart", "uvicorn")
"""They warn of each request that makes no sense, which anybody can send thousands of."""
_LOOK_S = 0.2
_MOST_CONNECTIONS = 500
_END_S = 20
"""How long requests that run may take to end when the server is told to."""


def run_server(settings: ServeSettings, *, started: Callable[[str], None]) -> None:
    """Answer requests until SIGINT or SIGTERM.

    Args:
        settings: how.
        started: called with the address once the server can be reached.

    Raises:
        ServeError: if the server cannot start.
        WeightsError: if the parser cannot be loaded.
    """
    try:
        import uvicorn

        from tryon.serve.web.app import create_app
    except ImportError as error:
        raise ServeError(ServeProblem.NO_PACKAGES, reason=error) from error
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.ERROR)
    service, listening = _open(settings)
    config = uvicorn.Config(
        create_app(service),
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_graceful_shutdown=_END_S,
    )
    host, port = listening.getsockname()[:2]
    started(f"http://{f'[{host}]' if ':' in host else host}:{port}/")
    asyncio.run(_serve(uvicorn.Server(config), service, listening))
    if service.is_given_up:
        raise _error_of(service)


async def _serve(server: uvicorn.Server, service: Service, listening: socket.socket) -> None:
    """Answer requests until the server is told to stop, or nothing can ever be done."""

    async def stop_when_hopeless() -> None:
        while not service.is_given_up:
            await asyncio.sleep(_LOOK_S)
        server.should_exit = True

    watching = asyncio.create_task(stop_when_hopeless())
    await server.serve(sockets=[listening])
    watching.cancel()


def _open(settings: ServeSettings) -> tuple[Service, socket.socket]:
    """Return a server that does nothing yet, and where it listens.

    Raises:
        ServeError: if that is not possible, or strangers could reach it.
    """
    service = Service.open(settings)
    try:
        if not settings.is_local and not service.keys.all():
            raise ServeError(ServeProblem.NEEDS_KEY, host=settings.host)
        return service, _listen(settings)
    except ServeError:
        service.store.close()
        raise


def _listen(settings: ServeSettings) -> socket.socket:
    """Return a socket at the address.

    Raises:
        ServeError: if that is taken, or none of this computer's.
    """
    try:
        found = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        family, kind, protocol, _, address = found[0]
        listening = socket.socket(family, kind, protocol)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
            listening.listen()  # who reads the address may ask at once
        except OSError:
            listening.close()
            raise
    except OSError as error:
        raise ServeError(
            ServeProblem.NO_ADDRESS, host=settings.host, port=settings.port, reason=reason_of(error)
        ) from error
    return listening


def _error_of(service: Service) -> TryOnError:
    """Return the error of a worker that can never do anything."""
    problem = service.hopeless
    if problem is None:
        return ServeError(ServeProblem.NOT_STARTED)
    message = problem.message
    if isinstance(message, WeightsProblem):
        return WeightsError(message, **problem.values)
    if isinstance(message, UsageProblem):
        return UsageError(message, **problem.values)
    _LOG.error("a worker cannot start: %s", problem)
    return ServeError(ServeProblem.NOT_STARTED)
