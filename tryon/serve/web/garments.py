"""``/v1/garments``: what pictures of garments show, and the garments that the server has."""

from __future__ import annotations

from anyio import to_thread
from fastapi import APIRouter, Request
from starlette.responses import Response

from tryon.errors import RequestError
from tryon.garments.loading import points_file
from tryon.messages import RequestProblem
from tryon.serve.languages import garment_name
from tryon.serve.service import Service
from tryon.serve.web.asking import ServiceHere, ask
from tryon.serve.web.fields import member_of, read_fields
from tryon.serve.web.problems import asked_language
from tryon.serve.web.schemas import (
    GARMENT_BODY,
    GarmentEntry,
    GarmentList,
    GarmentReport,
    JobReport,
    asking,
    problems,
)
from tryon.serve.work.tasks import GarmentTask, KeptGarment, ThumbnailTask
from tryon.shape.category import GarmentCategory

_PNG_KIND = "image/png"
_MOST_PICKS = 20
_KEPT_BY_BROWSERS = "private, max-age=3600"

router = APIRouter(prefix="/v1/garments", tags=["garments"])


@router.post(
    "",
    summary="Say what a picture of a garment shows, and keep the garment",
    openapi_extra=asking(GARMENT_BODY),
    response_model=GarmentReport,
    responses={
        202: {"model": JobReport, "description": "a job, with Prefer: respond-async"},
        **problems(400, 401, 408, 413, 415, 422, 429, 500, 503, 507),
    },
)
async def add_garment(request: Request, service: ServiceHere) -> Response:
    """Kind, which way up, landmarks; and the id by which it can be put on.

    It is cut out of its picture and kept as a file, for everybody who may ask this server, until it
    is deleted; with ``keep=false`` nothing is kept.
    """
    fields = await read_fields(request)
    fields.check_known(("picture", "keep", "category", "pick"))
    keep, category = fields.text("keep"), fields.text("category")
    if keep not in (None, "true", "false"):
        raise RequestError(
            RequestProblem.NO_CHOICE, field="keep", choices=("true", "false"), found=str(keep)[:60]
        )
    task = GarmentTask(
        fields.picture("picture"),
        keeps=keep != "false",
        category=None if category is None else member_of(GarmentCategory, "category", category),
        pick=fields.number("pick", 1, _MOST_PICKS),
        language=asked_language(request),
        max_pixels=service.settings.max_pixels,
    )
    return await ask(service, request, task)


@router.get(
    "",
    summary="List the garments that the server has",
    response_model=GarmentList,
    responses=problems(401, 429),
)
async def list_garments(request: Request, service: ServiceHere) -> GarmentList:
    """Those that ship with the app first."""
    language = asked_language(request)
    return GarmentList(
        garments=[
            GarmentEntry(
                id=entry.file.stem,
                name=garment_name(language, entry.name),
                category=entry.category.value,
                region=entry.category.region.value,
                is_sample=not entry.is_own,
                picture=f"/v1/garments/{entry.file.stem}/picture",
            )
            for entry in await to_thread.run_sync(service.garments)
        ]
    )


@router.get(
    "/{garment_id}/picture",
    summary="The small picture of a garment",
    response_class=Response,
    responses={
        200: {"description": "a PNG with transparency", "content": {_PNG_KIND: {}}},
        **problems(401, 404, 422, 429, 500, 503),
    },
)
async def garment_picture(garment_id: str, request: Request, service: ServiceHere) -> Response:
    """A PNG of at most 256 pixels a side."""
    garment = await to_thread.run_sync(kept_garment, service, garment_id)
    picture = await to_thread.run_sync(service.library.find_thumbnail, garment.entry)
    if picture is None:
        response = await ask(service, request, ThumbnailTask(garment))
    else:
        response = Response(picture, media_type=_PNG_KIND)
    if response.status_code == 200:
        response.headers["Cache-Control"] = _KEPT_BY_BROWSERS
    return response


@router.delete(
    "/{garment_id}",
    status_code=204,
    response_class=Response,
    summary="Forget a garment",
    responses=problems(401, 403, 404, 429, 507),
)
async def delete_garment(garment_id: str, service: ServiceHere) -> Response:
    """Only garments that were added; those that ship with the app stay."""
    garment = await to_thread.run_sync(kept_garment, service, garment_id)
    if not garment.entry.is_own:
        raise RequestError(RequestProblem.NOT_YOURS, garment=garment.entry.name)
    await to_thread.run_sync(service.library.remove, garment.entry)
    return Response(status_code=204)


def kept_garment(service: Service, garment_id: str) -> KeptGarment:
    """Return a garment that the server has.

    Raises:
        RequestError: if there is none of this id.
    """
    for entry in service.garments():
        if entry.file.stem == garment_id:
            correction = points_file(entry.file, service.settings.wardrobe)
            changed = correction.stat().st_mtime_ns if correction.exists() else 0
            return KeptGarment(garment_id, entry, f"{entry.thumbnail} {changed}")
    raise RequestError(RequestProblem.NO_SUCH_GARMENT, id=garment_id[:60])
