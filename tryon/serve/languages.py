"""Messages in the languages that the window speaks, from its catalogues, without Qt."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from enum import Enum
from functools import cache

from tryon.errors import MessageError
from tryon.messages import FitNote, Message, Text, Value, english, fill
from tryon.resources import translation_file
from tryon.serve.work.tasks import Language

_Texts = Mapping[tuple[str, str], str]
"""Translations by context and English text."""


def language_of(accepted: str) -> Language:
    """Return the language that an ``Accept-Language`` header asks for, English if none we have.

    Of several wishes the first counts: browsers list them in the user's order.
    """
    for wish in accepted.split(","):
        code = wish.partition(";")[0].strip().lower()
        if code.startswith("zh"):
            return Language.CHINESE
        if code.startswith("en"):
            return Language.ENGLISH
    return Language.ENGLISH


def text_in(language: Language, source: Message | Text | MessageError) -> str:
    """Return what a message says in a language; in English where it has no translation."""
    if isinstance(source, MessageError):
        source = source.text
    text = Text(source) if isinstance(source, Message) else source
    texts = _texts_of(language)
    values = {name: _value(texts, language, value) for name, value in text.values.items()}
    context = "Notes" if isinstance(text.message, FitNote) else "Errors"
    template = text.message.value
    return fill(texts.get((context, template)) or template, values)


def garment_name(language: Language, name: str) -> str:
    """Return what a garment is called: those that ship with the app have names in each language."""
    return _texts_of(language).get(("Garments", name)) or name


def _value(texts: _Texts, language: Language, value: Value) -> str:
    if isinstance(value, tuple):
        comma = texts.get(("Names", ", ")) or ", "
        return comma.join(_value(texts, language, each) for each in value)
    if isinstance(value, Message | Text):
        return text_in(language, value)
    word = english(value)
    if isinstance(value, Enum):
        return texts.get(("Names", word.capitalize())) or word
    return garment_name(language, word)


@cache
def _texts_of(language: Language) -> _Texts:
    """Read the translations that the window has for a language; there are none for English."""
    if language is Language.ENGLISH:
        return {}
    code = language.value.replace("-", "_")
    root = ElementTree.parse(translation_file(code).with_suffix(".ts")).getroot()
    return {
        (context.findtext("name", ""), message.findtext("source", "")): translation
        for context in root.findall("context")
        for message in context.findall("message")
        if (translation := message.findtext("translation", ""))
    }
