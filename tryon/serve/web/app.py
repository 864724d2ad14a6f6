"""The app that answers requests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from anyio import to_thread
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from tryon import __version__
from tryon.serve.service import Service
from tryon.serve.web import garments, jobs, pages, try_on
from tryon.serve.web.gate import Gate
from tryon.serve.web.problems import add_problem_handlers
from tryon.serve.web.schemas import Problem

_TIDY_S = 30.0
_ABOUT = (
    "Who is in a photo, which part of whom each pixel shows, and somebody in other clothes. "
    "Pictures stay in memory, and are forgotten after a while."
)


def create_app(service: Service) -> FastAPI:
    """Return the app of a server; its workers live as long as the app runs."""

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        service.crew.start(service.settings.workers)
        tidying = asyncio.create_task(_tidy(service))
        try:
            yield
        finally:
            tidying.cancel()
            await to_thread.run_sync(service.close)

    app = FastAPI(
        title="tryon",
        version=__version__,
        description=_ABOUT,
        docs_url=None,
        redoc_url=None,
        lifespan=running,
    )
    app.state.service = service
    add_problem_handlers(app)
    for router in (try_on.router, garments.router, jobs.router, pages.router):
        app.include_router(router)
    app.add_middleware(Gate, service=service)
    app.openapi = lambda: _described(app)  # type: ignore[method-assign]
    return app


async def _tidy(service: Service) -> None:
    """Delete what has been kept for long enough, now and then."""
    while True:
        await asyncio.sleep(_TIDY_S)
        await to_thread.run_sync(service.store.clear_old)
        service.board.forget_old()


def _described(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI document."""
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title, version=app.version, description=app.description, routes=app.routes
        )
        components = document.setdefault("components", {})
        components.setdefault("schemas", {})["Problem"] = Problem.model_json_schema()
        components["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
        document["security"] = [{"key": []}, {}]
        app.openapi_schema = document
    return app.openapi_schema
