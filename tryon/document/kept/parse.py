"""The parse of a look: label and person map as pictures with exact ids, people as JSON."""

from __future__ import annotations

import hashlib
import json
import zipfile
from typing import Any

from tryon.archive import Archive, sense_of, write_member
from tryon.geometry import LabelMap, Size
from tryon.human_parse import HumanParse
from tryon.imaging import decode_grey, png_of
from tryon.people_json import people_from_json, people_to_json
from tryon.shape.figure_json import Json

_LABELS, _PEOPLE = "labels.png", "people.png"


def write_parse(archive: zipfile.ZipFile, parse: HumanParse) -> Json:
    """Write the maps of a parse into a look; return what `read_parse` reads."""
    for name, ids in ((_LABELS, parse.labels), (_PEOPLE, parse.person_map)):
        write_member(archive, name, png_of(ids))
    return {"engine": parse.engine, "people": people_to_json(parse.people)}


def parse_digest(parse: HumanParse) -> str:
    """Return a text that differs between parses."""
    people = json.dumps(people_to_json(parse.people))
    digest = hashlib.sha256(f"{parse.engine} {parse.labels.shape} {people}".encode())
    for ids in (parse.labels, parse.person_map):
        digest.update(ids.tobytes())
    return digest.hexdigest()


def read_parse(archive: Archive, stored: Any, size: Size) -> HumanParse:  # noqa: ANN401 - JSON
    """Read the parse of a photo of a size.

    Raises:
        MemberError: if any of it is damaged.
    """
    labels, person_map = (_read_map(archive, name, size) for name in (_LABELS, _PEOPLE))
    with sense_of("parse"):
        people = people_from_json(stored["people"], size)
        return HumanParse(labels, person_map, people, engine=str(stored["engine"]))


def _read_map(archive: Archive, name: str, size: Size) -> LabelMap:
    with sense_of(name):
        ids = decode_grey(archive.read_png(name), name)
        if Size.of(ids) != size:
            raise ValueError("it is not as large as the photo")
        return ids
