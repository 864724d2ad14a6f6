"""``/v1/jobs``: long work, how far it is, and its end."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from tryon.errors import RequestError
from tryon.messages import RequestProblem
from tryon.serve.queue.board import Job
from tryon.serve.service import Service
from tryon.serve.web.asking import ServiceHere, job_report, outcome_response, owner_of
from tryon.serve.web.problems import asked_language
from tryon.serve.web.schemas import JobReport, problems
from tryon.serve.web.waiting import changes

_EVENTS_KIND = "text/event-stream"
_ALIVE_S = 15.0
"""How often something is sent while nothing changes, so that no proxy thinks nobody is there."""

router = APIRouter(prefix="/v1/jobs/{job_id}", tags=["jobs"], responses=problems(401, 404, 429))


@router.get("", summary="Where a job stands", response_model=JobReport)
async def job(job_id: str, request: Request, service: ServiceHere) -> dict[str, object]:
    """Its status, what is being done, and where its answer is."""
    return job_report(_find(service, job_id, request))


@router.get(
    "/result",
    summary="What a job came to",
    response_class=Response,
    responses={
        200: {
            "description": "as if it had been waited for",
            "content": {"application/json": {}, "image/png": {}},
        },
        **problems(409, 422, 500, 507),
    },
)
async def job_result(job_id: str, request: Request, service: ServiceHere) -> Response:
    """The same answer that the request would have had without a job."""
    found = _find(service, job_id, request)
    if not found.status.is_over:
        raise RequestError(RequestProblem.NOT_DONE, status=found.status.value)
    return outcome_response(found, asked_language(request))


@router.get(
    "/events",
    summary="How far a job is, as server-sent events",
    response_class=StreamingResponse,
    responses={200: {"description": "an event for each change", "content": {_EVENTS_KIND: {}}}},
)
async def job_events(job_id: str, request: Request, service: ServiceHere) -> StreamingResponse:
    """``progress`` with the job as it stands; the last is ``done``, ``failed`` or ``cancelled``."""
    found = _find(service, job_id, request)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_events(service, found), media_type=_EVENTS_KIND, headers=headers)


@router.delete("", status_code=204, response_class=Response, summary="Give a job up")
async def delete_job(job_id: str, request: Request, service: ServiceHere) -> Response:
    """What nobody else waits for ends; its answer is forgotten."""
    service.board.forget(_find(service, job_id, request))
    return Response(status_code=204)


def _find(service: Service, job_id: str, request: Request) -> Job:
    return service.board.find(job_id, owner_of(request))


async def _events(service: Service, found: Job) -> AsyncIterator[str]:
    last = ""
    async for _ in changes(service.board, found, longest_s=_ALIVE_S):
        report = json.dumps(job_report(found))
        name = found.status.value if found.status.is_over else "progress"
        yield f"event: {name}\ndata: {report}\n\n" if report != last else ": still there\n\n"
        last = report
