"""Messages of errors in the user's language.

The code below the window speaks English. Its messages are known as templates with ``{0}``,
``{1}``, … (``assets/translations/messages.json``); one that is recognised is shown in
translation, with what was filled in, and any other as it is.
"""

from __future__ import annotations

import json
import re
from functools import cache

from PySide6.QtCore import QCoreApplication

from tryon.resources import assets_folder


def error_text(message: str) -> str:
    """Translate a message, and the messages inside it."""
    for template, pattern in _patterns():
        match = pattern.fullmatch(message)
        if match is None:
            continue
        translated = QCoreApplication.translate("Errors", template)
        if translated == template:
            return message
        return translated.format(*map(error_text, match.groups()))
    name, colon, rest = message.partition(": ")
    return f"{name}{colon}{error_text(rest)}" if colon else message


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return templates and what they match, the most telling first."""
    file = assets_folder() / "translations" / "messages.json"
    templates: list[str] = json.loads(file.read_text(encoding="utf-8"))
    templates.sort(key=lambda template: len(re.sub(r"\{\d\}", "", template)), reverse=True)
    return tuple((template, re.compile(_to_pattern(template), re.DOTALL)) for template in templates)


def _to_pattern(template: str) -> str:
    words = re.split(r"\{\d\}", template)
    return "(.+?)".join(map(re.escape, words))
