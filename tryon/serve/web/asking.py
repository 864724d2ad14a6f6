"""From a task to a response: an answer that is kept, one that is waited for, or a job."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from anyio import to_thread
from fastapi import Depends, Request
from starlette.responses import JSONResponse, Response

from tryon.errors import RequestError
from tryon.messages import RequestProblem, Text
from tryon.serve.queue.board import Job, Status
from tryon.serve.service import Service
from tryon.serve.web.problems import asked_language, failure_response, problem_response
from tryon.serve.web.waiting import is_over_before_leaving
from tryon.serve.work.tasks import (
    Answer,
    Failure,
    FitTask,
    Language,
    ParseTask,
    Task,
    key_of,
    parse_key_of,
)

_GONE = 499
"""Nobody reads this: whoever asked has gone."""


def service_of(request: Request) -> Service:
    """Return the server that a request is for."""
    service = request.app.state.service
    assert isinstance(service, Service)
    return service


ServiceHere = Annotated[Service, Depends(service_of)]


def owner_of(request: Request) -> str | None:
    """Return the name of the key that asks; None without keys."""
    owner = request.state.owner
    assert owner is None or isinstance(owner, str)
    return owner


def wants_job(request: Request) -> bool:
    """Return whether a request is to be answered with a job, at once."""
    wishes = request.headers.get("prefer", "").lower().split(",")
    return "respond-async" in (wish.strip() for wish in wishes)


def wanted_kind(request: Request, kinds: tuple[str, ...]) -> str:
    """Return the media type that a request accepts, the first of ours if it does not say.

    Raises:
        RequestError: if it accepts none of them.
    """
    accepted = request.headers.get("accept") or "*/*"
    wishes = []
    for number, wish in enumerate(accepted.split(",")):
        kind, *values = (part.strip().lower() for part in wish.split(";"))
        weights = [value.removeprefix("q=") for value in values if value.startswith("q=")]
        try:
            weight = float(weights[0]) if weights else 1.0
        except ValueError:
            weight = 0.0
        if weight > 0:
            wishes.append((-weight, number, kind))
    for _, _, wish in sorted(wishes):
        for kind in kinds:
            if wish in (kind, "*/*", f"{kind.partition('/')[0]}/*"):
                return kind
    raise RequestError(RequestProblem.NOT_ACCEPTABLE, kinds=kinds)


async def ask(service: Service, request: Request, task: Task) -> Response:
    """Have a task worked out, or answer with a job if that is preferred."""
    job = await _job_for(service, task, owner_of(request))
    if wants_job(request):
        return JSONResponse(job_report(job), 202, {"Location": f"/v1/jobs/{job.id}"})
    try:
        if not await is_over_before_leaving(service.board, job, request):
            return Response(status_code=_GONE)
        return outcome_response(job, asked_language(request))
    finally:
        service.board.forget(job)


def outcome_response(job: Job, language: Language) -> Response:
    """Return what a job that is over came to."""
    outcome = job.computation.outcome
    if isinstance(outcome, Failure):
        return failure_response(outcome, language)
    if outcome is None or job.is_cancelled:
        return problem_response(Text(RequestProblem.CANCELLED), language)
    return Response(outcome.content, media_type=outcome.kind, headers={"Cache-Control": "no-store"})


def job_report(job: Job) -> dict[str, object]:
    """Return where a job stands, for JSON."""
    computation, status = job.computation, job.status
    return {
        "id": job.id,
        "status": status.value,
        "stage": None if computation.stage is None else computation.stage.value,
        "fraction": 1.0 if status is Status.DONE else round(computation.fraction, 3),
        "result": f"/v1/jobs/{job.id}/result" if status is Status.DONE else None,
    }


async def _job_for(service: Service, task: Task, owner: str | None) -> Job:
    """Return a job for a task: one that is done already, if its answer was kept."""
    fingerprint = service.crew.fingerprint
    key = key_of(task, fingerprint)
    if not fingerprint:  # no worker is ready, so nobody knows yet what its answers follow from
        return service.board.submit(key, task, owner)
    kept = await to_thread.run_sync(service.store.get, key)
    if kept is not None:
        service.figures.store_hits += 1
        return service.board.add_done(key, owner, Answer(kept.kind, kept.content))
    service.figures.store_misses += 1
    if isinstance(task, ParseTask | FitTask):
        parse = await to_thread.run_sync(service.store.get, parse_key_of(task.photo, fingerprint))
        if parse is not None:
            task = replace(task, known_parse=parse.content)
    return service.board.submit(key, task, owner)
