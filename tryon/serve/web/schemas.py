"""What requests and answers look like, for the OpenAPI document and for tests of it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from tryon.fitting.parameters import LIMITS, Tuck
from tryon.serve.queue.board import Status
from tryon.serve.web.problems import PROBLEM_KIND
from tryon.serve.work.tasks import Included, Language, MapEncoding

REGION_NAMES = ("upper", "lower", "dress")
CATEGORY_NAMES = ("top", "trousers", "skirt", "dress")
MOST_GARMENTS, MOST_PEOPLE = 8, 255


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid")


class PartReport(_Answer):
    """One part of a person."""

    id: int = Field(ge=0, le=19, description="CIHP label")
    label: str
    area: int = Field(description="pixels")


class PersonReport(_Answer):
    """One person of a photo."""

    person: int = Field(ge=1, description="counted from left to right")
    box: list[int] = Field(min_length=4, max_length=4, description="left, top, right, bottom")
    score: float
    area: int
    parts: list[PartReport]
    joints: dict[str, list[float]] = Field(description="x, y and confidence by COCO's names")


class ParseReport(_Answer):
    """Who is in a photo, and which part of whom each pixel shows."""

    num_persons: int
    photo: str
    width: int
    height: int
    engine: str
    people: list[PersonReport]
    milliseconds: dict[str, float]
    notes: list[str]
    labels: str | list[int] | None = Field(
        None, description="CIHP label of each pixel: a PNG in base64, or value, count, value, …"
    )
    person_map: str | list[int] | None = Field(
        None, description="number of the person at each pixel, 0 for nobody; likewise"
    )
    segmentation_image: str | None = Field(None, description="labels in colours: a PNG in base64")
    overlay: str | None = Field(None, description="the photo with its parts in colour, likewise")


class WornReport(_Answer):
    """A garment that was put on somebody."""

    person: int
    garment: str
    category: Literal[CATEGORY_NAMES]  # type: ignore[valid-type]
    region: Literal[REGION_NAMES]  # type: ignore[valid-type]


class SharesReport(_Answer):
    """How much of the picture is the photo's, moved from a garment's picture, or guessed."""

    photo: float
    moved: float
    guessed: float


class FitReport(_Answer):
    """A photo with garments put on people."""

    num_persons: int
    width: int
    height: int
    worn: list[WornReport]
    shares: SharesReport
    notes: list[str]
    picture: str = Field(description="the result: a PNG in base64")


class GarmentReport(_Answer):
    """What a picture of a garment shows."""

    id: str | None = Field(description="what the garment is known by; null if it is not kept")
    name: str
    kind: str
    detail: str | None = Field(None, description="what it is more exactly, if there is a word")
    confidence: float
    category: str | None
    turned_degrees: int
    landmarks: dict[str, list[float]] = Field(description="x, y in [0, 1], and confidence")
    notes: list[str]


class GarmentEntry(_Answer):
    """A garment that the server has."""

    id: str
    name: str
    category: str
    region: str
    is_sample: bool = Field(description="whether it ships with the app")
    picture: str = Field(description="where its small picture is")


class GarmentList(_Answer):
    """All garments that the server has."""

    garments: list[GarmentEntry]


class JobReport(_Answer):
    """Where a job stands."""

    id: str
    status: Literal[tuple(status.value for status in Status)]  # type: ignore[valid-type]
    stage: str | None = Field(description="what is being done")
    fraction: float = Field(ge=0, le=1, description="of the stage")
    result: str | None = Field(description="where the answer is, once it is done")


class Problem(_Answer):
    """What is wrong, see RFC 9457."""

    type: str
    title: str
    status: int
    detail: str


class Health(_Answer):
    """Whether the server lives, or is ready."""

    status: str


PARAMETERS: dict[str, Any] = {
    "type": "object",
    "description": "how a garment is to lie; what is left out has its usual value",
    "properties": {
        **{
            name: {"type": "number", "minimum": low, "maximum": high}
            for name, (low, high) in LIMITS.items()
        },
        "tuck": {"enum": [tuck.value for tuck in Tuck]},
    },
}
_BASE64: dict[str, Any] = {"type": "string", "contentEncoding": "base64", "minLength": 4}
_FILE: dict[str, Any] = {"type": "string", "format": "binary"}
_PERSON: dict[str, Any] = {
    "type": "integer",
    "minimum": 1,
    "maximum": MOST_PEOPLE,
    "description": "counted from 1, from left to right; the largest if it is left out",
}
_PEOPLE = {"anyOf": [_PERSON, {"type": "array", "items": _PERSON, "minItems": 1, "maxItems": 8}]}
"""Of all garments, or of each."""


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the description of the problems that a route may answer with."""
    content = {PROBLEM_KIND: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": "what is wrong", "content": content} for status in statuses}


def body(form: dict[str, Any], stored: dict[str, Any], *required: str) -> dict[str, Any]:
    """Return the description of a request's body, as a form and as JSON."""

    def schema(properties: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": properties,
            "required": list(required),
            "additionalProperties": False,
        }

    content = {
        "multipart/form-data": {"schema": schema(form)},
        "application/json": {"schema": schema(stored)},
    }
    return {"requestBody": {"required": True, "content": content}}


def _several(schema: dict[str, Any], most: int) -> dict[str, Any]:
    return {"type": "array", "items": schema, "minItems": 1, "maxItems": most}


_PARSE: dict[str, Any] = {
    "include": _several({"enum": [each.value for each in Included]}, len(Included)),
    "encoding": {"enum": [each.value for each in MapEncoding], "default": MapEncoding.PNG.value},
}
PARSE_BODY = body({"photo": _FILE, **_PARSE}, {"photo": _BASE64, **_PARSE}, "photo")

_REGIONS = _several({"enum": list(REGION_NAMES)}, MOST_GARMENTS)
_PARAMETERS: dict[str, Any] = {
    "description": "of all garments, or of each",
    "anyOf": [PARAMETERS, _several(PARAMETERS, MOST_GARMENTS)],
}
_GARMENT: dict[str, Any] = {
    "anyOf": [
        {
            "type": "object",
            "properties": {"id": {"type": "string"}},
            "required": ["id"],
            "additionalProperties": False,
        },
        {
            "type": "object",
            "properties": {"picture": _BASE64, "name": {"type": "string"}},
            "required": ["picture"],
            "additionalProperties": False,
        },
    ]
}
FIT_BODY = body(
    {
        "photo": _FILE,
        "garment": _several(
            {**_FILE, "description": "a picture; as a text in place of a file, a garment's id"},
            MOST_GARMENTS,
        ),
        "region": _REGIONS,
        "person": _PEOPLE,
        "parameters": {
            "type": "string",
            "description": "as JSON; of all garments, of each, or a file of parameters",
        },
    },
    {
        "photo": _BASE64,
        "garment": _several(_GARMENT, MOST_GARMENTS),
        "region": _REGIONS,
        "person": _PEOPLE,
        "parameters": _PARAMETERS,
    },
    "photo",
    "garment",
)
_DESCRIBE: dict[str, Any] = {
    "keep": {"enum": ["true", "false"], "default": "true"},
    "category": {"enum": list(CATEGORY_NAMES)},
    "pick": {"type": "integer", "minimum": 1, "maximum": 20},
}
GARMENT_BODY = body({"picture": _FILE, **_DESCRIBE}, {"picture": _BASE64, **_DESCRIBE}, "picture")

_HEADER_PARAMETERS: list[dict[str, Any]] = [
    {
        "name": "Accept-Language",
        "in": "header",
        "description": "language of notes and problems",
        "schema": {"enum": [language.value for language in Language]},
    },
    {
        "name": "Prefer",
        "in": "header",
        "description": "respond-async: the answer is a job, at once",
        "schema": {"enum": ["respond-async", "wait"]},
    },
]


def asking(body_schema: dict[str, Any]) -> dict[str, Any]:
    """Return what the OpenAPI document says of a route that asks for a task."""
    return {**body_schema, "parameters": _HEADER_PARAMETERS}
