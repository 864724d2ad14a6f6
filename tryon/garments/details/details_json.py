"""Details as JSON.

    {"version": 1, "garment": "shirt-….png", "favourite": true, "tags": ["summer"],
     "collections": ["Holiday"], "shop": "…", "price": "…", "size": "M", "link": "https://…",
     "text": "…", "sizes": [{"size": "M", "chest": 104, "length": 71}],
     "worn_at": 1790000000, "changed_at": 1790000000}

What is empty is left out.
"""

from __future__ import annotations

import json
import time
from dataclasses import fields

from tryon.errors import EntryError
from tryon.garments.details.details import Details, Notes, labels
from tryon.garments.sizes.size_table import SizeTable
from tryon.json_file import quoted
from tryon.messages import EntryProblem

VERSION = 1
_NOTES = tuple(field.name for field in fields(Notes))


def details_to_json(details: Details, garment: str) -> str:
    """Return what `details_from_json` reads.

    Args:
        details: what is kept.
        garment: name of the garment's picture, by which a copy of the file is known.
    """
    found = {"version": VERSION, "garment": garment, **_content(details)}
    found |= {
        name: getattr(details, name) for name in ("worn_at", "changed_at") if getattr(details, name)
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def notes_to_json(details: Details) -> dict[str, object]:
    """Return tags and notes for somebody else, without what is nobody's business."""
    content = _content(details)
    return {name: content[name] for name in ("tags", *_NOTES, "sizes") if name in content}


def details_from_json(found: object) -> Details:
    """Read details.

    Raises:
        ValueError: if these are none, or of a newer version.
    """
    if not isinstance(found, dict):
        raise EntryError(EntryProblem.NOT_THE_FORM, example='{"version": 1, "tags": […], …}')
    version = found.get("version", VERSION)
    if version != VERSION:
        raise EntryError(EntryProblem.OTHER_VERSION, expected=VERSION, found=quoted(version))
    latest = int(time.time()) + 24 * 3600
    return Details(
        is_favourite=found.get("favourite") is True,
        tags=_labels(found, "tags"),
        collections=_labels(found, "collections"),
        notes=Notes(**{name: _text(found, name) for name in _NOTES}).cleaned(),
        sizes=None if found.get("sizes") is None else SizeTable.from_json(found["sizes"]),
        worn_at=_seconds(found, "worn_at", latest),
        changed_at=_seconds(found, "changed_at", latest),
    )


def garment_named_in(found: object) -> str:
    """Return the picture's name that a file of details holds; empty if it holds none."""
    name = found.get("garment") if isinstance(found, dict) else None
    return name if isinstance(name, str) else ""


def _content(details: Details) -> dict[str, object]:
    found: dict[str, object] = {
        "favourite": details.is_favourite,
        "tags": list(details.tags),
        "collections": list(details.collections),
        **{name: getattr(details.notes, name) for name in _NOTES},
        "sizes": None if details.sizes is None else details.sizes.to_json(),
    }
    return {name: value for name, value in found.items() if value}


def _labels(found: dict[str, object], name: str) -> tuple[str, ...]:
    values = found.get(name, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise EntryError(EntryProblem.NO_TEXTS, name=name, found=quoted(values))
    return labels(values)


def _text(found: dict[str, object], name: str) -> str:
    value = found.get(name, "")
    if not isinstance(value, str):
        raise EntryError(EntryProblem.NO_TEXTS, name=name, found=quoted(value))
    return value


def _seconds(found: dict[str, object], name: str, latest: int) -> int:
    """Return a time; one in the future, by a clock that goes wrong, is no time."""
    value = found.get(name, 0)
    if isinstance(value, bool) or not isinstance(value, int):
        raise EntryError(EntryProblem.NO_NUMBER, name=name, found=quoted(value))
    return value if 0 <= value <= latest else 0
