"""The page, the documentation, and what tells of health."""

from __future__ import annotations

import hashlib
import mimetypes
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from tryon.errors import RequestError
from tryon.messages import RequestProblem
from tryon.resources import sample_photos, web_folder
from tryon.serve.metrics import Figure, exposition
from tryon.serve.service import Service
from tryon.serve.web.asking import ServiceHere
from tryon.serve.web.schemas import Health, problems

_EXPOSITION_KIND = "text/plain; version=0.0.4"

router = APIRouter()


@router.get("/", include_in_schema=False)
async def page(request: Request) -> Response:
    """Return the page on which garments are tried on."""
    return _file(request, "index.html")


@router.get("/docs", include_in_schema=False)
async def docs(request: Request) -> Response:
    """Return the page that shows what can be asked."""
    return _file(request, "docs.html")


@router.get("/web/{name}", include_in_schema=False)
async def web_file(name: str, request: Request) -> Response:
    """Return a file that one of the pages loads."""
    return _file(request, name)


@router.get("/healthz", tags=["health"], summary="Whether the server lives", response_model=Health)
async def healthz() -> dict[str, str]:
    """Always ``ok``: whoever can answer lives."""
    return {"status": "ok"}


@router.get(
    "/readyz",
    tags=["health"],
    summary="Whether the server has a worker that is ready",
    response_model=Health,
    responses={503: {"model": Health, "description": "no worker is ready"}},
)
async def readyz(service: ServiceHere) -> Response:
    """``ready`` once the engines of one worker are loaded."""
    is_ready = service.crew.ready > 0
    return JSONResponse({"status": "ready" if is_ready else "loading"}, 200 if is_ready else 503)


@router.get(
    "/metrics",
    tags=["health"],
    summary="Figures for Prometheus",
    response_class=PlainTextResponse,
    responses=problems(401, 429),
)
async def metrics(service: ServiceHere) -> Response:
    """Counts and durations; nothing of a photo, a key or an address."""
    return PlainTextResponse(
        exposition(service.figures, _figures(service)), media_type=_EXPOSITION_KIND
    )


def _figures(service: Service) -> list[Figure]:
    board, crew, counts = service.board, service.crew, service.crew.counts
    figures = service.figures
    return [
        Figure("waiting", "gauge", "Tasks that wait for a worker.", board.waiting),
        Figure("waiting_limit", "gauge", "Tasks that may wait.", service.settings.queue),
        Figure("running", "gauge", "Tasks that are worked on.", board.running),
        Figure("workers", "gauge", "Workers asked for.", service.settings.workers),
        Figure("workers_ready", "gauge", "Workers that have loaded their engines.", crew.ready),
        Figure("worker_restarts_total", "counter", "Workers that were replaced.", counts.restarts),
        Figure("tasks_done_total", "counter", "Tasks that were answered.", counts.done),
        Figure("tasks_failed_total", "counter", "Tasks that failed.", counts.failed),
        Figure("tasks_cancelled_total", "counter", "Tasks given up.", counts.cancelled),
        Figure("store_hits_total", "counter", "Answers that were kept.", figures.store_hits),
        Figure("store_misses_total", "counter", "Answers that were not.", figures.store_misses),
        Figure("store_bytes", "gauge", "Answers kept here.", service.store.size_bytes),
    ]


def _file(request: Request, name: str) -> Response:
    """Return a file of the pages; nothing if the browser has it already.

    Raises:
        RequestError: if there is none of this name.
    """
    found = _files().get(name)
    if found is None:
        raise RequestError(RequestProblem.NO_SUCH_PAGE, path=request.url.path[:100])
    content, kind, tag = found
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=kind, headers=headers)


@cache
def _files() -> dict[str, tuple[bytes, str, str]]:
    """Return content, media type and tag of each file of the pages by its name."""
    files = {path.name: _read(path) for path in web_folder().iterdir() if path.is_file()}
    return {**files, "sample.jpg": _read(sample_photos()[0])}


def _read(path: Path) -> tuple[bytes, str, str]:
    kinds = {".js": "text/javascript", ".html": "text/html", ".css": "text/css"}
    kind = kinds.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:16]
    return content, kind or "application/octet-stream", f'"{digest}"'
