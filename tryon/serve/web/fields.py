"""What a request holds, as fields: the same from a form and from JSON.

A form is read into memory, never into a temporary file: its pictures are of people.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import AsyncGenerator, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from anyio import to_thread
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from tryon.errors import RequestError
from tryon.json_file import parse_json, quoted, shortened
from tryon.messages import RequestProblem
from tryon.serve.work.tasks import Picture

_MOST_FIELDS = 64
_MOST_VALUES = 20_000
"""Of JSON: empty lists take twenty times as much memory as they have bytes."""
_MOST_TEXT_BYTES = 1_000_000
_LONGEST_NAME = 120
"""Characters of a picture's name."""
_IN_MEMORY = 2**62
"""Bytes of a form's file up to which it stays in memory: the request's own limit is far below."""

Member = TypeVar("Member", bound=Enum)


@dataclass(frozen=True)
class GarmentId:
    """A garment that the server has, by its id."""

    id: str


@dataclass(frozen=True)
class Field:
    """One field of a request: a picture, a text, or the id of a garment."""

    name: str
    value: Picture | str | GarmentId


class Fields:
    """The fields of a request, in their order.

    Args:
        fields: all of them.
    """

    def __init__(self, fields: Iterable[Field]) -> None:
        self._fields = tuple(fields)

    def check_known(self, known: tuple[str, ...]) -> None:
        """Refuse fields that nobody will look at: they are mistakes.

        Raises:
            RequestError: naming the first.
        """
        for field in self._fields:
            if field.name not in known:
                name = shortened(field.name)
                raise RequestError(RequestProblem.FIELD_UNKNOWN, field=name, known=known)

    def all(self, name: str) -> tuple[Picture | str | GarmentId, ...]:
        """Return the values of a field that may be there several times."""
        return tuple(field.value for field in self._fields if field.name == name)

    def picture(self, name: str) -> Picture:
        """Return the picture of a field.

        Raises:
            RequestError: if it is missing, there twice, or no picture.
        """
        value = self._one(name)
        if value is None:
            raise RequestError(RequestProblem.FIELD_MISSING, field=name)
        if not isinstance(value, Picture):
            raise RequestError(RequestProblem.NO_PICTURE, field=name)
        return value

    def text(self, name: str) -> str | None:
        """Return the text of a field; None if it is missing or empty.

        Raises:
            RequestError: if it is there twice, or no text.
        """
        texts = self.texts(name)
        if len(texts) > 1:
            raise RequestError(RequestProblem.FIELD_TWICE, field=name)
        return texts[0] if texts else None

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the texts of a field that may be there several times, without empty ones.

        Raises:
            RequestError: if one is no text.
        """
        values = self.all(name)
        if not all(isinstance(value, str) for value in values):
            raise RequestError(RequestProblem.NO_TEXT, field=name)
        return tuple(str(value) for value in values if value)

    def number(self, name: str, low: int, high: int) -> int | None:
        """Return the whole number of a field; None if it is missing.

        Raises:
            RequestError: if it is none, out of range, or there twice.
        """
        text = self.text(name)
        return None if text is None else _number(name, text, low, high)

    def numbers(self, name: str, low: int, high: int) -> tuple[int, ...]:
        """Return the whole numbers of a field that may be there several times.

        Raises:
            RequestError: if one is none, or out of range.
        """
        return tuple(_number(name, text, low, high) for text in self.texts(name))

    def _one(self, name: str) -> Picture | str | GarmentId | None:
        values = self.all(name)
        if len(values) > 1:
            raise RequestError(RequestProblem.FIELD_TWICE, field=name)
        return values[0] if values else None


def _number(field: str, text: str, low: int, high: int) -> int:
    is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(high))
    if not is_number or not low <= int(text) <= high:
        raise RequestError(
            RequestProblem.NO_NUMBER, field=field, low=low, high=high, found=quoted(text)
        )
    return int(text)


def member_of(kind: type[Member], field: str, text: str) -> Member:
    """Return the member of an enum that a text names.

    Raises:
        RequestError: listing the choices.
    """
    for member in kind:
        if text == member.value:
            return member
    choices = tuple(str(member.value) for member in kind)
    raise RequestError(RequestProblem.NO_CHOICE, field=field, choices=choices, found=quoted(text))


async def read_fields(request: Request) -> Fields:
    """Read a request's body.

    Raises:
        RequestError: if it is neither a form nor JSON, or damaged.
    """
    kind = request.headers.get("content-type", "")
    match kind.partition(";")[0].strip().lower():
        case "multipart/form-data":
            return Fields(await _form_fields(request))
        case "application/json":
            return Fields(await to_thread.run_sync(_json_fields, await request.body()))
    raise RequestError(RequestProblem.BODY_KIND, found=quoted(kind))


class _InMemoryParser(MultiPartParser):
    spool_max_size = _IN_MEMORY


async def _form_fields(request: Request) -> list[Field]:
    async def stream() -> AsyncGenerator[bytes, None]:
        async for chunk in request.stream():
            yield chunk

    parser = _InMemoryParser(
        request.headers,
        stream(),
        max_files=_MOST_FIELDS,
        max_fields=_MOST_FIELDS,
        max_part_size=_MOST_TEXT_BYTES,
    )
    try:
        form = await parser.parse()
    except MultiPartException as error:
        raise RequestError(RequestProblem.BODY_DAMAGED, reason=error.message) from error
    fields = []
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            content = value.file.read()
            value.file.close()
            fields.append(Field(name, Picture(content, _name_of(value.filename, name))))
        elif name == "garment":
            fields.append(Field(name, GarmentId(value)))
        else:
            fields.append(Field(name, value))
    return fields


def _json_fields(body: bytes) -> list[Field]:
    if sum(map(body.count, (b",", b"[", b"{"))) > _MOST_VALUES:
        raise RequestError(RequestProblem.BODY_DAMAGED, reason="it has too many values")
    try:
        stored = parse_json(body, most_bytes=len(body))
    except ValueError as error:
        raise RequestError(RequestProblem.BODY_DAMAGED, reason=error) from error
    if not isinstance(stored, dict):
        raise RequestError(RequestProblem.BODY_DAMAGED, reason=f"no object: {quoted(stored)}")
    fields = []
    for name, value in stored.items():
        repeats = isinstance(value, list) and name != "parameters"
        for each in value if repeats else [value]:
            fields.append(Field(name, _json_value(name, each)))
    return fields


def _json_value(name: str, value: object) -> Picture | str | GarmentId:
    if name in ("photo", "picture"):
        return _picture_of(name, value, name)
    if name == "garment" and isinstance(value, dict):
        if isinstance(value.get("id"), str) and len(value) == 1:
            return GarmentId(value["id"])
        if value.keys() <= {"picture", "name"} and "picture" in value:
            return _picture_of("garment.picture", value["picture"], value.get("name"))
        raise RequestError(RequestProblem.NO_BASE64, field="garment.picture")
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value)


def _picture_of(field: str, value: object, name: object) -> Picture:
    if not isinstance(value, str):
        raise RequestError(RequestProblem.NO_BASE64, field=field)
    try:
        content = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError) as error:
        raise RequestError(RequestProblem.NO_BASE64, field=field) from error
    return Picture(content, _name_of(name, field))


def _name_of(given: object, otherwise: str) -> str:
    """Return what to call a picture: the last part of its file's name, printable and not long."""
    text = given if isinstance(given, str) else ""
    last = text.replace("\\", "/").rpartition("/")[2]
    kept = "".join(letter for letter in last if letter.isprintable())[:_LONGEST_NAME].strip()
    return kept or otherwise
