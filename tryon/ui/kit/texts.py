"""Errors and notes in the user's language.

The code below the window reports data: a message of `tryon.messages` with its values. Qt
translates the template, from the context ``Notes`` or ``Errors``; values that have a name in the
window are shown by that name.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from tryon.errors import MessageError
from tryon.garments.reader.kinds import PictureKind
from tryon.labels import Label, Region
from tryon.messages import FitNote, Message, Text, Value, english, fill
from tryon.shape.category import GarmentCategory
from tryon.shape.point_names import PointName
from tryon.ui.kit.names import kind_name, label_name, picture_kind_name, point_name, region_name

Note = str | Message | Text
"""A message, or text of the window itself, which is translated already."""


def text_of(source: Message | Text | MessageError) -> str:
    """Return a message in the user's language."""
    text = _as_text(source)
    values = {
        name: _garment_text(value) if name == "garment" else _value_text(value)
        for name, value in text.values.items()
    }
    return fill(_translated(text.message), values)


def sentence_of(source: Message | Text | MessageError) -> str:
    """Return a message that stands alone; in English it then begins with a capital letter."""
    text = text_of(source)
    return text[:1].upper() + text[1:] if _begins_in_english(_as_text(source)) else text


def _as_text(source: Message | Text | MessageError) -> Text:
    if isinstance(source, MessageError):
        return source.text
    return Text(source) if isinstance(source, Message) else source


def _translated(message: Message) -> str:
    context = "Notes" if isinstance(message, FitNote) else "Errors"
    return QCoreApplication.translate(context, message.value)


def _garment_text(value: Value) -> str:
    """Return a garment's name; those of the samples are translated."""
    return QCoreApplication.translate("Garments", _value_text(value))


def _value_text(value: Value) -> str:
    if isinstance(value, tuple):
        return QCoreApplication.translate("Names", ", ").join(map(_value_text, value))
    if isinstance(value, Message | Text):
        return text_of(value)
    if isinstance(value, Label):
        return label_name(value)
    if isinstance(value, Region):
        return region_name(value)
    if isinstance(value, GarmentCategory):
        return kind_name(value)
    if isinstance(value, PictureKind):
        return picture_kind_name(value)
    if isinstance(value, PointName):
        return QCoreApplication.translate("Points", "“{point}”").format(point=point_name(value))
    return english(value)


def _begins_in_english(text: Text) -> bool:
    """Return whether a text begins with an English word: not translated, nor with a name first."""
    template = _translated(text.message)
    if template != text.message.value:
        return False
    for name, value in text.values.items():
        if template.startswith(f"{{{name}}}"):
            return isinstance(value, Text) and _begins_in_english(value)
    return True
