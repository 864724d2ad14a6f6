"""``/v1/parse`` and ``/v1/fit``: from a photo to its labels, and to somebody in other clothes."""

from __future__ import annotations

from typing import TypeVar

from anyio import to_thread
from fastapi import APIRouter, Request
from starlette.responses import Response

from tryon.api.pictures import REGIONS
from tryon.errors import EntryError, RequestError
from tryon.fitting.parameters import USUAL, VERSION, FitParameters, fits_from_json
from tryon.json_file import parse_json
from tryon.labels import Region
from tryon.messages import RequestProblem
from tryon.serve.service import Service
from tryon.serve.web.asking import ServiceHere, ask, wanted_kind
from tryon.serve.web.fields import Fields, GarmentId, member_of, read_fields
from tryon.serve.web.garments import kept_garment
from tryon.serve.web.problems import asked_language
from tryon.serve.web.schemas import (
    FIT_BODY,
    MOST_GARMENTS,
    MOST_PEOPLE,
    PARSE_BODY,
    FitReport,
    JobReport,
    ParseReport,
    asking,
    problems,
)
from tryon.serve.work.tasks import (
    USUALLY_INCLUDED,
    FitTask,
    Included,
    KeptGarment,
    MapEncoding,
    ParseTask,
    Picture,
    WantedGarment,
)

_JSON_KIND, _PNG_KIND = "application/json", "image/png"
_ASKING_PROBLEMS = problems(400, 401, 406, 408, 413, 415, 422, 429, 500, 503)
_PNG = {"description": "the answer", "content": {_PNG_KIND: {}}}
_JOB = {"model": JobReport, "description": "a job, with Prefer: respond-async"}

Value = TypeVar("Value")

router = APIRouter(prefix="/v1", tags=["try-on"])


@router.post(
    "/parse",
    summary="Label each pixel of a photo with person and body part",
    openapi_extra=asking(PARSE_BODY),
    response_model=ParseReport,
    responses={200: _PNG, 202: _JOB, **_ASKING_PROBLEMS},
)
async def parse(request: Request, service: ServiceHere) -> Response:
    """People with their joints and parts, label map and person map.

    With ``Accept: image/png`` the answer is a picture: the one that is included, the overlay if
    none is named.
    """
    kind = wanted_kind(request, (_JSON_KIND, _PNG_KIND))
    fields = await read_fields(request)
    fields.check_known(("photo", "include", "encoding"))
    named = tuple(member_of(Included, "include", text) for text in fields.texts("include"))
    encoding = fields.text("encoding")
    task = ParseTask(
        fields.picture("photo"),
        included=tuple(each for each in Included if each in (named or USUALLY_INCLUDED)),
        encoding=MapEncoding.PNG if not encoding else member_of(MapEncoding, "encoding", encoding),
        as_picture=None if kind == _JSON_KIND else (*named, Included.OVERLAY)[0],
        language=asked_language(request),
        max_pixels=service.settings.max_pixels,
    )
    return await ask(service, request, task)


@router.post(
    "/fit",
    summary="Put garments on somebody in a photo",
    openapi_extra=asking(FIT_BODY),
    response_model=FitReport,
    responses={200: _PNG, 202: _JOB, 404: problems(404)[404], **_ASKING_PROBLEMS},
)
async def fit(request: Request, service: ServiceHere) -> Response:
    """The photo with garments put on, lowest first, notes, and how much was guessed.

    With ``Accept: image/png`` the answer is the picture itself.
    """
    kind = wanted_kind(request, (_JSON_KIND, _PNG_KIND))
    fields = await read_fields(request)
    fields.check_known(("photo", "garment", "region", "person", "parameters"))
    task = FitTask(
        fields.picture("photo"),
        await to_thread.run_sync(_wanted_garments, fields, service),
        is_picture=kind == _PNG_KIND,
        language=asked_language(request),
        max_pixels=service.settings.max_pixels,
    )
    return await ask(service, request, task)


def _wanted_garments(fields: Fields, service: Service) -> tuple[WantedGarment, ...]:
    """Return the garments of a request with what is said of each.

    Raises:
        RequestError: if there are none or too many, one is not known, or what is said of them does
            not pair up.
    """
    garments = fields.all("garment")
    if not garments:
        raise RequestError(RequestProblem.FIELD_MISSING, field="garment")
    if len(garments) > MOST_GARMENTS:
        raise RequestError(
            RequestProblem.TOO_MANY_GARMENTS, most=MOST_GARMENTS, given=len(garments)
        )
    count = len(garments)
    people = _one_each("person", fields.numbers("person", 1, MOST_PEOPLE), count)
    regions = _one_each("region", tuple(map(_region, fields.texts("region"))), count)
    parameters = _one_each("parameters", _parameters(fields.text("parameters")), count)
    return tuple(
        WantedGarment(_source(value, service), person, region, lying or USUAL)
        for value, person, region, lying in zip(garments, people, regions, parameters, strict=True)
    )


def _one_each(field: str, given: tuple[Value, ...], count: int) -> tuple[Value | None, ...]:
    """Return what a field says of each garment; if it is there once, it is of all of them.

    Raises:
        RequestError: if it is there for some only.
    """
    if not given:
        return (None,) * count
    if len(given) not in (1, count):
        raise RequestError(
            RequestProblem.NOT_ONE_EACH, garments=count, given=len(given), field=field
        )
    return given if len(given) == count else given * count


def _source(value: Picture | GarmentId | str, service: Service) -> Picture | KeptGarment:
    if isinstance(value, GarmentId):
        return kept_garment(service, value.id)
    if isinstance(value, Picture):
        return value
    raise RequestError(RequestProblem.NO_PICTURE, field="garment")


def _region(text: str) -> Region:
    region = member_of(Region, "region", text)
    if region not in REGIONS:
        choices = tuple(each.value for each in REGIONS)
        raise RequestError(
            RequestProblem.NO_CHOICE, field="region", choices=choices, found=region.value
        )
    return region


def _parameters(text: str | None) -> tuple[FitParameters, ...]:
    """Return how garments are to lie: all of them, each, or what a file of parameters says.

    Raises:
        RequestError: if that makes no sense.
    """
    if text is None:
        return ()
    try:
        stored = parse_json(text.encode("utf-8"))
        if isinstance(stored, dict) and "fits" in stored:
            return fits_from_json(stored)
        several = stored if isinstance(stored, list) else [stored]
        return fits_from_json({"version": VERSION, "fits": several})
    except ValueError as error:
        problem = error if isinstance(error, EntryError) else str(error)
        raise RequestError(RequestProblem.PARAMETERS, problem=problem) from error
